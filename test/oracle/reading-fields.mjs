// Each field of a route as text: from Envoy Gateway's intermediate representation (internal/ir/xds.go), and from our reading.

const ms = (text) => {
  if (text === undefined || text === null) return undefined;
  const units = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 0.001, ns: 0.000001 };
  let total = 0;
  for (const [, n, unit] of String(text).matchAll(/([\d.]+)(ms|us|µs|ns|h|m|s)/g)) total += Number(n) * units[unit];
  return total;
};
const list = (v) => v ?? [];
const sorted = (v) => [...v].sort();
const join = (v) => list(v).join(' ');

const irMatch = (m) =>
  m.exact !== undefined ? ['exact', m.exact]
  : m.prefix !== undefined ? ['prefix', m.prefix]
  : m.suffix !== undefined ? ['suffix', m.suffix]
  : ['regex', m.safeRegex]; // biome-ignore format: a table
const irValues = (all) =>
  list(all)
    .map((m) => [m.name, ...irMatch(m)].join(' '))
    .join('; ');
const ourValues = (all) => all.map((m) => [m.name, m.type, m.value].join(' ')).join('; ');

const irHeaders = (add, remove) =>
  [
    ...list(add).map((h) => `${h.append ? 'add' : 'set'} ${h.name}: ${join(h.value)}`),
    ...list(remove).map((n) => `remove ${n}`),
  ].join('; ');
const ourHeaders = ({ changes, remove }) =>
  [
    ...changes.map((h) => `${h.append ? 'add' : 'set'} ${h.name}: ${h.value}`),
    ...remove.map((n) => `remove ${n}`),
  ].join('; ');

const usable = (s) => list(s.endpoints).length > 0 || s.isDynamicResolver || s.isCustomBackend;
const irShares = (d) => [
  ...list(d.settings).map((s) => `${s.weight ?? 1}${usable(s) && !s.invalid ? '' : ' fails'}`),
  ...list(d.backendClusterRefs).map((s) => `${s.weight ?? 1}`),
];
const ourShares = (action) =>
  action.backends
    .filter((b) => b.weight > 0)
    .map((b) => `${b.weight}${b.state === 'valid' || b.state === 'unknown' ? '' : ' fails'}`);

const irBackends = (d) => [
  ...list(d.settings).map((s) => (s.metadata ? `${s.metadata.kind} ${s.metadata.namespace}/${s.metadata.name}` : '')),
  ...list(d.backendClusterRefs).map((s) => s.name.split('/').slice(0, 3).join('/')),
];
const wanted = (b) => b.weight > 0;
const ourBackends = (action, merged) =>
  action.backends
    .filter(wanted)
    .map((b) =>
      merged.has(`${b.kind.toLowerCase()}/${b.namespace}/${b.ref.name}`)
        ? `${b.kind.toLowerCase()}/${b.namespace}/${b.ref.name}`
        : b.state === 'invalid' ||
            b.state === 'empty' ||
            b.object?.spec?.type === 'DynamicResolver' ||
            !['Service', 'Backend', 'ServiceImport'].includes(b.kind)
          ? ''
          : `${b.kind} ${b.namespace}/${b.ref.name}`,
    );

const seconds = (v) => (v === undefined ? undefined : ms(v) / 1000);
const wildcard = (o) => o.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
const irCors = (c) =>
  c === undefined ? '' : [
    list(c.allowOrigins).map((o) => o.exact ?? o.safeRegex).join(' '), join(c.allowMethods), join(c.allowHeaders),
    join(c.exposeHeaders), c.allowCredentials === true, seconds(c.maxAge),
  ].join(' | '); // biome-ignore format: a table
const ourCors = (c) =>
  c === undefined ? '' : [
    c.origins.map((o) => (o.includes('*') ? wildcard(o) : o)).join(' '), c.methods.join(' '), c.headers.join(' '),
    c.exposedHeaders.join(' '), c.credentials, c.maxAge,
  ].join(' | '); // biome-ignore format: a table

const path = (p) => (p === undefined ? '' : `${p.by} ${p.pattern ?? ''} ${p.to}`);
const irPath = (p) =>
  p?.fullReplace != null ? path({ by: 'full', to: p.fullReplace })
  : p?.prefixMatchReplace != null ? path({ by: 'prefix', to: p.prefixMatchReplace })
  : p?.regexMatchReplace != null ? path({ by: 'regex', pattern: p.regexMatchReplace.pattern, to: p.regexMatchReplace.substitution })
  : ''; // biome-ignore format: a table
const host = (h) => (h === undefined ? '' : `${h.by} ${h.pattern ?? ''} ${h.to ?? ''}`);
const irHost = (h) =>
  h?.name != null ? host({ by: 'name', to: h.name })
  : h?.header != null ? host({ by: 'header', to: h.header })
  : h?.backend ? host({ by: 'backend' })
  : h?.pathRegex ? host({ by: 'pathRegex', pattern: h.pathRegex.pattern, to: h.pathRegex.substitution })
  : ''; // biome-ignore format: a table

const port = (p) => (p === 80 || p === 443 ? undefined : p);
const irAction = (r) =>
  r.directResponse ? `respond ${r.directResponse.statusCode}`
  : r.redirect ? ['redirect', r.redirect.statusCode ?? 302, r.redirect.scheme, r.redirect.hostname, port(r.redirect.port), irPath(r.redirect.path)].join(' ')
  : 'forward'; // biome-ignore format: a table
const ourAction = (a) =>
  a.type === 'respond' ? `respond ${a.status}`
  : a.type === 'redirect' ? ['redirect', a.status, a.scheme, a.hostname, a.port, path(a.path)].join(' ')
  : 'forward'; // biome-ignore format: a table

const RETRY_ON = 'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes';
const irRetry = (r) => {
  const retry = r.retry ?? r.traffic?.retry;
  if (!retry) return '';
  const on = list(retry.retryOn?.triggers).join(',') || RETRY_ON;
  const codes = retry.retryOn ? list(retry.retryOn.httpStatusCodes) : [503];
  return `${retry.numRetries ?? 2} ${on} ${codes.join(',')} ${ms(retry.perRetry?.timeout) ?? ''} ${ms(retry.perRetry?.backOff?.baseInterval) ?? ''}`;
};
const ourRetry = ({ retries: r, timeouts: { attempt } }) =>
  r === undefined
    ? ''
    : `${r.count} ${r.triggers.join(',')} ${r.statusCodes.join(',')} ${attempt?.value ?? ''} ${r.backoff ?? ''}`;

const irSecurity = (s = {}) => [
  ...(s.extAuth ? [`extAuth ${s.extAuth.grpc ? 'grpc' : 'http'} failOpen=${s.extAuth.failOpen === true}`] : []),
  ...(s.apiKeyAuth ? ['apiKeyAuth'] : []),
  ...(s.basicAuth ? [`basicAuth ${s.basicAuth.forwardUsernameHeader ?? ''}`] : []),
  ...(s.oidc ? [`oidc ${s.oidc.logoutPath}`] : []),
  ...(s.jwt
    ? [
        `jwt required=${!s.jwt.allowMissing && !s.jwt.allowMissingOrFailed} ${s.jwt.providers.map((p) => [p.name, p.issuer, ...list(p.audiences), p.remoteJWKS?.uri ?? 'local', p.recomputeRoute === true].join(' ')).join('; ')}`,
      ]
    : []),
];
const ourSecurity = (all) =>
  all.map((m) =>
    m.method === 'extAuth' ? `extAuth ${m.protocol} failOpen=${m.failOpen}`
    : m.method === 'basicAuth' ? `basicAuth ${m.userHeader ?? ''}`
    : m.method === 'oidc' ? `oidc ${m.logoutPath}`
    : m.method === 'jwt' ? `jwt required=${m.required} ${m.providers.map((p) => [p.name, p.issuer, ...p.audiences, p.keys === 'local' ? 'local' : p.keys.uri, p.recomputesRoute].join(' ')).join('; ')}`
    : m.method,
  ); // biome-ignore format: a table

const irAccess = (a) =>
  a === undefined
    ? ''
    : [
        a.defaultAction,
        ...list(a.rules).map((r) =>
          [
            r.action,
            list(r.principal?.clientCIDRs).length,
            list(r.principal?.headers).length,
            r.principal?.jwt?.provider ?? '',
            list(r.operation?.methods).join(','),
            r.cel ?? '',
          ].join(' '),
        ),
      ].join('; ');
const ourAccess = (a) =>
  a === undefined
    ? ''
    : [
        a.defaultAction,
        ...a.rules.map((r) =>
          [
            r.action,
            list(r.principal.clientCIDRs).length,
            list(r.principal.headers).length,
            r.principal.jwt?.provider ?? '',
            list(r.operation.methods).join(','),
            r.cel ?? '',
          ].join(' '),
        ),
      ].join('; ');

const MAX = 4294967295;
const irLimit = (scope, r) =>
  [
    scope,
    `${r.limit.requests}/${r.limit.unit}`,
    list(r.headerMatches).length,
    list(r.queryParamMatches).length,
    list(r.methodMatches).length,
    r.pathMatch ? 1 : 0,
    r.cidrMatch ? 1 : 0,
    r.shared === true,
    r.shadowMode === true,
    r.name,
  ].join(' ');
const irLimits = ({ local, global } = {}) => [
  ...(local && local.default.requests !== MAX ? [`local default ${local.default.requests}/${local.default.unit}`] : []),
  ...list(local?.rules).map((r) => irLimit('local', r)),
  ...list(global?.rules).map((r) => irLimit('global', r)),
];
const count = (l, key) => l.selectors.reduce((n, s) => n + list(s[key]).length, 0);
const has = (l, key) => (l.selectors.some((s) => s[key] !== undefined) ? 1 : 0);
const ourLimits = (all) => [
  ...all.filter((l) => l.isDefault).map((l) => `local default ${l.requests}/${l.unit}`),
  ...all.filter((l) => !l.isDefault).map((l) => [l.scope, `${l.requests}/${l.unit}`, count(l, 'headers'), count(l, 'queryParams'), count(l, 'methods'), has(l, 'path'), has(l, 'sourceCIDR'), l.shared, l.shadow, `${l.policy.metadata.namespace}/${l.policy.metadata.name}/rule/${/\d+/.exec(l.field)}`].join(' ')),
]; // biome-ignore format: a table

const KINDS = [
  ['luas', 'lua'],
  ['extProcs', 'extProc'],
  ['wasms', 'wasm'],
  ['dynamicModules', 'dynamicModule'],
];
const irExtensions = (e = {}) => KINDS.flatMap(([key, kind]) => list(e[key]).map(() => kind));

const TRAFFIC = [
  'loadBalancer',
  'proxyProtocol',
  'healthCheck',
  'circuitBreaker',
  'faultInjection',
  'admissionControl',
  'bandwidthLimit',
  'requestBuffer',
  'responseOverride',
  'tcpKeepalive',
  'http2',
  'dns',
];
const irTraffic = (t = {}) => sorted(TRAFFIC.filter((k) => t[k] !== undefined && k !== 'requestBuffer')).join(' ');
const ourTraffic = (spec = {}) =>
  sorted(TRAFFIC.filter((k) => spec[k] !== undefined && k !== 'requestBuffer')).join(' ');
const types = (all) =>
  list(all)
    .map((c) => c.type)
    .join(' ');

/** Each field with the text of both sides; `forwarded`: it matters only for a request that reaches a backend. */
export const FIELDS = {
  host: { theirs: (r) => r.hostname, ours: ({ route }) => route.host },
  path: { theirs: (r) => irMatch(r.pathMatch ?? { prefix: '/' }).join(' '), ours: ({ route: { match } }) => `${match.path.type} ${match.path.value}` },
  headers: { theirs: (r) => irValues(r.headerMatches), ours: ({ route: { match } }) => ourValues(match.headers) },
  query: { theirs: (r) => irValues(r.queryParamMatches), ours: ({ route: { match } }) => ourValues(match.query) },
  cookies: { theirs: (r) => irValues(r.cookieMatches), ours: ({ route: { match } }) => ourValues(match.cookies) },
  action: { theirs: irAction, ours: ({ rule }) => ourAction(rule.action) },
  shares: { forwarded: true, theirs: (r) => sorted(irShares(r.destination)).join(', '), ours: ({ rule }) => sorted(ourShares(rule.action)).join(', ') },
  backends: { forwarded: true, theirs: (r) => sorted(irBackends(r.destination)).join(', '), ours: ({ rule }, r) => sorted(ourBackends(rule.action, new Set(list(r.destination.backendClusterRefs).map((s) => s.name.split('/').slice(0, 3).join('/'))))).join(', ') },
  'backend TLS': { forwarded: true, theirs: (r) => list(r.destination.settings).map((s) => (s.tls ? 'tls' : '')).join(','), ours: ({ rule }, r) => (list(r.destination.backendClusterRefs).length > 0 ? list(r.destination.settings).map((s) => (s.tls ? 'tls' : '')).join(',') : rule.action.backends.filter(wanted).map((b) => (b.tls && b.state !== 'invalid' ? 'tls' : '')).join(',')) },
  rewrite: { forwarded: true, theirs: (r) => `${irPath(r.urlRewrite?.path)} ${irHost(r.urlRewrite?.host)}`, ours: ({ rule }) => `${path(rule.action.rewrite.path)} ${host(rule.action.rewrite.host)}` },
  mirrors: { forwarded: true, theirs: (r) => list(r.mirrors).map((m) => Math.round(m.percentage ?? 100)).join(' '), ours: ({ rule }) => rule.action.mirrors.map((m) => Math.round(m.percent)).join(' ') },
  'request headers': { unrefused: true, theirs: (r) => irHeaders(r.addRequestHeaders, r.removeRequestHeaders), ours: ({ rule }) => ourHeaders(rule.requestHeaders) },
  'response headers': { unrefused: true, theirs: (r) => irHeaders(r.addResponseHeaders, r.removeResponseHeaders), ours: ({ rule }) => ourHeaders(rule.responseHeaders) },
  cors: { unrefused: true, // The tests have no API server, which sets the filter's maxAge to 5 seconds.
    theirs: (r) => irCors(r.cors ? { ...r.cors, ...(ms(r.cors.maxAge) === 0 && { maxAge: '5s' }) } : r.security?.cors), ours: ({ rule }) => ourCors(rule.cors) },
  'request timeout': { forwarded: true, theirs: (r) => ms(r.timeout ?? r.traffic?.timeout?.http?.requestTimeout) ?? 15_000, ours: ({ rule }) => rule.timeouts.request.value },
  'connect timeout': { forwarded: true, theirs: (r) => ms(r.traffic?.timeout?.tcp?.connectTimeout) ?? 10_000, ours: ({ rule }) => rule.timeouts.connect.value },
  'stream timeout': { forwarded: true, theirs: (r) => ms(r.traffic?.timeout?.http?.maxStreamDuration) ?? '', ours: ({ rule }) => rule.timeouts.stream?.value ?? '' },
  retries: { forwarded: true, theirs: irRetry, ours: ({ rule }) => ourRetry(rule) },
  authentication: { unrefused: true, theirs: (r) => irSecurity(r.security).join(' + '), ours: ({ rule }) => ourSecurity(rule.authentication).join(' + ') },
  authorization: { unrefused: true, theirs: (r) => irAccess(r.security?.authorization), ours: ({ rule }) => ourAccess(rule.authorization) },
  limits: { unrefused: true, theirs: (r) => irLimits(r.traffic?.rateLimit).join('; '), ours: ({ rule }) => ourLimits(rule.limits).join('; ') },
  extensions: { unrefused: true, theirs: (r) => irExtensions(r.envoyExtensions).join(' '), ours: ({ rule }) => rule.extensions.map((e) => e.kind).join(' ') },
  traffic: { unrefused: true, theirs: (r) => irTraffic(r.traffic), ours: ({ rule }) => ourTraffic(rule.traffic?.spec) },
  compression: { unrefused: true, theirs: (r) => types(r.traffic?.compression), ours: ({ rule }) => rule.compression.join(' ') },
  upgrades: { unrefused: true, theirs: (r) => types(r.traffic?.httpUpgrade), ours: ({ rule }) => types(rule.traffic?.spec.httpUpgrade) },
  session: { forwarded: true, theirs: (r) => (r.sessionPersistence?.cookie ? 'Cookie' : r.sessionPersistence?.header ? 'Header' : ''), ours: ({ rule }) => rule.session?.type ?? '' },
}; // biome-ignore format: a table

const ON_CONNECTIONS = ['loadBalancer', 'proxyProtocol', 'healthCheck', 'circuitBreaker', 'tcpKeepalive', 'dns'];

/** The same for routes of connections: TLSRoutes, TCPRoutes and UDPRoutes. */
export const CONNECTION_FIELDS = {
  names: { theirs: (r) => list(r.tls?.inspector?.snis).join(' '), ours: (c) => c.names.join(' ') },
  'connection TLS': { theirs: (r) => r.tls?.terminate !== undefined, ours: (c) => c.endsTls },
  'connection shares': {
    theirs: (r) => sorted(irShares(r.destination)).join(', '),
    ours: (c) => sorted(c.backends.map((b) => String(b.weight))).join(', '),
  },
  'connection access': { theirs: (r) => irAccess(r.authorization), ours: (c) => ourAccess(c.authorization) },
  'connection traffic': {
    theirs: (r) => sorted(ON_CONNECTIONS.filter((k) => r[k] !== undefined)).join(' '),
    ours: (c) => sorted(ON_CONNECTIONS.filter((k) => c.traffic[k] !== undefined)).join(' '),
  },
  'connection timeout': {
    theirs: (r) => ms(r.timeout?.tcp?.connectTimeout) ?? '',
    ours: (c) => ms(c.traffic.timeout?.tcp?.connectTimeout) ?? '',
  },
};
