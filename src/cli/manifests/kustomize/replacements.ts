// Replacements of a kustomization: a value of one object is copied to others (api/filters/replacement/replacement.go). What is not
// simple leaves its targets unsure.
import { resolve } from 'node:path';
import { isObject, type Json, type JsonObject, put } from '../../../admission/admission-schema.ts';
import { type Fields, fields, text } from '../../../effective/objects/loose-objects.ts';
import type { KubernetesObject } from '../../../objects/resource.ts';
import { selectedBy } from '../../../patching/patch-target.ts';
import type { ReadValues } from './apply-patches.ts';
import { changed, type Item, unsure } from './item.ts';
import type { Kustomization } from './kustomization.ts';

const listOf = (v: unknown): Fields[] => (Array.isArray(v) ? v.map(fields) : []);

/** A path of plain keys; undefined: it has another form, such as a selector of list items. */
const keysOf = (path: unknown): string[] | undefined => {
  const given = text(path) ?? 'metadata.name';
  return /^[\w-]+(?:\.[\w-]+)*$/.test(given) ? given.split('.') : undefined;
};

const valueAt = (object: KubernetesObject, keys: readonly string[]): Json | undefined =>
  keys.reduce<Json | undefined>(
    (node, key) => (isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined),
    object as unknown as Json,
  );

/** The object with a value at a path; undefined if the path does not exist and may not be created. */
const withValue = (
  object: JsonObject,
  [key, ...rest]: readonly string[],
  value: Json,
  create: boolean,
): JsonObject | undefined => {
  if (key === undefined || (!create && !Object.hasOwn(object, key))) return undefined;
  const out = { ...object };
  if (rest.length === 0) {
    if (isObject(out[key]) || Array.isArray(out[key])) return undefined;
    put(out, key, value);
    return out;
  }
  const below = out[key] ?? {};
  const next = isObject(below) ? withValue(below, rest, value, create) : undefined;
  if (!next) return undefined;
  put(out, key, next);
  return out;
};

/** The value that a replacement copies; undefined: it cannot be known here. */
const sourceOf = (items: readonly Item[], replacement: Fields): string | undefined => {
  const source = fields(replacement.source);
  const keys = keysOf(source.fieldPath);
  const meant = selectedBy(source);
  if (!keys || !meant || source.options !== undefined) return undefined;
  const [found, ...others] = items.filter(meant);
  const value = found && others.length === 0 && !found.isUnsure ? valueAt(found.object, keys) : undefined;
  return typeof value === 'string' ? value : undefined;
};

const replaced = (item: Item, target: Fields, value: string | undefined): Item => {
  const { create, delimiter } = fields(target.options);
  const paths = Array.isArray(target.fieldPaths) ? target.fieldPaths.map(keysOf) : [];
  if (value === undefined || delimiter !== undefined || paths.length === 0) return unsure('replacements')(item);
  let object = item.object as unknown as JsonObject | undefined;
  for (const keys of paths) object = object && keys && withValue(object, keys, value, create === true);
  return object ? changed(item, object as unknown as KubernetesObject) : unsure('replacements')(item);
};

/** All replacements, in their order. */
export const replacedItems = (
  items: readonly Item[],
  { folder, fields: f }: Kustomization,
  read: ReadValues,
): Item[] => {
  const all = listOf(f.replacements).flatMap((r) =>
    text(r.path) === undefined ? [r] : (read(resolve(folder, text(r.path)!)) ?? []).flat().map(fields),
  );
  let out = [...items];
  for (const replacement of all) {
    const value = sourceOf(out, replacement);
    for (const target of listOf(replacement.targets)) {
      const meant = selectedBy(fields(target.select)) ?? (() => true);
      const rejects = listOf(target.reject).map(selectedBy);
      out = out.map((item) => {
        if (!meant(item) || rejects.some((r) => r?.(item))) return item;
        return rejects.includes(undefined) ? unsure('replacements')(item) : replaced(item, target, value);
      });
    }
  }
  // Vars are replaced wherever they occur.
  return listOf(f.vars).length > 0 ? out.map(unsure('vars')) : out;
};
