// The changes of the suite `changes`: services before and after, and the methods that they use.

export const NAME = 'moves';
export const NAMESPACE = 'case-moves';
export const HOST = 'moves.example.com';
const jwt = {
  type: 'jwt',
  issuer: 'https://auth.example.com/',
  jwks: 'https://auth.example.com/jwks.json',
  audiences: ['api'],
  claims: { sub: 'x-jwt-claim-sub' },
};
const METHODS = {
  customers: jwt,
  clients: jwt,
  keys: { type: 'apiKey', header: 'X-API-Key', secret: 'moves-keys', clients: ['acme'] },
  people: { type: 'basic', secret: 'moves-people' },
  custom: { type: 'extAuth', grpc: 'authz:9001', headers: ['x-lab-token'] },
};
export const SECRETS = {
  secrets: { 'moves-keys': { acme: 'random' }, 'moves-people': { '.htpasswd': { htpasswd: ['ann'] } } },
  tokens: { good: { aud: 'api', scope: 'read' } },
};

const service = (name, auth, more = {}) => ({ name, path: '/guarded', backend: 'guarded:8080', auth, ...more });
const other = { name: 'other', path: '/other', backend: 'other:8080', auth: 'customers' };

export const answersOf = (services) => {
  const used = [...new Set(services.flatMap((s) => s.auth).filter((a) => a !== 'none'))];
  return {
    version: 1,
    hostname: HOST,
    gateway: { name: NAME, namespace: NAMESPACE },
    tls: { selfSigned: true },
    traffic: { peakRequestsPerSecond: 20, p95Latency: '100ms', clientsBehind: 'direct' },
    services,
    auth: { methods: Object.fromEntries(used.map((name) => [name, METHODS[name]])) },
  };
};

const open = { publicReason: 'a test' };
const own = { allow: { scopes: ['read'] }, canary: { backend: 'fresh:8080', weight: 10 } };
/** What changes, the services before and after, and what the clients show. `gone`: paths that answer 404 once pruned. */
export const CHANGES = [
  {
    what: 'a service is renamed',
    from: [service('guarded', 'customers'), other],
    to: [service('renamed', 'customers'), other],
    show: ['token'],
  },
  {
    what: 'a service with scopes and a canary is renamed',
    from: [service('guarded', 'customers', own), other],
    to: [service('renamed', 'customers', own), other],
    show: ['token'],
  },
  {
    what: 'a service with keys is renamed',
    from: [service('guarded', 'keys')],
    to: [service('renamed', 'keys')],
    show: ['key'],
  },
  {
    what: 'a service with passwords is renamed',
    from: [service('guarded', 'people')],
    to: [service('renamed', 'people')],
    show: ['basic'],
  },
  {
    what: 'a service with an authorizer is renamed',
    from: [service('guarded', 'custom')],
    to: [service('renamed', 'custom')],
    show: ['lab'],
  },
  {
    what: 'keys go, tokens stay',
    from: [service('guarded', ['customers', 'keys'])],
    to: [service('guarded', 'customers')],
    show: ['token'],
  },
  {
    what: 'keys go, tokens stay, and clients show both',
    from: [service('guarded', ['customers', 'keys'])],
    to: [service('guarded', 'customers')],
    show: ['token', 'key'],
  },
  {
    what: 'keys come beside tokens',
    from: [service('guarded', 'customers')],
    to: [service('guarded', ['customers', 'keys'])],
    show: ['token'],
  },
  {
    what: 'tokens give way to keys',
    from: [service('guarded', 'customers')],
    to: [service('guarded', 'keys')],
    show: ['token', 'key'],
    // Open connections have no filter for keys yet (1 of 83,793 requests got 403).
    newProvider: true,
  },
  {
    what: 'keys give way to tokens',
    from: [service('guarded', 'keys')],
    to: [service('guarded', 'customers')],
    show: ['token', 'key'],
    newProvider: true,
  },
  {
    what: 'keys give way to an authorizer',
    from: [service('guarded', 'keys')],
    to: [service('guarded', 'custom')],
    show: ['lab', 'key'],
    newProvider: true,
  },
  {
    what: 'an authorizer gives way to keys',
    from: [service('guarded', 'custom')],
    to: [service('guarded', 'keys')],
    show: ['lab', 'key'],
    newProvider: true,
    routesFirst: true,
  },
  {
    what: 'a method is renamed',
    from: [service('guarded', 'customers')],
    to: [service('guarded', 'clients')],
    show: ['token'],
    newProvider: true,
  },
  {
    what: 'a service becomes public',
    from: [service('guarded', 'customers')],
    to: [service('guarded', 'none', open)],
    show: ['token'],
  },
  {
    what: 'a public service asks for tokens',
    from: [service('guarded', 'none', open)],
    to: [service('guarded', 'customers')],
    show: ['token'],
    newProvider: true,
  },
  {
    what: 'maintenance begins and ends',
    from: [service('guarded', 'customers'), other],
    to: [service('guarded', 'customers', { maintenance: { retryAfter: '5m' } }), other],
    show: ['token'],
    paused: '/guarded',
  },
  {
    what: 'a service is removed',
    from: [service('guarded', 'customers'), other],
    to: [other],
    show: ['token'],
    gone: ['/guarded'],
  },
  {
    what: 'the only service with scopes is removed',
    from: [service('guarded', 'customers', own), other],
    to: [other],
    show: ['token'],
    gone: ['/guarded'],
  },
];
/** What the core of the lab runs; the others with EG_LAB_ALL=1. */
export const CORE =
  /^a (?:service|method) is renamed$|with (?:keys|an authorizer) is renamed$|^keys go, tokens stay$|becomes public|^a service is removed$|^tokens give/;
