// The same, field by field: what loosens what the platform asks for, and what Envoy cannot read and then refuses the routes of
// everybody. Each has a near miss among the admitted ones.
import {
  call,
  DENY,
  keys,
  limit,
  limited,
  meta,
  OURS,
  PARENT,
  PROVIDER,
  policy,
  prefix,
  route,
  server,
  tokens,
} from './teams-cases.mjs';

const at = '/v1/payments';
/** A route with more in its only rule. */
const ruled = (more) => {
  const object = route(prefix(at));
  Object.assign(object.spec.rules[0], more);
  return object;
};
const filtered = (...filters) => ruled({ filters });
const set = (value, name = 'x-share') => ({
  type: 'RequestHeaderModifier',
  requestHeaderModifier: { set: [{ name, value }] },
});
const answer = (value, name = 'x-share', how = 'set') => ({
  type: 'ResponseHeaderModifier',
  responseHeaderModifier: { [how]: [{ name, value }] },
});
const called = (more) => {
  const object = call({ service: 'v1', method: 'payments' });
  Object.assign(object.spec.rules[0], more);
  return object;
};
const matched = (more) => route({ ...prefix(at), ...more });
const filter = (spec, namespace = 'shop') => ({
  apiVersion: 'gateway.envoyproxy.io/v1alpha1',
  kind: 'HTTPRouteFilter',
  metadata: meta('rail', namespace),
  spec,
});
const injected = (more = {}, ref = {}, namespace) =>
  filter(
    {
      credentialInjection: {
        header: 'Authorization',
        overwrite: true,
        credential: { valueRef: { name: 'own', ...ref } },
        ...more,
      },
    },
    namespace,
  );
const OUTSIDE = { fqdn: { hostname: 'billing.example.net', port: 443 } };
const TLS = { wellKnownCACertificates: 'System', sni: 'billing.example.net' };
const outside = (tls, more = {}) => server(OUTSIDE, 'shop', { tls, ...more });
const checked = (validation, target = {}) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'BackendTLSPolicy',
  metadata: meta('rail', 'shop'),
  spec: {
    targetRefs: [{ group: 'gateway.envoyproxy.io', kind: 'Backend', name: 'billing-example-net', ...target }],
    validation: { wellKnownCACertificates: 'System', hostname: 'billing.example.net', ...validation },
  },
});
const VERIFIED = DENY.rules[0].cel;
const ruledTokens = (rule) =>
  tokens({}, { authorization: { defaultAction: 'Deny', rules: [{ name: 'c', action: 'Allow', ...rule }] } });
const by = (name, more = { type: 'Distinct' }) => ({
  clientSelectors: [{ headers: [{ name, ...more }] }],
  ...limit(60),
});
const WITHOUT = { type: 'RegularExpression', value: '.*', invert: true };
const from = (value, type = 'Distinct') => ({ clientSelectors: [{ sourceCIDR: { type, value } }], ...limit(60) });
const calm = (more) => limited([limit(60)], more);

export const FIELDS_ADMITTED = [
  { name: 'a per cent sign that is doubled', object: filtered(set('100%%')) },
  { name: 'an operator that gives a header', object: filtered(set('%REQ(X-REQUEST-ID)%'), answer('%REQ(a?:path)%')) },
  { name: 'a header of a gRPC call', object: called({ filters: [set('a %PROTOCOL% b')] }) },
  { name: 'a header at one backend', object: ruled({ backendRefs: [{ name: 'payments', port: 8080, filters: [set('stable', 'x-gateway-track')] }] }) },
  { name: 'a path that replaces the prefix', object: filtered({ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/v2' } } }) },
  { name: 'the sign of a method', object: matched({ headers: [{ type: 'RegularExpression', name: 'Authorization', value: '(?i)bearer .+' }] }) },
  { name: 'a version by header', object: matched({ headers: [{ name: 'x-version', value: '(2' }] }) },
  { name: 'a cookie that is there', object: filter({ matches: [{ cookies: [{ name: 'key', type: 'RegularExpression', value: '.+' }] }] }) },
  { name: "the gateway's credential for a server that was allowed", object: injected() },
  { name: '404', object: filter({ directResponse: { statusCode: 404 } }) },
  { name: 'the name of the backend as Host', object: filter({ urlRewrite: { hostname: { type: 'Backend' } } }) },
  { name: 'a client certificate for a server that was allowed', object: outside({ ...TLS, clientCertificateRef: { name: 'own' } }) },
  { name: 'the certificate of a server that was allowed', object: checked({}) },
  { name: 'claims in the headers of the platform', object: tokens({ claimToHeaders: [{ claim: 'sub', header: 'x-jwt-claim-sub' }] }) },
  { name: 'scopes beside a token that expires', object: ruledTokens({ cel: VERIFIED, principal: { jwt: { provider: 'customers', scopes: ['pay'] } } }) },
  { name: 'networks beside a token that expires', object: ruledTokens({ cel: VERIFIED, principal: { clientCIDRs: ['10.0.0.0/8'] } }) },
  { name: 'each client and who is none', object: limited([by('x-client-id'), by('x-client-id', WITHOUT)]) },
  { name: 'each address', object: limited([from('0.0.0.0/0'), from('::/0')]) },
  { name: 'safe retries', object: calm({ retry: { numRetries: 2, retryOn: { triggers: ['connect-failure'] } } }) },
  { name: 'a hash of a header', object: calm({ loadBalancer: { type: 'ConsistentHash', consistentHash: { type: 'Headers', headers: [{ name: 'x-user' }] } } }) },
  { name: 'a health check', object: calm({ healthCheck: { active: { type: 'HTTP', http: { path: '/healthz', expectedStatuses: [200] } } } }) },
]; // biome-ignore format: a table

const UNREADABLE = 'must be valid for Envoy';
const TOKENS = 'tokens must be verified';
const KEYS = 'API keys belong to the platform';
const VOUCHED = 'every rule that allows';
const EVERYBODY = 'must include all requests';
const ONLY = 'may contain only';
const HTTPS = 'listener https of Gateway';
const CHECKED = 'with a verified certificate';

export const FIELDS_REFUSED = [
  ...['100%', '%FOO%', '%%%', '%REQ()%', '%REQ(a?b?c)%', '%REQ_WITHOUT_QUERY(:path)%', '%ENVIRONMENT(PATH)%', '%REQ(a:b)%'].map((value) => ({ name: `the header value ${JSON.stringify(value)}`, object: filtered(set(value)), says: UNREADABLE })),
  { name: 'a per cent sign in a header that is added', object: filtered({ type: 'RequestHeaderModifier', requestHeaderModifier: { add: [{ name: 'x', value: '5%' }] } }), says: UNREADABLE },
  { name: 'a per cent sign in a header of the response', object: filtered(answer('5%')), says: UNREADABLE },
  { name: 'a per cent sign at one backend', object: ruled({ backendRefs: [{ name: 'payments', port: 8080, filters: [set('5%')] }] }), says: UNREADABLE },
  { name: 'a per cent sign in a gRPC call', object: called({ filters: [set('5%')] }), says: UNREADABLE },
  { name: 'a per cent sign in the response of a gRPC call', object: called({ filters: [answer('5%')] }), says: UNREADABLE },
  { name: 'a per cent sign at one backend of a gRPC call', object: called({ backendRefs: [{ name: 'payments', port: 8080, filters: [set('5%')] }] }), says: UNREADABLE },
  { name: 'who the client is', object: filtered(set('acme', 'X-Client-Id')), says: 'must not change these request headers' },
  { name: 'the claim of a token', object: filtered(set('me', 'x-jwt-claim-sub')), says: 'must not change these request headers' },
  { name: 'the host', object: filtered(set('other', 'Host')), says: 'must not change these request headers' },
  { name: "Envoy's own retries by a header", object: filtered(set('5xx', 'x-envoy-retry-on')), says: 'must not change these request headers' },
  { name: 'a cookie for all teams', object: filtered(answer('sid=x; Path=/', 'Set-Cookie')), says: 'must not change these response headers' },
  { name: 'CORS by a header', object: filtered(answer('*', 'Access-Control-Allow-Origin', 'add')), says: 'must not change these response headers' },
  { name: 'a line break in a path', object: filtered({ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/a\nb' } } }), says: 'a plain path' },
  { name: 'a regular expression that RE2 cannot take', object: matched({ headers: [{ type: 'RegularExpression', name: 'a', value: '\\pL{1000}' }] }), says: 'may use only the regular expressions' },
  { name: 'a regular expression for a parameter', object: matched({ queryParams: [{ type: 'RegularExpression', name: 'a', value: 'a{900}' }] }), says: 'may use only the regular expressions' },
  { name: 'a regular expression for a header of a call', object: called({ matches: [{ method: { service: 'v1', method: 'payments' }, headers: [{ type: 'RegularExpression', name: 'a', value: '.{900}' }] }] }), says: 'may use only the regular expressions' },
  { name: 'a redirect to another site', object: ruled({ backendRefs: undefined, filters: [{ type: 'RequestRedirect', requestRedirect: { hostname: 'evil.example.net' } }] }), says: ONLY },
  { name: 'a mirror', object: filtered({ type: 'RequestMirror', requestMirror: { backendRef: { name: 'payments', port: 8080 } } }), says: ONLY },
  { name: 'a mirror at a gRPC call', object: called({ filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'payments', port: 8080 } } }] }), says: ONLY },
  { name: 'CORS at the route', object: filtered({ type: 'CORS', cors: { allowOrigins: ['*'] } }), says: ONLY },
  { name: 'retries at the route', object: ruled({ retry: { codes: [500], attempts: 9 } }), says: ONLY },
  { name: 'a filter of another kind', object: filtered({ type: 'ExtensionRef', extensionRef: { group: 'example.com', kind: 'Other', name: 'x' } }), says: 'must name an HTTPRouteFilter' },
  { name: "another team's Service", object: ruled({ backendRefs: [{ name: 'catalog', namespace: 'shop', port: 8080 }] }), says: 'of its own namespace' },
  { name: 'by way of a ListenerSet', object: route(prefix(at), { parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'ListenerSet', name: 'more', namespace: 'edge' }] }), says: HTTPS },
  { name: 'a ListenerSet beside the Gateway', object: route(prefix(at), { parentRefs: [...PARENT, { kind: 'ListenerSet', name: 'more' }] }), says: HTTPS },
  { name: 'the listener without TLS', object: route(prefix(at), { parentRefs: [{ ...PARENT[0], sectionName: 'http' }] }), says: HTTPS },
  { name: 'the listener by its port', object: route(prefix(at), { parentRefs: [{ ...PARENT[0], port: 443 }] }), says: ONLY },
  { name: 'a pattern for a cookie', object: filter({ matches: [{ cookies: [{ name: 'a', type: 'RegularExpression', value: '\\pL{1000}' }] }] }), says: 'match that a cookie is present' },
  { name: 'an answer of its own', object: filter({ directResponse: { statusCode: 200, body: { type: 'Inline', inline: 'hello' } } }), says: ONLY },
  { name: 'another status', object: filter({ directResponse: { statusCode: 200 } }), says: 'answer 404' },
  { name: 'a path by a regular expression', object: filter({ urlRewrite: { path: { type: 'ReplaceRegexMatch', replaceRegexMatch: { pattern: '.', substitution: '\\9' } } } }), says: ONLY },
  { name: 'a host by a header', object: filter({ urlRewrite: { hostname: { type: 'Header', header: 'x-host' } } }), says: ONLY },
  { name: 'a credential of a team without servers outside', object: injected({}, {}, 'payments'), says: 'a credential may go only to external servers' },
  { name: 'a credential from another namespace', object: injected({}, { namespace: 'edge' }), says: ONLY },
  { name: 'a credential that says who the client is', object: injected({ header: 'X-Client-Id' }), says: 'a credential may go only to external servers' },
  { name: 'a credential in a header that is none', object: injected({ header: 'a\nb' }), says: 'a credential may go only to external servers' },
  { name: 'a server in clear text', object: outside(undefined), says: CHECKED },
  { name: 'a server whose certificate nobody checks', object: outside({ insecureSkipVerify: true }), says: CHECKED },
  { name: "a server by another one's certificate", object: outside({ ...TLS, sni: 'evil.example.net' }), says: CHECKED },
  { name: 'an authority of its own', object: outside({ sni: TLS.sni, caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'mine' }] }), says: ONLY },
  { name: 'old TLS', object: outside({ ...TLS, minVersion: '1.0' }), says: ONLY },
  { name: 'a client certificate from another namespace', object: outside({ ...TLS, clientCertificateRef: { name: 'edge-tls', namespace: 'edge' } }), says: ONLY },
  { name: 'the certificate of another server', object: checked({ hostname: 'evil.example.net' }), says: 'against its host name' },
  { name: 'an authority of its own for a server outside', object: checked({ wellKnownCACertificates: undefined, caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'mine' }] }), says: 'against its host name' },
  { name: 'other names in the certificate', object: checked({ subjectAltNames: [{ type: 'Hostname', hostname: 'evil.example.net' }] }), says: ONLY },
  { name: 'the certificate of one port', object: checked({}, { sectionName: '443' }), says: ONLY },
  { name: 'keys that reach the service', object: keys([OURS], { sanitize: false }), says: KEYS },
  { name: 'keys of which nobody says that they are taken away', object: keys([OURS], { sanitize: undefined }), says: KEYS },
  { name: 'keys in a parameter', object: keys([OURS], { extractFrom: [{ params: ['api_key'] }] }), says: KEYS },
  { name: 'keys in a second place', object: keys([OURS], { extractFrom: [{ headers: ['X-API-Key'] }, { cookies: ['k'] }] }), says: KEYS },
  { name: 'clients that the platform does not name', object: (() => { const o = keys([OURS]); o.spec.authorization.rules[0].principal.headers[0].values = ['acme', 'internal']; return o; })(), says: VOUCHED },
  { name: 'keys and tokens at once', object: (() => { const o = keys([OURS]); o.spec.jwt = { providers: [PROVIDER] }; return o; })(), says: 'one form of authentication' },
  { name: 'tokens wherever they are', object: tokens({ extractFrom: undefined }), says: TOKENS },
  { name: 'tokens in a parameter', object: tokens({ extractFrom: { params: ['access_token'] } }), says: TOKENS },
  { name: 'tokens in a cookie as well', object: tokens({ extractFrom: { ...PROVIDER.extractFrom, cookies: ['t'] } }), says: TOKENS },
  { name: 'a claim that says who the client is', object: tokens({ claimToHeaders: [{ claim: 'sub', header: 'x-client-id' }] }), says: TOKENS },
  { name: 'a claim of its own in the header that counts', object: tokens({ claimToHeaders: [{ claim: 'jti', header: 'x-jwt-claim-sub' }] }), says: TOKENS },
  { name: 'another route after the check', object: tokens({ recomputeRoute: true, claimToHeaders: [{ claim: 'sub', header: 'x-jwt-claim-sub' }] }), says: ONLY },
  { name: 'a provider of another name', object: tokens({ name: 'other' }), says: TOKENS },
  { name: 'a token that never expires', object: ruledTokens({ principal: { jwt: { provider: 'customers', scopes: ['pay'] } } }), says: VOUCHED },
  { name: 'a client header where tokens are asked for', object: ruledTokens({ principal: { headers: [{ name: 'x-client-id', values: ['acme'] }] } }), says: VOUCHED },
  { name: 'CEL of its own', object: ruledTokens({ cel: 'true' }), says: VOUCHED },
  { name: 'CEL that Envoy cannot read', object: ruledTokens({ cel: `${VERIFIED} &&` }), says: VOUCHED },
  { name: 'CEL that Envoy cannot read, where it denies', object: ruledTokens({ action: 'Deny', cel: 'request.headers[' }), says: VOUCHED },
  { name: 'CEL beside a public policy', object: policy({ targetSelectors: [{ kind: 'HTTPRoute', matchLabels: { 'eg-api-gateway/security': 'public' } }], authorization: { defaultAction: 'Deny', rules: [{ action: 'Allow', cel: 'request.headers[' }] } }), says: "remove the platform's authentication" },
  { name: 'an operation by a regular expression', object: ruledTokens({ cel: VERIFIED, operation: { path: { type: 'RegularExpression', value: '\\pL{1000}' } } }), says: ONLY },
  { name: 'scripts of every site', object: tokens({}, { cors: { allowOrigins: ['*'], allowCredentials: true } }), says: 'CORS is not allowed' },
  { name: 'tokens that nobody needs while keys are away', object: policy({ jwt: { failOpen: true, providers: [PROVIDER] }, authorization: DENY }), says: TOKENS },
  { name: 'one rule of a route', object: policy({ ...tokens({}).spec, targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'payments', sectionName: 'x' }] }), says: 'whole routes' },
  { name: 'routes by an expression', object: policy({ ...tokens({}).spec, targetRefs: undefined, targetSelectors: [{ kind: 'HTTPRoute', matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] }] }), says: ONLY },
  { name: 'limits of a Gateway', object: limited([limit(60)], { targetRefs: undefined, targetSelectors: [{ kind: 'Gateway', matchLabels: {} }] }), says: 'whole routes' },
  { name: 'a limit that only counts', object: limited([{ ...limit(60), shadowMode: true }]), says: ONLY },
  { name: 'requests that cost nothing', object: limited([{ ...limit(60), cost: { request: { from: 'Number', number: 0 } } }]), says: ONLY },
  { name: 'a limit for some clients', object: limited([by('x-vip', { type: 'Exact', value: '1' })]), says: EVERYBODY },
  { name: 'a limit for each request', object: limited([by('x-request-id'), by('x-request-id', WITHOUT)]), says: EVERYBODY },
  { name: 'a limit for whoever has a header', object: limited([by('x-client-id')]), says: EVERYBODY },
  { name: 'a limit for half of the addresses', object: limited([from('0.0.0.0/0')]), says: EVERYBODY },
  { name: 'a limit for one network', object: limited([from('10.0.0.0/8', 'Exact')]), says: EVERYBODY },
  { name: 'a limit for one method', object: limited([{ clientSelectors: [{ methods: [{ value: 'GET' }] }], ...limit(60) }]), says: EVERYBODY },
  { name: 'local limits beside', object: limited([limit(60)], { rateLimit: { global: { rules: [limit(60)] }, local: { rules: [limit(60)] } } }), says: 'at most 60 per minute' },
  { name: 'many retries', object: calm({ retry: { numRetries: 10, retryOn: { triggers: ['connect-failure'] } } }), says: 'at most 2 retries' },
  { name: 'retries after anything', object: calm({ retry: { retryOn: { triggers: ['5xx'] } } }), says: 'at most 2 retries' },
  { name: 'retries of which nobody says when', object: calm({ retry: {} }), says: 'at most 2 retries' },
  { name: 'all connections', object: calm({ circuitBreaker: { maxConnections: 4294967295 } }), says: 'the shared proxies' },
  { name: 'another answer', object: calm({ responseOverride: [{ match: { statusCodes: [{ type: 'Value', value: 401 }] }, response: { body: { type: 'Inline', inline: 'x' } } }] }), says: 'responseOverride is not allowed' },
  { name: 'a hash of a header that is none', object: calm({ loadBalancer: { type: 'ConsistentHash', consistentHash: { type: 'Headers', headers: [{ name: 'a\nb' }] } } }), says: 'header names, cookie names' },
  { name: 'a hash of a cookie with attributes', object: calm({ loadBalancer: { type: 'ConsistentHash', consistentHash: { type: 'Cookie', cookie: { name: 'a', attributes: { 'a\nb': 'c' } } } } }), says: ONLY },
  { name: 'a refusal that looks like an answer', object: calm({ responseOverride: [{ match: { statusCodes: [{ type: 'Value', value: 401 }] }, response: { statusCode: 200 } }] }), says: ONLY },
  { name: 'a fault', object: calm({ faultInjection: { abort: { httpStatus: 200 } } }), says: 'must not contain spec.faultInjection' },
  { name: 'another protocol', object: calm({ httpUpgrade: [{ type: 'CONNECT' }] }), says: 'must not contain spec.httpUpgrade' },
]; // biome-ignore format: a table
