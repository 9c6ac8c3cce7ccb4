import type { CelRule, Schema } from '../crds/crd-schema.ts';
import { isObject } from './admission-schema.ts';
import { type ValueCheck, valueCheck } from './value-checks.ts';

/** Rules inside allOf are evaluated as if they stood on the node itself. */
const rulesAt = (schema: Schema): CelRule[] => [
  ...(schema['x-kubernetes-validations'] ?? []),
  ...(schema.allOf ?? []).flatMap((s) => s['x-kubernetes-validations'] ?? []),
];

/** The nodes of an object's fields, each made when an object has it: of EnvoyProxy's six thousand hardly one is. */
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

  /** Those whose schema meets a condition. */
  where(test: (schema: Schema) => boolean): [string, SchemaNode][] {
    return Object.entries(this.schemas).flatMap(([k, s]) => (test(s) ? [[k, this.get(k)!]] : []));
  }
}

/** One node of a schema, prepared once: what is walked for each object has no decision left that the schema could make. */
export class SchemaNode {
  readonly properties: Fields | undefined;
  readonly anyValue: boolean;
  readonly keepsUnknown: boolean;
  readonly hasMeta: boolean;
  readonly rules: readonly CelRule[];
  readonly check: ValueCheck;
  /** Something below has CEL rules, a list type: elsewhere the walkers need not go. */
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

  /** Of a map's values. */
  get values(): SchemaNode | undefined {
    const { additionalProperties } = this.schema;
    if (!this.valuesNode && isObject(additionalProperties))
      this.valuesNode = new SchemaNode(additionalProperties as Schema);
    return this.valuesNode;
  }
}
