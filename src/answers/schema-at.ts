import * as z from 'zod';
import { schemasAt } from './known-keys.ts';
import { isTree, type Tree } from './yaml-layout.ts';

/** Keywords about one value; descriptions and defaults of the schema are about the key. */
const KEYWORDS = new Set(
  'type enum const pattern format minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum'.split(' '),
);

/** The forms of a schema that a person can enter as one text: words, numbers and booleans, not maps and lists. */
const scalars = (schema: unknown): Tree[] => {
  if (!isTree(schema)) return [];
  const options = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(options)) return options.flatMap(scalars);
  if (schema.type === 'object' || schema.type === 'array' || Array.isArray(schema.allOf)) return [];
  return [Object.fromEntries(Object.entries(schema).filter(([k]) => KEYWORDS.has(k)))];
};

/** The JSON Schema of an answer that is entered as one text; `{ type: 'string' }` if nothing else is known about it. */
export const scalarSchema = (key: readonly PropertyKey[]): Tree => {
  const found = schemasAt(key).flatMap((schema) =>
    scalars(z.toJSONSchema(schema, { target: 'draft-7', io: 'input', reused: 'inline', unrepresentable: 'any' })),
  );
  const forms = [...new Map(found.map((f) => [JSON.stringify(f), f])).values()].filter(
    (f) => Object.keys(f).length > 0,
  );
  if (forms.length === 0) return { type: 'string' };
  return forms.length === 1 ? forms[0]! : { anyOf: forms };
};
