// Random Ingress objects: no request reaches a backend with less than ingress-nginx required for it, and only an explicit exemption
// from the authentication of all becomes public.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../../deep.ts';
import { chosen, type Rule } from './nginx-locations.ts';
import { closedImport, normal } from './passing.ts';

const PREFIX = 'nginx.ingress.kubernetes.io/';
/** Annotations, and what they require: a credential, an address, or what nothing in the test has. */
const SETTINGS: Readonly<
  Record<string, { readonly annotations: Record<string, string>; readonly needs: readonly string[] }>
> = {
  users: { annotations: { 'auth-type': 'basic', 'auth-secret': 'users' }, needs: ['basic:users'] },
  staff: { annotations: { 'auth-type': 'basic', 'auth-secret': 'shop/staff' }, needs: ['basic:staff'] },
  digest: { annotations: { 'auth-type': 'digest', 'auth-secret': 'users' }, needs: ['nothing'] },
  noSecret: { annotations: { 'auth-type': 'basic' }, needs: ['nothing'] },
  ask: { annotations: { 'auth-url': 'http://auth.sys.svc.cluster.local/check' }, needs: ['ext'] },
  askOutside: { annotations: { 'auth-url': 'https://auth.example.com/check' }, needs: ['nothing'] },
  inside: { annotations: { 'whitelist-source-range': '10.0.0.0/8' }, needs: ['address'] },
  outside: { annotations: { 'denylist-source-range': '203.0.113.0/24' }, needs: ['address'] },
  broken: { annotations: { 'whitelist-source-range': 'everybody' }, needs: ['nothing'] },
  exempt: { annotations: { 'enable-global-auth': 'false' }, needs: [] },
  any: { annotations: { satisfy: 'any' }, needs: [] },
  snippet: { annotations: { 'configuration-snippet': 'deny all;' }, needs: ['nothing'] },
  certificate: { annotations: { 'auth-tls-secret': 'shop/ca', 'auth-tls-verify-client': 'on' }, needs: ['nothing'] },
  regex: { annotations: { 'use-regex': 'true' }, needs: [] },
  rewrite: { annotations: { 'rewrite-target': '/x' }, needs: [] },
  odd: { annotations: { 'something-new': 'x' }, needs: [] },
  moved: { annotations: { 'permanent-redirect': 'https://new.example.com' }, needs: ['nothing'] },
  movedQuery: { annotations: { 'temporal-redirect': 'https://new.example.com/?x=1' }, needs: ['nothing'] },
};

interface Object_ {
  readonly settings: readonly string[];
  readonly rules: readonly Rule[];
}

const HOSTS = ['a.example.com', 'b.example.com', '*.example.com'];
const PATHS = ['/', '/a', '/a/b', '/ab', '/A', '/a/', '/a/b/c'];
const PATTERNS = ['/a(/|$)(.*)', '/a/.*', '/(a|b)', '/a/[^/]+/c$', '/a.b'];
const rule: fc.Arbitrary<Rule> = fc.record({
  host: fc.constantFrom(...HOSTS, 'a.example.com', 'a.example.com', undefined),
  path: fc.constantFrom(...PATHS, ...PATHS, ...PATTERNS),
  type: fc.constantFrom('Prefix', 'Prefix', 'Exact', 'ImplementationSpecific'),
});
const objects = fc.array(
  fc.record({
    settings: fc.subarray(Object.keys(SETTINGS), { maxLength: 2 }).map((list) => {
      const one =
        (of: string[]): ((s: string) => boolean) =>
        (s) =>
          !of.includes(s) || list.find((x) => of.includes(x)) === s;
      return list
        .filter(one(['users', 'staff', 'digest', 'noSecret']))
        .filter(one(['ask', 'askOutside']))
        .filter(one(['inside', 'broken']));
    }),
    rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 3 },
);

const textOf = (list: readonly Object_[], isGlobal: boolean): string =>
  [
    ...(isGlobal
      ? [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'ingress-nginx-controller' },
            data: { 'global-auth-url': 'http://auth.sys.svc.cluster.local/check' },
          },
        ]
      : []),
    ...list.map(({ settings, rules }, i) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: `i${i}`,
        namespace: 'shop',
        creationTimestamp: `2024-01-0${i + 1}T00:00:00Z`,
        annotations: Object.fromEntries(
          settings.flatMap((s) => Object.entries(SETTINGS[s]!.annotations).map(([k, v]) => [PREFIX + k, v])),
        ),
      },
      spec: {
        ingressClassName: 'nginx',
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

interface Location {
  readonly of: Object_;
  readonly rule: Rule;
}

/** The locations of the server of a host: an exact name, then a wildcard, then the one for all others. */
const serverOf = (list: readonly Object_[], host: string): Location[] => {
  const all = list.flatMap((of) => of.rules.map((r): Location => ({ of, rule: r })));
  for (const name of [host, host.replace(/^[^.]+/, '*'), undefined]) {
    const found = all.filter((l) => l.rule.host === name);
    if (found.length > 0) return found;
  }
  return [];
};

const locationOf = (server: readonly Location[], sent: string): Location | undefined =>
  chosen(
    server,
    server.some((l) => l.of.settings.some((s) => s === 'regex' || s === 'rewrite')),
    sent,
  );

const needsOf = ({ settings }: Object_, isGlobal: boolean): string[] => {
  const own = settings.flatMap((s) => SETTINGS[s]!.needs);
  const asks = settings.some((s) => s === 'ask' || s === 'askOutside' || s === 'exempt');
  return isGlobal && !asks ? [...own, 'ext'] : own;
};

/** A redirect is not a denial: what it matches only by its text, or in another case, may reach another service. */
const isRedirectByText = ({ of, rule: { path } }: Location, sent: string): boolean =>
  of.settings.includes('moved') &&
  normal(sent) !== path &&
  !normal(sent).startsWith(path.endsWith('/') ? path : `${path}/`);

const CREDENTIALS = [[], ['basic:users'], ['basic:staff'], ['ext'], ['ext', 'basic:users']];

test('ingress-nginx', async () => {
  let reached = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(objects, fc.boolean(), async (list, isGlobal) => {
      const imported = await closedImport('ingress-nginx', textOf(list, isGlobal));
      if (imported.refused.length > 0) {
        refused++;
        if (process.env.SHOW) console.log(imported.refused);
        return;
      }
      for (const host of ['a.example.com', 'b.example.com', 'c.example.com'])
        for (const path of [...PATHS, '/abc', '/a/bc', '/%61', '/a//b', '/x', '/a/x/c', '/a/x/c/d', '/axb', '/b'])
          for (const address of ['10.1.1.1', '203.0.113.20'])
            for (const has of CREDENTIALS) {
              const to = imported.reaches({ host, path, address, has });
              if (to === undefined) continue;
              reached++;
              const location = locationOf(serverOf(list, host), path);
              const why = `${host}${path} ${address} with ${has} reaches ${to}, global ${isGlobal}\n${list.map((o) => `${o.settings}: ${o.rules.map((r) => `${r.host} ${r.path} ${r.type}`).join(', ')}`).join('\n')}\n${JSON.stringify(imported.answers.services, undefined, 1)}`;
              if (!location) {
                // The server of the host has no such path. What is public for a wider host may be public for this one, too.
                const isPublic = ['x.example.com', 'x.example.org'].some(
                  (wider) => isGlobal && locationOf(serverOf(list, wider), path)?.of.settings.includes('exempt'),
                );
                expect(has.length > 0 || isPublic, why).toBe(true);
                continue;
              }
              if (isRedirectByText(location, path)) continue;
              const needs = needsOf(location.of, isGlobal);
              expect(
                needs.every((n) => (n === 'address' ? address.startsWith('10.') : has.includes(n))) &&
                  // A route without a credential is one that the source exempts.
                  (has.length > 0 || (isGlobal && location.of.settings.includes('exempt'))),
                why,
              ).toBe(true);
            }
    }),
    { ...seeded(100, 3000) },
  );
  if (process.env.SHOW) console.log({ reached, refused });
  expect(reached).toBeGreaterThan(0);
});
