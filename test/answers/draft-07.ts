/** A draft-07 schema, as far as ours uses the vocabulary. */
export type Schema = { readonly [keyword: string]: unknown };

type Keyword = (arg: never, value: never, schema: Schema) => boolean;
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

/** Every keyword that our schema may use, with its meaning in draft-07; another one fails the test. */
const KEYWORDS: Record<string, Keyword | null> = {
  $schema: null,
  $id: null,
  title: null,
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
  items: (s: Schema, v: unknown) => !Array.isArray(v) || v.every((x) => validate(s, x)),
  required: (keys: string[], v: unknown) => !isObject(v) || keys.every((k) => Object.hasOwn(v, k)),
  properties: (p: Record<string, Schema>, v: unknown) =>
    !isObject(v) || Object.entries(v).every(([k, x]) => !Object.hasOwn(p, k) || validate(p[k]!, x)),
  propertyNames: (s: Schema, v: unknown) => !isObject(v) || Object.keys(v).every((k) => validate(s, k)),
  additionalProperties: (s: Schema | boolean, v: unknown, { properties }: Schema) =>
    !isObject(v) ||
    Object.entries(v).every(
      ([k, x]) => (properties && Object.hasOwn(properties, k)) || (typeof s === 'boolean' ? s : validate(s, x)),
    ),
  anyOf: (list: Schema[], v: unknown) => list.some((s) => validate(s, v)),
  oneOf: (list: Schema[], v: unknown) => list.filter((s) => validate(s, v)).length === 1,
  allOf: (list: Schema[], v: unknown) => list.every((s) => validate(s, v)),
};

/** Whether a value is valid by a draft-07 schema; throws at a keyword that is not in the list above. */
export const validate = (schema: Schema, value: unknown): boolean =>
  Object.entries(schema).every(([keyword, arg]) => {
    if (!Object.hasOwn(KEYWORDS, keyword)) throw new Error(`The schema uses ${keyword}.`);
    const validate = KEYWORDS[keyword];
    return !validate || validate(arg as never, value as never, schema);
  });

/** Every schema within a schema, with where it stands. */
export const schemasIn = (schema: Schema, at = ''): { at: string; schema: Schema }[] => [
  { at, schema },
  ...Object.entries((schema.properties ?? {}) as Record<string, Schema>).flatMap(([k, s]) =>
    schemasIn(s, `${at}.${k}`),
  ),
  ...['items', 'additionalProperties', 'propertyNames'].flatMap((k) =>
    isObject(schema[k]) ? schemasIn(schema[k] as Schema, `${at}[${k}]`) : [],
  ),
  ...['anyOf', 'oneOf', 'allOf'].flatMap((k) =>
    ((schema[k] ?? []) as Schema[]).flatMap((s, i) => schemasIn(s, `${at}(${i})`)),
  ),
];
