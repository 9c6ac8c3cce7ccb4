// Gateways that several namespaces share: whose path it is, whose authentication, and who says so.
import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { checkBehaviour } from './found.ts';

type Spec = Record<string, unknown>;
const of = (apiVersion: string, kind: string, namespace: string | undefined, name: string, spec: Spec) =>
  ({ apiVersion, kind, metadata: { name, ...(namespace && { namespace }) }, spec }) as KubernetesObject;
const GROUP = 'gateway.networking.k8s.io';
const backendRefs = [{ name: 'app', port: 80 }];
const gateway = (from = 'Selector', hostname = 'api.example.com') => {
  const listener = (name: string, port: number) => ({
    name,
    port,
    protocol: 'HTTPS',
    hostname,
    allowedRoutes: { namespaces: { from, selector: {} } },
  });
  return of(`${GROUP}/v1`, 'Gateway', 'platform', 'edge', {
    listeners: [listener('https', 443), listener('alt', 8443)],
  });
};
type Match = Spec | string;
const route = (namespace: string | undefined, match: Match | Match[], more: Spec = {}, kind = 'HTTPRoute') =>
  of(`${GROUP}/v1`, kind, namespace, `${namespace}-r`, {
    parentRefs: [{ name: 'edge', namespace: 'platform', sectionName: 'https' }],
    rules: [match].flat().map((m) => ({ matches: [typeof m === 'string' ? { path: { value: m } } : m], backendRefs })),
    ...more,
  });
const grpc = (namespace: string, method: Spec) => route(namespace, { method }, {}, 'GRPCRoute');
const path = (value: string, more: Spec = {}, type = 'PathPrefix') => ({ path: { type, value }, ...more });
const header = (value: string, name = 'x-a', type = 'Exact') => ({ headers: [{ type, name, value }] });
const at = (sectionName?: string) => ({ parentRefs: [{ name: 'edge', namespace: 'platform', sectionName }] });

const seen = (code: string, objects: KubernetesObject[]) =>
  checkBehaviour(objects).flatMap((f) =>
    f.code === code ? [`${f.severity} ${f.resource.replace(/.* /, '')} ${f.field}`] : [],
  );
const inside = (...routes: KubernetesObject[]) => seen('PathInsideOtherNamespace', [gateway(), ...routes]);
const TAKEN = ['warning b/b-r spec.rules[0].matches[0]'];
const orders = route('a', '/orders');

test.each<[string, KubernetesObject[]]>([
  ['a longer prefix', [orders, route('b', '/orders/x')]],
  ['the taker before the taken', [route('b', '/orders/x'), orders]],
  ['far below', [orders, route('b', '/orders/x/y/z')]],
  ['a slash at the end', [route('a', '/orders/'), route('b', '/orders/x')]],
  ['Exact below', [orders, route('b', path('/orders/x', {}, 'Exact'))]],
  ['Exact, and the prefix itself', [orders, route('b', path('/orders', {}, 'Exact'))]],
  ['one path, with a header more', [orders, route('b', path('/orders', header('1')))]],
  [
    'one Exact path, with a method',
    [route('a', path('/o', {}, 'Exact')), route('b', path('/o', { method: 'PUT' }, 'Exact'))],
  ],
  ['one method of the other', [route('a', path('/orders', { method: 'GET' })), route('b', '/orders/x')]],
  [
    'headers that may come together',
    [route('a', path('/o', header('1'))), route('b', path('/o/x', header('1', 'x-b')))],
  ],
  [
    'a header by expression',
    [route('a', path('/o', header('1'))), route('b', path('/o/x', header('.*', 'X-A', 'RegularExpression')))],
  ],
  [
    'a gRPC method of a service',
    [grpc('a', { service: 'shop.Orders' }), grpc('b', { service: 'shop.Orders', method: 'Get' })],
  ],
  ['gRPC below a path of HTTP', [route('a', '/shop.Orders'), grpc('b', { service: 'shop.Orders', method: 'Get' })]],
  ['all listeners, and one', [route('a', '/orders', at()), route('b', '/orders/x')]],
  ['one of several host names', [orders, route('b', '/orders/x', { hostnames: ['x.org', 'api.example.com'] })]],
  ['below the platform and a team', [route('platform', '/'), orders, route('b', '/orders/x')]],
  [
    'the conditions of somebody else fit',
    [route('a', [path('/o', header('1')), path('/o', header('2'))]), route('b', path('/o/x', header('2')))],
  ],
])('a path is taken: %s', (_, routes) => expect(inside(...routes)).toEqual(TAKEN));

test.each<[string, KubernetesObject[]]>([
  ['segments, not characters', [orders, route('b', '/ordersx')]],
  ['the same namespace', [orders, route('a', '/orders/x')]],
  ["the Gateway's namespace may contain everything", [route('platform', ['/', '/orders']), route('b', '/orders/x')]],
  ['equal ones are RouteRulesOverlap', [orders, route('b', '/orders')]],
  ['Exact contains nothing', [route('a', path('/orders', {}, 'Exact')), route('b', '/orders/x')]],
  ['another listener', [orders, route('b', '/orders/x', at('alt'))]],
  ['another method', [route('a', path('/o', { method: 'GET' })), route('b', path('/o/x', { method: 'PUT' }))]],
  ['another value of a header', [route('a', path('/o', header('1'))), route('b', path('/o/x', header('2', 'X-A')))]],
  ['nor does it matter what conditions it has', [route('platform', path('/o', header('1'))), route('b', '/o/x')]],
  ['no namespace, so nobody knows whose', [orders, route(undefined, '/orders/x')]],
  ['a regular expression is RegexShadowsPrefix', [orders, route('b', path('/orders/.*', {}, 'RegularExpression'))]],
  ['one gRPC method of any service', [route('a', '/x'), grpc('b', { method: 'Get' })]],
])('a path is not taken: %s', (_, routes) => expect(inside(...routes)).toEqual([]));

test('another host name of a listener without one', () => {
  const two = (a: string, b: string) => [
    gateway('All', ''),
    route('a', '/o', { hostnames: [a] }),
    route('b', '/o/x', { hostnames: [b] }),
  ];
  const code = 'PathInsideOtherNamespace';
  expect(seen(code, two('a.example.com', 'b.example.com'))).toEqual([]);
  expect(seen(code, two('a.example.com', 'a.example.com'))).toEqual(TAKEN);
});

test('what is below a path that was taken is not told again', () => {
  expect(inside(orders, route('b', ['/orders/x', '/orders/x/y']))).toEqual(TAKEN);
});

test('a path that two listeners serve is told once', () => {
  expect(inside(route('a', '/orders', at()), route('b', '/orders/x', at()))).toEqual(TAKEN);
});

test('below a path that two contend for requests are taken as well', () => {
  expect(inside(orders, route('b', ['/orders', '/orders/x']))).toEqual(['warning b/b-r spec.rules[1].matches[0]']);
});

test('among many who want the same, somebody else is found', () => {
  const one = path('/o', header('1'));
  const found = inside(route('platform', one), route('b', [one, path('/o/x', header('1'))]), route('a', one));
  expect(found).toEqual(['warning b/b-r spec.rules[1].matches[0]']);
});

test("what lies below a path that the Gateway's owner took is the owner's affair", () => {
  expect(inside(orders, route('platform', '/orders/x'), route('b', '/orders/x/y'))).toEqual([
    'info platform/platform-r spec.rules[0].matches[0]',
  ]);
});

test("the Gateway's owner may take a path, and it is said", () => {
  expect(inside(orders, route('platform', '/orders/x'))).toEqual(['info platform/platform-r spec.rules[0].matches[0]']);
});

test('a catch-all of a team is told to that team, once; so is a path below which many serve', () => {
  const many = (...teams: string[]) => teams.map((t) => route(t, `/all/${t}`));
  const owner = ['warning a/a-r spec.rules[0].matches[0]'];
  expect(inside(route('a', '/'), route('b', '/b'))).toEqual(owner);
  expect(inside(route('a', '/all'), ...many('b', 'c', 'd', 'e'))).toEqual(owner);
  expect(inside(route('a', '/all'), ...many('b', 'c', 'd'))).toHaveLength(3);
});

test('routes meet at a Gateway that is not among the files', () => {
  expect(seen('PathInsideOtherNamespace', [orders, route('b', '/orders/x')])).toEqual(TAKEN);
  expect(seen('PathInsideOtherNamespace', [orders, route('b', '/orders/x', at('alt'))])).toEqual([]);
});

const target = (kind: string, name: string) => ({ targetRefs: [{ group: GROUP, kind, name }] });
const policy = (namespace: string, spec: Spec) =>
  of('gateway.envoyproxy.io/v1alpha1', 'SecurityPolicy', namespace, 'p', {
    ...(namespace === 'platform' ? target('Gateway', 'edge') : target('HTTPRoute', `${namespace}-r`)),
    ...spec,
  });
const jwt = (...providers: Spec[]) => ({ jwt: { providers } });
const MINE = { name: 'm', issuer: 'https://mine', remoteJWKS: { uri: 'https://mine/jwks' } };
const keys = (namespace?: string) => ({ apiKeyAuth: { credentialRefs: [{ name: 'keys', namespace }] } });
const extAuth = (namespace: string) => ({
  extAuth: { http: { backendRefs: [{ name: 'authz', namespace, port: 80 }] } },
});
const MERGE = { mergeType: 'StrategicMerge' };
const replaces = (root: Spec, team: Spec) =>
  seen('PolicyReplacesAuthentication', [gateway(), orders, policy('platform', root), policy('a', team)]);

test.each<[string, Spec, Spec]>([
  ['another method', jwt(MINE), { basicAuth: { users: { name: 'u' } } }],
  ['another issuer', jwt(MINE), jwt({ ...MINE, issuer: 'https://other' })],
  ['keys of its own for the same issuer', jwt(MINE), jwt({ ...MINE, remoteJWKS: { uri: 'https://other/jwks' } })],
  ['an issuer more', jwt(MINE), jwt(MINE, { name: 'o', issuer: 'https://other' })],
  ['another issuer although merged', jwt(MINE), { ...MERGE, ...jwt({ name: 'o', issuer: 'https://other' }) }],
  ['keys of its own', keys(), keys()],
  ['one method of two', { ...jwt(MINE), ...keys() }, jwt(MINE)],
  ['an authorizer of its own', extAuth('platform'), extAuth('a')],
  ['another login', { oidc: { provider: { issuer: 'https://a' } } }, { oidc: { provider: { issuer: 'https://b' } } }],
])('authentication is replaced: %s', (_, root, team) =>
  expect(replaces(root, team)).toEqual([expect.stringMatching(/^warning a\/p spec\./)]),
);

test.each<[string, Spec, Spec]>([
  ['repeated', jwt(MINE), jwt(MINE)],
  ['repeated, with another name and audience', jwt(MINE), jwt({ ...MINE, name: 'n', audiences: ['a'] })],
  ['one issuer of two', jwt(MINE, { name: 'o', issuer: 'https://other' }), jwt(MINE)],
  ['merged, something more', jwt(MINE), { ...MERGE, basicAuth: { users: { name: 'u' } } }],
  ['the same keys', keys(), keys('platform')],
  ['the same authorizer', extAuth('platform'), extAuth('platform')],
  ['nothing to lose', { authorization: { defaultAction: 'Deny' } }, jwt(MINE)],
])('authentication stays: %s', (_, root, team) => expect(replaces(root, team)).toEqual([]));

test('the same namespace may ask otherwise', () => {
  const own = { ...policy('platform', {}), metadata: { name: 'own', namespace: 'platform' } };
  const spec = { ...target('HTTPRoute', 'platform-r'), ...keys() };
  const objects = [gateway(), route('platform', '/'), policy('platform', jwt(MINE)), { ...own, spec }];
  expect(seen('PolicyReplacesAuthentication', objects as KubernetesObject[])).toEqual([]);
});

test("a team's word that everybody may is not the platform's", () => {
  const drops = (spec: Spec) =>
    seen('PolicyDropsAuthentication', [gateway(), orders, policy('platform', jwt(MINE)), policy('a', spec)]);
  const ALLOW = { authorization: { defaultAction: 'Allow' } };
  expect(drops(ALLOW)).toEqual(['warning a/p spec']);
  expect(drops({ cors: {} })).toEqual(['warning a/p spec']);
  expect(drops({ ...MERGE, cors: {} })).toEqual([]);
});

const rule = (more: Spec = {}) => ({
  apiGroups: [GROUP],
  operations: ['CREATE', 'UPDATE'],
  resources: ['httproutes'],
  ...more,
});
const registration = 'admissionregistration.k8s.io/v1';
const vap = (...resourceRules: Spec[]) =>
  of(registration, 'ValidatingAdmissionPolicy', undefined, 'v', { matchConstraints: { resourceRules } });
const bind = (policyName: string, ...validationActions: string[]) =>
  of(registration, 'ValidatingAdmissionPolicyBinding', undefined, 'b', { policyName, validationActions });
const BOUND = bind('v', 'Deny');
const webhook = {
  ...of(registration, 'ValidatingWebhookConfiguration', undefined, 'w', {}),
  webhooks: [{ rules: [rule()] }],
};
const unrestricted = (...more: KubernetesObject[]) =>
  seen('PathsUnrestricted', [gateway(), orders, route('b', '/b'), ...more]);
const OPEN = ['info platform/edge spec.listeners[0].allowedRoutes'];

test.each<[string, KubernetesObject[]]>([
  ['nothing', []],
  ['another group', [vap(rule({ apiGroups: ['apps'] })), BOUND]],
  ['other resources', [vap(rule({ resources: ['gateways'] })), BOUND]],
  ['only when they come', [vap(rule({ operations: ['CREATE'] })), BOUND]],
  ['no binding', [vap(rule())]],
  ['the binding of another', [vap(rule()), bind('x', 'Deny')]],
  ['a binding that warns', [vap(rule()), bind('v', 'Warn', 'Audit')]],
  ['routes of another kind beside', [vap(rule()), BOUND, grpc('c', { service: 's' })]],
])('paths are not restricted: %s', (_, more) => expect(unrestricted(...more)).toEqual(OPEN));

test.each<[string, KubernetesObject[]]>([
  ['a policy and its binding', [vap(rule()), BOUND]],
  ['all of everything', [vap({ apiGroups: ['*'], operations: ['*'], resources: ['*'] }), BOUND]],
  ['a webhook', [webhook]],
  ['Kyverno', [of('kyverno.io/v1', 'ClusterPolicy', undefined, 'k', { rules: [{ match: { kinds: ['HTTPRoute'] } }] })]],
])('paths are restricted: %s', (_, more) => expect(unrestricted(...more)).toEqual([]));

test('one other namespace has nobody to contend with', () => {
  expect(seen('PathsUnrestricted', [gateway(), orders, route('platform', '/')])).toEqual([]);
});

test('from: All says whom it is meant for, where that is known', () => {
  const [alone, shared] = [[], [orders, route('b', '/b')]].map((routes) =>
    checkBehaviour([gateway('All'), ...routes]).filter((f) => f.code === 'RoutesFromAllNamespaces'),
  );
  expect(alone).toHaveLength(2);
  expect(shared!.map((f) => /\ba, b\b/.test(f.message))).toEqual([true, false]);
});
