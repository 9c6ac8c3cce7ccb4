import { ANY_VALUE } from '../auth/auth-kind.ts';
import type { HTTPRoute, HTTPRouteFilter } from '../crds/types/index.ts';
import type { Intent, MatchIntent, RouteIntent, RuleIntent } from '../model/intent.ts';
import { defined, ENVOY_GATEWAY, GATEWAY_API, meta, note, resource, some } from '../objects/make.ts';
import type { Note, Resource } from '../objects/resource.ts';
import { ROUTES } from './notes/routes-notes.ts';
import { backendRef, type HttpRule, httpFilters, parentRefs, routeMeta } from './route-parts.ts';

type HttpMatch = NonNullable<HttpRule['matches']>[number];

const pattern = ({ name, value, regex }: { name: string; value: string; regex: boolean }) => ({
  name,
  type: regex ? ('RegularExpression' as const) : ('Exact' as const),
  value,
});

const matchOf = (m: MatchIntent): HttpMatch =>
  defined({
    path: { type: 'PathPrefix' as const, value: m.path },
    method: m.method as NonNullable<HttpMatch['method']> | undefined,
    headers: some(m.headers.map(pattern)),
    queryParams: some(m.query.map(pattern)),
  });

const ruleOf = (rule: RuleIntent): HttpRule =>
  defined({
    name: rule.name,
    matches: rule.matches.map(matchOf),
    filters: some(httpFilters(rule)),
    backendRefs: rule.destinations.map(backendRef),
    timeouts: rule.timeout === undefined ? undefined : { request: rule.timeout },
  });

const WHY: Record<RouteIntent['role'], (r: RouteIntent) => string> = {
  service: (r) =>
    r.methods.length > 0 ? ROUTES.ofService(r.service, r.methods.join(' or ')) : ROUTES.publicService(r.service),
  method: (r) => ROUTES.ofMethod(r.service, r.methods.join(' or ')),
  public: (r) => ROUTES.publicPaths(r.service),
};

const notesOf = (route: RouteIntent, protocol: string | undefined): Note[] => {
  const at = (i: number, ...path: (string | number)[]) => ['spec', 'rules', i, ...path] as const;
  return [
    note('why', WHY[route.role](route)),
    ...route.rules.flatMap((rule, i) => [
      ...(rule.destinations.some((d) => d.track) ? [note('why', ROUTES.weights, ...at(i, 'backendRefs'))] : []),
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
        spec: {
          parentRefs: parentRefs(intent),
          hostnames: [intent.gateway.hostname],
          rules: route.rules.map(ruleOf),
        },
      };
      return resource('httpRoutes', route.service, object, notesOf(route, protocols.get(route.service)));
    });
};

/** HTTPRoute cannot match cookies, but an HTTPRouteFilter can. One for each cookie that holds an API key. */
export const cookieFilters = (intent: Intent): Resource[] => {
  const cookies = new Map(
    intent.routes.flatMap((r) =>
      r.rules.flatMap((rule) =>
        rule.matches.flatMap((m) => (m.cookie ? [[m.cookie.filter, m.cookie.name] as const] : [])),
      ),
    ),
  );
  return [...cookies].map(([name, cookie]) => {
    const object: HTTPRouteFilter = {
      apiVersion: ENVOY_GATEWAY,
      kind: 'HTTPRouteFilter',
      metadata: meta(intent, name),
      spec: { matches: [{ cookies: [{ name: cookie, type: 'RegularExpression', value: ANY_VALUE }] }] },
    };
    return resource('httpRoutes', 'cookies', object, [note('why', ROUTES.cookie(cookie))]);
  });
};

/** The gateway's own credentials for external servers: read from Secrets, added after authentication and rate limits. */
export const credentialFilters = (intent: Intent): Resource[] => {
  const credentials = new Map(
    intent.routes.flatMap((r) =>
      r.rules.flatMap(({ credential: c }) => (c ? [[c.filter, { ...c, service: r.service }] as const] : [])),
    ),
  );
  return [...credentials.values()].map(({ filter, header, secret, service }) => {
    const object: HTTPRouteFilter = {
      apiVersion: ENVOY_GATEWAY,
      kind: 'HTTPRouteFilter',
      metadata: meta(intent, filter),
      spec: {
        // Replaces a header that the client sends, so that no client can impersonate the gateway.
        credentialInjection: { header, overwrite: true, credential: { valueRef: { name: secret } } },
      },
    };
    return resource('httpRoutes', service, object, [
      note('why', ROUTES.credential(service, header)),
      note('todo', ROUTES.credentialSecret(secret), 'spec', 'credentialInjection', 'credential'),
    ]);
  });
};

/** For backends with different host names: sets the Host header to that of the chosen backend. */
export const hostFilters = (intent: Intent): Resource[] => {
  const filters = new Map(
    intent.routes.flatMap((r) => r.rules.flatMap((rule) => (rule.hostFilter ? [[rule.hostFilter, r.service]] : []))),
  );
  return [...filters].map(([name, service]) => {
    const object: HTTPRouteFilter = {
      apiVersion: ENVOY_GATEWAY,
      kind: 'HTTPRouteFilter',
      metadata: meta(intent, name),
      spec: { urlRewrite: { hostname: { type: 'Backend' } } },
    };
    return resource('httpRoutes', service, object, [note('why', ROUTES.host(service))]);
  });
};

/** Prefix for services at path `/`, where ReplacePrefixMatch of Envoy Gateway loses the slash after the prefix. */
export const pathFilters = (intent: Intent): Resource[] => {
  const filters = new Map(
    intent.routes.flatMap((r) =>
      r.rules.flatMap(({ pathFilter: p }) => (p ? [[p.name, { ...p, service: r.service }] as const] : [])),
    ),
  );
  return [...filters.values()].map(({ name, prefix, host, service }) => {
    const object: HTTPRouteFilter = {
      apiVersion: ENVOY_GATEWAY,
      kind: 'HTTPRouteFilter',
      metadata: meta(intent, name),
      spec: {
        urlRewrite: {
          ...(host && { hostname: { type: 'Backend' as const } }),
          path: { type: 'ReplaceRegexMatch', replaceRegexMatch: { pattern: '^/', substitution: prefix } },
        },
      },
    };
    return resource('httpRoutes', service, object, [
      note('why', ROUTES.pathPrefix(service, prefix, prefix.slice(0, -1))),
    ]);
  });
};
