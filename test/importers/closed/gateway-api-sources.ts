// Random Gateways, routes and policies, as a team may have written them.
import fc from 'fast-check';

type Tree = Record<string, unknown>;

const GATEWAY_API = 'gateway.networking.k8s.io';
const ENVOY = 'gateway.envoyproxy.io';
export const HOSTS = ['a.example.com', 'b.example.com', '*.example.com'];
export const PATHS = ['/', '/a', '/a/b', '/ab', '/a/', '/a/b/c'];
const PATTERNS = ['/a/[^/]+', '/(a|b)', '/a.*', '/[a-c]/b'];
const often = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.constantFrom(...others.flatMap(() => [usual, usual]), ...others);

/** Methods of SecurityPolicies; a policy has at most one of each kind. */
const METHODS: Readonly<Record<string, Tree>> = {
  jwt: { jwt: { providers: [provider('one')] } },
  jwtHeader: { jwt: { providers: [{ ...provider('one'), claimToHeaders: [{ claim: 'sub', header: 'x-sub' }] }] } },
  jwtTwo: { jwt: { providers: [provider('one'), provider('two')] } },
  jwtOptional: { jwt: { optional: true, providers: [provider('one')] } },
  jwtRecompute: {
    jwt: {
      providers: [{ ...provider('one'), recomputeRoute: true, claimToHeaders: [{ claim: 'tier', header: 'x-beta' }] }],
    },
  },
  jwtFailOpen: { jwt: { failOpen: true, providers: [provider('two')] } },
  keys: { apiKeyAuth: keysIn('x-api-key', 'partners') },
  keysTwo: { apiKeyAuth: keysIn('x-api-key', 'partners', 'internal') },
  keysOther: { apiKeyAuth: keysIn('x-key', 'internal') },
  users: { basicAuth: { users: { name: 'users' } } },
  staff: { basicAuth: { users: { name: 'staff' }, forwardUsernameHeader: 'x-user' } },
  ask: { extAuth: { http: { backendRefs: [{ name: 'authz', port: 8080 }] } } },
  askOpen: { extAuth: { failOpen: true, http: { backendRefs: [{ name: 'authz', port: 8080 }] } } },
  askGrpc: { extAuth: { grpc: { backendRefs: [{ name: 'authz', namespace: 'shop', port: 9000 }] } } },
  login: {
    oidc: {
      provider: { issuer: 'https://login.example.com' },
      clientID: 'app',
      clientSecret: { name: 'app' },
      redirectURL: 'https://a.example.com/oauth2/callback',
    },
  },
};
function provider(name: string): Tree {
  const issuer = `https://${name}.example.com`;
  return { name, issuer, audiences: ['api'], remoteJWKS: { uri: `${issuer}/jwks` } };
}
function keysIn(header: string, ...secrets: string[]): Tree {
  return {
    extractFrom: [{ headers: [header] }],
    credentialRefs: secrets.map((name) => ({ name })),
    forwardClientIDHeader: 'x-client',
    sanitize: true,
  };
}
const fieldOf = (key: string): string => Object.keys(METHODS[key]!)[0]!;

/** Rules of authorization. */
const RULES: Readonly<Record<string, Tree>> = {
  inside: { action: 'Allow', principal: { clientCIDRs: ['10.0.0.0/8'] } },
  outside: { action: 'Deny', principal: { clientCIDRs: ['203.0.113.0/24'] } },
  read: { action: 'Allow', principal: { jwt: { provider: 'one', scopes: ['read'] } } },
  readWrite: { action: 'Allow', principal: { jwt: { provider: 'one', scopes: ['read', 'write'] } } },
  role: {
    action: 'Allow',
    principal: { jwt: { provider: 'one', claims: [{ name: 'role', valueType: 'String', values: ['admin'] }] } },
  },
  group: {
    action: 'Allow',
    principal: {
      jwt: { provider: 'one', claims: [{ name: 'groups', valueType: 'StringArray', values: ['ops', 'dev'] }] },
    },
  },
  two: { action: 'Allow', principal: { jwt: { provider: 'two', scopes: ['read'] } } },
  insideRead: {
    action: 'Allow',
    principal: { clientCIDRs: ['10.0.0.0/8'], jwt: { provider: 'one', scopes: ['read'] } },
  },
  client: { action: 'Allow', principal: { headers: [{ name: 'x-client', values: ['alice'] }] } },
  header: { action: 'Allow', principal: { headers: [{ name: 'x-beta', values: ['yes'] }] } },
  get: { action: 'Allow', operation: { methods: ['GET'] } },
  noPost: { action: 'Deny', operation: { methods: ['POST'] } },
  path: { action: 'Allow', operation: { path: { type: 'PathPrefix', value: '/a' } } },
};

interface Security {
  readonly methods: readonly string[];
  readonly rules: readonly string[];
  readonly hasAuthorization: boolean;
  readonly defaultAction: 'Allow' | 'Deny' | undefined;
  readonly cors: boolean;
}
/** An explicit opt-out from the policy of a Gateway, the most usual methods, or anything. */
const security: fc.Arbitrary<Security> = fc.oneof(
  fc.constant<Security>({ methods: [], rules: [], hasAuthorization: true, defaultAction: 'Allow', cors: false }),
  fc
    .constantFrom('jwt', 'users', 'keysOther')
    .map(
      (m): Security => ({ methods: [m], rules: [], hasAuthorization: false, defaultAction: undefined, cors: false }),
    ),
  anySecurity(),
);
function anySecurity(): fc.Arbitrary<Security> {
  return fc.record({
    methods: fc
      .subarray(Object.keys(METHODS), { maxLength: 2 })
      .map((list) => list.filter((k, i) => list.findIndex((x) => fieldOf(x) === fieldOf(k)) === i)),
    rules: fc
      .subarray(Object.keys(RULES), { maxLength: 2 })
      .chain((l) => fc.shuffledSubarray(l, { minLength: l.length })),
    hasAuthorization: fc.boolean(),
    defaultAction: fc.constantFrom('Allow', 'Deny', undefined),
    cors: often(false, true),
  });
}
const specOf = ({ methods, rules, hasAuthorization, defaultAction, cors }: Security): Tree => ({
  ...Object.assign({}, ...methods.map((m) => METHODS[m])),
  ...(hasAuthorization && {
    authorization: { ...(defaultAction && { defaultAction }), rules: rules.map((r) => RULES[r]) },
  }),
  ...(cors && { cors: { allowOrigins: ['https://app.example.com'], allowMethods: ['GET', 'POST'] } }),
});

const match = fc.record({
  type: fc.constantFrom('PathPrefix', 'PathPrefix', 'PathPrefix', 'Exact', 'RegularExpression'),
  path: fc.constantFrom(...PATHS),
  pattern: fc.constantFrom(...PATTERNS),
  method: often(undefined, 'GET', 'POST'),
  headers: often<readonly Tree[]>(
    [],
    [{ name: 'x-beta', value: 'yes' }],
    [{ name: 'x-api-key', value: 'k' }],
    [{ name: 'x-beta', type: 'RegularExpression', value: 'y.*' }],
    [
      { name: 'x-beta', value: 'yes' },
      { name: 'x-more', value: '1' },
    ],
  ),
  query: often<readonly Tree[]>([], [], [{ name: 'q', value: '1' }]),
});
type Match = typeof match extends fc.Arbitrary<infer T> ? T : never;
const httpMatch = ({ type, path, pattern, method, headers, query }: Match): Tree => ({
  path: {
    type,
    value: type === 'RegularExpression' ? pattern : type === 'PathPrefix' ? path.replace(/(.)\/$/, '$1') : path,
  },
  ...(method && { method }),
  ...(headers.length > 0 && { headers }),
  ...(query.length > 0 && { queryParams: query }),
});
const grpcMatch = ({ type, path, headers }: Match): Tree => ({
  ...(path !== '/' && {
    method:
      type === 'RegularExpression'
        ? { type, service: 'a.*' }
        : { service: 'a', ...(path.startsWith('/a/') && { method: 'b' }) },
  }),
  ...(headers.length > 0 && { headers }),
});

const rule = fc.record({
  matches: fc.array(match, { maxLength: 2 }),
  action: often<string>('forward', 'redirect', 'redirectPath', 'respond', 'invalid', 'elsewhere', 'none'),
  filter: often<string>('', 'header', 'rewrite', 'rewriteFull', 'mirror', 'cors', 'timeout'),
  weighted: often(false, true),
});
const route = fc.record({
  kind: often('HTTPRoute', 'GRPCRoute'),
  namespace: often('shop', 'edge', 'other'),
  hosts: fc.subarray(HOSTS, { maxLength: 2 }),
  section: often<string | undefined>(undefined, 'https', 'wild', 'a', 'http', 'alt', 'missing'),
  rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
});
const policy = fc.record({
  of: security,
  on: fc.constantFrom('gateway', 'listener', 'route', 'route', 'route', 'rule', 'rule', 'selector'),
  route: fc.nat(2),
  rule: fc.nat(2),
  listener: fc.constantFrom('https', 'wild', 'a', 'http', 'alt', 'missing'),
  merge: often<string | undefined>(undefined, 'StrategicMerge', 'JSONMerge'),
});

const ofGateway = (method: string): typeof policy extends fc.Arbitrary<infer T> ? T : never => ({
  of: { methods: [method], rules: [], hasAuthorization: false, defaultAction: undefined, cors: false },
  on: 'gateway',
  route: 0,
  rule: 0,
  listener: 'https',
  merge: undefined,
});

export const sources = fc.record({
  listeners: fc.subarray(['https', 'wild', 'a', 'http', 'alt'], { minLength: 1 }),
  from: often('All', 'Same'),
  routes: fc.array(route, { minLength: 1, maxLength: 3 }),
  policies: fc
    .tuple(fc.constantFrom([], [ofGateway('jwt')], [ofGateway('users')]), fc.array(policy, { maxLength: 4 }))
    .map(([first, more]) => [...first, ...more]),
  granted: fc.boolean(),
  limit: often<string | undefined>(undefined, 'gateway', 'route'),
  ages: fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 9 }),
});
export type Source = typeof sources extends fc.Arbitrary<infer T> ? T : never;

const LISTENERS: Readonly<Record<string, Tree>> = {
  https: { port: 443, protocol: 'HTTPS' },
  wild: { port: 443, protocol: 'HTTPS', hostname: '*.example.com' },
  a: { port: 443, protocol: 'HTTPS', hostname: 'a.example.com' },
  http: { port: 80, protocol: 'HTTP' },
  alt: { port: 8443, protocol: 'HTTPS' },
};

const meta = (name: string, namespace: string, age = 1): Tree => ({
  name,
  namespace,
  creationTimestamp: `2024-01-0${age}T00:00:00Z`,
});

type Route = Source['routes'][number];
const httpRule = (r: Route['rules'][number], i: number, isGrpc: boolean): Tree => {
  const to = (name: string, more: Tree = {}): Tree => ({ name, port: 8080, ...more });
  const filters: Tree[] = [];
  if (r.filter === 'header')
    filters.push({ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x-set', value: '1' }] } });
  const rewrite = (path: Tree): Tree => ({ type: 'URLRewrite', urlRewrite: { path } });
  if (!isGrpc && !r.action.startsWith('redirect')) {
    if (r.filter === 'rewrite') filters.push(rewrite({ type: 'ReplacePrefixMatch', replacePrefixMatch: '/v1' }));
    if (r.filter === 'rewriteFull') filters.push(rewrite({ type: 'ReplaceFullPath', replaceFullPath: '/v1' }));
  }
  if (r.filter === 'mirror') filters.push({ type: 'RequestMirror', requestMirror: { backendRef: to('copy') } });
  if (!isGrpc && r.filter === 'cors')
    filters.push({ type: 'CORS', cors: { allowOrigins: ['https://app.example.com'], allowMethods: ['GET'] } });
  if (!isGrpc && r.action === 'redirect')
    filters.push({ type: 'RequestRedirect', requestRedirect: { hostname: 'new.example.com', statusCode: 301 } });
  if (!isGrpc && r.action === 'redirectPath')
    filters.push({
      type: 'RequestRedirect',
      requestRedirect: { path: { type: 'ReplaceFullPath', replaceFullPath: '/new' }, statusCode: 302 },
    });
  if (r.action === 'respond')
    filters.push({ type: 'ExtensionRef', extensionRef: { group: ENVOY, kind: 'HTTPRouteFilter', name: 'deny' } });
  const hasBackend = r.action === 'forward' || r.action === 'elsewhere' || r.action === 'invalid' || isGrpc;
  const first =
    r.action === 'elsewhere' ? to(`s${i}`, { namespace: 'hidden' })
    : r.action === 'invalid' ? { group: 'example.com', kind: 'Bucket', name: 'files' }
    : to(`s${i}`); // biome-ignore format: a table
  return {
    name: `r${i}`,
    ...(r.matches.length > 0 && { matches: r.matches.map(isGrpc ? grpcMatch : httpMatch) }),
    ...(filters.length > 0 && { filters }),
    ...(!isGrpc && r.filter === 'timeout' && { timeouts: { request: '7s' } }),
    ...(hasBackend && {
      backendRefs: r.weighted
        ? [
            { ...first, weight: 90 },
            { ...to(`t${i}`), weight: 10 },
          ]
        : [first],
    }),
  };
};

const targetOf = (p: Source['policies'][number], { routes }: Source): { namespace: string; target: Tree } => {
  const gateway = { group: GATEWAY_API, kind: 'Gateway', name: 'main' };
  if (p.on === 'gateway') return { namespace: 'edge', target: { targetRefs: [gateway] } };
  if (p.on === 'listener')
    return { namespace: 'edge', target: { targetRefs: [{ ...gateway, sectionName: p.listener }] } };
  const index = p.route % routes.length;
  const { kind, namespace, rules } = routes[index]!;
  if (p.on === 'selector')
    return {
      namespace,
      target: { targetSelectors: [{ group: GATEWAY_API, kind, matchLabels: { app: `r${index}` } }] },
    };
  const ref = { group: GATEWAY_API, kind, name: `r${index}` };
  return {
    namespace,
    target: { targetRefs: [p.on === 'rule' ? { ...ref, sectionName: `r${p.rule % rules.length}` } : ref] },
  };
};

/** The objects of a source. */
export const objectsOf = (source: Source): Tree[] => {
  const { listeners, from, routes, policies, granted, limit, ages } = source;
  return [
    {
      apiVersion: `${GATEWAY_API}/v1`,
      kind: 'GatewayClass',
      metadata: { name: 'eg' },
      spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
    },
    {
      apiVersion: `${GATEWAY_API}/v1`,
      kind: 'Gateway',
      metadata: meta('main', 'edge'),
      spec: {
        gatewayClassName: 'eg',
        listeners: listeners.map((name) => ({
          name,
          ...LISTENERS[name],
          ...(LISTENERS[name]!.protocol === 'HTTPS' && { tls: { mode: 'Terminate', certificateRefs: [{ name }] } }),
          allowedRoutes: { namespaces: { from } },
        })),
      },
    },
    ...routes.map((r, i) => ({
      apiVersion: `${GATEWAY_API}/v1`,
      kind: r.kind,
      metadata: { ...meta(`r${i}`, r.namespace, ages[i]), labels: { app: `r${i}` } },
      spec: {
        parentRefs: [{ name: 'main', namespace: 'edge', ...(r.section && { sectionName: r.section }) }],
        ...(r.hosts.length > 0 && { hostnames: r.hosts }),
        rules: r.rules.map((one, k) => httpRule(one, k, r.kind === 'GRPCRoute')),
      },
    })),
    ...[...new Set(routes.map((r) => r.namespace))].map((namespace) => ({
      apiVersion: `${ENVOY}/v1alpha1`,
      kind: 'HTTPRouteFilter',
      metadata: meta('deny', namespace),
      spec: { directResponse: { statusCode: 403, body: { type: 'Inline', inline: 'no' } } },
    })),
    ...policies.map((p, i) => {
      const { namespace, target } = targetOf(p, source);
      const isMerged = p.merge && p.on !== 'gateway';
      return {
        apiVersion: `${ENVOY}/v1alpha1`,
        kind: 'SecurityPolicy',
        metadata: meta(`p${i}`, namespace, ages[3 + i]),
        spec: { ...target, ...(isMerged && { mergeType: p.merge }), ...specOf(p.of) },
      };
    }),
    ...(granted
      ? ['shop', 'edge', 'other'].flatMap((namespace) =>
          ['hidden', 'shop'].map((to) => ({
            apiVersion: `${GATEWAY_API}/v1beta1`,
            kind: 'ReferenceGrant',
            metadata: meta(`from-${namespace}`, to),
            spec: {
              from: ['HTTPRoute', 'GRPCRoute', 'SecurityPolicy'].map((kind) => ({
                group: kind === 'SecurityPolicy' ? ENVOY : GATEWAY_API,
                kind,
                namespace,
              })),
              to: [{ group: '', kind: 'Service' }],
            },
          })),
        )
      : []),
    ...(limit
      ? [
          {
            apiVersion: `${ENVOY}/v1alpha1`,
            kind: 'BackendTrafficPolicy',
            metadata: meta('limit', limit === 'gateway' ? 'edge' : routes[0]!.namespace),
            spec: {
              targetRefs: [
                limit === 'gateway'
                  ? { group: GATEWAY_API, kind: 'Gateway', name: 'main' }
                  : { group: GATEWAY_API, kind: routes[0]!.kind, name: 'r0' },
              ],
              rateLimit: { type: 'Local', local: { rules: [{ limit: { requests: 10, unit: 'Minute' } }] } },
            },
          },
        ]
      : []),
  ];
};
