// What takes the square of what is given takes for ever one day. What many objects cost is counted; what long texts cost is CPU
// time, with a limit that only such a thing can reach.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { annotated } from '../../src/analyze/suppressions.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { parseDuration } from '../../src/values/go-net.ts';
import { goRegex } from '../../src/values/go-regex.ts';
import { cpuSeconds, readsOf } from '../work.ts';
import { checkBehaviour, checkReferences } from './found.ts';

const SCHEMAS = fileURLToPath(new URL('../../src/crds/schemas/', import.meta.url));
const GATEWAY_API = 'gateway.networking.k8s.io';
/** CPU seconds; each text below takes some milliseconds, and minutes where it is read in the square of its length. */
const LIMIT = 20;
const many = <T>(n: number, of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));

const object = (kind: string, name: string, spec: unknown, metadata: object = {}): KubernetesObject =>
  ({
    apiVersion: /Route$|^Gateway$/.test(kind) ? `${GATEWAY_API}/v1` : 'gateway.envoyproxy.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'n', ...metadata },
    spec,
  }) as KubernetesObject;
const gateway = (more: object = {}): KubernetesObject =>
  object('Gateway', 'g', { listeners: [{ name: 'https', port: 443, protocol: 'HTTPS' }], ...more });
const route = (i: number, more: object = {}, value = `/p${i}`): KubernetesObject =>
  object(
    'HTTPRoute',
    `r${i}`,
    {
      parentRefs: [{ name: 'g', sectionName: 'https' }],
      rules: [{ matches: [{ path: { type: 'PathPrefix', value } }], backendRefs: [{ name: `s${i}`, port: 80 }] }],
      ...more,
    },
    { labels: { app: 'x' } },
  );

const patterns = new Set(
  readdirSync(SCHEMAS).flatMap((f) =>
    [...readFileSync(`${SCHEMAS}${f}`, 'utf8').matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map((m) =>
      JSON.parse(m[1]!),
    ),
  ),
);
const PUMPED = [
  '1',
  'a',
  'A',
  '-',
  '.',
  'a-',
  'a.',
  'a1',
  '/',
  ' ',
  '!',
  '%41',
  'aaaa ',
  '1s',
  '0',
  ':',
  '0:',
  '1.',
  'a/',
  '\n',
  'QUFB',
];

test('no pattern of a schema is slow on any text', () => {
  expect(patterns.size).toBeGreaterThan(50);
  // Of a short one every wrong way doubles the time; of a long one it is the square.
  const tryAll = (): void => {
    for (const pattern of patterns)
      for (const pump of PUMPED)
        for (const times of [40, 5_000])
          for (const end of ['', '\u0001', '!']) goRegex(pattern)(pump.repeat(times) + end);
  };
  expect(cpuSeconds(tryAll)).toBeLessThan(LIMIT);
  expect(goRegex('^[1-9]+[0-9]*([EPTGMK]i|[EPTGMk])?$')(`${'1'.repeat(200_000)}!`)).toBe(false);
  expect(goRegex('^[1-9]+[0-9]*([EPTGMK]i|[EPTGMk])?$')(`${'1'.repeat(200_000)}Ki`)).toBe(true);
});

test('a policy holds for each route of those it selects, and thousands of the same selector do not cost their product', () => {
  const policies = many(1000, (i) =>
    object('SecurityPolicy', `p${i}`, {
      targetSelectors: [{ group: GATEWAY_API, kind: 'HTTPRoute', matchLabels: { app: 'x' } }],
      basicAuth: { users: { name: 'u' } },
    }),
  );
  const objects = [gateway(), ...many(1000, (i) => route(i)), ...policies];
  const { attachments } = new Snapshot(objects);
  const pairs = policies.map((p) => attachments.targetsOf(p).length);
  expect(pairs[0]).toBe(1000);
  expect(pairs.reduce((a, b) => a + b)).toBeLessThan(20_000);
  expect(attachments.on(objects[1]!, 'SecurityPolicy')).toContain(policies[0]);
  // Each of the others is in conflict, and said to be.
  expect(checkReferences(objects).filter((f) => f.code === 'Conflicted')).toHaveLength(999);
});

test('policies of listeners are found by the listener, however many there are', () => {
  const listeners = many(400, (i) => ({ name: `l${i}`, port: 443, protocol: 'HTTPS' }));
  const policies = many(400, (i) =>
    object('SecurityPolicy', `p${i}`, {
      targetRefs: [{ group: GATEWAY_API, kind: 'Gateway', name: 'g', sectionName: `l${i}` }],
    }),
  );
  const whole = object('SecurityPolicy', 'whole', { targetRefs: [{ group: GATEWAY_API, kind: 'Gateway', name: 'g' }] });
  const g = gateway({ listeners });
  const { attachments } = new Snapshot([g, ...policies, whole]);
  expect(attachments.on(g, 'SecurityPolicy', 'l399')).toEqual([policies[399], whole]);
  expect(attachments.on(g, 'SecurityPolicy', 'l7')).toEqual([policies[7], whole]);
});

const headers = (value: string): object => ({
  rules: [
    {
      filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x', value }] } }],
      backendRefs: [{ name: 's', port: 80 }],
    },
  ],
});
const LONG = 200_000;

/** A Gateway with n ListenerSets, each with one HTTPS listener on the same port. */
const listenerSets = (n: number, of: (i: number) => object): KubernetesObject[] => [
  gateway({ allowedListeners: { namespaces: { from: 'All' } } }),
  ...many(n, (i) => ({
    ...object('ListenerSet', `l${i}`, {
      parentRef: { name: 'g' },
      listeners: [{ name: 'a', port: 8443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 't' }] }, ...of(i) }],
    }),
    apiVersion: `${GATEWAY_API}/v1`,
  })),
];

test.each<readonly [string, () => readonly KubernetesObject[]]>([
  ['signs of per cent', () => [gateway(), route(0, headers('%A('.repeat(LONG / 3)))]],
  ['slashes', () => [gateway(), route(0, {}, `${'/'.repeat(LONG)}x`), route(1)]],
  [
    'a duration',
    () => [
      gateway(),
      route(0, { rules: [{ timeouts: { request: '1s'.repeat(LONG / 2) }, backendRefs: [{ name: 's', port: 80 }] }] }),
      object('BackendTrafficPolicy', 'b', {
        targetRefs: [{ group: GATEWAY_API, kind: 'HTTPRoute', name: 'r0' }],
        retry: { perRetry: { timeout: '9'.repeat(LONG) } },
      }),
    ],
  ],
  [
    'a principal',
    () => [
      gateway(),
      object('AuthorizationPolicy', 'a', {
        rules: [{ from: [{ source: { principals: ['/sa/envoy-'.repeat(LONG / 10)] } }] }],
      }),
    ],
  ],
  [
    'an expression that tries every way',
    () => [
      gateway(),
      ...many(50, (i) => route(i, {}, `/${'a'.repeat(60)}${i}!`)),
      route(99, {
        rules: [
          {
            matches: [{ path: { type: 'RegularExpression', value: '/(a+)+b' } }],
            backendRefs: [{ name: 's', port: 80 }],
          },
        ],
      }),
    ],
  ],
  ['listeners that are in conflict', () => listenerSets(5_000, () => ({}))],
  ['listeners with one certificate', () => listenerSets(5_000, (i) => ({ hostname: `h${i}.example.com` }))],
  [
    'listeners on one port with policies',
    () => [
      ...listenerSets(5_000, (i) => ({ hostname: `h${i}.example.com`, protocol: 'HTTP', tls: undefined })),
      ...many(5_000, (i) =>
        object('ClientTrafficPolicy', `c${i}`, {
          targetRefs: [{ group: GATEWAY_API, kind: 'ListenerSet', name: `l${i}` }],
        }),
      ),
    ],
  ],
])('%s: references and behaviour are validated at once', (_, objects) => {
  expect(cpuSeconds(() => validated(objects()))).toBeLessThan(LIMIT);
});

const SHARED = { group: 'gateway.envoyproxy.io', kind: 'Backend', name: 'b' };
const toShared = {
  filters: [
    {
      type: 'ExtensionRef',
      extensionRef: { group: 'gateway.envoyproxy.io', kind: 'HTTPRouteFilter', name: 'f' },
    },
  ],
  backendRefs: [{ name: 's', port: 80 }, SHARED],
};

const validated = (objects: readonly KubernetesObject[]) => [...checkReferences(objects), ...checkBehaviour(objects)];

test.each<readonly [string, (n: number) => readonly KubernetesObject[]]>([
  [
    'hostnames and matches',
    (n) => [
      gateway(),
      route(0, {
        hostnames: many(n, (i) => `h${i}.example.com`),
        rules: [{ matches: many(n, (i) => ({ path: { value: `/x${i}` } })), backendRefs: [{ name: 's', port: 80 }] }],
      }),
    ],
  ],
  [
    'services and network policies',
    (n) => [
      gateway(),
      ...many(n, (i) => route(i)),
      ...many(n, (i) => ({ ...object('Service', `s${i}`, { selector: { app: `s${i}` } }), apiVersion: 'v1' })),
      ...many(n, (i) =>
        object('NetworkPolicy', `n${i}`, {
          podSelector: i ? { matchLabels: { app: `s${i}` } } : {},
          ingress: i ? [{}] : [],
        }),
      ),
    ],
  ],
  [
    'routes with one filter, one Service and one Backend, which has policies',
    (n) => [
      gateway(),
      ...many(n, (i) => route(i, { rules: [toShared] }, `/x${i}`)),
      ...many(n, (i) => object('BackendTLSPolicy', `p${i}`, { targetRefs: [SHARED], validation: {} })),
      object('HTTPRouteFilter', 'f', {
        matches: many(n, (i) => ({ cookies: [{ name: `c${i}`, type: 'RegularExpression', value: '.*' }] })),
      }),
      ...many(n, () => ({ ...object('Service', 's', { ports: [{ port: 1 }] }), apiVersion: 'v1' })),
    ],
  ],
])('twice as many %s are read about twice as often', (_, objects) => {
  const [few, twice] = [200, 400].map((n) => readsOf(objects(n), validated));
  expect(few).toBeGreaterThan(200);
  expect(twice! / few!).toBeLessThan(2.2);
});

test('a regular expression before a prefix is found by what Envoy would do', () => {
  const regex = (value: string): KubernetesObject =>
    route(1, {
      rules: [{ matches: [{ path: { type: 'RegularExpression', value } }], backendRefs: [{ name: 's', port: 80 }] }],
    });
  const shadowed = (pattern: string, prefix: string): boolean =>
    checkBehaviour([gateway(), route(0, {}, prefix), regex(pattern)]).some((f) => f.code === 'RegexShadowsPrefix');
  expect(shadowed('/users/.*', '/users')).toBe(true);
  expect(shadowed('/users/[a-z]+', '/users')).toBe(false);
  expect(shadowed('/use?r/.*', '/ur')).toBe(false);
  expect(shadowed('/users?/.*', '/user')).toBe(true);
  expect(shadowed('/a|/users/.*', '/users')).toBe(true);
  expect(shadowed('(?i)/USERS/.*', '/users')).toBe(true);
  expect(shadowed('/users/.*', '/orders')).toBe(false);
  expect(shadowed('/users/[0-9]+', '/users')).toBe(false);
  const other = {
    ...route(0, {}, '/users'),
    spec: { ...(route(0, {}, '/users') as { spec?: object }).spec, parentRefs: [{ name: 'other' }] },
  };
  const apart = checkBehaviour([gateway(), other as KubernetesObject, regex('/users/.*')]);
  expect(apart.map((f) => f.code)).not.toContain('RegexShadowsPrefix');
});

test('a header value with a sign of per cent, right and wrong', () => {
  const refused = (value: string): boolean =>
    checkBehaviour([gateway(), route(0, headers(value))]).some((f) => f.code === 'HeaderWithPercent');
  for (const value of ['100%', '%a%', '%REQ(x', '%REQ(x)', '50 % off', '%%%']) expect(refused(value), value).toBe(true);
  for (const value of ['100%%', '%REQ(x-a)%', '%START_TIME%', '%REQ(x):20%b', '%%%%', ''])
    expect(refused(value), value).toBe(false);
});

test('a suppression with many spaces, and a duration with many digits', () => {
  const noted = (text: string) =>
    annotated([object('Gateway', 'g', {}, { annotations: { 'eg-api-gateway/suppress': text } })]);
  expect(noted(`AnyHostname until 2027-01-31: a${' '.repeat(LONG)}b`).list).toHaveLength(1);
  expect(noted(`${' '.repeat(LONG)}x`).findings).toHaveLength(1);
  expect(parseDuration(`${'9'.repeat(LONG)}s`)).toBeUndefined();
  expect(parseDuration(`0.${'9'.repeat(LONG)}s`)).toBe(999_999_999n);
  expect(parseDuration('9223372036s')).toBe(9_223_372_036_000_000_000n);
  expect(parseDuration('9223372037s')).toBeUndefined();
});

test('a Secret or a script that many policies refer to is read once', () => {
  const stringData = Object.fromEntries(many(3000, (i) => [`c${i}`, `k${i}`]));
  const keys = { ...object('Secret', 'keys', undefined), apiVersion: 'v1', stringData } as KubernetesObject;
  const script = `function envoy_on_request(h)\n${'  local x = h:headers()\n'.repeat(5000)}end`;
  const lua = {
    ...object('ConfigMap', 'script', undefined),
    apiVersion: 'v1',
    data: { lua: script },
  } as KubernetesObject;
  const targetRefs = (i: number) => [{ group: GATEWAY_API, kind: 'HTTPRoute', name: `r${i}` }];
  const objects = [
    gateway(),
    keys,
    lua,
    ...many(2000, (i) => route(i)),
    ...many(2000, (i) =>
      object('SecurityPolicy', `s${i}`, {
        targetRefs: targetRefs(i),
        apiKeyAuth: { credentialRefs: [{ name: 'keys' }], extractFrom: [{ headers: ['x-key'] }] },
      }),
    ),
    ...many(2000, (i) =>
      object('EnvoyExtensionPolicy', `e${i}`, {
        targetRefs: targetRefs(i),
        lua: [{ type: 'ValueRef', valueRef: { kind: 'ConfigMap', name: 'script' } }],
      }),
    ),
  ];
  const seconds = cpuSeconds(() => {
    checkReferences(objects, false);
    checkBehaviour(objects);
  });
  expect(seconds).toBeLessThan(LIMIT);
});
