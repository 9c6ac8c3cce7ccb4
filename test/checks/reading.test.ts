// Checks that ask the reading of manifests: policies of rules and listeners, and merged ones, count as the controller counts them.
import { expect, test } from 'vitest';
import { GATEWAY, manifests } from '../effective/manifests.ts';
import { checkBehaviour } from './found.ts';

const TWO = `
kind: Gateway
name: edge
spec: { gatewayClassName: eg, listeners: [{ name: a, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: c }] } }, { name: b, port: 444, protocol: HTTPS, tls: { certificateRefs: [{ name: c }] } }] }
---`;
const route = (section?: string, rules = '[{ name: one, backendRefs: [{ name: s, port: 80 }] }]'): string =>
  `\nkind: HTTPRoute\nname: app\nspec: { parentRefs: [{ name: edge${section ? `, sectionName: ${section}` : ''} }], rules: ${rules} }\n---`;
const policy = (kind: string, on: string, spec: string, section?: string): string =>
  `\nkind: ${kind}\nname: ${on.toLowerCase()}-${section ?? 'whole'}\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: ${on}, name: ${on === 'Gateway' ? 'edge' : 'app'}${section ? `, sectionName: ${section}` : ''} }]${spec && `, ${spec}`} }\n---`;
const codes = (text: string): string[] => checkBehaviour(manifests(text)).map((f) => `${f.code} ${f.resource}`);

const RECEIVED = 'timeout: { http: { requestReceivedTimeout: 10s } }';
const timeout = (time: string): string => `timeout: { http: { requestTimeout: ${time} } }`;

test.each<[string, string, boolean]>([
  ['a policy of the rule', policy('BackendTrafficPolicy', 'HTTPRoute', timeout('60s'), 'one'), true],
  [
    'a short policy of the rule below a long one of the route',
    policy('BackendTrafficPolicy', 'HTTPRoute', timeout('5s'), 'one') +
      policy('BackendTrafficPolicy', 'HTTPRoute', timeout('60s')),
    false,
  ],
  ['a policy of the listener', policy('BackendTrafficPolicy', 'Gateway', timeout('60s'), 'http'), true],
  [
    'a merged policy that inherits the time',
    policy('BackendTrafficPolicy', 'Gateway', timeout('60s')) +
      policy('BackendTrafficPolicy', 'HTTPRoute', 'mergeType: StrategicMerge, retry: { numRetries: 1 }'),
    true,
  ],
  [
    'a policy that replaces the one with the time',
    policy('BackendTrafficPolicy', 'Gateway', timeout('60s')) +
      policy('BackendTrafficPolicy', 'HTTPRoute', 'retry: { numRetries: 1 }'),
    false,
  ],
])('the listener cuts: %s', (_, text, cut) => {
  const found = codes(GATEWAY + route() + policy('ClientTrafficPolicy', 'Gateway', RECEIVED) + text);
  expect(found.includes('TimeoutLimitedByListener HTTPRoute shop/app')).toBe(cut);
});

test('backendRequest is the time of a request, and another listener cuts nothing', () => {
  const rules = '[{ timeouts: { backendRequest: 60s }, backendRefs: [{ name: s, port: 80 }] }]';
  const found = (section: string): string[] =>
    codes(TWO + route(section, rules) + policy('ClientTrafficPolicy', 'Gateway', RECEIVED, 'a'));
  expect(found('a')).toContain('TimeoutLimitedByListener HTTPRoute shop/app');
  expect(found('b')).not.toContain('TimeoutLimitedByListener HTTPRoute shop/app');
});

const BASIC = 'basicAuth: { users: { name: people } }';

test.each<[string, string, boolean]>([
  [
    'a policy of a rule',
    policy('SecurityPolicy', 'Gateway', BASIC) + policy('SecurityPolicy', 'HTTPRoute', 'cors: { }', 'one'),
    true,
  ],
  [
    'a policy of another listener',
    policy('SecurityPolicy', 'Gateway', BASIC, 'b') + policy('SecurityPolicy', 'HTTPRoute', 'cors: { }'),
    false,
  ],
  [
    'a merged policy',
    policy('SecurityPolicy', 'Gateway', BASIC) +
      policy('SecurityPolicy', 'HTTPRoute', 'mergeType: StrategicMerge, cors: { }'),
    false,
  ],
])('authentication is dropped: %s', (_, text, isDropped) => {
  const found = codes(TWO + route('a') + text).filter((c) => c.startsWith('PolicyDropsAuthentication'));
  expect(found.length > 0).toBe(isDropped);
});

const DENY = 'authorization: { defaultAction: Deny }';
const ALLOW = 'authorization: { rules: [{ action: Allow, principal: { clientCIDRs: [10.0.0.0/8] } }] }';

test.each<[string, string, string | undefined]>([
  ['a listener that denies', policy('SecurityPolicy', 'Gateway', DENY, 'a'), 'HTTPRoute shop/app'],
  ['another listener that denies', policy('SecurityPolicy', 'Gateway', DENY, 'b'), undefined],
  [
    'a rule of the route with a policy, the other one denied',
    policy('SecurityPolicy', 'Gateway', DENY) + policy('SecurityPolicy', 'HTTPRoute', ALLOW, 'one'),
    undefined,
  ],
  [
    'rules merged into a policy that denies',
    policy('SecurityPolicy', 'Gateway', DENY) +
      policy('SecurityPolicy', 'HTTPRoute', `mergeType: StrategicMerge, ${ALLOW}`),
    undefined,
  ],
  [
    'a policy of a rule that denies',
    policy('SecurityPolicy', 'HTTPRoute', DENY, 'one'),
    'SecurityPolicy shop/httproute-one',
  ],
])('no client is allowed: %s', (_, text, at) => {
  const rules =
    '[{ name: one, backendRefs: [{ name: s, port: 80 }] }, { name: two, matches: [{ path: { value: /two } }], backendRefs: [{ name: s, port: 80 }] }]';
  const found = codes(TWO + route('a', rules) + text).filter((c) => c.startsWith('NoClientAllowed'));
  expect(found).toEqual(at === undefined ? [] : [`NoClientAllowed ${at}`]);
});

const HTTPS_ONLY = policy('SecurityPolicy', 'Gateway', BASIC, 'a');

test.each<[string, string, boolean]>([
  ['a listener with a policy', route('a') + HTTPS_ONLY, false],
  ['another listener without one', route(undefined) + HTTPS_ONLY, true],
  [
    'a rule with a policy, and one without',
    route(
      'a',
      '[{ name: one, backendRefs: [{ name: s, port: 80 }] }, { name: two, backendRefs: [{ name: s, port: 80 }] }]',
    ) + policy('SecurityPolicy', 'HTTPRoute', BASIC, 'one'),
    true,
  ],
  [
    'a rule without backends',
    route(
      'a',
      '[{ name: one, backendRefs: [{ name: s, port: 80 }] }, { name: two, filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }]',
    ) + policy('SecurityPolicy', 'HTTPRoute', BASIC, 'one'),
    false,
  ],
])('a route is anonymous: %s', (_, text, isAnonymous) => {
  expect(codes(TWO + text).includes('AnonymousRoute HTTPRoute shop/app')).toBe(isAnonymous);
});
