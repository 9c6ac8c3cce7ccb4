// Which route serves a request: listeners, host names, the order of matches.
import { expect, test } from 'vitest';
import { effectiveRoutes, envoyRouteName } from '../../src/effective/requests/effective-routes.ts';
import { GATEWAY, served, snapshotOf } from './manifests.ts';

const route = (name: string, more: string, rules: string): string =>
  `\nkind: HTTPRoute\nname: ${name}\n${more}spec: { parentRefs: [{ name: edge }], ${rules} }\n---`;
const rule = (matches: string): string => `rules: [{ matches: [${matches}], backendRefs: [{ name: s, port: 80 }] }]`;
const path = (type: string, value: string): string => `{ path: { type: ${type}, value: "${value}" } }`;

test('an exact path is tried before an expression, and an expression before a prefix, however long they are', () => {
  const snapshot = snapshotOf(
    GATEWAY +
      route('prefix', '', rule(path('PathPrefix', '/api/v1/users'))) +
      route('regex', '', rule(path('RegularExpression', '/api/.*'))) +
      route('exact', '', rule(path('Exact', '/api/v1'))),
  );
  expect(served(snapshot, { path: '/api/v1' })).toBe('exact/0');
  expect(served(snapshot, { path: '/api/v1/users' })).toBe('regex/0');
  expect(served(snapshot, { path: '/api' })).toBe('none');
});

test('of two prefixes the longer one is tried first; it ends at a slash', () => {
  const snapshot = snapshotOf(
    GATEWAY +
      route('all', '', rule(path('PathPrefix', '/'))) +
      route('api', '', rule(path('PathPrefix', '/api'))) +
      route('slash', '', rule(path('PathPrefix', '/shop/'))),
  );
  expect(served(snapshot, { path: '/api/x' })).toBe('api/0');
  expect(served(snapshot, { path: '/apis' })).toBe('all/0');
  expect(served(snapshot, { path: '/shop' })).toBe('slash/0');
});

test('of equal paths, more headers come first, a method counts as one, then cookies, then parameters', () => {
  const snapshot = snapshotOf(
    `${GATEWAY}
kind: HTTPRouteFilter
name: cookie
spec: { matches: [{ cookies: [{ name: beta, value: "1" }] }] }
---${route('plain', '', rule('{ }'))}${route('query', '', rule('{ queryParams: [{ name: a, value: b }] }'))}${route(
      'cookie',
      '',
      'rules: [{ filters: [{ type: ExtensionRef, extensionRef: { group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: cookie } }] }]',
    )}${route('regex', '', rule('{ headers: [{ name: X-A, type: RegularExpression, value: ".+" }] }'))}${route(
      'method',
      '',
      rule('{ method: POST }'),
    )}${route('both', '', rule('{ method: POST, headers: [{ name: x-a, value: b }] }'))}`,
  );
  const headers = { 'X-a': 'b' };
  expect(served(snapshot)).toBe('plain/0');
  expect(served(snapshot, { path: '/?a=b' })).toBe('query/0');
  expect(served(snapshot, { path: '/?a=b', headers: { cookie: 'x=2; beta=1' } })).toBe('cookie/0');
  expect(served(snapshot, { path: '/?a=b', headers: { ...headers, cookie: 'beta=1' } })).toBe('regex/0');
  expect(served(snapshot, { method: 'POST', headers: { 'x-a': 'c' } })).toBe('method/0');
  expect(served(snapshot, { method: 'POST', headers })).toBe('both/0');
});

test('of equal matches the older route is first, then the one with the smaller name, then the first rule', () => {
  const two = 'rules: [{ backendRefs: [{ name: s, port: 80 }] }, { backendRefs: [{ name: t, port: 80 }] }]';
  expect(served(snapshotOf(GATEWAY + route('b', '', two) + route('a', '', two)))).toBe('a/0');
  const old = 'meta: { creationTimestamp: "2020-01-01T00:00:00Z" }\n';
  const young = 'meta: { creationTimestamp: "2021-01-01T00:00:00Z" }\n';
  expect(served(snapshotOf(GATEWAY + route('b', old, two) + route('a', young, two)))).toBe('b/0');
});

test('preserveRouteOrder keeps the order of the rules', () => {
  const text = `
kind: EnvoyProxy
name: keep
spec: { preserveRouteOrder: true }
---
kind: Gateway
name: edge
spec:
  gatewayClassName: eg
  infrastructure: { parametersRef: { group: gateway.envoyproxy.io, kind: EnvoyProxy, name: keep } }
  listeners: [{ name: http, port: 80, protocol: HTTP }]
---${route('all', '', rule(path('PathPrefix', '/')))}${route('z-exact', '', rule(path('Exact', '/a')))}`;
  expect(served(snapshotOf(text), { path: '/a' })).toBe('all/0');
  expect(served(snapshotOf(text.replace('true', 'false')), { path: '/a' })).toBe('z-exact/0');
});

const HOSTS = `
kind: Gateway
name: edge
spec:
  gatewayClassName: eg
  listeners:
    - { name: all, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: c }] } }
    - { name: own, port: 443, protocol: HTTPS, hostname: api.example.com, tls: { certificateRefs: [{ name: c }] } }
    - { name: wild, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: { certificateRefs: [{ name: c }] } }
---
kind: HTTPRoute
name: everywhere
spec: { parentRefs: [{ name: edge, sectionName: all }], hostnames: [api.example.com, "*.org"], rules: [{ }] }
---
kind: HTTPRoute
name: own
spec: { parentRefs: [{ name: edge, sectionName: own }], rules: [{ matches: [{ path: { value: /own } }] }] }
---
kind: HTTPRoute
name: wild
spec: { parentRefs: [{ name: edge, sectionName: wild }], hostnames: ["*.b.example.com", a.b.example.com], rules: [{ }] }
`;

test('TLS chooses the listener by the name, and only its routes are tried', () => {
  const snapshot = snapshotOf(HOSTS);
  const https = (host: string, p = '/') => served(snapshot, { scheme: 'https', port: 443, host, path: p });
  expect(https('api.example.com', '/own')).toBe('own/0');
  // The hostname belongs to the other listener, also for a route of this one.
  expect(https('api.example.com')).toBe('none');
  expect(https('a.b.example.com:443')).toBe('wild/0');
  expect(https('x.a.B.example.com')).toBe('wild/0');
  expect(https('other.example.com')).toBe('none');
  expect(https('site.org')).toBe('everywhere/0');
  expect(served(snapshot, { port: 443, host: 'site.org' })).toBe('none');
});

test('routes have the names that Envoy Gateway gives them, in its order', () => {
  const names = effectiveRoutes(snapshotOf(HOSTS)).map(envoyRouteName);
  expect(names).toEqual([
    'httproute/shop/everywhere/rule/0/match/-1/*_org',
    'httproute/shop/own/rule/0/match/0/api_example_com',
    'httproute/shop/wild/rule/0/match/-1/*_b_example_com',
    'httproute/shop/wild/rule/0/match/-1/a_b_example_com',
  ]);
});

test('plain listeners of a port share their hosts; a listener of another port does not', () => {
  const snapshot = snapshotOf(`
kind: Gateway
name: edge
spec:
  gatewayClassName: eg
  listeners:
    - { name: all, port: 80, protocol: HTTP }
    - { name: own, port: 80, protocol: HTTP, hostname: api.example.com }
    - { name: admin, port: 81, protocol: HTTP }
---
kind: HTTPRoute
name: all
spec: { parentRefs: [{ name: edge, sectionName: all }], rules: [{ }] }
---
kind: HTTPRoute
name: own
spec: { parentRefs: [{ name: edge, port: 80 }], hostnames: [api.example.com], rules: [{ }] }
---
kind: HTTPRoute
name: admin
spec: { parentRefs: [{ name: edge, sectionName: admin }], rules: [{ }] }
`);
  expect(served(snapshot, { host: 'api.example.com' })).toBe('own/0');
  expect(served(snapshot, { host: 'else.example.com' })).toBe('all/0');
  expect(served(snapshot, { host: 'api.example.com', port: 81 })).toBe('admin/0');
  expect(served(snapshot, { port: 82 })).toBe('none');
});

test('gRPC methods are paths, and one without a service is the end of a path', () => {
  const grpc = (name: string, method: string): string =>
    `\nkind: GRPCRoute\nname: ${name}\nspec: { parentRefs: [{ name: edge }], rules: [{ matches: [{ method: ${method} }] }] }\n---`;
  const snapshot = snapshotOf(
    GATEWAY +
      grpc('service', '{ service: shop.Cart }') +
      grpc('method', '{ service: shop.Cart, method: Add }') +
      grpc('any', '{ method: Health }') +
      grpc('regex', '{ type: RegularExpression, service: "shop\\\\..*" }'),
  );
  expect(served(snapshot, { path: '/shop.Cart/Add' })).toBe('method/0');
  expect(served(snapshot, { path: '/shop.Cart/Get' })).toBe('regex/0');
  expect(served(snapshot, { path: '/x.Y/Health' })).toBe('any/0');
  expect(served(snapshot, { path: '/x.Y/Get' })).toBe('none');
});

test('a rule with an expression that is not RE2 is dropped; the others of the route stay', () => {
  const rules =
    'rules: [{ matches: [{ path: { type: RegularExpression, value: "/a(?!b)" } }] }, { matches: [{ path: { value: / } }] }]';
  expect(served(snapshotOf(GATEWAY + route('app', '', rules)), { path: '/ab' })).toBe('app/1');
});

test('a CORS filter answers preflight requests of a match with another method', () => {
  const rules =
    'rules: [{ matches: [{ method: POST, path: { value: /x } }], filters: [{ type: CORS, cors: { allowOrigins: ["https://a.example"] } }] }]';
  const preflight = {
    method: 'OPTIONS',
    path: '/x',
    headers: { origin: 'https://a.example', 'access-control-request-method': 'POST' },
  };
  expect(served(snapshotOf(GATEWAY + route('app', '', rules)), preflight)).toBe('app/0');
  expect(served(snapshotOf(GATEWAY + route('app', '', rules)), { ...preflight, headers: {} })).toBe('none');
  expect(served(snapshotOf(GATEWAY + route('app', '', rule('{ method: POST, path: { value: /x } }'))), preflight)).toBe(
    'none',
  );
});

const client = (spec: string): string =>
  `\nkind: ClientTrafficPolicy\nname: c\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }], ${spec} }\n---`;

test('paths are normalized before they are compared', () => {
  const text =
    GATEWAY + route('admin', '', rule(path('PathPrefix', '/admin'))) + route('root', '', rule(path('Exact', '/')));
  const snapshot = snapshotOf(text);
  expect(served(snapshot, { path: '//admin' })).toBe('admin/0');
  expect(served(snapshot, { path: '/x/../admin/./y' })).toBe('admin/0');
  expect(served(snapshot, { path: '/x%2F..%2fadmin' })).toBe('admin/0');
  expect(served(snapshot, { path: '/..' })).toBe('root/0');
  const kept = snapshotOf(text + client('path: { disableMergeSlashes: true, escapedSlashesAction: RejectRequest }'));
  expect(served(kept, { path: '//admin' })).toBe('none');
  expect(served(kept, { path: '/admin%2Fx' })).toBe('none');
});

test('early changes of headers decide before the route is chosen', () => {
  const text =
    GATEWAY + route('user', '', rule('{ headers: [{ name: x-user, value: root }] }')) + route('all', '', rule('{ }'));
  const headers = { 'X-User': 'root' };
  const set = client('headers: { earlyRequestHeaders: { set: [{ name: x-user, value: nobody }] } }');
  expect(served(snapshotOf(text + set), { headers })).toBe('all/0');
  expect(served(snapshotOf(text), { headers })).toBe('user/0');
  expect(served(snapshotOf(text + client('headers: { earlyRequestHeaders: { remove: [x-user] } }')), { headers })).toBe(
    'all/0',
  );
  expect(
    served(snapshotOf(text + client('headers: { earlyRequestHeaders: { set: [{ name: x-user, value: root }] } }'))),
  ).toBe('user/0');
});

test('a route whose policy takes CONNECT takes nothing else', () => {
  const text = `${GATEWAY}${route('tunnel', '', rule('{ }'))}
kind: BackendTrafficPolicy
name: connect
spec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: tunnel }], httpUpgrade: [{ type: CONNECT }] }
`;
  expect(served(snapshotOf(text), { method: 'CONNECT' })).toBe('tunnel/0');
  expect(served(snapshotOf(text))).toBe('none');
  expect(served(snapshotOf(GATEWAY + route('tunnel', '', rule('{ }'))), { method: 'CONNECT' })).toBe('none');
});

test('a Gateway is named where several have the port', () => {
  const second = GATEWAY.replace('name: edge', 'name: other');
  const snapshot = snapshotOf(GATEWAY + second + route('app', '', rule('{ }')));
  const gateway = snapshot.of('Gateway')[1];
  expect(served(snapshot)).toBe('app/0');
  expect(served(snapshot, { gateway })).toBe('none');
});

test('an expression matches the whole value, and an exact header comes before one with an expression', () => {
  const header = (type: string, value: string): string =>
    rule(`{ headers: [{ name: x-v, type: ${type}, value: "${value}" }] }`);
  const snapshot = snapshotOf(
    GATEWAY +
      route('a-regex', '', header('RegularExpression', 'v[0-9]')) +
      route('exact', '', header('Exact', 'v2')) +
      route('path', '', rule(path('RegularExpression', '/p[0-9]'))),
  );
  expect(served(snapshot, { headers: { 'x-v': 'v1' } })).toBe('a-regex/0');
  expect(served(snapshot, { headers: { 'x-v': 'v2' } })).toBe('exact/0');
  expect(served(snapshot, { headers: { 'x-v': 'v22' } })).toBe('none');
  expect(served(snapshot, { path: '/p1' })).toBe('path/0');
  expect(served(snapshot, { path: '/p1/x' })).toBe('none');
});
