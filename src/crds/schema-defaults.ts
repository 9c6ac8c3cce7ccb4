// Defaults that the API server adds to an object because its CRD defines them.

import type { Schema } from './crd-schema.ts';
import { readSchema } from './load-crds.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const isObject = (v: unknown): v is { [key: string]: Json } => typeof v === 'object' && v !== null && !Array.isArray(v);

/** The order of keys in references: those that identify the object precede those that identify a part of it. */
const FIRST = new Set(['group', 'kind']);

/** A copy of `value` with the defaults of `schema`, outer ones first: they may contain fields that have defaults as well. */
const filled = (value: Json, schema: Schema): Json => {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.map((v) => filled(v, items)) : value;
  }
  if (!isObject(value)) return value;
  const added = Object.entries(schema.properties ?? {}).filter(
    ([key, child]) => child.default !== undefined && !Object.hasOwn(value, key),
  ) as [string, Schema][];
  const defaults = added.map(([key, child]) => [key, structuredClone(child.default) as Json] as const);
  const all = [
    ...defaults.filter(([key]) => FIRST.has(key)),
    ...Object.entries(value),
    ...defaults.filter(([key]) => !FIRST.has(key)),
  ];
  const more = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  return Object.fromEntries(
    all.map(([key, v]) => {
      const child = schema.properties?.[key] ?? more;
      return [key, child ? filled(v, child) : v];
    }),
  );
};

/** Built-in kinds have no CRD; the code that compares them knows their defaults. */
const isCustom = (group: string): boolean =>
  group.includes('.') && (!group.endsWith('.k8s.io') || group === 'gateway.networking.k8s.io');

const schemas = new Map<string, Schema | undefined>();
const schemaOf = (apiVersion: string, kind: string): Schema | undefined => {
  const id = `${apiVersion}/${kind}`;
  if (!schemas.has(id)) schemas.set(id, readSchema(apiVersion, kind)?.schema);
  return schemas.get(id);
};

/** The object as the API server would store it, without defaults in its status. */
export const withDefaults = <T extends { apiVersion: string; kind: string }>(object: T): T => {
  const [group = ''] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : [];
  const schema = isCustom(group) ? schemaOf(object.apiVersion, object.kind) : undefined;
  if (!schema) return object;
  const { status: _, ...properties } = schema.properties ?? {};
  return filled(object as unknown as Json, { ...schema, properties }) as unknown as T;
};
