// Each finding about behaviour: manifests that have the fault, and the same without it.
import { expect, test } from 'vitest';
import type { accessFindings } from '../../src/diagnostics/findings/access-findings.ts';
import type { bodiesFindings } from '../../src/diagnostics/findings/bodies-findings.ts';
import type { corsFindings } from '../../src/diagnostics/findings/cors-findings.ts';
import type { credentialFindings } from '../../src/diagnostics/findings/credential-findings.ts';
import type { extensionFindings } from '../../src/diagnostics/findings/extension-findings.ts';
import type { hostFindings } from '../../src/diagnostics/findings/host-findings.ts';
import type { limitFindings } from '../../src/diagnostics/findings/limit-findings.ts';
import type { listenerFindings } from '../../src/diagnostics/findings/listener-findings.ts';
import type { sharingFindings } from '../../src/diagnostics/findings/sharing-findings.ts';
import type { trafficFindings } from '../../src/diagnostics/findings/traffic-findings.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { checkBehaviour } from './found.ts';

type Spec = Record<string, unknown>;
const of = (apiVersion: string, kind: string, name: string, spec: Spec): KubernetesObject =>
  ({ apiVersion, kind, metadata: { name, namespace: 'edge' }, spec }) as KubernetesObject;
const gatewayApi = (kind: string, name: string, spec: Spec) => of('gateway.networking.k8s.io/v1', kind, name, spec);
const envoy = (kind: string, name: string, spec: Spec) => of('gateway.envoyproxy.io/v1alpha1', kind, name, spec);

const HTTP = { name: 'http', port: 80, protocol: 'HTTP', hostname: 'api.example.com' };
const HTTPS = { name: 'https', port: 443, protocol: 'HTTPS', hostname: 'api.example.com' };
const gateway = (...listeners: Spec[]) => gatewayApi('Gateway', 'edge', { listeners });
const backendRefs = [{ name: 'app', port: 8080 }];
const rule = (more: Spec = {}) => ({ matches: [{ path: { value: '/a' } }], backendRefs, ...more });
const route = (rules: Spec[] = [rule()], name = 'app', sectionName = 'https') =>
  gatewayApi('HTTPRoute', name, { parentRefs: [{ name: 'edge', sectionName }], rules });
/** A route for one host, or for every host of the listener. */
const ofHost = (name: string, value: string, hostname?: string) =>
  gatewayApi('HTTPRoute', name, {
    parentRefs: [{ name: 'edge', sectionName: 'https' }],
    ...(hostname && { hostnames: [hostname] }),
    rules: [rule({ matches: [{ path: { value } }] })],
  });
const ANY = { ...HTTPS, hostname: '*.example.com' };
const at = (kind: string, name: string, sectionName?: string) => ({
  targetRefs: [{ group: 'gateway.networking.k8s.io', kind, name, ...(sectionName && { sectionName }) }],
});
const security = (spec: Spec, target = at('HTTPRoute', 'app'), name = 'app') =>
  envoy('SecurityPolicy', name, { ...target, ...spec });
const traffic = (spec: Spec) => envoy('BackendTrafficPolicy', 'app', { ...at('HTTPRoute', 'app'), ...spec });
const ofListener = (spec: Spec) =>
  envoy('BackendTrafficPolicy', 'https', { ...at('Gateway', 'edge', 'https'), ...spec });
const ofCalls = (spec: Spec) => envoy('BackendTrafficPolicy', 'calls', { ...at('GRPCRoute', 'calls'), ...spec });
const calls = () =>
  gatewayApi('GRPCRoute', 'calls', {
    parentRefs: [{ name: 'edge', sectionName: 'https' }],
    rules: [{ matches: [{ method: { service: 'shop.Orders' } }], backendRefs }],
  });
const client = (spec: Spec) => envoy('ClientTrafficPolicy', 'edge', { ...at('Gateway', 'edge'), ...spec });
const PROVIDER = {
  name: 'users',
  issuer: 'https://auth.example.com/',
  audiences: ['api'],
  remoteJWKS: { uri: 'https://auth.example.com/jwks' },
  extractFrom: { headers: [{ name: 'Authorization', valuePrefix: 'Bearer ' }] },
};
const jwt = (more: Spec = {}) => ({ jwt: { providers: [{ ...PROVIDER, ...more }] } });
/** Only a token with this claim has access. */
const byClaim = (name: string) => ({
  defaultAction: 'Deny',
  rules: [{ action: 'Allow', principal: { jwt: { provider: PROVIDER.name, claims: [{ name, values: ['admin'] }] } } }],
});
const SHORT = { timeout: { http: { requestReceivedTimeout: '30s', streamIdleTimeout: '5m' } } };
const atRoot = (value: string, replacePrefixMatch: string) =>
  rule({
    matches: [{ path: { type: 'PathPrefix', value } }],
    filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch } } }],
  });
const ALLOW = { authorization: { defaultAction: 'Allow' } };
const DENY = { authorization: { defaultAction: 'Deny' } };
const EXP = {
  authorization: {
    defaultAction: 'Deny',
    rules: [{ action: 'Allow', cel: "'exp' in metadata.filter_metadata['envoy.filters.http.jwt_authn']['users']" }],
  },
};
const CORS = { allowOrigins: ['https://a.example.com'] };
const KEYS = { credentialRefs: [{ name: 'keys' }], extractFrom: [{ headers: ['X-Key'] }], sanitize: true };
const closed = security(DENY, at('Gateway', 'edge', 'https'), 'closed');
const catchAll = gatewayApi('HTTPRoute', 'all', {
  parentRefs: [{ name: 'edge', sectionName: 'https' }],
  rules: [{ matches: [{ path: { value: '/' } }], filters: [{ type: 'ExtensionRef' }] }],
});
const limit = (header: string, more: Spec = {}) =>
  traffic({
    rateLimit: {
      global: {
        rules: [
          {
            clientSelectors: [{ headers: [{ name: header, type: 'Distinct' }] }],
            limit: { requests: 9, unit: 'Minute' },
            shared: true,
            ...more,
          },
        ],
      },
    },
  });
const local = (more: Spec) =>
  traffic({ rateLimit: { local: { rules: [{ limit: { requests: 9, unit: 'Minute' }, ...more }] } } });
const LUA = [{ type: 'Inline', inline: 'function envoy_on_request(handle) end' }];
const extension = (spec: Spec) => envoy('EnvoyExtensionPolicy', 'app', { ...at('HTTPRoute', 'app'), ...spec });
const cidr = (value: string) => ({ sourceCIDR: { value } });
const external = (more: Spec = {}) =>
  envoy('Backend', 'pay', { endpoints: [{ fqdn: { hostname: 'pay.example.com', port: 443 } }], ...more });
const payRoute = () =>
  route([rule({ backendRefs: [{ group: 'gateway.envoyproxy.io', kind: 'Backend', name: 'pay' }] })]);
const payTls = (more: Spec) =>
  gatewayApi('BackendTLSPolicy', 'pay', {
    targetRefs: [{ group: 'gateway.envoyproxy.io', kind: 'Backend', name: 'pay', ...more }],
  });
const claims = { claimToHeaders: [{ claim: 'sub', header: 'x-sub' }] };
const removes = (...remove: string[]) => client({ headers: { earlyRequestHeaders: { remove } } });
const redirect = (statusCode?: number) =>
  route([{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode } }] }], 'go', 'http');
const header = (value: string) =>
  route([
    rule({ filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'x', value }] } }] }),
  ]);
const secret = (data: Spec) => ({ ...of('v1', 'Secret', 'keys', {}), data }) as KubernetesObject;
const weighted = (filters?: Spec[]) =>
  route([
    rule({
      backendRefs: [
        { name: 'a', port: 80, weight: 90, filters },
        { name: 'b', port: 80, weight: 10 },
      ],
    }),
  ]);
const hashed = traffic({ loadBalancer: { type: 'ConsistentHash' } });
const retry = (spec: Spec) => traffic({ retry: { retryOn: { triggers: ['connect-failure'] }, ...spec } });
const oidc = (redirectURL?: string) => security({ oidc: { provider: { issuer: 'https://login' }, redirectURL } });

const spare = envoy('Backend', 'spare', { fallback: true, endpoints: [{ fqdn: { hostname: 's', port: 80 } }] });
const turns = (own: Spec) =>
  route([rule({ backendRefs: [own, { group: 'gateway.envoyproxy.io', kind: 'Backend', name: 'spare' }] })]);

/** A route of another namespace at a Gateway that takes it; sharing.test.ts has the finer points. */
const shared = gateway({ ...HTTPS, allowedRoutes: { namespaces: { from: 'Selector', selector: {} } } });
const guest = (namespace: string, value: string): KubernetesObject => ({
  ...gatewayApi('HTTPRoute', 'guest', {
    parentRefs: [{ name: 'edge', namespace: 'edge', sectionName: 'https' }],
    rules: [rule({ matches: [{ path: { value } }] })],
  }),
  metadata: { name: 'guest', namespace },
});
const ofGuest = (spec: Spec): KubernetesObject => ({
  ...security(spec, at('HTTPRoute', 'guest')),
  metadata: { name: 'guest', namespace: 'a' },
});
const rootJwt = security(jwt(), at('Gateway', 'edge'), 'root');
const [admissionPolicy, binding] = [
  of('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'paths', {
    matchConstraints: {
      resourceRules: [
        { apiGroups: ['gateway.networking.k8s.io'], operations: ['CREATE', 'UPDATE'], resources: ['httproutes'] },
      ],
    },
  }),
  of('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', 'paths', {
    policyName: 'paths',
    validationActions: ['Deny'],
  }),
];

const CASES: Record<
  | keyof typeof accessFindings
  | keyof typeof bodiesFindings
  | keyof typeof corsFindings
  | keyof typeof credentialFindings
  | keyof typeof hostFindings
  | keyof typeof extensionFindings
  | keyof typeof limitFindings
  | keyof typeof listenerFindings
  | keyof typeof trafficFindings
  | keyof typeof sharingFindings,
  readonly [before: KubernetesObject[], after: KubernetesObject[], config?: unknown]
> = {
  FallbackLoadBalanced: [
    [turns({ name: 'app', port: 80 }), spare],
    [turns({ group: 'gateway.envoyproxy.io', kind: 'Backend', name: 'app-80' }), spare],
  ],
  CompressorIgnored: [
    [traffic({ compressor: [{ type: 'Gzip' }] }), route()],
    [traffic({ compressor: [{ type: 'Gzip', gzip: {} }] }), route()],
  ],
  RequestBufferOnStreams: [
    [ofListener({ requestBuffer: { limit: '1Mi' } }), gateway(HTTPS), calls()],
    [ofListener({ requestBuffer: { limit: '1Mi' } }), gateway(HTTPS), calls(), ofCalls({})],
  ],
  AccessLogOff: [
    [envoy('EnvoyProxy', 'p', { telemetry: { accessLog: { disable: true } } })],
    [envoy('EnvoyProxy', 'p', { telemetry: { accessLog: {} } })],
  ],
  AllMethodsRequired: [
    [security({ ...jwt(), apiKeyAuth: KEYS })],
    [security(jwt()), security({ apiKeyAuth: KEYS }, at('HTTPRoute', 'other'), 'other')],
  ],
  AllowedByHeaderAlone: [
    [security({ authorization: { rules: [{ action: 'Allow', cel: "request.headers['x'] == 'y'" }] } })],
    [security({ ...jwt(), authorization: { rules: [{ action: 'Allow', cel: "request.headers['x'] == 'y'" }] } })],
  ],
  AnonymousRoute: [
    [gateway(HTTPS), route()],
    [gateway(HTTPS), route(), security(ALLOW)],
  ],
  AnyHostname: [[gateway({ ...HTTPS, hostname: undefined })], [gateway(HTTPS)]],
  AnyOriginAllowed: [
    [security({ cors: { allowOrigins: ['*'] } })],
    [security({ cors: { allowOrigins: ['https://a.example.com'] } })],
  ],
  AuthenticationOptional: [[security({ jwt: { optional: true, providers: [PROVIDER] } })], [security(jwt())]],
  ClaimNeverMatches: [
    [security({ ...jwt(), authorization: byClaim('https://example.com/roles') })],
    [security({ ...jwt(), authorization: byClaim('realm_access.roles') })],
  ],
  AuthorizerFailsOpen: [[security({ extAuth: { failOpen: true } })], [security({ extAuth: { failOpen: false } })]],
  LimitPerMatch: [
    [route([rule(), rule()]), limit('x-sub', { shared: undefined })],
    [route([rule(), rule()]), limit('x-sub')],
  ],
  CallbackNotRouted: [
    [route(), oidc('https://api.example.com/oauth2/callback')],
    [route(), oidc('https://api.example.com/a/oauth2/callback')],
  ],
  CatchAllMissing: [
    [gateway(HTTPS), route(), closed],
    [gateway(HTTPS), route(), closed, catchAll],
  ],
  ClearTextBackend: [[external()], [external({ tls: { wellKnownCACertificates: 'System' } })]],
  ClearTextRoute: [
    [gateway(HTTP, HTTPS), route([rule()], 'app', 'http')],
    [gateway(HTTP, HTTPS), route()],
  ],
  EveryRequestTraced: [
    [envoy('EnvoyProxy', 'p', { telemetry: { tracing: {} } })],
    [envoy('EnvoyProxy', 'p', { telemetry: { tracing: { samplingRate: 5 } } })],
  ],
  ExtensionDisabled: [[envoy('Backend', 'b', {})], [], { extensionApis: { enableBackend: false } }],
  ForgeableLimitKey: [
    [gateway(HTTPS), route(), security(jwt(claims)), limit('x-tenant')],
    [gateway(HTTPS), route(), security(jwt(claims)), limit('x-sub')],
  ],
  HeaderWithPercent: [[header('100%')], [header('100%% %TLS_JA3_FINGERPRINT%')]],
  HttpsRedirectMissing: [[gateway(HTTP, HTTPS)], [gateway(HTTP, HTTPS), redirect(308)]],
  IdentityHeaderNotRemoved: [
    [gateway(HTTPS), route(), security(jwt(claims))],
    [gateway(HTTPS), route(), security(jwt(claims)), removes('X-Sub')],
  ],
  JwtWithoutAudience: [[security(jwt({ audiences: undefined }))], [security(jwt())]],
  JwtWithoutIssuer: [[security(jwt({ issuer: undefined }))], [security(jwt())]],
  ApiKeyForwarded: [[security({ apiKeyAuth: { ...KEYS, sanitize: undefined } })], [security({ apiKeyAuth: KEYS })]],
  LimitKeyMissing: [
    [gateway(HTTPS), route(), security(jwt()), limit('x-sub'), removes('x-sub')],
    [gateway(HTTPS), route(), security(jwt(claims)), limit('x-sub'), removes('x-sub')],
  ],
  PolicyDropsCors: [
    [gateway(HTTPS), route(), security(jwt()), security({ cors: CORS }, at('Gateway', 'edge'), 'root')],
    [
      gateway(HTTPS),
      route(),
      security({ mergeType: 'StrategicMerge', ...jwt() }),
      security({ cors: CORS }, at('Gateway', 'edge'), 'root'),
    ],
  ],
  PreflightNotRouted: [
    [
      gateway(HTTPS),
      route([rule({ matches: [{ path: { value: '/a' }, method: 'GET' }] })]),
      security({ ...jwt(), cors: CORS }),
    ],
    [
      gateway(HTTPS),
      route([rule({ matches: ['GET', 'OPTIONS'].map((method) => ({ path: { value: '/a' }, method })) })]),
      security({ ...jwt(), cors: CORS }),
    ],
  ],
  KeyNeverMatches: [
    [secret({ a: 'QmVhcmVyIGs=' }), security({ apiKeyAuth: KEYS })],
    [secret({ a: 'QmVhcmVyIGs=' }), security({ apiKeyAuth: { ...KEYS, extractFrom: [{ cookies: ['k'] }] } })],
  ],
  NoClientAllowed: [
    [gateway(HTTPS), route(), closed],
    [gateway(HTTPS), route(), closed, security(ALLOW)],
  ],
  OldTlsAllowed: [[client({ tls: { minVersion: '1.1' } })], [client({ tls: { minVersion: '1.2' } })]],
  AllowedByDefault: [
    [gateway(HTTPS), route(), security(jwt())],
    [gateway(HTTPS), route(), security(jwt()), closed],
  ],
  HostTakenOver: [
    [gateway(ANY), ofHost('status', '/status'), ofHost('shop', '/shop', 'shop.example.com')],
    [
      gateway(ANY),
      ofHost('status', '/status'),
      ofHost('shop', '/shop', 'shop.example.com'),
      ofHost('rest', '/', 'shop.example.com'),
    ],
  ],
  PathNormalizationOff: [
    [client({ path: { escapedSlashesAction: 'KeepUnchanged' } })],
    [client({ path: { escapedSlashesAction: 'RejectRequest' } })],
  ],
  PathInsideOtherNamespace: [
    [shared, guest('a', '/a'), guest('b', '/a/b')],
    [shared, guest('a', '/a'), guest('b', '/ab')],
  ],
  PathsUnrestricted: [
    [shared, guest('a', '/a'), guest('b', '/b')],
    [shared, guest('a', '/a'), guest('b', '/b'), admissionPolicy, binding],
  ],
  PolicyReplacesAuthentication: [
    [shared, guest('a', '/a'), rootJwt, ofGuest({ apiKeyAuth: KEYS })],
    [shared, guest('a', '/a'), rootJwt, ofGuest(jwt())],
  ],
  PolicyDropsAuthentication: [
    [gateway(HTTPS), route(), security(jwt(), at('Gateway', 'edge'), 'all'), security({ cors: {} })],
    [gateway(HTTPS), route(), security(jwt(), at('Gateway', 'edge'), 'all'), security({ cors: {}, ...jwt() })],
  ],
  RedirectLosesMethod: [[redirect()], [redirect(308)]],
  RegexShadowsPrefix: [
    [route([rule(), rule({ matches: [{ path: { type: 'RegularExpression', value: '/a/.*' } }] })])],
    [
      route([
        rule(),
        ...['/b/.*', '/a/[0-9]+', '/a/?', '/a/[^/]+/items'].map((value) =>
          rule({ matches: [{ path: { type: 'RegularExpression', value } }] }),
        ),
      ]),
    ],
  ],
  RetriesUnsafe: [
    [route(), retry({ retryOn: { triggers: ['5xx'] } })],
    [route(), retry({ retryOn: { triggers: ['connect-failure'] } })],
  ],
  RootRewriteLosesSlash: [[route([atRoot('/', '/docs/')])], [route([atRoot('/', '/'), atRoot('/v1', '/docs')])]],
  RoutesFromAllNamespaces: [
    [gateway({ ...HTTPS, allowedRoutes: { namespaces: { from: 'All' } } })],
    [gateway({ ...HTTPS, allowedRoutes: { namespaces: { from: 'Same' } } })],
  ],
  LocalCostIgnored: [
    [local({ cost: { request: { from: 'Number', number: 3 } } })],
    [limit('x', { cost: { request: { from: 'Number', number: 3 } } })],
  ],
  ExtensionsRunFirst: [
    [gateway(HTTPS), route(), extension({ lua: LUA }), limit('x-user')],
    [gateway(HTTPS), route(), extension({ lua: LUA }), traffic({})],
  ],
  ModuleUnpinned: [
    [extension({ wasm: [{ code: { type: 'Image', image: { url: 'a/b:1' } } }] })],
    [extension({ wasm: [{ code: { type: 'Image', image: { url: 'a/b@sha256:0' } } }] })],
  ],
  SelectorIgnored: [
    [limit('x', { clientSelectors: [cidr('10.0.0.0/8'), cidr('192.168.0.0/16')] })],
    [limit('x', { clientSelectors: [cidr('10.0.0.0/8')] })],
  ],
  ServiceErrorsReplaced: [
    [traffic({ responseOverride: [{ match: {} }] })],
    [traffic({ responseOverride: [{ match: {}, source: 'Local' }] })],
  ],
  RetriesExceedTimeout: [
    [route([rule({ timeouts: { request: '2s' } })]), retry({ numRetries: 2, perRetry: { timeout: '1s' } })],
    [route([rule({ timeouts: { request: '3s' } })]), retry({ numRetries: 2, perRetry: { timeout: '1s' } })],
  ],
  TlsPolicyIgnored: [
    [payRoute(), payTls({ sectionName: '443' })],
    [payRoute(), payTls({})],
  ],
  TokenInQuery: [[security(jwt({ extractFrom: undefined }))], [security(jwt())]],
  TokensWithoutExpiry: [[security(jwt())], [security({ ...jwt(), ...EXP })]],
  UnderscoresAllowed: [
    [client({ headers: { withUnderscoresAction: 'Allow' } })],
    [client({ headers: { withUnderscoresAction: 'RejectRequest' } })],
  ],
  MissingKeyUnlimited: [
    [limit('x-tenant')],
    [route(), limit('x-client-id'), security({ apiKeyAuth: { ...KEYS, forwardClientIDHeader: 'X-Client-Id' } })],
  ],
  TimeoutLimitedByListener: [
    [gateway(HTTPS), route([rule({ timeouts: { request: '900s' } })]), client(SHORT)],
    [
      gateway(HTTPS),
      route([rule({ timeouts: { request: '900s' } })]),
      client({ timeout: { http: { requestReceivedTimeout: '900s', streamIdleTimeout: '5m' } } }),
      traffic({ timeout: { http: { streamIdleTimeout: '15m' } } }),
    ],
  ],
  WeightsIgnored: [
    [weighted(), hashed],
    [weighted([{ type: 'RequestHeaderModifier' }]), hashed],
  ],
};

const codes = (objects: KubernetesObject[], config?: unknown) => checkBehaviour(objects, config).map((f) => f.code);

test.each(Object.entries(CASES))('%s', (code, [before, after, config]) => {
  expect(codes(before, config)).toContain(code);
  expect(codes(after, config)).not.toContain(code);
});

test('an optional token is fine where only a token satisfies authorization', () => {
  const optional = { jwt: { optional: true, providers: [PROVIDER] } };
  const found = (authorization?: Spec): boolean =>
    codes([security({ ...optional, ...(authorization && { authorization }) })]).includes('AuthenticationOptional');
  expect(found(byClaim('role'))).toBe(false);
  expect(found({ ...byClaim('role'), defaultAction: 'Allow' })).toBe(true);
  expect(
    found({ defaultAction: 'Deny', rules: [{ action: 'Allow', principal: { clientCIDRs: ['10.0.0.0/8'] } }] }),
  ).toBe(true);
  expect(found({ defaultAction: 'Deny', rules: [{ action: 'Allow', cel: "request.method == 'GET'" }] })).toBe(true);
});

test('a public route on a listener without TLS is meant if that listener denies all others', () => {
  const closedHttp = security(DENY, at('Gateway', 'edge', 'http'), 'closed-http');
  const all = gatewayApi('HTTPRoute', 'to-https', {
    parentRefs: [{ name: 'edge', sectionName: 'http' }],
    rules: [
      {
        matches: [{ path: { value: '/' } }],
        filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }],
      },
    ],
  });
  const codes = (...more: KubernetesObject[]): string[] =>
    checkBehaviour([gateway(HTTP, HTTPS), route([rule()], 'app', 'http'), all, ...more]).map((f) => f.code);
  const clear = ['ClearTextRoute', 'CatchAllMissing'];
  expect(codes(closedHttp, security(ALLOW)).filter((c) => clear.includes(c))).toEqual([]);
  expect(codes(closedHttp)).toContain('ClearTextRoute');
  expect(codes(closedHttp, security({ ...jwt(), ...EXP }))).toContain('ClearTextRoute');
  expect(codes(security(ALLOW))).toContain('ClearTextRoute');
});

test('a route without a policy is a warning where another one of its Gateway requires credentials', () => {
  const severities = (...objects: KubernetesObject[]) =>
    checkBehaviour(objects).flatMap((f) => (f.code === 'AnonymousRoute' ? [`${f.severity} ${f.risk}`] : []));
  expect(severities(gateway(HTTPS), route(), route([rule()], 'b'))).toEqual(['info unchecked', 'info unchecked']);
  expect(severities(gateway(HTTPS), route(), route([rule()], 'b'), security(jwt()))).toEqual(['warning exposed']);
});

test('a policy that refuses nothing leaves preflights to the service, and so does a filter of the route', () => {
  const root = security({ cors: CORS }, at('Gateway', 'edge'), 'root');
  expect(codes([gateway(HTTPS), route(), security(ALLOW), root])).not.toContain('PolicyDropsCors');
  expect(codes([gateway(HTTPS), route(), security(DENY), root])).toContain('PolicyDropsCors');
  const byFilter = route([rule({ filters: [{ type: 'CORS' }] })]);
  expect(codes([gateway(HTTPS), byFilter, security(DENY), root])).not.toContain('PolicyDropsCors');
});

test('an empty policy of a rule exempts the rule: no warning, and the other rules are as before', () => {
  const two = route([rule({ name: 'api' }), rule({ name: 'health', matches: [{ path: { value: '/health' } }] })]);
  const exempt = security({}, at('HTTPRoute', 'app', 'health'), 'exempt');
  const root = security(jwt(), at('Gateway', 'edge'), 'root');
  const severities = (...objects: KubernetesObject[]) =>
    checkBehaviour([gateway(HTTPS), two, root, ...objects]).flatMap((f) =>
      ['AnonymousRoute', 'PolicyDropsAuthentication'].includes(f.code) ? [`${f.severity} ${f.code}`] : [],
    );
  expect(severities(exempt)).toEqual(['info PolicyDropsAuthentication']);
  expect(severities(exempt, security(jwt()))).toEqual(['info PolicyDropsAuthentication']);
  // With settings of another kind, nothing shows that the loss is intended.
  const other = security({ cors: CORS }, at('HTTPRoute', 'app', 'health'), 'other');
  expect(severities(other)).toEqual(['warning PolicyDropsAuthentication']);
});

test('a header passes the authorization only where a rule allows by it alone', () => {
  const found = (authorization: Spec, more: Spec = {}) =>
    checkBehaviour([gateway(HTTPS), route(), client({}), security({ authorization, ...more })]).flatMap((f) =>
      f.code === 'IdentityHeaderNotRemoved' ? [f.severity] : [],
    );
  const by = (principal: Spec, action = 'Allow') => ({ rules: [{ action, principal }] });
  const role = { headers: [{ name: 'x-role', values: ['admin'] }] };
  expect(found(by(role))).toEqual(['error']);
  expect(found(by(role, 'Deny'))).toEqual([]);
  expect(found({ defaultAction: 'Allow', ...by(role) })).toEqual([]);
  expect(found(by({ ...role, clientCIDRs: ['10.0.0.0/8'] }))).toEqual([]);
  expect(found(by(role), { extAuth: { http: { headersToBackend: ['X-Role'] } } })).toEqual(['warning']);
});

test('retries by default repeat only what the service did not process; numRetries: 0 makes none', () => {
  const found = (spec: Spec) => codes([route(), traffic({ retry: spec })]).includes('RetriesUnsafe');
  expect(found({})).toBe(false);
  expect(found({ numRetries: 0, retryOn: { triggers: ['5xx'] } })).toBe(false);
  expect(found({ numRetries: 1, retryOn: { triggers: ['5xx'] } })).toBe(true);
  expect(found({ retryOn: { httpStatusCodes: [500] } })).toBe(true);
  expect(found({ retryOn: { httpStatusCodes: [503] } })).toBe(false);
});

test('a Backend is fine where it is switched on, and where nothing is known', () => {
  const backend = [envoy('Backend', 'b', {})];
  expect(codes(backend, { extensionApis: { enableBackend: true } })).toEqual([]);
  expect(codes(backend)).toEqual([]);
});

test('a Secret that names a socket is fine where that is switched on; other Secrets need nothing', () => {
  const sds = { ...secret({ url: 'dQ==', secretName: 'bg==' }), type: 'gateway.envoyproxy.io/sds' } as KubernetesObject;
  expect(codes([sds], { extensionApis: {} })).toEqual(['ExtensionDisabled']);
  expect(codes([sds], { extensionApis: { enableSDSSecretRef: true } })).toEqual([]);
  expect(codes([sds])).toEqual([]);
  expect(codes([secret({ a: 'b25l' })], { extensionApis: {} })).toEqual([]);
});

test('a limit by a key that is taken away before it counts', () => {
  const key = (sanitize: boolean) => security({ apiKeyAuth: { ...KEYS, sanitize } });
  expect(codes([gateway(HTTPS), route(), key(true), limit('x-key')])).toContain('LimitKeyMissing');
  expect(codes([gateway(HTTPS), route(), key(false), limit('x-key')])).not.toContain('LimitKeyMissing');
});

test('backendRequest is the time of all tries', () => {
  const timed = (timeouts: Spec) => [route([rule({ timeouts })]), retry({ numRetries: 3 })];
  expect(codes(timed({ request: '30s', backendRequest: '2s' }))).toContain('RetriesExceedTimeout');
  expect(codes(timed({ request: '30s' }))).not.toContain('RetriesExceedTimeout');
});

test.each([
  ['an upload alone', '60s', {}, true],
  ['a time that fits', '30s', {}, false],
  ['a stream without a limit', '0s', {}, true],
  ['a stream without a limit and an hour of silence', '0s', { streamIdleTimeout: '1h' }, false],
  ['a silent answer alone', '10m', { requestReceivedTimeout: '0s' }, true],
  [
    'a listener that says nothing of silence',
    '10m',
    { requestReceivedTimeout: '0s', streamIdleTimeout: undefined },
    false,
  ],
])('cut by the listener: %s', (_, request, more, cut) => {
  const http = { ...SHORT.timeout.http, ...more };
  const found = codes([gateway(HTTPS), route([rule({ timeouts: { request } })]), client({ timeout: { http } })]);
  expect(found.includes('TimeoutLimitedByListener')).toBe(cut);
});

test.each([
  ['/docs', true],
  ['/docs/', true],
  ['/docs//', false],
  ['/', false],
  ['', false],
])('at path / a prefix %j loses its slash: %s', (replacePrefixMatch, loses) => {
  expect(codes([route([atRoot('/', replacePrefixMatch)])]).includes('RootRewriteLosesSlash')).toBe(loses);
});
