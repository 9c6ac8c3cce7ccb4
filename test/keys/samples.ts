// For each key a change that must change the output. A key of the schema without a sample fails the test.

type Tree = Record<string, unknown>;

/** `to`: the value that the key gets; `from`: what it was, undefined: not set. The rest is where the key has an effect. */
export interface Sample {
  readonly to: unknown;
  readonly from?: unknown;
  /** Top-level keys in place of those of BASE. */
  readonly root?: Tree;
  /** Keys of the one service. */
  readonly service?: Tree;
  /** Keys of the one method. */
  readonly method?: Tree;
  /** Top-level keys that a change of this key needs. */
  readonly together?: Tree;
}

export const SERVICE: Tree = { name: 'users', path: '/v1/users', backend: 'users:8080' };
export const BASE: Tree = {
  version: 1,
  hostname: 'api.example.com',
  tls: { secret: 't' },
  traffic: { peakRequestsPerSecond: 100, p95Latency: '100ms', clientsBehind: 'direct' },
  auth: { default: 'none' },
};
const PUBLIC_KEYS = '{"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}]}';
const OTHER_KEYS = '{"keys": [{"kty": "EC", "crv": "P-256", "x": "BB", "y": "BB"}]}';
const MORE = { moreIssuers: [{ issuer: 'https://c.example.com/', jwks: 'https://c.example.com/j' }] };
const MORE_WITHOUT = { moreIssuers: [{ issuer: 'https://c.example.com/', jwks: {} }] };

export const METHODS: Record<string, Tree> = {
  jwt: {
    type: 'jwt',
    issuer: 'https://a.example.com/',
    jwks: 'https://a.example.com/j',
    audiences: ['api'],
    claims: { sub: 'x-sub', org: 'x-org' },
  },
  apiKey: { type: 'apiKey', secret: 'keys', clients: ['acme', 'globex'] },
  oidc: { type: 'oidc', issuer: 'https://login.example.com/', clientID: 'c', clientSecret: 's' },
  extAuth: { type: 'extAuth', http: 'http://authz:8080/check' },
  basic: { type: 'basic', secret: 'people' },
};

const behind = (type: string, more: Tree = {}): Tree => ({
  auth: { default: 'm', methods: { m: { ...METHODS[type], ...more } } },
});
const LIMITS = { limits: '100/minute' };
const REDIS = { scope: 'global', ...LIMITS, redis: { url: 'redis.redis.svc:6379' }, onFailure: 'open' };
const ATTACHED = {
  gateway: { attach: { name: 'edge' } },
  tls: { attached: true },
  traffic: { peakRequestsPerSecond: 100, p95Latency: '100ms' },
};
const OUTSIDE = { backend: 'https://api.partner.example/v2' };
const ISSUER = { issuer: { kind: 'Issuer', name: 'ca' } };
/** A second host, with what it has in addition to its name, and a third one. */
const hosts = (more: Tree = {}, ...others: string[]): Tree => ({
  hostnames: [{ hostname: 'shop.example.com', ...more }, ...others],
});
const TEAM = {
  paths: ['/v1/pay', '/v1/cards'],
  services: [{ name: 'pay', path: '/v1/pay', backend: 'pay:8080' }],
};
const TEAMS = { ...behind('jwt'), layout: 'app-of-apps', teams: { team: TEAM } };
const delivered = (tool: string): Tree => ({
  ...TEAMS,
  delivery: { tool, repository: 'https://git.example.com/acme/gateway.git' },
});
const OWN_CORS = { origins: ['https://a.example.com'] };
const PAGE = { status: 404, body: 'gone' };
const RESPONSE = { path: '/v0', status: 410 };
const TRACING = { tracing: { collector: 'otel:4317' } };
const CORS = { origins: ['https://app.example.com'] };
const PATCH = { target: { kind: 'HTTPRoute', name: 'users' }, patch: { metadata: { annotations: { a: 'b' } } } };
const patched = (operation: Tree): Tree => ({ patches: [{ ...PATCH, patch: [operation] }] });
const STREAM = { name: 'mqtt', tcp: 1883, backend: 'mqtt:1883', publicReason: 'a test' };
const LUA = 'function envoy_on_request(handle) end';
const EXT_PROC = { extProc: { backend: 'waf:9002' } };
const WASM = { wasm: { url: 'https://files.example.com/a.wasm', sha256: 'a'.repeat(64) } };
const USAGE = { metadata: { namespace: 'com.example.usage', key: 'tokens' } };
const SDS = { type: 'istio', mode: 'sds' };

const IMAGE = 'registry.example.com/image:v1.2.3';
/** Keys that the pods of the proxies and of Envoy Gateway have. */
const podSamples = (top: string): Record<string, Sample> => ({
  [`${top}.resources.cpu`]: { to: 3 },
  [`${top}.resources.cpuLimit`]: { to: '4000m' },
  [`${top}.resources.memory`]: { to: '3Gi' },
  [`${top}.minAvailable`]: { to: 0 },
  [`${top}.topologySpread`]: { to: 'required' },
  [`${top}.nodeSelector`]: { to: { role: 'edge' } },
  [`${top}.tolerations`]: { to: ['dedicated=edge:NoSchedule'] },
  [`${top}.priorityClassName`]: { to: 'high' },
  [`${top}.image`]: { to: IMAGE },
  [`${top}.imagePullSecrets`]: { to: ['registry'] },
  [`${top}.podLabels`]: { to: { team: 'edge' } },
  [`${top}.podAnnotations`]: { to: { team: 'edge' } },
});

export const SAMPLES: Record<string, Sample> = {
  ...podSamples('proxy'),
  ...podSamples('envoyGateway'),
  'proxy.replicas.min': { to: 4 },
  'proxy.replicas.max': { to: 40 },
  'proxy.cpuUtilization': { to: 50 },
  'envoyGateway.replicas': { to: 3 },
  'envoyGateway.rateLimitImage': { to: IMAGE, root: { rateLimit: REDIS } },
  hostname: { from: 'api.example.com', to: 'shop.example.com' },
  'hostnames[].hostname': { from: 'shop.example.com', to: '*.example.com', root: hosts() },
  'hostnames[].secret': { to: 'shop-tls', root: hosts() },
  'hostnames[].issuer.kind': { from: 'Issuer', to: 'ClusterIssuer', root: hosts({ issuer: ISSUER.issuer }) },
  'hostnames[].issuer.name': { from: 'ca', to: 'other', root: hosts({ issuer: ISSUER.issuer }) },
  anyHostReason: { from: 'Customers bring domains', to: 'A catch-all', root: { hostnames: ['*'] } },
  'services[].hostname': { to: 'shop.example.com', root: hosts() },
  'services[].hostnames': { to: ['shop.example.com', 'api.example.com'], root: hosts({}, 'www.example.com') },
  'gateway.name': { to: 'shop' },
  'gateway.namespace': { to: 'edge' },
  'gateway.service.type': { to: 'NodePort' },
  'gateway.service.cloud': { to: 'aws-nlb' },
  'gateway.service.addresses': { to: ['203.0.113.10'] },
  'gateway.service.ports.http.nodePort': { to: 30080 },
  'gateway.service.ports.https.nodePort': { to: 30443 },
  'gateway.service.externalDNS.hostname': { to: 'edge.example.com' },
  'gateway.service.externalDNS.ttl': { to: '5m' },
  'gateway.attach.name': { from: 'edge', to: 'shared', root: ATTACHED },
  'gateway.attach.namespace': { to: 'infra', root: ATTACHED },
  'gateway.attach.listener': { to: 'api', root: ATTACHED },
  'gateway.attach.replicas': { from: 2, to: 4, root: { ...ATTACHED, rateLimit: LIMITS } },
  'envoyGateway.install': { to: false },
  'gateway.ipFamily': { to: 'DualStack' },
  'gateway.daemonSet.nodes': { to: 3 },
  'gateway.hostNetwork': { to: true, root: { gateway: { daemonSet: { nodes: 3 } } } },
  'gateway.service.annotations': { to: { 'example.com/scheme': 'internal' } },
  'gateway.service.loadBalancerClass': { to: 'service.k8s.aws/nlb' },
  'gateway.service.loadBalancerIP': { to: '203.0.113.10' },
  'gateway.service.externalTrafficPolicy': { to: 'Cluster', root: { traffic: { clientsBehind: 'proxyProtocol' } } },
  'gateway.service.loadBalancerSourceRanges': { to: ['203.0.113.0/24'] },
  'envoyGateway.version': { to: 'v1.9.2' },
  'envoyGateway.namespace': { to: 'eg-system' },
  'envoyGateway.proxies': { to: 'gatewayNamespace' },
  'tls.issuer.kind': { from: 'Issuer', to: 'ClusterIssuer', root: { tls: ISSUER } },
  'tls.issuer.name': { from: 'ca', to: 'other', root: { tls: ISSUER } },
  'tls.acme.email': {
    from: 'ops@example.com',
    to: 'sre@example.com',
    root: { tls: { ...ISSUER, acme: { email: 'ops@example.com' } } },
  },
  'tls.acme.server': { to: 'staging', root: { tls: { ...ISSUER, acme: { email: 'ops@example.com' } } } },
  'tls.secret': { from: 't', to: 'other' },
  'tls.minVersion': { to: '1.3' },
  'tls.ciphers': { to: ['ECDHE-RSA-AES256-GCM-SHA384'] },
  'tls.alpn': { to: ['http/1.1'] },
  http3: { to: true },
  maxRequestBody: { to: '10Mi' },
  'compression.encodings': { from: ['br'], to: ['gzip', 'br'], root: { compression: { encodings: ['br'] } } },
  'compression.minLength': { to: '2Ki', root: { compression: { encodings: ['br'] } } },
  'services[].maxRequestBody': { to: '10Mi' },
  'services[].plainHttp': { to: 'Old devices.' },
  'services[].compression': { to: 'none', root: { compression: ['br'] } },
  'tls.clientAuth.ca': { to: 'clients' },
  'tls.clientAuth.optional': { to: true, root: { tls: { secret: 't', clientAuth: { ca: 'clients' } } } },
  'tls.attached': { to: true, root: { traffic: ATTACHED.traffic }, together: ATTACHED },
  'tls.selfSigned': { to: true, root: { tls: ISSUER }, together: { tls: { selfSigned: true } } },

  'services[].name': { from: 'users', to: 'people' },
  'services[].path': { from: '/v1/users', to: '/v1/people' },
  'services[].paths': { from: ['/v1/users'], to: ['/v1/users', '/v1/people'], service: { path: undefined } },
  'services[].methods': { to: ['GET'] },
  'services[].headers': { to: { 'x-version': '2' } },
  'services[].maintenance.retryAfter': { to: '10m', service: { maintenance: {} } },
  'services[].maintenance.page': { to: 'soon', service: { maintenance: {} } },
  'services[].maintenance.contentType': { to: 'text/markdown', service: { maintenance: {} } },
  'maintenance.retryAfter': { to: '10m', root: { maintenance: {} } },
  'maintenance.page': { to: 'soon', root: { maintenance: {} } },
  'maintenance.contentType': { to: 'text/markdown', root: { maintenance: {} } },
  'redirects[].from': { from: '/old', to: '/older', root: { redirects: [{ from: '/old', to: '/new' }] } },
  'redirects[].status': { to: 301, root: { redirects: [{ from: '/old', to: '/new' }] } },
  'redirects[].to.scheme': { to: 'http', root: { redirects: [{ from: '/old', to: { hostname: 'b.example.com' } }] } },
  'redirects[].to.hostname': { to: 'b.example.com', root: { redirects: [{ from: '/old', to: { path: '/new' } }] } },
  'redirects[].to.port': { to: 8443, root: { redirects: [{ from: '/old', to: { hostname: 'b.example.com' } }] } },
  'redirects[].to.path': { from: '/new', to: '/newer', root: { redirects: [{ from: '/old', to: { path: '/new' } }] } },
  'responses[].path': { from: '/v0', to: '/v00', root: { responses: [RESPONSE] } },
  'responses[].methods': { to: ['GET'], root: { responses: [RESPONSE] } },
  'responses[].status': { from: 410, to: 404, root: { responses: [RESPONSE] } },
  'responses[].body': { to: 'gone', root: { responses: [RESPONSE] } },
  'responses[].contentType': { to: 'text/markdown', root: { responses: [{ ...RESPONSE, body: 'gone' }] } },
  'responses[].headers': { to: { 'x-gone': '1' }, root: { responses: [RESPONSE] } },
  'responses[].auth.all': {
    from: ['m', 'n'],
    to: ['m', 'o'],
    root: {
      auth: {
        default: 'm',
        methods: { m: METHODS.jwt, n: METHODS.apiKey, o: { ...METHODS.apiKey, header: 'X-Other' } },
      },
      responses: [{ ...RESPONSE, auth: { all: ['m', 'n'] } }],
    },
  },
  'responses[].publicReason': { to: 'a fixed text', root: { responses: [RESPONSE] } },
  'errors.format': { to: 'problem+json', root: { errors: { pages: [PAGE] } } },
  'errors.pages[].status': { from: 404, to: '5xx', root: { errors: { pages: [PAGE] } } },
  'errors.pages[].body': { from: 'gone', to: 'lost', root: { errors: { pages: [PAGE] } } },
  'errors.pages[].contentType': { to: 'text/markdown', root: { errors: { pages: [PAGE] } } },
  'errors.pages[].from': { to: 'both', root: { errors: { pages: [PAGE] } } },
  'services[].cors.origins': {
    from: ['https://a.example.com'],
    to: ['https://b.example.com'],
    service: { cors: OWN_CORS },
  },
  'services[].cors.methods': { to: ['GET'], service: { cors: OWN_CORS } },
  'services[].cors.headers': { to: ['x-mine'], service: { cors: OWN_CORS } },
  'services[].cors.exposeHeaders': { to: ['x-mine'], service: { cors: OWN_CORS } },
  'services[].cors.maxAge': { to: '1h', service: { cors: OWN_CORS } },
  'services[].cors.credentials': { to: true, service: { cors: OWN_CORS } },
  'services[].query': { to: { version: '2' } },
  'services[].backend.service': { from: 'users', to: 'people', service: { backend: { service: 'users', port: 80 } } },
  'services[].backend.port': { from: 80, to: 81, service: { backend: { service: 'users', port: 80 } } },
  'services[].backend.namespace': { to: 'other', service: { backend: { service: 'users', port: 80 } } },
  'services[].backend.url': {
    from: 'https://10.0.0.5:8443',
    to: 'https://10.0.0.6:8443',
    service: { backend: { url: 'https://10.0.0.5:8443', serverName: 'db.example.com' } },
  },
  'services[].backend.serverName': {
    from: 'db.example.com',
    to: 'api.example.net',
    service: { backend: { url: 'https://10.0.0.5:8443', serverName: 'db.example.com' } },
  },
  'services[].backend.pods.labels': {
    to: { app: 'users' },
    service: { backend: { service: 'users', port: 80 } },
    root: { network: 'kubernetes' },
  },
  'services[].backend.pods.port': {
    to: 8080,
    service: { backend: { service: 'users', port: 80 } },
    root: { network: 'kubernetes' },
  },
  'services[].backend.pods.serviceAccount': {
    to: 'runner',
    service: { backend: { service: 'users', port: 80 } },
    root: { mesh: SDS },
  },
  'streams[].name': { from: 'mqtt', to: 'other', root: { streams: [STREAM] } },
  'streams[].tcp': { from: 1883, to: 1884, root: { streams: [STREAM] } },
  'streams[].udp': { from: 53, to: 54, root: { streams: [{ ...STREAM, tcp: undefined, udp: 53 }] } },
  'streams[].tlsPassthrough.hostnames': {
    from: ['db.example.com'],
    to: ['data.example.com'],
    root: { streams: [{ ...STREAM, tcp: undefined, tlsPassthrough: { hostnames: ['db.example.com'] } }] },
  },
  'streams[].tlsPassthrough.port': {
    to: 5432,
    root: { streams: [{ ...STREAM, tcp: undefined, tlsPassthrough: { hostnames: ['db.example.com'] } }] },
  },
  'streams[].backend.service': {
    from: 'mqtt',
    to: 'broker',
    root: { streams: [{ ...STREAM, backend: { service: 'mqtt', port: 1883 } }] },
  },
  'streams[].backend.port': {
    from: 1883,
    to: 1884,
    root: { streams: [{ ...STREAM, backend: { service: 'mqtt', port: 1883 } }] },
  },
  'streams[].backend.namespace': {
    to: 'other',
    root: { streams: [{ ...STREAM, backend: { service: 'mqtt', port: 1883 } }] },
  },
  'streams[].backend.pods.labels': {
    to: { app: 'mqtt' },
    root: { network: { policy: 'kubernetes' }, streams: [{ ...STREAM, backend: { service: 'mqtt', port: 1883 } }] },
  },
  'streams[].backend.pods.port': {
    to: 1884,
    root: { network: { policy: 'kubernetes' }, streams: [{ ...STREAM, backend: { service: 'mqtt', port: 1883 } }] },
  },
  'streams[].publicReason': { from: 'a test', to: 'another', root: { streams: [STREAM] } },
  'streams[].allow.cidrs': { to: ['192.0.2.0/24'], root: { streams: [STREAM] } },
  'services[].backends[].backend': {
    from: 'users-b:8080',
    to: 'users-c:8080',
    service: {
      backend: undefined,
      backends: [
        { backend: 'users-b:8080', weight: 1 },
        { backend: 'users:8080', weight: 2 },
      ],
    },
  },
  'services[].backends[].weight': {
    from: 1,
    to: 3,
    service: {
      backend: undefined,
      backends: [
        { backend: 'users-b:8080', weight: 1 },
        { backend: 'users:8080', weight: 2 },
      ],
    },
  },
  'services[].canary.backend': {
    from: 'users-v2:8080',
    to: 'users-v3:8080',
    service: { canary: { backend: 'users-v2:8080', weight: 5 } },
  },
  'services[].canary.weight': { from: 5, to: 6, service: { canary: { backend: 'users-v2:8080', weight: 5 } } },
  'services[].canary.header.name': {
    from: 'x-canary',
    to: 'x-other',
    service: { canary: { backend: 'users-v2:8080', weight: 5, header: { name: 'x-canary', value: 'always' } } },
  },
  'services[].canary.header.value': {
    from: 'always',
    to: 'yes',
    service: { canary: { backend: 'users-v2:8080', weight: 5, header: { name: 'x-canary', value: 'always' } } },
  },
  'services[].ca.configMap': { from: 'ca', to: 'other', service: { backend: 'https://api.shop.internal' } },
  'services[].ca.secret': { from: 'ca', to: 'other', service: { backend: 'https://api.shop.internal' } },
  'services[].failover': { to: 'users-backup:8080' },
  'services[].rewrite': { to: '/' },
  'services[].public': { to: ['/v1/users/health'], root: behind('jwt') },
  'services[].publicReason': { to: 'A catalog of goods' },
  'services[].allow.scopes': { to: ['read'], root: behind('jwt') },
  'services[].allow.claims': { to: { org: ['acme'] }, root: behind('jwt') },
  'services[].allow.clients': { to: ['acme'], root: behind('apiKey') },
  'services[].auth.all': {
    from: ['m', 'n'],
    to: ['m', 'o'],
    root: { auth: { methods: { m: METHODS.jwt, n: METHODS.apiKey, o: METHODS.extAuth } } },
  },
  'services[].auth.optional': {
    from: 'm',
    to: 'n',
    root: { auth: { methods: { m: METHODS.jwt, n: METHODS.apiKey } } },
  },
  'services[].deny.cidrs': { to: ['203.0.113.0/24'] },
  'services[].allow.cidrs': { to: ['203.0.113.0/24'] },
  'services[].rateLimit.limits': { to: '5/minute' },
  'services[].rateLimit.key.claim': { to: 'org', service: { rateLimit: LIMITS }, root: behind('jwt') },
  'services[].rateLimit.key.apiKey': {
    to: true,
    service: { rateLimit: LIMITS },
    root: { ...behind('apiKey'), rateLimit: { key: 'sourceIP' } },
  },
  'services[].rateLimit.tiers[].clients': {
    from: ['acme'],
    to: ['globex'],
    service: { rateLimit: { ...LIMITS, tiers: { gold: { clients: ['acme'], limits: '9/minute' } } } },
    root: { ...behind('apiKey') },
  },
  'services[].rateLimit.tiers[].claim': {
    from: { org: 'a' },
    to: { org: 'b' },
    service: { rateLimit: { ...LIMITS, tiers: { gold: { claim: { org: 'a' }, limits: '9/minute' } } } },
    root: { ...behind('jwt') },
  },
  'services[].rateLimit.tiers[].header': {
    from: { 'x-plan': 'a' },
    to: { 'x-plan': 'b' },
    service: { rateLimit: { ...LIMITS, tiers: { gold: { header: { 'x-plan': 'a' }, limits: '9/minute' } } } },
    root: { ...behind('extAuth', { headersToBackend: ['x-plan'] }) },
  },
  'services[].rateLimit.tiers[].limits': {
    from: '9/minute',
    to: '8/minute',
    service: { rateLimit: { ...LIMITS, tiers: { gold: { clients: ['acme'], limits: '9/minute' } } } },
    root: { ...behind('apiKey') },
  },
  'services[].rateLimit.perMethod': { to: { POST: '5/minute' }, service: { rateLimit: LIMITS } },
  'services[].rateLimit.exempt.clients': { to: ['acme'], service: { rateLimit: LIMITS }, root: behind('apiKey') },
  'services[].rateLimit.exempt.cidrs': { to: ['10.0.0.0/8'], service: { rateLimit: LIMITS } },
  'services[].rateLimit.exempt.paths': { to: ['/v1/users/health'], service: { rateLimit: LIMITS } },
  'services[].rateLimit.cost.request': { to: 5, service: { rateLimit: LIMITS }, root: { rateLimit: REDIS } },
  'services[].rateLimit.cost.response.metadata.namespace': {
    from: 'com.example.usage',
    to: 'com.example.other',
    service: { rateLimit: { ...LIMITS, cost: { response: USAGE } }, extensions: { lua: LUA } },
    root: { rateLimit: REDIS },
  },
  'services[].rateLimit.cost.response.metadata.key': {
    from: 'tokens',
    to: 'units',
    service: { rateLimit: { ...LIMITS, cost: { response: USAGE } }, extensions: { lua: LUA } },
    root: { rateLimit: REDIS },
  },
  'services[].extensions.lua.configMap': {
    from: 'script',
    to: 'other',
    service: { extensions: { lua: { configMap: 'script' } } },
  },
  'services[].extensions.extProc.backend': { from: 'waf:9002', to: 'waf:9003', service: { extensions: EXT_PROC } },
  'services[].extensions.extProc.sends': { to: ['responseBody'], service: { extensions: EXT_PROC } },
  'services[].extensions.extProc.metadata': { to: ['com.example.usage'], service: { extensions: EXT_PROC } },
  'services[].extensions.extProc.failOpen': { to: true, service: { extensions: EXT_PROC } },
  'services[].extensions.extProc.timeout': { to: '1s', service: { extensions: EXT_PROC } },
  'services[].extensions.wasm.image': {
    from: `registry.example.com/a@sha256:${'a'.repeat(64)}`,
    to: `registry.example.com/a@sha256:${'b'.repeat(64)}`,
    service: { extensions: { wasm: { image: `registry.example.com/a@sha256:${'a'.repeat(64)}` } } },
  },
  'services[].extensions.wasm.url': {
    from: WASM.wasm.url,
    to: 'https://files.example.com/b.wasm',
    service: { extensions: WASM },
  },
  'services[].extensions.wasm.sha256': {
    from: WASM.wasm.sha256,
    to: 'b'.repeat(64),
    service: { extensions: WASM },
  },
  'services[].extensions.wasm.rootID': { to: 'root', service: { extensions: WASM } },
  'services[].extensions.wasm.config': { to: { a: 1 }, service: { extensions: WASM } },
  'services[].extensions.wasm.failOpen': { to: true, service: { extensions: WASM } },
  'services[].rateLimit.within': {
    to: 'api',
    service: { rateLimit: LIMITS },
    root: { rateLimit: { ...REDIS, across: 'api' } },
  },
  'services[].rateLimit.key.header': { to: 'x-tenant', service: { rateLimit: LIMITS } },
  'services[].protocol': { to: 'grpc' },
  'services[].timeout': { to: '20s' },
  'services[].longRunning': { to: true },
  'services[].retries.attempts': { to: 4, service: { retries: { on: 'safe' } } },
  'services[].retries.on': { to: 'idempotent', service: { retries: { attempts: 4 } } },
  'services[].retries.idempotent': {
    to: true,
    service: { retries: { on: ['connect-failure'] } },
    together: { services: [{ ...SERVICE, retries: { on: ['connect-failure', 503], idempotent: true } }] },
  },
  'services[].retries.perTryTimeout': { to: '3s', service: { retries: { on: 'idempotent' } } },
  'services[].retries.backoff.base': { to: '200ms', service: { retries: { on: 'safe' } } },
  'services[].retries.backoff.max': { to: '2s', service: { retries: { on: 'safe' } } },
  'services[].streamIdleTimeout': { to: '30s' },
  'services[].connection.connectTimeout': { to: '2s' },
  'services[].connection.idleTimeout': { to: '20s' },
  'services[].connection.maxDuration': { to: '10m' },
  'services[].connection.maxRequests': { to: 1000 },
  'services[].circuitBreaker.maxConnections': { to: 77 },
  'services[].circuitBreaker.maxPendingRequests': { to: 77 },
  'services[].circuitBreaker.maxParallelRequests': { to: 77 },
  'services[].outlierDetection.consecutiveErrors': { to: 9 },
  'services[].outlierDetection.interval': { to: '9s' },
  'services[].outlierDetection.ejectionTime': { to: '9s' },
  'services[].outlierDetection.maxEjectionPercent': { to: 9 },
  'services[].healthCheck.type': { from: 'tcp', to: 'grpc' },
  'services[].healthCheck.path': { to: '/healthz', service: { healthCheck: { type: 'http', path: '/' } } },
  'services[].healthCheck.interval': { to: '11s', service: { healthCheck: { type: 'tcp' } } },
  'services[].healthCheck.timeout': { to: '3s', service: { healthCheck: { type: 'tcp' } } },
  'services[].healthCheck.unhealthyThreshold': { to: 9, service: { healthCheck: { type: 'tcp' } } },
  'services[].healthCheck.healthyThreshold': { to: 9, service: { healthCheck: { type: 'tcp' } } },
  'services[].healthCheck.expectedStatuses': { to: [204], service: { healthCheck: { type: 'http', path: '/' } } },
  'services[].loadBalancing.consistentHash.header': { to: 'x-user' },
  'services[].loadBalancing.consistentHash.cookie': { to: 'session' },
  'services[].identity.serviceToken.secret': { to: 'token', service: OUTSIDE },
  'services[].identity.serviceToken.header': {
    to: 'x-token',
    service: { ...OUTSIDE, identity: { serviceToken: { secret: 'token' } } },
  },
  'services[].identity.mtls.secret': { to: 'client', service: OUTSIDE },
  'services[].transform.request.set': { to: { 'x-a': 'b' } },
  'services[].transform.request.add': { to: { 'x-a': 'b' } },
  'services[].transform.request.remove': { to: ['x-a'] },
  'services[].transform.response.set': { to: { 'x-a': 'b' } },
  'services[].transform.response.add': { to: { 'x-a': 'b' } },
  'services[].transform.response.remove': { to: ['x-a'] },

  'auth.publicReason': { to: 'a demonstration' },
  'auth.default.all': {
    from: ['m', 'n'],
    to: ['m', 'o'],
    root: { auth: { methods: { m: METHODS.jwt, n: METHODS.apiKey, o: METHODS.extAuth } } },
  },
  'auth.default.optional': { from: 'm', to: 'n', root: { auth: { methods: { m: METHODS.jwt, n: METHODS.apiKey } } } },
  'deny.cidrs': { to: ['203.0.113.0/24'] },
  'auth.methods.jwt.issuer': { from: METHODS.jwt!.issuer, to: 'https://b.example.com/' },
  'auth.methods.jwt.jwks.configMap': { from: 'keys', to: 'other', method: { jwks: undefined } },
  'auth.methods.jwt.jwks.inline': { from: PUBLIC_KEYS, to: OTHER_KEYS, method: { jwks: undefined } },
  'auth.methods.jwt.from.header': { to: 'X-Token' },
  'auth.methods.jwt.from.cookie': { to: 'session' },
  'auth.methods.jwt.moreIssuers[].issuer': {
    from: 'https://c.example.com/',
    to: 'https://b.example.com/',
    method: MORE,
  },
  'auth.methods.jwt.moreIssuers[].jwks.configMap': { from: 'keys', to: 'other', method: MORE_WITHOUT },
  'auth.methods.jwt.moreIssuers[].jwks.inline': { from: PUBLIC_KEYS, to: OTHER_KEYS, method: MORE_WITHOUT },
  'auth.methods.jwt.moreIssuers[].audiences': { to: ['b'], method: MORE },
  'auth.methods.jwt.ca.configMap': { from: 'ca', to: 'other', method: { jwks: 'https://login.internal/j' } },
  'auth.methods.jwt.ca.secret': { from: 'ca', to: 'other', method: { jwks: 'https://login.internal/j' } },
  'auth.methods.jwt.audiences': { from: ['api'], to: ['api', 'other'] },
  'auth.methods.jwt.claims': { from: METHODS.jwt!.claims, to: { sub: 'x-subject' } },
  'auth.methods.apiKey.header': { to: 'X-Key' },
  'auth.methods.apiKey.query': { to: 'api_key' },
  'auth.methods.apiKey.cookie': { to: 'api_key' },
  'auth.methods.apiKey.secret': { from: 'keys', to: 'other' },
  'auth.methods.apiKey.clients': { from: ['acme', 'globex'], to: ['acme'] },
  'auth.methods.oidc.issuer': { from: METHODS.oidc!.issuer, to: 'https://other.example.com/' },
  'auth.methods.oidc.ca.configMap': { from: 'ca', to: 'other', method: { issuer: 'https://login.internal/' } },
  'auth.methods.oidc.ca.secret': { from: 'ca', to: 'other', method: { issuer: 'https://login.internal/' } },
  'auth.methods.oidc.clientID': { from: 'c', to: 'd' },
  'auth.methods.oidc.clientSecret': { from: 's', to: 'other' },
  'auth.methods.oidc.authorizationEndpoint': {
    from: 'https://login.example.com/a',
    to: 'https://login.example.com/b',
    method: { tokenEndpoint: 'https://login.example.com/t', authorizationEndpoint: 'https://login.example.com/a' },
  },
  'auth.methods.oidc.tokenEndpoint': {
    from: 'https://login.example.com/t',
    to: 'https://login.example.com/u',
    method: { tokenEndpoint: 'https://login.example.com/t', authorizationEndpoint: 'https://login.example.com/a' },
  },
  'auth.methods.oidc.endSessionEndpoint': { to: 'https://login.example.com/bye' },
  'auth.methods.oidc.scopes': { to: ['email'] },
  'auth.methods.oidc.cookieDomain': { to: 'example.com' },
  'auth.methods.extAuth.grpc': {
    to: 'authz:9001',
    from: 'authz:9002',
    method: { http: undefined, grpc: 'authz:9002' },
  },
  'auth.methods.extAuth.http': { from: METHODS.extAuth!.http, to: 'http://authz:8080/ask' },
  'auth.methods.extAuth.path': { to: 'fixed' },
  'auth.methods.extAuth.ca.configMap': { from: 'ca', to: 'other', method: { http: 'https://authz.shop:8443/check' } },
  'auth.methods.extAuth.ca.secret': { from: 'ca', to: 'other', method: { http: 'https://authz.shop:8443/check' } },
  'auth.methods.extAuth.failOpen': { to: true },
  'auth.methods.extAuth.timeout': { to: '2s' },
  'auth.methods.extAuth.headers': { to: ['x-session'] },
  'auth.methods.extAuth.body': { to: '8Ki' },
  'auth.methods.extAuth.headersToBackend': { to: ['x-user'] },
  'auth.methods.basic.secret': { from: 'people', to: 'other' },

  'rateLimit.scope': {
    to: 'global',
    root: { rateLimit: LIMITS },
    together: { rateLimit: { ...REDIS, redis: { deploy: true } } },
  },
  'rateLimit.key.claim': { to: 'org', root: { ...behind('jwt'), rateLimit: LIMITS } },
  'rateLimit.key.apiKey': {
    to: true,
    from: undefined,
    root: { ...behind('apiKey'), rateLimit: { ...LIMITS, key: 'sourceIP' } },
  },
  'rateLimit.key.header': { to: 'x-tenant', root: { rateLimit: LIMITS } },
  'rateLimit.limits': { to: '5/minute' },
  'rateLimit.tiers[].clients': {
    from: ['acme'],
    to: ['globex'],
    root: { ...behind('apiKey'), rateLimit: { ...LIMITS, tiers: { gold: { clients: ['acme'], limits: '9/minute' } } } },
  },
  'rateLimit.tiers[].claim': {
    from: { org: 'a' },
    to: { org: 'b' },
    root: { ...behind('jwt'), rateLimit: { ...LIMITS, tiers: { gold: { claim: { org: 'a' }, limits: '9/minute' } } } },
  },
  'rateLimit.tiers[].header': {
    from: { 'x-plan': 'a' },
    to: { 'x-plan': 'b' },
    root: {
      ...behind('extAuth', { headersToBackend: ['x-plan'] }),
      rateLimit: { ...LIMITS, tiers: { gold: { header: { 'x-plan': 'a' }, limits: '9/minute' } } },
    },
  },
  'rateLimit.tiers[].limits': {
    from: '9/minute',
    to: '8/minute',
    root: { ...behind('apiKey'), rateLimit: { ...LIMITS, tiers: { gold: { clients: ['acme'], limits: '9/minute' } } } },
  },
  'rateLimit.perMethod': { to: { POST: '5/minute' }, root: { rateLimit: LIMITS } },
  'rateLimit.exempt.clients': { to: ['acme'], root: { ...behind('apiKey'), rateLimit: LIMITS } },
  'rateLimit.exempt.cidrs': { to: ['10.0.0.0/8'], root: { rateLimit: LIMITS } },
  'rateLimit.exempt.paths': { to: ['/v1/users/health'], root: { rateLimit: LIMITS } },
  'rateLimit.cost.request': { to: 5, root: { rateLimit: REDIS } },
  'rateLimit.cost.response.metadata.namespace': {
    from: 'com.example.usage',
    to: 'com.example.other',
    service: { extensions: { lua: LUA } },
    root: { rateLimit: { ...REDIS, cost: { response: USAGE } } },
  },
  'rateLimit.cost.response.metadata.key': {
    from: 'tokens',
    to: 'units',
    service: { extensions: { lua: LUA } },
    root: { rateLimit: { ...REDIS, cost: { response: USAGE } } },
  },
  'rateLimit.shadow': { to: true, root: { rateLimit: REDIS } },
  'rateLimit.responseHeaders': { to: false, root: { rateLimit: LIMITS } },
  'rateLimit.across': { to: 'api', root: { rateLimit: REDIS } },
  'rateLimit.redis.deploy': {
    to: true,
    root: { rateLimit: REDIS },
    together: { rateLimit: { ...REDIS, redis: { deploy: true } } },
  },
  'rateLimit.redis.image': {
    to: `registry.example.com/redis:7@sha256:${'0'.repeat(64)}`,
    root: { rateLimit: { ...REDIS, redis: { deploy: true } } },
  },
  'rateLimit.redis.url': { from: 'redis.redis.svc:6379', to: 'redis.other.svc:6379', root: { rateLimit: REDIS } },
  'rateLimit.redis.type': { to: 'cluster', root: { rateLimit: REDIS } },
  'rateLimit.redis.tls': { to: true, root: { rateLimit: REDIS } },
  'rateLimit.redis.password.secret': {
    from: 'redis',
    to: 'other',
    root: { rateLimit: { ...REDIS, redis: { ...REDIS.redis, password: { secret: 'redis', key: 'password' } } } },
  },
  'rateLimit.redis.password.key': {
    from: 'password',
    to: 'pass',
    root: { rateLimit: { ...REDIS, redis: { ...REDIS.redis, password: { secret: 'redis', key: 'password' } } } },
  },
  'rateLimit.onFailure': { from: 'open', to: 'closed', root: { rateLimit: REDIS } },
  'transform.request.set': { to: { 'x-a': 'b' } },
  'transform.request.add': { to: { 'x-a': 'b' } },
  'transform.request.remove': { to: ['x-a'] },
  'transform.response.set': { to: { 'x-a': 'b' } },
  'transform.response.add': { to: { 'x-a': 'b' } },
  'transform.response.remove': { to: ['x-a'] },
  'traffic.peakRequestsPerSecond': { from: 100, to: 50_000 },
  'traffic.p95Latency': { from: '100ms', to: '5s' },
  'traffic.longestTimeout': { to: '300s' },
  'traffic.clientsBehind.trustedHops': { to: 1 },
  'traffic.clientsBehind.trustedCIDRs': { to: ['203.0.113.0/24'] },
  'cors.origins': { from: CORS.origins, to: ['https://shop.example.com'], root: { cors: CORS } },
  'cors.methods': { to: ['GET'], root: { cors: CORS } },
  'cors.headers': { to: ['X-A'], root: { cors: CORS } },
  'cors.exposeHeaders': { to: ['X-A'], root: { cors: CORS } },
  'cors.maxAge': { to: '1h', root: { cors: CORS } },
  'cors.credentials': { to: true, root: { cors: CORS } },
  'observability.accessLog': { to: 'none' },
  'observability.prometheus.labels': { to: { release: 'prometheus' } },
  'observability.tracing.collector': { from: 'otel:4317', to: 'other:4317', root: { observability: TRACING } },
  'observability.tracing.sampling': { to: 5, root: { observability: TRACING } },
  'network.policy': { from: 'none', to: 'cilium' },
  'network.hubble': { to: false, root: { network: { policy: 'cilium' } } },
  'network.requests': { to: true, root: { network: { policy: 'cilium' } } },
  'network.mutualAuthentication': { to: true, root: { network: { policy: 'cilium' } } },
  'mesh.mode': { from: 'ambient', to: 'permissive', root: { mesh: { type: 'istio', mode: 'ambient' } } },
  'mesh.socket.csi': { to: 'csi.example.com', root: { mesh: SDS } },
  'mesh.socket.hostPath': { to: '/run/agent', root: { mesh: SDS } },
  'mesh.socket.path': { to: '/run/secrets/agent/socket', root: { mesh: SDS } },
  'mesh.waypoint': { to: 'waypoint', root: { mesh: { type: 'istio', mode: 'ambient' } } },
  'mesh.trustDomain': { to: 'example.org', root: { mesh: { type: 'istio', mode: 'ambient' } } },
  'mesh.tracingProvider': {
    to: 'otel',
    root: { mesh: { type: 'istio', mode: 'ambient' }, observability: TRACING },
  },
  'secrets.store.kind': {
    from: 'SecretStore',
    to: 'ClusterSecretStore',
    root: { ...behind('apiKey'), secrets: { store: { kind: 'SecretStore', name: 'vault' } } },
  },
  'secrets.store.name': {
    from: 'vault',
    to: 'other',
    root: { ...behind('apiKey'), secrets: { store: { kind: 'SecretStore', name: 'vault' } } },
  },
  'secrets.prefix': { to: 'gateway/', root: { ...behind('apiKey'), secrets: { store: 'vault' } } },
  'secrets.refresh': { to: '5m', root: { ...behind('apiKey'), secrets: { store: 'vault' } } },
  layout: { to: 'app-of-apps', together: TEAMS },
  owners: { to: ['@acme/platform'], root: TEAMS },
  'teams[].namespace': { to: 'other', root: TEAMS },
  'teams[].paths': { from: TEAM.paths, to: ['/v1/pay'], root: TEAMS },
  'teams[].answers': {
    to: 'teams/other.yaml',
    from: 'teams/team.yaml',
    root: { ...TEAMS, teams: { team: { paths: TEAM.paths, answers: 'teams/team.yaml' } } },
  },
  'teams[].services': { from: TEAM.services, to: [{ ...TEAM.services[0], name: 'cards' }], root: TEAMS },
  'teams[].auth': {
    to: ['m'],
    root: { ...TEAMS, auth: { default: 'm', methods: { m: METHODS.jwt, n: METHODS.apiKey } } },
  },
  'teams[].public': { to: ['/v1/pay'], root: TEAMS },
  'teams[].outside': { to: ['orders.example.net'], root: TEAMS },
  'teams[].group': { to: 'people', root: TEAMS },
  'teams[].owners': { to: ['@acme/payments'], root: TEAMS },
  'delivery.tool': { from: 'argocd', to: 'flux', root: delivered('argocd') },
  'delivery.repository': {
    from: 'https://git.example.com/acme/gateway.git',
    to: 'https://git.example.com/acme/other.git',
    root: delivered('argocd'),
  },
  'delivery.path': { to: 'clusters/prod', root: delivered('argocd') },
  'delivery.revision': { to: 'stable', root: delivered('argocd') },
  'delivery.namespace': { to: 'tools', root: delivered('argocd') },
  'delivery.secret': { to: 'git', root: delivered('flux') },
  'delivery.install': { to: false, root: delivered('argocd') },
  'delivery.teams': { to: 'set', root: delivered('argocd') },
  'patches[].target.kind': { to: 'HTTPRoute|Gateway', from: 'HTTPRoute', root: { patches: [PATCH] } },
  'patches[].target.name': { to: '.*', from: 'users', root: { patches: [PATCH] } },
  'patches[].target.namespace': { to: 'other', root: { patches: [PATCH] } },
  'patches[].target.labelSelector': { to: 'a=b', root: { patches: [PATCH] } },
  'patches[].patch[].op': {
    to: 'add',
    from: 'test',
    root: patched({ op: 'test', path: '/metadata/annotations', value: {} }),
  },
  'patches[].patch[].path': {
    to: '/metadata/annotations',
    from: '/metadata/annotations/a/b',
    root: patched({ op: 'add', path: '/metadata/annotations', value: {} }),
  },
  'patches[].patch[].from': {
    to: '/metadata/labels',
    from: '/metadata/annotations/a',
    root: patched({ op: 'copy', path: '/metadata/annotations', from: '/metadata/labels' }),
  },
  'patches[].patch[].value': {
    to: { a: 'c' },
    from: { a: 'b' },
    root: patched({ op: 'add', path: '/metadata/annotations', value: {} }),
  },
  'patches[].reason': { to: 'a reason', root: { patches: [PATCH] } },
  'patches[].publicReason': { to: 'a reason', root: { patches: [PATCH] } },
  'suppress[].code': {
    from: 'PublicRoute',
    to: 'OpenByDefault',
    root: { suppress: [{ code: 'PublicRoute', object: 'HTTPRoute/users', until: '2999-01-01', reason: 'known' }] },
  },
  'suppress[].object': {
    from: 'HTTPRoute/users',
    to: 'SecurityPolicy/public',
    root: { suppress: [{ code: 'PublicRoute', object: 'HTTPRoute/users', until: '2999-01-01', reason: 'known' }] },
  },
  'suppress[].until': {
    from: '2999-01-01',
    to: '2999-01-02',
    root: { suppress: [{ code: 'PublicRoute', object: 'HTTPRoute/users', until: '2999-01-01', reason: 'known' }] },
  },
  'suppress[].reason': {
    from: 'known',
    to: 'wanted',
    root: { suppress: [{ code: 'PublicRoute', object: 'HTTPRoute/users', until: '2999-01-01', reason: 'known' }] },
  },
};

/** Keys that change no file of the output, and why. */
export const WITHOUT_EFFECT: Record<string, string> = {
  version: 'there is one version of the format',
  'mesh.type': 'there is one mesh',
  'streams[].backend.pods.serviceAccount': 'only a mesh uses it, and streams exclude a mesh',
  output: 'the name of the folder, which stands in none of its files; test/cli/output-folder.test.ts holds it',
};
