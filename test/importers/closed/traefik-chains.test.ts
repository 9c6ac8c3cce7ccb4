// Random IngressRoutes with rules of all matchers, chains, namespaces, entry points, classes, TLS options and Ingress objects beside
// them: no request reaches a backend with less than Traefik required for it (its documentation of routers and middlewares).
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../../deep.ts';
import { closedImport, normal } from './passing.ts';

const SPECS = {
  users: { basicAuth: { secret: 'users', removeHeader: true } },
  staff: { basicAuth: { secret: 'staff', realm: 'x' } },
  ask: { forwardAuth: { address: 'http://auth.sys.svc.cluster.local:80/check', trustForwardHeader: true } },
  inside: { ipAllowList: { sourceRange: ['10.0.0.0/8'], ipStrategy: { depth: 1 } } },
  deeper: { ipAllowList: { sourceRange: ['10.0.0.0/8'], ipStrategy: { depth: 2 } } },
  subnet: { ipAllowList: { sourceRange: ['10.9.0.0/16'] } },
  nobody: { ipAllowList: { sourceRange: [] } },
  pages: { errors: { status: ['401-403'], service: { name: 'pages', port: 80 }, query: '/{status}' } },
  again: { retry: { attempts: 3 } },
  gate: { plugin: { gate: {} } },
  one: { chain: { middlewares: [{ name: 'pages' }, { name: 'users' }] } },
  nested: { chain: { middlewares: [{ name: 'one' }, { name: 'inside' }] } },
  elsewhere: { chain: { middlewares: [{ name: 'users', namespace: 'blog' }] } },
  endless: { chain: { middlewares: [{ name: 'endless' }] } },
} as const;
type Name = keyof typeof SPECS | 'auth@file' | 'blog users';
const NEEDS: Readonly<Record<Name, readonly string[]>> = {
  users: ['users of shop'],
  staff: ['staff'],
  ask: ['ext'],
  inside: ['10.'],
  deeper: ['10.'],
  subnet: ['10.9.'],
  nobody: ['nothing'],
  pages: [],
  again: [],
  gate: ['nothing'],
  one: ['users of shop'],
  nested: ['users of shop', '10.'],
  elsewhere: ['users of blog'],
  endless: ['nothing'],
  'auth@file': ['nothing'],
  'blog users': ['users of blog'],
};

interface Asked {
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly query: Readonly<Record<string, string>>;
  readonly address: string;
}
interface Matcher {
  readonly text: string;
  readonly test: (a: Asked) => boolean;
}
const path = (a: Asked): string => normal(a.path);
const matcher = (text: string, check: Matcher['test']): Matcher => ({ text, test: check });
const HOSTS: readonly Matcher[] = [
  matcher('Host(`a.example.com`)', (a) => a.host === 'a.example.com'),
  matcher('Host(`b.example.com`)', (a) => a.host === 'b.example.com'),
  matcher('HostRegexp(`^[a-z]\\.example\\.com$`)', (a) => /^[a-z]\.example\.com$/.test(a.host)),
  matcher('HostRegexp(`^.+\\.example\\.com$`)', (a) => /^.+\.example\.com$/.test(a.host)),
  matcher('HostRegexp(`example\\.com`)', (a) => /example\.com/.test(a.host)),
  matcher('HostRegexp(`[ab]\\.example\\.com`)', (a) => /[ab]\.example\.com/.test(a.host)),
];
const PATHS: readonly Matcher[] = [
  ...['/', '/a', '/a/b', '/A', '/a/'].map((p) => matcher(`PathPrefix(\`${p}\`)`, (a) => path(a).startsWith(p))),
  ...['/a', '/a/b'].map((p) => matcher(`Path(\`${p}\`)`, (a) => path(a) === p)),
  ...['^/a', '/b', '^/a/[a-z]+$', '^/(a|x)/b', 'b$', '^/x|/b'].map((p) =>
    matcher(`PathRegexp(\`${p}\`)`, (a) => new RegExp(p).test(path(a))),
  ),
];
const OTHERS: readonly Matcher[] = [
  matcher('Method(`GET`)', (a) => a.method === 'GET'),
  matcher('Query(`v`, `1`)', (a) => a.query.v === '1'),
  matcher('QueryRegexp(`v`, `^1`)', (a) => /^1/.test(a.query.v ?? '')),
  matcher('ClientIP(`10.0.0.0/8`)', (a) => a.address.startsWith('10.')),
];
const not = (m: Matcher): Matcher => matcher(`!${m.text}`, (a) => !m.test(a));
const join = (sign: '&&' | '||', list: readonly Matcher[]): Matcher =>
  list.length === 1
    ? list[0]!
    : matcher(`(${list.map((m) => m.text).join(` ${sign} `)})`, (a) =>
        sign === '&&' ? list.every((m) => m.test(a)) : list.some((m) => m.test(a)),
      );
const oneOf = (list: readonly Matcher[]): fc.Arbitrary<Matcher> => fc.constantFrom(...list);
const term = fc.oneof(
  { weight: 5, arbitrary: oneOf(PATHS) },
  { weight: 1, arbitrary: oneOf(PATHS).map(not) },
  { weight: 1, arbitrary: oneOf(HOSTS).map(not) },
  {
    weight: 1,
    arbitrary: fc.array(oneOf([...PATHS, ...HOSTS]), { minLength: 2, maxLength: 2 }).map((l) => join('||', l)),
  },
  {
    weight: 1,
    arbitrary: fc.array(oneOf([...PATHS, ...HOSTS]), { minLength: 2, maxLength: 2 }).map((l) => not(join('&&', l))),
  },
  { weight: 1, arbitrary: oneOf(OTHERS) },
);
const rule = fc
  .tuple(fc.option(oneOf(HOSTS), { nil: undefined, freq: 4 }), fc.array(term, { minLength: 1, maxLength: 2 }))
  .map(([host, terms]) => join('&&', [...(host ? [host] : []), ...terms]));

interface Route {
  readonly rule: Matcher;
  readonly priority: number | undefined;
  readonly middlewares: readonly Name[];
  readonly entryPoints: readonly string[] | undefined;
  readonly className: string | undefined;
  readonly options: string | undefined;
  readonly service: 'plain' | 'weighted' | 'mirroring' | 'nested';
}
const route: fc.Arbitrary<Route> = fc.record({
  rule,
  priority: fc.constantFrom(undefined, undefined, undefined, 1, 1000),
  middlewares: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.subarray(['users', 'staff', 'inside', 'one', 'elsewhere'] as Name[], {
        minLength: 1,
        maxLength: 2,
      }),
    },
    { weight: 1, arbitrary: fc.subarray(Object.keys(NEEDS) as Name[], { minLength: 1, maxLength: 2 }) },
  ),
  entryPoints: fc.constantFrom(
    ...Array.from({ length: 8 }, () => ['websecure']),
    undefined,
    ['web', 'websecure'],
    ['web'],
    ['internal'],
  ),
  className: fc.constantFrom(...Array.from({ length: 9 }, () => undefined), 'traefik-internal'),
  options: fc.constantFrom(...Array.from({ length: 12 }, () => undefined), 'certificates', 'modern'),
  service: fc.constantFrom('plain', 'plain', 'plain', 'weighted', 'mirroring', 'nested'),
});
/** An Ingress of Traefik, which is not read. */
interface Other {
  readonly host: string | undefined;
  readonly path: string;
  readonly isExact: boolean;
  readonly isProtected: boolean;
}
const others: fc.Arbitrary<readonly Other[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc.array(
      fc.record({
        host: fc.constantFrom('a.example.com', undefined),
        path: fc.constantFrom('/', '/a', '/a/b'),
        isExact: fc.boolean(),
        isProtected: fc.boolean(),
      }),
      { minLength: 1, maxLength: 1 },
    ),
  },
);

const object = (kind: string, name: string, namespace: string, spec: object, annotations?: object) => ({
  apiVersion: kind === 'Ingress' ? 'networking.k8s.io/v1' : 'traefik.io/v1alpha1',
  kind,
  metadata: { name, namespace, ...(annotations && { annotations }) },
  spec,
});
const CLASS = 'kubernetes.io/ingress.class';
const textOf = (routes: readonly Route[], ingresses: readonly Other[]): string =>
  [
    ...Object.entries(SPECS).map(([name, spec]) => object('Middleware', name, 'shop', spec)),
    object('Middleware', 'users', 'blog', SPECS.users),
    object('TLSOption', 'certificates', 'shop', { clientAuth: { clientAuthType: 'RequireAndVerifyClientCert' } }),
    object('TLSOption', 'modern', 'shop', { minVersion: 'VersionTLS13' }),
    object('TraefikService', 'weighted', 'shop', {
      weighted: {
        services: [
          { name: 'v1', port: 80, weight: 3 },
          { name: 'v2', port: 80, weight: 1 },
        ],
      },
    }),
    object('TraefikService', 'mirroring', 'shop', { mirroring: { name: 'v1', port: 80, mirrors: [{ name: 'v2', port: 80 }] } }), // biome-ignore format: a line
    object('TraefikService', 'nested', 'shop', { weighted: { services: [{ name: 'weighted', kind: 'TraefikService' }] } }), // biome-ignore format: a line
    ...routes.map((r, i) =>
      object(
        'IngressRoute',
        `r${i}`,
        'shop',
        {
          ...(r.entryPoints && { entryPoints: r.entryPoints }),
          routes: [
            {
              kind: 'Rule',
              match: r.rule.text,
              ...(r.priority && { priority: r.priority }),
              middlewares: r.middlewares.map((name) =>
                name === 'blog users' ? { name: 'users', namespace: 'blog' } : { name },
              ),
              services: [
                r.service === 'plain' ? { name: `s${i}`, port: 80 } : { name: r.service, kind: 'TraefikService' },
              ],
            },
          ],
          tls: { ...(r.options && { options: { name: r.options } }) },
        },
        r.className ? { [CLASS]: r.className } : undefined,
      ),
    ),
    ...ingresses.map((o) =>
      object(
        'Ingress',
        'other',
        'shop',
        {
          rules: [
            {
              ...(o.host && { host: o.host }),
              http: { paths: [{ path: o.path, pathType: o.isExact ? 'Exact' : 'Prefix', backend: { service: { name: 'o', port: { number: 80 } } } }] }, // biome-ignore format: a line
            },
          ],
        },
        { [CLASS]: 'traefik', ...(o.isProtected && { 'traefik.ingress.kubernetes.io/router.middlewares': 'shop-gate@kubernetescrd' }) }, // biome-ignore format: a line
      ),
    ),
  ]
    .map((o) => JSON.stringify(o))
    .join('\n---\n');

interface Candidate {
  readonly rank: number;
  readonly needs: readonly string[];
}
/** The routes that one Traefik may choose for a request over TLS: of those that match, the ones with the highest priority. */
const candidates = (routes: readonly Route[], ingresses: readonly Other[], asked: Asked): Candidate[] => {
  // A TLSOption is for a host: routes of one host with different ones get the default, which requires no certificate.
  const all = [
    ...routes
      .filter((r) => r.rule.test(asked) && (!r.entryPoints || r.entryPoints.some((e) => e !== 'web')))
      .map((r) => ({ rank: r.priority ?? r.rule.text.length, needs: r.middlewares.flatMap((m) => NEEDS[m]) })),
    ...ingresses
      .filter((o) => (o.host ?? asked.host) === asked.host)
      .filter((o) => (o.isExact ? path(asked) === o.path : path(asked).startsWith(o.path)))
      .map((o) => ({
        rank: `${o.host ? `Host(\`${o.host}\`) && ` : ''}${o.isExact ? 'Path' : 'PathPrefix'}(\`${o.path}\`)`.length,
        needs: o.isProtected ? ['nothing'] : [],
      })),
  ];
  const most = Math.max(...all.map((c) => c.rank));
  return all.filter((c) => c.rank === most);
};

const PEOPLE = [[], ['users of shop'], ['users of blog'], ['staff'], ['ext'], ['ext', 'users of shop']];
const idsOf = (person: readonly string[], isShared: boolean): string[] =>
  person.map((p) => {
    const [, namespace] = /^users of (.*)$/.exec(p) ?? [];
    return namespace === undefined
      ? p.replace(/^staff$/, 'basic:staff')
      : `basic:${isShared ? `${namespace}.` : ''}users`;
  });

/** One that is reached, whatever the seed. */
const REACHED: Route = {
  rule: HOSTS[0]!,
  priority: undefined,
  middlewares: ['users'],
  entryPoints: ['websecure'],
  className: undefined,
  options: undefined,
  service: 'plain',
};

test('Traefik: rules, chains and what is beside them', async () => {
  let reached = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(route, { minLength: 1, maxLength: 3 }), others, async (routes, ingresses) => {
      const imported = await closedImport('traefik', textOf(routes, ingresses));
      expect(JSON.stringify(imported.answers)).not.toContain('"none"');
      if (imported.refused.length > 0) {
        if (process.env.SHOW) console.log(imported.refused);
        return;
      }
      // The middlewares of both namespaces are among the files.
      const ids = PEOPLE.map((person) => ({ person, has: idsOf(person, true) }));
      const requires = routes.filter((r) => r.options === 'certificates');
      for (const host of ['a.example.com', 'b.example.com', 'x9.example.com'])
        for (const sentPath of ['/', '/a', '/A', '/a/', '/a/b', '/a/b/c', '/ab', '/x/b', '/x'])
          for (const method of ['GET', 'POST'])
            for (const query of [{}, { v: '1' }] as Record<string, string>[])
              for (const address of ['10.1.1.1', '10.9.1.1', '203.0.113.20'])
                for (const { person, has } of ids) {
                  const asked = { host, path: sentPath, method, query, address };
                  const search = new URLSearchParams(query).toString();
                  const to = imported.reaches({ host, path: search ? `${sentPath}?${search}` : sentPath, method, address, has }); // biome-ignore format: a line
                  if (to === undefined) continue;
                  reached++;
                  const isMet = (n: string): boolean =>
                    n.startsWith('10.') ? address.startsWith(n) : person.includes(n);
                  const isEnough = [undefined, 'traefik-internal'].every((name) => {
                    const of = candidates(routes.filter((r) => r.className === name), name === undefined ? ingresses : [], asked); // biome-ignore format: a line
                    return of.length === 0 || of.some((c) => c.needs.every(isMet));
                  });
                  // No request has a certificate.
                  const isVerified = requires.some(
                    (r) =>
                      r.rule.text.startsWith(`(Host(\`${host}\`) &&`) &&
                      !r.rule.text.includes('||') &&
                      routes.every((o) => o.options === 'certificates' || !o.rule.text.includes(host)),
                  );
                  if (isEnough && !isVerified && has.length > 0) continue;
                  expect.fail(
                    `${method} ${host}${sentPath} ${search} ${address} with ${person} reaches ${to}${isVerified ? ' without a certificate' : ''}\n${routes.map((r) => `${r.rule.text} ${r.priority} ${r.middlewares} ${r.entryPoints} ${r.className} ${r.options} ${r.service}`).join('\n')}\n${JSON.stringify(ingresses)}\n${JSON.stringify(imported.answers.services, undefined, 1)}`,
                  );
                }
    }),
    { ...seeded(40, 500), examples: [[[REACHED], []]] },
  );
  expect(reached).toBeGreaterThan(0);
});
