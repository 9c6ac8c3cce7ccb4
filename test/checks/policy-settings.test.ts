// Each setting of a policy that Envoy Gateway refuses, and the same without the fault.
import { expect, test } from 'vitest';
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
  type Spec,
  secret,
  security,
  service,
  target,
  traffic,
} from './policy-objects.ts';

const limit = (scope: string, ...rules: Spec[]) => traffic({ rateLimit: { [scope]: { rules } } });
const HOUR = { limit: { requests: 9, unit: 'Hour' } };
const keyed = (selector: Spec, unit = 'Hour') =>
  limit('global', { clientSelectors: [selector], limit: { requests: 9, unit } });
const header = (more: Spec) => keyed({ headers: [{ name: 'x-a', ...more }] });
const param = (more: Spec) => keyed({ queryParams: [{ name: 'a', ...more }] });
const provider = (more: Spec) => security({ jwt: { providers: [{ name: 'a', ...REMOTE, ...more }] } });
const REMOTE = { remoteJWKS: { uri: 'https://login.example.com/keys' } };
const allow = (more: Spec) => security({ authorization: { rules: [{ action: 'Allow', ...more }] } });
const login = (more: Spec, jwt?: Spec) =>
  security({
    oidc: { provider: { issuer: 'https://a.example.com' }, clientID: 'a', clientSecret: { name: 'login' }, ...more },
    ...(jwt && { jwt }),
  });
const LOGIN = secret('login', { 'client-secret': 'x' });
const users = (text: string) => [
  security({ basicAuth: { users: { name: 'users' } } }),
  secret('users', { '.htpasswd': text }),
];
const SHA = '{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=';
const tcpRoute = gatewayApi('TCPRoute', 'db', { parentRefs: [{ name: 'edge', sectionName: 'tcp' }], rules: [{}] });
const ofTcp = (spec: Spec) => envoy('SecurityPolicy', 'db', { targetRefs: [target('TCPRoute', 'db')], ...spec });
const extended = (value: string) => [
  security({
    extAuth: {
      grpc: { backendRefs: [{ name: 'app', port: 80 }] },
      contextExtensions: [{ name: 'a', type: 'ValueRef', valueRef: { kind: 'Secret', name: 'x', key: 'k' } }],
    },
  }),
  secret('x', { k: value }),
];
const authorizer = (...names: Spec[]) => security({ extAuth: { grpc: { backendRefs: names } } });
const backend = (name: string, spec: Spec) => envoy('Backend', name, spec);
const ref = (name: string) => ({ group: 'gateway.envoyproxy.io', kind: 'Backend', name });
const named = backend('named', { endpoints: [{ fqdn: { hostname: 'a.example.com', port: 80 } }] });
const backOff = (baseInterval: string, maxInterval?: string) =>
  traffic({ retry: { perRetry: { backOff: { baseInterval, maxInterval } } } });
const remote = (url: string) => ({
  dynamicModules: [{ name: 'waf', source: { type: 'Remote', remote: { url, sha256: 'x' } } }],
});
const module = extension({ dynamicModule: [{ name: 'waf' }] });

type Row = readonly [name: string, field: string, before: KubernetesObject[], after: KubernetesObject[]];
const ROWS: readonly Row[] = [
  ['cel', 'spec.authorization.rules[0].cel', [allow({ cel: "request.path = '/a'" })], [allow({ cel: "request.path == '/a'" })]],
  ['range', 'spec.connection.bufferLimit', [traffic({ connection: { bufferLimit: '1.5Mi' } })], [traffic({ connection: { bufferLimit: '1536Ki' } })]],
  ['range', 'spec.http2.initialStreamWindowSize', [traffic({ http2: { initialStreamWindowSize: '1Ki' } })], [traffic({ http2: { initialStreamWindowSize: '64Ki' } })]],
  ['range', 'spec.requestBuffer.limit', [traffic({ requestBuffer: { limit: '5000Mi' } })], [traffic({ requestBuffer: { limit: '50Mi' } })]],
  ['bandwidth', 'spec.bandwidthLimit.request.limit.value', [traffic({ bandwidthLimit: { request: { limit: { value: 61_439, unit: 'Minute' } } } })], [traffic({ bandwidthLimit: { request: { limit: { value: 61_440, unit: 'Minute' } } } })]],
  ['prime', 'spec.loadBalancer.consistentHash.tableSize', [traffic({ loadBalancer: { consistentHash: { tableSize: 5_000_009 } } })], [traffic({ loadBalancer: { consistentHash: { tableSize: 5_000_011 } } })]],
  ['zeroInterval', 'spec.retry.perRetry.backOff.baseInterval', [backOff('0s')], [backOff('1s')]],
  ['backOff', 'spec.retry.perRetry.backOff.maxInterval', [backOff('2s', '1s')], [backOff('1s', '1000ms')]],
  ['invertedKey', 'spec.rateLimit.global.rules[0].clientSelectors[0].headers[0].invert', [header({ type: 'Distinct', invert: true })], [header({ type: 'Distinct', invert: false })]],
  ['valueMissing', 'spec.rateLimit.global.rules[0].clientSelectors[0].queryParams[0]', [param({ value: '' })], [param({ value: 'a' })]],
  ['valueIgnored', 'spec.rateLimit.global.rules[0].clientSelectors[0].headers[0].value', [header({ type: 'Distinct', value: 'a' })], [header({ value: 'a' })]],
  ['regex', 'spec.rateLimit.global.rules[0].clientSelectors[0].path.value', [keyed({ path: { type: 'RegularExpression', value: '*.x' } })], [keyed({ path: { type: 'Exact', value: '*.x' } })]],
  ['regex', 'spec.authorization.rules[0].operation.path.value', [allow({ operation: { path: { type: 'RegularExpression', value: '(?!a)' } } })], [allow({ operation: { path: { type: 'RegularExpression', value: '/a.*' } } })]],
  ['cidr', 'spec.rateLimit.global.rules[0].clientSelectors[0].sourceCIDR.value', [keyed({ sourceCIDR: { value: '10.0.0.1' } })], [keyed({ sourceCIDR: { value: '10.0.0.1/8' } })]],
  ['cidr', 'spec.authorization.rules[0].principal.clientCIDRs[0]', [allow({ principal: { clientCIDRs: ['10.0.0.1/33'] } })], [allow({ principal: { clientCIDRs: ['::ffff:10.0.0.0/104'] } })]],
  ['bufferedUpgrade', 'spec.requestBuffer', [traffic({ requestBuffer: { limit: '1Mi' }, httpUpgrade: [{ type: 'websocket' }] })], [traffic({ requestBuffer: { limit: '1Mi' }, httpUpgrade: [] })]],
  ['statName', 'spec.telemetry.metrics.routeStatName', [traffic({ telemetry: { metrics: { routeStatName: '%ROUTE%' } } })], [traffic({ telemetry: { metrics: { routeStatName: '%ROUTE_NAME%' } } })]],
  ['issuerUri', 'spec.jwt.providers[0].issuer', [provider({ issuer: '10.0.0.1:8080' })], [provider({ issuer: 'https://login.example' })]],
  ['issuerAddress', 'spec.jwt.providers[0].issuer', [provider({ issuer: '@example.com' })], [provider({ issuer: 'me@example.com' })]],
  ['keysUri', 'spec.jwt.providers[0].remoteJWKS.uri', [provider({ remoteJWKS: { uri: 'login.example.com/keys' } })], [provider({})]],
  ['providerName', 'spec.jwt.providers[0].name', [provider({ name: 'a b' })], [provider({ name: 'a.example/b_c' })]],
  ['providerTwice', 'spec.jwt.providers[1].name', [security({ jwt: { providers: [{ name: 'a', ...REMOTE }, { name: 'a', ...REMOTE }] } })], [security({ jwt: { providers: [{ name: 'a', ...REMOTE }, { name: 'b', ...REMOTE }] } })]],
  ['endpoint', 'spec.oidc.provider.tokenEndpoint', [login({ provider: { issuer: 'https://a.example.com', tokenEndpoint: 'https://10.0.0.1/token' } }), LOGIN], [login({ provider: { issuer: 'https://a.example.com', tokenEndpoint: 'https://a.example.com/token' } }), LOGIN]],
  ['redirect', 'spec.oidc.redirectURL', [login({ redirectURL: 'https://a.example.com/' }), LOGIN], [login({ redirectURL: '%REQ(x-forwarded-proto)%://%REQ(:authority)%/callback' }), LOGIN]],
  ['passThrough', 'spec.oidc.passThroughAuthHeader', [login({ passThroughAuthHeader: true }), LOGIN], [login({ passThroughAuthHeader: true }, { providers: [{ name: 'a', ...REMOTE }] }), LOGIN]],
  ['forwardedToken', 'spec.oidc.forwardIDToken.header', [login({ passThroughAuthHeader: true, forwardIDToken: { header: 'Authorization' } }, { providers: [{ name: 'a', ...REMOTE }] }), LOGIN], [login({ passThroughAuthHeader: true, forwardIDToken: { header: 'x-id' } }, { providers: [{ name: 'a', ...REMOTE }] }), LOGIN]],
  ['tcp', 'spec.cors', [tcpRoute, ofTcp({ cors: {} })], [tcpRoute, ofTcp({ authorization: { rules: [{ principal: { clientCIDRs: ['10.0.0.0/8'] } }] } })]],
  ['tcp', 'spec.authorization.rules[0].principal.headers', [tcpRoute, ofTcp({ authorization: { rules: [{ principal: { headers: [{ name: 'a' }] } }] } })], [tcpRoute, ofTcp({})]],
  ['passwords', 'spec.basicAuth.users', users(`a:${SHA}\nb:$apr1$x`), users(`a:${SHA}\r\n\n`)],
  ['passwords', 'spec.basicAuth.users', users('a:{SHA}YQ=='), users(`a:${SHA}`)],
  ['encodedValue', 'spec.extAuth.contextExtensions[0].valueRef', extended('plain text'), extended('YQ==')],
  ['dynamicResolver', 'spec.extAuth.grpc.backendRefs[0]', [authorizer(ref('any')), backend('any', { type: 'DynamicResolver' })], [authorizer(ref('named')), named]],
  ['mixedAddresses', 'spec.extAuth.grpc.backendRefs', [authorizer(ref('named'), { name: 'app', port: 80 }), named], [authorizer(ref('named'), { name: 'app', port: 80, weight: 0 }), named]],
]; // biome-ignore format: a table

const found = (objects: KubernetesObject[]) =>
  checkReferences([...base(), ...objects], false).map((f) => `${f.severity} ${f.code} ${f.field}`);

/** Because of these, Envoy Gateway leaves the policy out. */
const LEFT_OUT = ['passThrough', 'forwardedToken', 'tcp'];

test.each(ROWS)('%s %s', (name, field, before, after) => {
  const code = LEFT_OUT.includes(name) ? 'PolicyLeftOut' : 'InvalidSetting';
  expect(found(before)).toEqual([`error ${code} ${field}`]);
  expect(found(after)).toEqual([]);
});

test('the URL of a module that the EnvoyProxy registers', () => {
  expect(codesOf([...base(remote('ftp://a.example.com/m')), module])).toEqual(['InvalidSetting']);
  expect(codesOf([...base(remote('https://a.example.com/m')), module])).toEqual([]);
});

test('settings of the service of a policy are those of a BackendTrafficPolicy', () => {
  const backendSettings = { connection: { bufferLimit: '1T' } };
  const services = [{ name: 'app', port: 80 }];
  const all = [
    extension({ extProc: [{ backendRefs: services, backendSettings }] }),
    security({ extAuth: { http: { backendRefs: services, backendSettings } } }),
    security({ jwt: { providers: [{ name: 'a', remoteJWKS: { ...REMOTE.remoteJWKS, backendSettings } }] } }, 'b'),
  ];
  for (const policy of all)
    expect(found([policy])).toContainEqual(expect.stringMatching(/^error InvalidSetting .*bufferLimit$/));
});

test('two local limits without selectors, and the units of the others', () => {
  const some = { clientSelectors: [{ methods: [{ value: 'GET' }] }], limit: { requests: 1, unit: 'Minute' } };
  expect(codesOf([...base(), limit('local', HOUR, HOUR)])).toEqual(['SeveralDefaultLimits']);
  expect(codesOf([...base(), limit('local', HOUR, some)])).toEqual(['LocalLimitUnits']);
  expect(codesOf([...base(), limit('local', { limit: { requests: 1, unit: 'Second' } }, some)])).toEqual([]);
  expect(codesOf([...base(), limit('global', HOUR, HOUR)])).toEqual([]);
});

test('a global limit needs the rate limit service, where the configuration is known', () => {
  expect(codesOf([...base(), limit('global', HOUR)], { extensionApis: {} })).toEqual(['InvalidSetting']);
  expect(codesOf([...base(), limit('global', HOUR)], { rateLimit: { backend: {} } })).toEqual([]);
  expect(codesOf([...base(), limit('local', HOUR)], {})).toEqual([]);
});

test('a part that does not apply is not checked', () => {
  // The deprecated type selects one of the limits.
  const both = { local: { rules: [HOUR, HOUR] }, global: { rules: [HOUR] } };
  expect(codesOf([...base(), traffic({ rateLimit: { type: 'Global', ...both } })])).toEqual([]);
  // A policy of a Gateway is not checked as one of a route is.
  const ofGateway = { targetRefs: [target('Gateway', 'edge')] };
  const passing = login({ passThroughAuthHeader: true });
  expect(
    codesOf([
      classOf(),
      gateway,
      service,
      LOGIN,
      { ...passing, spec: { ...(passing as unknown as { spec: Spec }).spec, ...ofGateway } } as KubernetesObject,
    ]),
  ).toEqual([]);
  expect(codesOf([...base(), configMap('unused', {})])).toEqual([]);
});
