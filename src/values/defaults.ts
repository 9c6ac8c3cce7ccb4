// What every key of the answers file is when it is not set: one table for the schema's descriptions, the rules and the intent.

/** A default that never changes. `words`: how a person reads it, where its JSON form is not the best. */
export interface Fixed<T> {
  readonly value: T;
  readonly words: string;
}

/** A default that depends on other answers: the values it can have, and the rule in words. */
export interface Dependent<T> {
  readonly values: T;
  readonly words: string;
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const fixed = <const T>(value: T, words: string = shown(value)): Fixed<T> => ({ value, words });
const dependent = <const T>(values: T, words: string): Dependent<T> => ({ values, words });
/** A default that another answer gives whole, or that means "no restriction": there is no value to keep here. */
const derived = (words: string): Dependent<undefined> => ({ values: undefined, words });

const TIMEOUT = { usual: '15s', longRunning: '120s', webSocket: '0s' } as const;
const DELIVERY_NAMESPACE = { kustomize: '', argocd: 'argocd', flux: 'flux-system' } as const;
const OUTPUT = 'manifests';

/** The answers file of a folder, where no other is named. */
export const ANSWERS_FILE = 'api-gateway.yaml';

/** By topic and key, as they are called in the answers file. */
export const DEFAULTS = {
  gateway: {
    name: fixed('eg'),
    namespace: fixed('default'),
    ipFamily: derived('IPv4'),
    class: fixed('eg'),
    hostNetwork: fixed(false),
  },
  attach: { namespace: derived('gateway.namespace'), listener: fixed('https') },
  gatewayService: {
    type: fixed('LoadBalancer'),
    externalTrafficPolicy: fixed('Local'),
    externalDNS: fixed(false),
    dnsHostname: derived('the host names of the Gateway'),
    dnsTtl: derived('that of external-dns'),
  },
  envoyGateway: {
    version: fixed('v1.9.1'),
    install: fixed(true),
    namespace: fixed('envoy-gateway-system'),
    replicas: fixed(2),
    proxies: dependent(
      { usual: 'controllerNamespace', ambient: 'gatewayNamespace' },
      'controllerNamespace, or gatewayNamespace with mesh mode ambient',
    ),
  },
  proxy: { replicas: derived('calculated from traffic'), cpuUtilization: fixed(65) },
  pods: {
    cpuLimit: derived('none'),
    minAvailable: derived('all replicas but one'),
    topologySpread: fixed('preferred'),
  },
  acme: { server: fixed('production') },
  clientAuth: { optional: fixed(false) },
  tlsProtocols: {
    minVersion: fixed('1.2'),
    ciphers: derived('those of Envoy: ECDHE with AES-GCM or ChaCha20'),
    alpn: fixed(['h2', 'http/1.1'], 'h2, http/1.1'),
  },
  http3: fixed(false),
  maxRequestBody: derived('no limit'),
  compression: { encodings: derived('none'), minLength: fixed('1Ki') },
  backend: {
    namespace: derived('that of the Gateway, or of the team'),
    serverName: derived('the host of the URL'),
    pods: {
      labels: dependent('app.kubernetes.io/name', 'app.kubernetes.io/name with the name of the Service'),
      port: derived('the port of the Service'),
      serviceAccount: derived('the name of the Service'),
    },
  },
  service: {
    methods: derived('all methods'),
    protocol: fixed('http'),
    timeout: dependent(
      TIMEOUT,
      `${TIMEOUT.usual}, ${TIMEOUT.longRunning} with longRunning: true, or no limit with protocol: websocket`,
    ),
    longRunning: fixed(false),
    retries: fixed('safe'),
    streamIdleTimeout: derived('5m, or the timeout if that is longer; 1h with protocol: websocket'),
    loadBalancing: fixed('leastRequest'),
    auth: derived('auth.default'),
    cors: derived('cors'),
    rateLimit: derived('rateLimit.limits'),
    public: derived('none'),
    maxRequestBody: derived('the maxRequestBody of all services'),
    compression: derived('the compression of all services'),
  },
  retries: {
    attempts: fixed(2),
    on: fixed('safe'),
    idempotent: fixed(false),
    perTryTimeout: derived('none'),
    backoffBase: fixed('100ms'),
    backoffMax: fixed('1s'),
  },
  connection: {
    connectTimeout: fixed('5s'),
    idleTimeout: fixed('60s'),
    maxDuration: derived('no limit'),
    maxRequests: derived('no limit'),
  },
  circuitBreaker: derived('computed from traffic'),
  outlier: {
    consecutiveErrors: fixed(5),
    interval: fixed('5s'),
    ejectionTime: fixed('30s'),
    maxEjectionPercent: fixed(50),
  },
  healthCheck: {
    type: dependent({ usual: 'tcp', grpc: 'grpc' }, 'tcp, or grpc with protocol: grpc'),
    path: fixed('/'),
    interval: fixed('10s'),
    timeout: fixed('2s'),
    unhealthyThreshold: fixed(3),
    healthyThreshold: fixed(2),
    expectedStatuses: fixed([200], '200'),
  },
  identity: {
    header: dependent(
      { usual: 'Authorization', cloudRun: 'X-Serverless-Authorization' },
      'Authorization, or X-Serverless-Authorization for *.run.app',
    ),
  },
  /** For src/auth: the keys of one method. */
  auth: {
    apiKeyHeader: fixed('X-API-Key'),
    cookieDomain: derived('the host name of the Gateway'),
    sameSite: fixed('lax'),
    callback: derived('a path of the gateway below `/.eg-api-gateway`'),
    logout: derived('a path of the gateway below `/.eg-api-gateway`'),
    refresh: fixed(true),
    forwardAccessToken: fixed(false),
    extAuthPath: fixed('append'),
    extAuthFailOpen: fixed(false),
    extAuthTimeout: fixed('1s'),
  },
  extensions: {
    failOpen: fixed(false),
    sends: fixed(['request'] as const, 'request'),
    timeout: fixed('200ms'),
  },
  rateLimit: {
    scope: fixed('local'),
    key: derived(
      'what authentication verified: the claim sub if `claims` of the method contain it, the API key client or the user; else the client address',
    ),
    across: fixed('service'),
    onFailure: fixed('open'),
    shadow: fixed(false),
    responseHeaders: fixed(true),
    redis: { type: fixed('single'), tls: fixed(false) },
  },
  traffic: {
    peakRequestsPerSecond: fixed(100),
    p95Latency: fixed('250ms'),
    longestTimeout: dependent(
      { usual: '30s', teams: TIMEOUT.longRunning },
      `the longest timeout of the services, at least 30s, or ${TIMEOUT.longRunning} with teams`,
    ),
    clientsBehind: fixed('direct'),
    maxRequestHeaders: derived('60Ki'),
    clientBuffer: fixed('32Ki'),
    backendBuffer: derived('32Ki'),
  },
  cors: {
    methods: fixed(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], 'GET, HEAD, POST, PUT, PATCH, DELETE'),
    headers: dependent(
      ['Authorization', 'Content-Type'],
      'Authorization, Content-Type, and the headers that authentication, versions, canaries and limits need',
    ),
    maxAge: fixed('24h'),
    credentials: fixed(false),
  },
  errors: fixed('plain'),
  sessionPersistence: {
    cookie: derived('the name of the service with -session'),
    lifetime: derived('until the browser closes'),
  },
  mirror: { percent: fixed(100) },
  fault: { percent: fixed(100) },
  errorPages: { from: fixed('gateway') },
  redirect: { status: fixed(308) },
  observability: { accessLog: fixed('json'), prometheus: fixed(false), sampling: fixed(1) },
  network: { policy: fixed('none'), hubble: fixed(true), requests: fixed(false), mutualAuthentication: fixed(false) },
  mesh: { trustDomain: fixed('cluster.local') },
  socket: { csi: fixed('csi.spiffe.io'), path: fixed('/var/run/secrets/workload-spiffe-uds/socket') },
  secrets: { refresh: fixed('1h') },
  layout: fixed('single'),
  team: {
    namespace: derived('the name of the team'),
    auth: derived('all methods'),
    public: derived('none'),
    group: derived('the name of the team'),
  },
  delivery: {
    tool: fixed('kustomize'),
    path: fixed(OUTPUT),
    revision: fixed('main'),
    namespace: dependent(DELIVERY_NAMESPACE, `${DELIVERY_NAMESPACE.argocd} or ${DELIVERY_NAMESPACE.flux}, by the tool`),
    install: fixed(true),
    teams: fixed('applications'),
  },
  streams: { port: fixed(443) },
  output: fixed(OUTPUT),
} as const;

/** A description that ends with the default: `Timeout of one check (default: 2s).` `text` has no full stop. */
export const withDefault = (text: string, { words }: Fixed<unknown> | Dependent<unknown>): string =>
  `${text} (default: ${words}).`;
