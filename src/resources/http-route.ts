import { ANY_VALUE } from '../auth/auth-kind.ts';
import type { HTTPRoute, HTTPRouteFilter } from '../crds/types/index.ts';
import type { Intent, MatchIntent, RouteIntent, RuleIntent } from '../model/intent.ts';
import { methodWords } from '../model/route-methods.ts';
import { defined, ENVOY_GATEWAY, GATEWAY_API, meta, note, resource, some } from '../objects/make.ts';
import type { Note, Resource } from '../objects/resource.ts';
import { literalBody } from '../values/own-response.ts';
import { ROUTES } from './notes/routes-notes.ts';
import { backendRef, type HttpRule, httpFilters, parentRefs, routeMeta, valueMatch } from './route-parts.ts';

type HttpMatch = NonNullable<HttpRule['matches']>[number];

const PATH_TYPE = { prefix: 'PathPrefix', exact: 'Exact', regex: 'RegularExpression' } as const;

const matchOf = (m: MatchIntent): HttpMatch =>
  defined({
    path: { type: PATH_TYPE[m.path.type], value: m.path.value },
    method: m.method as NonNullable<HttpMatch['method']> | undefined,
    headers: some(m.headers.map(valueMatch)),
    queryParams: some(m.query.map(valueMatch)),
  });

const ruleOf = (rule: RuleIntent): HttpRule =>
  defined({
    name: rule.name,
    matches: rule.matches.map(matchOf),
    filters: some(httpFilters(rule)),
    backendRefs: some(rule.destinations.map(backendRef)),
    timeouts: rule.timeout === undefined ? undefined : { request: rule.timeout },
    sessionPersistence: rule.session && {
      sessionName: rule.session.name,
      type: rule.session.by,
      ...(rule.session.lifetime !== undefined && {
        absoluteTimeout: rule.session.lifetime,
        cookieConfig: { lifetimeType: 'Permanent' as const },
      }),
    },
  });

const WHY: Record<RouteIntent['role'], (r: RouteIntent) => string> = {
  service: (r) =>
    r.rules.every((x) => x.answer && x.destinations.length === 0)
      ? ROUTES.ownAnswers(r.methods.length > 0 ? r.methods.join(' or ') : undefined)
      : r.methods.length > 0
        ? ROUTES.ofService(r.service, methodWords(r))
        : ROUTES.publicService(r.service),
  method: (r) => ROUTES.ofMethod(r.service, methodWords(r)),
  public: (r) => ROUTES.publicPaths(r.service),
};

const notesOf = (route: RouteIntent, protocol: string | undefined): Note[] => {
  const at = (i: number, ...path: (string | number)[]) => ['spec', 'rules', i, ...path] as const;
  return [
    note('why', WHY[route.role](route)),
    ...route.rules.flatMap((rule, i) => [
      ...(rule.destinations.some((d) => d.track) ? [note('why', ROUTES.weights, ...at(i, 'backendRefs'))] : []),
      ...(rule.answer?.kind === 'response' && rule.answer.maintenance
        ? [note('why', ROUTES.inMaintenance, ...at(i, 'filters'))]
        : []),
      ...(rule.mirror ? [note('why', ROUTES.mirror(rule.mirror.name, rule.mirror.percent), ...at(i, 'filters'))] : []),
      ...(rule.session ? [note('why', ROUTES.session(rule.session.by), ...at(i, 'sessionPersistence'))] : []),
      ...(rule.preflight ? [note('why', ROUTES.preflight, ...at(i))] : []),
      ...(rule.timeout === '0s'
        ? [note('why', protocol === 'websocket' ? ROUTES.websocketTimeout : ROUTES.noTimeout, ...at(i, 'timeouts'))]
        : []),
    ]),
  ];
};

/** One HTTPRoute for each route of the model; it names its listener, and every rule has a name. */
export const httpRoutes = (intent: Intent): Resource[] => {
  const protocols = new Map(intent.services.map((s) => [s.name, s.protocol]));
  return intent.routes
    .filter((r) => r.kind === 'HTTPRoute')
    .map((route) => {
      const object: HTTPRoute = {
        apiVersion: GATEWAY_API,
        kind: 'HTTPRoute',
        metadata: routeMeta(intent, route),
        spec: defined({
          parentRefs: parentRefs(intent, route.listeners),
          hostnames: some(route.hostnames),
          rules: route.rules.map(ruleOf),
        }),
      };
      return resource('httpRoutes', route.service, object, notesOf(route, protocols.get(route.service)));
    });
};

/** An HTTPRouteFilter without its name: the service that its file belongs to, its spec and its comments. */
interface FilterPart {
  readonly owner: string;
  readonly spec: HTTPRouteFilter['spec'];
  readonly notes: readonly Note[];
}

/** One HTTPRouteFilter for each name that `named` finds in rules, from the value of its last rule. */
const filtersOf = <T>(
  intent: Intent,
  named: (rule: RuleIntent, service: string) => readonly (readonly [name: string, value: T])[],
  part: (value: T) => FilterPart,
): Resource[] => {
  const byName = new Map(intent.routes.flatMap((r) => r.rules.flatMap((rule) => named(rule, r.service))));
  return [...byName].map(([name, value]) => {
    const { owner, spec, notes } = part(value);
    const object: HTTPRouteFilter = {
      apiVersion: ENVOY_GATEWAY,
      kind: 'HTTPRouteFilter',
      metadata: meta(intent, name),
      spec,
    };
    return resource('httpRoutes', owner, object, notes);
  });
};

/** What the gateway answers in place of services. */
export const responseFilters = (intent: Intent): Resource[] =>
  filtersOf(
    intent,
    ({ answer: a }, service) => (a?.kind === 'response' ? [[a.filter, { ...a, service }]] : []),
    ({ status, body, contentType, headers, filter, maintenance, service }) => ({
      // The answer of all services in maintenance belongs to none of them.
      owner: maintenance && filter !== `maintenance-${service}` ? filter : service,
      spec: {
        directResponse: defined({
          statusCode: status,
          contentType,
          body: body === undefined ? undefined : { type: 'Inline' as const, inline: literalBody(body) },
          header: headers.length > 0 ? { set: headers.map(([name, value]) => ({ name, value })) } : undefined,
        }),
      },
      notes: [
        note('why', maintenance ? ROUTES.maintenance : ROUTES.response),
        ...(body?.includes('%') ? [note('why', ROUTES.percent, 'spec', 'directResponse', 'body')] : []),
      ],
    }),
  );

/** HTTPRoute cannot match cookies, but an HTTPRouteFilter can. One for each cookie that holds an API key. */
export const cookieFilters = (intent: Intent): Resource[] =>
  filtersOf(
    intent,
    (rule) => rule.matches.flatMap((m) => (m.cookie ? [[m.cookie.filter, m.cookie.name] as const] : [])),
    (cookie) => ({
      owner: 'cookies',
      spec: { matches: [{ cookies: [{ name: cookie, type: 'RegularExpression', value: ANY_VALUE }] }] },
      notes: [note('why', ROUTES.cookie(cookie))],
    }),
  );

/** The gateway's own credentials for external servers: read from Secrets, added after authentication and rate limits. */
export const credentialFilters = (intent: Intent): Resource[] =>
  filtersOf(
    intent,
    ({ credential: c }, service) => (c ? [[c.filter, { ...c, service }]] : []),
    ({ header, secret, service }) => ({
      owner: service,
      spec: {
        // Replaces a header that the client sends, so that no client can impersonate the gateway.
        credentialInjection: { header, overwrite: true, credential: { valueRef: { name: secret } } },
      },
      notes: [
        note('why', ROUTES.credential(service, header)),
        note('todo', ROUTES.credentialSecret(secret), 'spec', 'credentialInjection', 'credential'),
      ],
    }),
  );

/** For backends with different host names: sets the Host header to that of the chosen backend. */
export const hostFilters = (intent: Intent): Resource[] =>
  filtersOf(
    intent,
    (rule, service) => (rule.hostFilter ? [[rule.hostFilter, service]] : []),
    (service) => ({
      owner: service,
      spec: { urlRewrite: { hostname: { type: 'Backend' } } },
      notes: [note('why', ROUTES.host(service))],
    }),
  );

/** Prefix for services at path `/`, where ReplacePrefixMatch of Envoy Gateway loses the slash, and rewrites of patterns. */
export const pathFilters = (intent: Intent): Resource[] =>
  filtersOf(
    intent,
    ({ pathFilter: p }, service) => (p ? [[p.name, { ...p, service }]] : []),
    ({ pattern, substitution, host, service }) => ({
      owner: service,
      spec: {
        urlRewrite: {
          ...(host && { hostname: { type: 'Backend' as const } }),
          path: { type: 'ReplaceRegexMatch', replaceRegexMatch: { pattern, substitution } },
        },
      },
      notes: [
        note(
          'why',
          pattern === '^/'
            ? ROUTES.pathPrefix(service, substitution, substitution.slice(0, -1))
            : ROUTES.pathPattern(service, pattern, substitution),
        ),
      ],
    }),
  );
