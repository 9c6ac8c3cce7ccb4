// Which methods can have services of their own, so that each operation gets the settings of its group.
import { meetingPaths } from './path-conflicts.ts';
import { type Leaf, leafKey } from './path-tree.ts';

/** The groups of the methods of each path. */
const groupsByPath = (leaves: readonly Leaf[]): Map<string, Map<string, number>> => {
  const paths = new Map<string, Map<string, number>>();
  for (const leaf of leaves) {
    const at = paths.get(leafKey(leaf)) ?? new Map<string, number>();
    for (const method of leaf.methods) at.set(method, leaf.group);
    paths.set(leafKey(leaf), at);
  }
  return paths;
};

/**
 * Methods that cannot be in one set: with `GET /users/{id}` and `POST /users/me`, `GET /users/me` is for the first, but a service for
 * both methods of the second would take it.
 */
const methodsApart = (
  leaves: readonly Leaf[],
  paths: ReadonlyMap<string, ReadonlyMap<string, number>>,
  isException: (group: number) => boolean,
): Map<string, Set<string>> => {
  const apart = new Map<string, Set<string>>();
  const add = (a: string, b: string): void => {
    apart.set(a, (apart.get(a) ?? new Set()).add(b));
    apart.set(b, (apart.get(b) ?? new Set()).add(a));
  };
  const compare = (from: Leaf, to: Leaf): void => {
    const other = paths.get(leafKey(to))!;
    for (const method of from.methods)
      if (!other.has(method))
        for (const [m, group] of other) if (group !== from.group && !isException(group)) add(method, m);
  };
  // Exceptions have services for their own methods alone.
  const relevant = leaves.filter((l) => !isException(l.group));
  meetingPaths(
    relevant,
    (a, b) => a.group !== b.group && leafKey(a) !== leafKey(b),
    (a, b) => {
      compare(a, b);
      compare(b, a);
    },
  );
  return apart;
};

/** Sets of methods: in each set, all operations of a path belong to one group. */
export const methodSets = (leaves: readonly Leaf[], isException: (group: number) => boolean): Set<string>[] => {
  const sets: { methods: Set<string>; groups: Set<number> }[] = [];
  const paths = groupsByPath(leaves);
  const apart = methodsApart(leaves, paths, isException);
  for (const method of new Set(leaves.flatMap((l) => l.methods))) {
    const groups = new Set(leaves.filter((l) => l.methods.includes(method)).map((l) => l.group));
    const fits = (s: (typeof sets)[number]): boolean =>
      ![...s.methods].some((m) => apart.get(method)?.has(m)) &&
      [...paths.values()].every(
        (at) => !at.has(method) || [...s.methods].every((m) => !at.has(m) || at.get(m) === at.get(method)),
      );
    const more = (s: (typeof sets)[number]): number => [...groups].filter((g) => !s.groups.has(g)).length;
    const set = sets.filter(fits).sort((a, b) => more(a) - more(b))[0];
    if (set) {
      set.methods.add(method);
      for (const g of groups) set.groups.add(g);
    } else sets.push({ methods: new Set([method]), groups });
  }
  return sets.map((s) => s.methods);
};
