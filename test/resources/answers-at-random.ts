// Random answers with every kind of authentication, limits, retries, health checks and protocols.
import fc from 'fast-check';

const METHODS = {
  customers: {
    type: 'jwt',
    issuer: 'https://a.example.com/',
    jwks: 'https://a.example.com/j',
    audiences: ['api'],
    claims: { sub: 'x-sub' },
  },
  staff: {
    type: 'jwt',
    issuer: 'https://b.example.com/',
    jwks: 'https://b.example.com/j',
    audiences: ['api'],
    claims: { sub: 'x-staff' },
  },
  header: { type: 'apiKey', secret: 'k1', clients: ['acme', 'globex'] },
  query: { type: 'apiKey', query: 'api_key', secret: 'k2', clients: ['one'] },
  cookie: { type: 'apiKey', cookie: 'key', secret: 'k3', clients: ['two'] },
  portal: { type: 'oidc', issuer: 'https://c.example.com/', clientID: 'c', clientSecret: 's' },
  authz: { type: 'extAuth', grpc: 'authz.other:9001' },
  hook: { type: 'extAuth', http: 'http://authz:8080/check', headersToBackend: ['x-user'] },
  basic: { type: 'basic', secret: 'users' },
};
const lists = [
  ['customers'],
  ['staff', 'customers'],
  ['header'],
  ['customers', 'header'],
  ['query', 'basic', 'portal'],
  ['cookie', 'customers'],
  ['authz'],
  ['hook', 'header'],
  ['customers', 'basic', 'query', 'header', 'cookie'],
  ['portal', 'staff', 'cookie'],
  ['portal'],
  ['basic'],
  'none',
];

export const service = fc.record(
  {
    paths: fc.integer({ min: 1, max: 40 }),
    auth: fc.constantFrom(...lists),
    canary: fc.constantFrom(
      undefined,
      { backend: 'next:8080', weight: 10 },
      { backend: 'next:8080', weight: 0, header: 'x-canary: always' },
    ),
    rewrite: fc.constantFrom(undefined, '/', '/inner'),
    methods: fc.constantFrom(undefined, ['GET'], ['GET', 'POST', 'PUT', 'DELETE']),
    rateLimit: fc.constantFrom(undefined, 'none', '5/minute', ['5/minute', '100/hour'], {
      limits: '9/second',
      key: 'sourceIP',
    }),
    loadBalancing: fc.constantFrom(undefined, 'roundRobin', { consistentHash: { cookie: 'c' } }),
    healthCheck: fc.constantFrom(undefined, '/healthz', 'tcp', 'none'),
    retries: fc.constantFrom(undefined, 'idempotent', 'none'),
    protocol: fc.constantFrom(undefined, 'websocket', 'grpc'),
    public: fc.boolean(),
    backend: fc.constantFrom('svc:8080', 'other/svc:8080', 'https://api.example.org/v2'),
  },
  { requiredKeys: ['paths', 'auth', 'backend'] },
);

export const answersOf = (list: readonly Record<string, unknown>[], global: boolean, across: string): unknown => ({
  version: 1,
  hostname: 'api.example.com',
  tls: { selfSigned: true },
  services: list.map((s, i) => {
    const grpc = s.protocol === 'grpc';
    const paths = Array.from({ length: s.paths as number }, (_, p) => (grpc ? `/pkg${i}.Service${p}` : `/s${i}/p${p}`));
    const auth =
      grpc && (JSON.stringify(s.auth).includes('query') || JSON.stringify(s.auth).includes('cookie')) ? 'none' : s.auth;
    const drop = grpc ? ['rewrite', 'methods', 'public', 'healthCheck'] : [];
    const canary = String(s.backend).startsWith('https') ? undefined : s.canary;
    const backend = grpc && String(s.backend).startsWith('https') ? 'svc:8080' : s.backend;
    const kept = Object.fromEntries(
      Object.entries({ ...s, canary }).filter(([k, v]) => v !== undefined && !drop.includes(k)),
    );
    return {
      ...kept,
      name: `s${i}`,
      backend,
      auth,
      paths,
      public: s.public && !grpc && auth !== 'none' ? [`${paths[0]}/open`] : [],
    };
  }),
  auth: { methods: METHODS },
  rateLimit: global
    ? { scope: 'global', across, limits: '100/minute', redis: { deploy: true }, onFailure: 'closed' }
    : { scope: 'local', limits: '100/minute' },
  cors: { origins: ['https://app.example.com'] },
});
