// Patches of the answers, applied to the objects that they select.
import type { PatchIntent } from '../model/intent.ts';
import { LABEL_PREFIX, PART_OF } from '../model/intent.ts';
import { note } from '../objects/make.ts';
import type { KubernetesObject, Note, Resource, Step } from '../objects/resource.ts';
import { show } from '../objects/shown-name.ts';
import { jsonPatched } from '../patching/json-patch.ts';
import { mergePatched } from '../patching/merge-patch.ts';
import { selectedBy } from '../patching/patch-target.ts';
import { canonical, isObject, type Json } from '../values/json-value.ts';

/** Why a patch cannot be applied to an object. */
export type PatchFault =
  | { readonly fault: 'matchesNothing'; readonly known: readonly string[] }
  | { readonly fault: 'changesNothing' }
  | {
      readonly fault: 'fails';
      readonly operation: number;
      readonly op: string;
      readonly path: string;
      readonly name: string;
      readonly kind: string;
    }
  | {
      readonly fault: 'identity';
      readonly field: string;
      readonly deletes: boolean;
      readonly name: string;
      readonly kind: string;
    };

/** What patches did, for messages. */
export class PatchLog {
  readonly faults: (PatchFault & { readonly patch: PatchIntent })[] = [];
  /** The patches that changed each object, by the name that findings have for it. */
  readonly by = new Map<string, PatchIntent[]>();
}

const asJson = (v: unknown): Json => JSON.parse(JSON.stringify(v ?? null)) as Json;
const same = (a: unknown, b: unknown): boolean => canonical(asJson(a)) === canonical(asJson(b));

/** Labels by which policies, scripts and other objects find an object. */
const keptLabels = ({ metadata }: KubernetesObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(metadata.labels ?? {}).filter(
      ([k]) => k.startsWith(`${LABEL_PREFIX}/`) || k === PART_OF || k === 'app.kubernetes.io/managed-by',
    ),
  );

const IDENTITY: readonly [field: string, of: (o: KubernetesObject) => unknown][] = [
  ['apiVersion', (o) => o.apiVersion],
  ['kind', (o) => o.kind],
  ['metadata.name', (o) => o.metadata.name],
  ['metadata.namespace', (o) => o.metadata.namespace],
  ['metadata.labels', keptLabels],
];

/** What a merge says of the object's identity; kustomize ignores it, so it would have no effect. */
const saidIdentity = (merge: Json, o: KubernetesObject): string | undefined => {
  if (!isObject(merge)) return undefined;
  const metadata = isObject(merge.metadata) ? merge.metadata : {};
  const said: [string, Json | undefined, unknown][] = [
    ['apiVersion', merge.apiVersion, o.apiVersion],
    ['kind', merge.kind, o.kind],
    ['metadata.name', metadata.name, o.metadata.name],
    ['metadata.namespace', metadata.namespace, o.metadata.namespace],
  ];
  return said.find(([, value, own]) => value !== undefined && value !== own)?.[0];
};

const listIndex = (before: readonly unknown[], after: readonly unknown[], i: number): number | undefined => {
  if (same(before[i], after[i])) return i;
  const moved = after.findIndex((x) => same(x, before[i]));
  if (moved >= 0) return moved;
  return before.length === after.length ? i : undefined;
};

/** A comment at the field that it was written for, also if the field moved within a list. */
const movedNote = (n: Note, before: unknown, after: unknown): Note => {
  const path: Step[] = [];
  let [was, is] = [before, after];
  for (const step of n.path) {
    const next = Array.isArray(was) && Array.isArray(is) ? listIndex(was, is, Number(step)) : step;
    if (next === undefined) break;
    path.push(next);
    was = (was as Record<Step, unknown> | undefined)?.[step];
    is = (is as Record<Step, unknown> | undefined)?.[next];
  }
  return { ...n, path };
};

const failing = (object: KubernetesObject, operations: readonly Json[]): number => {
  let low = 0;
  while (low < operations.length && jsonPatched(object, operations.slice(0, low + 1))) low++;
  return low;
};

type Outcome = { readonly object: KubernetesObject } | { readonly fault: PatchFault };

const applied = (object: KubernetesObject, { change }: PatchIntent): Outcome => {
  const { kind } = object;
  const { name } = object.metadata;
  if ('merge' in change) {
    const field = saidIdentity(change.merge, object);
    if (field !== undefined) return { fault: { fault: 'identity', field, deletes: false, kind, name } };
  }
  const after = 'merge' in change ? mergePatched(object, change.merge) : jsonPatched(object, change.operations);
  if (!after && 'operations' in change) {
    const operation = failing(object, change.operations);
    const { op, path } = change.operations[operation] as { op: string; path: string };
    return { fault: { fault: 'fails', operation, op, path, kind, name } };
  }
  if (!after) return { fault: { fault: 'identity', field: '', deletes: true, kind, name } };
  const field = IDENTITY.find(([, of]) => !same(of(object), isObject(after.metadata) ? of(after) : undefined))?.[0];
  return field === undefined ? { object: after } : { fault: { fault: 'identity', field, deletes: false, kind, name } };
};

const byPatch = ({ index, reason, publicReason }: PatchIntent): Note => {
  const why = [reason, publicReason].filter((r) => r !== undefined).join('; ');
  return note('why', `patches[${index}] of the answers changes this object${why === '' ? '.' : `: ${why}`}`);
};

const applyOne = (resources: readonly Resource[], patch: PatchIntent, log: PatchLog): Resource[] => {
  const selects = selectedBy(patch.target);
  const isMeant = (r: Resource): boolean => selects?.({ object: r.object, earlier: [] }) === true;
  if (!resources.some(isMeant)) {
    const known = resources.filter((r) => r.object.kind === patch.target.kind).map((r) => r.object.metadata.name);
    log.faults.push({ fault: 'matchesNothing', known, patch });
    return [...resources];
  }
  let changed = false;
  const out = resources.map((r): Resource => {
    if (!isMeant(r)) return r;
    const outcome = applied(r.object, patch);
    if ('fault' in outcome) {
      log.faults.push({ ...outcome.fault, patch });
      changed = true;
      return r;
    }
    const { object } = outcome;
    if (same(object, r.object)) return r;
    changed = true;
    log.by.set(show(object), [...(log.by.get(show(object)) ?? []), patch]);
    return { ...r, object, notes: [byPatch(patch), ...r.notes.map((n) => movedNote(n, r.object, object))] };
  });
  if (!changed) log.faults.push({ fault: 'changesNothing', patch });
  return out;
};

/** The resources after all patches, in the order of the patches. */
export const patchedResources = (
  resources: readonly Resource[],
  patches: readonly PatchIntent[],
  log: PatchLog = new PatchLog(),
): Resource[] => patches.reduce<Resource[]>((all, patch) => applyOne(all, patch, log), [...resources]);
