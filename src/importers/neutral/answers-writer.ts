import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import type { Tree } from '../../answers/yaml-layout.ts';
import type { KnownNames } from '../again/known-names.ts';
import { type Ledger, type Said, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import { methodsIn } from './methods-in.ts';
import { Names } from './naming.ts';
import type {
  ListItem,
  NeutralAuth,
  NeutralMethod,
  NeutralService,
  Part,
  SaidOf,
  Sourced,
  Suggested,
} from './neutral.ts';

/** Sets a key, also one that every object inherits, such as `__proto__`. */
const setOwn = (tree: Tree, key: string, value: unknown): void =>
  void Object.defineProperty(tree, key, { value, writable: true, enumerable: true, configurable: true });

/** The map of a key, which is added if it is missing. */
const mapIn = (tree: Tree, key: string): Tree => {
  if (!Object.hasOwn(tree, key)) setOwn(tree, key, {});
  return tree[key] as Tree;
};

/** Sets a dotted key of a tree. */
const setIn = (tree: Tree, key: string, value: unknown): void => {
  const steps = key.split('.');
  let at = tree;
  for (const step of steps.slice(0, -1)) at = mapIn(at, step);
  setOwn(at, steps.at(-1)!, value);
};

/** Adds source values to those of a key, which may come from thousands of services. */
const addTo = (map: Map<string, SourceNode[]>, key: string, from: readonly SourceNode[]): void => {
  const list = map.get(key);
  if (!list) map.set(key, [...from]);
  else for (const node of from) list.push(node);
};

/** Writes parts into answers, and into the ledger what became of their source values. */
export class AnswersWriter {
  readonly answers: Tree = { version: 1 };
  readonly origins = new Map<string, SourceNode[]>();
  readonly items = new Map<string, SourceNode[]>();
  readonly listItems = new Map<Tree, readonly SourceNode[]>();
  readonly places = new Map<string, SourceNode>();
  readonly notes = new Map<string, Said>();
  readonly objects = new Map<string, readonly SourceNode[]>();
  readonly asked = new Set<string>();
  readonly suggestions = new Map<string, Suggested>();
  readonly remarks = new Map<string, string>();
  readonly undecided = new Map<string, readonly string[]>();
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

  private record(from: readonly SourceNode[], key: string, what: Said | undefined, hasValue: boolean): void {
    if (hasValue) addTo(this.origins, key, from);
    if (hasValue && what && from.length === 0) this.notes.set(key, what);
    for (const node of from) this.ledger.add(node, what ?? said('Carried'), [key]);
  }

  private recordMore(more: readonly SaidOf[] | undefined, key: string, hasValue: boolean): void {
    for (const { from, said: what } of more ?? []) this.record(from, key, what, hasValue);
  }

  private ask(key: string, suggestion: Suggested | undefined): void {
    this.asked.add(key);
    if (suggestion && !this.suggestions.has(key)) this.suggestions.set(key, suggestion);
  }

  /** Writes a part below a tree. `prefix` is the key of the tree, with a dot, or empty. */
  part(tree: Tree, prefix: string, { key, value, from, said: what, more, suggestion }: Part): void {
    if (value !== undefined) setIn(tree, key, value);
    else if (what?.verdict === 'asked') this.ask(`${prefix}${key}`, suggestion);
    this.record(from, `${prefix}${key}`, what, value !== undefined);
    this.recordMore(more, `${prefix}${key}`, value !== undefined);
  }

  /** One value or a list: `path` or `paths`. */
  private list(tree: Tree, prefix: string, one: string, many: string, list: readonly Sourced[]): void {
    if (list.length === 0) return;
    const key = list.length === 1 ? one : many;
    tree[key] = list.length === 1 ? list[0]!.value : list.map((s) => s.value);
    for (const { value, from } of list) {
      this.record(from, `${prefix}${key}`, undefined, true);
      this.items.set(`${prefix}${key}=${value}`, [...from]);
    }
  }

  private methodName(method: NeutralMethod): string {
    const known = this.methods.get(method.identity);
    // Names of policies begin so.
    const name =
      known ?? this.methodNames.of(/^(?:public|guard)(?:-|$)/i.test(method.name) ? `auth-${method.name}` : method.name);
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
  private auth(tree: Tree, prefix: string, shown: string, auth: NeutralAuth, origin: SourceNode | undefined): void {
    const key = `${prefix}auth`;
    if (auth.is === 'public') {
      tree.auth = 'none';
      tree.publicReason = auth.reason;
      this.record(auth.from, key, undefined, true);
      return;
    }
    // A method that is none would make the service public.
    if (auth.is === 'methods' && auth.methods.length > 0) {
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
      this.recordMore(auth.more, key, true);
      return;
    }
    tree.auth = UNDECIDED;
    this.ask(key, undefined);
    const methods = methodsIn(auth).map((m) => this.methodName(m));
    if (methods.length > 0) this.undecided.set(key, methods);
    this.remarks.set(
      key,
      auth.is === 'untranslatable'
        ? `The authentication of the source cannot be translated: ${auth.what}.`
        : 'The source has no authentication.',
    );
    if (auth.is === 'unstated') {
      const from = auth.from.length > 0 ? auth.from : origin ? [origin] : [];
      this.origins.set(key, [...from]);
      for (const node of from) this.ledger.addPoint(node, said('AuthUnstated', { service: shown }), [key]);
      return;
    }
    const what = auth.is === 'untranslatable' ? auth.what : 'it names no method';
    const from = auth.from.length > 0 || !origin ? auth.from : [origin.get('authentication')];
    this.record(from, key, auth.said ?? said('AuthUndecided', { service: shown, what }), true);
    this.recordMore(auth.more, key, true);
  }

  /** `servesAll`: the service has every host of the gateway, so it has no key for them. */
  service(service: NeutralService, name: string, servesAll: boolean): Tree {
    const prefix = `services.${name}.`;
    const tree: Tree = { name };
    this.places.set(`services.${name}`, service.origin);
    this.objects.set(`services.${name}`, service.origins ?? [service.origin]);
    if (!this.places.has('')) this.places.set('', service.origin);
    if (servesAll) {
      const key = this.answers.hostname === undefined ? 'hostnames' : 'hostname';
      for (const { value, from } of service.hosts) {
        this.record(from, key, undefined, true);
        addTo(this.items, `${key}=${value}`, from);
      }
    } else this.list(tree, prefix, 'hostname', 'hostnames', service.hosts);
    this.list(tree, prefix, 'path', 'paths', service.paths);
    for (const part of service.parts) this.part(tree, prefix, part);
    this.auth(tree, prefix, name, service.auth, service.origin);
    return tree;
  }

  /** An item of a list at the top. */
  item({ list, value, from, said: what, auth }: ListItem): void {
    this.answers[list] ??= [];
    const items = this.answers[list] as Tree[];
    const prefix = `${list}.${items.length}`;
    const item = structuredClone(value) as Tree;
    items.push(item);
    this.listItems.set(item, from);
    this.record(from, prefix, what, true);
    if (auth) this.auth(item, `${prefix}.`, prefix, auth, from[0]);
  }
}
