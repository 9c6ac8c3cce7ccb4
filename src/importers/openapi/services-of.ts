// Operations with the same settings as services.
import type { NeutralAuth, NeutralService, Part, Sourced } from '../neutral/neutral.ts';
import { said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { accessKey, accessOf, opennessOf, partOf } from './access-key.ts';
import { isRoutable } from './operations.ts';
import { eachOperation, fewest, OVERLAP, type PathsOfGroup } from './paths/group-paths.ts';
import type { GroupFacts } from './paths/path-conflicts.ts';
import { type Leaf, leafKey } from './paths/path-tree.ts';
import type { RoutedOperation } from './routed-operations.ts';
import type { Openness } from './security/requirements.ts';
import { textOf } from './security/scheme.ts';

/** A path of a group, and the operation that it comes from. */
interface OperationLeaf extends Leaf {
  readonly of: RoutedOperation;
}

const settingsOf = ({ auth, parts }: RoutedOperation): string =>
  JSON.stringify([accessOf(auth), parts.map((p) => [p.key, p.value ?? p.said?.what])]);

const factsOf = ({ auth, parts }: RoutedOperation, openness: Openness): GroupFacts => ({
  access: accessKey({ auth, parts }),
  isPublic: auth.is === 'public',
  isOpen: opennessOf(auth) !== 'closed',
  isException: opennessOf(auth) !== 'closed' && openness !== 'public' && openness !== opennessOf(auth),
  backend: partOf(parts, 'backend') as string | undefined,
});

const unique = (nodes: readonly SourceNode[]): SourceNode[] => [...new Map(nodes.map((n) => [n.pointer, n])).values()];

/** The parts that all operations have, with the sources of all. */
const commonParts = (operations: readonly RoutedOperation[]): Part[] => {
  const [first] = operations;
  return first!.parts.flatMap((part): Part[] => {
    const others = operations.map((o) => o.parts.find((p) => p.key === part.key));
    const same = others.every((o) => o && JSON.stringify(o.value) === JSON.stringify(part.value));
    return same ? [{ ...part, from: unique(others.flatMap((o) => o!.from)) }] : [];
  });
};

/** Segments that every path of an API may have in common. */
const GENERAL = /^(v\d[\w.-]*|api|rest|latest)$/i;

/** The segments that the paths of a service have in common, or the name of the document. */
const segmentsOf = (title: string, at: PathsOfGroup): string => {
  const lists = at.entries
    .flatMap((e) => e.leaves)
    .map((l) => l.path.segments.filter((s) => !s.includes('{') && !GENERAL.test(s)));
  const [first = []] = lists;
  const shared = first.filter((s, i) => lists.every((l) => l[i] === s));
  return shared.at(-1) ?? title;
};

/** The names of services. Methods are part of a name if another service has the same name without them. */
const namesOf = (title: string, all: readonly PathsOfGroup[]): string[] => {
  if (new Set(all.map((g) => g.group)).size === 1) return all.map(() => title);
  const names = all.map((g) => segmentsOf(title, g));
  return names.map((name, i) => {
    const isShared = names.some((other, j) => other === name && j !== i);
    const methods = all[i]!.methods ?? [];
    return [name, ...(isShared && methods.length < 3 ? methods : [])].join('-');
  });
};

/** Operations by the hosts that serve exactly them. An operation without a host of its own is served by every host. */
const byHosts = (operations: readonly RoutedOperation[]): RoutedOperation[][] => {
  const everywhere = operations.filter((o) => o.hosts.length === 0);
  const hosts = [...new Set(operations.flatMap((o) => o.hosts.map((h) => h.value)))];
  if (hosts.length === 0) return [[...everywhere]];
  const lists = new Map<string, { hosts: string[]; indexes: number[] }>();
  for (const host of hosts) {
    const indexes = operations.flatMap((o, i) =>
      o.hosts.length === 0 || o.hosts.some((h) => h.value === host) ? [i] : [],
    );
    const key = indexes.join(' ');
    const known = lists.get(key) ?? { hosts: [], indexes };
    known.hosts.push(host);
    lists.set(key, known);
  }
  return [...lists.values()].map((l) =>
    l.indexes.map((i) => {
      const of = operations[i]!;
      const own = new Map(of.hosts.map((h) => [h.value, h]));
      return { ...of, hosts: l.hosts.map((value) => own.get(value) ?? { value, from: [] }) };
    }),
  );
};

/** The services of a document. */
export const servicesOf = (
  root: SourceNode,
  operations: readonly RoutedOperation[],
  { group, openness }: { group: 'fewest' | 'operation'; openness: Openness },
): NeutralService[] => {
  const title = textOf(root.get('info', 'title')) ?? 'api';
  return byHosts(operations).flatMap((list) => {
    const numbers = new Map<string, number>();
    const samples: RoutedOperation[] = [];
    const byLeaf = new Map<string, OperationLeaf[]>();
    const leaves = list.map((of): OperationLeaf => {
      const key = settingsOf(of);
      if (!numbers.has(key)) {
        numbers.set(key, samples.length);
        samples.push(of);
      }
      const leaf = {
        path: of.path,
        flat: of.flat,
        wide: of.path.greedy ? of.wide : undefined,
        methods: of.methods,
        group: numbers.get(key)!,
        of,
      };
      byLeaf.set(leafKey(leaf), [...(byLeaf.get(leafKey(leaf)) ?? []), leaf]);
      return leaf;
    });
    const facts = samples.map((o) => factsOf(o, openness));
    const grouped = (group === 'operation' ? eachOperation : fewest)(leaves, (g) => facts[g]!).flatMap((g) => {
      if (!g.methods) return [g];
      const methods = g.methods.filter(isRoutable);
      return methods.length > 0 ? [{ ...g, methods }] : [];
    });
    const operationsIn = (g: PathsOfGroup): RoutedOperation[] =>
      g.entries
        .flatMap((e) => e.leaves)
        .flatMap((l) => byLeaf.get(leafKey(l))!)
        .filter((l) => g.group === OVERLAP || l.group === g.group)
        .map((l) => l.of);
    // Paths that overlap have only what all of them have; access is decided for all of them together.
    const overlapping = grouped.filter((g) => g.group === OVERLAP).flatMap(operationsIn);
    const common = overlapping.length > 0 ? commonParts(overlapping).filter((p) => p.key !== 'allow') : [];
    const names = namesOf(title, grouped);
    return grouped.map((g, i) => {
      const of = operationsIn(g);
      return service(root, names[i]!, g, of, g.group === OVERLAP ? common : commonParts(of));
    });
  });
};

const service = (
  root: SourceNode,
  name: string,
  g: PathsOfGroup,
  of: readonly RoutedOperation[],
  parts: readonly Part[],
): NeutralService => {
  const from = unique(of.flatMap((o) => o.auth.from));
  const auth: NeutralAuth =
    g.group === OVERLAP
      ? {
          is: 'untranslatable',
          what: 'its paths overlap and have different settings',
          from,
          said: said('OpenapiOverlap', { path: of[0]!.written }),
        }
      : ({ ...of[0]!.auth, from } as NeutralAuth);
  const base = unique(of.flatMap((o) => o.base.from));
  return {
    name,
    hosts: of[0]!.hosts.map(
      (h): Sourced => ({
        value: h.value,
        from: unique(of.flatMap((o) => o.hosts.find((x) => x.value === h.value)?.from ?? [])),
      }),
    ),
    paths: g.entries.map((e, i) => ({ value: e.path, from: i === 0 ? base : [] })),
    parts: [...(g.methods ? [{ key: 'methods', value: [...g.methods], from: [] }] : []), ...parts],
    auth,
    origin: root.get('servers'),
  };
};
