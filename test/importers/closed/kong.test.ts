// Random declarative configuration: no request reaches a backend with less than Kong required for it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../../deep.ts';
import { closedImport, normal } from './passing.ts';

interface Plugin {
  readonly plugin: object;
  readonly needs: readonly string[];
}
/** Plugins, and what they require: a credential, an address, or what nothing in the test has. */
const PLUGINS: Readonly<Record<string, Plugin>> = {
  key: { plugin: { name: 'key-auth' }, needs: ['key:apikey'] },
  otherKey: {
    plugin: { name: 'key-auth', config: { key_names: ['x-key'], key_in_query: false } },
    needs: ['key:x-key'],
  },
  users: { plugin: { name: 'basic-auth' }, needs: ['basic:kong-users'] },
  off: { plugin: { name: 'key-auth', enabled: false }, needs: [] },
  hmac: { plugin: { name: 'hmac-auth' }, needs: ['nothing'] },
  anonymous: { plugin: { name: 'basic-auth', config: { anonymous: 'nobody' } }, needs: [] },
  ghost: { plugin: { name: 'key-auth', config: { anonymous: 'ghost' } }, needs: ['nothing'] },
  inside: { plugin: { name: 'ip-restriction', config: { allow: ['10.0.0.0/8'] } }, needs: ['address'] },
  outside: { plugin: { name: 'ip-restriction', config: { deny: ['203.0.113.0/24'] } }, needs: ['address'] },
  broken: { plugin: { name: 'ip-restriction', config: { allow: ['everybody'] } }, needs: ['nothing'] },
  odd: { plugin: { name: 'gate' }, needs: ['nothing'] },
  code: { plugin: { name: 'pre-function', config: { access: ['x'] } }, needs: ['nothing'] },
  stop: { plugin: { name: 'request-termination' }, needs: ['nothing'] },
  forbid: { plugin: { name: 'request-termination', config: { status_code: 403 } }, needs: ['nothing'] },
  early: { plugin: { name: 'request-termination', config: { status_code: 103 } }, needs: ['nothing'] },
  moved: { plugin: { name: 'redirect', config: { location: 'https://new.example.com' } }, needs: ['nothing'] },
  movedQuery: {
    plugin: { name: 'redirect', config: { location: 'https://new.example.com/?x=1' } },
    needs: ['nothing'],
  },
  cors: { plugin: { name: 'cors', config: { origins: ['https://app.example.com'] } }, needs: [] },
};
const nameOf = (key: string): string => (PLUGINS[key]!.plugin as { name: string }).name;

interface Route {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  readonly methods: readonly string[];
  readonly header: boolean;
  readonly priority: number | undefined;
  readonly plugins: readonly string[];
  readonly expression: boolean;
}
interface Config {
  readonly routes: readonly Route[];
  readonly plugins: readonly string[];
  readonly global: readonly string[];
}

const HOSTS = ['a.example.com', 'b.example.com', '*.example.com', 'A.example.com'];
const PATHS = ['/', '/a', '/a/b', '/ab', '/A', '/a/'];
const PATTERNS = ['~/a/[^/]+$', '~/a', '~/a.*', '~/(a|b)/c$', '~/a(?=b)'];
const plugins = fc
  .subarray(Object.keys(PLUGINS), { maxLength: 2 })
  .map((list) => list.filter((k, i) => list.findIndex((x) => nameOf(x) === nameOf(k)) === i));
const route: fc.Arbitrary<Route> = fc.record({
  hosts: fc.subarray(HOSTS, { maxLength: 2 }),
  paths: fc.subarray([...PATHS, ...PATTERNS], { maxLength: 2 }),
  methods: fc.constantFrom([], [], ['GET'], ['GET', 'POST']),
  header: fc.constantFrom(false, false, false, true),
  priority: fc.constantFrom(undefined, undefined, 5),
  plugins,
  expression: fc.constantFrom(...Array.from({ length: 9 }, () => false), true),
});
const configs: fc.Arbitrary<Config> = fc.record({
  routes: fc.array(route, { minLength: 1, maxLength: 4 }),
  plugins,
  global: fc.oneof(fc.constant([]), plugins),
});

const textOf = ({ routes, plugins: ofService, global }: Config): string =>
  JSON.stringify({
    _format_version: '3.0',
    services: [
      {
        name: 'api',
        url: 'http://api.shop.svc:80',
        plugins: ofService.map((p) => PLUGINS[p]!.plugin),
        routes: routes.map((r, i) => ({
          name: `r${i}`,
          strip_path: false,
          ...(r.hosts.length > 0 && { hosts: r.hosts }),
          ...(r.paths.length > 0 && { paths: r.paths }),
          ...(r.methods.length > 0 && { methods: r.methods }),
          ...(r.header && { headers: { 'X-Beta': ['yes'] } }),
          ...(r.priority && { regex_priority: r.priority }),
          ...(r.expression && { expression: 'http.path == "/a"' }),
          plugins: r.plugins.map((p) => PLUGINS[p]!.plugin),
        })),
      },
    ],
    plugins: global.map((p) => PLUGINS[p]!.plugin),
    consumers: [{ username: 'nobody' }, { username: 'client', keyauth_credentials: [{ key: 'k' }] }],
  });

/** A stopped route that Kong tries first, and Envoy second. */
const route0: Route = {
  hosts: [],
  paths: [],
  methods: [],
  header: false,
  priority: undefined,
  plugins: [],
  expression: false,
};
const STOPPED: Config = {
  routes: [
    { ...route0, paths: ['/a'], methods: ['GET', 'POST'], plugins: ['users'] },
    { ...route0, hosts: ['*.example.com'], methods: ['GET'], paths: ['/'], plugins: ['stop'] },
  ],
  plugins: [],
  global: [],
};
/** One that is reached, whatever the seed. */
const REACHED: Config = { ...STOPPED, routes: [{ ...route0, hosts: ['a.example.com'], plugins: ['key'] }] };
const FORBIDDEN: Config = {
  ...STOPPED,
  routes: STOPPED.routes.map((r) => (r.plugins.includes('stop') ? { ...r, plugins: ['forbid'] } : r)),
};

interface Asked {
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Record<string, string>;
}
const pathOf = (p: string, path: string): boolean =>
  p.startsWith('~') ? new RegExp(`^(?:${p.slice(1)})`).test(path) : path.startsWith(p);

const isServed = (r: Route, { host, path: sent, method, headers }: Asked): boolean => {
  const path = normal(sent);
  if (r.expression) return path === '/a';
  return (
    (r.hosts.length === 0 ||
      r.hosts.some((h) => h.toLowerCase() === host || (h.startsWith('*.') && host.endsWith(h.slice(1))))) &&
    (r.paths.length === 0 || r.paths.some((p) => pathOf(p, path))) &&
    (r.methods.length === 0 || r.methods.includes(method)) &&
    (!r.header || headers['X-Beta'] === 'yes')
  );
};

/** kong/router/transform.lua: of the routes that match, those with the highest rank. */
const candidates = (routes: readonly Route[], asked: Asked): Route[] => {
  const rank = (r: Route): number[] => {
    const isPattern = r.paths.some((p) => p.startsWith('~') && pathOf(p, normal(asked.path)));
    const kinds = [r.hosts.length, r.paths.length, r.methods.length, r.header ? 1 : 0].filter((n) => n > 0).length;
    const isPlain = r.hosts.length > 0 && !r.hosts.some((h) => h.includes('*'));
    const longest = Math.max(0, ...r.paths.map((p) => p.length));
    return [kinds, isPlain ? 1 : 0, r.header ? 1 : 0, isPattern ? 1 : 0, isPattern ? (r.priority ?? 0) : 0, longest];
  };
  const all = routes.filter((r) => isServed(r, asked));
  const byRank = (x: number[], y: number[]): number => x.map((n, i) => y[i]! - n).find((n) => n !== 0) ?? 0;
  const best = all.map(rank).sort(byRank)[0];
  return all.filter((r) => byRank(rank(r), best!) === 0);
};

/** The most specific plugin of a name applies. */
const pluginsOf = (r: Route, config: Config): string[] => {
  const applied = new Map<string, string>();
  for (const key of [...config.global, ...config.plugins, ...r.plugins])
    if (key !== 'off') applied.set(nameOf(key), key);
  return [...applied.values()];
};
const needsOf = (r: Route, config: Config): string[] => pluginsOf(r, config).flatMap((key) => PLUGINS[key]!.needs);

/** A redirect is not a denial: what it matches only by its text may reach another service. */
const isRedirectByText = (r: Route, config: Config, { path }: Asked): boolean =>
  pluginsOf(r, config).includes('moved') &&
  r.paths.length > 0 &&
  !r.paths.some((p) => p.startsWith('~') || normal(path) === p || normal(path).startsWith(p.replace(/\/?$/, '/')));

const CREDENTIALS = [[], ['key:apikey'], ['key:x-key'], ['basic:kong-users'], ['key:apikey', 'basic:kong-users']];

test('Kong', async () => {
  let reached = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(configs, async (config) => {
      const imported = await closedImport('kong', textOf(config));
      expect(JSON.stringify(imported.answers.services ?? [])).not.toContain('"auth":"none"');
      if (imported.refused.length > 0) {
        refused++;
        if (process.env.SHOW) console.log(imported.refused);
        return;
      }
      for (const host of ['a.example.com', 'b.example.com', 'c.example.com'])
        for (const path of [...PATHS, '/abc', '/a/bc', '/%61', '/a//b', '/x', '/b/c'])
          for (const method of ['GET', 'POST'])
            for (const beta of [{}, { 'X-Beta': 'yes' }])
              for (const address of ['10.1.1.1', '203.0.113.20'])
                for (const has of CREDENTIALS) {
                  const headers: Record<string, string> = {
                    ...beta,
                    ...(has.includes('key:apikey') && { apikey: 'k' }),
                    ...(has.includes('key:x-key') && { 'x-key': 'k' }),
                  };
                  const sent = { host, path, method, headers, address, has };
                  const to = imported.reaches(sent);
                  if (to === undefined) continue;
                  reached++;
                  const of = candidates(config.routes, sent);
                  if (of.some((r) => isRedirectByText(r, config, sent))) continue;
                  const why = () =>
                    `${method} ${host}${path} ${JSON.stringify(headers)} ${address} with ${has} reaches ${to}\n${config.routes.map((r) => JSON.stringify(r)).join('\n')}\nservice ${config.plugins} all ${config.global}\n${JSON.stringify(imported.answers.services, undefined, 1)}`;
                  // Only an anonymous consumer is an explicit permission to call without a credential.
                  if (has.length === 0 && !of.some((r) => pluginsOf(r, config).includes('anonymous')))
                    expect.fail(why());
                  const isEnough =
                    of.length === 0 ||
                    of.some((r) =>
                      needsOf(r, config).every((n) => (n === 'address' ? address.startsWith('10.') : has.includes(n))),
                    );
                  if (!isEnough) expect.fail(why());
                }
    }),
    { ...seeded(100, 3000), examples: [[REACHED], [STOPPED], [FORBIDDEN]] },
  );
  if (process.env.SHOW) console.log({ reached, refused });
  expect(reached).toBeGreaterThan(0);
});
