// Each finding about policies that other objects make invalid, with and without the fault; and which policy applies where.
import { expect, test } from 'vitest';
import type { policyFindings } from '../../src/diagnostics/findings/policy-findings.ts';
import { appliedPolicy } from '../../src/effective/policies/applied-policy.ts';
import { Snapshot } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { checkReferences } from './found.ts';
import {
  base,
  classOf,
  codesOf,
  configMap,
  envoy,
  extension,
  gateway,
  gatewayApi,
  object,
  route,
  type Spec,
  secret,
  security,
  service,
  target,
  traffic,
} from './policy-objects.ts';

const keys = (...names: string[]) =>
  security({ apiKeyAuth: { credentialRefs: names.map((name) => ({ name })), extractFrom: [{ headers: ['x-key'] }] } });
const users = security({ basicAuth: { users: { name: 'users' } } });
const PASSWORDS = '{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=';
const page = (name: string) =>
  traffic({ responseOverride: [{ response: { body: { type: 'ValueRef', valueRef: { kind: 'ConfigMap', name } } } }] });
const local = (...units: string[]) =>
  traffic({
    rateLimit: {
      local: {
        rules: units.map((unit, i) => ({
          limit: { requests: 9, unit },
          ...(i > 0 && { clientSelectors: [{ methods: [{ value: 'GET' }] }] }),
        })),
      },
    },
  });
const DEFAULTS = {
  local: { rules: [{ limit: { requests: 1, unit: 'Hour' } }, { limit: { requests: 1, unit: 'Hour' } }] },
};
const client = (clientIPDetection: Spec) =>
  envoy('ClientTrafficPolicy', 'edge', { targetRefs: [target('Gateway', 'edge')], clientIPDetection });
const located = (location: Spec) =>
  security({ authorization: { rules: [{ action: 'Allow', principal: { clientIPGeoLocations: [location] } }] } });
const maxMind = (source: string) => ({
  geoIP: { provider: { type: 'MaxMind', maxMind: { [source]: { local: {} } } } },
});
const module = extension({ dynamicModule: [{ name: 'waf' }] });
const lua = (inline: string) => extension({ lua: [{ type: 'Inline', inline }] });
const patch = (kind: string, name: string) => envoy('EnvoyPatchPolicy', 'p', { targetRef: target(kind, name) });
const budget = (kind: string, name: string) =>
  object('x.example.io/v1', 'Budget', 'b', { spec: { targetRef: target(kind, name) } });
const EXTENSIONS = {
  extensionManager: { policyResources: [{ group: 'x.example.io', version: 'v1', kind: 'Budget' }] },
};
const tcpRoute = gatewayApi('TCPRoute', 'db', { parentRefs: [{ name: 'edge', sectionName: 'tcp' }], rules: [{}] });
const login = (clientSecret: Spec) =>
  security({ oidc: { provider: { issuer: 'https://a' }, clientID: 'a', clientSecret } });
const onGateway = (kind: string, spec: Spec) =>
  envoy(kind, 'root', { targetRefs: [target('Gateway', 'edge')], ...spec });

type Case = readonly [before: KubernetesObject[], after: KubernetesObject[], config?: unknown];
const CASES: Record<keyof typeof policyFindings, Case> = {
  ConfigMapNotFound: [
    [...base(), page('absent'), configMap('page', { 'response.body': 'x' })],
    [...base(), page('page'), configMap('page', { other: 'x' })],
  ],
  DuplicateKeyValue: [
    [...base(), keys('a', 'b'), secret('a', { one: 'k' }), secret('b', { two: 'k' })],
    [...base(), keys('a', 'b'), secret('a', { one: 'k' }), secret('b', { one: 'k', two: 'l' })],
  ],
  GeoIpIncomplete: [
    [...base(maxMind('asnDbSource')), located({ country: 'DE' }), client({ directSourceIP: {} })],
    [...base(maxMind('cityDbSource')), located({ country: 'DE' }), client({ directSourceIP: {} })],
  ],
  InvalidLua: [
    [...base(), lua('function on_request(h) end')],
    [...base(), lua('function envoy_on_request(h) end')],
  ],
  KeyNotFound: [
    [...base(), users, secret('users', { htpasswd: `a:${PASSWORDS}` })],
    [...base(), users, secret('users', { '.htpasswd': `a:${PASSWORDS}` })],
  ],
  LocalLimitUnits: [
    [...base(), local('Hour', 'Minute')],
    [...base(), local('Minute', 'Hour')],
  ],
  MergedPolicyInvalid: [
    [...base(), onGateway('BackendTrafficPolicy', { rateLimit: DEFAULTS }), traffic({ mergeType: 'StrategicMerge' })],
    [
      ...base(),
      onGateway('BackendTrafficPolicy', { rateLimit: DEFAULTS }),
      traffic({ mergeType: 'StrategicMerge', rateLimit: { global: { rules: [] } } }),
    ],
  ],
  PatchTargetInvalid: [
    [...base(), patch('HTTPRoute', 'app')],
    [...base(), patch('Gateway', 'edge')],
  ],
  SecretNotFound: [
    [...base(), users, secret('usres', {})],
    [...base(), users, secret('users', { '.htpasswd': `a:${PASSWORDS}` })],
  ],
  SecretRefUnsupported: [
    [...base(), login({ kind: 'ConfigMap', name: 'login' })],
    [...base(), login({ kind: 'Secret', name: 'login' }), secret('login', { 'client-secret': 'x' })],
  ],
  SeveralDefaultLimits: [
    [...base(), traffic({ rateLimit: DEFAULTS })],
    [...base(), local('Hour')],
  ],
  TargetUnsupported: [
    [...base(), tcpRoute, budget('TCPRoute', 'db')],
    [...base(), tcpRoute, budget('HTTPRoute', 'app')],
    EXTENSIONS,
  ],
  UnregisteredModule: [
    [...base({ dynamicModules: [{ name: 'other' }] }), module],
    [...base({ dynamicModules: [{ name: 'waf' }] }), module],
  ],
};

test.each(Object.entries(CASES))('%s', (code, [before, after, config]) => {
  expect(codesOf(before, config)).toContain(code);
  expect(codesOf(after, config)).not.toContain(code);
});

const severities = (objects: KubernetesObject[], code: string) =>
  checkReferences(objects, false)
    .filter((f) => f.code === code)
    .map((f) => f.severity);

test('how sure a missing Secret is depends on its siblings; what creates it leaves it open', () => {
  expect(severities([...base(), users, secret('other', {})], 'SecretNotFound')).toEqual(['warning']);
  expect(severities([...base(), users], 'SecretNotFound')).toEqual(['info']);
  expect(severities([...base(), users, secret('other', {}, 'elsewhere')], 'SecretNotFound')).toEqual(['info']);
  const sealed = object('bitnami.com/v1alpha1', 'SealedSecret', 'users', {});
  expect(codesOf([...base(), users, sealed, secret('other', {})])).toEqual([]);
});

test('a Secret without any data may be filled in the cluster, and encrypted keys are not compared', () => {
  expect(severities([...base(), users, secret('users', {})], 'KeyNotFound')).toEqual(['warning']);
  expect(severities([...base(), users, secret('users', { a: 'x' })], 'KeyNotFound')).toEqual(['error']);
  const encrypted = secret('a', { one: 'ENC[AES256_GCM,data:x]', two: 'ENC[AES256_GCM,data:x]' });
  expect(codesOf([...base(), keys('a'), encrypted])).toEqual([]);
});

test('a reference of a policy to another namespace needs a ReferenceGrant there', () => {
  const objects = [
    ...base(),
    login({ name: 'login', namespace: 'shop' }),
    secret('login', { 'client-secret': 'x' }, 'shop'),
  ];
  const grant = gatewayApi(
    'ReferenceGrant',
    'g',
    {
      from: [{ group: 'gateway.envoyproxy.io', kind: 'SecurityPolicy', namespace: 'edge' }],
      to: [{ group: '', kind: 'Secret' }],
    },
    'shop',
  );
  expect(codesOf(objects)).toEqual(['RefNotPermitted']);
  expect(codesOf([...objects, grant])).toEqual([]);
});

test.each([
  ['no detection', [], 'detection'],
  ['two modes', [client({ directSourceIP: {}, customHeader: {} })], 'modes'],
  ['trusted ranges', [client({ xForwardedFor: { trustedCIDRs: ['10.0.0.0/8'] } })], 'trusted'],
  ['a database that lacks the property', [client({ xForwardedFor: { numTrustedHops: 1 } })], 'database'],
])('a location of clients: %s', (_, objects, problem) => {
  const all = [...base(maxMind('countryDbSource')), located({ city: 'Berlin' }), ...objects];
  expect(codesOf(all)).toEqual(['GeoIpIncomplete']);
  expect(problem).toBeTruthy();
  expect(
    codesOf([...base(maxMind('cityDbSource')), located({ city: 'Berlin' }), client({ directSourceIP: {} })]),
  ).toEqual([]);
});

const merged = (name: string) => ({ ...classOf('proxy'), metadata: { name } }) as KubernetesObject;
const shared = envoy('EnvoyProxy', 'proxy', { mergeGateways: true });

test('a patch targets the Gateway, or its class where the Gateways share their proxies', () => {
  const rest = [gateway, route, service];
  expect(codesOf([merged('eg'), shared, ...rest, patch('Gateway', 'edge')])).toEqual(['PatchTargetInvalid']);
  expect(codesOf([merged('eg'), shared, ...rest, patch('GatewayClass', 'eg')])).toEqual([]);
  expect(codesOf([merged('eg'), shared, ...rest, patch('GatewayClass', 'ge')])).toEqual(['PatchTargetInvalid']);
  expect(codesOf([...base(), patch('GatewayClass', 'eg')])).toEqual(['PatchTargetInvalid']);
  expect(codesOf([...base(), patch('Gateway', 'egde')])).toEqual(['TargetNotFound']);
  const off = { extensionApis: { enableBackend: true } };
  expect(codesOf([...base(), patch('GatewayClass', 'eg')], off)).toEqual([]);
});

test('a TCPRoute inherits what is not possible for it', () => {
  const own = { targetRefs: [target('TCPRoute', 'db')], mergeType: 'StrategicMerge', authorization: { rules: [] } };
  const tcp = [...base(), tcpRoute, envoy('SecurityPolicy', 'db', own)];
  const above = (spec: Spec) =>
    envoy('SecurityPolicy', 'tcp', { targetRefs: [target('Gateway', 'edge', 'tcp')], ...spec });
  expect(codesOf([...tcp, above({ cors: {} })])).toEqual(['MergedPolicyInvalid']);
  expect(codesOf([...tcp, above({ authorization: { defaultAction: 'Deny' } })])).toEqual([]);
});

test('of two policies on a target the older one applies, and without an age the first name', () => {
  const a = (name: string, creationTimestamp?: string) => ({
    ...security({ authorization: { defaultAction: 'Deny' } }, name),
    metadata: { name, namespace: 'edge', ...(creationTimestamp && { creationTimestamp }) },
  });
  const refused = (...policies: KubernetesObject[]) =>
    checkReferences([...base(), ...policies], false)
      .filter((f) => f.code === 'Conflicted')
      .map((f) => f.resource);
  expect(refused(a('b'), a('a'))).toEqual(['SecurityPolicy edge/b']);
  expect(refused(a('b', '2026-01-01T00:00:00Z'), a('a', '2026-01-02T00:00:00Z'))).toEqual(['SecurityPolicy edge/a']);
  // A copy of the same object is no second policy.
  expect(refused(a('a'), a('a'))).toEqual([]);
});

test('a selector takes objects of another namespace only if a ReferenceGrant allows it', () => {
  const other = gatewayApi(
    'HTTPRoute',
    'other',
    { parentRefs: [{ name: 'edge', namespace: 'edge' }], rules: [] },
    'shop',
  );
  const policy = envoy('SecurityPolicy', 'wide', {
    targetSelectors: [{ kind: 'HTTPRoute', namespaces: { from: 'All' } }],
    authorization: { defaultAction: 'Deny' },
  });
  const grant = gatewayApi(
    'ReferenceGrant',
    'g',
    {
      from: [{ group: 'gateway.envoyproxy.io', kind: 'SecurityPolicy', namespace: 'edge' }],
      to: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
    },
    'shop',
  );
  const objects = [classOf(), gateway, other, policy];
  expect(codesOf(objects)).toEqual(['RefNotPermitted']);
  expect(new Snapshot(objects).attachments.targetsOf(policy)).toEqual([]);
  expect(codesOf([...objects, grant])).toEqual([]);
  expect(new Snapshot([...objects, grant]).attachments.targetsOf(policy)).toEqual([other]);
});

const on = (name: string, spec: Spec, ...to: Parameters<typeof target>) =>
  envoy('BackendTrafficPolicy', name, { targetRefs: [target(...to)], ...spec });
const levels = {
  gateway: on('gateway', { retry: { numRetries: 1 }, http2: {} }, 'Gateway', 'edge'),
  listener: on('listener', { retry: { numRetries: 2, perRetry: { timeout: '1s' } } }, 'Gateway', 'edge', 'web'),
  route: on('route', { mergeType: 'StrategicMerge', retry: { numRetries: 3 } }, 'HTTPRoute', 'app'),
  rule: on('rule', {}, 'HTTPRoute', 'app', 'api'),
};
const place = { route, rule: 'api', parent: gateway, listener: 'web' };
const applied = (...policies: KubernetesObject[]) => {
  const found = appliedPolicy(new Snapshot([...base(), ...policies]), 'BackendTrafficPolicy', place);
  return found && [found.level, found.base?.level, found.replaced.map((r) => r.level), found.spec.retry];
};

test('the most specific policy applies, also an empty one, and a merge takes the closest policy above the route', () => {
  const { gateway: root, listener, route: own, rule } = levels;
  expect(applied()).toBeUndefined();
  expect(applied(root)).toEqual(['gateway', undefined, [], { numRetries: 1 }]);
  expect(applied(root, listener)).toEqual([
    'listener',
    undefined,
    ['gateway'],
    { numRetries: 2, perRetry: { timeout: '1s' } },
  ]);
  expect(applied(root, listener, own)).toEqual([
    'route',
    'listener',
    ['gateway'],
    { numRetries: 3, perRetry: { timeout: '1s' } },
  ]);
  expect(applied(root, own)).toEqual(['route', 'gateway', [], { numRetries: 3 }]);
  expect(applied(own)).toEqual(['route', undefined, [], { numRetries: 3 }]);
  expect(applied(root, listener, own, rule)).toEqual(['rule', undefined, ['route', 'listener', 'gateway'], undefined]);
});

test('a listener of a ListenerSet takes the policies of the set, then the Gateway, and none of its listeners', () => {
  const set = gatewayApi('ListenerSet', 'set', {
    parentRef: { name: 'edge' },
    listeners: [{ name: 'web', port: 8080, protocol: 'HTTP' }],
  });
  const ofSet = on('set', { http2: {} }, 'ListenerSet', 'set');
  const objects = [...base(), set, levels.listener, levels.gateway];
  const at = { route, parent: set, listener: 'web' };
  expect(appliedPolicy(new Snapshot(objects), 'BackendTrafficPolicy', at)?.level).toBe('gateway');
  expect(appliedPolicy(new Snapshot([...objects, ofSet]), 'BackendTrafficPolicy', at)?.level).toBe('listenerSet');
});

test('a strategic merge keeps the limits of both policies; a JSON merge replaces the list', () => {
  const rule = (requests: number, selects = true) => ({
    ...(selects && { clientSelectors: [{ methods: [{ value: 'GET' }] }] }),
    limit: { requests, unit: 'Hour' },
  });
  const limits = (...rules: Spec[]) => ({ rateLimit: { local: { rules } } });
  const root = on('root', limits(rule(1), rule(2, false)), 'Gateway', 'edge');
  const merge = (mergeType: string) => {
    const own = on('own', { mergeType, ...limits(rule(3)) }, 'HTTPRoute', 'app');
    return appliedPolicy(new Snapshot([...base(), root, own]), 'BackendTrafficPolicy', place)?.spec.rateLimit;
  };
  expect(merge('StrategicMerge')).toEqual({ local: { rules: [rule(3), rule(1)] } });
  expect(merge('JSONMerge')).toEqual({ local: { rules: [rule(3)] } });
});
