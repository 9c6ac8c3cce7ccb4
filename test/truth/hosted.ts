// Random answers that mix hosts, forms of paths, conditions and authentication.
import fc from 'fast-check';

/** Methods by name; what a policy that demands one is called in the reading of manifests is in `oracle.ts`. */
export const METHODS = {
  customers: { type: 'jwt', issuer: 'https://a.example.com/', jwks: 'https://a.example.com/j', audiences: ['api'] },
  staff: { type: 'jwt', issuer: 'https://b.example.com/', jwks: 'https://b.example.com/j', audiences: ['api'] },
  header: { type: 'apiKey', secret: 'k1', clients: ['acme'] },
  cookie: { type: 'apiKey', cookie: 'key', secret: 'k3', clients: ['two'] },
  query: { type: 'apiKey', query: 'api_key', secret: 'k2', clients: ['one'] },
  basic: { type: 'basic', secret: 'users' },
  portal: { type: 'oidc', issuer: 'https://c.example.com/', clientID: 'c', clientSecret: 's' },
  authz: { type: 'extAuth', grpc: 'authz.other:9001' },
} as const;
export type MethodName = keyof typeof METHODS;
export type Auth = 'none' | MethodName | MethodName[] | { all: MethodName[] } | { optional: MethodName | MethodName[] };

const AUTH: Auth[] = ['none', 'customers', 'header', 'basic', 'authz', ['customers', 'header'], ['staff', 'customers'], ['basic', 'cookie', 'customers'], { all: ['customers', 'header'] }, { all: ['basic', 'cookie'] }, { all: ['customers', 'authz'] }, { optional: 'customers' }, { optional: ['customers', 'header'] }, { optional: ['cookie', 'basic'] }, ['portal', 'customers']]; // biome-ignore format: a table
const PLACES = ['/', '/p', '/p/q', '/p/q/r', 'exact:/p', 'exact:/p/q', 'exact:/p/7', '/p/{id}', '/p/{id}/q', '/t/{id}', '/{tenant}/q', 'regex:/p/[0-9]+', 'regex:/t/[a-z]+', '/t']; // biome-ignore format: a table
const GATEWAYS: Record<string, unknown>[] = [
  { hostname: 'a.example.com' },
  { hostname: 'a.example.com', hostnames: ['b.example.com', 'shop.example.org'] },
  { hostname: 'a.example.com', hostnames: ['*.example.com'] },
  { hostnames: ['*.example.com', 'example.com'] },
  { hostnames: ['*.example.com', '*.y.example.com', 'b.example.com'] },
  { hostname: 'a.example.com', hostnames: ['*', '*.example.com'], anyHostReason: 'test' },
  {
    hostnames: [
      { hostname: '*.example.com', secret: 'w' },
      { hostname: 'b.example.com', secret: 'b' },
    ],
  },
  {},
];
const NAMES = ['a.example.com', 'b.example.com', '*.example.com', 'x.y.example.com', '*.y.example.com', 'shop.example.org']; // biome-ignore format: a list

export interface HostedService {
  readonly name: string;
  readonly paths: string[];
  readonly hostnames?: string[];
  readonly auth: Auth;
  readonly public?: string[];
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly methods?: string[];
  readonly maintenance?: boolean;
  readonly plainHttp?: string;
  readonly canary?: { backend: string };
}
export interface HostedAnswers {
  readonly hostname?: string;
  readonly hostnames?: (string | { hostname: string })[];
  readonly services: HostedService[];
  readonly redirects?: { from: string; to: string }[];
  readonly responses?: { path: string; status: number; auth: Auth }[];
}

const seldom = <T>(...values: T[]): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...values) });

const service = fc.record({
  paths: fc.uniqueArray(fc.constantFrom(...PLACES), { minLength: 1, maxLength: 2 }),
  hosts: fc.nat(7),
  auth: fc.constantFrom(...AUTH),
  open: seldom('prefix', 'exact'),
  headers: seldom({ 'x-v': '2' }),
  query: seldom({ v: '2' }),
  methods: seldom(['GET'], ['POST']),
  maintenance: seldom(true),
  plainHttp: seldom('old devices'),
  canary: seldom(
    { backend: 'next:8080', weight: 10 },
    { backend: 'next:8080', weight: 10, header: 'x-canary: always' },
  ),

  mirror: seldom('copy:8080'),
});

export const hosted: fc.Arbitrary<HostedAnswers> = fc
  .record({
    gateway: fc.constantFrom(...GATEWAYS),
    list: fc.array(service, { minLength: 1, maxLength: 4 }),
    redirects: seldom([{ from: '/old', to: '/p' }], [{ from: 'exact:/old', to: 'https://shop.example.org/new' }]),
    responses: seldom([{ path: '/gone', status: 410, auth: 'none' }], [{ path: 'exact:/gone', status: 410, auth: 'customers' }]), // biome-ignore format: one line
    extra: fc.boolean(),
  })
  .map(({ gateway, list, redirects, responses, extra }) => {
    const listed = [
      gateway.hostname,
      ...((gateway.hostnames ?? []) as (string | { hostname: string })[]).map((h) =>
        typeof h === 'string' ? h : h.hostname,
      ),
    ].filter((h) => h !== undefined && h !== '*');
    const below = listed.includes('*.example.com') ? ['x.y.example.com'] : [];
    const names = listed.length === 0 ? NAMES : [...listed, ...below];
    const services = list.map(({ open, hosts, plainHttp, ...s }, i) => {
      const hostnames =
        listed.length > 0 && hosts < 3
          ? undefined
          : hosts < 6
            ? [names[hosts % names.length]]
            : [...new Set([names[hosts % names.length], names[0]])];
      const [first] = s.paths;
      const at = first!.startsWith('/') && !first!.includes('{') && first !== '/' ? first! : undefined;
      const kept = Object.fromEntries(Object.entries(s).filter(([, v]) => v !== undefined));
      return {
        ...kept,
        name: `s${i}`,
        backend: `s${i}:8080`,
        ...(hostnames && { hostnames }),
        ...(s.auth === 'none' && !s.paths.includes('/') && plainHttp && { plainHttp }),
        ...(open && at && s.auth !== 'none' && { public: [open === 'prefix' ? `${at}/q` : `exact:${at}/q`] }),
      };
    });
    const all = [...(services as unknown as { auth: unknown }[]), ...(responses ?? [])].flatMap(({ auth }) => (auth === 'none' ? [] : typeof auth === 'string' ? [auth] : Array.isArray(auth) ? auth : 'all' in (auth as object) ? (auth as { all: string[] }).all : [(auth as { optional: string[] }).optional].flat())); // biome-ignore format: one line
    const used = Object.fromEntries(Object.entries(METHODS).filter(([m]) => all.includes(m)));
    return {
      version: 1,
      tls: { secret: 't' },
      ...gateway,
      traffic: { peakRequestsPerSecond: 20, p95Latency: '100ms', clientsBehind: 'direct' },
      services,
      ...(redirects && { redirects }),
      ...(responses && { responses }),
      ...(extra && { cors: { origins: ['https://app.example.com'] }, rateLimit: { limits: '100/minute' } }),
      ...(Object.keys(used).length > 0 && { auth: { methods: used } }),
    } as unknown as HostedAnswers;
  });
