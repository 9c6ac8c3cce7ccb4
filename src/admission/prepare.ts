// Prepares an object for validation in the API server's order: drops and reports unknown fields, drops nulls that are not
// allowed, fills in defaults. Changes the object in place.

import { isUnknown } from '../objects/unknown-value.ts';
import { dot, isObject, type Json, type JsonObject } from './admission-schema.ts';
import type { SchemaNode } from './node.ts';

const META = new Set(['apiVersion', 'kind', 'metadata']);

const pruneObject = (o: JsonObject, node: SchemaNode | undefined, path: string, unknown: string[]): void => {
  for (const k of Object.keys(o)) {
    if (node?.hasMeta && META.has(k)) continue;
    const child = node?.properties?.get(k);
    if (child) prune(o[k]!, child, dot(path, k), unknown);
    else if (node?.values) prune(o[k]!, node.values, dot(path, k), unknown);
    else if (!node?.anyValue && !node?.keepsUnknown) {
      // It may be any field; rules that read an absent one then decide nothing.
      if (isUnknown(k)) continue;
      unknown.push(dot(path, k));
      delete o[k];
    }
  }
};

/** Drops fields that the schema does not contain and returns their names (strict decoding). */
export const prune = (v: Json, node: SchemaNode | undefined, path: string, unknown: string[]): void => {
  if (Array.isArray(v)) {
    if (node?.items || !node?.keepsUnknown)
      for (const [i, x] of v.entries()) prune(x, node?.items, `${path}[${i}]`, unknown);
  } else if (isObject(v)) pruneObject(v, node, path, unknown);
};

/** Drops nulls of fields that are not nullable and have no default. */
export const pruneNulls = (v: Json, node: SchemaNode): void => {
  if (Array.isArray(v)) {
    if (node.items) for (const x of v) pruneNulls(x, node.items);
    return;
  }
  if (!isObject(v)) return;
  for (const k of Object.keys(v)) {
    const child = node.properties?.get(k) ?? node.values;
    if (v[k] !== null) {
      if (child) pruneNulls(v[k]!, child);
    } else if (child && !child.schema.nullable && child.schema.default === undefined) delete v[k];
  }
};

const copy = (v: unknown): Json => (typeof v === 'object' ? structuredClone(v as Json) : (v as Json));

/** Fills in defaults, outer ones first, because they may add fields with defaults. */
export const applyDefaults = (v: Json, node: SchemaNode): void => {
  if (Array.isArray(v)) {
    if (!node.items) return;
    for (let i = 0; i < v.length; i++) {
      if (v[i] === null && !node.items.schema.nullable && node.items.schema.default !== undefined)
        v[i] = copy(node.items.schema.default);
      applyDefaults(v[i]!, node.items);
    }
    return;
  }
  if (!isObject(v)) return;
  for (const [k, n] of node.defaulted)
    if (!Object.hasOwn(v, k) || (v[k] === null && !n.schema.nullable)) v[k] = copy(n.schema.default);
  for (const k of Object.keys(v)) {
    const child = node.properties?.get(k) ?? node.values;
    if (child) applyDefaults(v[k]!, child);
  }
};
