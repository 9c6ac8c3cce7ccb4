import type { CelRule, Schema } from '../crds/crd-schema.ts';
import { isObject } from './admission-schema.ts';
import { type ValueCheck, valueCheck } from './value-checks.ts';

/** Rules inside allOf are evaluated like rules of the node itself. */
const rulesAt = (schema: Schema): CelRule[] => [
  ...(schema['x-kubernetes-validations'] ?? []),
  ...(schema.allOf ?? []).flatMap((s) => s['x-kubernetes-validations'] ?? []),
];

/** The nodes of an object's fields, each created at the first use: most of EnvoyProxy's six thousand are never used. */
class Fields {
  private readonly made = new Map<string, SchemaNode>();
  constructor(private readonly schemas: Readonly<Record<string, Schema>>) {}

  get(key: string): SchemaNode | undefined {
    const known = this.made.get(key);
    if (known || !Object.hasOwn(this.schemas, key)) return known;
    const node = new SchemaNode(this.schemas[key]!);
    this.made.set(key, node);
    return node;
  }

  keys(): string[] {
    return Object.keys(this.schemas);
  }

  /** The nodes whose schema meets a condition. */
  where(test: (schema: Schema) => boolean): [string, SchemaNode][] {
    return Object.entries(this.schemas).flatMap(([k, s]) => (test(s) ? [[k, this.get(k)!]] : []));
  }
}

/** A node of a schema, prepared once, so that the walk over each object repeats no decision that depends on the schema alone. */
export class SchemaNode {
  readonly properties: Fields | undefined;
  readonly anyValue: boolean;
  readonly keepsUnknown: boolean;
  readonly hasMeta: boolean;
  readonly rules: readonly CelRule[];
  readonly check: ValueCheck;
  /** Whether a node below has CEL rules or a list type; other parts are not walked. */
  readonly deepRules: boolean;
  readonly deepLists: boolean;
  readonly defaulted: readonly (readonly [string, SchemaNode])[];
  private itemsNode: SchemaNode | undefined;
  private valuesNode: SchemaNode | undefined;
  readonly schema: Schema;

  constructor(schema: Schema, root = false) {
    this.schema = schema;
    this.hasMeta = root || schema['x-kubernetes-embedded-resource'] === true;
    this.keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true;
    this.properties = schema.properties && new Fields(schema.properties);
    this.anyValue = schema.additionalProperties === true;
    this.rules = rulesAt(schema);
    this.check = valueCheck(schema);
    this.defaulted = this.properties?.where((s) => s.default !== undefined) ?? [];
    const deep = schema['x-deep'] ?? '';
    this.deepRules = deep.includes('r');
    this.deepLists = deep.includes('l');
  }

  get items(): SchemaNode | undefined {
    if (!this.itemsNode && this.schema.items) this.itemsNode = new SchemaNode(this.schema.items);
    return this.itemsNode;
  }

  /** The node of a map's values. */
  get values(): SchemaNode | undefined {
    const { additionalProperties } = this.schema;
    if (!this.valuesNode && isObject(additionalProperties))
      this.valuesNode = new SchemaNode(additionalProperties as Schema);
    return this.valuesNode;
  }
}
