// What happens to requests: TLS, listeners, limits, timeouts, retries, load balancing.
import { constant, define, type Group, type Variant, variants } from '../definition.ts';
import { listed, short } from '../shown.ts';

const extension = {
  /** Envoy Gateway ignores the kind. */
  kind: ({ kind, key }: { readonly kind: string; readonly key: string }) => ({
    what: `Envoy Gateway ignores a ${kind} until extensionApis.${key} is true in its configuration.`,
    why: '',
    fix: '',
  }),
  /** Envoy Gateway rejects references to the Secret. */
  socket: () => ({
    what: 'Envoy Gateway refuses what refers to this Secret until extensionApis.enableSDSSecretRef is true in its configuration: routes answer 500.',
    why: '',
    fix: '',
  }),
};

const retryTime = {
  together: ({ tries, least }: { readonly tries: number; readonly least: number }) => ({
    what: `timeouts.backendRequest ends all ${tries} tries together after ${least} ms. Write timeouts.request for the whole, and perRetry.timeout for a try.`,
    why: '',
    fix: '',
  }),
  each: ({ tries, each, least }: { readonly tries: number; readonly each: number; readonly least: number }) => ({
    what: `${tries} tries of ${each} ms do not fit into the ${least} ms of the request, so the last ones are never made.`,
    why: '',
    fix: '',
  }),
};

export const trafficFindings = {
  AccessLogOff: constant(
    'info',
    {
      what: 'No request leaves a line, so nobody can say afterwards who was refused and why. Remove disable.',
      why: '',
      fix: '',
    },
    {
      before: 'telemetry: { accessLog: { disable: true } }',
      after: 'telemetry: { accessLog: { settings: [{ sinks: [{ type: File, file: { path: /dev/stdout } }] }] } }',
    },
  ),
  AnyHostname: constant(
    'info',
    { what: 'The listener answers for every name that points at it. Write the hostname.', why: '', fix: '' },
    {
      before: '{ name: https, port: 443, protocol: HTTPS }',
      after: '{ name: https, port: 443, protocol: HTTPS, hostname: api.example.com }',
    },
  ),
  BudgetForEachRoute: define<{ matches: number }>({
    severity: 'info',
    sample: { matches: 3 },
    words: ({ matches }) => ({
      what: `Each of ${matches} matches has a budget of its own, so a client gets as many times the limit. Set shared: true for one budget.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'global: { rules: [{ limit: { requests: 9, unit: Minute } }] }',
      after: 'global: { rules: [{ limit: { requests: 9, unit: Minute }, shared: true }] }',
    },
  }),
  ClearTextBackend: constant(
    'warning',
    {
      what: 'Port 443 does not mean TLS: requests, with the credentials in them, leave in clear text. Add spec.tls with wellKnownCACertificates and sni, or a BackendTLSPolicy.',
      why: '',
      fix: '',
    },
    {
      before: 'endpoints: [{ fqdn: { hostname: pay.example.com, port: 443 } }]',
      after: 'tls: { wellKnownCACertificates: System, sni: pay.example.com } beside it',
    },
  ),
  ClearTextRoute: constant(
    'warning',
    {
      what: 'The Gateway has TLS, and this route is served in clear text as well: credentials would be read on the way. Name the TLS listener in sectionName.',
      why: '',
      fix: '',
    },
    { before: 'parentRefs: [{ name: edge }]', after: 'parentRefs: [{ name: edge, sectionName: https }]' },
  ),
  EveryRequestTraced: constant(
    'info',
    {
      what: 'Without samplingRate every request is traced. Write the per cent that the collector can take.',
      why: '',
      fix: '',
    },
    { before: 'tracing: { provider: {...} }', after: 'tracing: { samplingRate: 5, provider: {...} }' },
  ),
  ExtensionDisabled: define<Variant<typeof extension>>({
    severity: 'warning',
    sample: { case: 'kind', of: { kind: 'Backend', key: 'enableBackend' } },
    words: variants(extension),
    example: { before: 'extensionApis: {}', after: 'extensionApis: { enableBackend: true }' },
  }),
  FallbackSplits: constant(
    'warning',
    {
      what: 'Beside a Service a Backend with fallback: true is no fallback: it gets its share of all requests, and none takes over. Make the Service a Backend too, by its name in DNS.',
      why: '',
      fix: '',
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
      what: `Clients choose ${header}: with a new value in each request nobody is limited. Authentication sets ${listed(set)}; count by that.`,
      why: '',
      fix: '',
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
      what: `The value of ${header} has a "%" that begins no operator, so Envoy refuses every change of routes. Write %% for a plain one.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'set: [{ name: x-discount, value: "10%" }]',
      after: 'set: [{ name: x-discount, value: "10%%" }]',
    },
  }),
  HttpsRedirectMissing: constant(
    'info',
    {
      what: 'Who comes by http:// gets 404: nothing sends them to TLS. Add an HTTPRoute with a RequestRedirect filter (scheme https, 308), or remove the listener.',
      why: '',
      fix: '',
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
        ? `apiKeyAuth with sanitize takes ${header} away before limits count, so nothing would be counted. Count by forwardClientIDHeader.`
        : `${header} is removed from every request and set by nobody, so nothing would be counted.`,
      why: '',
      fix: '',
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
      what: `${unit} is no multiple of ${standard}, the unit of the rule without selectors, so the policy is refused and its routes answer 500. Give the rule without selectors the smallest unit.`,
      why: '',
      fix: '',
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
      what: 'TLS below 1.2 is broken and forbidden by RFC 8996. Write "1.2" or "1.3".',
      why: '',
      fix: '',
    }),
    example: { before: 'tls: { minVersion: "1.0" }', after: 'tls: { minVersion: "1.2" }' },
  }),
  PathNormalisationOff: constant(
    'warning',
    {
      what: 'A path may look different to the policy and to the service, which is a way around. Use RejectRequest, and merge slashes.',
      why: '',
      fix: '',
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
      what: `Clients turn POST into GET on ${status}, without the body. Write 308, or 307 for a while.`,
      why: '',
      fix: '',
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
      what: `${short(pattern)} takes requests below ${short(prefix)}, which another rule wants: a regular expression is chosen before any prefix.`,
      why: '',
      fix: '',
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
      what: `Retries on ${listed(triggers, 20)} repeat POST as well: an order may be placed twice. Retry only connect-failure, refused-stream and reset-before-request, unless all requests may be repeated.`,
      why: '',
      fix: '',
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
      what: `Envoy Gateway cuts the last slash of ${prefix}, and at path / nothing puts it back: /version arrives as ${sent}version. Use an HTTPRouteFilter with ReplaceRegexMatch: pattern ^/, substitution ${sent}/.`,
      why: '',
      fix: '',
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
      what: `Of several ${kind} in one rule only the last counts. Make a rule of each.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'clientSelectors: [{ sourceCIDR: a }, { sourceCIDR: b }]',
      after: 'two rules with a sourceCIDR each',
    },
  }),
  ServiceErrorsReplaced: constant(
    'info',
    {
      what: "A service's own answers of this status are replaced as well. Write source: Local where only the gateway's are meant.",
      why: '',
      fix: '',
    },
    {
      before: 'responseOverride: [{ match: { statusCodes: [{ value: 404 }] } }]',
      after: 'responseOverride: [{ source: Local, match: { statusCodes: [{ value: 404 }] } }]',
    },
  ),
  /** `uploads`, `silence`: the time after which each ends; undefined: it does not end too early. */
  TimeoutCutByListener: define<{
    time: string;
    policy: string;
    uploads: string | undefined;
    silence: string | undefined;
  }>({
    severity: 'warning',
    sample: { time: '900 s', policy: 'edge', uploads: '30 s', silence: '300 s' },
    words: ({ time, policy, uploads, silence }) => ({
      what: `Requests may take ${time} here, and ClientTrafficPolicy ${policy} ends ${[
        ...(uploads === undefined ? [] : [`uploads after ${uploads} (requestReceivedTimeout)`]),
        ...(silence === undefined ? [] : [`answers that are silent for ${silence} (streamIdleTimeout)`]),
      ].join(
        ' and ',
      )}. Raise requestReceivedTimeout there, and write streamIdleTimeout in the BackendTrafficPolicy of the route.`,
      why: '',
      fix: '',
    }),
    example: {
      before:
        'timeouts: { request: 900s } and timeout: { http: { requestReceivedTimeout: 30s, streamIdleTimeout: 5m } }',
      after:
        'requestReceivedTimeout: 900s in the ClientTrafficPolicy, streamIdleTimeout: 900s in the BackendTrafficPolicy',
    },
  }),
  TimeoutStarvesRetries: define<Variant<typeof retryTime>>({
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
      what: `A route refers to Backend ${backend} without a port, so the policy for its port ${port} holds for nothing and requests leave in clear text. Remove the sectionName, or write the port in the backendRef.`,
      why: '',
      fix: '',
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
      what: 'Many services read x_user as x-user, so a client may forge a header that was removed. Use RejectRequest.',
      why: '',
      fix: '',
    },
    { before: 'headers: { withUnderscoresAction: Allow }', after: 'headers: { withUnderscoresAction: RejectRequest }' },
  ),
  WeightsIgnored: constant(
    'warning',
    {
      what: 'With consistent hashing these weights are ignored: the backends become one pool. Give each backendRef a filter, which keeps them apart.',
      why: '',
      fix: '',
    },
    {
      before: 'backendRefs: [{ name: a, weight: 90 }, { name: b, weight: 10 }]',
      after: 'backendRefs: [{ name: a, weight: 90, filters: [...] }, { name: b, weight: 10, filters: [...] }]',
    },
  ),
  WithoutKeyUnlimited: define<{ header: string }>({
    severity: 'warning',
    sample: { header: 'x-tenant' },
    words: ({ header }) => ({
      what: `Requests without ${header} are not counted at all. Add a rule for them: local without selectors, global with the header inverted.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'rules: [{ clientSelectors: [{ headers: [{ name: x-tenant, type: Distinct }] }], limit: ... }]',
      after:
        'the same, and { clientSelectors: [{ headers: [{ name: x-tenant, type: RegularExpression, value: ".*", invert: true }] }], limit: ... }',
    },
  }),
} as const satisfies Group;
