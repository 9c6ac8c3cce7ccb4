// Random declarative configuration with consumers, groups and scopes of plugins: no request reaches a backend that Kong refuses it
// (the documentation of scopes and of multiple authentication; kong/router/transform.lua for the order, in two versions).
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../../deep.ts';
import { closedImport, normal } from './passing.ts';

interface Plugin {
  readonly name: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly enabled?: false;
}
const acl = (config: Record<string, unknown>): Plugin => ({ name: 'acl', config });
const PLUGINS = {
  key: { name: 'key-auth' },
  keyOrAnybody: { name: 'key-auth', config: { anonymous: 'nobody' } },
  users: { name: 'basic-auth' },
  usersOrAnybody: { name: 'basic-auth', config: { anonymous: 'nobody' } },
  off: { name: 'key-auth', enabled: false, config: { anonymous: 'nobody' } },
  inside: { name: 'ip-restriction', config: { allow: ['10.0.0.0/8'] } },
  both: { name: 'ip-restriction', config: { allow: ['10.0.0.0/8'], deny: ['10.9.0.0/16'] } },
  gold: acl({ allow: ['gold'] }),
  goldToo: acl({ allow: ['gold'], include_consumer_groups: true }),
  notGold: acl({ deny: ['gold'] }),
  notGoldToo: acl({ deny: ['gold'], include_consumer_groups: true }),
  code: { name: 'pre-function', config: { access: ['return'] } },
  stop: { name: 'request-termination', config: { status_code: 403 } },
  forward: { name: 'request-transformer', config: { add: { headers: ['x-source:kong'] } } },
} as const satisfies Record<string, Plugin>;
type Key = keyof typeof PLUGINS;
const KEYS = Object.keys(PLUGINS) as Key[];
const USUAL: readonly Key[] = ['key', 'keyOrAnybody', 'users', 'inside', 'gold', 'goldToo', 'notGold'];
const distinct = (list: readonly Key[]): Key[] =>
  list.filter((k, i) => list.findIndex((x) => PLUGINS[x].name === PLUGINS[k].name) === i);
const plugins = fc
  .oneof(
    { weight: 3, arbitrary: fc.subarray([...USUAL], { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.subarray(KEYS, { maxLength: 3 }) },
  )
  .map(distinct);
const rare = fc.oneof({ weight: 4, arbitrary: fc.constant<Key[]>([]) }, { weight: 1, arbitrary: plugins });

interface Route {
  readonly hosts: readonly string[];
  readonly snis: readonly string[];
  readonly paths: readonly string[];
  readonly methods: readonly string[];
  readonly protocols: readonly string[];
  readonly priority: number | undefined;
  readonly expression: string | undefined;
  readonly plugins: readonly Key[];
}
const HOSTS = ['a.example.com', 'b.example.com', 'a.example.com:8443', 'b.example.com:443', '*.example.com'];
const PATHS = ['/', '/a', '/a/b', '/a/bcdef', '/a/', '~/a/[^/]+$', '~/a', '~/a/b.*'];
const route: fc.Arbitrary<Route> = fc
  .record({
    hosts: fc.subarray(HOSTS, { maxLength: 2 }),
    isNamed: fc.constantFrom(false, false, false, true),
    paths: fc.subarray(PATHS, { maxLength: 3 }),
    methods: fc.constantFrom([], [], ['GET']),
    protocols: fc.constantFrom([], [], [], ['https'], ['http', 'https'], ['http']),
    priority: fc.constantFrom(undefined, undefined, 5),
    expression: fc.constantFrom(...Array.from({ length: 20 }, () => undefined), 'http.path ^= "/a/b"', 'http.host == "b.example.com" && http.path == "/a"', 'tls.sni == "x" || http.path == "/a"'), // biome-ignore format: a list
    plugins,
  })
  .map(({ isNamed, ...r }) => ({ ...r, snis: isNamed ? r.hosts.slice(0, 1).filter((h) => /^[a-z.]+$/.test(h)) : [] }));

interface Config {
  readonly routes: readonly Route[];
  readonly ofService: readonly Key[];
  readonly global: readonly Key[];
  /** The anonymous consumer gets an error: of all routes, of the first one, or of none. */
  readonly refusesAnonymous: 'all' | 'first' | 'none';
  /** The consumer one is restricted to some addresses. */
  readonly restrictsOne: boolean;
}
const configs: fc.Arbitrary<Config> = fc.record({
  routes: fc.array(route, { minLength: 1, maxLength: 4 }),
  ofService: rare,
  global: rare,
  refusesAnonymous: fc.constantFrom('none', 'none', 'all', 'first'),
  restrictsOne: fc.constantFrom(false, false, false, true),
});

const STOPS = { name: 'request-termination', config: { status_code: 401 } };
const textOf = ({ routes, ofService, global, refusesAnonymous, restrictsOne }: Config): string =>
  JSON.stringify({
    _format_version: '3.0',
    services: [
      {
        name: 'api',
        url: 'http://api.shop.svc:80',
        plugins: ofService.map((p) => PLUGINS[p]),
        routes: routes.map((r, i) => ({
          name: `r${i}`,
          strip_path: false,
          ...(r.expression
            ? { expression: r.expression, priority: 1 }
            : {
                ...(r.hosts.length > 0 && { hosts: r.hosts }),
                ...(r.snis.length > 0 && { snis: r.snis }),
                ...(r.paths.length > 0 && { paths: r.paths }),
                ...(r.methods.length > 0 && { methods: r.methods }),
                ...(r.priority && { regex_priority: r.priority }),
              }),
          ...(r.protocols.length > 0 && { protocols: r.protocols }),
          tags: ['public'],
          plugins: r.plugins.map((p) => PLUGINS[p]),
        })),
      },
    ],
    plugins: [
      ...global.map((p) => PLUGINS[p]),
      ...(refusesAnonymous === 'none'
        ? []
        : [{ ...STOPS, consumer: 'nobody', ...(refusesAnonymous === 'first' && { route: 'r0' }) }]),
      ...(restrictsOne ? [{ name: 'ip-restriction', consumer: 'one', config: { allow: ['10.9.0.0/16'] } }] : []),
    ],
    consumers: [
      { username: 'nobody' },
      { username: 'one', keyauth_credentials: [{ key: 'k1' }], acls: [{ group: 'gold' }] },
      { username: 'two', keyauth_credentials: [{ key: 'k2' }], groups: [{ name: 'gold' }] },
      { username: 'three', keyauth_credentials: [{ key: 'k3' }] },
      { username: 'four', basicauth_credentials: [{ username: 'four', password: 'p' }], acls: [{ group: 'gold' }] },
      { username: 'empty', acls: [{ group: 'gold' }] },
    ],
    consumer_groups: [{ name: 'gold' }],
  });

interface Sent {
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly address: string;
  /** The consumer of its API key, and of its password. */
  readonly key: string | undefined;
  readonly user: string | undefined;
}

const matchesPath = (p: string, path: string): boolean =>
  p.startsWith('~') ? new RegExp(`^(?:${p.slice(1)})`).test(path) : path.startsWith(p);

const matches = (r: Route, { host, path: sent, method }: Sent): boolean => {
  const path = normal(sent);
  if (r.protocols.length > 0 && !r.protocols.includes('https')) return false;
  if (r.expression)
    return r.expression.includes('^=')
      ? path.startsWith('/a/b')
      : path === '/a' && (r.expression.includes('||') || host === 'b.example.com');
  const isHost = (h: string): boolean => h.replace(/:443$/, '') === host || (h.startsWith('*.') && host.endsWith(h.slice(1))); // biome-ignore format: a line
  return (
    (r.hosts.length === 0 || r.hosts.some(isHost)) &&
    (r.snis.length === 0 || r.snis.includes(host)) &&
    (r.paths.length === 0 || r.paths.some((p) => matchesPath(p, path))) &&
    (r.methods.length === 0 || r.methods.includes(method))
  );
};

/** Of the routes that match, those with the highest rank. Current versions split routes by the length of their paths. */
const candidates = (routes: readonly Route[], sent: Sent, splits: boolean): Route[] => {
  const rank = (r: Route): number[] => {
    if (r.expression) return [100];
    const kinds = [r.hosts, r.snis, r.paths, r.methods].filter((l) => l.length > 0).length;
    const isPlain = r.hosts.length > 0 && !r.hosts.some((h) => h.includes('*'));
    const found = r.paths.filter((p) => matchesPath(p, normal(sent.path)));
    const isPattern = found.some((p) => p.startsWith('~'));
    const lengths = (splits ? found.filter((p) => !p.startsWith('~')) : r.paths).map((p) => p.length);
    const length = isPattern && splits ? 0 : Math.max(0, ...lengths);
    return [kinds, isPlain ? 1 : 0, isPattern ? 1 : 0, isPattern ? (r.priority ?? 0) : 0, length];
  };
  const byRank = (x: number[], y: number[]): number => x.map((n, i) => (y[i] ?? 0) - n).find((n) => n !== 0) ?? 0;
  const all = routes.filter((r) => matches(r, sent));
  const best = all.map(rank).sort(byRank)[0];
  return all.filter((r) => byRank(rank(r), best!) === 0);
};

const ACL_GROUPS: Readonly<Record<string, readonly string[]>> = { one: ['gold'], four: ['gold'] };
const CONSUMER_GROUPS: Readonly<Record<string, readonly string[]>> = { two: ['gold'] };

/** Whether a route lets a request through to its service. */
const accepts = (r: Route, config: Config, { key, user, address }: Sent, first = config.routes[0]): boolean => {
  const effective = new Map<string, Plugin>();
  for (const k of [...config.global, ...config.ofService, ...r.plugins])
    if (k !== 'off') effective.set(PLUGINS[k].name, PLUGINS[k]);
  let consumer: string | undefined;
  for (const [name, has] of [
    ['key-auth', key],
    ['basic-auth', user],
  ] as const) {
    const plugin = effective.get(name);
    if (!plugin) continue;
    const anonymous = plugin.config?.anonymous as string | undefined;
    if (has !== undefined) consumer = has;
    else if (anonymous === undefined) return false;
    else consumer ??= anonymous;
  }
  // Without authentication, a person is asked: only requests with a credential may be let through until then.
  if (consumer === undefined && (effective.has('acl') || (key ?? user) === undefined)) return false;
  const isFirst = first === r;
  if (consumer === 'nobody' && (config.refusesAnonymous === 'all' || (config.refusesAnonymous === 'first' && isFirst)))
    return false;
  if (consumer === 'one' && config.restrictsOne)
    effective.set('ip-restriction', { name: 'ip-restriction', config: { allow: ['10.9.0.0/16'] } });
  for (const { name, config: settings = {} } of effective.values()) {
    const has = (list: unknown): boolean => (Array.isArray(list) ? list : []).some((n) => address.startsWith(n === '10.0.0.0/8' ? '10.' : '10.9.')); // biome-ignore format: a line
    if (name === 'ip-restriction' && (has(settings.deny) || !has(settings.allow))) return false;
    if (name === 'acl') {
      const groups = [
        ...(ACL_GROUPS[consumer ?? ''] ?? []),
        ...(settings.include_consumer_groups ? (CONSUMER_GROUPS[consumer ?? ''] ?? []) : []),
      ];
      if (groups.includes('gold') === (settings.deny !== undefined)) return false;
    }
    if (name === 'pre-function' || name === 'request-termination') return false;
  }
  return true;
};

const PEOPLE = [
  { key: undefined, user: undefined },
  ...['one', 'two', 'three'].map((key) => ({ key, user: undefined })),
  { key: undefined, user: 'four' },
  { key: 'three', user: 'four' },
];

/** One that is reached, whatever the seed. */
const REACHED: Config = {
  routes: [{ hosts: ['a.example.com'], snis: [], paths: ['/'], methods: [], protocols: [], priority: undefined, expression: undefined, plugins: ['key'] }], // biome-ignore format: one value
  ofService: [],
  global: [],
  refusesAnonymous: 'none',
  restrictsOne: false,
};

test('Kong: consumers and scopes', async () => {
  let reached = 0;
  await fc.assert(
    fc.asyncProperty(configs, async (config) => {
      const imported = await closedImport('kong', textOf(config));
      if (imported.refused.length > 0) return;
      for (const host of ['a.example.com', 'b.example.com', 'c.example.com'])
        for (const path of ['/', '/a', '/a/', '/a/b', '/a/bcdef', '/a/bcdef/g', '/ab', '/x'])
          for (const method of ['GET', 'POST'])
            for (const address of ['10.1.1.1', '10.9.1.1', '203.0.113.20'])
              for (const { key, user } of PEOPLE) {
                const sent = { host, path, method, address, key, user };
                const to = imported.reaches({
                  ...sent,
                  has: [...(key ? ['key:apikey'] : []), ...(user ? ['basic:kong-users'] : [])],
                  headers: key ? { apikey: 'k' } : {},
                  ...(key && { client: key }),
                });
                if (to === undefined) continue;
                reached++;
                const isOpen = [true, false].every((splits) => {
                  const of = candidates(config.routes, sent, splits);
                  // The gateway redirects to https where Kong has no route with TLS.
                  const plain = config.routes.map((r) => ({ ...r, protocols: [] }));
                  const isRedirected = candidates(plain, sent, splits).some((r) => accepts(r, config, sent, plain[0]));
                  return of.length === 0
                    ? key !== undefined || user !== undefined || isRedirected
                    : of.some((r) => accepts(r, config, sent));
                });
                if (isOpen) continue;
                expect.fail(
                  `${method} ${host}${path} ${address} with ${key} ${user} reaches ${to}\n${config.routes.map((r) => JSON.stringify(r)).join('\n')}\nservice ${config.ofService} all ${config.global} ${config.refusesAnonymous} ${config.restrictsOne}\n${JSON.stringify(imported.answers.services, undefined, 1)}`,
                );
              }
    }),
    { ...seeded(60, 500), examples: [[REACHED]] },
  );
  expect(reached).toBeGreaterThan(0);
});
