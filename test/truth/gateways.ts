import fc from 'fast-check';

/** Every method that a request can be given credentials for here; tokens are minted by the lab's provider. */
const METHODS = {
  customers: {
    type: 'jwt',
    issuer: 'https://auth.example.com/',
    jwks: 'https://auth.example.com/jwks.json',
    audiences: ['api'],
    claims: { sub: 'x-customer' },
  },
  staff: {
    type: 'jwt',
    issuer: 'https://login.example.com/',
    jwks: 'https://login.example.com/jwks.json',
    audiences: ['api', 'desk'],
    claims: { sub: 'x-staff' },
  },
  header: { type: 'apiKey', secret: 'header-keys', clients: ['acme', 'globex'] },
  query: { type: 'apiKey', query: 'api_key', secret: 'query-keys', clients: ['one'] },
  cookie: { type: 'apiKey', cookie: 'key', secret: 'cookie-keys', clients: ['two'] },
  portal: { type: 'oidc', issuer: 'https://login.example.com/', clientID: 'truth', clientSecret: 'portal' },
  authz: { type: 'extAuth', grpc: 'authz:9001', headers: ['x-lab-token'] },
  basic: { type: 'basic', secret: 'people' },
};
/** The Secrets that the methods name, as the lab makes them. */
export const SECRETS = {
  'header-keys': { acme: 'random', globex: 'random' },
  'query-keys': { one: 'random' },
  'cookie-keys': { two: 'random' },
  portal: { 'client-secret': 'random' },
  people: { '.htpasswd': { htpasswd: ['ann'] } },
};
/** Tokens by name; `valid` says for which methods, and the rest what predictions need. */
export const TOKENS: Record<string, { claims: Record<string, unknown>; validFor: string[]; scopes: string[] }> = {
  customer: { claims: { aud: 'api', sub: 'carol' }, validFor: ['customers'], scopes: [] },
  reader: { claims: { aud: 'api', sub: 'rita', scope: 'read' }, validFor: ['customers'], scopes: ['read'] },
  desk: {
    claims: { iss: 'https://login.example.com/', aud: 'desk', sub: 'dora', scope: 'read write' },
    validFor: ['staff'],
    scopes: ['read', 'write'],
  },
  expired: { claims: { aud: 'api', exp_in: -600 }, validFor: [], scopes: [] },
  unsigned: { claims: { aud: 'api', sign: 'none' }, validFor: [], scopes: [] },
  forged: { claims: { aud: 'api', sign: 'wrong' }, validFor: [], scopes: [] },
  foreign: { claims: { aud: 'api', iss: 'https://evil.example.com/' }, validFor: [], scopes: [] },
};

const LISTS = [
  ['customers'],
  ['staff', 'customers'],
  ['header'],
  ['customers', 'header'],
  ['query', 'basic'],
  ['cookie', 'customers'],
  ['basic', 'header'],
  ['authz', 'header'],
  ['portal', 'customers', 'cookie'],
  ['customers', 'basic', 'query', 'header', 'cookie'],
  ['authz'],
  ['portal'],
  ['basic'],
  ['none'],
];
const PATHS = ['/a', '/a/b', '/a/b/c', '/v1/users', '/v1/users/admin', '/v2', '/x-y'];

const service = fc.record({
  path: fc.constantFrom(...PATHS),
  auth: fc.constantFrom(...LISTS),
  scope: fc.boolean(),
  canary: fc.constantFrom(undefined, 0, 30, 100),
  canaryHeader: fc.boolean(),
  rewrite: fc.constantFrom(undefined, '/', '/inner/x'),
  methods: fc.constantFrom(undefined, ['GET'], ['POST', 'GET']),
  open: fc.boolean(),
  version: fc.constantFrom(undefined, '2'),
});
type Service = typeof service extends fc.Arbitrary<infer T> ? T : never;

const serviceAnswer = (s: Service, i: number): Record<string, unknown> => {
  const isPublic = s.auth[0] === 'none';
  const scoped = s.scope && s.auth.every((m) => m === 'customers' || m === 'staff');
  return {
    name: `s${i}`,
    path: s.path,
    backend: `s${i}:8080`,
    auth: s.auth,
    ...(scoped ? { allow: { scopes: ['read'] } } : {}),
    ...(s.canary === undefined
      ? {}
      : {
          canary: {
            backend: `s${i}-next:8080`,
            weight: s.canary,
            ...(s.canaryHeader ? { header: 'x-canary: always' } : {}),
          },
        }),
    ...(s.rewrite === undefined ? {} : { rewrite: s.rewrite }),
    ...(s.methods === undefined ? {} : { methods: s.methods }),
    ...(s.open && !isPublic ? { public: [`${s.path}/open`] } : {}),
    ...(s.version === undefined ? {} : { headers: { 'x-version': s.version } }),
  };
};

/** Answers of a small gateway; `place` is where it goes. Services that would take the same requests are left out. */
export const gateway = (place: { hostname: string; name: string; namespace: string }): fc.Arbitrary<object> =>
  fc
    .uniqueArray(service, {
      minLength: 1,
      maxLength: 4,
      selector: (s) => `${s.path} ${s.version}`,
    })
    .map((list) => {
      const used = new Set(list.flatMap((s) => s.auth));
      return {
        version: 1,
        hostname: place.hostname,
        gateway: { name: place.name, namespace: place.namespace },
        tls: { selfSigned: true },
        traffic: { peakRequestsPerSecond: 20, p95Latency: '100ms', clientsBehind: 'direct' },
        services: list.map(serviceAnswer),
        ...(used.size === 1 && used.has('none')
          ? {}
          : { auth: { methods: Object.fromEntries(Object.entries(METHODS).filter(([m]) => used.has(m))) } }),
      };
    });

/** One request, by what it shows; values of credentials are filled in where it is sent. */
export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly version: boolean;
  readonly canary: boolean;
  readonly forged: boolean;
  readonly token: string | undefined;
  readonly headerKey: string | undefined;
  readonly queryKey: string | undefined;
  readonly cookieKey: string | undefined;
  readonly basic: boolean | undefined;
  readonly authorizer: boolean;
}

const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 1 });

/** Requests to paths of services, below and beside them, with every kind of right and wrong credentials. */
export const asks: fc.Arbitrary<Ask[]> = fc.array(
  fc.record({
    method: fc.constantFrom('GET', 'GET', 'POST', 'DELETE'),
    path: fc
      .tuple(fc.constantFrom(...PATHS, '/'), fc.constantFrom('', '', '/open', '/open/x', '/more', 'x'))
      .map(([p, rest]) => (p === '/' ? `/nothing${rest}` : `${p}${rest}`)),
    version: fc.boolean(),
    canary: fc.boolean(),
    forged: fc.boolean(),
    token: seldom(fc.constantFrom(...Object.keys(TOKENS))),
    headerKey: seldom(fc.constantFrom('acme', 'globex', 'wrong')),
    queryKey: seldom(fc.constantFrom('one', 'wrong')),
    cookieKey: seldom(fc.constantFrom('two', 'wrong')),
    basic: seldom(fc.boolean()),
    authorizer: fc.boolean(),
  }),
  { minLength: 20, maxLength: 20 },
);
