// What a person does to an answers file at random, and what must be true of the file after later imports.
import fc from 'fast-check';
import { isMap, isScalar, isSeq, type Pair, parse, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

type Tree = Record<string, unknown>;

/** A method that only a person adds. */
export const BY_HAND = { type: 'apiKey', header: 'X-Staff', secret: 'staff-keys', clients: ['staff'] };

export type Edit =
  | { readonly does: 'decide'; readonly n: number; readonly open: boolean }
  | {
      readonly does:
        | 'tighten'
        | 'open'
        | 'inside'
        | 'limit'
        | 'rename'
        | 'remove'
        | 'first'
        | 'list'
        | 'comment'
        | 'add';
      readonly n: number;
    }
  | { readonly does: 'map'; readonly n: number };

const n = fc.nat(9);
export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.oneof(
    fc.record({ does: fc.constant('decide' as const), n, open: fc.boolean() }),
    fc.record({
      does: fc.constantFrom(
        ...([
          'tighten',
          'tighten',
          'open',
          'inside',
          'limit',
          'rename',
          'remove',
          'first',
          'list',
          'comment',
          'add',
        ] as const),
      ),
      n,
    }),
    fc.record({ does: fc.constant('map' as const), n }),
  ),
  { maxLength: 5 },
);

/** What a person did: what the file must contain as long as the service is there. */
export interface Done {
  readonly text: string;
  /** Values of services by name, and key. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  readonly removed: readonly string[];
  readonly comments: readonly string[];
  readonly isMap: boolean;
}

/** The services of a text in the form of a list. */
export const servicesIn = (text: string): Tree[] => {
  const { services } = parse(text) as { services?: unknown };
  if (Array.isArray(services)) return services as Tree[];
  return Object.entries((services ?? {}) as Tree).map(([name, s]) => ({ name, ...(s as Tree) }));
};

const nameOf = (service: YAMLMap): string => String(service.get('name'));

/** The text after edits. */
export const edited = (before: string, list: readonly Edit[]): Done => {
  const document = parseDocument(before);
  const values = new Map<string, Map<string, unknown>>();
  const removed: string[] = [];
  const comments: string[] = [];
  let isMapForm = false;
  const services = document.get('services') as YAMLSeq<YAMLMap> | undefined;
  if (!isSeq(services)) return { text: before, values, removed, comments, isMap: false };
  const said = (name: string, key: string, value: unknown): void => {
    if (!values.has(name)) values.set(name, new Map());
    values.get(name)!.set(key, value);
  };
  const decide = (service: YAMLMap, auth: string): void => {
    service.set('auth', auth);
    service.delete('publicReason');
    if (auth === 'none') service.set('publicReason', 'a person decided it');
    else document.setIn(['auth', 'methods', 'byhand'], document.createNode(BY_HAND));
    said(nameOf(service), 'auth', auth);
  };
  for (const [i, edit] of list.entries()) {
    const at = services.items.length > 0 ? edit.n % services.items.length : -1;
    const service = services.items[at];
    if (edit.does === 'map') isMapForm = true;
    if (edit.does === 'add') {
      const name = `mine${i}`;
      const paths = ['/a/b', '/a/b/c', '/d', '/e', '/'];
      const own = {
        name,
        path: paths[edit.n % paths.length],
        hostname: 'a.example.com',
        backend: 'mine:8080',
        auth: 'byhand',
      };
      const isTaken = services.items.some(
        (s) => s.get('path') === own.path || (s.toJSON().paths ?? []).includes(own.path),
      );
      if (isTaken || document.get('hostname') === 'b.example.com') continue;
      if (document.get('hostname') === 'a.example.com') delete (own as Tree).hostname;
      services.add(document.createNode(own) as YAMLMap);
      document.setIn(['auth', 'methods', 'byhand'], document.createNode(BY_HAND));
      for (const [key, value] of Object.entries(own)) said(name, key, value);
      continue;
    }
    if (!isMap(service)) continue;
    const name = nameOf(service);
    if (edit.does === 'decide' && service.get('auth') === 'undecided') decide(service, edit.open ? 'none' : 'byhand');
    if (edit.does === 'tighten') decide(service, 'byhand');
    if (edit.does === 'open') decide(service, 'none');
    if (edit.does === 'inside') {
      service.set('allow', document.createNode({ cidrs: ['10.1.0.0/16'] }));
      said(name, 'allow', { cidrs: ['10.1.0.0/16'] });
    }
    if (edit.does === 'limit') {
      service.set('timeout', '7s');
      said(name, 'timeout', '7s');
    }
    if (edit.does === 'rename') {
      const now = `named${i}`;
      service.set('name', now);
      const old = values.get(name);
      if (old) values.set(now, old.set('name', now));
      values.delete(name);
    }
    if (edit.does === 'remove') {
      services.items.splice(at, 1);
      removed.push(name);
      values.delete(name);
    }
    if (edit.does === 'first') services.items.unshift(...services.items.splice(at, 1));
    if (edit.does === 'list')
      service.items = (service.items as Pair[]).map((pair) => {
        if (!isScalar(pair.key) || pair.key.value !== 'path' || !isScalar(pair.value)) return pair;
        return document.createPair('paths', [pair.value.value]);
      }) as typeof service.items;
    if (edit.does === 'comment') {
      service.commentBefore = `${service.commentBefore ?? ''}\n mine ${i}`;
      comments.push(`# mine ${i}`);
    }
  }
  if (isMapForm) {
    const map = document.createNode({}) as YAMLMap;
    for (const service of services.items) {
      const name = nameOf(service);
      service.items = service.items.filter((p) => !isScalar(p.key) || p.key.value !== 'name');
      map.add(document.createPair(name, service));
    }
    document.set('services', map);
  }
  return { text: String(document), values, removed, comments: isMapForm ? [] : comments, isMap: isMapForm };
};
