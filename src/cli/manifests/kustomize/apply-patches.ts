// The patches of a kustomization, applied as far as they can be: one that fails leaves its objects unsure.
import { resolve } from 'node:path';
import { isObject, type Json, type JsonObject } from '../../../admission/admission-schema.ts';
import { type Fields, fields } from '../../../effective/objects/loose-objects.ts';
import { jsonPatched } from '../../../patching/json-patch.ts';
import { mergePatched } from '../../../patching/merge-patch.ts';
import { namedBy, selectedBy } from '../../../patching/patch-target.ts';
import { changed, type Item, unsure } from './item.ts';
import type { Kustomization } from './kustomization.ts';

/** The values of the documents in a file, or in the text itself if it has several lines; undefined if they cannot be read. */
export type ReadValues = (file: string | { readonly text: string }) => readonly Json[] | undefined;

interface Patch {
  /** The field of the kustomization that has it. */
  readonly by: string;
  readonly target?: Fields | undefined;
  readonly values: readonly Json[] | undefined;
  /** `allowNameChange` in the options of the patch. */
  readonly mayRename?: boolean;
}

const fieldList = (v: unknown): Fields[] => (Array.isArray(v) ? v.map(fields) : []);

/** Patches before the change of names, and those after it. */
export const patchesOf = (
  { folder, fields: f }: Kustomization,
  read: ReadValues,
): { first: Patch[]; last: Patch[] } => {
  const valuesOf = (path: unknown, inline: unknown): readonly Json[] | undefined => {
    if (typeof inline === 'string') return read({ text: inline });
    if (typeof path !== 'string') return undefined;
    return path.includes('\n') ? read({ text: path }) : read(resolve(folder, path));
  };
  const merges = (Array.isArray(f.patchesStrategicMerge) ? f.patchesStrategicMerge : []) as unknown[];
  const withTarget =
    (by: string) =>
    (p: Fields): Patch => ({
      by,
      target: p.target === undefined || p.target === null ? undefined : fields(p.target),
      values: valuesOf(p.path, p.patch),
      mayRename: fields(p.options).allowNameChange === true,
    });
  return {
    first: [
      ...merges.map((path) => ({
        by: 'patchesStrategicMerge',
        values: isObject(path) ? [path as Json] : valuesOf(path, undefined),
      })),
      ...fieldList(f.patches).map(withTarget('patches')),
    ],
    last: fieldList(f.patchesJson6902).map(withTarget('patchesJson6902')),
  };
};

const each = (
  items: readonly Item[],
  meant: (item: Item) => boolean,
  change: (item: Item) => Item | undefined,
): Item[] => items.flatMap((item) => (meant(item) ? (change(item) ?? []) : [item]));

const merged =
  (patch: JsonObject, mayRename: boolean) =>
  (item: Item): Item | undefined => {
    const object = mergePatched(item.object, patch, mayRename);
    return object && changed(item, object);
  };

const operated =
  (operations: readonly Json[], by: string) =>
  (item: Item): Item => {
    const object = jsonPatched(item.object, operations);
    return object ? changed(item, object) : unsure(by)(item);
  };

const applyOne = (items: readonly Item[], { by, target, values, mayRename = false }: Patch): Item[] => {
  const byTarget = target && selectedBy(target);
  // Without a target that can be decided, any object may be changed.
  if (target && !byTarget) return items.map(unsure(by));
  if (!values) return byTarget ? each(items, byTarget, unsure(by)) : items.map(unsure(by));
  const operations = values.length === 1 && Array.isArray(values[0]) ? values[0] : undefined;
  if (operations) return byTarget ? each(items, byTarget, operated(operations, by)) : [...items];
  let all = [...items];
  for (const patch of values)
    if (isObject(patch)) all = each(all, byTarget ?? namedBy(patch), merged(patch, mayRename));
    else if (byTarget) all = each(all, byTarget, unsure(by));
  return all;
};

/** The objects after all patches, in their order. */
export const patchedItems = (items: readonly Item[], patches: readonly Patch[]): Item[] =>
  patches.reduce<Item[]>(applyOne, [...items]);
