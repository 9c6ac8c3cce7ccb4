// An object in which every value has the type of its schema, so that later checks need not test types. Admission reports the
// values that are dropped here.
import type { KubernetesObject } from '../objects/resource.ts';
import { keepUnknowns } from '../objects/unknown-fields.ts';
import { isObject, type Json, type JsonObject, put } from './admission-schema.ts';
import type { SchemaNode } from './node.ts';

const META = new Set(['apiVersion', 'kind', 'metadata']);

const hasType = (v: Json, node: SchemaNode): boolean => {
  const { type, 'x-kubernetes-int-or-string': either } = node.schema;
  if (v === null) return node.schema.nullable === true;
  if (either) return typeof v === 'string' || Number.isInteger(v);
  if (type === undefined) return true;
  if (type === 'array') return Array.isArray(v);
  if (type === 'object') return isObject(v);
  return type === 'integer' ? Number.isInteger(v) : typeof v === type;
};

/** The value without parts of the wrong type; the same value if there are none; undefined: the value has the wrong type. */
const typed = (v: Json, node: SchemaNode): Json | undefined => {
  if (!hasType(v, node)) return undefined;
  if (Array.isArray(v)) return node.items ? typedList(v, node.items) : v;
  return isObject(v) ? typedMap(v, node) : v;
};

const typedList = (list: Json[], node: SchemaNode): Json[] => {
  const out: Json[] = [];
  let same = true;
  for (const x of list) {
    const kept = typed(x, node);
    // An entry of the wrong type becomes an empty object, so that the others keep their index.
    if (kept !== undefined) out.push(kept);
    else if (node.schema.type === 'object') out.push({});
    if (kept !== x) same = false;
  }
  return same ? list : out;
};

const typedMap = (map: JsonObject, node: SchemaNode): JsonObject => {
  const out: JsonObject = {};
  let same = true;
  for (const k of Object.keys(map)) {
    const isMeta = node.hasMeta && META.has(k);
    const child = isMeta ? undefined : (node.properties?.get(k) ?? node.values);
    const free = isMeta || node.anyValue || node.keepsUnknown;
    const kept = child ? typed(map[k]!, child) : free ? map[k] : undefined;
    if (kept !== undefined) put(out, k, kept);
    if (kept !== map[k]) same = false;
  }
  return same ? map : out;
};

/** Labels or annotations with a string as value. */
const texts = (map: unknown): Record<string, string> | undefined => {
  if (!isObject(map)) return undefined;
  const entries = Object.entries(map);
  const kept = entries.filter((e): e is [string, string] => typeof e[1] === 'string');
  return kept.length === entries.length ? (map as Record<string, string>) : Object.fromEntries(kept);
};

/** `node`: the schema of the kind in any known version; without one, only the metadata has known types. */
export const typedObject = (object: KubernetesObject, node: SchemaNode | undefined): KubernetesObject => {
  const known = withKnownTypes(object, node);
  keepUnknowns(known, object);
  return known;
};

const withKnownTypes = (object: KubernetesObject, node: SchemaNode | undefined): KubernetesObject => {
  const mine = object as unknown as JsonObject;
  const whole = (node ? typedMap(mine, node) : mine) as unknown as KubernetesObject;
  const { labels, annotations } = object.metadata;
  const own = { labels: texts(labels), annotations: texts(annotations) };
  if (own.labels === labels && own.annotations === annotations) return whole;
  const { labels: _l, annotations: _a, ...metadata } = object.metadata;
  return {
    ...whole,
    metadata: {
      ...metadata,
      ...(own.labels && { labels: own.labels }),
      ...(own.annotations && { annotations: own.annotations }),
    },
  };
};
