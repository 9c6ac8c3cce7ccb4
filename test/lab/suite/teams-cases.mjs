// What a team may apply and what the admission policies reject, by the example examples/teams.
export const PARENT = [{ name: 'edge', namespace: 'edge', sectionName: 'https' }];
export const meta = (name, namespace = 'payments', labels) => ({ name, namespace, ...(labels && { labels }) });

export const route = (match, { namespace, labels, parentRefs = PARENT } = {}) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: meta('rail', namespace, labels),
  spec: {
    parentRefs,
    rules: [{ ...(match && { matches: [match].flat() }), backendRefs: [{ name: 'payments', port: 8080 }] }],
  },
});
export const prefix = (value) => ({ path: { type: 'PathPrefix', value } });
export const call = (method) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GRPCRoute',
  metadata: meta('rail'),
  spec: {
    parentRefs: PARENT,
    rules: [{ ...(method && { matches: [{ method }] }), backendRefs: [{ name: 'payments', port: 8080 }] }],
  },
});

export const PROVIDER = {
  name: 'customers',
  issuer: 'https://auth.example.com/',
  audiences: ['api'],
  remoteJWKS: { uri: 'https://auth.example.com/.well-known/jwks.json' },
  extractFrom: { headers: [{ name: 'Authorization', valuePrefix: 'Bearer ' }] },
};
export const DENY = {
  defaultAction: 'Deny',
  rules: [
    {
      name: 'c',
      action: 'Allow',
      cel: "'exp' in metadata.filter_metadata['envoy.filters.http.jwt_authn']['customers']",
    },
  ],
};
export const TARGET = [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'payments' }];
export const policy = (spec, namespace) => ({
  apiVersion: 'gateway.envoyproxy.io/v1alpha1',
  kind: 'SecurityPolicy',
  metadata: meta('rail', namespace),
  spec: { ...(spec.targetSelectors ? {} : { targetRefs: TARGET }), ...spec },
});
export const tokens = (provider, more = {}) =>
  policy({ jwt: { providers: [{ ...PROVIDER, ...provider }] }, authorization: DENY, ...more });
export const keys = (credentialRefs, more = {}) =>
  policy({
    apiKeyAuth: {
      credentialRefs,
      extractFrom: [{ headers: ['X-API-Key'] }],
      forwardClientIDHeader: 'x-client-id',
      sanitize: true,
      ...more,
    },
    authorization: {
      defaultAction: 'Deny',
      rules: [{ action: 'Allow', principal: { headers: [{ name: 'x-client-id', values: ['acme'] }] } }],
    },
  });
export const OURS = { name: 'partner-keys', namespace: 'edge' };

export const limited = (rules, more = {}) => ({
  apiVersion: 'gateway.envoyproxy.io/v1alpha1',
  kind: 'BackendTrafficPolicy',
  metadata: meta('rail'),
  spec: { targetRefs: TARGET, ...(rules && { rateLimit: { global: { rules } } }), ...more },
});
export const limit = (requests, unit = 'Minute') => ({ limit: { requests, unit } });
export const server = (endpoint, namespace = 'shop', more = {}) => ({
  apiVersion: 'gateway.envoyproxy.io/v1alpha1',
  kind: 'Backend',
  metadata: meta('rail', namespace),
  spec: { ...(endpoint && { endpoints: [endpoint] }), ...more },
});
export const publicLabel = { 'eg-api-gateway/security': 'public' };
const openTo = (matchLabels, more = {}) => ({
  targetSelectors: [{ kind: 'HTTPRoute', matchLabels, ...more }],
  authorization: { defaultAction: 'Allow' },
});

export const ADMITTED = [
  { name: 'a path of the team', object: route(prefix('/v1/payments/new')) },
  { name: 'the path itself, exactly', object: route({ path: { type: 'Exact', value: '/v1/payments' } }) },
  {
    name: 'a public route on a path that may be open',
    object: route(prefix('/v1/payments/status/now'), { labels: publicLabel }),
  },
  { name: 'a route of a Gateway that is not ours', object: route(prefix('/'), { parentRefs: [{ name: 'own' }] }) },
  {
    name: 'the platform has the same name in no other namespace',
    object: route(prefix('/'), { parentRefs: [{ name: 'edge' }] }),
  },
  { name: 'tokens as the platform checks them', object: tokens({}) },
  { name: 'keys of the platform', object: keys([OURS]) },
  { name: 'a public policy for routes that say so', object: policy(openTo(publicLabel)) },
  { name: 'a lower limit', object: limited([limit(5)]) },
  { name: 'a lower limit beside one of another unit', object: limited([limit(60), limit(1000, 'Hour')]) },
  {
    name: 'a server that was allowed, over TLS',
    object: server({ fqdn: { hostname: 'billing.example.net', port: 443 } }, 'shop', {
      tls: { wellKnownCACertificates: 'System', sni: 'billing.example.net' },
    }),
  },
  {
    name: 'a Service of the own namespace',
    object: server({ fqdn: { hostname: 'catalog.shop.svc.cluster.local', port: 8080 } }),
  },
  { name: 'a namespace of no team is not validated', object: route(prefix('/v1/payments'), { namespace: 'idp' }) },
];

export const REFUSED = [
  { name: "another team's path", object: route(prefix('/v1/catalog')), says: '/v1/payments or /v1/refunds' },
  {
    name: "a longer path within another team's",
    object: route(prefix('/v1/catalog/special')),
    says: 'PathPrefix or Exact path below',
  },
  { name: 'a path that only begins alike', object: route(prefix('/v1/paymentsx')), says: 'path below' },
  { name: 'a path above its own', object: route(prefix('/v1')), says: 'path below' },
  { name: 'every path', object: route(undefined), says: 'path below' },
  {
    name: 'one good match beside a bad one',
    object: route([prefix('/v1/payments'), prefix('/v1/catalog')]),
    says: 'path below',
  },
  {
    name: 'a regular expression',
    object: route({ path: { type: 'RegularExpression', value: '/v1/(payments|catalog)' } }),
    says: 'PathPrefix or Exact',
  },
  { name: 'the guard routes of another team', object: route(prefix('/.eg-api-gateway/catalog')), says: 'path below' },
  {
    name: 'a public route on a path that is closed',
    object: route(prefix('/v1/payments'), { labels: publicLabel }),
    says: '/v1/payments/status',
  },
  { name: 'every gRPC call', object: call(undefined), says: 'name exactly one service' },
  { name: 'a gRPC service of others', object: call({ service: 'shop.v1.Catalog' }), says: 'name exactly one service' },
  {
    name: 'no authentication at all',
    object: policy({ authorization: { defaultAction: 'Allow' } }),
    says: "remove the platform's authentication",
  },
  {
    name: 'networks instead of authentication',
    object: policy({
      authorization: { defaultAction: 'Deny', rules: [{ action: 'Allow', principal: { clientCIDRs: ['0.0.0.0/0'] } }] },
    }),
    says: "remove the platform's authentication",
  },
  {
    name: 'only CORS',
    object: policy({ cors: { allowOrigins: ['https://app.example.com'] } }),
    says: "remove the platform's authentication",
  },
  {
    name: 'a public policy that selects closed routes',
    object: policy(openTo({ 'eg-api-gateway/security': 'customers' })),
    says: "remove the platform's authentication",
  },
  {
    name: 'a public policy that selects every route',
    object: policy(openTo({ app: 'x' })),
    says: "remove the platform's authentication",
  },
  {
    name: 'routes of other namespaces',
    object: policy(openTo(publicLabel, { namespaces: { from: 'All' } })),
    says: 'routes of its own namespace',
  },
  {
    name: 'tokens of another issuer',
    object: tokens({ issuer: 'https://evil.example.com/' }),
    says: 'tokens must be verified',
  },
  {
    name: 'keys of tokens from elsewhere',
    object: tokens({ remoteJWKS: { uri: 'https://evil.example.com/jwks' } }),
    says: 'tokens must be verified',
  },
  {
    name: 'keys of tokens by way of a backend',
    object: tokens({ remoteJWKS: { ...PROVIDER.remoteJWKS, backendRefs: [{ name: 'payments', port: 8080 }] } }),
    says: 'tokens must be verified',
  },
  { name: 'another audience', object: tokens({ audiences: ['api', 'other'] }), says: 'tokens must be verified' },
  { name: 'any audience', object: tokens({ audiences: undefined }), says: 'tokens must be verified' },
  {
    name: 'tokens that nobody needs',
    object: policy({ jwt: { optional: true, providers: [PROVIDER] }, authorization: DENY }),
    says: 'tokens must be verified',
  },
  {
    name: 'a second issuer beside the right one',
    object: policy({
      jwt: { providers: [PROVIDER, { ...PROVIDER, name: 'mine', issuer: 'https://evil.example.com/' }] },
      authorization: DENY,
    }),
    says: 'tokens must be verified',
  },
  {
    name: 'who the method does not vouch for',
    object: tokens({}, { authorization: { defaultAction: 'Allow' } }),
    says: 'defaultAction Deny',
  },
  {
    name: 'a rule that lets networks in',
    object: tokens(
      {},
      {
        authorization: {
          defaultAction: 'Deny',
          rules: [{ action: 'Allow', principal: { clientCIDRs: ['0.0.0.0/0'] } }],
        },
      },
    ),
    says: 'every rule that allows',
  },
  {
    name: 'no authorization beside tokens',
    object: tokens({}, { authorization: undefined }),
    says: 'defaultAction Deny',
  },
  { name: "keys of the team's own", object: keys([{ name: 'partner-keys' }]), says: 'API keys belong to the platform' },
  {
    name: 'a key of its own beside those of the platform',
    object: keys([OURS, { name: 'mine' }]),
    says: 'API keys belong to the platform',
  },
  {
    name: 'another Secret of the platform',
    object: keys([{ ...OURS, name: 'other' }]),
    says: 'API keys belong to the platform',
  },
  {
    name: 'keys that name no client',
    object: keys([OURS], { forwardClientIDHeader: undefined }),
    says: 'API keys belong to the platform',
  },
  {
    name: 'a method that this team may not use',
    object: { ...keys([OURS]), metadata: meta('rail', 'shop') },
    says: 'API keys belong to the platform',
  },
  {
    name: 'passwords, which the platform does not have',
    object: policy({ basicAuth: { users: { name: 'mine' } }, authorization: DENY }),
    says: 'no method for users and passwords',
  },
  {
    name: 'a login of its own',
    object: policy({
      oidc: { provider: { issuer: 'https://evil.example.com' }, clientID: 'x', clientSecret: { name: 'x' } },
    }),
    says: 'only the platform may use oidc and extAuth',
  },
  { name: 'a policy to be merged', object: tokens({}, { mergeType: 'StrategicMerge' }), says: 'must not be merged' },
  { name: 'a higher limit', object: limited([limit(61)]), says: 'at most 60 per minute' },
  {
    name: 'a higher limit beside a right one',
    object: limited([
      limit(60),
      { ...limit(600), clientSelectors: [{ headers: [{ name: 'x-vip', type: 'Exact', value: '1' }] }] },
    ]),
    says: 'at most 60 per minute',
  },
  { name: 'a limit of another unit alone', object: limited([limit(1, 'Second')]), says: 'at most 60 per minute' },
  {
    name: 'no limit',
    object: limited(undefined, { timeout: { http: { requestTimeout: '5s' } } }),
    says: 'at most 60 per minute',
  },
  {
    name: 'a server that was not allowed',
    object: server({ fqdn: { hostname: 'evil.example.net', port: 443 } }),
    says: 'billing.example.net:443',
  },
  {
    name: 'another port of a server',
    object: server({ fqdn: { hostname: 'billing.example.net', port: 80 } }),
    says: 'billing.example.net:443',
  },
  {
    name: 'an address',
    object: server({ ip: { address: '203.0.113.9', port: 443 } }),
    says: 'an external server that the platform allows',
  },
  {
    name: 'a Service of another team',
    object: server({ fqdn: { hostname: 'payments.payments.svc.cluster.local', port: 8080 } }),
    says: 'a Service of this namespace',
  },
  {
    name: 'whatever host the caller names',
    object: server(undefined, 'shop', { type: 'DynamicResolver' }),
    says: 'an external server that the platform allows',
  },
  {
    name: 'any server, of a team that may have none',
    object: server({ fqdn: { hostname: 'billing.example.net', port: 443 } }, 'payments'),
    says: 'none',
  },
];

/** group, verb, what, namespace, whether it may. */
export const CAN = [
  ['payments-developers', 'create', 'httproutes.gateway.networking.k8s.io', 'payments', true],
  ['payments-developers', 'delete', 'securitypolicies.gateway.envoyproxy.io', 'payments', true],
  ['payments-developers', 'patch', 'backendtrafficpolicies.gateway.envoyproxy.io', 'payments', true],
  ['payments-developers', 'get', 'gateways.gateway.networking.k8s.io', 'edge', true],
  ['shop-developers', 'create', 'backends.gateway.envoyproxy.io', 'shop', true],
  ['payments-developers', 'create', 'backends.gateway.envoyproxy.io', 'payments', false],
  ['payments-developers', 'create', 'httproutes.gateway.networking.k8s.io', 'shop', false],
  ['payments-developers', 'get', 'httproutes.gateway.networking.k8s.io', 'shop', false],
  ['shop-developers', 'create', 'httproutes.gateway.networking.k8s.io', 'payments', false],
  ['payments-developers', 'create', 'httproutes.gateway.networking.k8s.io', 'edge', false],
  ['payments-developers', 'patch', 'gateways.gateway.networking.k8s.io', 'edge', false],
  ['payments-developers', 'create', 'gateways.gateway.networking.k8s.io', 'payments', false],
  ['payments-developers', 'create', 'clienttrafficpolicies.gateway.envoyproxy.io', 'payments', false],
  ['payments-developers', 'create', 'envoypatchpolicies.gateway.envoyproxy.io', 'payments', false],
  ['payments-developers', 'create', 'envoyextensionpolicies.gateway.envoyproxy.io', 'payments', false],
  ['payments-developers', 'create', 'referencegrants.gateway.networking.k8s.io', 'payments', false],
  ['payments-developers', 'get', 'secrets', 'edge', false],
  ['payments-developers', 'patch', 'namespaces', 'payments', false],
  ['payments-developers', 'delete', 'validatingadmissionpolicies.admissionregistration.k8s.io', 'payments', false],
  ['payments-developers', 'patch', 'roles.rbac.authorization.k8s.io', 'payments', false],
  ['nobody', 'create', 'httproutes.gateway.networking.k8s.io', 'payments', false],
];
