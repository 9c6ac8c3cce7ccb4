// Random sources of three kinds that change between two imports, and what each requires of a request.
import fc from 'fast-check';

/** What an item of a source requires of requests. `lost`: an authentication that cannot be translated. */
export type Access = 'key' | 'other' | 'open' | 'unstated' | 'inside' | 'lost';
export type Kind = 'ingress-nginx' | 'kong' | 'openapi';

export interface Item {
  readonly id: number;
  readonly host: string;
  readonly path: string;
  readonly access: Access;
  readonly timeout: number;
}
export type Source = readonly Item[];

export const HOSTS = ['a.example.com', 'b.example.com'];
export const PATHS = ['/', '/a', '/a/b', '/a/b/c', '/d'];
const access = fc.constantFrom<Access>('key', 'other', 'open', 'open', 'unstated', 'unstated', 'inside', 'lost');
const host = fc.constantFrom('a.example.com', 'a.example.com', 'b.example.com');
const path = fc.constantFrom(...PATHS);

const isFree = (list: Source, at: Pick<Item, 'host' | 'path'>): boolean =>
  !list.some((i) => i.host === at.host && i.path === at.path);

/** Items with a place each. */
export const sources: fc.Arbitrary<Source> = fc
  .array(fc.record({ host, path, access }), { minLength: 1, maxLength: 4 })
  .map((list) => {
    const out: Item[] = [];
    for (const [id, item] of list.entries()) if (isFree(out, item)) out.push({ id, ...item, timeout: 30 });
    return out;
  });

/** How a source changes. `n` chooses an item. */
export type Move =
  | { readonly does: 'remove' | 'reverse' | 'slower'; readonly n: number }
  | { readonly does: 'add'; readonly n: number; readonly item: Pick<Item, 'host' | 'path' | 'access'> }
  | { readonly does: 'access'; readonly n: number; readonly access: Access }
  | { readonly does: 'host'; readonly n: number; readonly host: string }
  | { readonly does: 'path'; readonly n: number; readonly path: string };

const n = fc.nat(9);
export const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    fc.record({ does: fc.constantFrom('remove' as const, 'reverse' as const, 'slower' as const), n }),
    fc.record({ does: fc.constant('add' as const), n, item: fc.record({ host, path, access }) }),
    fc.record({ does: fc.constant('add' as const), n, item: fc.record({ host, path, access }) }),
    fc.record({ does: fc.constant('access' as const), n, access }),
    fc.record({ does: fc.constant('access' as const), n, access }),
    fc.record({ does: fc.constant('host' as const), n, host }),
    fc.record({ does: fc.constant('path' as const), n, path }),
  ),
  { maxLength: 3 },
);

/** The source after moves; it never becomes empty. */
export const moved = (before: Source, list: readonly Move[]): Source => {
  let now = [...before];
  let next = 100;
  for (const move of list) {
    const at = now[move.n % now.length]!;
    const replaced = (changed: Partial<Item>): Item[] => now.map((i) => (i === at ? { ...i, ...changed } : i));
    if (move.does === 'remove' && now.length > 1) now = now.filter((i) => i !== at);
    else if (move.does === 'reverse') now.reverse();
    else if (move.does === 'slower') now = replaced({ timeout: 90 });
    else if (move.does === 'access') now = replaced({ access: move.access });
    else if (move.does === 'host' && isFree(now, { ...at, host: move.host })) now = replaced({ host: move.host });
    else if (move.does === 'path' && isFree(now, { ...at, path: move.path })) now = replaced({ path: move.path });
    else if (move.does === 'add' && isFree(now, move.item))
      now.splice(move.n % (now.length + 1), 0, { id: next++, ...move.item, timeout: 30 });
  }
  return now;
};

/** The item that serves a request; undefined: none does. */
export const itemFor = (source: Source, sentTo: string, sent: string): Item | undefined =>
  source
    .filter((i) => i.host === sentTo && (i.path === '/' || sent === i.path || sent.startsWith(`${i.path}/`)))
    .sort((x, y) => y.path.length - x.path.length)[0];

const PREFIX = 'nginx.ingress.kubernetes.io/';
const ANNOTATIONS: Readonly<Record<Access, Record<string, string>>> = {
  key: { 'auth-type': 'basic', 'auth-secret': 'users' },
  other: { 'auth-url': 'http://auth.sys.svc.cluster.local/check' },
  open: { 'enable-global-auth': 'false' },
  unstated: {},
  inside: { 'auth-type': 'basic', 'auth-secret': 'users', 'whitelist-source-range': '10.0.0.0/8' },
  lost: { 'auth-type': 'digest', 'auth-secret': 'users' },
};
/** Authentication of all, without which nothing can be exempt from it. */
const GLOBAL = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'ingress-nginx-controller' },
  data: { 'global-auth-url': 'http://auth.sys.svc.cluster.local/check' },
};
const ingress = (source: Source): unknown[] =>
  source.map((i) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: `i${i.id}`,
      namespace: 'shop',
      annotations: Object.fromEntries(
        Object.entries({ ...ANNOTATIONS[i.access], 'proxy-read-timeout': String(i.timeout) }).map(([k, v]) => [
          PREFIX + k,
          v,
        ]),
      ),
    },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: i.host,
          http: {
            paths: [
              { path: i.path, pathType: 'Prefix', backend: { service: { name: `s${i.id}`, port: { number: 80 } } } },
            ],
          },
        },
      ],
    },
  }));

const PLUGINS: Readonly<Record<Access, object[]>> = {
  key: [{ name: 'key-auth', config: { key_names: ['x-key'], key_in_query: false } }],
  other: [{ name: 'basic-auth' }],
  open: [{ name: 'key-auth', config: { key_names: ['x-key'], key_in_query: false, anonymous: 'nobody' } }],
  unstated: [],
  inside: [{ name: 'basic-auth' }, { name: 'ip-restriction', config: { allow: ['10.0.0.0/8'] } }],
  lost: [{ name: 'hmac-auth' }],
};
const kong = (source: Source): unknown => ({
  _format_version: '3.0',
  services: source.map((i) => ({
    name: `s${i.id}`,
    url: `http://s${i.id}.shop.svc:80`,
    read_timeout: i.timeout * 1000,
    routes: [{ name: `r${i.id}`, hosts: [i.host], paths: [i.path], strip_path: false, plugins: PLUGINS[i.access] }],
  })),
  consumers: [{ username: 'nobody' }],
});

const SECURITY: Readonly<Record<Access, unknown>> = {
  key: [{ key: [] }],
  other: [{ token: [] }],
  open: [],
  unstated: undefined,
  inside: [{ key: [] }],
  lost: [{ digest: [] }],
};
/** A document has one host: that of the first item. */
const openapi = (source: Source): unknown => ({
  openapi: '3.0.0',
  info: { title: 'Moving', version: '1' },
  servers: [{ url: `https://${HOSTS[0]}` }],
  paths: Object.fromEntries(
    source
      .filter((i) => i.host === HOSTS[0])
      .map((i) => [i.path, { get: { security: SECURITY[i.access] }, post: { security: SECURITY[i.access] } }]),
  ),
  components: {
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      digest: { type: 'http', scheme: 'digest' },
    },
  },
});

/** The text of a source. `isGlobal`: Ingress objects without an own authentication have that of all. */
export const textOf = (kind: Kind, source: Source, isGlobal: boolean): string =>
  kind === 'ingress-nginx'
    ? [...(isGlobal ? [GLOBAL] : []), ...ingress(source)].map((o) => JSON.stringify(o, undefined, 1)).join('\n---\n')
    : JSON.stringify(kind === 'kong' ? kong(source) : openapi(source), undefined, 1);
