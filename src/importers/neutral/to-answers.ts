// The neutral form as answers. It records in the ledger which answer contains each source value.
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import type { Tree } from '../../answers/yaml-layout.ts';
import type { KnownNames } from '../again/known-names.ts';
import { type Ledger, type Said, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { grouped } from './grouping.ts';
import { Names } from './naming.ts';
import type { Neutral, NeutralAuth, NeutralMethod, NeutralService, Part, Sourced, Suggested } from './neutral.ts';

/** Answers with the source values of each, by key: `services.users.rewrite`. */
export interface Converted {
  readonly answers: Tree;
  readonly origins: ReadonlyMap<string, readonly SourceNode[]>;
  /** What is said about answers that no source value contains, such as a default of the source system, by key. */
  readonly notes: ReadonlyMap<string, Said>;
  /** The source objects of services and methods: `services.users`, `auth.methods.customers`. */
  readonly objects: ReadonlyMap<string, readonly SourceNode[]>;
  /** The keys that a person is asked, in the order of the source. */
  readonly asked: ReadonlySet<string>;
  /** What the source had for keys that are asked. */
  readonly suggestions: ReadonlyMap<string, Suggested>;
  /** Why a key is asked, in the words of the source. */
  readonly remarks: ReadonlyMap<string, string>;
}

/** The map of a key, which is added if it is missing. */
const mapIn = (tree: Tree, key: string): Tree => {
  tree[key] ??= {};
  return tree[key] as Tree;
};

/** Sets a dotted key of a tree. */
const setIn = (tree: Tree, key: string, value: unknown): void => {
  const steps = key.split('.');
  let at = tree;
  for (const step of steps.slice(0, -1)) at = mapIn(at, step);
  at[steps.at(-1)!] = value;
};

class Writer {
  readonly answers: Tree = { version: 1 };
  readonly origins = new Map<string, readonly SourceNode[]>();
  readonly notes = new Map<string, Said>();
  readonly objects = new Map<string, readonly SourceNode[]>();
  readonly asked = new Set<string>();
  readonly suggestions = new Map<string, Suggested>();
  readonly remarks = new Map<string, string>();
  private readonly methodNames: Names;
  private readonly methods = new Map<string, string>();

  /** `methods`: all of the source. Those that an earlier import named keep their names. */
  constructor(
    private readonly ledger: Ledger,
    methods: readonly NeutralMethod[],
    known?: KnownNames,
  ) {
    this.methodNames = new Names('method', ['none', UNDECIDED, ...(known?.takenMethods ?? [])]);
    const once = [...new Map(methods.map((m) => [m.identity, m])).values()];
    for (const [i, name] of (known?.methods(once) ?? []).entries())
      if (name !== undefined) this.methods.set(once[i]!.identity, name);
  }

  /** Records what became of source values. */
  private record(from: readonly SourceNode[], key: string, what: Said | undefined, hasValue: boolean): void {
    if (hasValue) this.origins.set(key, [...(this.origins.get(key) ?? []), ...from]);
    if (hasValue && what && from.length === 0) this.notes.set(key, what);
    for (const node of from) this.ledger.add(node, what ?? said('Carried'), [key]);
  }

  private ask(key: string, suggestion: Suggested | undefined): void {
    this.asked.add(key);
    if (suggestion && !this.suggestions.has(key)) this.suggestions.set(key, suggestion);
  }

  /** Writes a part below a tree. `prefix` is the key of the tree, with a dot, or empty. */
  part(tree: Tree, prefix: string, { key, value, from, said: what, suggestion }: Part): void {
    if (value !== undefined) setIn(tree, key, value);
    else if (what?.verdict === 'asked') this.ask(`${prefix}${key}`, suggestion);
    this.record(from, `${prefix}${key}`, what, value !== undefined);
  }

  /** One value or a list: `path` or `paths`. */
  list(tree: Tree, prefix: string, one: string, many: string, list: readonly Sourced[]): void {
    if (list.length === 0) return;
    const key = list.length === 1 ? one : many;
    tree[key] = list.length === 1 ? list[0]!.value : list.map((s) => s.value);
    for (const { from } of list) this.record(from, `${prefix}${key}`, undefined, true);
  }

  private methodName(method: NeutralMethod): string {
    const known = this.methods.get(method.identity);
    const name = known ?? this.methodNames.of(method.name);
    this.methods.set(method.identity, name);
    const tree = mapIn(mapIn(mapIn(this.answers, 'auth'), 'methods'), name);
    for (const part of method.parts) this.part(tree, `auth.methods.${name}.`, part);
    this.objects.set(
      `auth.methods.${name}`,
      method.parts.flatMap((p) => p.from),
    );
    return name;
  }

  /** Writes how a service or a response is protected. `shown` is its name in messages. */
  auth(tree: Tree, prefix: string, shown: string, auth: NeutralAuth): void {
    const key = `${prefix}auth`;
    if (auth.is === 'public') {
      tree.auth = 'none';
      tree.publicReason = auth.reason;
      this.record(auth.from, key, undefined, true);
      return;
    }
    if (auth.is === 'methods') {
      const names = auth.methods.map((m) => this.methodName(m));
      tree.auth =
        auth.need === 'all' && names.length > 1
          ? { all: names }
          : auth.need === 'optional'
            ? { optional: names.length === 1 ? names[0] : names }
            : names.length === 1
              ? names[0]
              : names;
      this.record(auth.from, key, auth.said, true);
      return;
    }
    tree.auth = UNDECIDED;
    this.ask(key, undefined);
    if (auth.is === 'untranslatable') this.remarks.set(key, auth.what);
    const what =
      auth.is === 'unstated'
        ? said('AuthUnstated', { service: shown })
        : (auth.said ?? said('AuthUndecided', { service: shown, what: auth.what }));
    this.record(auth.from, key, what, true);
  }

  service(service: NeutralService, name: string, servesAll: boolean): Tree {
    const prefix = `services.${name}.`;
    const tree: Tree = { name };
    this.objects.set(`services.${name}`, service.origins ?? [service.origin]);
    if (servesAll) {
      const key = this.answers.hostname === undefined ? 'hostnames' : 'hostname';
      for (const { from } of service.hosts) this.record(from, key, undefined, true);
    } else this.list(tree, prefix, 'hostname', 'hostnames', service.hosts);
    this.list(tree, prefix, 'path', 'paths', service.paths);
    for (const part of service.parts) this.part(tree, prefix, part);
    this.auth(tree, prefix, name, service.auth);
    return tree;
  }
}

const valuesOf = (list: readonly Sourced[]): string => [...new Set(list.map((s) => s.value))].sort().join(' ');

const methodsIn = (auth: NeutralAuth | undefined): readonly NeutralMethod[] =>
  auth?.is === 'methods' ? auth.methods : [];

/**
 * Makes answers from the neutral form; the ledger gets an entry for each of its source values. `known`: names that an
 * earlier import gave.
 */
export const toAnswers = (neutral: Neutral, ledger: Ledger, known?: KnownNames): Converted => {
  const services = grouped(neutral.services);
  const methods = [...services, ...neutral.lists].flatMap((s) => methodsIn(s.auth));
  const writer = new Writer(ledger, methods, known);
  const { answers } = writer;
  const hosts = [...new Set(services.flatMap((s) => s.hosts.map((h) => h.value)))];
  const given = neutral.root.filter((p) => p.key === 'hostname' || p.key === 'hostnames').flatMap((p) => p.value);
  const isHostGiven = given.length > 0;
  const named = given.map((h) => (typeof h === 'string' ? h : String((h as Tree).hostname)));
  const everyHost = (isHostGiven ? named : hosts).map((value) => ({ value, from: [] }));
  if (!isHostGiven && hosts.length === 1 && !/[*]/.test(hosts[0]!)) answers.hostname = hosts[0];
  else if (!isHostGiven && hosts.length > 0) answers.hostnames = hosts;
  for (const part of neutral.root) writer.part(answers, '', part);
  const names = new Names('service', known?.takenServices);
  const again = known?.services(services) ?? [];
  if (services.length > 0)
    answers.services = services.map((s, i) =>
      writer.service(s, again[i] ?? names.of(s.name), s.hosts.length > 0 && valuesOf(s.hosts) === valuesOf(everyHost)),
    );
  if (hosts.length === 0 && !isHostGiven)
    for (const s of services) ledger.add(s.origin.get('host'), said('HostAsked', { service: s.name }), ['hostname']);
  for (const { list, value, from, said: what, auth } of neutral.lists) {
    answers[list] ??= [];
    const items = answers[list] as Tree[];
    const prefix = `${list}.${items.length}`;
    const item = structuredClone(value) as Tree;
    items.push(item);
    writer.part({}, '', { key: prefix, value: item, from, ...(what && { said: what }) });
    if (auth) writer.auth(item, `${prefix}.`, prefix, auth);
  }
  const { origins, notes, objects, asked, suggestions, remarks } = writer;
  return { answers, origins, notes, objects, asked, suggestions, remarks };
};
