import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkValue } from '../../src/answers/check-value.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import { ANSWERS } from '../../src/diagnostics/answers/all-refusals.ts';
import type { RefusalCode } from '../../src/diagnostics/catalogue.ts';
import type { Definition } from '../../src/diagnostics/definition.ts';
import { FINDINGS } from '../../src/diagnostics/findings/all-findings.ts';
import { NOTICES } from '../../src/diagnostics/notices/all-notices.ts';
import type { Problem } from '../../src/diagnostics/refusal.ts';
import { answersIn, isKnown, placesAbove } from './apply-fix.ts';

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
const PASSTHROUGH = { tcp: undefined, tlsPassthrough: 'b.example.com' };
const STREAM = { name: 'mqtt', tcp: 1883, backend: 'mqtt:1883', publicReason: 'a test' };
const streams = (...own: Tree[]): Tree => base({}, { streams: own.map((s) => ({ ...STREAM, ...s })) });
const SHARES = [
  { backend: 'a:1', weight: 1 },
  { backend: 'b:1', weight: 2 },
];
const OWN = { serviceToken: { secret: 'outside' } };
const SDS = { type: 'istio', mode: 'sds' };
const runningAs = (serviceAccount: string, port = 1) => ({ service: 'x', port, pods: { serviceAccount } });
const CORS_A = { origins: ['https://a.example.com'] };
const pages = (...list: Tree[]): Tree => ({ errors: { pages: list } });
const GONE = { path: '/gone', status: 410, auth: 'none' };
const redirect = (from: string, to: unknown): Tree => ({ redirects: [{ from, to }] });
const V2 = { 'x-version': '2' };
const CANARY = { canary: { backend: 'next:80', weight: 5, header: 'x-canary: always' } };
const two = (second: Tree, first: Tree = {}): Tree => ({
  ...base(first),
  services: [
    { name: 'x', path: '/x', backend: 'x:1', auth: 'jwt', ...first },
    { name: 'y', path: '/y', backend: 'y:1', auth: 'jwt', ...second },
  ],
});
const SHARED = { class: 'shared', merge: true };
const EDGE = { name: 'edge', namespace: 'infra' };
const GLOBAL = { scope: 'global', redis: { url: 'redis.redis.svc:6379' }, onFailure: 'open' };
const manyClaims = (n: number): Tree => Object.fromEntries(Array.from({ length: n }, (_, i) => [`c${i}`, `x-c${i}`]));
const attached = (service: Tree = {}, more: Tree = {}): Tree =>
  base(service, { gateway: { attach: EDGE }, tls: { attached: true }, auth: { methods: { jwt: JWT } }, ...more });
const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';
const AZURE_PLS = 'service.beta.kubernetes.io/azure-pls-';
const behindCloud = (service: Tree, gateway: Tree = {}, clientsBehind: unknown = 'direct'): Tree =>
  base({}, { gateway: { service, ...gateway }, traffic: { clientsBehind } });
const PUBLIC = '{"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}]}';
const jwtWith = (more: Tree): Tree => base({}, {}, { jwt: { ...JWT, ...more } });
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

/** The listener: TLS and versions of HTTP. */
const withTls = (tls: Tree, more: Tree = {}, service: Tree = {}): Tree =>
  base(service, { tls: { secret: 't', ...tls }, ...more });
const pods = (proxy: Tree): Tree => base({}, { proxy });
const ECDSA_ONLY = ['ECDHE-ECDSA-AES256-GCM-SHA384'];
const RSA_ONLY = ['ECDHE-RSA-AES256-GCM-SHA384'];
/** A service with hosts, and hosts of the gateway in addition to a.example.com. */
const hosted = (service: Tree, hostnames: unknown[], more: Tree = {}): Tree => base(service, { hostnames, ...more });
const WILD = '*.example.com';
const TEAMS = { layout: 'app-of-apps', teams: { pay: { paths: ['/pay'], answers: 'teams/pay.yaml' } } };
const ACME = { tls: { issuer: 'le', acme: { email: 'ops@example.com' } } };
const MANY_HOSTS = (n: number): Tree =>
  base({}, { tls: { issuer: 'le' }, hostnames: names('h', n).map((h) => `${h}.example.com`) });

const ANY: Tree = { hostnames: ['*'], anyHostReason: 'a' };
/** TLS ends at the load balancer. */
const terminated = (more: Tree = {}, service: Tree = {}, tls: Tree = {}): Tree =>
  base(service, {
    tls: { terminatedByLoadBalancer: 'ACM', ...tls },
    traffic: { clientsBehind: 'direct' },
    ...more,
  });
const annotated = (annotations: Record<string, string>): Tree => ({
  gateway: {
    service: {
      annotations: Object.fromEntries(
        Object.entries(annotations).map(([k, v]) => [`service.beta.kubernetes.io/aws-load-balancer-${k}`, v]),
      ),
    },
  },
});
const passthrough = (port: number): Tree => ({
  streams: [
    { name: 'db', backend: 'db:5432', publicReason: 'a', tlsPassthrough: { hostnames: ['db.example.com'], port } },
  ],
});

/** Answers that a rule refuses or warns of, and a near miss that it does not. */
const CASES: [code: string, fires: Tree, nearMiss: Tree][] = [
  [
    'OpenShiftHostNetwork',
    base({}, { platform: 'openshift', gateway: { daemonSet: { nodes: 3 }, hostNetwork: true } }),
    base({}, { platform: 'openshift', gateway: { daemonSet: { nodes: 3 } } }),
  ],
  ['OpenShiftStreams', base({}, { platform: 'openshift', ...passthrough(443) }), base({}, passthrough(443))],
  ['TerminatedClientsUnknown', terminated({ traffic: {} }), terminated()],
  ['NotOfTerminated', terminated({ http3: true }), terminated()],
  ['NotOfTerminated', terminated({}, {}, { minVersion: '1.3' }), terminated()],
  ['NotOfTerminated', terminated({}, {}, { clientAuth: { ca: 'c' } }), terminated()],
  ['NotOfTerminated', terminated({ hostnames: [{ hostname: 'b.example.com', secret: 's' }] }), terminated()],
  ['NotOfTerminated', terminated({ gateway: { merge: true, class: 'shared' } }), terminated()],
  ['NotOfTerminated', terminated({}, { auth: 'none', plainHttp: 'a' }), terminated()],
  ['NotOfTerminated', terminated(passthrough(443)), terminated(passthrough(8443))],
  ['AnyHostNeedsSecret', base({}, { ...ANY, tls: { issuer: 'le' } }), terminated(ANY)],
  [
    'CertificateOfLoadBalancer',
    base({}, annotated({ 'ssl-cert': 'arn:a' })),
    base({}, annotated({ 'ssl-cert': 'arn:a', 'backend-protocol': 'ssl' })),
  ],
  [
    'BackendProtocolEncrypts',
    terminated(annotated({ 'backend-protocol': 'ssl' })),
    terminated(annotated({ 'backend-protocol': 'tcp' })),
  ],
  [
    'PlainPortWithTls',
    terminated(annotated({ 'ssl-cert': 'arn:a' })),
    terminated(annotated({ 'ssl-cert': 'arn:a', 'ssl-ports': '443' })),
  ],
  [
    'ProxyKeyOfDeployment',
    base({}, { gateway: { daemonSet: { nodes: 3 } }, proxy: { replicas: 3 } }),
    base({}, { gateway: { daemonSet: { nodes: 3 } }, proxy: { resources: { cpu: 1 } } }),
  ],
  ['PlainHttpRefused', base({ plainHttp: 'a' }), base({ plainHttp: 'a', auth: 'none' })],
  ['PlainHttpRefused', base({ plainHttp: 'a', auth: 'none', path: '/' }), base({ plainHttp: 'a', auth: 'none' })],
  [
    'PlainHttpRefused',
    base({ plainHttp: 'a', auth: 'none', protocol: 'grpc', path: '/a.B' }),
    base({ plainHttp: 'a', auth: 'none' }),
  ],
  [
    'PlainHttpRefused',
    withTls({ clientAuth: { ca: 'c' } }, {}, { plainHttp: 'a', auth: 'none' }),
    base({ plainHttp: 'a', auth: 'none' }),
  ],
  ['InvalidResource', pods({ resources: { memory: '512' } }), pods({ resources: { memory: '512Mi' } })],
  ['InvalidResource', pods({ resources: { cpu: '2000' } }), pods({ resources: { cpu: '2000m' } })],
  ['InvalidResource', pods({ resources: { cpu: 0 } }), pods({ resources: { cpu: 0.5 } })],
  [
    'InvalidToleration',
    pods({ tolerations: ['dedicated=edge:Never'] }),
    pods({ tolerations: ['dedicated=edge:NoExecute'] }),
  ],
  [
    'InvalidPodMetadata',
    pods({ podLabels: { 'app.kubernetes.io/name': 'api' } }),
    pods({ podLabels: { 'app.example.com/name': 'api' } }),
  ],
  ['InvalidPodMetadata', pods({ nodeSelector: { role: 'a b' } }), pods({ podAnnotations: { role: 'a b' } })],
  [
    'PodMetadataOfMesh',
    base({}, { mesh: 'istio', proxy: { podAnnotations: { 'sidecar.istio.io/inject': 'true' } } }),
    pods({ podAnnotations: { 'sidecar.istio.io/inject': 'true' } }),
  ],
  ['InvalidTaggedImage', pods({ image: 'r.example.com/envoy' }), pods({ image: 'r.example.com:5000/envoy:v1.39.1' })],
  [
    'InvalidTaggedImage',
    pods({ image: 'r.example.com/envoy:latest' }),
    pods({ image: `r.example.com/envoy:v1@sha256:${'0'.repeat(64)}` }),
  ],
  ['ReplicasReversed', pods({ replicas: { min: 5, max: 3 } }), pods({ replicas: { min: 3, max: 3 } })],
  ['MinAvailableBlocksDrains', pods({ replicas: 3, minAvailable: 3 }), pods({ replicas: 3, minAvailable: 2 })],
  [
    'MinAvailableBlocksDrains',
    base({}, { envoyGateway: { minAvailable: 2 } }),
    base({}, { envoyGateway: { minAvailable: 2, replicas: 3 } }),
  ],
  ['UtilizationUnused', pods({ replicas: 3, cpuUtilization: 50 }), pods({ replicas: { min: 3 }, cpuUtilization: 50 })],
  ['CpuLimitBelowRequest', pods({ resources: { cpu: 2, cpuLimit: 1 } }), pods({ resources: { cpu: 2, cpuLimit: 2 } })],
  [
    'RateLimitImageUnused',
    base({}, { envoyGateway: { rateLimitImage: 'r.example.com/ratelimit:1' } }),
    base(
      {},
      {
        envoyGateway: { rateLimitImage: 'r.example.com/ratelimit:1' },
        rateLimit: { scope: 'global', limits: '1/minute', redis: { deploy: true }, onFailure: 'open' },
      },
    ),
  ],
  [
    'InvalidSize',
    base({}, { traffic: { maxRequestHeaders: 100_000 } }),
    base({}, { traffic: { maxRequestHeaders: '100Ki' } }),
  ],
  ['InvalidSize', base({}, { traffic: { clientBuffer: '8Ki' } }), base({}, { traffic: { clientBuffer: '16Ki' } })],
  ['InvalidSize', base({ maxRequestBody: '10m' }), base({ maxRequestBody: '10M' })],
  ['InvalidSize', base({}, { maxRequestBody: 0 }), base({}, { maxRequestBody: 1 })],
  ['InvalidSize', base({}, { maxRequestBody: '4Gi' }), base({}, { maxRequestBody: '3Gi' })],
  [
    'InvalidSize',
    base({}, { compression: { encodings: ['br'], minLength: 29 } }),
    base({}, { compression: { encodings: ['br'], minLength: 30 } }),
  ],
  [
    'BodyLimitForStream',
    base({ protocol: 'grpc', path: '/a.B', maxRequestBody: '1Mi' }),
    base({ protocol: 'grpc', path: '/a.B' }, { maxRequestBody: '1Mi' }),
  ],
  [
    'BodyLimitForStream',
    base({ protocol: 'websocket', maxRequestBody: '1Mi' }),
    base({ protocol: 'websocket', maxRequestBody: 'none' }, { maxRequestBody: '1Mi' }),
  ],
  ['BodySettingUnused', base({ maxRequestBody: 'none' }), base({ maxRequestBody: 'none' }, { maxRequestBody: '1Mi' })],
  ['BodySettingUnused', base({ compression: 'none' }), base({ compression: 'none' }, { compression: 'br' })],
  [
    'InvalidCipher',
    withTls({ ciphers: ['TLS_AES_128_GCM_SHA256'] }),
    withTls({ ciphers: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'] }),
  ],
  ['InvalidCipher', withTls({ ciphers: ['RC4-SHA', ...RSA_ONLY] }), withTls({ ciphers: RSA_ONLY })],
  ['CiphersUnused', withTls({ minVersion: '1.3', ciphers: RSA_ONLY }), withTls({ minVersion: 1.2, ciphers: RSA_ONLY })],
  ['CiphersForbidHttp2', withTls({ ciphers: ['AES256-SHA'] }), withTls({ ciphers: ['AES256-SHA', ...RSA_ONLY] })],
  [
    'CiphersForbidHttp2',
    withTls({ ciphers: ['AES256-GCM-SHA384'] }),
    withTls({ ciphers: ['AES256-SHA'], alpn: ['http/1.1'] }),
  ],
  [
    'CiphersForOtherKey',
    base({}, { tls: { selfSigned: true, ciphers: RSA_ONLY } }),
    base({}, { tls: { selfSigned: true, ciphers: ECDSA_ONLY } }),
  ],
  ['CiphersForOtherKey', base({}, { tls: { issuer: 'ca', ciphers: RSA_ONLY } }), withTls({ ciphers: RSA_ONLY })],
  [
    'AlpnMissing',
    withTls({ alpn: ['http/1.1'] }, {}, { protocol: 'grpc', path: '/a.B' }),
    withTls({ alpn: ['h2'] }, {}, { protocol: 'grpc', path: '/a.B' }),
  ],
  [
    'AlpnMissing',
    withTls({ alpn: ['h2'] }, {}, { protocol: 'websocket' }),
    withTls({ alpn: ['http/1.1', 'h2'] }, {}, { protocol: 'websocket' }),
  ],
  [
    'Http3ClientCertificates',
    withTls({ clientAuth: { ca: 'clients', optional: true } }, { http3: true }),
    withTls({ clientAuth: { ca: 'clients' } }, { http3: false }),
  ],
  [
    'Http3ProxyProtocol',
    base({}, { http3: true, traffic: { clientsBehind: 'proxyProtocol' } }),
    base({}, { http3: true, traffic: { clientsBehind: { trustedHops: 1 } } }),
  ],
  [
    'HostTwice',
    hosted({}, ['b.example.com', { hostname: 'b.example.com', secret: 'b' }]),
    hosted({}, ['b.example.com']),
  ],
  ['HostTwice', hosted({}, ['a.example.com']), hosted({}, ['a.example.org'])],
  [
    'HostCertificateTwice',
    hosted({}, [{ hostname: 'b.example.com', secret: 'b', issuer: 'le' }]),
    hosted({}, [{ hostname: 'b.example.com', issuer: 'le' }]),
  ],
  ['AnyHostUnconfirmed', hosted({}, ['*']), hosted({}, ['*'], { anyHostReason: 'customers bring domains' })],
  ['AnyHostReasonUnused', hosted({}, [WILD], { anyHostReason: 'x' }), hosted({}, ['*'], { anyHostReason: 'x' })],
  [
    'AnyHostNeedsSecret',
    hosted({}, ['*'], { anyHostReason: 'x', tls: { issuer: 'le' } }),
    hosted({}, [{ hostname: '*', secret: 's' }], { anyHostReason: 'x', tls: { issuer: 'le' } }),
  ],
  ['AcmeWildcard', hosted({}, [WILD], ACME), hosted({}, [{ hostname: WILD, issuer: 'dns' }], ACME)],
  ['AcmeWildcard', hosted({}, [WILD], ACME), hosted({}, ['b.example.com'], ACME)],
  [
    'HostNotServed',
    hosted({ hostname: 'c.example.com' }, ['b.example.com']),
    hosted({ hostname: 'c.example.com' }, [WILD]),
  ],
  ['HostNotServed', hosted({ hostname: 'example.com' }, [WILD]), hosted({ hostname: 'd.c.example.com' }, [WILD])],
  [
    'HostNotListed',
    hosted({ hostname: 'c.example.com' }, [WILD], TEAMS),
    hosted({ hostname: 'c.example.com' }, [WILD, 'c.example.com'], TEAMS),
  ],
  [
    'ServiceReplaced',
    { ...two({ path: '/x', hostnames: ['a.example.com', 'b.example.com'] }), hostnames: ['b.example.com'] },
    { ...two({ path: '/x', hostname: 'a.example.com' }), hostnames: ['b.example.com'] },
  ],
  [
    'GrpcNeedsHttp2',
    hosted({ protocol: 'grpc', path: '/' }, [{ hostname: WILD, secret: 'wild' }]),
    hosted({ protocol: 'grpc', path: '/' }, [{ hostname: WILD, secret: 't' }]),
  ],
  [
    'ProtocolSharesNames',
    hosted({}, [{ hostname: WILD, secret: 'wild' }], { http3: true }),
    hosted({}, [{ hostname: WILD, secret: 't' }], { http3: true }),
  ],
  [
    'ProtocolSharesNames',
    hosted({}, [{ hostname: WILD, secret: 'wild' }], { tls: { secret: 't', alpn: ['h2', 'http/1.1'] } }),
    hosted({}, [{ hostname: WILD, secret: 'wild' }], { tls: { secret: 't', alpn: ['http/1.1'] } }),
  ],
  ['TooManyHosts', MANY_HOSTS(63), MANY_HOSTS(62)],
  ['TooManyHosts', MANY_HOSTS(63), { ...MANY_HOSTS(63), tls: { secret: 't' } }],
  ['InvalidHostPattern', hosted({}, ['api.*.example.com']), hosted({}, ['*.api.example.com'])],
  [
    'HostnameTwice',
    base({ hostname: 'a.example.com', hostnames: ['a.example.com'] }),
    base({ hostname: 'a.example.com' }),
  ],
  [
    'CertificateUnused',
    { ...hosted({}, [{ hostname: 'a.example.com', secret: 'a' }]), hostname: undefined },
    hosted({}, [{ hostname: 'b.example.com', secret: 'b' }]),
  ],

  [
    'DuplicatePath',
    two({ path: '/x', hostname: 'a.example.com' }, { hostname: 'a.example.com' }),
    { ...two({ path: '/x', hostname: 'b.example.com' }, { hostname: 'a.example.com' }), hostnames: ['b.example.com'] },
  ],
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
  ['StreamKind', streams({ udp: 1883 }), streams({})],
  ['StreamKind', streams({ tcp: undefined }), streams({ tcp: undefined, udp: 1883 })],
  [
    'StreamAnyHost',
    streams({ tcp: undefined, tlsPassthrough: '*' }),
    streams({ tcp: undefined, tlsPassthrough: '*.db.example.com' }),
  ],
  ['StreamPortTaken', streams({ tcp: 443 }), streams({ tcp: 444 })],
  ['StreamPortTaken', streams({ tcp: 10443 }), streams({ tcp: undefined, udp: 10444 })],
  ['StreamPortTaken', streams({ tcp: 19001 }), streams({ tcp: 19010 })],
  ['StreamPortTaken', streams({}, { name: 'b' }), streams({}, { name: 'b', tcp: undefined, udp: 1883 })],
  [
    'StreamHostTaken',
    streams({ tcp: undefined, tlsPassthrough: 'a.example.com' }),
    streams({ tcp: undefined, tlsPassthrough: 'b.example.com' }),
  ],
  [
    'StreamHostTaken',
    streams(PASSTHROUGH, { ...PASSTHROUGH, name: 'b' }),
    streams(PASSTHROUGH, { name: 'b', tcp: undefined, tlsPassthrough: { hostnames: ['b.example.com'], port: 8443 } }),
  ],
  ['StreamNameTaken', streams({ name: 'x' }), streams({ name: 'xx' })],
  [
    'StreamUdpCidrs',
    streams({ tcp: undefined, udp: 53, allow: { cidrs: ['192.0.2.0/24'] } }),
    streams({ tcp: 53, allow: { cidrs: ['192.0.2.0/24'] } }),
  ],
  [
    'StreamCidrsBehindProxy',
    { ...streams({ allow: { cidrs: ['192.0.2.0/24'] } }), traffic: { clientsBehind: { trustedHops: 1 } } },
    { ...streams({ allow: { cidrs: ['192.0.2.0/24'] } }), traffic: { clientsBehind: 'proxyProtocol' } },
  ],
  [
    'StreamsWithMesh',
    { ...streams({}), mesh: { type: 'istio', mode: 'ambient' } },
    base({}, { mesh: { type: 'istio', mode: 'ambient' } }),
  ],
  ['BackendTwice', base({ backends: SHARES }), base({ backend: undefined, backends: SHARES })],
  ['BackendMissing', base({ backend: undefined }), base({ backend: undefined, backends: SHARES })],
  [
    'BackendsReceiveNothing',
    base({ backend: undefined, backends: SHARES.map((b) => ({ ...b, weight: 0 })) }),
    base({ backend: undefined, backends: [SHARES[0], { backend: 'b:1', weight: 0 }] }),
  ],
  [
    'BackendsSame',
    base({ backend: undefined, backends: [...SHARES, SHARES[0]] }),
    base({ backend: undefined, backends: [...SHARES, { backend: 'a:2', weight: 1 }] }),
  ],
  [
    'BackendsDiffer',
    base({ backend: undefined, backends: [...SHARES, { backend: 'https://o.example.net', weight: 1 }] }),
    base({
      backend: undefined,
      backends: [
        { backend: 'https://o.example.net', weight: 1 },
        { backend: { url: 'https://192.0.2.5', serverName: 'o.example.net' }, weight: 1 },
      ],
    }),
  ],
  [
    'BackendsWithOther',
    base({ backend: undefined, backends: SHARES, failover: 'spare:1' }),
    base({ backend: 'a:1', failover: 'spare:1' }),
  ],
  ['ZeroDuration', base({ connection: { connectTimeout: '0s' } }), base({ connection: { connectTimeout: '1ms' } })],
  [
    'RetryNeedsIdempotent',
    base({ retries: { on: ['connect-failure', 503] } }),
    base({ retries: { on: ['connect-failure', 503], idempotent: true } }),
  ],
  ['RetryNeedsIdempotent', base({ retries: { on: ['reset'] } }), base({ retries: { on: ['reset-before-request'] } })],
  [
    'RetryIdempotentUnused',
    base({ retries: { on: ['connect-failure'], idempotent: true } }),
    base({ retries: { on: 'idempotent', idempotent: true } }),
  ],
  [
    'TryTimeoutNotRepeated',
    base({ retries: { on: [503], idempotent: true, perTryTimeout: '2s' } }),
    base({ retries: { on: [503, 'reset'], idempotent: true, perTryTimeout: '2s' } }),
  ],
  [
    'TryLongerThanTimeout',
    base({ retries: { on: 'idempotent', perTryTimeout: '15s' } }),
    base({ retries: { on: 'idempotent', perTryTimeout: '14s' } }),
  ],
  [
    'RetryOfOtherProtocol',
    base({ retries: { on: ['unavailable'], idempotent: true } }),
    base({ protocol: 'grpc', retries: { on: ['unavailable'], idempotent: true } }),
  ],
  [
    'RetryOfOtherProtocol',
    base({ protocol: 'grpc', retries: { on: [503], idempotent: true } }),
    base({ protocol: 'grpc', retries: { on: ['reset'], idempotent: true } }),
  ],
  [
    'BackoffReversed',
    base({ retries: { backoff: { base: '2s' } } }),
    base({ retries: { backoff: { base: '2s', max: '2s' } } }),
  ],
  ['InvalidBackend', base({ backend: 'x:http' }), base({ backend: 'x:80' })],
  ['InvalidBackend', base({ backend: '10.0.0.5:80' }), base({ backend: 'http://10.0.0.5:80' })],
  ['AddressNotExternal', base({ backend: 'http://169.254.169.254' }), base({ backend: 'http://169.253.169.254' })],
  ['AddressNotExternal', base({ backend: 'h2c://[::ffff:7f00:1]' }), base({ backend: 'h2c://[2001:db8::1]' })],
  [
    'AddressWithoutName',
    base({ backend: 'https://10.0.0.5' }),
    base({ backend: { url: 'https://192.0.2.5', serverName: 'o.example.net' } }),
  ],
  ['ClearTextService', base({ backend: 'http://x.shop.svc:80' }), base({ backend: 'http://x.shop.svc-a.net:80' })],
  [
    'SchemesDiffer',
    two({ backend: 'http://o.example.net:8080' }, { backend: 'https://o.example.net:8080' }),
    two({ backend: 'http://o.example.net:8080' }, { backend: 'https://o.example.net' }),
  ],
  [
    'FailoverKindDiffers',
    base({ backend: 'http://192.0.2.5', failover: 'http://o.example.net' }),
    base({ backend: 'http://192.0.2.5', failover: 'http://192.0.2.6' }),
  ],
  [
    'FailoverKindDiffers',
    base({ backend: 'x:1', failover: 'h2c://o.example.net' }),
    base({ backend: 'x:1', failover: 'http://o.example.net' }),
  ],
  [
    'H2cHealthPath',
    base({ backend: 'h2c://o.example.net', healthCheck: '/healthz' }),
    base({ backend: 'h2c://o.example.net', healthCheck: 'tcp' }),
  ],
  [
    'H2cWebSocket',
    base({ backend: 'h2c://o.example.net', protocol: 'websocket' }),
    base({ backend: 'http://o.example.net', protocol: 'websocket' }),
  ],
  [
    'IdentityNeedsTls',
    base({ backend: 'http://o.example.net', identity: OWN }),
    base({ backend: 'https://o.example.net', identity: OWN }),
  ],
  [
    'CaUnused',
    base({ backend: 'http://o.example.net', ca: 'ca' }),
    base({ backend: 'https://o.example.net', ca: 'ca' }),
  ],
  [
    'CanaryHostDiffers',
    base({ backend: 'http://192.0.2.5', canary: { backend: 'http://o.example.net', weight: 5 } }),
    base({ backend: 'http://192.0.2.5', canary: { backend: 'http://192.0.2.6', weight: 5 } }),
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
  [
    'HelmValueDecided',
    base({}, { envoyGateway: { values: { config: { envoyGateway: { rateLimit: { timeout: '1s' } } } } } }),
    base({}, { envoyGateway: { values: { config: { envoyGateway: { logging: { level: { default: 'debug' } } } } } } }),
  ],
  [
    'PublicDefaultUnexplained',
    base({ auth: undefined }, { auth: { default: 'none' } }),
    base({ auth: undefined }, { auth: { default: 'none', publicReason: 'a demonstration' } }),
  ],
  ['AuthenticationMissing', { ...base(), services: [{ name: 'x', path: '/x', backend: 'x:1' }] }, base()],
  // Nobody decided; the decision may resolve what depends on it, so nothing else is reported.
  ['AuthIsUndecided', base({ auth: 'undecided' }), base()],
  ['AuthIsUndecided', base({ auth: 'undecided' }, {}, {}), base({ auth: 'none' }, {}, {})],
  ['AuthIsUndecided', base({ auth: 'undecided', allow: { scopes: ['a'] } }), base({ allow: { scopes: ['a'] } })],
  ['AuthIsUndecided', base({ auth: 'undecided', allow: { clients: ['b'] } }), base({ auth: 'key' })],
  ['AuthIsUndecided', base({ auth: 'undecided', publicReason: 'a' }), base({ auth: 'none', publicReason: 'a' })],
  ['AuthIsUndecided', two({ auth: 'undecided', path: '/x/{id}', backend: 'x:1' }), two({ path: '/x/{id}' })],
  [
    'AuthIsUndecided',
    base({ auth: undefined }, { auth: { default: 'undecided', methods: { jwt: JWT } } }),
    base({ auth: undefined }, { auth: { default: 'jwt', methods: { jwt: JWT } } }),
  ],
  [
    'AuthIsUndecided',
    base({}, { responses: [{ ...GONE, auth: 'undecided' }] }, { jwt: JWT }),
    base({}, { responses: [GONE] }, { jwt: JWT }),
  ],
  ['UndecidedInList', base({ auth: ['jwt', 'undecided'] }), base({ auth: ['jwt', 'key'] })],
  ['UndecidedInList', base({ auth: { all: ['jwt', 'undecided'] } }), base({ auth: { all: ['jwt', 'key'] } })],
  ['UndecidedInList', base({ auth: { optional: 'undecided' } }), base({ auth: { optional: 'jwt' } })],
  ['ReservedName', base({}, {}, { undecided: KEY, jwt: JWT }), base()],
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
    'SessionNotPossible',
    base({ sessionPersistence: 'cookie', canary: { backend: 'b:80', weight: 5 } }),
    base({ sessionPersistence: 'cookie' }),
  ],
  [
    'SessionNotPossible',
    base({ sessionPersistence: 'cookie', path: '/x/{id}' }),
    base({ sessionPersistence: { header: 'x-pod' }, path: '/x/{id}' }),
  ],
  [
    'SessionNotPossible',
    base({ sessionPersistence: 'cookie', backend: 'https://a.example.com' }),
    base({ backend: 'https://a.example.com' }),
  ],
  [
    'SessionNotPossible',
    base({ sessionPersistence: 'cookie', protocol: 'grpc', path: '/' }),
    base({ sessionPersistence: 'cookie', path: '/' }),
  ],
  [
    'SessionNameTaken',
    base({ sessionPersistence: { header: 'X-Api-Key' }, auth: 'key' }),
    base({ sessionPersistence: { header: 'X-Pod' }, auth: 'key' }),
  ],
  ['MirrorNotPossible', base({ mirror: 'https://a.example.com' }), base({ mirror: 'copies:80' })],
  ['MirrorNotPossible', base({ mirror: 'other/copies:80' }), base({ mirror: 'other/copies:80', backend: 'other/x:1' })],
  ['MirrorNotPossible', base({ mirror: 'x:1' }), base({ mirror: 'x:2' })],
  [
    'MirrorNotPossible',
    base({ mirror: 'copies:80', protocol: 'grpc', path: '/' }),
    base({ mirror: 'copies:80', path: '/' }),
  ],
  [
    'FaultEmpty',
    base({ fault: { until: '2027-01-31' } }),
    base({ fault: { delay: { time: '1s' }, until: '2027-01-31' } }),
  ],
  [
    'InvalidDay',
    base({ fault: { delay: { time: '1s' }, until: '2027-02-31' } }),
    base({ fault: { delay: { time: '1s' }, until: '2027-02-28' } }),
  ],
  [
    'GrpcCors',
    base({ protocol: 'grpc', path: '/', cors: CORS_A }),
    base({ protocol: 'grpc', path: '/', cors: 'none' }),
  ],
  [
    'CredentialsForWildcard',
    base({ cors: { origins: ['https://*.example.com'], credentials: true } }),
    base({ cors: { ...CORS_A, credentials: true } }),
  ],
  [
    'CorsDiffersOnPath',
    two({ path: '/x', headers: V2, cors: CORS_A }),
    two({ path: '/x', query: { v: '2' }, cors: CORS_A }),
  ],
  [
    'CorsDiffersOnPath',
    two({ path: '/x', methods: ['GET'], cors: 'none' }, { methods: ['PUT'] }),
    two({ path: '/x', methods: ['GET'], cors: CORS_A }, { methods: ['PUT'], cors: CORS_A }),
  ],
  [
    'ErrorPageTwice',
    base({}, pages({ status: 404, body: 'a' }, { status: 404, body: 'b', from: 'both' })),
    base(
      {},
      pages({ status: 404, body: 'a' }, { status: 404, body: 'b', from: 'services' }, { status: '4xx', body: 'c' }),
    ),
  ],
  ['InvalidResponse', base({ maintenance: { page: '' } }), base({ maintenance: { page: 'soon\n100 %\n' } })],
  [
    'InvalidResponse',
    base({ maintenance: { contentType: 'html' } }),
    base({ maintenance: { contentType: 'text/html; charset=utf-8' } }),
  ],
  [
    'InvalidResponse',
    base({}, { responses: [{ ...GONE, status: 204, body: 'a' }] }),
    base({}, { responses: [{ ...GONE, body: 'a' }] }),
  ],
  [
    'InvalidRedirectTarget',
    base({}, redirect('/old', 'b.example.com/new')),
    base({}, redirect('/old', 'https://b.example.com/new')),
  ],
  ['InvalidRedirectTarget', base({}, redirect('/old', '/new?x=1')), base({}, redirect('/old', '/new'))],
  [
    'RedirectLoop',
    base({}, { redirects: [{ from: '/', hostname: 'a.example.com', to: { hostname: 'a.example.com' } }] }),
    base({}, { redirects: [{ from: '/', hostname: 'a.example.com', to: { hostname: 'b.example.com' } }] }),
  ],
  [
    'HostNotServed',
    base({}, { redirects: [{ from: '/old', hostname: 'b.example.com', to: '/new' }] }),
    base({}, { redirects: [{ from: '/old', hostname: 'a.example.com', to: '/new' }] }),
  ],
  [
    'HostnameTwice',
    base({}, { responses: [{ path: '/v0', status: 410, hostname: 'a.example.com', hostnames: ['a.example.com'] }] }),
    base({}, { responses: [{ path: '/v0', status: 410, hostnames: ['a.example.com'] }] }),
  ],
  ['RedirectLoop', base({}, redirect('/old', '/old/new')), base({}, redirect('exact:/old', '/old/new'))],
  [
    // On each host of the gateway, also on the one that it leads to.
    'RedirectLoop',
    base({}, redirect('/old', 'https://a.example.com/old/new')),
    base({}, redirect('/old', 'https://a.example.com/new')),
  ],
  [
    'RedirectLoop',
    base({}, redirect('/old', { scheme: 'https' })),
    base({}, redirect('/old', { hostname: 'b.example.com' })),
  ],
  [
    'RedirectToHttp',
    base({}, redirect('/old', { scheme: 'http', path: '/new' })),
    base({}, redirect('/old', 'http://b.example.com/new')),
  ],
  ['RedirectAtRoot', base({}, redirect('/', '/docs')), base({}, redirect('exact:/', '/docs'))],
  // What the gateway answers itself is compared like services.
  ['DuplicatePath', base({}, redirect('/x', '/new')), base({}, redirect('/xy', '/new'))],
  [
    // The path with a slash at its end is public.
    'SpellingReachesOuter',
    two({ path: 'exact:/x/open', backend: 'x:1', auth: 'key' }, { public: ['/x/open'] }),
    two({ path: 'exact:/x/open', backend: 'y:1', auth: 'key' }, { public: ['/x/open'] }),
  ],
  [
    'SpellingReachesOuter',
    two({ path: 'exact:/x/admin', backend: 'x:1', deny: { cidrs: ['203.0.113.0/24'] } }),
    two({ path: 'exact:/x/admin', backend: 'x:1' }),
  ],
  ['NestedPath', base({}, redirect('/x/old', '/new')), base({}, redirect('/old', '/new'))],
  [
    'PathShadowed',
    base({ path: '/x/a' }, redirect('/x/{id}', '/new')),
    base({ path: '/x/a/b' }, redirect('/x/{id}', '/new')),
  ],
  [
    'AccessUncertain',
    base({ path: '/x/a' }, { responses: [{ ...GONE, path: 'regex:/x/.*' }] }),
    base({ path: '/x/a' }, { responses: [{ ...GONE, path: 'regex:/x/.*', auth: 'jwt' }] }),
  ],
  ['AuthenticationMissing', base({}, { responses: [{ ...GONE, auth: undefined }] }), base({}, { responses: [GONE] })],
  [
    'UnknownMethod',
    base({}, { responses: [{ ...GONE, auth: 'nobody' }] }),
    base({}, { responses: [{ ...GONE, auth: 'key' }] }),
  ],
  ['ReservedName', base({ name: 'redirects' }, redirect('/old', '/new')), base({ name: 'redirects' })],
  ['InvalidPathPattern', base({ path: '/x/{id}/y/{id}' }), base({ path: '/x/{id}/y/{name}' })],
  ['InvalidPathPattern', base({ path: '/x/{id' }), base({ path: '/x/{id}:cancel' })],
  ['InvalidPathPattern', base({ path: 'regex:/x/(?=a)b' }), base({ path: 'regex:/x/(?:a)b' })],
  ['InvalidPathPattern', base({ path: 'regex:x/[0-9]+' }), base({ path: 'regex:/x/[0-9]+' })],
  ['InvalidPathPattern', base({ path: 'regex:/x|/y' }), base({ path: 'regex:/x/(a|b)' })],
  ['InvalidPathPattern', base({ path: 'regex:/.*' }), base({ path: 'regex:/x/.*' })],
  ['InvalidPathPattern', base({ path: 'regex:/[.]eg-api-gateway/.*' }), base({ path: 'regex:/v[.]eg/.*' })],
  ['InvalidPathPattern', base({ path: 'regex:/x\\B/y' }), base({ path: 'regex:/x/b' })],
  ['InvalidPathPattern', base({ path: 'regex:/x//[0-9]' }), base({ path: 'regex:/x/y/[0-9]' })],
  ['InvalidQueryValue', base({ query: { version: 'a b' } }), base({ query: { version: '2.0-beta' } })],
  ['GrpcQuery', base({ protocol: 'grpc', path: '/', query: { version: '2' } }), base({ query: { version: '2' } })],
  // A template is tried before every prefix, however long.
  ['PathShadowed', two({ path: '/x/mine' }, { path: '/x/{id}' }), two({ path: 'exact:/x/mine' }, { path: '/x/{id}' })],
  ['PathShadowed', two({ path: '/{a}/y' }, { path: '/x/{id}' }), two({ path: '/{a}/y/z' }, { path: '/x/{id}' })],
  // `/x/y/{b}` is the narrower one, and shorter as a pattern.
  [
    'PathShadowed',
    two({ path: '/x/y/{b}' }, { path: '/x/{a}/{b}' }),
    two({ path: '/x/second/{b}' }, { path: '/x/{a}/{b}' }),
  ],
  [
    'PathsMayOverlap',
    two({ path: '/x/me' }, { path: 'regex:/x/[a-z]+' }),
    two({ path: '/y/me' }, { path: 'regex:/x/[a-z]+' }),
  ],
  [
    'AccessUncertain',
    two({ path: '/x/me', auth: 'none' }, { path: 'regex:/x/[a-z]+' }),
    two({ path: '/x-me', auth: 'none' }, { path: 'regex:/x/[a-z]+' }),
  ],
  [
    'AccessUncertain',
    two({ path: 'regex:/x/.*/c', auth: 'none' }, { path: 'regex:/x/[a-z]+' }),
    two({ path: 'regex:/x/a/.*', auth: 'none' }, { path: 'regex:/x/b/[a-z]+' }),
  ],
  // /x/admin/ and /x/admin/y would reach the same backend without the key.
  [
    'SpellingReachesOuter',
    two({ path: 'exact:/x/admin', auth: 'key', backend: 'x:1' }, { auth: 'none' }),
    two({ path: 'exact:/x/admin', auth: 'key' }, { auth: 'none' }),
  ],
  [
    'SpellingReachesOuter',
    two({ path: '/x/{id}', auth: 'key', backend: 'x:1' }, { auth: 'none' }),
    two({ path: '/x/{id}', auth: 'none', backend: 'x:1' }, { auth: 'jwt' }),
  ],
  [
    'SpellingReachesOuter',
    two({ path: 'exact:/x/admin', allow: { claims: { role: 'admin' } }, backend: 'x:1' }),
    two({ path: '/x/admin', allow: { claims: { role: 'admin' } }, backend: 'x:1' }),
  ],
  ['NestedPath', two({ path: 'exact:/x/admin', auth: 'key' }), two({ path: 'exact:/x/admin' })],
  [
    'PublicPathUnreachable',
    base({ path: undefined, paths: ['/x', '/x/{id}'], public: ['/x/health'] }),
    base({ path: undefined, paths: ['/x', '/x/{id}'], public: ['exact:/x/health'] }),
  ],
  [
    'PublicPathNotOwned',
    base({ path: '/x/{id}', public: ['/x/{id}/a'] }),
    base({ path: '/x/{id}', public: ['exact:/x/a'] }),
  ],
  ['PublicPathNotOwned', base({ path: 'exact:/x', public: ['/x/a'] }), base({ public: ['/x/{id}'] })],
  [
    'WholeServicePublic',
    base({ path: '/x/{id}', public: ['/x/{name}'] }),
    base({ path: '/x/{id}', public: ['exact:/x/1'] }),
  ],
  ['DuplicatePath', two({ path: '/x/{name}' }, { path: '/x/{id}' }), two({ path: '/x/{name}/y' }, { path: '/x/{id}' })],
  [
    'DuplicatePath',
    two({ path: '/x', query: { v: '2' } }, { query: { v: '2' } }),
    two({ path: '/x', query: { v: '2' } }),
  ],
  [
    'AmbiguousPath',
    two({ path: '/x', query: { v: '2' }, auth: 'jwt' }, { auth: ['jwt', 'key'] }),
    two({ path: '/x', query: { v: '2' }, auth: ['jwt', 'key'] }, { auth: ['jwt', 'key'] }),
  ],
  [
    'RewriteParameters',
    base({ path: '/x/{id}', rewrite: '/y/{name}' }),
    base({ path: '/x/{id}', rewrite: '/y/{id}/detail' }),
  ],
  ['RewriteParameters', base({ path: '/x/{id}', rewrite: '/y' }), base({ public: ['/x/{id}'], rewrite: '/y' })],
  ['RewriteParameters', base({ path: 'regex:/x/[a-z]+', rewrite: '/y' }), base({ path: 'exact:/x', rewrite: '/y' })],
  [
    'RewriteParameters',
    base({ path: 'regex:/x/([a-z]+)/(?:[0-9]+)', rewrite: '/y/$2' }),
    base({ path: 'regex:/x/([a-z]+)/(?P<n>[0-9]+)', rewrite: '/y/$2/$1/' }),
  ],
  [
    'RewriteParameters',
    base({ path: 'regex:/x/([a-z]+)', rewrite: '/y/$10' }),
    base({ path: 'regex:/x/([a-z]+)', rewrite: '/y/$1a' }),
  ],
  [
    'RewriteParameters',
    base({ path: 'regex:/x/([a-z]+)', rewrite: '/y/{id}' }),
    base({ path: '/x/{id}', rewrite: '/y/{id}' }),
  ],
  ['RewriteParameters', base({ rewrite: '/y/$1' }), base({ rewrite: '/y/$a' })],
  ['RewriteParameters', base({ path: '/x/{id}', rewrite: '/y/{id}$1' }), base({ path: '/x/{id}', rewrite: '/y/{id}' })],
  [
    'RewriteParameters',
    base({ path: undefined, paths: ['regex:/x/([a-z]+)', 'regex:/x/[0-9]+'], rewrite: '/y/$1' }),
    base({ path: undefined, paths: ['regex:/x/([a-z]+)', 'regex:/x/([0-9]+)'], rewrite: '/y/$1' }),
  ],
  [
    'RewriteParameters',
    base({ path: 'regex:/x/([a-z]+)', rewrite: '/y/$1', public: ['exact:/x/health'] }),
    base({ path: 'regex:/x/([a-z]+)', rewrite: '/y/$1', public: ['regex:/x/(health)'] }),
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
    limits({ scope: 'global', onFailure: 'open', redis: { url: 'redis://r:6379/3' } }),
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
    'NotAnIpAddress',
    behindCloud({ addresses: ['gateway.example.com'] }),
    behindCloud({ addresses: ['203.0.113.10', '203.0.113.11'] }),
  ],
  [
    'AddressesUnsupported',
    behindCloud({ cloud: 'aws-nlb', addresses: ['203.0.113.10'] }),
    behindCloud({ cloud: 'aws-nlb-internal', addresses: ['10.0.0.10', '10.0.1.10'] }),
  ],
  [
    'TooManyAddresses',
    behindCloud({ cloud: 'gcp', addresses: ['203.0.113.10', '203.0.113.11'] }),
    behindCloud({ cloud: 'metallb', addresses: ['203.0.113.10', '203.0.113.11'] }),
  ],
  [
    'TooManyAddresses',
    behindCloud({ type: 'ClusterIP', addresses: ['10.96.0.10', '10.96.0.11'] }),
    behindCloud({ type: 'ClusterIP', addresses: ['10.96.0.10'] }),
  ],
  [
    'AddressTwice',
    behindCloud({ addresses: ['203.0.113.10', '203.0.113.10'] }),
    behindCloud({ addresses: ['203.0.113.10'] }),
  ],
  [
    'AddressOfOtherFamily',
    behindCloud({ addresses: ['2001:db8::10'] }),
    behindCloud({ addresses: ['2001:db8::10', '203.0.113.10'] }, { ipFamily: 'DualStack' }),
  ],
  [
    'AddressOfOtherFamily',
    behindCloud({ loadBalancerIP: '203.0.113.1' }, { ipFamily: 'IPv6' }),
    behindCloud({ loadBalancerIP: '203.0.113.1' }, { ipFamily: 'DualStack' }),
  ],
  [
    'PresetOfOtherType',
    behindCloud({ cloud: 'aws-nlb', type: 'ClusterIP' }),
    behindCloud({ cloud: 'nodePort', type: 'NodePort' }),
  ],
  [
    'ProxyProtocolNotRead',
    behindCloud({ annotations: { 'load-balancer.hetzner.cloud/uses-proxyprotocol': 'true' } }),
    behindCloud({ annotations: { 'load-balancer.hetzner.cloud/uses-proxyprotocol': 'false' } }),
  ],
  [
    'ProxyProtocolNotRead',
    behindCloud({ annotations: { [`${AWS}target-group-attributes`]: 'proxy_protocol_v2.enabled=true' } }),
    behindCloud(
      { annotations: { [`${AWS}target-group-attributes`]: 'proxy_protocol_v2.enabled=true' } },
      {},
      'proxyProtocol',
    ),
  ],
  [
    'ProxyProtocolNotSent',
    behindCloud({ cloud: 'gcp' }, {}, 'proxyProtocol'),
    behindCloud({ cloud: 'aws-nlb' }, {}, 'proxyProtocol'),
  ],
  [
    'ProxyProtocolNotSent',
    behindCloud({ annotations: { 'service.beta.kubernetes.io/do-loadbalancer-protocol': 'tcp' } }, {}, 'proxyProtocol'),
    behindCloud(
      { annotations: { 'service.beta.kubernetes.io/do-loadbalancer-enable-proxy-protocol': 'true' } },
      {},
      'proxyProtocol',
    ),
  ],
  [
    'ProxyProtocolNotSent',
    behindCloud({ cloud: 'aws-nlb', annotations: { 'example.com/proxy-protocol': 'off' } }, {}, 'proxyProtocol'),
    behindCloud({ cloud: 'azure', annotations: { [`${AZURE_PLS}proxy-protocol`]: 'true' } }, {}, 'proxyProtocol'),
  ],
  [
    'DualStackHidesClients',
    behindCloud({ cloud: 'aws-nlb' }, { ipFamily: 'DualStack' }),
    behindCloud({ cloud: 'aws-nlb' }, { ipFamily: 'DualStack' }, 'proxyProtocol'),
  ],
  [
    'TargetsHideClients',
    behindCloud({ annotations: { [`${AWS}nlb-target-type`]: 'ip' } }),
    behindCloud({ cloud: 'aws-nlb', annotations: { [`${AWS}nlb-target-type`]: 'ip' } }),
  ],
  [
    'NodePortsUnused',
    behindCloud({ type: 'ClusterIP', ports: { https: { nodePort: 30443 } } }),
    behindCloud({ ports: { https: { nodePort: 30443 } } }),
  ],
  [
    'NodePortsWithHttp3',
    base({}, { http3: true, gateway: { service: { ports: { https: { nodePort: 30443 } } } } }),
    base({}, { http3: true, gateway: { service: { cloud: 'nodePort' } } }),
  ],
  [
    'NotOfDaemonSet',
    base({}, { proxy: { replicas: 3 }, gateway: { daemonSet: { nodes: 3 } } }),
    base({}, { proxy: { replicas: 3 } }),
  ],
  [
    'NodePortTwice',
    behindCloud({ ports: { http: { nodePort: 30443 }, https: { nodePort: 30443 } } }),
    behindCloud({ ports: { http: { nodePort: 30080 }, https: { nodePort: 30443 } } }),
  ],
  [
    'DnsWithoutAddress',
    behindCloud({ type: 'ClusterIP', externalDNS: true }),
    behindCloud({ type: 'NodePort', externalDNS: true }),
  ],
  [
    'HostNetworkNeedsDaemonSet',
    behindCloud({}, { hostNetwork: true }),
    behindCloud({}, { hostNetwork: true, daemonSet: { nodes: 3 } }),
  ],
  [
    'HostNetworkUnselected',
    base({}, { network: 'kubernetes', gateway: { hostNetwork: true, daemonSet: { nodes: 3 } } }),
    base({}, { network: 'none', gateway: { hostNetwork: true, daemonSet: { nodes: 3 } } }),
  ],
  ['NotOfAttached', attached({ extensions: { lua: LUA } }), attached()],
  ['NotOfAttached', attached({}, { gateway: { attach: EDGE, ipFamily: 'IPv6' } }), attached()],
  ['NotOfAttached', attached({}, { traffic: { clientsBehind: 'direct' } }), attached({}, { traffic: {} })],
  ['NotOfAttached', attached({}, { network: 'cilium' }), attached({}, { network: 'none' })],
  [
    'NotOfAttached',
    attached({}, { rateLimit: { limits: '9/minute', across: 'api', ...GLOBAL } }),
    attached({}, { rateLimit: { limits: '9/minute', across: 'service', ...GLOBAL } }),
  ],
  ['NotOfAttached', attached({}, { tls: { attached: true, minVersion: '1.3' } }), attached()],
  ['NotOfAttached', attached({}, { http3: true }), attached({}, { maxRequestBody: '1Mi' })],
  ['NotOfAttached', attached({}, { proxy: { replicas: 3 } }), attached({}, { maxRequestBody: '1Mi' })],
  [
    'NotOfAttached',
    attached({}, { hostnames: [{ hostname: 'b.example.com', secret: 'b' }] }),
    attached({}, { hostnames: ['b.example.com'] }),
  ],
  [
    'InstalledElsewhere',
    base({}, { envoyGateway: { install: false, replicas: 3 } }),
    base({}, { envoyGateway: { replicas: 3 } }),
  ],
  [
    'NotOfAttached',
    attached({ auth: 'none', plainHttp: 'a health check of the cloud' }),
    base({ auth: 'none', plainHttp: 'a health check of the cloud' }),
  ],
  [
    'NotOfMerged',
    base({ auth: 'none', plainHttp: 'a health check of the cloud' }, { gateway: SHARED }),
    base({ auth: 'none', plainHttp: 'a health check of the cloud' }),
  ],
  ['MergeNeedsClass', base({}, { gateway: { merge: true } }), base({}, { gateway: { merge: true, class: 'shared' } })],
  [
    'NotOfMerged',
    base({}, { gateway: SHARED, traffic: { clientsBehind: 'proxyProtocol' } }),
    base({}, { gateway: SHARED, traffic: { clientsBehind: 'direct' } }),
  ],
  [
    'NotOfMerged',
    base({}, { gateway: { ...SHARED, service: { addresses: ['203.0.113.10'] } } }),
    base({}, { gateway: { ...SHARED, service: { cloud: 'metallb', addresses: ['203.0.113.10'] } } }),
  ],
  [
    'NotOfMerged',
    base({}, { gateway: { ...SHARED, merge: 'member', service: { type: 'NodePort' } } }),
    base({}, { gateway: { ...SHARED, service: { type: 'NodePort' } } }),
  ],
  [
    'NotOfMerged',
    base({ rateLimit: '9/minute' }, { gateway: { ...SHARED, merge: 'member' } }),
    base({ rateLimit: '9/minute' }, { gateway: SHARED }),
  ],
  ['AttachedCertificate', attached({}, { tls: { secret: 't' } }), attached()],
  ['AttachedWithoutGateway', base({}, { tls: { attached: true } }), attached()],
  [
    'LoginNotVerifiable',
    attached({ auth: 'o' }, { auth: { methods: { o: OIDC } } }),
    base({ auth: 'o' }, {}, { o: OIDC }),
  ],
  [
    'ForgeableClaims',
    attached({ auth: ['jwt', 'two'] }, { auth: { methods: { jwt: JWT, two: { ...JWT, claims: { org: 'x-org' } } } } }),
    attached(
      { auth: ['jwt', 'two'] },
      { auth: { methods: { jwt: JWT, two: { ...JWT, issuer: 'https://b.example.com/' } } } },
    ),
  ],
  [
    'TooManyForgeable',
    attached({}, { auth: { methods: { jwt: { ...JWT, claims: manyClaims(14) } } } }),
    attached({}, { auth: { methods: { jwt: { ...JWT, claims: manyClaims(8) } } } }),
  ],
  [
    'ReplicasUnknown',
    attached({ rateLimit: '9/minute' }),
    attached({ rateLimit: '9/minute' }, { gateway: { attach: { ...EDGE, replicas: 2 } } }),
  ],
  [
    'InstalledElsewhere',
    base(
      {},
      { envoyGateway: { install: false }, rateLimit: { limits: '9/minute', ...GLOBAL, redis: { deploy: true } } },
    ),
    base({}, { envoyGateway: { install: false }, rateLimit: { limits: '9/minute', ...GLOBAL } }),
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
    'MethodsNotCombined',
    base({ auth: { all: ['jwt', 'other'] } }, {}, { jwt: JWT, other: { ...JWT, issuer: 'https://o.example.com/' } }),
    base({ auth: { all: ['jwt', 'key'] } }),
  ],
  [
    'MethodsNotCombined',
    base({ auth: { all: ['jwt', 'people'] } }, {}, { jwt: JWT, people: { type: 'basic', secret: 's' } }),
    base({ auth: { all: ['key', 'people'] } }, {}, { key: KEY, people: { type: 'basic', secret: 's' } }),
  ],
  [
    'MethodsNotCombined',
    base({ auth: { all: ['login', 'key'] } }, {}, { login: OIDC, key: KEY }),
    base({ auth: { all: ['login', 'key'] } }, {}, { login: OIDC, key: { ...KEY, cookie: 'device' } }),
  ],
  [
    'MethodUnrestricted',
    base({ auth: ['jwt', 'key'], allow: { clients: ['acme'] } }),
    base({ auth: { all: ['jwt', 'key'] }, allow: { clients: ['acme'] } }),
  ],
  [
    'MethodNotOptional',
    base({ auth: { optional: 'login' } }, {}, { login: OIDC }),
    base({ auth: { optional: ['jwt', 'key'] } }),
  ],
  [
    'AllowOfAnonymous',
    base({ auth: { optional: 'jwt' }, allow: { scopes: ['a'] } }),
    base({ allow: { scopes: ['a'] } }),
  ],
  [
    'LoginClaimsNeedKeys',
    base({ auth: 'login' }, {}, { login: { ...OIDC, claims: { email: 'x-email' } } }),
    base({ auth: 'login' }, {}, { login: { ...OIDC, jwks: 'fromIssuer', claims: { email: 'x-email' } } }),
  ],
  [
    'CallbackIsLogout',
    base({ auth: 'login' }, {}, { login: { ...OIDC, callback: '/a', logout: '/a' } }),
    base({ auth: 'login' }, {}, { login: { ...OIDC, callback: '/a', logout: '/b' } }),
  ],
  [
    'CallbackShared',
    {
      ...two({ auth: 'login' }, { auth: 'login', deny: { cidrs: ['10.0.0.0/8'] } }),
      auth: { methods: { login: { ...OIDC, callback: '/cb' } } },
    },
    { ...two({ auth: 'login' }, { auth: 'login' }), auth: { methods: { login: { ...OIDC, callback: '/cb' } } } },
  ],
  [
    'MethodsNotCombined',
    base({ auth: { all: ['login', 'jwt'] } }, {}, { login: { ...OIDC, jwks: 'fromIssuer' }, jwt: JWT }),
    base({ auth: { all: ['login', 'jwt'] } }, {}, { login: OIDC, jwt: JWT }),
  ],
  [
    'AllowNeedsToken',
    base({ auth: 'login', allow: { claims: { groups: 'staff' } } }, {}, { login: OIDC }),
    base({ auth: 'login', allow: { claims: { groups: 'staff' } } }, {}, { login: { ...OIDC, jwks: 'fromIssuer' } }),
  ],
  ['InvalidJwks', jwtWith({ jwks: { inline: '{"keys": []}' } }), jwtWith({ jwks: { inline: PUBLIC } })],
  [
    'InvalidJwks',
    jwtWith({ jwks: { inline: '{"keys": [{"kty": "oct", "k": "AA"}]}' } }),
    jwtWith({ jwks: { inline: PUBLIC } }),
  ],
  ['JwksAmbiguous', jwtWith({ jwks: {} }), jwtWith({ jwks: { configMap: 'keys' } })],
  [
    'IssuerTwice',
    jwtWith({ moreIssuers: [{ issuer: JWT.issuer, jwks: JWT.jwks }] }),
    jwtWith({ moreIssuers: [{ issuer: 'https://o.example.com/', jwks: JWT.jwks }] }),
  ],
  [
    'IssuerWithoutUrl',
    jwtWith({ issuer: 'accounts.example.com', jwks: 'fromIssuer' }),
    jwtWith({ issuer: 'https://accounts.example.com', jwks: 'fromIssuer' }),
  ],
  ['TokenInAuthorization', jwtWith({ from: { header: 'authorization' } }), jwtWith({ from: { header: 'X-Token' } })],
  ['ReservedHeader', jwtWith({ from: { header: 'x-request-id' } }), jwtWith({ from: { header: 'X-Token' } })],
  [
    'ClaimWithDots',
    jwtWith({ claims: { 'https://example.com/tenant': 'x-tenant' } }),
    jwtWith({ claims: { 'organization.tenant': 'x-tenant' } }),
  ],
  [
    'MethodsNotDistinct',
    base({ auth: ['jwt', 'key'] }, {}, { jwt: { ...JWT, from: { header: 'X-API-Key' } }, key: KEY }),
    base({ auth: ['jwt', 'key'] }, {}, { jwt: { ...JWT, from: { header: 'X-Token' } }, key: KEY }),
  ],
  [
    'MethodsNotDistinct',
    base({ auth: ['jwt', 'key'] }, {}, { jwt: { ...JWT, from: { cookie: 'a' } }, key: { ...KEY, cookie: 'b' } }),
    base({ auth: ['jwt', 'key'] }, {}, { jwt: { ...JWT, from: { cookie: 'a' } }, key: KEY }),
  ],
  [
    'CaUnused',
    jwtWith({ jwks: { configMap: 'keys' }, ca: 'ca' }),
    jwtWith({ jwks: 'https://login.internal/j', ca: 'ca' }),
  ],
  ['DeniesEverybody', base({ deny: { cidrs: ['0.0.0.0/0'] } }), base({ deny: { cidrs: ['0.0.0.0/1'] } })],
  ['DeniesEverybody', base({}, { deny: { cidrs: ['::/0'] } }), base({}, { deny: { cidrs: ['2001:db8::/32'] } })],
  [
    'AllowedNetworkDenied',
    base({ allow: { cidrs: ['10.1.0.0/16'] }, deny: { cidrs: ['10.0.0.0/8'] } }),
    base({ allow: { cidrs: ['10.0.0.0/8'] }, deny: { cidrs: ['10.1.0.0/16'] } }),
  ],
  [
    'AllowedNetworkDenied',
    base({ allow: { cidrs: ['2001:db8:1::/48'] } }, { deny: { cidrs: ['2001:db8::/32'] } }),
    base({ allow: { cidrs: ['2001:db9::/48'] } }, { deny: { cidrs: ['2001:db8::/32'] } }),
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
  ['KeyNotAvailable', base({ deny: { countries: ['XX'] } }), base({ deny: { cidrs: ['203.0.113.0/24'] } })],
  ['KeyNotAvailable', base({ insecureSkipVerify: true }), base({ backend: 'https://a.example.net' })],
  [
    'KeyNotAvailable',
    base({ maintenance: { cidrs: ['203.0.113.0/24'] } }),
    base({ maintenance: { retryAfter: '9m' } }),
  ],
  ['KeyNotAvailable', base({}, { compression: { types: ['a'] } }), base({}, { compression: { encodings: ['br'] } })],
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
    base({}, { responses: [{ ...GONE, headers: { 'Content-Length': '3' } }] }),
    base({}, { responses: [{ ...GONE, headers: { 'Content-Language': 'en' } }] }),
  ],
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

const all = (input: Tree): readonly Problem[] => {
  const r = validateAnswers(input, 'test');
  return 'problems' in r ? r.problems : r.warnings;
};
const codes = (input: Tree): string[] => all(input).map((p) => p.code);

test.each(CASES)('%s fires, and does not on its near miss', (code, fires, nearMiss) => {
  expect(codes(fires)).toContain(code);
  expect(codes(nearMiss)).not.toContain(code);
});

test.each(CASES)('%s: each answer that the fix shows is valid at its place, above it or at the root', (code, fires) => {
  for (const problem of all(fires).filter((p) => p.code === code))
    for (const [key, value] of answersIn(problem.fix)) {
      const places = placesAbove(problem.key).map((place) => (place === '' ? key : `${place}.${key}`));
      const fits = places.filter((place) => isKnown(place) && checkValue(place, value) === undefined);
      expect(fits, `${problem.key}: ${problem.fix}`).not.toEqual([]);
    }
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
    'ConflictMarks',
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
  'shorthands.test.ts': ['RedisTlsTwice', 'InvalidPercentage'],
  '../cli/questions.test.ts': ['AnswerRefused', 'AnswerTwice', 'NotAnAnswer', 'UnknownQuestion'],
  '../cli/json-results.test.ts': ['WrongUsage'],
  '../cli/internal-error.test.ts': ['InternalError'],
  '../resources/own-manifests.test.ts': ['ManifestRefused', 'ManifestRejected', 'ManifestOpens'],
  '../resources/patches.test.ts': [
    'InvalidTarget',
    'InvalidPointer',
    'OperationIncomplete',
    'InvalidPatchText',
    'PatchMatchesNothing',
    'PatchChangesNothing',
    'PatchFails',
    'PatchIdentity',
    'PatchRejected',
    'PatchOpens',
  ],
  'layers.test.ts': ['RemovesNothing', 'OverlayUnknownName', 'OverlayChangesNothing', 'ServiceKeyDiffers'],
  '../teams/answers.test.ts': [
    'PathKindForTeams',
    'MaintenanceOfTeams',
    'CorsOfTeams',
    'ErrorPagesOfTeams',
    'KeyNotForTeams',
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
    'MethodNotForTeams',
    'AllOfTeam',
    'DenyOfTeam',
    'BackendNotOwned',
    'ServerNotAllowed',
    'TeamServerForm',
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
    'BodySettingWithTeams',
    'BufferWithTeams',
  ],
  'broken-before.test.ts': [
    'InvalidAuthorizer',
    'InvalidHeaderValue',
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
