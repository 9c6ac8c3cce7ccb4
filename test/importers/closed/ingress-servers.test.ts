// What the server of a host has in common for several Ingress objects, in several namespaces and classes: names, client certificates,
// snippets, default backends. No request reaches a backend with less than ingress-nginx required (controller.go: createServers).
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../../deep.ts';
import { chosen, type Rule } from './nginx-locations.ts';
import { closedImport } from './passing.ts';

const PREFIX = 'nginx.ingress.kubernetes.io/';

interface Setting {
  readonly annotations: Readonly<Record<string, string>>;
  /** What its own locations require. */
  readonly needs?: readonly string[];
  /** What all locations of its hosts require. */
  readonly ofServer?: readonly string[];
  readonly aliases?: readonly string[];
}
const snippet = (text: string, needs: readonly string[]): Setting => ({
  annotations: { 'configuration-snippet': text },
  needs,
});
const server = (text: string, ofServer: readonly string[]): Setting => ({
  annotations: { 'server-snippet': text },
  ofServer,
});
const SETTINGS: Readonly<Record<string, Setting>> = {
  users: { annotations: { 'auth-type': 'basic', 'auth-secret': 'users' }, needs: ['users'] },
  exempt: { annotations: { 'enable-global-auth': 'false' } },
  exemptToo: { annotations: { 'enable-global-auth': 'false' } },
  inside: { annotations: { 'allowlist-source-range': '10.0.0.0/8' }, needs: ['address'] },
  noList: { annotations: { 'whitelist-source-range': '' }, needs: ['nothing'] },
  noDeny: { annotations: { 'denylist-source-range': ' ' }, needs: ['nothing'] },
  certificate: { annotations: { 'auth-tls-secret': 'shop/ca' }, ofServer: ['nothing'] },
  optional: { annotations: { 'auth-tls-secret': 'shop/ca', 'auth-tls-verify-client': 'optional' } },
  unknownCa: { annotations: { 'auth-tls-secret': 'shop/ca', 'auth-tls-verify-client': 'optional_no_ca' } },
  off: snippet('auth_basic off;', []),
  denied: snippet("# it's closed\n  deny  all;", ['nothing']),
  deniedLine: snippet("set $a it's; deny all; set $b that's;", ['nothing']),
  refused: snippet('if ($http_x_token != "t") { return 401; }', ['nothing']),
  sentAway: snippet('if ($cookie_session = "") {\n  return 302 https://login.example.com/;\n}', ['nothing']),
  answered: snippet('return 200 "gone";', ['nothing']),
  included: snippet('include /etc/nginx/private.conf;', ['nothing']),
  headers: snippet('proxy_set_header X-Note "deny all; return 403";', []),
  toWww: server('if ($host = "a.example.com") { return 301 https://www.a.example.com$request_uri; }', []),
  healthy: server('location = /healthz { return 200 "ok"; }', []),
  closedServer: server('location /a { deny all; }', ['nothing']),
  blocked: server('if ($http_user_agent ~* "bad") { return 444; }', []),
  nameC: { annotations: { 'server-alias': 'c.example.com' }, aliases: ['c.example.com'] },
  nameB: {
    annotations: { 'server-alias': 'b.example.com, d.example.com' },
    aliases: ['b.example.com', 'd.example.com'],
  },
  canary: { annotations: { canary: 'true', 'canary-weight': '10' } },
  regex: { annotations: { 'use-regex': 'true' } },
  freed: { annotations: { 'limit-rps': '5', 'limit-whitelist': '10.0.0.0/8' } },
};

interface Object_ {
  readonly namespace: string;
  readonly className: string | undefined;
  readonly settings: readonly string[];
  readonly rules: readonly Rule[];
  readonly hasDefault: boolean;
}
const HOSTS = ['a.example.com', 'b.example.com', '*.example.com'];
const PATHS = ['/', '/a', '/a/b', '/A', '/a/'];
const objects: fc.Arbitrary<Object_[]> = fc.array(
  fc.record({
    namespace: fc.constantFrom('shop', 'shop', 'blog'),
    className: fc.constantFrom('nginx', 'nginx', 'nginx', undefined, 'nginx-internal'),
    settings: fc.subarray(Object.keys(SETTINGS), { maxLength: 3 }).map((list) => {
      // An annotation has one value.
      const taken = new Set<string>();
      return list.filter((s) => {
        const names = Object.keys(SETTINGS[s]!.annotations).map((n) => n.replace('allowlist', 'whitelist'));
        if (names.some((n) => taken.has(n))) return false;
        for (const n of names) taken.add(n);
        return true;
      });
    }),
    rules: fc.array(
      fc.record({
        host: fc.constantFrom(...HOSTS, 'a.example.com', 'a.example.com', undefined),
        path: fc.constantFrom(...PATHS),
        type: fc.constantFrom('Prefix', 'Prefix', 'Exact', 'ImplementationSpecific'),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    hasDefault: fc.constantFrom(false, false, false, true),
  }),
  { minLength: 1, maxLength: 4 },
);

interface Around {
  /** The ConfigMap has an authorizer for all. */
  readonly isGlobal: boolean;
  /** A second controller, of the class nginx-internal, has an allow list. */
  readonly isRestricted: boolean;
}

const configMap = (name: string, data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});
const textOf = (list: readonly Object_[], { isGlobal, isRestricted }: Around): string =>
  [
    ...(isGlobal || isRestricted
      ? [configMap('ingress-nginx-controller', isGlobal ? { 'global-auth-url': 'http://auth.sys.svc.cluster.local/check' } : {})] // biome-ignore format: one value
      : []),
    ...(isRestricted
      ? [
          configMap('internal-ingress-nginx-controller', {
            ...(isGlobal && { 'global-auth-url': 'http://auth.sys.svc.cluster.local/check' }),
            'whitelist-source-range': '10.0.0.0/8',
          }),
        ]
      : []),
    ...list.map(({ namespace, className, settings, rules, hasDefault }, i) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: `i${i}`,
        namespace,
        creationTimestamp: `2024-01-0${i + 1}T00:00:00Z`,
        annotations: Object.fromEntries(
          settings.flatMap((s) => Object.entries(SETTINGS[s]!.annotations).map(([k, v]) => [PREFIX + k, v])),
        ),
      },
      spec: {
        ...(className && { ingressClassName: className }),
        ...(hasDefault && { defaultBackend: { service: { name: `d${i}`, port: { number: 80 } } } }),
        rules: rules.map(({ host, path, type }, k) => ({
          ...(host && { host }),
          http: {
            paths: [{ path, pathType: type, backend: { service: { name: `s${i}-${k}`, port: { number: 80 } } } }],
          },
        })),
      },
    })),
  ]
    .map((o) => JSON.stringify(o))
    .join('\n---\n');

/** The name of the server that gets the requests of a host; undefined: none. */
const serverOf = (list: readonly Object_[], host: string): string | undefined => {
  const names = [...new Set(list.flatMap((o) => o.rules.map((r) => r.host ?? '')))];
  if (names.includes(host)) return host;
  const alias = names.sort().find((name) => {
    const of = list.filter((o) => o.rules.some((r) => (r.host ?? '') === name));
    const first = of.find((o) => o.settings.some((s) => SETTINGS[s]!.aliases));
    return name !== '' && first?.settings.some((s) => SETTINGS[s]!.aliases?.includes(host));
  });
  const wildcard = host.replace(/^[^.]+/, '*');
  return alias ?? (names.includes(wildcard) ? wildcard : names.includes('') ? '' : undefined);
};

/** What a controller with these Ingress objects requires of a request; undefined: it serves it nowhere. */
const needsOf = (list: readonly Object_[], host: string, path: string, around: Around, isInternal: boolean) => {
  const main = list.filter((o) => !o.settings.includes('canary'));
  const name = serverOf(main, host);
  const all = main.filter((o) => o.rules.some((r) => (r.host ?? '') === name));
  if (name === undefined) return undefined;
  const locations = all.flatMap((of) => of.rules.filter((r) => (r.host ?? '') === name).map((rule) => ({ of, rule })));
  const isPattern = all.some((o) => o.settings.includes('regex'));
  const found = chosen(locations, isPattern, path);
  // The object that made the server has its default backend at the root.
  const of = found?.of ?? (all[0]?.hasDefault && name !== '' ? all[0] : undefined);
  if (!of) return undefined;
  // Of a server, the first snippet counts.
  const ofServer = [
    ...all.flatMap((o) => o.settings.filter((s) => s === 'certificate')),
    ...all.flatMap((o) => o.settings.filter((s) => SETTINGS[s]!.annotations['server-snippet'])).slice(0, 1),
  ].flatMap((s) => SETTINGS[s]!.ofServer ?? []);
  const isFirstCertificate = all.flatMap((o) =>
    o.settings.filter((s) => SETTINGS[s]!.annotations['auth-tls-secret']),
  )[0];
  const verified =
    isFirstCertificate === undefined || isFirstCertificate === 'certificate' ? ofServer : ofServer.slice(1);
  const own = of.settings
    .flatMap((s) => SETTINGS[s]!.needs ?? [])
    .map((n) => (n === 'users' ? `users of ${of.namespace}` : n));
  const isOff = of.settings.includes('off');
  const isListed = of.settings.some((s) => s === 'inside' || s === 'noList');
  const isExempt = of.settings.some((s) => s.startsWith('exempt'));
  return {
    needs: [
      ...verified,
      ...(isOff ? own.filter((n) => !n.startsWith('users')) : own),
      ...(around.isGlobal && !isExempt ? ['ext'] : []),
      ...(around.isRestricted && isInternal && !isListed ? ['address'] : []),
    ],
    isExempt: around.isGlobal && isExempt,
  };
};

const PEOPLE = [[], ['users of shop'], ['users of blog'], ['ext'], ['ext', 'users of shop'], ['ext', 'users of blog']];

/** One that is reached, whatever the seed. */
const REACHED: Object_ = {
  namespace: 'shop',
  className: 'nginx',
  settings: ['users'],
  rules: [{ host: 'a.example.com', path: '/', type: 'Prefix' }],
  hasDefault: false,
};

test('ingress-nginx: servers', async () => {
  let reached = 0;
  await fc.assert(
    fc.asyncProperty(
      objects,
      fc.record({ isGlobal: fc.boolean(), isRestricted: fc.constantFrom(false, false, true) }),
      async (list, around) => {
        const imported = await closedImport('ingress-nginx', textOf(list, around));
        if (imported.refused.length > 0) return;
        // Then nothing is reached without a certificate, and no request here has one.
        const tls = (imported.answers.tls as { clientAuth?: { optional?: boolean } } | undefined)?.clientAuth;
        if (tls && !tls.optional) return;
        const withUsers = new Set(list.flatMap((o) => (o.settings.includes('users') ? [o.namespace] : [])));
        /** The Secret in the namespace of the gateway has the users that the report names. */
        const idsOf = (person: readonly string[]): string[] =>
          person.flatMap((p) => {
            const [, namespace] = /^users of (.*)$/.exec(p) ?? [];
            if (namespace === undefined) return [p];
            return [`basic:${namespace}.users`, ...(withUsers.has(namespace) ? ['basic:users'] : [])];
          });
        for (const host of ['a.example.com', 'b.example.com', 'c.example.com', 'd.example.com'])
          for (const path of [...PATHS, '/abc', '/a/bc', '/a//b', '/x'])
            for (const address of ['10.1.1.1', '203.0.113.20'])
              for (const person of PEOPLE) {
                const to = imported.reaches({ host, path, address, has: idsOf(person) });
                if (to === undefined) continue;
                reached++;
                const classes = [...new Set(list.flatMap((o) => o.className ?? []))];
                const controllers = (classes.length > 0 ? classes : ['nginx']).map((name) => ({
                  isInternal: name === 'nginx-internal',
                  of: list.filter((o) => o.className === undefined || o.className === name),
                }));
                const all = controllers.flatMap((c) => needsOf(c.of, host, path, around, c.isInternal) ?? []);
                const isMet = (n: string): boolean =>
                  n === 'address' ? address.startsWith('10.') : person.includes(n);
                const isEnough = all.every(
                  ({ needs, isExempt }) => needs.every(isMet) && (person.length > 0 || isExempt),
                );
                // Of a host without such a path: what is public for a wider one may be public here, too.
                const isWider = controllers.some((c) =>
                  ['x.example.com', 'x.example.org'].some(
                    (h) => needsOf(c.of, h, path, around, c.isInternal)?.isExempt,
                  ),
                );
                if (all.length > 0 ? isEnough : person.length > 0 || isWider) continue;
                expect.fail(
                  `${host}${path} ${address} with ${person} reaches ${to}, ${JSON.stringify(around)}; needs ${JSON.stringify(all)}\n${list.map((o) => `${o.namespace} ${o.className} ${o.settings} ${o.hasDefault}: ${o.rules.map((r) => `${r.host} ${r.path} ${r.type}`).join(', ')}`).join('\n')}\n${JSON.stringify(imported.answers.services, undefined, 1)}`,
                );
              }
      },
    ),
    { ...seeded(60, 500), examples: [[[REACHED], { isGlobal: false, isRestricted: false }]] },
  );
  expect(reached).toBeGreaterThan(0);
});
