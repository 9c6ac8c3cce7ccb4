import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { seeded } from '../deep.ts';

interface Loose {
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  spec: {
    targetSelectors?: { kind: string; matchLabels: Record<string, string> }[];
    targetRefs?: { kind: string; name: string }[];
  };
}

const METHODS = {
  customers: { type: 'jwt', issuer: 'https://a.example.com/', jwks: 'https://a.example.com/j', audiences: ['api'] },
  keys: { type: 'apiKey', secret: 'keys', clients: ['acme'] },
  people: { type: 'basic', secret: 'people' },
  portal: { type: 'oidc', issuer: 'https://c.example.com/', clientID: 'c', clientSecret: 's' },
};
const AUTH = ['customers', 'keys', 'people', ['customers', 'keys'], ['portal', 'customers'], { all: ['customers', 'keys'] }, { all: ['people', 'keys'] }, { optional: 'customers' }, { optional: ['customers', 'keys'] }, 'none']; // biome-ignore format: a list
const HOSTS = [undefined, ['api.example.com'], ['*.example.net'], ['x.example.net', 'api.example.com']];

const objectsOf = (services: unknown[], more = {}): Loose[] => {
  const result = validateAnswers(
    {
      version: 1,
      hostname: 'api.example.com',
      tls: { secret: 'api-tls' },
      services,
      auth: { methods: METHODS },
      ...more,
    },
    'test',
  );
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return buildResources(buildIntent(result.answers)).map((r) => r.object as unknown as Loose);
};

const idOf = (o: Loose): string => `${o.kind}/${o.metadata.name}`;
/** What the cluster holds once `after` is applied over `before` and nothing is deleted yet. */
const unpruned = (before: Loose[], after: Loose[]): Loose[] => [
  ...new Map([...before, ...after].map((o) => [idOf(o), o])).values(),
];
/** The SecurityPolicies that decide for a route. */
const policiesOf = (route: Loose, objects: readonly Loose[]): Loose[] =>
  objects.filter(
    (o) =>
      o.kind === 'SecurityPolicy' &&
      (o.spec.targetRefs?.some((t) => t.kind === route.kind && t.name === route.metadata.name) ||
        o.spec.targetSelectors?.some(
          (s) =>
            s.kind === route.kind && Object.entries(s.matchLabels).every(([k, v]) => route.metadata.labels?.[k] === v),
        )),
  );
const routesOf = (objects: readonly Loose[]): Loose[] =>
  objects.filter((o) => /Route$/.test(o.kind) && !/redirect/.test(o.metadata.name));
const asks = (policies: readonly Loose[]): string[] =>
  policies.map((p) =>
    Object.keys(p.spec)
      .filter((k) => /jwt|apiKeyAuth|basicAuth|oidc/.test(k))
      .join(),
  );

const guarded = (name: string, auth: unknown = 'customers', more = {}) => ({
  name,
  path: '/guarded',
  backend: 'guarded:8080',
  auth,
  ...more,
});

test.each([
  ['renamed', [guarded('users')], [guarded('people')]],
  [
    'renamed, with rules of its own',
    [guarded('users', 'customers', { allow: { scopes: ['a'] } })],
    [guarded('people', 'customers', { allow: { scopes: ['a'] } })],
  ],
  ['one method less', [guarded('users', ['customers', 'keys'])], [guarded('users', 'customers')]],
  ['public', [guarded('users')], [guarded('users', 'none')]],
  [
    'the last gRPC service removed',
    [guarded('users'), { name: 'feed', path: '/acme.Feed', backend: 'feed:9000', protocol: 'grpc', auth: 'customers' }],
    [guarded('users')],
  ],
])('%s: a route that is no longer generated keeps its policy until it is deleted', (_what, from, to) => {
  const [before, after] = [objectsOf(from), objectsOf(to)];
  const there = unpruned(before, after);
  const left = routesOf(there).filter((r) => !after.some((o) => idOf(o) === idOf(r)));
  for (const route of left)
    expect(asks(policiesOf(route, there)), idOf(route)).toEqual(asks(policiesOf(route, before)));
  for (const route of routesOf(after)) expect(policiesOf(route, there), idOf(route)).toHaveLength(1);
});

test('whatever changes, each route has one policy at every step, and none that asks for less than before or after', () => {
  const service = (i: number) =>
    fc.record({
      name: fc.constantFrom(`a${i}`, `b${i}`),
      path: fc.constantFrom(`/p${i}`, `/p${i}/{id}`, `exact:/p${i}/q`),
      hostnames: fc.constantFrom(...HOSTS),
      backend: fc.constant('s:8080'),
      auth: fc.constantFrom(...AUTH),
      allow: fc.constantFrom(undefined, { cidrs: ['10.0.0.0/8'] }),
      maintenance: fc.constantFrom(undefined, true),
      cors: fc.constantFrom(undefined, 'none'),
    });
  // Hosts of the gateway, which appear and disappear with their listeners.
  const gateway = fc.constantFrom(
    { hostnames: ['*.example.net'] },
    { hostnames: [{ hostname: '*.example.net', secret: 'w' }, 'shop.example.org'] },
    { hostnames: ['*.example.net', '*'], anyHostReason: 'a test' },
  );
  const some = fc
    .tuple(service(0), service(1), service(2))
    .chain((all) => fc.subarray(all, { minLength: 1 }))
    .map((all) => all.map((s) => JSON.parse(JSON.stringify(s))));
  fc.assert(
    fc.property(some, some, gateway, gateway, (from, to, first, then) => {
      const [before, after] = [objectsOf(from, first), objectsOf(to, then)];
      // Applied object by object, in the generated order.
      const there = new Map(before.map((o) => [idOf(o), o]));
      for (const o of after) {
        there.set(idOf(o), o);
        if (!/SecurityPolicy|Route$/.test(o.kind)) continue;
        const now = [...there.values()];
        for (const route of routesOf(now)) {
          const found = policiesOf(route, now);
          // A guard is applied beside its policy and serves nothing.
          if (route.metadata.name.startsWith('guard-')) continue;
          // A part of the catch-all for hosts that are gone: the listener's policy denies, so 403 instead of 404 until it is pruned.
          if (/-catch-all-hosts-\d+$/.test(route.metadata.name) && found.length === 0) continue;
          const known = [before, after].flatMap((objects) => {
            const same = objects.find((x) => idOf(x) === idOf(route));
            return same ? asks(policiesOf(same, objects)) : [];
          });
          expect(found.length, `${idOf(route)} at ${idOf(o)}`).toBe(1);
          expect(known, `${idOf(route)} at ${idOf(o)}`).toContain(asks(found)[0]);
        }
      }
    }),
    seeded(60, 1_500),
  );
});
