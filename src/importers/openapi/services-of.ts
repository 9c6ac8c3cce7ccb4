// Operations with the same settings as services.
import type { NeutralAuth, NeutralService, Part, Sourced } from '../neutral/neutral.ts';
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import type { GroupFacts } from './paths/conflicts.ts';
import { eachOperation, fewest, OVERLAP, type PathsOfGroup } from './paths/group-paths.ts';
import type { Leaf } from './paths/path-tree.ts';
import type { RoutedOperation } from './routed-operations.ts';
import { textOf } from './security/scheme.ts';

/** A path of a group, and the operation that it comes from. */
interface OperationLeaf extends Leaf {
  readonly of: RoutedOperation;
}

const accessOf = (auth: NeutralAuth): unknown =>
  auth.is === 'methods'
    ? [auth.need, auth.methods.map((m) => m.identity)]
    : auth.is === 'untranslatable'
      ? [auth.is, auth.what]
      : auth.is;

const partOf = (parts: readonly Part[], key: string): unknown => parts.find((p) => p.key === key)?.value;

const settingsOf = ({ auth, parts }: RoutedOperation): string =>
  JSON.stringify([accessOf(auth), parts.map((p) => [p.key, p.value ?? p.said?.what])]);

const factsOf = ({ auth, parts }: RoutedOperation): GroupFacts => ({
  access: JSON.stringify([accessOf(auth), partOf(parts, 'allow')]),
  isPublic: auth.is === 'public',
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

/** The name of a service: of the document, or of the segments that its paths have in common. */
const nameOf = (title: string, all: readonly PathsOfGroup[], at: PathsOfGroup): string => {
  if (all.every((g) => g.group === at.group)) return title;
  const lists = at.entries.flatMap((e) => e.leaves).map((l) => l.path.segments.filter((s) => !s.includes('{')));
  const [first = []] = lists;
  const shared = first.filter((s, i) => lists.every((l) => l[i] === s));
  return [
    ...shared.slice(-1),
    ...(shared.length === 0 ? [title] : []),
    ...(at.methods && at.methods.length < 3 ? at.methods : []),
  ].join('-');
};

/** The services of a document. */
export const servicesOf = (
  root: SourceNode,
  operations: readonly RoutedOperation[],
  { group, isOptOut }: { group: 'fewest' | 'operation'; isOptOut: boolean },
  ledger: Ledger,
): NeutralService[] => {
  const title = textOf(root.get('info', 'title')) ?? 'api';
  const byHosts = new Map<string, RoutedOperation[]>();
  for (const o of operations) {
    const key = JSON.stringify(o.hosts.map((h) => h.value).sort());
    byHosts.set(key, [...(byHosts.get(key) ?? []), o]);
  }
  return [...byHosts.values()].flatMap((list) => {
    const keys = new Map<string, number>();
    const samples: RoutedOperation[] = [];
    const leaves = list.map((of): OperationLeaf => {
      const key = settingsOf(of);
      if (!keys.has(key)) {
        keys.set(key, samples.length);
        samples.push(of);
      }
      return { path: of.path, flat: of.flat, methods: of.methods, group: keys.get(key)!, of };
    });
    const facts = samples.map(factsOf);
    const grouped =
      group === 'operation' ? eachOperation(leaves, (g) => facts[g]!) : fewest(leaves, (g) => facts[g]!, isOptOut);
    const byLeaf = new Map<string, RoutedOperation[]>();
    for (const l of leaves) {
      const key = JSON.stringify([l.flat, l.path.segments]);
      byLeaf.set(key, [...(byLeaf.get(key) ?? []), l.of]);
    }
    return grouped.map((g) => {
      const name = nameOf(title, grouped, g);
      const of = g.entries.flatMap((e) =>
        e.leaves.flatMap((l) =>
          (byLeaf.get(JSON.stringify([l.flat, l.path.segments])) ?? []).filter(
            (o) => g.group === OVERLAP || keys.get(settingsOf(o)) === g.group,
          ),
        ),
      );
      return service(root, name, g, of, ledger);
    });
  });
};

const service = (
  root: SourceNode,
  name: string,
  g: PathsOfGroup,
  of: readonly RoutedOperation[],
  ledger: Ledger,
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
  void ledger;
  return {
    name,
    hosts: of[0]!.hosts.map(
      (h): Sourced => ({
        value: h.value,
        from: unique(of.flatMap((o) => o.hosts.find((x) => x.value === h.value)?.from ?? [])),
      }),
    ),
    paths: g.entries.map((e, i) => ({ value: e.path, from: i === 0 ? base : [] })),
    parts: [...(g.methods ? [{ key: 'methods', value: [...g.methods], from: [] }] : []), ...commonParts(of)],
    auth,
    origin: root.get('servers'),
  };
};
