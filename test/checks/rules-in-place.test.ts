// Checks ask what applies to each rule on each listener: policies of one rule or listener, merged ones, ListenerSets, other controllers.
import { expect, test } from 'vitest';
import type { FindingCode } from '../../src/diagnostics/catalogue.ts';
import { manifests } from '../effective/manifests.ts';
import { checkBehaviour } from './found.ts';

/** Where the checks find a fault, as `app spec.rules[0]`. */
const found = (code: FindingCode, ...texts: readonly string[]): string[] =>
  checkBehaviour(manifests(texts.join('\n---\n'))).flatMap((f) =>
    f.code === code ? [`${f.resource.split('/').at(-1)} ${f.field}`] : [],
  );

const TLS = 'tls: { certificateRefs: [{ name: t }] }';
const EDGE = `
kind: Gateway
name: edge
spec:
  gatewayClassName: eg
  listeners:
    - { name: http, port: 80, protocol: HTTP, hostname: a.example.com }
    - { name: https, port: 443, protocol: HTTPS, hostname: a.example.com, ${TLS} }
    - { name: other, port: 8443, protocol: HTTPS, hostname: b.example.com, ${TLS} }`;
const refs = 'backendRefs: [{ name: app, port: 80 }]';
const route = (rules: string, parent = '{ name: edge, sectionName: https }', name = 'app') => `
kind: HTTPRoute
name: ${name}
spec: { parentRefs: [${parent}], rules: [${rules}] }`;
const policy = (kind: string, name: string, target: string, spec: string) => `
kind: ${kind}
name: ${name}
spec: { targetRefs: [{ group: gateway.networking.k8s.io, ${target} }], ${spec} }`;
const READ = `{ name: read, matches: [{ path: { value: /read }, method: GET }], ${refs} }`;
const WRITE = `{ name: write, matches: [{ path: { value: /write }, method: POST }], ${refs} }`;
const BOTH = route(`${READ}, ${WRITE}`);
const APP = 'kind: HTTPRoute, name: app';
const OF_READ = `${APP}, sectionName: read`;
const OF_WRITE = `${APP}, sectionName: write`;

const LIMIT = 'rateLimit: { global: { rules: [{ limit: { requests: 9, unit: Minute } }] } }';
const RETRY = 'retry: { retryOn: { triggers: [reset] } }';
const HASH = 'loadBalancer: { type: ConsistentHash, consistentHash: { type: SourceIP } }';
const LOGIN = 'oidc: { redirectURL: "https://a.example.com/write/callback" }';
const SPLIT = `${route(`{ name: split, backendRefs: [{ name: a, port: 80, weight: 9 }, { name: b, port: 80 }] }, ${READ}`)}`;

test.each<readonly [code: FindingCode, spec: string, wrong: string, right: string, objects: string]>([
  ['LimitPerMatch', LIMIT, APP, OF_READ, BOTH],
  ['RetriesUnsafe', RETRY, OF_WRITE, OF_READ, BOTH],
  ['WeightsIgnored', HASH, `${APP}, sectionName: split`, OF_READ, SPLIT],
  ['CallbackNotRouted', LOGIN, OF_READ, OF_WRITE, BOTH],
])('%s: of a policy of one rule, that rule alone counts', (code, spec, wrong, right, objects) => {
  const kind = code === 'CallbackNotRouted' ? 'SecurityPolicy' : 'BackendTrafficPolicy';
  expect(found(code, EDGE, objects, policy(kind, 'p', wrong, spec))).toHaveLength(1);
  expect(found(code, EDGE, objects, policy(kind, 'p', right, spec))).toEqual([]);
});

test('a rule with a policy of its own is not one of the rules of its route', () => {
  const own = policy('BackendTrafficPolicy', 'own', OF_WRITE, 'retry: { numRetries: 0 }');
  const all = policy('BackendTrafficPolicy', 'all', APP, RETRY);
  expect(found('RetriesUnsafe', EDGE, BOTH, all)).toHaveLength(1);
  expect(found('RetriesUnsafe', EDGE, BOTH, all, own)).toEqual([]);
});

const SUB = 'claimToHeaders: [{ claim: sub, header: X-Sub }]';
const jwt = (more = SUB) => `jwt: { providers: [{ name: p, issuer: i, audiences: [a], ${more} }] }`;
const removal = (target: string, early: string) =>
  policy('ClientTrafficPolicy', 'client', target, `headers: { earlyRequestHeaders: { ${early} } }`);
const OF_EDGE = 'kind: Gateway, name: edge';
const SET = `
kind: ListenerSet
name: more
spec:
  parentRef: { name: edge }
  listeners: [{ name: https, port: 9443, protocol: HTTPS, hostname: c.example.com, ${TLS} }]`;
const OPEN = EDGE.replace('listeners:', 'allowedListeners: { namespaces: { from: Same } }\n  listeners:');
const ON_SET = '{ kind: ListenerSet, name: more, sectionName: https }';

test.each<readonly [string, boolean, readonly string[]]>([
  ['of the Gateway', true, [EDGE, BOTH, removal(OF_EDGE, 'remove: [X-Sub]')]],
  ['by a pattern', true, [EDGE, BOTH, removal(OF_EDGE, 'removeOnMatch: [{ type: Prefix, value: x-s }]')]],
  ['by another pattern', false, [EDGE, BOTH, removal(OF_EDGE, 'removeOnMatch: [{ type: Prefix, value: y }]')]],
  ['of the listener', true, [EDGE, BOTH, removal(`${OF_EDGE}, sectionName: https`, 'remove: [X-Sub]')]],
  ['of another listener', false, [EDGE, BOTH, removal(`${OF_EDGE}, sectionName: other`, 'remove: [X-Sub]')]],
  [
    'of the Gateway of a ListenerSet',
    true,
    [OPEN, SET, route(`${READ}, ${WRITE}`, ON_SET), removal(OF_EDGE, 'remove: [X-Sub]')],
  ],
  ['at no Gateway of a ListenerSet', false, [OPEN, SET, route(`${READ}, ${WRITE}`, ON_SET)]],
])('an identity header that a ClientTrafficPolicy removes: %s', (_, removed, objects) => {
  const reported = found('IdentityHeaderNotRemoved', ...objects, policy('SecurityPolicy', 'p', APP, jwt()));
  expect(reported).toEqual(removed ? [] : ['p spec']);
});

test('an identity header of a merged policy, and of the policy of a Gateway', () => {
  const root = policy('SecurityPolicy', 'root', OF_EDGE, jwt());
  const merges = policy('SecurityPolicy', 'p', APP, 'mergeType: StrategicMerge, cors: { allowOrigins: ["*"] }');
  const without = policy('SecurityPolicy', 'p', APP, 'basicAuth: { users: { name: u } }');
  const byRole =
    'authorization: { rules: [{ action: Allow, principal: { headers: [{ name: x-role, values: [a] }] } }] }';
  const allows = policy('SecurityPolicy', 'root', OF_EDGE, byRole);
  expect(found('IdentityHeaderNotRemoved', EDGE, BOTH, allows)).toEqual(['root spec']);
  // All routes have the authentication of the Gateway.
  expect(found('IdentityHeaderNotRemoved', EDGE, BOTH, root)).toEqual([]);
  expect(found('IdentityHeaderNotRemoved', EDGE, BOTH, root, merges)).toEqual(['p spec']);
  expect(found('IdentityHeaderNotRemoved', EDGE, BOTH, root, without)).toEqual([]);
});

const perValue = (header: string) =>
  `rateLimit: { global: { rules: [{ clientSelectors: [{ headers: [{ name: ${header}, type: Distinct }] }], limit: { requests: 9, unit: Minute } }] } }`;

test('the key of a limit is compared with what authenticates the same rule', () => {
  const security = (target: string) => policy('SecurityPolicy', 's', target, jwt());
  const limit = (header: string, target = APP) => policy('BackendTrafficPolicy', 'p', target, perValue(header));
  const keys = (...objects: string[]) => found('ForgeableLimitKey', EDGE, BOTH, ...objects).length;
  expect(keys(security(APP), limit('x-tenant'))).toBe(1);
  // Authentication of the Gateway is that of the route.
  expect(keys(security(OF_EDGE), limit('x-tenant'))).toBe(1);
  expect(keys(security(OF_EDGE), limit('x-sub'))).toBe(0);
  // Authentication of another rule is not.
  expect(keys(security(OF_WRITE), limit('x-tenant', OF_READ))).toBe(0);
});

test('requests without the key of a limit: authentication of the Gateway sets it, or a merged limit counts them', () => {
  const limit = (more = '') => policy('BackendTrafficPolicy', 'p', APP, `${perValue('x-client')}${more}`);
  const root = policy('BackendTrafficPolicy', 'root', OF_EDGE, LIMIT);
  const keys = 'apiKeyAuth: { credentialRefs: [{ name: k }], forwardClientIDHeader: X-Client }';
  const unlimited = (...objects: string[]) => found('MissingKeyUnlimited', EDGE, BOTH, ...objects).length;
  expect(unlimited(limit())).toBe(1);
  expect(unlimited(limit(), policy('SecurityPolicy', 's', OF_EDGE, keys))).toBe(0);
  expect(unlimited(limit(), root)).toBe(1);
  expect(unlimited(limit(', mergeType: StrategicMerge'), root)).toBe(0);
});

const HTTP_SET = SET.replace(
  'name: https, port: 9443, protocol: HTTPS',
  'name: http, port: 9080, protocol: HTTP',
).replace(`, ${TLS}`, '');
const REDIRECT = '{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 308 } }] }';
const TO_HTTPS = route(REDIRECT, '{ name: edge, sectionName: http }', 'redirect');
/** The same Gateway as one of another controller. */
const ISTIO = EDGE.replace('gatewayClassName: eg', 'gatewayClassName: istio');

test('an HTTP listener without a route: whether the routes attach, ListenerSets, other controllers', () => {
  const missing = (...objects: string[]) => found('HttpsRedirectMissing', ...objects);
  expect(missing(EDGE, BOTH)).toEqual(['edge spec.listeners[0]']);
  expect(missing(EDGE, BOTH, TO_HTTPS)).toEqual([]);
  // A route for another host, or of another namespace, does not answer.
  const other = 'hostnames: [x.example.com], parentRefs';
  expect(missing(EDGE, BOTH, TO_HTTPS.replace('parentRefs', other))).toEqual(['edge spec.listeners[0]']);
  expect(
    missing(
      EDGE,
      BOTH,
      TO_HTTPS.replace('spec:', 'namespace: guest\nspec:').replace('name: edge', 'name: edge, namespace: shop'),
    ),
  ).toEqual(['edge spec.listeners[0]']);
  expect(missing(ISTIO, BOTH)).toEqual([]);
  expect(missing(OPEN, HTTP_SET, BOTH, TO_HTTPS)).toEqual(['more spec.listeners[0]']);
});

test('a route on an HTTP listener of a ListenerSet, whose Gateway has TLS', () => {
  const onSet = route(READ, '{ kind: ListenerSet, name: more, sectionName: http }');
  expect(found('ClearTextRoute', OPEN, HTTP_SET, onSet)).toEqual(['app spec.parentRefs']);
  expect(found('ClearTextRoute', OPEN, SET, route(READ, ON_SET))).toEqual([]);
});

test('a catch-all route counts for the listener to which it attaches', () => {
  const DENY = 'authorization: { defaultAction: Deny }';
  const deny = policy('SecurityPolicy', 'deny', `${OF_EDGE}, sectionName: https`, DENY);
  const all = (section: string) =>
    route('{ filters: [{ type: DirectResponse }] }', `{ name: edge, sectionName: ${section} }`, 'all');
  expect(found('CatchAllMissing', EDGE, deny, all('https'))).toEqual([]);
  expect(found('CatchAllMissing', EDGE, deny, all('other'))).toEqual(['deny spec.targetRefs']);
  const ofSet = policy('SecurityPolicy', 'deny', 'kind: ListenerSet, name: more', DENY);
  expect(found('CatchAllMissing', OPEN, SET, ofSet)).toEqual(['deny spec.targetRefs']);
  expect(found('CatchAllMissing', OPEN, SET, ofSet, route('{}', ON_SET))).toEqual([]);
  expect(found('CatchAllMissing', ISTIO, deny)).toEqual([]);
  expect(found('CatchAllMissing', EDGE.replaceAll(/HTTPS|HTTP/g, 'TCP'), deny)).toEqual([]);
});

test('listeners of ListenerSets, and of Gateways of other controllers: any hostname, routes of all namespaces', () => {
  const any = (text: string) => text.replaceAll(/, hostname: \w\.example\.com/g, '');
  const all = (text: string) => text.replaceAll('hostname:', 'allowedRoutes: { namespaces: { from: All } }, hostname:');
  expect(found('AnyHostname', OPEN, any(SET))).toEqual(['more spec.listeners[0]']);
  expect(found('AnyHostname', any(ISTIO), BOTH)).toEqual([]);
  expect(found('AnyHostname', OPEN, SET)).toEqual([]);
  expect(found('RoutesFromAllNamespaces', OPEN, all(SET))).toEqual(['more spec.listeners[0].allowedRoutes']);
  expect(found('RoutesFromAllNamespaces', OPEN, SET)).toEqual([]);
  expect(found('RoutesFromAllNamespaces', all(ISTIO))).toEqual([]);
});

const CORS = 'cors: { allowOrigins: ["https://b.example.com"] }';

test('CORS of one rule: its own preflights are looked for, not those of the other rules', () => {
  const lost = (...objects: string[]) => found('PreflightNotRouted', EDGE, ...objects);
  const cors = (target: string) => policy('SecurityPolicy', 'p', target, CORS);
  const open = READ.replace(', method: GET', '');
  expect(lost(BOTH, cors(APP))).toEqual(['app spec.rules[0].matches[0]']);
  expect(lost(route(`${open}, ${WRITE}`), cors(OF_READ))).toEqual([]);
  expect(lost(route(`${open}, ${WRITE}`), cors(OF_WRITE))).toEqual(['app spec.rules[1].matches[0]']);
  // CORS of the Gateway, which an empty policy of the rule replaces.
  const exempt = policy('SecurityPolicy', 'exempt', OF_WRITE, '');
  expect(lost(route(`${open}, ${WRITE}`), cors(OF_EDGE))).toEqual(['app spec.rules[1].matches[0]']);
  expect(lost(route(`${open}, ${WRITE}`), cors(OF_EDGE), exempt)).toEqual([]);
});

test('a policy of a listener replaces CORS of the Gateway for the routes of that listener', () => {
  const lost = (...objects: string[]) => found('PreflightNotRouted', EDGE, BOTH, ...objects).length;
  const root = policy('SecurityPolicy', 'root', OF_EDGE, CORS);
  const keys = (section: string) =>
    policy(
      'SecurityPolicy',
      's',
      `${OF_EDGE}, sectionName: ${section}`,
      'apiKeyAuth: { credentialRefs: [{ name: k }] }',
    );
  expect(lost(root, keys('https'))).toBe(0);
  expect(lost(root, keys('other'))).toBe(1);
});

test('a policy that drops CORS drops it from each rule that has no filter for it', () => {
  const filtered = READ.replace('backendRefs', 'filters: [{ type: CORS, cors: {} }], backendRefs');
  const root = policy('SecurityPolicy', 'root', OF_EDGE, CORS);
  const dropped = (rules: string, target: string) =>
    found('PolicyDropsCors', EDGE, route(rules), root, policy('SecurityPolicy', 'p', target, jwt())).length;
  expect(dropped(`${READ}, ${WRITE}`, OF_READ)).toBe(1);
  expect(dropped(`${filtered}, ${WRITE}`, OF_READ)).toBe(0);
  expect(dropped(`${filtered}, ${WRITE}`, APP)).toBe(1);
});

test('what is open by default: the closest policy above the route decides, also of a ListenerSet', () => {
  const own = policy('SecurityPolicy', 'own', APP, jwt());
  const above = (target: string, spec: string) => policy('SecurityPolicy', 'above', target, spec);
  const root = policy('SecurityPolicy', 'root', OF_EDGE, jwt());
  const open = (...objects: string[]) => found('AllowedByDefault', ...objects, own);
  expect(open(EDGE, BOTH)).toEqual(['edge spec.listeners']);
  expect(open(EDGE, BOTH, root)).toEqual([]);
  // The policy of the listener replaces the one of the Gateway.
  expect(open(EDGE, BOTH, root, above(`${OF_EDGE}, sectionName: https`, CORS))).toEqual(['edge spec.listeners']);
  expect(open(EDGE, BOTH, root, above(`${OF_EDGE}, sectionName: other`, CORS))).toEqual([]);
  const onSet = route(`${READ}, ${WRITE}`, ON_SET);
  expect(open(OPEN, SET, onSet)).toEqual(['more spec.listeners']);
  expect(open(OPEN, SET, onSet, above('kind: ListenerSet, name: more', jwt()))).toEqual([]);
  expect(open(OPEN, SET, onSet, root)).toEqual([]);
  expect(open(ISTIO, BOTH)).toEqual([]);
});

test('a merged policy has the authentication and the rules of the policy into which it is merged', () => {
  const byHeader = "authorization: { rules: [{ action: Allow, cel: \"request.headers['x'] == 'y'\" }] }";
  const expiry =
    'authorization: { rules: [{ action: Allow, principal: { jwt: { provider: p, claims: [{ name: exp, values: [a] }] } } }] }';
  const root = (spec: string) => policy('SecurityPolicy', 'root', OF_EDGE, spec);
  const own = (spec: string, more = '') => policy('SecurityPolicy', 'own', APP, `${spec}${more}`);
  const merges = ', mergeType: StrategicMerge';
  expect(found('AllowedByHeaderAlone', EDGE, BOTH, root(jwt()), own(byHeader))).toHaveLength(1);
  expect(found('AllowedByHeaderAlone', EDGE, BOTH, root(jwt()), own(byHeader, merges))).toEqual([]);
  expect(found('AllowedByHeaderAlone', EDGE, BOTH, root(CORS), own(byHeader, merges))).toHaveLength(1);
  expect(found('TokensWithoutExpiry', EDGE, BOTH, root(expiry), own(jwt()))).toHaveLength(1);
  expect(found('TokensWithoutExpiry', EDGE, BOTH, root(expiry), own(jwt(), merges))).toEqual([]);
});
