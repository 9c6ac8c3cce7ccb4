/** A draft-07 schema, as far as ours uses the vocabulary. */
export type Schema = { readonly [keyword: string]: unknown };

type Keyword = (arg: never, value: never, schema: Schema, root: Schema) => boolean;
const isObject = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);
const typeOf = (v: unknown): string => (v === null ? 'null' : Array.isArray(v) ? 'array' : typeof v);

const number = (validate: (a: number, v: number) => boolean) => (a: number, v: unknown) =>
  typeof v !== 'number' || validate(a, v);
const length =
  (of: (v: unknown) => number | undefined, validate: (a: number, n: number) => boolean) => (a: number, v: unknown) => {
    const n = of(v);
    return n === undefined || validate(a, n);
  };
const items = (v: unknown): number | undefined => (Array.isArray(v) ? v.length : undefined);
const characters = (v: unknown): number | undefined => (typeof v === 'string' ? [...v].length : undefined);

const REFERENCE = '#/definitions/';
/** The definition that a schema refers to, else the schema; throws if a reference has no target, or something next to it. */
export const resolved = (schema: Schema, root: Schema): Schema => {
  if (schema.$ref === undefined) return schema;
  const name = String(schema.$ref).slice(REFERENCE.length);
  const definition = (root.definitions as Record<string, Schema> | undefined)?.[name];
  if (!String(schema.$ref).startsWith(REFERENCE) || !definition) throw new Error(`${schema.$ref} has no target.`);
  if (Object.keys(schema).length > 1) throw new Error(`What is next to ${schema.$ref} is ignored.`);
  return resolved(definition, root);
};

/** Every keyword that our schema may use, with its meaning in draft-07; another one fails the test. */
const KEYWORDS: Record<string, Keyword | null> = {
  $schema: null,
  $id: null,
  title: null,
  definitions: null,
  $ref: (_: string, v: unknown, schema: Schema, root: Schema) => validate(resolved(schema, root), v, root),
  description: null,
  default: null,
  type: (t: string | string[], v: unknown) =>
    [t].flat().some((one) => (one === 'integer' ? Number.isInteger(v) : typeOf(v) === one)),
  const: (c: unknown, v: unknown) => c === v,
  enum: (list: unknown[], v: unknown) => list.includes(v),
  pattern: (p: string, v: unknown) => typeof v !== 'string' || new RegExp(p, 'u').test(v),
  minimum: number((a, v) => v >= a),
  maximum: number((a, v) => v <= a),
  minLength: length(characters, (a, n) => n >= a),
  maxLength: length(characters, (a, n) => n <= a),
  minItems: length(items, (a, n) => n >= a),
  maxItems: length(items, (a, n) => n <= a),
  items: (s: Schema, v: unknown, _: Schema, root: Schema) => !Array.isArray(v) || v.every((x) => validate(s, x, root)),
  required: (keys: string[], v: unknown) => !isObject(v) || keys.every((k) => Object.hasOwn(v, k)),
  properties: (p: Record<string, Schema>, v: unknown, _: Schema, root: Schema) =>
    !isObject(v) || Object.entries(v).every(([k, x]) => !Object.hasOwn(p, k) || validate(p[k]!, x, root)),
  propertyNames: (s: Schema, v: unknown, _: Schema, root: Schema) =>
    !isObject(v) || Object.keys(v).every((k) => validate(s, k, root)),
  additionalProperties: (s: Schema | boolean, v: unknown, { properties }: Schema, root: Schema) =>
    !isObject(v) ||
    Object.entries(v).every(
      ([k, x]) => (properties && Object.hasOwn(properties, k)) || (typeof s === 'boolean' ? s : validate(s, x, root)),
    ),
  anyOf: (list: Schema[], v: unknown, _: Schema, root: Schema) => list.some((s) => validate(s, v, root)),
  oneOf: (list: Schema[], v: unknown, _: Schema, root: Schema) => list.filter((s) => validate(s, v, root)).length === 1,
  allOf: (list: Schema[], v: unknown, _: Schema, root: Schema) => list.every((s) => validate(s, v, root)),
};

/** Whether a value is valid by a draft-07 schema; throws at a keyword that is not in the list above. */
export const validate = (schema: Schema, value: unknown, root: Schema = schema): boolean =>
  Object.entries(schema).every(([keyword, arg]) => {
    if (!Object.hasOwn(KEYWORDS, keyword)) throw new Error(`The schema uses ${keyword}.`);
    const validate = KEYWORDS[keyword];
    return !validate || validate(arg as never, value as never, schema, root);
  });

/** Every schema within a schema, with where it stands; references are followed. */
export const schemasIn = (reference: Schema, at = '', root: Schema = reference): { at: string; schema: Schema }[] => {
  const schema = resolved(reference, root);
  return [
    { at, schema },
    ...Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([k, s]) =>
      schemasIn(s, `${at}.${k}`, root),
    ),
    ...['items', 'additionalProperties', 'propertyNames'].flatMap((k) =>
      isObject(schema[k]) ? schemasIn(schema[k] as Schema, `${at}[${k}]`, root) : [],
    ),
    ...['anyOf', 'oneOf', 'allOf'].flatMap((k) =>
      ((schema[k] ?? []) as Schema[]).flatMap((s, i) => schemasIn(s, `${at}(${i})`, root)),
    ),
  ];
};
