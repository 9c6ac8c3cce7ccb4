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

/** One node of a schema, prepared once: what is walked for each object has no decision left that the schema could make. */
export class SchemaNode {
  readonly properties: ReadonlyMap<string, SchemaNode> | undefined;
  readonly items: SchemaNode | undefined;
  /** Of a map's values. */
  readonly values: SchemaNode | undefined;
  readonly anyValue: boolean;
  readonly keepsUnknown: boolean;
  readonly hasMeta: boolean;
  readonly rules: readonly CelRule[];
  readonly check: ValueCheck;
  readonly defaulted: readonly (readonly [string, SchemaNode])[];
  /** Something below has CEL rules, a list type: elsewhere the walkers need not go. */
  readonly deepRules: boolean;
  readonly deepLists: boolean;
  private fields: Map<string, readonly [string, SchemaNode]> | undefined;
  private visible: boolean | undefined;
  readonly schema: Schema;

  constructor(schema: Schema, root = false) {
    this.schema = schema;
    this.hasMeta = root || schema['x-kubernetes-embedded-resource'] === true;
    this.keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true;
    this.properties =
      schema.properties && new Map(Object.entries(schema.properties).map(([k, s]) => [k, new SchemaNode(s)]));
    this.items = schema.items && new SchemaNode(schema.items);
    this.values = isObject(schema.additionalProperties)
      ? new SchemaNode(schema.additionalProperties as Schema)
      : undefined;
    this.anyValue = schema.additionalProperties === true;
    // Rules inside allOf are evaluated as if they stood on the node itself.
    this.rules = [
      ...(schema['x-kubernetes-validations'] ?? []),
      ...(schema.allOf ?? []).flatMap((s) => s['x-kubernetes-validations'] ?? []),
    ];
    this.check = valueCheck(schema);
    this.defaulted = [...(this.properties ?? [])].filter(([, n]) => n.schema.default !== undefined);
    const below = [
      ...(this.properties?.values() ?? []),
      ...(this.items ? [this.items] : []),
      ...(this.values ? [this.values] : []),
    ];
    const listType = schema['x-kubernetes-list-type'];
    this.deepRules = this.rules.length > 0 || below.some((n) => n.deepRules);
    this.deepLists = listType === 'set' || listType === 'map' || below.some((n) => n.deepLists);
  }

  /** What a field is to CEL: its name there and its schema. Fields without a type are invisible. */
  celFields(): ReadonlyMap<string, readonly [string, SchemaNode]> {
    if (this.fields) return this.fields;
    const fields = new Map<string, readonly [string, SchemaNode]>();
    for (const [k, n] of this.properties ?? []) {
      const name = celName(k);
      if (name !== undefined && n.celVisible()) fields.set(k, [name, n]);
    }
    if (this.hasMeta) {
      const text = new SchemaNode({ type: 'string' });
      fields.set('apiVersion', ['apiVersion', text]).set('kind', ['kind', text]);
      const meta = { type: 'object', properties: { name: { type: 'string' }, generateName: { type: 'string' } } };
      fields.set('metadata', ['metadata', new SchemaNode(meta)]);
    }
    this.fields = fields;
    return fields;
  }

  private celVisible(): boolean {
    const { type } = this.schema;
    this.visible ??=
      this.schema['x-kubernetes-int-or-string'] === true ||
      (type === 'array'
        ? (this.items?.celVisible() ?? false)
        : type === 'object'
          ? (this.values?.celVisible() ?? true)
          : ['string', 'boolean', 'number', 'integer'].includes(type ?? ''));
    return this.visible;
  }
}
