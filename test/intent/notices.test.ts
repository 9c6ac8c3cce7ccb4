// Notices: each says what is so, once, whatever number of services it is true of; and what docs/pitfalls.md promises is said.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import type { NoticeCode } from '../../src/diagnostics/catalogue.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { runCli } from '../cli/run-cli.ts';

const file = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const JWT = { type: 'jwt', issuer: 'https://i.example.com/', jwks: 'https://i.example.com/j', audiences: ['a'] };
const METHODS = {
  jwt: JWT,
  basic: { type: 'basic', secret: 'people' },
  key: { type: 'apiKey', secret: 'k1', clients: ['one'] },
  query: { type: 'apiKey', query: 'api_key', secret: 'k3', clients: ['three'] },
  login: { type: 'oidc', issuer: 'https://i.example.com/', clientID: 'c', clientSecret: 's' },
  known: { type: 'oidc', issuer: 'https://i.example.com/', clientID: 'c', clientSecret: 's', jwks: 'fromIssuer' },
  named: { ...JWT, issuer: 'keycloak' },
  mapped: { ...JWT, jwks: { configMap: 'keys' } },
  lax: { type: 'extAuth', http: 'http://authz:80/check', failOpen: true },
  strict: { type: 'extAuth', grpc: 'authz:81' },
};
type Tree = Record<string, unknown>;
const noticesOf = (service: Tree | Tree[], more: Tree = {}): { code: string; text: string }[] => {
  const validated = validateAnswers(
    {
      version: 1,
      hostname: 'api.example.com',
      tls: { secret: 't' },
      traffic: { peakRequestsPerSecond: 9 },
      services: [service]
        .flat()
        .map((s, i) => ({ name: `s${i}`, path: `/s${i}`, backend: `s${i}:80`, auth: 'jwt', ...s })),
      auth: { methods: METHODS },
      rateLimit: { limits: '9/minute' },
      ...more,
    },
    'f',
  );
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  return [...buildIntent(validated.answers).notices];
};
const STREAM = { name: 'mqtt', tcp: 1883, backend: 'mqtt:1883', publicReason: 'a test' };
const CANARY = { backend: 'n:80', weight: 5 };
const HASH = { consistentHash: { header: 'x-shard' } };
const OWN = { backend: 'https://o.example.com', identity: { serviceToken: { secret: 'o' } } };
const PERMISSIVE = { type: 'istio', mode: 'permissive' };
const LUA = 'function envoy_on_request(handle) end';
const GLOBAL = { scope: 'global', redis: { deploy: true }, onFailure: 'closed' };

/** The tests that produce the other notices: they need more than the answers below. */
const TESTED_IN = {
  AuthorizerPath: 'resources/authorizer',
  PlatformWithoutOwners: 'teams/units',
  ProxyProtocolNeeded: 'resources/gateway-service',
  GrpcTimeout: 'resources/timeouts',
  WebSocketLimits: 'resources/timeouts',
  NoReceiveTimeout: 'resources/timeouts',
  PrivateAuthority: 'resources/private-ca',
  PrivateServerIsolated: 'resources/private-ca',
  MeshSocket: 'resources/sds',
  MeshNeedsSidecars: 'resources/sds',
  ServiceAccountsAssumed: 'resources/sds',
  MeshCertificateExternal: 'resources/sds',
} as const satisfies Partial<Record<NoticeCode, string>>;

test.each(Object.entries(TESTED_IN))('%s is produced by test/%s.test.ts', (code, path) => {
  expect(file(`test/${path}.test.ts`)).toContain(code);
});

/** The code, answers that have it, and a near miss that does not. */
const CASES: Record<
  Exclude<NoticeCode, keyof typeof TESTED_IN>,
  readonly [so: Parameters<typeof noticesOf>, nearMiss: Parameters<typeof noticesOf>]
> = {
  AuthorizerDownDenies: [[{ auth: 'strict' }], [{ auth: 'lax' }]],
  AuthorizerDownAllows: [[{ auth: 'lax' }], [{ auth: 'strict' }]],
  CredentialSkipsAuthorizer: [[{ auth: ['strict', 'jwt'] }], [{ auth: 'strict' }]],
  AuthorizerReadsAll: [[{ auth: ['strict', 'jwt'] }], [{ auth: ['lax', 'jwt'] }]],
  IssuerIsNoUrl: [[{ auth: 'named' }], [{ auth: 'jwt' }]],
  InvalidKeyRejected: [[{ auth: ['basic', 'key'] }], [{ auth: ['key', 'query'] }]],
  UnverifiedCredentialsRemoved: [[{ auth: ['basic', 'key'] }], [{ auth: ['jwt', 'basic'] }]],
  QueryKeyOnPublicPath: [[{ auth: ['jwt', 'query'], public: ['/s0/a'] }], [{ auth: ['jwt', 'query'] }]],
  PublicPathsUnverified: [[{ public: ['/s0/a'] }], [{ auth: ['jwt', 'key'], public: ['/s0/a'] }]],
  ExtensionsRead: [[{ extensions: { lua: LUA } }], [{}]],
  ExtensionsFailOpen: [
    [{ extensions: { extProc: { backend: 'waf:9002', failOpen: true } } }],
    [{ extensions: { extProc: { backend: 'waf:9002' } } }],
  ],
  LimitsInShadow: [
    [{}, { rateLimit: { ...GLOBAL, limits: '9/minute', shadow: true } }],
    [{}, { rateLimit: { ...GLOBAL, limits: '9/minute' } }],
  ],
  LoginChecksNoClaims: [[{ auth: 'login' }], [{}]],
  LoginCookies: [[{ auth: 'login' }], [{}]],
  CookiesRemoved: [[[{ auth: 'login' }, { backend: 'o/x:80' }]], [[{ auth: 'login' }, { backend: 'x:80' }]]],
  RejectedRequestsCount: [[{ rateLimit: ['9/second', '90/minute'] }], [{ rateLimit: '9/second' }]],
  OpenStreams: [
    [{}, { streams: [STREAM] }],
    [{}, { streams: [{ ...STREAM, allow: { cidrs: ['192.0.2.0/24'] } }] }],
  ],
  ClearTextServers: [[{ backend: 'http://o.example.com' }], [{ backend: 'https://o.example.com' }]],
  RetriesRepeat: [[{ retries: 'idempotent' }], [{ retries: 'safe' }]],
  CanaryWeightByHash: [[{ canary: CANARY, loadBalancing: HASH }], [{ canary: CANARY }]],
  HashedValueRemoved: [
    [{ auth: ['basic', 'key'], loadBalancing: { consistentHash: { header: 'authorization' } } }],
    [{ loadBalancing: HASH }],
  ],
  LocalLimitPerMatch: [
    [{ auth: ['jwt', 'key'], rateLimit: { limits: '9/minute', key: 'sourceIP' } }],
    [{ auth: ['jwt', 'key'] }, { rateLimit: { ...GLOBAL, limits: '9/minute', key: 'sourceIP' } }],
  ],
  SizesBelowPeak: [
    [{}, { proxy: { resources: { memory: '256Mi' } } }],
    [{}, { proxy: { resources: { memory: '1Gi' } } }],
  ],
  SingleProxy: [
    [{}, { proxy: { replicas: 1 } }],
    [{}, { proxy: { replicas: 2 } }],
  ],
  TlsTerminated: [
    [{}, { tls: { terminatedByLoadBalancer: 'ACM' }, traffic: { clientsBehind: 'direct' } }],
    [{}, {}],
  ],
  PlainHttp: [[{ auth: 'none', plainHttp: 'Old devices.' }], [{ auth: 'none' }]],
  BodiesBuffered: [[{ maxRequestBody: '1Mi' }], [{ maxRequestBody: 'none' }, { maxRequestBody: '1Mi' }]],
  StreamBodiesUnlimited: [
    [[{ protocol: 'websocket' }, {}], { maxRequestBody: '1Mi' }],
    [[{ protocol: 'websocket' }, { maxRequestBody: '1Mi' }]],
  ],
  CompressedSecrets: [
    [{ auth: 'login' }, { compression: ['br'] }],
    [{ auth: 'jwt' }, { compression: ['br'] }],
  ],
  Http3NeedsUdp: [[{}, { http3: true }], [{}]],
  NoRateLimit: [[{}, { rateLimit: undefined }], [{}]],
  PublicServices: [[{ auth: 'none' }], [{ auth: 'none', allow: { cidrs: ['10.0.0.0/8'] } }]],
  PublicToNetworks: [[{ auth: 'none', allow: { cidrs: ['10.0.0.0/8'] } }], [{ allow: { cidrs: ['10.0.0.0/8'] } }]],
  PublicWithIdentity: [[{ ...OWN, public: ['/s0/a'] }], [OWN]],
  CredentialReplaced: [[OWN], [{ ...OWN, auth: 'none' }]],
  AuthorizerChallengeKept: [[{ auth: 'lax' }, { errors: 'problem+json' }], [{ auth: 'lax' }]],
  PatchesNotValidated: [
    [{}, { patches: [{ target: { kind: 'Gateway', name: '.*' }, patch: { spec: { gatewayClassName: 'x' } } }] }],
    [{}],
  ],
  PeakAssumed: [[{}, { traffic: {} }], [{}]],
  ClientCertificates: [[{}, { tls: { secret: 't', clientAuth: { ca: 'clients' } } }], [{}]],
  NetworkIsolated: [[{}, { network: 'kubernetes' }], [{}]],
  MeshPermissive: [
    [{}, { mesh: PERMISSIVE }],
    [{}, { mesh: 'istio' }],
  ],
  MeshIsolated: [
    [{}, { mesh: 'istio' }],
    [{}, { mesh: PERMISSIVE }],
  ],
  PodLabelsAssumed: [[{}, { network: 'kubernetes' }], [{}]],
  FaultsInjected: [[{ fault: { abort: { status: 503 }, until: '2027-01-31' } }], [{}]],
  RequestsCopied: [[{ mirror: 'copies:80' }], [{}]],
  SessionNamesPod: [[{ sessionPersistence: 'cookie' }], [{}]],
  ErrorPages: [
    [{}, { errors: { pages: [{ status: 404, body: 'a' }] } }],
    [{}, { errors: 'problem+json' }],
  ],
  ProblemBodies: [[{}, { errors: 'problem+json' }], [{}]],
  CredentialAdded: [[{ ...OWN, identity: { serviceToken: { secret: 'o', header: 'x-own' } } }], [OWN]],
  JwksConfigMap: [[{ auth: 'mapped' }], [{ auth: 'jwt' }]],
  IdTokenExpires: [[{ auth: 'known' }], [{ auth: 'login' }]],
  OptionalAuthentication: [[{ auth: { optional: 'jwt' } }], [{ auth: 'jwt' }]],
  BasicAuthentication: [[{ auth: 'basic' }], [{}]],
  LocalLimitsPerReplica: [[{}], [{}, { rateLimit: { ...GLOBAL, limits: '9/minute' } }]],
  LimitsFailOpen: [
    [{}, { rateLimit: { ...GLOBAL, limits: '9/minute', onFailure: 'open' } }],
    [{}, { rateLimit: { ...GLOBAL, limits: '9/minute' } }],
  ],
  AttachedGateway: [
    [{}, { tls: { attached: true }, gateway: { attach: { name: 'edge', replicas: 2 } } }],
    [{}, { gateway: { name: 'edge' } }],
  ],
  MergedGateways: [
    [{}, { gateway: { class: 'shared', merge: true } }],
    [{}, { gateway: { class: 'shared' } }],
  ],
  ExternalAddresses: [
    [{}, { gateway: { service: { addresses: ['203.0.113.10'] } } }],
    [{}, { gateway: { service: { cloud: 'metallb', addresses: ['203.0.113.10'] } } }],
  ],
  IpFamilies: [
    [{}, { gateway: { ipFamily: 'DualStack' } }],
    [{}, { gateway: { ipFamily: 'IPv4' } }],
  ],
  HostNetworkPorts: [
    [{}, { gateway: { daemonSet: { nodes: 3 }, hostNetwork: true } }],
    [{}, { gateway: { daemonSet: { nodes: 3 } } }],
  ],
  LoginPerHost: [
    [{ auth: 'login' }, { hostnames: ['b.example.com'] }],
    [{ auth: 'login', hostname: 'b.example.com' }, { hostnames: ['b.example.com'] }],
  ],
  HostsWithoutHttp2: [
    [{}, { hostnames: [{ hostname: '*.example.com', secret: 'w' }] }],
    [{}, { hostnames: ['*.example.com', { hostname: '*.example.org', secret: 'w' }] }],
  ],
  AnyHost: [
    [{}, { hostnames: ['*'], anyHostReason: 'x' }],
    [{ hostname: 'a.example.com' }, { hostnames: ['*'], anyHostReason: 'x' }],
  ],
  WildcardNeedsDns: [
    [{}, { tls: { issuer: 'letsencrypt' }, hostnames: ['*.example.org'] }],
    [{}, { tls: { selfSigned: true }, hostnames: ['*.example.org'] }],
  ],
  NoLoadBalancer: [[{}, { gateway: { service: { type: 'NodePort' } } }], [{}]],
};

test.each(Object.entries(CASES))('%s is reported where it is so', (code, [so, nearMiss]) => {
  expect(noticesOf(...so).map((n) => n.code)).toContain(code);
  expect(noticesOf(...nearMiss).map((n) => n.code)).not.toContain(code);
});

test('of 120 services each notice is said once, and none lists them all', () => {
  // Those that need nothing of the root but what all answers here have.
  const all = Object.values(CASES).flatMap(([[s, more]]) => (more === undefined ? [s].flat() : []));
  const many = Array.from({ length: 120 }, (_, i) => {
    const { public: open, ...rest } = all[i % all.length]!;
    return { ...rest, ...(open ? { public: [`/s${i}/a`] } : {}) };
  });
  const notices = noticesOf(many, { errors: 'problem+json' });
  expect(notices.map((n) => n.code)).toEqual([...new Set(notices.map((n) => n.code))]);
  for (const n of notices) expect((n.text.match(/\bs\d+\b/g) ?? []).length, n.text).toBeLessThanOrEqual(20);
});

/** What docs/pitfalls.md says is told in the runbook, and the notice or words that tell it. */
const PROMISED: [pitfall: RegExp, says: RegExp][] = [
  [/OIDC alone checks neither audience nor claims/, /LoginChecksNoClaims/],
  [/Tokens in cookies above 4 KiB/, /LoginCookies[\s\S]*4 KiB/],
  [/`extAuth.failOpen` also lets requests pass/, /AuthorizerDownAllows/],
  [/Each match has a budget of its own/, /LocalLimitPerMatch/],
  [/A claim of the token is not an identity/, /Network policies allow connections by pod; they do not verify tokens/],
  [/The Secret of a policy, or the key in it, is missing/, /kubectl create secret generic o /],
];

test.each(['istio', PERMISSIVE])(
  'no namespace is reported as part of the mesh if every backend is external',
  (mesh) => {
    const codes = noticesOf({ backend: 'https://o.example.com' }, { mesh }).map((n) => n.code);
    expect(codes.filter((c) => c.startsWith('Mesh'))).toEqual([]);
  },
);

test('what docs/pitfalls.md promises of the runbook is in it', async () => {
  const rows = file('docs/pitfalls.md')
    .split('\n')
    .filter((l) => l.startsWith('|') && /runbook/.test(l));
  expect(rows.length).toBe(PROMISED.length);
  const cwd = mkdtempSync(join(tmpdir(), 'promises-'));
  const answers = {
    version: 1,
    hostname: 'api.example.com',
    tls: { secret: 't' },
    network: 'kubernetes',
    services: [
      { name: 'a', path: '/a', backend: 'a:80', auth: 'login', public: ['/a/open'] },
      { name: 'b', path: '/b', backend: 'b:80', auth: 'lax' },
      { name: 'c', path: '/c', ...OWN, auth: 'jwt' },
    ],
    auth: { methods: METHODS },
    rateLimit: { limits: '9/minute', key: 'sourceIP' },
  };
  const { code, stderr } = await runCli(['generate', '-f', '-', '-o', 'out'], { cwd, stdin: JSON.stringify(answers) });
  expect(code, stderr).toBe(0);
  const runbook = readFileSync(`${cwd}/out/README.md`, 'utf8');
  for (const [pitfall, says] of PROMISED) {
    expect(
      rows.some((r) => pitfall.test(r)),
      String(pitfall),
    ).toBe(true);
    expect(runbook).toMatch(says);
  }
});
