// Documented paths that the same request matches, although they belong to different groups.
import { PathIndex } from '../../../answers/rules/path-index.ts';
import { contains, meeting, precedence } from '../../../answers/rules/path-relations.ts';
import { type RoutePath, routePath } from '../../../values/route-path.ts';
import type { Leaf } from './path-tree.ts';
import type { Entry } from './prefixes.ts';

/** What the comparison of paths must know of a group. */
export interface GroupFacts {
  /** Equal for groups with the same access rules. */
  readonly access: string;
  readonly isPublic: boolean;
  /** Its requests may come without credentials. */
  readonly isOpen: boolean;
  /** Its requests may come without credentials, and the document does not say this of all operations. */
  readonly isException: boolean;
  /** Undefined: not known, so that it may be that of another group. */
  readonly backend: string | undefined;
}

interface Compared<T> {
  readonly path: RoutePath;
  readonly of: T;
  readonly order: number;
}

/** Whether `generate` accepts two paths of different groups, so that each gets its own settings (answers/rules/path-overlaps.ts). */
const isSeparate = (a: RoutePath, b: RoutePath, x: GroupFacts, y: GroupFacts): boolean => {
  if (meeting(a, b) === 'no') return true;
  if (a.type === 'prefix' && b.type === 'prefix') return a.value !== b.value;
  const [win, lose, winner] = precedence(a, b) >= 0 ? [a, b, x] : [b, a, y];
  if (win.type === lose.type && win.value === lose.value) return false;
  const differ = x.backend !== undefined && y.backend !== undefined && x.backend !== y.backend;
  return contains(lose, win) && (winner.isPublic || x.access === y.access || differ);
};

/** Calls `found` for each two items whose paths cannot be separated. */
const compare = <T>(
  items: readonly (readonly [string, T])[],
  isRelevant: (a: T, b: T) => boolean,
  factsOf: (item: T) => GroupFacts,
  found: (a: T, b: T) => void,
): void => {
  const index = new PathIndex<Compared<T>>();
  const all = items.map(([path, of], order): Compared<T> => ({ path: routePath(path), of, order }));
  for (const c of all) index.add(c.path, c);
  for (const a of all)
    for (const b of index.near(a.path))
      if (a.order < b.order && isRelevant(a.of, b.of) && !isSeparate(a.path, b.path, factsOf(a.of), factsOf(b.of)))
        found(a.of, b.of);
};

/** Calls `found` for each two paths that the same requests may match. */
export const meetingPaths = (
  leaves: readonly Leaf[],
  isRelevant: (a: Leaf, b: Leaf) => boolean,
  found: (a: Leaf, b: Leaf) => void,
): void => {
  const index = new PathIndex<Compared<Leaf>>();
  const all = leaves.map((of, order): Compared<Leaf> => ({ path: routePath(of.flat), of, order }));
  for (const c of all) index.add(c.path, c);
  for (const a of all)
    for (const b of index.near(a.path))
      if (a.order < b.order && isRelevant(a.of, b.of) && meeting(a.path, b.path) !== 'no') found(a.of, b.of);
};

/** The paths that cannot be separated from those of another group, with all that they cannot be separated from. */
export const inseparable = (
  leaves: readonly Leaf[],
  factsOf: (group: number) => GroupFacts,
  meets: (a: Leaf, b: Leaf) => boolean,
): Set<Leaf> => {
  const out = new Set<Leaf>();
  compare(
    leaves.map((l) => [l.flat, l] as const),
    (a, b) => a.group !== b.group && meets(a, b),
    (l) => factsOf(l.group),
    (a, b) => out.add(a).add(b),
  );
  return out;
};

/** Entries that the same requests match are next to each other in one list: a service accepts both, two services do not. */
export const meetingLists = (entries: readonly Entry[]): Entry[][] => {
  const index = new PathIndex<Compared<Entry>>();
  const all = entries.map((of, order): Compared<Entry> => ({ path: routePath(of.path), of, order }));
  for (const c of all) index.add(c.path, c);
  const seen = new Set<Compared<Entry>>();
  return all.flatMap((first) => {
    if (seen.has(first)) return [];
    seen.add(first);
    const list = [first];
    for (const a of list)
      for (const b of index.near(a.path))
        if (!seen.has(b) && meeting(a.path, b.path) !== 'no') {
          seen.add(b);
          list.push(b);
        }
    return [list.map((c) => c.of)];
  });
};

/** Whether all paths of the answers are separate. */
export const areSeparate = (entries: readonly Entry[], factsOf: (group: number) => GroupFacts): boolean => {
  let separate = true;
  compare(
    entries.map((e) => [e.path, e] as const),
    (a, b) => a.group !== b.group,
    (e) => factsOf(e.group),
    () => {
      separate = false;
    },
  );
  return separate;
};
