// The smallest number of services that loses nothing: services that differ in their paths only are one service.
import type { SourceNode } from '../source/source-node.ts';
import { methodsIn } from './methods-in.ts';
import type { NeutralAuth, NeutralService, Part, SaidOf, Sourced } from './neutral.ts';

/** A service answers at most so many paths and hosts (schema/service-matching.ts, schema/hosts-schema.ts). */
const MOST = 64;

/** The text of a value, with keys in one order. */
export const stable = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );

const authOf = (auth: NeutralAuth): unknown =>
  auth.is === 'methods'
    ? [auth.need, auth.methods.map((m) => m.identity)]
    : auth.is === 'untranslatable'
      ? [auth.is, auth.what, methodsIn(auth).map((m) => m.identity)]
      : auth.is === 'public'
        ? [auth.is, auth.reason]
        : auth.is;

const valuesOf = (list: readonly Sourced[]): string[] => list.map((s) => s.value).sort();

/** What two services must have in common to be one. */
const settingsOf = ({ parts, auth, apart }: NeutralService): unknown => [
  parts
    .map(({ key, value, said }) => [key, value ?? [said?.code, said?.what]])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  authOf(auth),
  apart,
];

/** Source values of an answer, by what the report says of them. */
class Sources {
  private readonly bySaid = new Map<string, { from: SourceNode[]; said: SaidOf['said'] }>();

  add({
    from,
    said,
    more = [],
  }: {
    from: readonly SourceNode[];
    said?: SaidOf['said'];
    more?: readonly SaidOf[];
  }): void {
    for (const one of [{ from, said }, ...more]) {
      const id = one.said === undefined ? '' : `${one.said.code} ${one.said.what}`;
      const known = this.bySaid.get(id);
      if (known) for (const node of one.from) known.from.push(node);
      else this.bySaid.set(id, { from: [...one.from], said: one.said });
    }
  }

  get result(): { readonly from: readonly SourceNode[]; readonly more?: readonly SaidOf[] } {
    const [first, ...more] = this.bySaid.values();
    return { from: first!.from, ...(more.length > 0 && { more }) };
  }
}

/** Services that become one: all their source values, so that each of them is reported. */
class Group {
  private readonly lists: Readonly<Record<'paths' | 'hosts', Map<string, SourceNode[]>>> = {
    paths: new Map(),
    hosts: new Map(),
  };
  private readonly parts = new Map<string, { part: Part; sources: Sources }>();
  private readonly auth = new Sources();
  private readonly origins: SourceNode[] = [];
  private isSingle = true;

  constructor(private readonly first: NeutralService) {
    this.add(first);
    this.isSingle = true;
  }

  /** Whether it can take one more service. */
  fits(service: NeutralService, join: 'paths' | 'hosts'): boolean {
    const more = new Set(service[join].map((s) => s.value).filter((v) => !this.lists[join].has(v)));
    return this.lists[join].size + more.size <= MOST;
  }

  add(service: NeutralService): void {
    this.isSingle = false;
    for (const join of ['paths', 'hosts'] as const)
      for (const { value, from } of service[join]) {
        const known = this.lists[join].get(value);
        if (known) for (const node of from) known.push(node);
        else this.lists[join].set(value, [...from]);
      }
    for (const part of service.parts) {
      const known = this.parts.get(part.key) ?? { part, sources: new Sources() };
      known.sources.add(part);
      this.parts.set(part.key, known);
    }
    this.auth.add(service.auth);
    this.origins.push(...(service.origins ?? [service.origin]));
  }

  get service(): NeutralService {
    if (this.isSingle) return this.first;
    const listOf = (join: 'paths' | 'hosts'): Sourced[] =>
      [...this.lists[join]].map(([value, from]) => ({ value, from }));
    return {
      ...this.first,
      origins: this.origins,
      paths: listOf('paths'),
      hosts: listOf('hosts'),
      parts: [...this.parts.values()].map(({ part, sources }) => ({ ...part, ...sources.result })),
      auth: { ...this.first.auth, ...this.auth.result },
    };
  }
}

const merged = (
  services: readonly NeutralService[],
  keyOf: (s: NeutralService) => unknown,
  join: 'paths' | 'hosts',
): NeutralService[] => {
  const groups = new Map<string, Group[]>();
  for (const s of services) {
    const key = stable(keyOf(s));
    const list = groups.get(key) ?? [];
    const last = list.at(-1);
    if (last?.fits(s, join)) last.add(s);
    else list.push(new Group(s));
    groups.set(key, list);
  }
  return [...groups.values()].flat().map((group) => group.service);
};

/** Services with the same hosts and settings become one with all paths, then those with the same paths one with all hosts. */
export const grouped = (services: readonly NeutralService[]): NeutralService[] =>
  merged(
    merged(services, (s) => [valuesOf(s.hosts), settingsOf(s)], 'paths'),
    (s) => [s.hosts.length === 0, valuesOf(s.paths), settingsOf(s)],
    'hosts',
  );
