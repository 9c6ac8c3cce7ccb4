// What applies to a request: policies, authentication, authorization, limits, timeouts, retries, headers, backends.
import { expect, test } from 'vitest';
import { show } from '../../src/effective/objects/loose-objects.ts';
import { effectivePolicy } from '../../src/effective/requests/effective-policy.ts';
import type { RuleSettings } from '../../src/effective/requests/rule-settings.ts';
import { GATEWAY, settings, snapshotOf } from './manifests.ts';

const ROUTE = `
kind: HTTPRoute
name: app
spec:
  parentRefs: [{ name: edge }]
  rules:
    - { name: one, matches: [{ path: { value: /one } }], backendRefs: [{ name: s, port: 80 }] }
    - { name: two, backendRefs: [{ name: s, port: 80 }] }
---`;
const TARGETS = {
  gateway: '{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }',
  listener: '{ group: gateway.networking.k8s.io, kind: Gateway, name: edge, sectionName: http }',
  route: '{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: app }',
  rule: '{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: app, sectionName: one }',
};
const policy = (kind: string, target: keyof typeof TARGETS, spec: string, name: string = target): string =>
  `\nkind: ${kind}\nname: ${name}\nspec: { targetRefs: [${TARGETS[target]}]${spec === '' ? '' : `, ${spec}`} }\n---`;
const traffic = (target: keyof typeof TARGETS, spec: string, name?: string) =>
  policy('BackendTrafficPolicy', target, spec, name);
const security = (target: keyof typeof TARGETS, spec: string, name?: string) =>
  policy('SecurityPolicy', target, spec, name);
const timeout = (time: string): string => `timeout: { http: { requestTimeout: ${time} } }`;
const read = (text: string, path = '/one'): RuleSettings => settings(snapshotOf(GATEWAY + ROUTE + text), { path });

test('the most specific policy replaces all wider ones completely', () => {
  const levels =
    traffic('gateway', timeout('1s')) + traffic('listener', timeout('2s')) + traffic('route', timeout('3s'));
  const rule = read(levels + traffic('rule', 'retry: { numRetries: 1 }'));
  expect(rule.traffic?.level).toBe('rule');
  expect(rule.traffic?.replaced.map(({ policy }) => policy.metadata.name)).toEqual(['route', 'listener', 'gateway']);
  // It sets no timeout, and inherits none.
  expect(rule.timeouts.request).toEqual({ value: 15_000, source: undefined });
  expect(read(levels, '/').timeouts.request.value).toBe(3000);
  expect(read(traffic('gateway', timeout('1s')) + traffic('listener', timeout('2s'))).timeouts.request.value).toBe(
    2000,
  );
});

test('an empty policy of a rule replaces what is above it', () => {
  const rule = read(
    security('gateway', 'apiKeyAuth: { credentialRefs: [{ name: k }], extractFrom: [{ headers: [x-key] }] }') +
      security('rule', ''),
  );
  expect(rule.authentication).toEqual([]);
});

test('mergeType merges a policy into the closest one above the route, never into that of the route', () => {
  const all = traffic('gateway', timeout('1s')) + traffic('listener', `${timeout('2s')}, retry: { numRetries: 7 }`);
  const rule = read(
    all + traffic('route', timeout('3s')) + traffic('rule', 'mergeType: StrategicMerge, retry: { numRetries: 1 }'),
  );
  expect(rule.traffic?.base?.policy.metadata.name).toBe('listener');
  expect(rule.timeouts.request.value).toBe(2000);
  expect(rule.timeouts.request.source?.object.metadata.name).toBe('listener');
  expect(rule.retries).toMatchObject({ count: 1, source: { field: 'spec.retry' } });
  expect(rule.retries?.source.object.metadata.name).toBe('rule');
});

test('a strategic merge keeps the limits of both policies; a JSON merge replaces the list', () => {
  const limit = (n: number): string =>
    `rateLimit: { global: { rules: [{ clientSelectors: [{ headers: [{ name: x-a, type: Distinct }] }], limit: { requests: ${n}, unit: Hour }, shared: true }] } }`;
  const both = (type: string): RuleSettings =>
    read(traffic('gateway', limit(1)) + traffic('route', `mergeType: ${type}, ${limit(2)}`));
  const strategic = both('StrategicMerge').limits;
  expect(strategic.map((l) => [l.policy.metadata.name, l.field, l.requests, l.shared, l.perValueOf])).toEqual([
    ['route', 'spec.rateLimit.global.rules[0]', 2, true, ['header x-a']],
    ['gateway', 'spec.rateLimit.global.rules[0]', 1, true, ['header x-a']],
  ]);
  expect(both('JSONMerge').limits.map((l) => l.requests)).toEqual([2]);
});

test('lists with a key are merged by it, in the order of Kubernetes', () => {
  const types = (list: string): string => `httpUpgrade: [${list}]`;
  const rule = read(
    traffic('gateway', types('{ type: a }, { type: b }, { type: c }')) +
      traffic('route', `mergeType: StrategicMerge, ${types('{ type: d }, { type: c }')}`),
  );
  expect(rule.upgrades).toEqual(['d', 'a', 'b', 'c']);
});

test('a SecurityPolicy that the controller leaves out lets the next wider one apply', () => {
  const wider = security('gateway', 'authorization: { defaultAction: Deny }');
  const both = security(
    'route',
    'apiKeyAuth: { credentialRefs: [{ name: k }], extractFrom: [{ headers: [x], params: [y] }] }',
  );
  const rule = read(wider + both);
  expect(rule.security?.policy.metadata.name).toBe('gateway');
  expect(rule.authorization?.defaultAction).toBe('Deny');
});

test('policies of a ListenerSet: its listener, the set, then the Gateway, but not a listener of the Gateway', () => {
  const text = (set: string): string => `
kind: Gateway
name: edge
spec: { gatewayClassName: eg, allowedListeners: { namespaces: { from: Same } }, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
kind: ListenerSet
name: set
spec: { parentRef: { name: edge }, listeners: [{ name: http, port: 81, protocol: HTTP }] }
---
kind: HTTPRoute
name: app
spec: { parentRefs: [{ kind: ListenerSet, name: set }], rules: [{ }] }
---${traffic('gateway', timeout('1s'))}${traffic('listener', timeout('2s'))}${set}`;
  const target = '{ group: gateway.networking.k8s.io, kind: ListenerSet, name: set }';
  const own = `\nkind: BackendTrafficPolicy\nname: set\nspec: { targetRefs: [${target}], ${timeout('3s')} }\n---`;
  const time = (set: string) => settings(snapshotOf(text(set)), { port: 81 }).timeouts.request.value;
  expect(time('')).toBe(1000);
  expect(time(own)).toBe(3000);
});

test('of two policies for one target the one with the smaller name applies', () => {
  expect(read(traffic('route', timeout('2s'), 'b') + traffic('route', timeout('1s'), 'a')).timeouts.request.value).toBe(
    1000,
  );
});

test('the timeout of a rule is stronger than that of a policy; backendRequest limits all attempts without retry', () => {
  const own = (rule: string): RuleSettings =>
    settings(
      snapshotOf(
        `${GATEWAY}\nkind: HTTPRoute\nname: app\nspec: { parentRefs: [{ name: edge }], rules: [{ ${rule} }] }\n---${traffic('route', `${timeout('9s')}, retry: { numRetries: 5, retryOn: { triggers: [5xx] }, perRetry: { timeout: 4s } }`)}`,
      ),
    );
  expect(own('').timeouts).toMatchObject({ request: { value: 9000 }, attempt: { value: 4000 } });
  expect(own('').retries).toMatchObject({ count: 5, triggers: ['5xx'], statusCodes: [] });
  expect(own('timeouts: { request: 0s }').timeouts).toMatchObject({ request: { value: 0 }, idle: { value: 0 } });
  expect(own('timeouts: { request: 3s, backendRequest: 2s }').timeouts.request).toMatchObject({
    value: 2000,
    source: { field: 'spec.rules[0].timeouts.backendRequest' },
  });
  const retried = own('timeouts: { request: 3s, backendRequest: 2s }, retry: { attempts: 1, codes: [500] }');
  expect(retried.timeouts).toMatchObject({ request: { value: 3000 }, attempt: { value: 2000 } });
  expect(retried.retries).toMatchObject({ count: 1, statusCodes: [500], source: { field: 'spec.rules[0].retry' } });
});

test('without a setting, the idle timeout is not shorter than that of the request; one of the listener stays', () => {
  const idle = (text: string) => read(text).timeouts.idle.value;
  const client = policy(
    'ClientTrafficPolicy',
    'gateway',
    'timeout: { http: { streamIdleTimeout: 30s, requestReceivedTimeout: 10s } }',
    'c',
  );
  expect(idle('')).toBe(300_000);
  expect(idle(traffic('route', timeout('7200s')))).toBe(7_200_000);
  expect(idle(traffic('route', timeout('1s')))).toBe(3_600_000);
  expect(idle(client + traffic('route', timeout('7200s')))).toBe(30_000);
  expect(idle(client + traffic('route', 'timeout: { http: { streamIdleTimeout: 5s } }'))).toBe(5000);
  expect(read(client).client.requestReceived).toMatchObject({
    value: 10_000,
    source: { field: 'spec.timeout.http.requestReceivedTimeout' },
  });
});

test('methods of authentication in the order of the filters, with what weakens them', () => {
  const rule = read(
    security(
      'route',
      `jwt: { optional: true, providers: [{ name: p, issuer: "https://i", audiences: [a], remoteJWKS: { uri: "https://i/jwks" }, claimToHeaders: [{ claim: sub, header: x-sub }] }] },
       extAuth: { failOpen: true, grpc: { backendRefs: [{ name: authz, port: 9001 }] } },
       basicAuth: { users: { name: people } },
       authorization: { rules: [{ action: Allow, principal: { jwt: { provider: p } } }, { action: Deny, cel: "true" }] },
       cors: { allowOrigins: ["*"], maxAge: 60s }`,
    ),
  );
  expect(rule.authentication.map((m) => [m.method, m.required])).toEqual([
    ['extAuth', false],
    ['basicAuth', true],
    ['jwt', false],
  ]);
  expect(rule.authentication[0]).toMatchObject({ protocol: 'grpc', backends: [{ name: 'authz', namespace: 'shop' }] });
  expect(rule.authentication[2]).toMatchObject({
    providers: [
      { issuer: 'https://i', audiences: ['a'], keys: { uri: 'https://i/jwks' }, claimToHeaders: [{ header: 'x-sub' }] },
    ],
  });
  expect(rule.authorization).toMatchObject({
    defaultAction: 'Deny',
    rules: [{ action: 'Allow' }, { action: 'Deny', cel: 'true', source: { field: 'spec.authorization.rules[1]' } }],
  });
  expect(rule.cors).toMatchObject({ origins: ['*'], maxAge: 60, source: { field: 'spec.cors' } });
});

const withRule = (rule: string, more = '', options?: Parameters<typeof snapshotOf>[1]): RuleSettings =>
  settings(
    snapshotOf(
      `${GATEWAY}\nkind: HTTPRoute\nname: app\nspec: { parentRefs: [{ name: edge }], rules: [{ ${rule} }] }\n---${more}`,
      options,
    ),
  );

test('a CORS filter replaces the CORS of a policy', () => {
  const rule = withRule(
    'filters: [{ type: CORS, cors: { allowOrigins: ["https://a.example"] } }]',
    security('route', 'cors: { allowOrigins: ["*"] }'),
  );
  expect(rule.cors).toMatchObject({
    origins: ['https://a.example'],
    source: { field: 'spec.rules[0].filters[0].cors' },
  });
});

test('headers, rewrites and redirects of filters', () => {
  const headers = 'set: [{ name: X-A, value: b }], add: [{ name: x-b, value: c }], remove: [x-c]';
  const rule = withRule(
    `filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { ${headers} } }, { type: URLRewrite, urlRewrite: { hostname: in.example, path: { type: ReplacePrefixMatch, replacePrefixMatch: /v2 } } }], backendRefs: [{ name: s, port: 80 }]`,
  );
  expect(rule.requestHeaders).toEqual({
    changes: [
      { name: 'x-b', value: 'c', append: true },
      { name: 'X-A', value: 'b', append: false },
    ],
    remove: ['x-c'],
  });
  expect(rule.action).toMatchObject({
    type: 'forward',
    rewrite: { path: { by: 'prefix', to: '/v2' }, host: { by: 'name', to: 'in.example' } },
  });
  const redirect = (fields: string) =>
    withRule(`filters: [{ type: RequestRedirect, requestRedirect: { ${fields} } }]`).action;
  expect(redirect('scheme: https')).toMatchObject({ type: 'redirect', status: 302, scheme: 'https', port: undefined });
  expect(redirect('port: 8443, statusCode: 301')).toMatchObject({ status: 301, port: 8443 });
});

test('shares of backends: one that is refused fails its part of the requests, without any other all of them', () => {
  const ref = (name: string, weight: number) =>
    `{ group: gateway.envoyproxy.io, kind: Backend, name: ${name}, weight: ${weight} }`;
  const known =
    '\nkind: Backend\nname: known\nspec: { endpoints: [{ fqdn: { hostname: a.example, port: 443 } }] }\n---';
  const both = withRule(`backendRefs: [${ref('known', 3)}, ${ref('gone', 1)}, ${ref('off', 0)}]`, known).action;
  expect(both).toMatchObject({
    type: 'forward',
    failure: 500,
    backends: [{ share: 0.75, state: 'valid' }, { share: 0.25, state: 'invalid' }, { share: 0 }],
  });
  const none = withRule(`backendRefs: [${ref('gone', 1)}]`, known);
  expect(none.action).toMatchObject({
    type: 'respond',
    status: 500,
    refused: { field: 'spec.rules[0].backendRefs[0]' },
  });
  expect(none.conditions.map((c) => c.reason)).toContain('BackendNotFound');
  expect(withRule('').action).toMatchObject({ type: 'respond', status: 500 });
  // In a cluster with other objects, the Backend may exist.
  expect(withRule(`backendRefs: [${ref('gone', 1)}]`, '', { complete: false }).action.type).toBe('forward');
});

test('a Service that does not exist fails only where the whole cluster is known', () => {
  const rule = 'backendRefs: [{ name: gone, port: 80 }]';
  expect(withRule(rule).action.type).toBe('forward');
  expect(
    withRule(
      rule,
      '\nkind: GatewayClass\nname: eg\nnamespace:\nspec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }\n---',
      { whole: true },
    ).action,
  ).toMatchObject({ type: 'respond', status: 500 });
});

test('a policy that the controller refuses answers with 500', () => {
  const rule = read(
    traffic(
      'route',
      'rateLimit: { local: { rules: [{ limit: { requests: 1, unit: Hour } }, { limit: { requests: 2, unit: Hour } }] } }',
    ),
  );
  expect(rule.action).toMatchObject({
    type: 'respond',
    status: 500,
    refused: { field: expect.stringContaining('spec.rateLimit.local') },
  });
});

test('extensions in the order of Envoy', () => {
  const rule = read(
    policy(
      'EnvoyExtensionPolicy',
      'route',
      `wasm: [{ name: w, code: { type: HTTP, http: { url: "https://w.example/w.wasm", sha256: "${'a'.repeat(64)}" } } }], extProc: [{ backendRefs: [{ name: p, port: 9000 }], failOpen: true }]`,
    ),
  );
  expect(rule.extensions.map((e) => [e.kind, e.failOpen])).toEqual([
    ['extProc', true],
    ['wasm', false],
  ]);
});

test('the lookup of one policy, and objects that nobody can change', () => {
  const snapshot = snapshotOf(GATEWAY + ROUTE + traffic('gateway', timeout('1s')));
  const rule = settings(snapshot, { path: '/one' });
  const found = effectivePolicy(snapshot, 'BackendTrafficPolicy', rule.route, 0, rule.listener);
  expect(found && show(found.policy)).toBe('BackendTrafficPolicy shop/gateway');
  for (const part of [rule, rule.timeouts, rule.timeouts.request, rule.action, found])
    expect(Object.isFrozen(part)).toBe(true);
});

test('the share of a Service without endpoints gets 503, and then also that of a refused backend', () => {
  const cluster = `
kind: GatewayClass
name: eg
namespace:
spec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }
---
kind: Service
name: s
spec: { ports: [{ name: http, port: 80 }] }
---`;
  const slices = `
kind: EndpointSlice
name: other
meta: { labels: { kubernetes.io/service-name: other } }
addressType: IPv4
---`;
  const both =
    'backendRefs: [{ name: s, port: 80 }, { name: gone, port: 80 }, { name: b, group: gateway.envoyproxy.io, kind: Backend }]';
  const known = '\nkind: Backend\nname: b\nspec: { endpoints: [{ fqdn: { hostname: a.example, port: 443 } }] }\n---';
  const action = withRule(both, cluster + slices + known, { whole: true }).action;
  expect(action).toMatchObject({ type: 'forward', failure: 503 });
  expect(withRule('backendRefs: [{ name: s, port: 80 }]', cluster + slices, { whole: true }).action).toMatchObject({
    status: 503,
  });
});

test('a location has the port of the listener, unless it is the usual one', () => {
  const redirect =
    '\nkind: HTTPRoute\nname: app\nspec: { parentRefs: [{ name: edge }], rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { hostname: b.example } }] }] }\n---';
  expect(settings(snapshotOf(GATEWAY + redirect)).action).toMatchObject({ port: undefined });
  const other = settings(snapshotOf(GATEWAY.replace('port: 80', 'port: 8080') + redirect), { port: 8080 });
  expect(other.action).toMatchObject({ type: 'redirect', hostname: 'b.example', port: 8080 });
});
