import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { ANSWERS } from '../../src/diagnostics/answers/all-refusals.ts';
import type { RefusalCode } from '../../src/diagnostics/catalogue.ts';
import type { Definition } from '../../src/diagnostics/definition.ts';
import { FINDINGS } from '../../src/diagnostics/findings/all-findings.ts';
import { NOTICES } from '../../src/diagnostics/notices/all-notices.ts';

type Tree = Record<string, unknown>;
const JWT = {
  type: 'jwt',
  issuer: 'https://i.example.com/',
  jwks: 'https://i.example.com/j',
  audiences: ['a'],
  claims: { sub: 'x-sub' },
};
const KEY = { type: 'apiKey', secret: 's', clients: ['acme'] };
const OIDC = { type: 'oidc', issuer: 'https://i.example.com/', clientID: 'c', clientSecret: 's' };
const base = (service: Tree = {}, more: Tree = {}, methods: Tree = { jwt: JWT, key: KEY }): Tree => ({
  version: 1,
  hostname: 'a.example.com',
  tls: { secret: 't' },
  services: [{ name: 'x', path: '/x', backend: 'x:1', auth: 'jwt', ...service }],
  auth: { methods },
  ...more,
});
const OWN = { serviceToken: { secret: 'outside' } };
const SDS = { type: 'istio', mode: 'sds' };
const runningAs = (serviceAccount: string, port = 1) => ({ service: 'x', port, pods: { serviceAccount } });
const V2 = { 'x-version': '2' };
const CANARY = { canary: { backend: 'next:80', weight: 5, header: 'x-canary: always' } };
const two = (second: Tree, first: Tree = {}): Tree => ({
  ...base(first),
  services: [
    { name: 'x', path: '/x', backend: 'x:1', auth: 'jwt', ...first },
    { name: 'y', path: '/y', backend: 'y:1', auth: 'jwt', ...second },
  ],
});
const limits = (more: Tree): Tree => base({}, { rateLimit: { limits: '1/minute', ...more } });

const global = (more: Tree): Tree =>
  limits({ limits: '9/minute', scope: 'global', redis: { deploy: true }, onFailure: 'open', ...more });
const tiers = (tier: Tree, auth = 'key'): Tree => ({
  ...base({ auth: auth === 'jwt' ? 'jwt' : ['jwt', 'key'] }),
  rateLimit: { limits: '1/minute', tiers: { gold: { limits: '9/minute', ...tier } } },
});
const KEYED = { key: { apiKey: true } };
const LUA = 'function envoy_on_request(handle) end';
const USAGE = { metadata: { namespace: 'com.example.usage', key: 'tokens' } };
/** Twice, with those for requests without a key: the most rules of a local limit. */
const SEVERAL = Array.from({ length: 8 }, (_, i) => `${i + 1}/minute`);
const TEAM_X = { team: { paths: ['/t'], services: [{ name: 't', path: '/t', backend: 't:1' }] } };
const wasm = (more: Tree): Tree => base({ extensions: { wasm: more } });
const extProc = (more: Tree, service: Tree = {}): Tree =>
  base({ extensions: { extProc: { backend: 'waf:9002', ...more } }, ...service });

const names = (prefix: string, n: number): string[] => Array.from({ length: n }, (_, i) => `x-${prefix}${i}`);
const ACCEPTED = { code: 'AuthorizerFailsOpen', object: 'SecurityPolicy/x', until: '2027-01-31', reason: 'a' };
/** So many paths that the service becomes several routes. */
const MANY = { path: undefined, paths: Array.from({ length: 64 }, (_, i) => `/many${i}`) };
const BOTH_HOPS = { trustedHops: 1 };
const BOTH = { trustedHops: 1, trustedCIDRs: ['10.0.0.0/8'] };

/** Answers that a rule refuses or warns of, and a near miss that it does not. */
const CASES: [code: string, fires: Tree, nearMiss: Tree][] = [
  [
    'HiddenCharacter',
    base({ allow: { claims: { 'ro\u200ble': 'admin' } } }),
    base({ allow: { claims: { rôle: 'admin' } } }),
  ],
  [
    'ForbiddenKey',
    base({ allow: { claims: JSON.parse('{"__proto__": "a"}') as Tree } }),
    base({ allow: { claims: { proto: 'a' } } }),
  ],
  ['DuplicateValue', limits({ limits: ['10/minute', '20/minute'] }), limits({ limits: ['1/second', '20/minute'] })],
  [
    'DuplicateValue',
    base({}, { suppress: [ACCEPTED, { ...ACCEPTED, until: '2027-02-28' }] }),
    base({}, { suppress: [ACCEPTED, { ...ACCEPTED, object: 'SecurityPolicy/y' }] }),
  ],
  ['DuplicateValue', base({ methods: ['GET', 'POST', 'GET'] }), base({ methods: ['GET', 'POST'] })],
  ['ReservedHeader', base({ headers: { 'X-Forwarded-Host': 'a' } }), base({ headers: { 'X-Version-Host': 'a' } })],
  [
    'CredentialHeader',
    base({ transform: { request: { remove: ['authorization'] } } }),
    base({ transform: { request: { remove: ['Cookie'] } } }),
  ],
  [
    'AuthorizerHeaderRemoved',
    base({}, {}, { jwt: JWT, e: { type: 'extAuth', grpc: 'a:1', headers: ['X-Sub'] } }),
    base({}, {}, { jwt: JWT, e: { type: 'extAuth', grpc: 'a:1', headers: ['X-Tenant', 'authorization', 'cookie'] } }),
  ],
  [
    'TooManyConcurrentRequests',
    base({}, { traffic: { peakRequestsPerSecond: 1_000_000, p95Latency: '5m' } }),
    base({}, { traffic: { peakRequestsPerSecond: 10_000_000, p95Latency: '10s' } }),
  ],
  ['AuthenticationMissing', { ...base(), services: [{ name: 'x', path: '/x', backend: 'x:1' }] }, base()],
  ['UnknownMethod', base({ auth: 'jtw' }), base()],
  [
    'UnknownMethod',
    base({ auth: ['constructor', 'jwt'], allow: { scopes: ['a'] } }, {}, { jwt: JWT }),
    base({ auth: 'jwt' }, {}, { jwt: JWT }),
  ],
  ['NoneInList', base({ auth: ['jwt', 'none'] }), base({ auth: ['jwt', 'key'] })],
  ['DuplicateMethod', base({ auth: ['jwt', 'jwt'] }), base({ auth: ['jwt'] })],
  [
    'MethodsNotDistinct',
    base({ auth: ['o', 'e'] }, {}, { o: OIDC, e: { type: 'extAuth', grpc: 'a:1' } }),
    base({ auth: ['o', 'jwt'] }, {}, { o: OIDC, jwt: JWT }),
  ],
  [
    'MethodsNotDistinct',
    base({ auth: ['jwt', 'key'] }, {}, { jwt: JWT, key: { ...KEY, header: 'Authorization' } }),
    base({ auth: ['key'] }, {}, { key: { ...KEY, header: 'Authorization' } }),
  ],
  [
    'MethodsNotDistinct',
    base({ auth: ['b', 'c'] }, {}, { b: { type: 'basic', secret: 's' }, c: { type: 'basic', secret: 't' } }),
    base({ auth: ['b'] }, {}, { b: { type: 'basic', secret: 's' } }),
  ],
  [
    'SeveralKeyPlaces',
    base({ auth: 'key' }, {}, { key: { ...KEY, query: 'k', cookie: 'k' } }),
    base({ auth: 'key' }, {}, { key: { ...KEY, query: 'k' } }),
  ],
  [
    'AuthorizerMissing',
    base({ auth: 'e' }, {}, { e: { type: 'extAuth' } }),
    base({ auth: 'e' }, {}, { e: { type: 'extAuth', http: 'http://a:1/c' } }),
  ],
  ['ClaimInReservedHeader', base({}, {}, { jwt: { ...JWT, claims: { sub: 'Authorization' } }, key: KEY }), base()],
  [
    'ClaimHeaderTwice',
    base({}, {}, { jwt: { ...JWT, claims: { sub: 'x-a', aud: 'X-A' } }, key: KEY }),
    base({}, {}, { jwt: { ...JWT, claims: { sub: 'x-a', aud: 'x-b' } }, key: KEY }),
  ],
  ['DuplicateClient', base({}, {}, { jwt: JWT, key: { ...KEY, clients: ['a', 'a'] } }), base()],
  [
    'OidcEndpointMissing',
    base({ auth: 'o' }, {}, { o: { ...OIDC, tokenEndpoint: 'https://i.example.com/t' } }),
    base({ auth: 'o' }, {}, { o: OIDC }),
  ],
  ['ReservedName', base({}, {}, { none: KEY, jwt: JWT }), base()],
  ['ReservedName', base({}, {}, { public: JWT, jwt: JWT }), base({}, {}, { publicity: JWT, jwt: JWT })],
  ['ReservedName', base({}, {}, { 'guard-a': JWT, jwt: JWT }), base({}, {}, { guardian: JWT, jwt: JWT })],
  ['ReservedName', base({ name: 'guard-x' }), base({ name: 'x-guard' })],
  ['DuplicateService', two({ name: 'x' }), two({})],
  ['NameClash', two({ name: 'x-public' }, { public: ['/x/open'] }), two({ name: 'x-public' })],
  ['DuplicatePath', two({ path: '/x' }), two({ path: '/x', headers: { 'x-version': '2' } })],
  [
    'DuplicatePath',
    two({ path: '/x', methods: ['GET'] }, { methods: ['GET', 'PUT'] }),
    two({ path: '/x', methods: ['GET'] }, { methods: ['PUT'] }),
  ],
  [
    'AmbiguousPath',
    two({ path: '/x', headers: V2 }, { methods: ['GET'] }),
    two({ path: '/x', headers: V2, methods: ['GET'] }, { methods: ['GET'] }),
  ],
  [
    'AmbiguousPath',
    two({ path: '/x', headers: V2 }, { headers: { 'x-beta': 'on' } }),
    two({ path: '/x', headers: V2 }, { headers: { 'X-Version': '1' } }),
  ],
  [
    'CanaryHeaderAmbiguous',
    two({ path: '/x', headers: V2 }, CANARY),
    two({ path: '/x', headers: { ...V2, 'x-tier': 'a' } }, CANARY),
  ],
  ['IdentityNeedsTls', base({ identity: OWN }), base({ identity: OWN, backend: 'https://a.example.com' })],
  [
    'IdentityNeedsTls',
    base({ identity: OWN, backend: 'https://a.example.com', canary: { backend: 'b:80', weight: 5 } }),
    base({ identity: 'forward' }),
  ],
  [
    'GrpcIdentity',
    base({ identity: OWN, backend: 'https://a.example.com', protocol: 'grpc', path: '/a.B' }),
    base({ backend: 'https://a.example.com', protocol: 'grpc', path: '/a.B' }),
  ],
  [
    'IdentityHeaderSet',
    base({
      identity: { serviceToken: { secret: 's', header: 'X-Token' } },
      backend: 'https://a.example.com',
      transform: { request: { set: { 'x-token': 'a' } } },
    }),
    base({ identity: OWN, backend: 'https://a.example.com', transform: { request: { set: { 'x-token': 'a' } } } }),
  ],
  ['NestedPath', two({ path: '/x/inner', auth: 'key' }), two({ path: '/xinner', auth: 'key' })],
  ['NestedPath', two({ path: '/x/inner' }), two({ path: '/x-inner' })],
  ['PublicPathRedundant', base({ auth: 'none', public: ['/x/y'] }), base({ public: ['/x/y'] })],
  [
    'DuplicatePath',
    two({ path: '/x/open' }, { public: ['/x/open'] }),
    two({ path: '/x/open' }, { public: ['/x/other'] }),
  ],
  ['DuplicatePath', base({ public: ['/x/a', '/x/a'] }), base({ public: ['/x/a', '/x/b'] })],
  ['NameClash', two({ name: 'x-2' }, MANY), two({ name: 'x-2' })],
  ['NameClash', two({ name: 'x-4' }, MANY), two({ name: 'x-10' }, MANY)],
  ['NameClash', two({ name: 'x-key-2' }, { ...MANY, auth: ['jwt', 'key'] }), two({ name: 'x-key-2' }, MANY)],
  ['NameClash', two({ name: 'x-key' }, { auth: ['jwt', 'key'] }), two({ name: 'x-key' })],
  [
    'MethodsNotDistinct',
    base({ auth: ['key', 'k2'] }, {}, { key: KEY, k2: { ...KEY, secret: 'other', header: 'x-api-key' } }),
    base({ auth: ['key', 'k2'] }, {}, { key: KEY, k2: { ...KEY, secret: 'other', clients: ['globex'] } }),
  ],
  [
    'TimeoutBelowLatency',
    base({ timeout: '200ms' }, { traffic: { p95Latency: '250ms' } }),
    base({ timeout: '1s' }, { traffic: { p95Latency: '250ms' } }),
  ],
  ['FailureModeUnused', limits({ onFailure: 'open' }), limits({})],
  ['HeaderTwice', base({ headers: { 'X-A': '1', 'x-a': '2' } }), base({ headers: { 'X-A': '1', 'x-b': '2' } })],
  [
    'TooManyHeaders',
    base({ transform: { request: { remove: names('a', 9) } } }, { transform: { request: { remove: names('b', 8) } } }),
    base({ transform: { request: { remove: names('a', 9) } } }, { transform: { request: { remove: names('a', 9) } } }),
  ],
  [
    'TooManyHeaders',
    base(
      { auth: ['jwt', 'hook'] },
      {},
      { jwt: JWT, hook: { type: 'extAuth', grpc: 'authz:1', headers: names('h', 16) } },
    ),
    base(
      { auth: ['jwt', 'hook'] },
      {},
      { jwt: JWT, hook: { type: 'extAuth', grpc: 'authz:1', headers: names('h', 15) } },
    ),
  ],
  [
    'KeysConflict',
    base({}, { traffic: { clientsBehind: BOTH } }),
    base({}, { traffic: { clientsBehind: { trustedHops: 1 } } }),
  ],
  [
    'InvalidEmail',
    base({}, { tls: { issuer: 'i', acme: { email: 'me' } } }),
    base({}, { tls: { issuer: 'i', acme: { email: 'a@b.cd' } } }),
  ],
  [
    'UnsupportedVersion',
    base({}, { envoyGateway: { version: 'v1.2.0' } }),
    base({}, { envoyGateway: { version: 'v1.9.1' } }),
  ],
  [
    'InvalidRedisAddress',
    limits({ scope: 'global', onFailure: 'open', redis: { url: 'redis://r:6379' } }),
    limits({ scope: 'global', onFailure: 'open', redis: { url: 'master,r:6379,s:6379', type: 'sentinel' } }),
  ],
  [
    'InvalidImage',
    limits({ scope: 'global', onFailure: 'open', redis: { deploy: true, image: 'r.example.com:5000/redis:7.4.2' } }),
    limits({
      scope: 'global',
      onFailure: 'open',
      redis: { deploy: true, image: `r.example.com:5000/redis:7.4.2@sha256:${'0f'.repeat(32)}` },
    }),
  ],
  [
    'InvalidDataKey',
    limits({ scope: 'global', onFailure: 'open', redis: { url: 'r:1', password: { secret: 's', key: 'a b' } } }),
    limits({ scope: 'global', onFailure: 'open', redis: { url: 'r:1', password: { secret: 's', key: 'a' } } }),
  ],
  ['PublicPathNotOwned', base({ public: ['/xy'] }), base({ public: ['/x/y'] })],
  ['WholeServicePublic', base({ public: ['/x'] }), base({ public: ['/x/y'] })],
  ['InvalidGrpcPath', base({ protocol: 'grpc', path: '/v1-users' }), base({ protocol: 'grpc', path: '/p.S' })],
  ['GrpcRewrite', base({ protocol: 'grpc', path: '/p.S', rewrite: '/' }), base({ rewrite: '/' })],
  [
    'GrpcHealthPath',
    base({ protocol: 'grpc', path: '/p.S', healthCheck: '/h' }),
    base({ protocol: 'grpc', path: '/p.S', healthCheck: 'grpc' }),
  ],
  ['GrpcMethods', base({ protocol: 'grpc', path: '/p.S', methods: ['POST'] }), base({ methods: ['POST'] })],
  [
    'CanaryBackendSame',
    base({ canary: { backend: 'x:1', weight: 1 } }),
    base({ canary: { backend: 'x:2', weight: 1 } }),
  ],
  [
    'CanaryHostDiffers',
    base({ canary: { backend: 'https://e.example.com', weight: 1 } }),
    base({ canary: { backend: 'z:1', weight: 1 } }),
  ],
  [
    'CanaryReceivesAll',
    base({ canary: { backend: 'z:1', weight: 100 } }),
    base({ canary: { backend: 'z:1', weight: 99 } }),
  ],
  ['WebSocketTimeout', base({ protocol: 'websocket', timeout: '1m' }), base({ protocol: 'websocket' })],
  [
    'TimeoutAboveListener',
    base({ timeout: '61s' }, { traffic: { longestTimeout: '60s' } }),
    base({ timeout: '60s' }, { traffic: { longestTimeout: '1m' } }),
  ],
  [
    'NeedsLoadBalancer',
    base({}, { gateway: { service: { type: 'NodePort', loadBalancerIP: '203.0.113.1' } } }),
    base({}, { gateway: { service: { loadBalancerIP: '203.0.113.1' } } }),
  ],
  [
    'TrafficPolicyUnused',
    base({}, { gateway: { service: { type: 'ClusterIP', externalTrafficPolicy: 'Local' } } }),
    base({}, { gateway: { service: { type: 'NodePort', externalTrafficPolicy: 'Local' } } }),
  ],
  [
    'ClientAddressLost',
    base({}, { gateway: { service: { externalTrafficPolicy: 'Cluster' } } }),
    base({}, { gateway: { service: { externalTrafficPolicy: 'Cluster' } }, traffic: { clientsBehind: BOTH_HOPS } }),
  ],
  [
    'PrivateNameWithoutCa',
    base({ backend: 'https://x.shop.svc.cluster.local:8443' }),
    base({ backend: 'https://x.shop.svc.cluster.local:8443', ca: 'shop-ca' }),
  ],
  [
    'ServerNameMissing',
    base({}, {}, { jwt: { ...JWT, jwks: 'https://10.0.0.1/certs' } }),
    base({}, {}, { jwt: { ...JWT, jwks: 'https://kc.auth.svc/certs', ca: 'kc-ca' } }),
  ],
  ['CaUnused', base({ ca: 'shop-ca' }), base({ backend: 'https://erp.example.org', ca: { secret: 'shop-ca' } })],
  [
    'CaConflict',
    two({ backend: 'https://x.shop.svc', ca: 'b' }, { backend: 'https://x.shop.svc', ca: 'a' }),
    two({ backend: 'https://x.shop.svc:8443', ca: 'b' }, { backend: 'https://x.shop.svc', ca: 'a' }),
  ],
  ['PublicReasonUnused', base({ publicReason: 'why' }), base({ auth: 'none', publicReason: 'why' })],
  ['UnusedMethod', base({}, {}, { jwt: JWT, key: KEY, other: KEY }), base({ auth: ['jwt', 'key'] })],
  ['AllowNeedsToken', base({ auth: 'key', allow: { scopes: ['a'] } }), base({ allow: { scopes: ['a'] } })],
  ['AllowNeedsKey', base({ allow: { clients: ['acme'] } }), base({ auth: 'key', allow: { clients: ['acme'] } })],
  [
    'MethodUnrestricted',
    base({ auth: ['jwt', 'key'], allow: { scopes: ['a'] } }),
    base({ auth: ['jwt', 'key'], allow: { scopes: ['a'], clients: ['acme'] } }),
  ],
  [
    'UnknownClient',
    base({ auth: 'key', allow: { clients: ['acm'] } }),
    base({ auth: 'key', allow: { clients: ['acme'] } }),
  ],
  [
    'TooManyClaims',
    base({ allow: { claims: { a: '1', b: '1', c: '1', d: '1', e: '1' } } }),
    base({ allow: { claims: { a: '1', b: '1', c: '1', d: '1' } } }),
  ],
  ['ClaimNotForwarded', limits({ key: { claim: 'tenant' } }), limits({ key: { claim: 'sub' } })],
  [
    'ApiKeyMethodMissing',
    base({}, { rateLimit: { limits: '1/minute', key: { apiKey: true } } }, { jwt: JWT }),
    limits({ key: { apiKey: true } }),
  ],
  ['BurstNotPossible', limits({ burst: 5 }), limits({ limits: ['9/minute', '5/second'] })],
  ['TierMatchCount', tiers({ clients: ['acme'], claim: { plan: 'a' } }), tiers({ clients: ['acme'] })],
  [
    'LimitsMissing',
    base({}, { rateLimit: { perMethod: { POST: '1/minute' } } }),
    limits({ perMethod: { POST: '1/minute' } }),
  ],
  ['LimitClientUnknown', tiers({ clients: ['acm'] }), tiers({ clients: ['acme'] })],
  [
    'TierOverlap',
    limits({ ...KEYED, exempt: { clients: ['acme'] }, tiers: { gold: { clients: ['acme'], limits: '9/minute' } } }),
    limits({ ...KEYED, tiers: { gold: { clients: ['acme'], limits: '9/minute' } } }),
  ],
  ['TierClaimUnknown', tiers({ claim: { plan: 'gold' } }), tiers({ claim: { sub: 'gold' } })],
  ['TierHeaderForged', tiers({ header: { 'x-plan': 'gold' } }), tiers({ header: { 'x-sub': 'gold' } })],
  ['TierNeverMatches', tiers({ clients: ['acme'] }, 'jwt'), tiers({ clients: ['acme'] })],
  [
    'ExemptNetworks',
    limits({ exempt: { cidrs: ['10.0.0.0/8', '192.168.0.0/16'] } }),
    limits({ exempt: { cidrs: ['10.0.0.0/8'] } }),
  ],
  ['ExemptPathUnserved', limits({ exempt: { paths: ['/y'] } }), limits({ exempt: { paths: ['/x/health'] } })],
  [
    'LimitMethodUnused',
    base({ methods: ['GET'], rateLimit: { limits: '9/minute', perMethod: { POST: '1/minute' } } }),
    base({ methods: ['GET', 'POST'], rateLimit: { limits: '9/minute', perMethod: { POST: '1/minute' } } }),
  ],
  ['LimitNeedsGlobal', limits({ cost: { request: 1 } }), global({ cost: { request: 1 } })],
  ['CostZero', global({ cost: { request: 0 } }), global({ cost: { request: 0, response: 1 } })],
  ['CostAboveLimit', global({ cost: { request: 10 } }), global({ cost: { request: 9 } })],
  [
    'CostUnwritten',
    global({ cost: { response: USAGE } }),
    {
      ...global({ cost: { response: USAGE } }),
      ...base({ extensions: { lua: LUA } }),
      ...{ rateLimit: global({ cost: { response: USAGE } }).rateLimit },
    },
  ],
  [
    'WithinNeedsBudget',
    base({ rateLimit: { limits: '9/minute', within: 'api' } }),
    { ...base({ rateLimit: { limits: '9/minute', within: 'api' } }), rateLimit: global({ across: 'api' }).rateLimit },
  ],
  ['TooManyLimitRules', limits({ limits: SEVERAL, perMethod: { POST: '1/minute' } }), limits({ limits: SEVERAL })],
  [
    'LimitPartOfTeams',
    {
      ...global({ shadow: true }),
      layout: 'app-of-apps',
      auth: { methods: { jwt: JWT }, default: 'jwt' },
      teams: TEAM_X,
    },
    { ...global({}), layout: 'app-of-apps', auth: { methods: { jwt: JWT }, default: 'jwt' }, teams: TEAM_X },
  ],
  ['ExtensionsEmpty', base({ extensions: {} }), base({ extensions: { lua: LUA } })],
  ['LuaWithoutHandler', base({ extensions: { lua: 'local a = 1' } }), base({ extensions: { lua: LUA } })],
  ['LuaFault', base({ extensions: { lua: `${LUA} end` } }), base({ extensions: { lua: LUA } })],
  [
    'WasmUrl',
    wasm({ url: 'http://a.example.com/a', sha256: 'a'.repeat(64) }),
    wasm({ url: 'https://a.example.com/a', sha256: 'a'.repeat(64) }),
  ],
  ['WasmSource', wasm({ url: 'https://a.example.com/a' }), wasm({ image: `a/b@sha256:${'a'.repeat(64)}` })],
  [
    'ExtensionMetadata',
    extProc({ metadata: ['envoy.filters.http.jwt_authn'] }),
    extProc({ metadata: ['com.example.usage'] }),
  ],
  [
    'ExtensionStream',
    extProc({ sends: ['requestBody'] }, { protocol: 'websocket' }),
    extProc({ sends: ['request'] }, { protocol: 'websocket' }),
  ],
  ['CredentialAsKey', limits({ key: { header: 'Authorization' } }), limits({ key: { header: 'x-tenant' } })],
  ['AcrossNeedsGlobal', limits({ across: 'api' }), limits({ across: 'service' })],
  [
    'RedisMissing',
    limits({ scope: 'global', onFailure: 'open' }),
    limits({ scope: 'global', onFailure: 'open', redis: { deploy: true } }),
  ],
  [
    'FailureModeMissing',
    limits({ scope: 'global', redis: { deploy: true } }),
    limits({ scope: 'global', onFailure: 'open', redis: { deploy: true } }),
  ],
  ['RedisUnused', limits({ redis: { deploy: true } }), limits({})],
  ['LongLocalLimit', limits({ limits: '5/hour' }), limits({ limits: '5/minute' })],
  [
    'HopByHopHeader',
    base({ transform: { request: { remove: ['Connection'] } } }),
    base({ transform: { request: { remove: ['X-Connection'] } } }),
  ],
  [
    'IdentityHeader',
    base({ transform: { request: { set: { 'X-Sub': 'me' } } } }),
    base({ transform: { response: { set: { 'X-Sub': 'me' } } } }),
  ],
  [
    'HeaderTwice',
    base({ transform: { request: { remove: ['A', 'a'] } } }),
    base({ transform: { request: { remove: ['A', 'b'] } } }),
  ],
  [
    'TooManyHeaders',
    base({ transform: { request: { remove: Array.from({ length: 17 }, (_, i) => `x-${i}`) } } }),
    base({ transform: { request: { remove: Array.from({ length: 16 }, (_, i) => `x-${i}`) } } }),
  ],
  [
    'AcmeWithoutIssuer',
    base({}, { tls: { secret: 't', acme: { email: 'a@b.cd' } } }),
    base({}, { tls: { issuer: 't', acme: { email: 'a@b.cd' } } }),
  ],
  [
    'CredentialsForWildcard',
    base({}, { cors: { origins: ['https://*.example.com'], credentials: true } }),
    base({}, { cors: { origins: ['https://a.example.com'], credentials: true } }),
  ],
  ['InvalidOrigin', base({}, { cors: { origins: ['*'] } }), base({}, { cors: { origins: ['https://*.example.com'] } })],
  ['FailoverBackendSame', base({ failover: 'x:1' }), base({ failover: 'spare:80' })],
  ['FailoverWithCanary', base({ failover: 'spare:80', ...CANARY }), base({ failover: 'spare:80' })],
  ['GrpcFailover', base({ path: '/a.B', protocol: 'grpc', failover: 'spare:80' }), base({ failover: 'spare:80' })],
  ['FailoverNeedsHealthCheck', base({ failover: 'spare:80', healthCheck: 'none' }), base({ failover: 'spare:80' })],
  [
    'FailoverWithHash',
    base({ failover: 'spare:80', loadBalancing: { consistentHash: 'sourceIP' } }),
    base({ failover: 'spare:80', loadBalancing: 'random' }),
  ],
  [
    'FailoverPathDiffers',
    base({ failover: 'https://a.example.org/v2' }),
    base({ backend: 'https://b.example.org/v2', failover: 'https://a.example.org/v2' }),
  ],
  [
    'FailoverWithIdentity',
    base({ backend: 'https://b.example.org', identity: OWN, failover: 'https://a.example.org' }),
    base({ backend: 'https://b.example.org', identity: 'forward', failover: 'https://a.example.org' }),
  ],
  [
    'CertificatesDiffer',
    two(
      { backend: 'https://a.example.org', identity: { mtls: { secret: 'c' } } },
      { backend: 'https://a.example.org' },
    ),
    two(
      { backend: 'https://b.example.org', identity: { mtls: { secret: 'c' } } },
      { backend: 'https://a.example.org' },
    ),
  ],
  [
    'WaypointNeedsAmbient',
    base({}, { mesh: { type: 'istio', mode: 'sidecar', waypoint: 'w' } }),
    base({}, { mesh: { type: 'istio', mode: 'ambient', waypoint: 'w' } }),
  ],
  [
    'HashIgnoredByMesh',
    base({ loadBalancing: { consistentHash: 'sourceIP' } }, { mesh: { type: 'istio', mode: 'sidecar' } }),
    base({ loadBalancing: { consistentHash: 'sourceIP' } }, { mesh: 'istio' }),
  ],
  [
    'MeshEncryptsRequests',
    base({}, { mesh: 'istio', network: { policy: 'cilium', requests: true } }),
    base({}, { mesh: { type: 'istio', mode: 'sidecar' }, network: { policy: 'cilium', requests: true } }),
  ],
  [
    'TracingOnlyInMesh',
    base({}, { mesh: { type: 'istio', mode: 'ambient', tracingProvider: 'otel' } }),
    base(
      {},
      {
        mesh: { type: 'istio', mode: 'ambient', tracingProvider: 'otel' },
        observability: { tracing: { collector: 'o:4317' } },
      },
    ),
  ],
  [
    'CiliumOnly',
    base({}, { network: { policy: 'kubernetes', requests: true } }),
    base({}, { network: { policy: 'cilium', requests: true } }),
  ],
  [
    'PodsUnused',
    base({ backend: { service: 'x', port: 1, pods: { port: 2 } } }),
    base({ backend: { service: 'x', port: 1, pods: { port: 2 } } }, { network: 'kubernetes' }),
  ],
  [
    'PodsDiffer',
    {
      ...two(
        { backend: { service: 'x', port: 1, pods: { port: 3 } } },
        { backend: { service: 'x', port: 1, pods: { port: 2 } } },
      ),
      network: 'cilium',
    },
    {
      ...two(
        { backend: { service: 'x', port: 1, pods: { port: 2 } } },
        { backend: { service: 'x', port: 1, pods: { port: 2 } } },
      ),
      network: 'cilium',
    },
  ],
  [
    'SocketNeedsSds',
    base({}, { mesh: { type: 'istio', mode: 'sidecar', socket: {} } }),
    base({}, { mesh: { type: 'istio', mode: 'sds', socket: {} } }),
  ],
  [
    'ServiceAccountUnused',
    base({ backend: runningAs('a') }, { mesh: 'istio' }),
    base({ backend: runningAs('a') }, { mesh: SDS }),
  ],
  [
    'ServiceAccountsDiffer',
    { ...two({ backend: runningAs('b', 2) }, { backend: runningAs('a') }), mesh: SDS },
    { ...two({ backend: runningAs('a', 2) }, { backend: runningAs('a') }), mesh: SDS },
  ],
  // Of an authorizer and a collector it is asked as of a backend.
  [
    'ServiceAccountsDiffer',
    base({ backend: runningAs('a') }, { mesh: SDS, observability: { tracing: { collector: runningAs('b') } } }),
    base(
      { backend: runningAs('a') },
      { mesh: SDS, observability: { tracing: { collector: { service: 'x', port: 1 } } } },
    ),
  ],
  [
    'ServiceAccountsDiffer',
    base({ backend: runningAs('a') }, { mesh: SDS }, { jwt: JWT, own: { type: 'extAuth', grpc: runningAs('b') } }),
    base({ backend: runningAs('a') }, { mesh: SDS }, { jwt: JWT, own: { type: 'extAuth', grpc: runningAs('a') } }),
  ],
  [
    'WaypointNeedsAmbient',
    base({}, { mesh: { ...SDS, waypoint: 'w' } }),
    base({}, { mesh: { ...SDS, mode: 'ambient', waypoint: 'w' } }),
  ],
  [
    'MeshEncryptsRequests',
    base({}, { mesh: SDS, network: { policy: 'cilium', requests: true } }),
    base({}, { mesh: SDS, network: 'cilium' }),
  ],
  [
    'InvalidSocketPath',
    // Over /etc/ssl the volume would hide the roots of the system.
    base({}, { mesh: { ...SDS, socket: { path: '/etc/ssl/socket' } } }),
    base({}, { mesh: { ...SDS, socket: { path: '/run/spire/agent.sock' } } }),
  ],
  [
    'InvalidSocketPath',
    base({}, { mesh: { ...SDS, socket: { path: '/run/spire/../../etc/socket' } } }),
    base({}, { mesh: { ...SDS, socket: { path: `/run/${'a'.repeat(100)}/b` } } }),
  ],
  [
    'InvalidSocketPath',
    base({}, { mesh: { ...SDS, socket: { path: '/run/agent.sock' } } }),
    base({}, { mesh: { ...SDS, socket: { path: `/run/${'a'.repeat(100)}/b` } } }),
  ],
  [
    'InvalidSocketPath',
    base({}, { mesh: { ...SDS, socket: { path: `/run/${'a'.repeat(101)}/b` } } }),
    base({}, { mesh: { ...SDS, socket: { path: `/run/${'a'.repeat(100)}/b` } } }),
  ],
  [
    'InvalidSocketFolder',
    base({}, { mesh: { ...SDS, socket: { hostPath: '/' } } }),
    base({}, { mesh: { ...SDS, socket: { hostPath: '/run/spire/agent-sockets' } } }),
  ],
  [
    'TwoSocketSources',
    base({}, { mesh: { ...SDS, socket: { csi: 'csi.spiffe.io', hostPath: '/run/spire' } } }),
    base({}, { mesh: { ...SDS, socket: { csi: 'csi.spiffe.io' } } }),
  ],
  [
    'OidcNeedsNewerVersion',
    base({ auth: 'o' }, { envoyGateway: { version: 'v1.9.0' } }, { o: OIDC }),
    base({}, { envoyGateway: { version: 'v1.9.0' } }),
  ],
];

const codes = (input: Tree): string[] => {
  const r = validateAnswers(input, 'test');
  return ('problems' in r ? r.problems : r.warnings).map((p) => p.code);
};

test.each(CASES)('%s fires, and does not on its near miss', (code, fires, nearMiss) => {
  expect(codes(fires)).toContain(code);
  expect(codes(nearMiss)).not.toContain(code);
});

test('a service of the whole site is told once that it contains the others', () => {
  const services = Array.from({ length: 50 }, (_, i) => ({
    name: `s${i}`,
    path: `/s${i}`,
    backend: 'b:1',
    auth: 'jwt',
  }));
  const root = { name: 'root', path: '/', backend: 'r:1', auth: 'jwt' };
  expect(codes({ ...base(), services: [root, ...services] }).filter((c) => c === 'NestedPath')).toHaveLength(1);
});

/** Codes that have a test elsewhere, by its file. */
const ELSEWHERE: Readonly<Record<string, readonly RefusalCode[]>> = {
  'files.test.ts': [
    'TagInAnswers',
    'FileTooLarge',
    'NotText',
    'SeveralDocuments',
    'EmptyFile',
    'NotAnswers',
    'InvalidYaml',
    'AliasInAnswers',
    'KeyNotText',
    'DuplicateAnswer',
    'SecretInAnswers',
    'PercentInHeaderValue',
    'InvalidPath',
    'InvalidLimit',
    'CertificateMissing',
    'SeveralCertificates',
    'OutOfRange',
    'WrongType',
    'UnknownKey',
    'UnknownValue',
    'InvalidHostname',
    'InvalidDuration',
    'InvalidCIDR',
  ],
  'flags.test.ts': [
    'TooDeep',
    'FlagTwice',
    'UnknownService',
    'InvalidService',
    'InvalidFlag',
    'ServiceGivenTwice',
    'MethodGivenTwice',
  ],
  'hostile.test.ts': ['DirectiveInAnswers'],
  '../teams/answers.test.ts': [
    'ExtensionOfTeam',
    'InvalidFolder',
    'TeamsNeedLayout',
    'TeamsMissing',
    'OwnersNeedTeams',
    'DeliveryNeedsLayout',
    'RepositoryMissing',
    'ArgoOnly',
    'FluxOnly',
    'MissingAnswer',
    'PathNotOwned',
    'PublicNotAllowed',
    'MethodNotAllowed',
    'BackendNotOwned',
    'ServerNotAllowed',
    'FailoverNotAllowed',
    'HeaderNotAllowed',
    'LimitAbovePlatform',
    'InvalidFileName',
    'InvalidServer',
    'InvalidRevision',
    'TeamPathReserved',
    'MethodForPlatformOnly',
    'TeamNamespaceTaken',
    'TeamFileShared',
    'SdsWithTeams',
    'AcrossTeams',
    'TeamPathsOverlap',
    'TeamFileMissing',
    'TeamNameDiffers',
    'InvalidOwner',
    'TeamWithoutServices',
    'TeamServicesTwice',
  ],
  'broken-before.test.ts': [
    'InvalidAuthorizer',
    'InvalidHeaderValue',
    'InvalidBackend',
    'InvalidRepository',
    'InvalidHeaderName',
    'InvalidURL',
    'InvalidIssuer',
    'InvalidCookieDomain',
  ],
  'headers.test.ts': ['CredentialInHeaderValue'],
  '../resources/authorizer.test.ts': ['AuthorizerPathUnused'],
  'values.test.ts': [
    'CaAmbiguous',
    'InvalidAddress',
    'InvalidAnnotation',
    'InvalidCanaryHeader',
    'InvalidClientName',
    'InvalidLabel',
    'InvalidLoadBalancerClass',
    'InvalidName',
    'InvalidObjectName',
    'InvalidParameterName',
    'InvalidPodLabels',
    'InvalidPortName',
    'InvalidSuppression',
    'InvalidTrustDomain',
    'InvalidValue',
    'PathMissing',
    'PathTwice',
    'UnknownType',
  ],
};
/** The answer to an issue of zod that no part of the schema has. */
const UNREACHABLE: readonly RefusalCode[] = ['ImpossibleValue'];

test('every code of refusals has a case here, or a test in another file', () => {
  const elsewhere = Object.entries(ELSEWHERE).flatMap(([file, codes]) => {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8');
    expect(codes.filter((code) => !new RegExp(`\\b${code}\\b`).test(text))).toEqual([]);
    return codes;
  });
  const here = CASES.map(([code]) => code);
  expect(elsewhere.filter((code) => here.includes(code))).toEqual([]);
  const tested = new Set<string>([...here, ...elsewhere, ...UNREACHABLE]);
  expect(Object.keys(ANSWERS).filter((code) => !tested.has(code))).toEqual([]);
});

test('a code has one meaning: refusals, findings and notices share none', () => {
  const codes = [ANSWERS, FINDINGS, NOTICES].flatMap((group) => Object.keys(group));
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
});

test('every sample fills the text of its code, and no part is empty', () => {
  for (const [code, definition] of Object.entries(ANSWERS) as [string, Definition<unknown>][]) {
    const { what, why, fix } = definition.words(definition.sample);
    for (const part of [what, why, fix]) {
      expect(part, code).toMatch(/\S[.!?]$/);
      expect(part, code).not.toMatch(/undefined|\[object|\n/);
    }
  }
});
