// Random IngressRoutes: no request reaches a backend with less than Traefik required for it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../../deep.ts';
import { closedImport, normal } from './passing.ts';

const MIDDLEWARES = {
  users: { basicAuth: { secret: 'users' } },
  staff: { basicAuth: { secret: 'staff' } },
  ask: { forwardAuth: { address: 'http://auth.sys.svc.cluster.local:80/check' } },
  inside: { ipAllowList: { sourceRange: ['10.0.0.0/8'] } },
  broken: { ipAllowList: { sourceRange: ['everybody'] } },
  digest: { digestAuth: { secret: 'users' } },
  odd: { plugin: { gate: { key: 'x' } } },
  strip: { stripPrefix: { prefixes: ['/a'] } },
  both: { chain: { middlewares: [{ name: 'users' }, { name: 'inside' }] } },
} as const;
type Name = keyof typeof MIDDLEWARES | 'missing';

/** What a middleware requires: a credential, an address, or what nothing in the test has. */
const NEEDS: Readonly<Record<Name, readonly string[]>> = {
  users: ['basic:users'],
  staff: ['basic:staff'],
  ask: ['ext'],
  inside: ['address'],
  broken: ['nothing'],
  digest: ['nothing'],
  odd: ['nothing'],
  strip: [],
  both: ['basic:users', 'address'],
  missing: ['nothing'],
};

interface Route {
  readonly host: string | undefined;
  readonly kind: 'Path' | 'PathPrefix' | 'PathRegexp' | undefined;
  readonly path: string;
  readonly method: string | undefined;
  readonly header: boolean;
  readonly not: boolean;
  readonly priority: number | undefined;
  readonly middlewares: readonly Name[];
}

const HOSTS = ['a.example.com', 'b.example.com'];
const PATHS = ['/', '/a', '/a/b', '/ab', '/A', '/a/', '/a/b/c'];
const route: fc.Arbitrary<Route> = fc.record({
  host: fc.constantFrom(...HOSTS, 'a.example.com', undefined),
  kind: fc.constantFrom('Path', 'PathPrefix', 'PathPrefix', 'PathRegexp', undefined),
  path: fc.constantFrom(...PATHS),
  method: fc.constantFrom(undefined, undefined, 'GET', 'POST'),
  header: fc.constantFrom(false, false, false, true),
  not: fc.constantFrom(false, false, false, false, true),
  priority: fc.constantFrom(undefined, undefined, undefined, 1, 1000),
  middlewares: fc.subarray([...(Object.keys(MIDDLEWARES) as Name[]), 'missing'], { maxLength: 2 }),
});

const ruleOf = ({ host, kind, path, method, header, not }: Route): string =>
  [
    ...(host ? [`Host(\`${host}\`)`] : []),
    ...(kind ? [`${not ? '!' : ''}${kind}(\`${kind === 'PathRegexp' ? `^${path}` : path}\`)`] : []),
    ...(method ? [`Method(\`${method}\`)`] : []),
    ...(header ? ['Header(`X-Beta`, `yes`)'] : []),
  ].join(' && ') || 'PathPrefix(`/`)';

const textOf = (routes: readonly Route[]): string =>
  [
    ...Object.entries(MIDDLEWARES).map(([name, spec]) => ({
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'Middleware',
      metadata: { name, namespace: 'shop' },
      spec,
    })),
    {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'IngressRoute',
      metadata: { name: 'api', namespace: 'shop' },
      spec: {
        entryPoints: ['websecure'],
        routes: routes.map((r, i) => ({
          kind: 'Rule',
          match: ruleOf(r),
          ...(r.priority && { priority: r.priority }),
          middlewares: r.middlewares.map((name) => ({ name })),
          services: [{ name: `s${i}`, port: 80 }],
        })),
      },
    },
  ]
    .map((o) => JSON.stringify(o))
    .join('\n---\n');

interface Asked {
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Record<string, string>;
}

const matches = (r: Route, { host, path: sent, method, headers }: Asked): boolean => {
  const path = normal(sent);
  const isPath = r.kind === undefined || (r.kind === 'Path' ? path === r.path : path.startsWith(r.path));
  return (
    (r.host === undefined || r.host === host) &&
    (r.kind === undefined || isPath !== r.not) &&
    (r.method === undefined || r.method === method) &&
    (!r.header || headers['X-Beta'] === 'yes')
  );
};

/** Traefik tries the highest priority first; without one, the length of the rule. Of equal ones, any may be first. */
const candidates = (routes: readonly Route[], asked: Asked): Route[] => {
  const rank = (r: Route): number => r.priority ?? ruleOf(r).length;
  const all = routes.filter((r) => matches(r, asked));
  const most = Math.max(...all.map(rank));
  return all.filter((r) => rank(r) === most);
};

const CREDENTIALS = [[], ['basic:users'], ['basic:staff'], ['ext'], ['ext', 'basic:users']];

test('Traefik', async () => {
  let reached = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(route, { minLength: 1, maxLength: 4 }), async (routes) => {
      const imported = await closedImport('traefik', textOf(routes));
      expect(JSON.stringify(imported.answers)).not.toContain('"none"');
      if (imported.refused.length > 0) {
        refused++;
        if (process.env.SHOW) console.log(imported.refused);
        return;
      }
      for (const host of HOSTS)
        for (const path of [...PATHS, '/abc', '/a/bc', '/%61', '/a//b', '/x'])
          for (const method of ['GET', 'POST'])
            for (const headers of [{}, { 'X-Beta': 'yes' }] as Record<string, string>[])
              for (const address of ['10.1.1.1', '203.0.113.20'])
                for (const has of CREDENTIALS) {
                  const sent = { host, path, method, headers, address, has };
                  const to = imported.reaches(sent);
                  if (to === undefined) continue;
                  reached++;
                  const of = candidates(routes, sent);
                  const passes = of.some((r) =>
                    r.middlewares.every((m) =>
                      NEEDS[m].every((n) => (n === 'address' ? address.startsWith('10.') : has.includes(n))),
                    ),
                  );
                  const why = `${method} ${host}${path} ${JSON.stringify(headers)} ${address} with ${has} reaches ${to}\n${routes.map((r) => `${ruleOf(r)} ${r.priority} ${r.middlewares}`).join('\n')}\n${JSON.stringify(imported.answers.services, undefined, 1)}`;
                  if (of.length > 0) expect(passes, why).toBe(true);
                }
    }),
    { ...seeded(100, 3000) },
  );
  if (process.env.SHOW) console.log({ reached, refused });
  expect(reached).toBeGreaterThan(0);
});
