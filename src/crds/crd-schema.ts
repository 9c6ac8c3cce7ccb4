/** The schema of a kind and its properties in the API server: the format of the files in src/crds/schemas. */
export interface KindSchema {
  /** The file from which it was generated. */
  readonly source: string;
  /** The version of the project that contains `source`. */
  readonly version: string;
  /** SHA-256 of the source file. */
  readonly digest: string;
  /** `gateway.networking.k8s.io/v1/HTTPRoute`; `v1/Secret` in the core group. */
  readonly groupVersionKind: string;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly statusSubresource: boolean;
  readonly schema: Schema;
}

/** An OpenAPI schema of a CRD (apiextensions.k8s.io/v1 JSONSchemaProps), with the keywords that are validated. */
export interface Schema {
  type?: string;
  format?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  required?: string[];
  enum?: unknown[];
  default?: unknown;
  nullable?: boolean;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: boolean;
  exclusiveMaximum?: boolean;
  multipleOf?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minProperties?: number;
  maxProperties?: number;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  not?: Schema;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-embedded-resource'?: boolean;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-validations'?: CelRule[];
  /** What this schema or its children contain: `r` rules, `l` lists that are sets or maps (written by vendor/slim.mjs). */
  'x-deep'?: 'r' | 'l' | 'rl';
}

export interface CelRule {
  rule: string;
  message?: string;
  reason?: string;
  fieldPath?: string;
  optionalOldSelf?: boolean;
}
