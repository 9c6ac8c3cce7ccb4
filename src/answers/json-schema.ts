import * as z from 'zod';
import { answersSchema } from './schema/answers-schema.ts';
import { teamFile } from './schema/teams-schema.ts';
import { withDefinitions } from './schema-definitions.ts';
import { isTree, type Tree } from './yaml-layout.ts';

/**
 * What is read as services: a list, or a map by name. The program reads both before it validates (layers/named-services.ts),
 * so the schema in zod has only the list.
 */
const asRead = (services: Tree): Tree => {
  const { description, items, ...list } = services;
  const { required, ...service } = items as Tree & { required?: string[] };
  const { name: _, ...properties } = service.properties as Tree;
  const needed = required?.filter((k) => k !== 'name') ?? [];
  const more = needed.length > 0 ? { required: needed } : {};
  const byName = { ...service, properties, ...more };
  return {
    ...(description === undefined ? {} : { description }),
    anyOf: [
      { ...list, items: { ...service, ...more } },
      { type: 'object', additionalProperties: byName },
    ],
  };
};

/** Keys whose values are lists of services. */
const withServices = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withServices);
  if (!isTree(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([k, v]) => {
      const below = withServices(v);
      const isServices = k === 'services' && isTree(below) && below.type === 'array' && isTree(below.items);
      return [k, isServices && isTree((below.items as Tree).properties) ? asRead(below) : below];
    }),
  );
};

/** The schema in draft-07, each part written where it is used. */
const inlined = (schema: z.ZodType): Tree => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', reused: 'inline' }) as Tree;
  return withServices(rest) as Tree;
};

const draft07 = (schema: Tree, file: string, title: string): Tree => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: `https://eg-api-gateway.dev/${file}`,
  title,
  ...withDefinitions(schema),
});

/** The JSON Schema (draft-07) of the answers file, including shorthands; works with yaml-language-server. */
export const answersJsonSchema = (): object =>
  draft07(inlined(answersSchema), 'api-gateway.schema.json', 'Answers of eg-api-gateway');

/** The JSON Schema of a team's file. */
export const teamJsonSchema = (): object =>
  draft07(inlined(teamFile), 'team.schema.json', "A team's answers of eg-api-gateway");

const orNull = (schema: unknown): unknown => {
  if (!isTree(schema)) return schema;
  const value = partial(schema) as Tree;
  if (Array.isArray(value.anyOf) && value.type === undefined)
    return { ...value, anyOf: [...value.anyOf, { type: 'null' }] };
  // Other keywords than these two say nothing about null.
  if (typeof value.type === 'string' && value.const === undefined && value.enum === undefined)
    return { ...value, type: [value.type, 'null'] };
  const { description, ...rest } = value;
  return { ...(description === undefined ? {} : { description }), anyOf: [rest, { type: 'null' }] };
};

/** Services of an overlay: those of a list need their names, and are merged; other lists are replaced as a whole. */
const partialServices = ({ description, anyOf }: Tree): Tree => {
  const [list, byName] = anyOf as [Tree, Tree];
  const item = partial(list.items) as Tree;
  return {
    ...(description === undefined ? {} : { description }),
    anyOf: [{ ...list, items: { ...item, required: ['name'] } }, partial(byName), { type: 'null' }],
  };
};

/** A schema of which every key may be absent, or null, which removes it. */
const partial = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(partial);
  if (!isTree(schema)) return schema;
  const out: Tree = {};
  for (const [k, v] of Object.entries(schema)) {
    if (k === 'properties' && isTree(v))
      out[k] = Object.fromEntries(
        Object.entries(v).map(([name, of]) => [
          name,
          name === 'services' && isTree(of) && Array.isArray(of.anyOf) ? partialServices(of) : orNull(of),
        ]),
      );
    else if (k === 'additionalProperties') out[k] = orNull(v);
    else if (k === 'anyOf' && Array.isArray(v)) {
      const forms = v.map(partial) as Tree[];
      // A form that only requires a key is met by every value now.
      if (forms.every((form) => Object.keys(form).length > 0)) out[k] = forms;
    } else if (k === 'oneOf' || k === 'allOf') out[k] = partial(v);
    else if (k !== 'required') out[k] = v;
  }
  return out;
};

/** The JSON Schema of a file that changes the answers of another one. */
export const overlayJsonSchema = (): object =>
  draft07(
    partial(inlined(answersSchema)) as Tree,
    'overlay.schema.json',
    'Answers of eg-api-gateway that change those of another file',
  );
