// What happens to requests: TLS, listeners, limits, timeouts, retries, load balancing.
import { constant, define, type Group, type Variant, variants } from '../definition.ts';
import { listed, short } from '../shown.ts';

const extension = {
  /** Envoy Gateway ignores the kind. */
  kind: ({ kind, key }: { readonly kind: string; readonly key: string }) => ({
    what: `A ${kind} needs extensionApis.${key}, which the configuration of Envoy Gateway does not enable.`,
    why: 'Envoy Gateway ignores the object.',
    fix: `Set extensionApis.${key}: true.`,
  }),
  /** Envoy Gateway rejects references to the Secret. */
  socket: () => ({
    what: 'A Secret that names a socket needs extensionApis.enableSDSSecretRef, which the configuration of Envoy Gateway does not enable.',
    why: 'Envoy Gateway rejects references to the Secret, and routes that need it respond with 500.',
    fix: 'Set extensionApis.enableSDSSecretRef: true.',
  }),
};

const retryTime = {
  together: ({ tries, least }: { readonly tries: number; readonly least: number }) => ({
    what: `timeouts.backendRequest ends all ${tries} attempts together after ${least} ms.`,
    why: 'Envoy Gateway applies it to the whole request, so a slow first attempt leaves no time for a retry.',
    fix: 'Write timeouts.request for the whole request, and perRetry.timeout for each attempt.',
  }),
  each: ({ tries, each, least }: { readonly tries: number; readonly each: number; readonly least: number }) => ({
    what: `${tries} attempts of ${each} ms do not fit into the request timeout of ${least} ms.`,
    why: 'The last attempts are never made.',
    fix: 'Shorten perRetry.timeout, or reduce numRetries.',
  }),
};

export const trafficFindings = {
  AccessLogOff: constant(
    'info',
    {
      what: 'The access log is disabled.',
      why: 'You cannot find out later which requests were rejected, and why.',
      fix: 'Remove disable.',
    },
    {
      before: 'telemetry: { accessLog: { disable: true } }',
      after: 'telemetry: { accessLog: { settings: [{ sinks: [{ type: File, file: { path: /dev/stdout } }] }] } }',
    },
  ),
  AnyHostname: constant(
    'info',
    {
      what: 'This HTTPS listener has no hostname.',
      why: 'It serves requests for any name that resolves to it.',
      fix: 'Write the hostname of the API.',
    },
    {
      before: '{ name: https, port: 443, protocol: HTTPS }',
      after: '{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com }',
    },
  ),
  LimitPerMatch: define<{ matches: number }>({
    severity: 'info',
    sample: { matches: 3 },
    words: ({ matches }) => ({
      what: `This limit applies to each of ${matches} matches separately.`,
      why: `A client can send ${matches} times the limit.`,
      fix: 'Set shared: true on the rule.',
    }),
    example: {
      before: 'global: { rules: [{ limit: { requests: 9, unit: Minute } }] }',
      after: 'global: { rules: [{ limit: { requests: 9, unit: Minute }, shared: true }] }',
    },
  }),
  ClearTextBackend: constant(
    'warning',
    {
      what: 'This endpoint has port 443, but no TLS settings.',
      why: 'Envoy sends requests unencrypted, with the credentials in them.',
      fix: 'Add spec.tls with wellKnownCACertificates and sni, or a BackendTLSPolicy.',
    },
    {
      before: 'endpoints: [{ fqdn: { hostname: pay.example.com, port: 443 } }]',
      after: 'tls: { wellKnownCACertificates: System, sni: pay.example.com } in the same spec',
    },
  ),
  ClearTextRoute: constant(
    'warning',
    {
      what: 'The Gateway has a TLS listener, but this route is served over HTTP.',
      why: 'Credentials travel unencrypted.',
      fix: 'Name the TLS listener in sectionName, and redirect HTTP to it.',
    },
    { before: 'parentRefs: [{ name: edge }]', after: 'parentRefs: [{ name: edge, sectionName: https }]' },
  ),
  EveryRequestTraced: constant(
    'info',
    {
      what: 'Tracing has no samplingRate.',
      why: 'Every request is traced, which can overload the collector.',
      fix: 'Write samplingRate: the percentage of requests to trace.',
    },
    { before: 'tracing: { provider: {...} }', after: 'tracing: { samplingRate: 5, provider: {...} }' },
  ),
  ExtensionDisabled: define<Variant<typeof extension>>({
    severity: 'warning',
    sample: { case: 'kind', of: { kind: 'Backend', key: 'enableBackend' } },
    words: variants(extension),
    example: { before: 'extensionApis: {}', after: 'extensionApis: { enableBackend: true }' },
  }),
  FallbackLoadBalanced: constant(
    'warning',
    {
      what: 'This rule has a Service and a Backend with fallback: true.',
      why: 'Envoy Gateway balances requests across both: the fallback receives its share of all requests, and does not take over when the Service fails.',
      fix: 'Replace the Service by a Backend with the DNS name of the Service.',
    },
    {
      before: 'backendRefs: [{ name: app, port: 80 }, { kind: Backend, name: spare }]',
      after: 'backendRefs: [{ kind: Backend, name: app-80 }, { kind: Backend, name: spare }]',
    },
  ),
  ForgeableLimitKey: define<{ header: string; set: readonly string[] }>({
    severity: 'warning',
    sample: { header: 'x-tenant', set: ['x-jwt-claim-sub'] },
    words: ({ header, set }) => ({
      what: `The rate limit key is header ${header}, whose value the client chooses.`,
      why: 'A client that sends a new value with each request is never limited.',
      fix: `Use a header that authentication sets: ${listed(set)}.`,
    }),
    example: {
      before: 'headers: [{ name: x-tenant, type: Distinct }]',
      after: 'headers: [{ name: x-jwt-claim-sub, type: Distinct }]',
    },
  }),
  HeaderWithPercent: define<{ header: string }>({
    severity: 'error',
    sample: { header: 'x-discount' },
    words: ({ header }) => ({
      what: `The value of header ${header} contains a "%" that starts no command operator of Envoy.`,
      why: 'Envoy rejects the route configuration, and no later change of a route takes effect.',
      fix: 'Write %% for a literal percent sign.',
    }),
    example: {
      before: 'set: [{ name: x-discount, value: "10%" }]',
      after: 'set: [{ name: x-discount, value: "10%%" }]',
    },
  }),
  HttpsRedirectMissing: constant(
    'info',
    {
      what: 'No HTTPRoute attaches to this HTTP listener.',
      why: 'Clients that use http:// get 404 instead of a redirect to https://.',
      fix: 'Add an HTTPRoute with a RequestRedirect filter (scheme: https, statusCode: 308), or remove the listener.',
    },
    {
      before: 'listeners: [http, https], every route on https',
      after:
        'HTTPRoute { parentRefs: [{ sectionName: http }], filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 308 } }] }',
    },
  ),
  /** `sanitized`: the header holds the API key, and apiKeyAuth removes it. */
  LimitKeyMissing: define<{ header: string; sanitized: boolean }>({
    severity: 'warning',
    sample: { header: 'x-user', sanitized: false },
    words: ({ header, sanitized }) => ({
      what: sanitized
        ? `The rate limit key is header ${header}, which apiKeyAuth removes (sanitize: true) before limits are applied.`
        : `The rate limit key is header ${header}, which is removed from every request and not set again.`,
      why: 'No request is counted, so no client is limited.',
      fix: sanitized ? 'Use the header of forwardClientIDHeader.' : 'Use a header that authentication sets.',
    }),
    example: {
      before: 'headers: [{ name: x-user, type: Distinct }] with x-user in earlyRequestHeaders.remove',
      after: 'the same, and claimToHeaders: [{ claim: sub, header: x-user }]',
    },
  }),
  LocalLimitUnits: define<{ unit: string; standard: string }>({
    severity: 'error',
    sample: { unit: 'Minute', standard: 'Hour' },
    words: ({ unit, standard }) => ({
      what: `The unit ${unit} is not a multiple of ${standard}, the unit of the rule without selectors.`,
      why: 'Envoy Gateway rejects the policy, and its routes respond with 500.',
      fix: 'Give the rule without selectors the smallest unit.',
    }),
    example: {
      before: 'rules: [{ limit: 9/Hour }, { clientSelectors: [...], limit: 1/Minute }]',
      after: 'rules: [{ limit: 9/Minute }, { clientSelectors: [...], limit: 1/Minute }]',
    },
  }),
  OldTlsAllowed: define<{ version: string }>({
    severity: 'warning',
    sample: { version: '1.0' },
    words: ({ version }) => ({
      what: `minVersion ${version} allows TLS versions below 1.2.`,
      why: 'TLS 1.0 and 1.1 are insecure and must not be used (RFC 8996).',
      fix: 'Write "1.2" or "1.3".',
    }),
    example: { before: 'tls: { minVersion: "1.0" }', after: 'tls: { minVersion: "1.2" }' },
  }),
  PathNormalizationOff: constant(
    'warning',
    {
      what: 'Encoded slashes are kept, or double slashes are not merged.',
      why: 'The gateway and the service can read the same path differently, so a client can bypass a policy.',
      fix: 'Set escapedSlashesAction: RejectRequest and disableMergeSlashes: false.',
    },
    {
      before: 'path: { escapedSlashesAction: KeepUnchanged, disableMergeSlashes: true }',
      after: 'path: { escapedSlashesAction: RejectRequest, disableMergeSlashes: false }',
    },
  ),
  RedirectLosesMethod: define<{ status: number }>({
    severity: 'info',
    sample: { status: 301 },
    words: ({ status }) => ({
      what: `This redirect has status ${status}.`,
      why: 'Clients change POST to GET and drop the body.',
      fix: 'Write 308, or 307 for a temporary redirect.',
    }),
    example: {
      before: 'requestRedirect: { scheme: https, statusCode: 301 }',
      after: 'requestRedirect: { scheme: https, statusCode: 308 }',
    },
  }),
  RegexShadowsPrefix: define<{ pattern: string; prefix: string }>({
    severity: 'warning',
    sample: { pattern: '/.*', prefix: '/v1/users' },
    words: ({ pattern, prefix }) => ({
      what: `The regular expression ${short(pattern)} also matches requests below ${short(prefix)}, the prefix of another rule.`,
      why: 'Envoy Gateway tries regular expressions before prefixes, so the other rule does not receive these requests.',
      fix: 'Make the expression narrower, or use prefixes.',
    }),
    example: {
      before: 'RegularExpression /.* and PathPrefix /v1/users',
      after: 'PathPrefix / and PathPrefix /v1/users',
    },
  }),
  RetriesUnsafe: define<{ triggers: readonly string[] }>({
    severity: 'warning',
    sample: { triggers: ['5xx'] },
    words: ({ triggers }) => ({
      what: `Retries on ${listed(triggers, 20)} repeat requests that the service may already have processed, POST included.`,
      why: 'An order may be placed twice.',
      fix: 'Retry only on connect-failure, refused-stream and reset-before-request, unless every request is safe to repeat.',
    }),
    example: {
      before: 'retry: { retryOn: { triggers: [5xx] } }',
      after: 'retry: { retryOn: { triggers: [connect-failure, refused-stream, reset-before-request] } }',
    },
  }),
  RootRewriteLosesSlash: define<{ prefix: string; sent: string }>({
    severity: 'warning',
    sample: { prefix: '/docs/', sent: '/docs' },
    words: ({ prefix, sent }) => ({
      what: `The prefix / is replaced by ${prefix}, and Envoy Gateway removes the last slash of the replacement.`,
      why: `/version reaches the service as ${sent}version.`,
      fix: `Use an HTTPRouteFilter with ReplaceRegexMatch: pattern ^/, substitution ${sent}/.`,
    }),
    example: {
      before: 'urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /docs/ } } at PathPrefix /',
      after:
        'urlRewrite: { path: { type: ReplaceRegexMatch, replaceRegexMatch: { pattern: ^/, substitution: /docs/ } } }',
    },
  }),
  SelectorIgnored: define<{ kind: string }>({
    severity: 'warning',
    sample: { kind: 'sourceCIDR' },
    words: ({ kind }) => ({
      what: `This rule has several ${kind} selectors.`,
      why: 'Envoy Gateway uses the last one and ignores the others.',
      fix: 'Write a rule for each.',
    }),
    example: {
      before: 'clientSelectors: [{ sourceCIDR: a }, { sourceCIDR: b }]',
      after: 'two rules with a sourceCIDR each',
    },
  }),
  ServiceErrorsReplaced: constant(
    'info',
    {
      what: 'This override also replaces responses of the services with these status codes.',
      why: 'Clients lose the bodies that the services send.',
      fix: 'Write source: Local to replace responses of the gateway only.',
    },
    {
      before: 'responseOverride: [{ match: { statusCodes: [{ value: 404 }] } }]',
      after: 'responseOverride: [{ source: Local, match: { statusCodes: [{ value: 404 }] } }]',
    },
  ),
  /** `uploads`, `silence`: the time after which each ends; undefined: it does not end too early. */
  TimeoutLimitedByListener: define<{
    time: string;
    policy: string;
    uploads: string | undefined;
    silence: string | undefined;
  }>({
    severity: 'warning',
    sample: { time: '900 s', policy: 'edge', uploads: '30 s', silence: '300 s' },
    words: ({ time, policy, uploads, silence }) => ({
      what: `This route allows requests to take ${time}, but ClientTrafficPolicy ${policy} ends ${[
        ...(uploads === undefined ? [] : [`uploads after ${uploads} (requestReceivedTimeout)`]),
        ...(silence === undefined ? [] : [`responses that send nothing for ${silence} (streamIdleTimeout)`]),
      ].join(' and ')}.`,
      why: 'The shorter time applies: clients get 408 or 504.',
      fix: 'Raise requestReceivedTimeout there, and set streamIdleTimeout in the BackendTrafficPolicy of the route.',
    }),
    example: {
      before:
        'timeouts: { request: 900s } and timeout: { http: { requestReceivedTimeout: 30s, streamIdleTimeout: 5m } }',
      after:
        'requestReceivedTimeout: 900s in the ClientTrafficPolicy, streamIdleTimeout: 900s in the BackendTrafficPolicy',
    },
  }),
  RetriesExceedTimeout: define<Variant<typeof retryTime>>({
    severity: 'warning',
    sample: { case: 'each', of: { tries: 3, each: 2000, least: 2000 } },
    words: variants(retryTime),
    example: {
      before: 'timeouts: { request: 2s } and perRetry: { timeout: 2s }, numRetries: 2',
      after: 'timeouts: { request: 2s } and perRetry: { timeout: 600ms }, numRetries: 2',
    },
  }),
  TlsPolicyIgnored: define<{ backend: string; port: string }>({
    severity: 'warning',
    sample: { backend: 'pay', port: '443' },
    words: ({ backend, port }) => ({
      what: `This policy is for port ${port} of Backend ${backend}, but a route refers to the Backend without a port.`,
      why: 'The policy does not apply: requests leave unencrypted, and no status reports it.',
      fix: 'Remove the sectionName, or write the port in the backendRef.',
    }),
    example: {
      before:
        'targetRefs: [{ kind: Backend, name: pay, sectionName: "443" }], backendRefs: [{ kind: Backend, name: pay }]',
      after: 'targetRefs: [{ kind: Backend, name: pay }]',
    },
  }),
  UnderscoresAllowed: constant(
    'warning',
    {
      what: 'Headers with underscores are allowed.',
      why: 'Many services read x_user as x-user, so a client can forge a header that the gateway removes.',
      fix: 'Set withUnderscoresAction: RejectRequest.',
    },
    { before: 'headers: { withUnderscoresAction: Allow }', after: 'headers: { withUnderscoresAction: RejectRequest }' },
  ),
  WeightsIgnored: constant(
    'warning',
    {
      what: 'The weights of these backends have no effect, because the policy of the route uses consistent hashing.',
      why: 'Envoy Gateway makes one pool of all backends.',
      fix: 'Add a filter to each backendRef; then each backend keeps its own pool.',
    },
    {
      before: 'backendRefs: [{ name: a, weight: 90 }, { name: b, weight: 10 }]',
      after: 'backendRefs: [{ name: a, weight: 90, filters: [...] }, { name: b, weight: 10, filters: [...] }]',
    },
  ),
  MissingKeyUnlimited: define<{ header: string }>({
    severity: 'warning',
    sample: { header: 'x-tenant' },
    words: ({ header }) => ({
      what: `No rule of this rate limit matches requests without header ${header}.`,
      why: 'Such requests are not limited.',
      fix: 'Add a rule for them: in a local limit without selectors, in a global limit with the header and invert: true.',
    }),
    example: {
      before: 'rules: [{ clientSelectors: [{ headers: [{ name: x-tenant, type: Distinct }] }], limit: ... }]',
      after:
        'the same, and { clientSelectors: [{ headers: [{ name: x-tenant, type: RegularExpression, value: ".*", invert: true }] }], limit: ... }',
    },
  }),
} as const satisfies Group;
