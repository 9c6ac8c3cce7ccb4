// Defaults that the API server adds to an object because its CRD defines them.

import type { Schema } from './crd-schema.ts';
import { readSchema } from './load-crds.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const isObject = (v: unknown): v is { [key: string]: Json } => typeof v === 'object' && v !== null && !Array.isArray(v);

/** The order of keys in references: those that identify the object precede those that identify a part of it. */
const FIRST = new Set(['group', 'kind']);

interface Default {
  readonly key: string;
  readonly value: Json;
  readonly isFirst: boolean;
}

const known = new WeakMap<Schema, readonly Default[]>();
const defaultsOf = (schema: Schema): readonly Default[] => {
  const found =
    known.get(schema) ??
    Object.entries(schema.properties ?? {}).flatMap(([key, { default: value }]) =>
      value === undefined ? [] : { key, value: value as Json, isFirst: FIRST.has(key) },
    );
  known.set(schema, found);
  return found;
};

const copied = (value: Json): Json => (typeof value === 'object' ? structuredClone(value) : value);

/** A copy of `value` with the defaults of `schema`, outer ones first: they may contain fields that have defaults as well. */
const filled = (value: Json, schema: Schema): Json => {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.map((v) => filled(v, items)) : value;
  }
  if (!isObject(value)) return value;
  const more = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  const added = defaultsOf(schema).filter(({ key }) => !Object.hasOwn(value, key));
  const out: [string, Json][] = [];
  const put = (key: string, v: Json): void => {
    const child = schema.properties?.[key] ?? more;
    out.push([key, child ? filled(v, child) : v]);
  };
  for (const d of added) if (d.isFirst) put(d.key, copied(d.value));
  for (const [key, v] of Object.entries(value)) put(key, v);
  for (const d of added) if (!d.isFirst) put(d.key, copied(d.value));
  return Object.fromEntries(out);
};

/** Built-in kinds have no CRD; the code that compares them knows their defaults. */
const isCustom = (group: string): boolean =>
  group.includes('.') && (!group.endsWith('.k8s.io') || group === 'gateway.networking.k8s.io');

const withoutStatus = (schema: Schema): Schema => {
  const { status: _, ...properties } = schema.properties ?? {};
  return { ...schema, properties };
};

const schemas = new Map<string, Schema | undefined>();
const schemaOf = (apiVersion: string, kind: string): Schema | undefined => {
  const id = `${apiVersion}/${kind}`;
  if (!schemas.has(id)) {
    const read = readSchema(apiVersion, kind)?.schema;
    schemas.set(id, read && withoutStatus(read));
  }
  return schemas.get(id);
};

/** The object as the API server would store it, without defaults in its status. */
export const withDefaults = <T extends { apiVersion: string; kind: string }>(object: T): T => {
  const [group = ''] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : [];
  const schema = isCustom(group) ? schemaOf(object.apiVersion, object.kind) : undefined;
  return schema ? (filled(object as unknown as Json, schema) as unknown as T) : object;
};
