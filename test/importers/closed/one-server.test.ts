// What the differential tests found: each with the fault, and a near miss that must not be left to a person.
import { expect, test } from 'vitest';
import { importText } from '../import-text.ts';

type Tree = Record<string, unknown>;
const joined = (list: readonly object[]): string => list.map((o) => JSON.stringify(o)).join('\n---\n');
const answersOf = async (kind: string, text: string): Promise<Tree> => (await importText(kind, text)).answers as Tree;
const servicesOf = async (kind: string, text: string): Promise<Tree[]> =>
  ((await answersOf(kind, text)).services ?? []) as Tree[];
/** Authentication by path of the services. */
const accessOf = async (kind: string, text: string): Promise<Tree> =>
  Object.fromEntries((await servicesOf(kind, text)).map((s) => [String(s.path ?? s.paths), s.auth]));

const PREFIX = 'nginx.ingress.kubernetes.io/';
interface Given {
  readonly at?: string;
  readonly path?: string;
  readonly namespace?: string;
  readonly className?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly fallback?: string;
}
let count = 0;
const ingress = ({
  at = 'a.example.com',
  path = '/',
  namespace = 'shop',
  className = 'nginx',
  annotations = {},
  fallback,
}: Given) => ({
  // biome-ignore format: a signature
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: {
    name: `i${++count}`,
    namespace,
    annotations: Object.fromEntries(Object.entries(annotations).map(([k, v]) => [PREFIX + k, v])),
  },
  spec: {
    ingressClassName: className,
    ...(fallback && { defaultBackend: { service: { name: fallback, port: { number: 80 } } } }),
    rules: [
      {
        host: at,
        http: { paths: [{ path, pathType: 'Prefix', backend: { service: { name: 's', port: { number: 80 } } } }] },
      },
    ],
  },
});
const USERS = { 'auth-type': 'basic', 'auth-secret': 'users' };
const STAFF = { 'auth-type': 'basic', 'auth-secret': 'staff' };
const nginx = (...list: object[]): Promise<Tree> => accessOf('ingress-nginx', joined(list));

test('ingress-nginx: names of server-alias are those of all Ingress objects of the host', async () => {
  const list = (alias: string): string =>
    joined([
      ingress({ annotations: { ...USERS, 'server-alias': alias } }),
      ingress({ path: '/admin', annotations: STAFF }),
      ingress({ at: 'b.example.com', path: '/b', annotations: STAFF }),
    ]);
  const hosts = async (alias: string) =>
    Object.fromEntries(
      (await servicesOf('ingress-nginx', list(alias))).map((s) => [s.path, s.hostnames ?? s.hostname]),
    );
  expect(await hosts('c.example.com')).toEqual({
    '/': ['a.example.com', 'c.example.com'],
    '/admin': ['a.example.com', 'c.example.com'],
    '/b': 'b.example.com',
  });
  // A name that is a host is no alias.
  expect(await hosts('b.example.com')).toEqual({
    '/': 'a.example.com',
    '/admin': 'a.example.com',
    '/b': 'b.example.com',
  });
});

test('ingress-nginx: client certificates are for a whole host', async () => {
  const certificate = { 'auth-tls-secret': 'shop/ca' };
  const other = ingress({ at: 'b.example.com', path: '/b', annotations: STAFF });
  expect(
    await nginx(ingress({ annotations: certificate }), ingress({ path: '/admin', annotations: USERS }), other),
  ).toEqual({
    '/': 'undecided',
    '/admin': 'undecided',
    '/b': 'staff',
  });
});

test('ingress-nginx: Secrets of one name in several namespaces do not become one', async () => {
  const secrets = async (namespace: string): Promise<unknown[]> => {
    const { auth } = await answersOf('ingress-nginx', joined([ingress({ annotations: USERS }), ingress({ path: '/b', namespace, annotations: USERS })])); // biome-ignore format: a line
    return Object.values((auth as { methods: Tree }).methods).map((m) => (m as Tree).secret);
  };
  expect(new Set(await secrets('blog'))).toEqual(new Set(['shop.users', 'blog.users']));
  expect(await secrets('shop')).toEqual(['users']);
});

test('ingress-nginx: an empty list of networks denies all requests', async () => {
  for (const name of ['whitelist-source-range', 'denylist-source-range'])
    expect(await nginx(ingress({ annotations: { ...USERS, [name]: '' } })), name).toEqual({ '/': 'undecided' });
  expect(await nginx(ingress({ annotations: USERS }))).toEqual({ '/': 'users' });
});

test('ingress-nginx: snippets that answer or refuse requests', async () => {
  for (const text of [
    'if ($cookie_s = "") { return 302 /login; }',
    'return 200 "gone";',
    'include /etc/nginx/private.conf;',
    "set $a it's; deny all; set $b that's;",
  ])
    expect(await nginx(ingress({ annotations: { ...USERS, 'configuration-snippet': text } })), text).toEqual({
      '/': 'undecided',
    });
  for (const text of [
    'if ($host = "www.example.com") { return 301 https://a.example.com$request_uri; }',
    'if ($http_x_forwarded_proto = "http") { return 301 https://$host$request_uri; }',
    'location = /healthz { return 200 "ok"; }',
    'proxy_set_header X-Note "include; return 302";',
  ])
    expect(await nginx(ingress({ annotations: { ...USERS, 'server-snippet': text } })), text).toEqual({ '/': 'users' });
});

test('ingress-nginx: controllers of several classes do not compare their paths', async () => {
  const admin = { path: '/admin', annotations: STAFF };
  expect(await nginx(ingress({ annotations: USERS }), ingress({ ...admin, className: 'nginx-internal' }))).toEqual({
    '/': 'users',
    '/admin': 'undecided',
  });
  expect(await nginx(ingress({ annotations: USERS }), ingress(admin))).toEqual({ '/': 'users', '/admin': 'staff' });
  const map = (name: string, range: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { 'whitelist-source-range': range } }); // biome-ignore format: a line
  const first = map('ingress-nginx-controller', '10.0.0.0/8');
  const second = (range: string) => map('internal-ingress-nginx-controller', range);
  expect(await nginx(first, second('10.9.0.0/16'), ingress({ annotations: USERS }))).toEqual({ '/': 'undecided' });
  expect(await nginx(first, second('10.0.0.0/8'), ingress({ annotations: USERS }))).toEqual({ '/': 'users' });
});

test('ingress-nginx: a default backend is for the hosts of its rules', async () => {
  const list = (path: string): Promise<Tree[]> =>
    servicesOf('ingress-nginx', joined([ingress({ path, annotations: USERS, fallback: 'rest' }), ingress({ at: 'b.example.com', path: '/b', annotations: STAFF })])); // biome-ignore format: a line
  expect((await list('/x')).map((s) => [s.hostname, s.path])).toEqual([
    ['a.example.com', '/x'],
    ['a.example.com', '/'],
    ['b.example.com', '/b'],
  ]);
  // The host has this path itself.
  expect((await list('/')).map((s) => [s.hostname, s.path])).toEqual([
    ['a.example.com', '/'],
    ['b.example.com', '/b'],
  ]);
});

const kong = (routes: readonly object[], more: object = {}): string =>
  JSON.stringify({
    _format_version: '3.0',
    services: [{ name: 'api', url: 'http://api.shop.svc:80', routes }],
    consumers: [
      { username: 'nobody' },
      { username: 'one', keyauth_credentials: [{ key: 'k' }], acls: [{ group: 'gold' }] },
      { username: 'two', keyauth_credentials: [{ key: 'k2' }], groups: [{ name: 'gold' }] },
    ],
    ...more,
  });
const KEY = { name: 'key-auth', config: { key_in_query: false } };
const BASIC = { name: 'basic-auth' };
const A = 'a.example.com';

test('Kong: a host that is not among the snis is not matched', async () => {
  const hosts = async (snis: string[]) =>
    (await servicesOf('kong', kong([{ hosts: [A, 'b.example.com'], snis, plugins: [KEY] }, { hosts: ['c.example.com'], plugins: [KEY], paths: ['/c'] }])))[0]!; // biome-ignore format: a line
  expect(await hosts([A])).toMatchObject({ hostname: A });
  expect(await hosts([A, 'b.example.com'])).toMatchObject({ hostnames: [A, 'b.example.com'] });
});

test('Kong: a host with a port is for this port only', async () => {
  const access = (host: string) =>
    accessOf('kong', kong([{ hosts: [host], paths: ['/a/b'], plugins: [BASIC] }, { hosts: [A], paths: ['/a'], plugins: [KEY] }])); // biome-ignore format: a line
  expect(await access(`${A}:8443`)).toMatchObject({ '/a/b': 'undecided' });
  expect(await access(`${A}:443`)).toMatchObject({ '/a/b': 'users' });
});

test('Kong: the anonymous consumer is refused only where the plugin applies', async () => {
  const access = (route: object) =>
    accessOf('kong', kong([{ name: 'r0', paths: ['/a'], plugins: [{ ...KEY, config: { ...KEY.config, anonymous: 'nobody' } }] }, { name: 'r1', paths: ['/b'], plugins: [KEY] }], { plugins: [{ name: 'request-termination', consumer: 'nobody', ...route }] })); // biome-ignore format: a line
  expect(await access({ route: 'r1' })).toMatchObject({ '/a': { optional: 'key' } });
  expect(await access({})).toEqual({ '/a,/b': 'key' });
});

test('Kong: consumer groups are groups of acl only with include_consumer_groups', async () => {
  const clients = async (config: object) =>
    (await servicesOf('kong', kong([{ hosts: [A], plugins: [KEY, { name: 'acl', config }] }])))[0]!.allow;
  expect(await clients({ allow: ['gold'] })).toEqual({ clients: ['one'] });
  expect(await clients({ allow: ['gold'], include_consumer_groups: true })).toEqual({ clients: ['one', 'two'] });
  expect(await clients({ deny: ['gold'] })).toEqual({ clients: ['two'] });
});

test('Kong: expressions come first, and routes without TLS get no requests over TLS', async () => {
  const access = (other: object) => accessOf('kong', kong([other, { paths: ['/a/b'], plugins: [KEY] }]));
  const expression = (path: string) => ({ expression: `http.path ^= "${path}"`, plugins: [BASIC] });
  expect(await access(expression('/a'))).toEqual({ '/a/b': 'undecided' });
  expect(await access(expression('/x'))).toEqual({ '/a/b': 'key' });
  const plain = (protocols: string[]) => ({ paths: ['~/a/b/c$'], protocols, plugins: [BASIC] });
  expect(await access(plain(['http']))).toMatchObject({ 'exact:/a/b/c': 'undecided' });
  expect(await access(plain(['https']))).toEqual({ 'exact:/a/b/c': 'users', '/a/b': 'key' });
});

interface Rule {
  readonly match: string;
  readonly middleware: string;
  readonly namespace?: string;
  readonly spec?: object;
  readonly annotations?: object;
}
const traefik = (rules: readonly Rule[], more: readonly object[] = []): string =>
  joined([
    ...['users', 'staff'].flatMap((name) =>
      ['shop', 'blog'].map((namespace) => ({
        apiVersion: 'traefik.io/v1alpha1',
        kind: 'Middleware',
        metadata: { name, namespace },
        spec: { basicAuth: { secret: namespace === 'shop' || name === 'users' ? name : 'editors' } },
      })),
    ),
    ...rules.map(({ match, middleware, namespace = 'shop', spec, annotations }, i) => ({
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'IngressRoute',
      metadata: { name: `r${i}`, namespace, ...(annotations && { annotations }) },
      spec: {
        routes: [{ kind: 'Rule', match, middlewares: [{ name: middleware }], services: [{ name: `s${i}`, port: 80 }] }],
        ...spec,
      },
    })),
    ...more,
  ]);
const STAFF_AT_X: Rule = { match: 'Host(`a.example.com`) && PathPrefix(`/x/`)', middleware: 'staff' };

test('Traefik: patterns that are not anchored', async () => {
  const access = (path: string) =>
    accessOf('traefik', traefik([{ match: `Host(\`a.example.com\`) && PathRegexp(\`${path}\`)`, middleware: 'users' }, { ...STAFF_AT_X, match: 'Host(`a.example.com`) && PathPrefix(`/x`)' }])); // biome-ignore format: a line
  expect(await access('/admin-area')).toEqual({ '/x': 'undecided' });
  expect(Object.values(await access('^/admin-area'))).not.toContain('undecided');
  const host = (pattern: string) =>
    accessOf('traefik', traefik([{ match: `HostRegexp(\`${pattern}\`)`, middleware: 'users' }, { match: 'PathPrefix(`/x`)', middleware: 'staff' }])); // biome-ignore format: a line
  // The wildcard of the answers is wider than the pattern.
  expect(await host('^[a-z]+\\.example\\.com$')).toMatchObject({ '/': 'undecided' });
  expect(await host('example\\.com')).toEqual({ '/x': 'undecided' });
});

test('Traefik: entry points without TLS, and routes of another class', async () => {
  const first = { match: 'Host(`a.example.com`) && Path(`/a/b/c/d/e`)', middleware: 'users' };
  const second = { match: 'Host(`a.example.com`) && PathPrefix(`/a`)', middleware: 'staff' };
  const access = (of: Partial<Rule>) => accessOf('traefik', traefik([{ ...first, ...of }, second]));
  expect(await access({ spec: { entryPoints: ['web'] } })).toMatchObject({ 'exact:/a/b/c/d/e': 'undecided' });
  expect(await access({ annotations: { 'kubernetes.io/ingress.class': 'internal' } })).toMatchObject({ 'exact:/a/b/c/d/e': 'undecided' }); // biome-ignore format: a line
  expect(Object.values(await access({ spec: { entryPoints: ['websecure'] } }))).not.toContain('undecided');
});

test('Traefik: client certificates of a TLSOption are for the host', async () => {
  const option = (name: string) => ({ apiVersion: 'traefik.io/v1alpha1', kind: 'TLSOption', metadata: { name, namespace: 'shop' }, spec: { clientAuth: { clientAuthType: 'RequireAndVerifyClientCert' } } }); // biome-ignore format: a line
  const withOption = (host: string): Rule => ({ match: `Host(\`${host}\`)`, middleware: 'users', spec: { tls: { options: { name: 'certificates' } } } }); // biome-ignore format: a line
  const access = (host: string) =>
    accessOf('traefik', traefik([withOption(host), { match: 'Host(`a.example.com`) && PathPrefix(`/y`)', middleware: 'staff' }], [option('certificates')])); // biome-ignore format: a line
  expect(await access('a.example.com')).toEqual({ '/': 'undecided', '/y': 'undecided' });
  expect((await access('b.example.com'))['/y']).not.toBe('undecided');
  // The default applies to routes without a section for TLS, too.
  const plain = { match: 'Host(`a.example.com`)', middleware: 'users' };
  expect(await accessOf('traefik', traefik([plain], [option('default')]))).toEqual({ '/': 'undecided' });
});

test('Traefik: an Ingress that is not read, and Secrets of one name', async () => {
  const other = (path: string) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'other', namespace: 'shop', annotations: { 'kubernetes.io/ingress.class': 'traefik', 'traefik.ingress.kubernetes.io/router.middlewares': 'shop-gate@file' } }, // biome-ignore format: a line
    spec: { rules: [{ host: 'a.example.com', http: { paths: [{ path, pathType: 'Prefix', backend: { service: { name: 'o', port: { number: 80 } } } }] } }] }, // biome-ignore format: a line
  });
  const api = { match: 'Host(`a.example.com`) && PathPrefix(`/api`)', middleware: 'users' };
  expect(await accessOf('traefik', traefik([api], [other('/api/admin')]))).toEqual({ '/api': 'undecided' });
  expect(Object.values(await accessOf('traefik', traefik([api], [other('/web')])))).not.toContain('undecided');
  const secrets = async (middleware: string): Promise<unknown[]> => {
    const { auth } = await answersOf('traefik', traefik([api, { match: 'Host(`b.example.com`)', middleware, namespace: 'blog' }])); // biome-ignore format: a line
    return Object.values((auth as { methods: Tree }).methods).map((m) => (m as Tree).secret);
  };
  expect(await secrets('users')).toEqual(['shop.users', 'blog.users']);
  expect(await secrets('staff')).toEqual(['shop.users', 'editors']);
});
