// The smallest number of services in which each documented operation has the settings of its group.
import { methodSets } from './method-sets.ts';
import { areSeparate, type GroupFacts, inseparable, meetingLists } from './path-conflicts.ts';
import { type Leaf, leafKey, treeOf } from './path-tree.ts';
import { type Entry, MOST_PATHS, prefixesOf } from './prefixes.ts';

/** The group of paths that a request may match together with a path of another group. */
export const OVERLAP = -1;

/** Paths of one group. Without `methods`, of all methods. */
export interface PathsOfGroup {
  readonly group: number;
  readonly methods: readonly string[] | undefined;
  readonly entries: readonly Entry[];
}

type FactsOf = (group: number) => GroupFacts;
const OVERLAPPING: GroupFacts = {
  access: 'overlap',
  isPublic: false,
  isOpen: false,
  isException: false,
  backend: undefined,
};

/** Single paths. Those that cannot be separated from another group become one group, about which a person decides. */
const flatEntries = (given: readonly Leaf[], factsOf: FactsOf, meets: (a: Leaf, b: Leaf) => boolean): Entry[] => {
  // A pattern for everything below a path can be compared with few others, a prefix with all.
  const unsure = given.some((l) => l.wide !== undefined) ? inseparable(given, factsOf, meets) : new Set<Leaf>();
  let leaves = given.map((l) =>
    l.wide !== undefined && unsure.has(l) && !factsOf(l.group).isOpen ? { ...l, flat: l.wide } : l,
  );
  for (;;) {
    const together = inseparable(leaves, factsOf, meets);
    const isNew = [...together].some((l) => l.group !== OVERLAP);
    if (!isNew) break;
    leaves = leaves.map((l) => (together.has(l) ? { ...l, group: OVERLAP } : l));
  }
  const entries = new Map<string, Entry>();
  for (const leaf of leaves) {
    const key = JSON.stringify([leaf.group, leafKey(leaf)]);
    const known = entries.get(key);
    entries.set(key, { group: leaf.group, path: known?.path ?? leaf.flat, leaves: [...(known?.leaves ?? []), leaf] });
  }
  return [...entries.values()];
};

const always = (): boolean => true;

/** The paths of operations whose methods need not be distinguished. */
const entriesOf = (leaves: readonly Leaf[], factsOf: FactsOf): Entry[] => {
  const flat = (some: readonly Leaf[]): Entry[] => flatEntries(some, factsOf, always);
  // What is open is written path by path, so that nothing else becomes open.
  const isSinglePath = (group: number): boolean => factsOf(group).isException;
  const isOpen = (group: number): boolean => factsOf(group).isOpen;
  let single = leaves.filter((l) => isSinglePath(l.group));
  for (;;) {
    const isSingle = new Set(single);
    const rest = leaves.filter((l) => !isSingle.has(l));
    const together = inseparable(leaves, factsOf, (a, b) => isSingle.has(a) || isSingle.has(b));
    const entries = [...prefixesOf(treeOf(rest), flat, isSinglePath, isOpen), ...flat(single)];
    const mixed = single.filter((l) => together.has(l));
    if (mixed.length === 0) return areSeparate(entries, factsOf) ? entries : flat(leaves);
    single = single.filter((l) => !together.has(l));
  }
};

/** Lists of at most so many paths as a service has; paths that meet are in one list if there is room. */
const portions = (entries: readonly Entry[]): Entry[][] => {
  if (entries.length <= MOST_PATHS) return [[...entries]];
  const out: Entry[][] = [[]];
  for (const list of meetingLists(entries)) {
    if (out.at(-1)!.length + list.length > MOST_PATHS && out.at(-1)!.length > 0) out.push([]);
    for (const entry of list) {
      if (out.at(-1)!.length === MOST_PATHS) out.push([]);
      out.at(-1)!.push(entry);
    }
  }
  return out;
};

/** Services have at most so many paths, so a group may need several. */
const inServices = (entries: readonly Entry[], methods: readonly string[] | undefined): PathsOfGroup[] => {
  const byGroup = new Map<number, Entry[]>();
  for (const e of entries) {
    const list = byGroup.get(e.group) ?? [];
    list.push(e);
    byGroup.set(e.group, list);
  }
  return [...byGroup].flatMap(([group, list]) => portions(list).map((some) => ({ group, methods, entries: some })));
};

/** Each path once, with its methods of `set` only. */
const unique = (leaves: readonly Leaf[], set: ReadonlySet<string>): Leaf[] => {
  const out = new Map<string, Leaf>();
  for (const leaf of leaves) {
    const methods = leaf.methods.filter((m) => set.has(m));
    if (methods.length === 0) continue;
    const key = JSON.stringify([leafKey(leaf), leaf.group]);
    const known = out.get(key);
    out.set(key, { ...(known ?? leaf), methods: [...new Set([...(known?.methods ?? []), ...methods])] });
  }
  return [...out.values()];
};

const haveCommon = (a: readonly string[], b: readonly string[]): boolean => a.some((m) => b.includes(m));

/** Entries by the list of methods that `listsOf` gives for each. */
const byMethods = (entries: readonly Entry[], listsOf: (methods: string[]) => string[][]): [string[], Entry[]][] => {
  const out = new Map<string, [string[], Entry[]]>();
  for (const entry of entries)
    for (const methods of listsOf([...new Set(entry.leaves.flatMap((l) => l.methods))].sort())) {
      const known = out.get(methods.join(' ')) ?? [methods, []];
      known[1].push({ ...entry, leaves: entry.leaves.filter((l) => haveCommon(l.methods, methods)) });
      out.set(methods.join(' '), known);
    }
  return [...out.values()];
};

/** Single paths as services that have exactly the methods of their operations. */
const withTheirMethods = (entries: readonly Entry[], facts: FactsOf): PathsOfGroup[] => {
  const together = byMethods(entries, (methods) => [methods]);
  // Paths of one group can meet, too, and are then accepted in one service only: that of their common method.
  const services = together.flatMap(([methods, list]) => inServices(list, methods));
  const asLeaves = services.flatMap((s, group) =>
    s.entries.map((e): Leaf => ({ ...e.leaves[0]!, flat: e.path, group, methods: s.methods! })),
  );
  const meeting = inseparable(
    asLeaves,
    (i) => facts(services[i]!.group),
    (a, b) => haveCommon(a.methods, b.methods),
  );
  if (meeting.size === 0) return services;
  return byMethods(entries, (methods) => methods.map((m) => [m])).flatMap(([methods, list]) =>
    inServices(list, methods),
  );
};

const withOverlap =
  (factsOf: FactsOf): FactsOf =>
  (group) =>
    group === OVERLAP ? OVERLAPPING : factsOf(group);

/** Exactly the documented operations: paths alone, with their methods. */
export const eachOperation = (leaves: readonly Leaf[], factsOf: FactsOf): PathsOfGroup[] => {
  const facts = withOverlap(factsOf);
  return withTheirMethods(
    flatEntries(leaves, facts, (a, b) => haveCommon(a.methods, b.methods)),
    facts,
  );
};

/** As few services as possible. Exceptions are exactly the documented operations. */
export const fewest = (leaves: readonly Leaf[], factsOf: FactsOf): PathsOfGroup[] => {
  const facts = withOverlap(factsOf);
  const sets = methodSets(leaves, (group) => facts(group).isException);
  return sets.flatMap((set) => {
    const methods = sets.length > 1 ? [...set] : undefined;
    const entries = entriesOf(unique(leaves, set), facts);
    const isException = (e: Entry): boolean => facts(e.group).isException;
    return [
      ...inServices(
        entries.filter((e) => !isException(e)),
        methods,
      ),
      ...withTheirMethods(entries.filter(isException), facts),
    ];
  });
};
