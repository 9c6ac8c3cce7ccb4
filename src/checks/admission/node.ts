import type { CelRule, Schema } from '../../crds/schema.ts';
import { isObject } from './schema.ts';
import { type ValueCheck, valueCheck } from './value-checks.ts';

const CEL_RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/** A field's name as CEL sees it, or undefined where CEL cannot see it (apiextensions-apiserver, cel.Escape). */
export const celName = (name: string): string | undefined => {
  if (CEL_RESERVED.has(name)) return `__${name}__`;
  if (/^[A-Za-z_]\w*$/.test(name) && !name.includes('__')) return name;
  if (!/^[A-Za-z_.\-/][A-Za-z0-9_.\-/]*$/.test(name)) return undefined;
  const escapes: Record<string, string> = { __: '__underscores__', '.': '__dot__', '-': '__dash__', '/': '__slash__' };
  return name.replace(/__|[-./]/g, (m) => escapes[m]!);
};

/** What stands below a schema, known without preparing it: CEL rules, and lists that are sets or maps. */
interface Depth {
  readonly rules: boolean;
  readonly lists: boolean;
}
const depths = new WeakMap<Schema, Depth>();

const childrenOf = (schema: Schema): Schema[] => [
  ...Object.values(schema.properties ?? {}),
  ...(schema.items ? [schema.items] : []),
  ...(isObject(schema.additionalProperties) ? [schema.additionalProperties as Schema] : []),
];

const depthOf = (schema: Schema): Depth => {
  const known = depths.get(schema);
  if (known) return known;
  const below = childrenOf(schema).map(depthOf);
  const listType = schema['x-kubernetes-list-type'];
  const depth = {
    rules: rulesAt(schema).length > 0 || below.some((d) => d.rules),
    lists: listType === 'set' || listType === 'map' || below.some((d) => d.lists),
  };
  depths.set(schema, depth);
  return depth;
};

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
  private fields: Map<string, readonly [string, SchemaNode]> | undefined;
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
    const { rules, lists } = depthOf(schema);
    this.deepRules = rules;
    this.deepLists = lists;
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

  /** What a field is to CEL: its name there and its schema. Fields without a type are invisible. */
  celField(key: string): readonly [string, SchemaNode] | undefined {
    this.fields ??= this.metaFields();
    const known = this.fields.get(key);
    if (known) return known;
    const node = this.properties?.get(key);
    const name = node && celVisible(node.schema) ? celName(key) : undefined;
    if (!node || name === undefined) return undefined;
    const field = [name, node] as const;
    this.fields.set(key, field);
    return field;
  }

  private metaFields(): Map<string, readonly [string, SchemaNode]> {
    if (!this.hasMeta) return new Map();
    const text = new SchemaNode({ type: 'string' });
    const meta = { type: 'object', properties: { name: { type: 'string' }, generateName: { type: 'string' } } };
    return new Map<string, readonly [string, SchemaNode]>([
      ['apiVersion', ['apiVersion', text]],
      ['kind', ['kind', text]],
      ['metadata', ['metadata', new SchemaNode(meta)]],
    ]);
  }
}

const SEEN = new Set(['string', 'boolean', 'number', 'integer']);

/** Whether CEL sees a field of this schema. */
const celVisible = (schema: Schema): boolean => {
  if (schema['x-kubernetes-int-or-string'] === true) return true;
  const { type, items, additionalProperties } = schema;
  if (type === 'array') return items !== undefined && celVisible(items);
  if (type === 'object') return isObject(additionalProperties) ? celVisible(additionalProperties as Schema) : true;
  return SEEN.has(type ?? '');
};
