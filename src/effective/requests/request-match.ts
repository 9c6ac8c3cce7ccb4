// The matches of a rule as Envoy Gateway gives them to Envoy: one route of Envoy for each of them.
import { entries, type Fields, fields, type Loose, text } from '../objects/loose-objects.ts';

/** A condition on one value: a header, a query parameter or a cookie. */
export interface ValueMatch {
  readonly name: string;
  /** `suffix` only for `:path`, from the method of a GRPCRoute. */
  readonly type: 'exact' | 'suffix' | 'regex';
  readonly value: string;
}

/** A condition on the path. A prefix ends at a slash: `/api` matches `/api` and `/api/x`, not `/apis`. */
export interface PathMatch {
  readonly type: 'exact' | 'prefix' | 'regex';
  readonly value: string;
}

/** All conditions of one match, which a request must meet. The method of a request is the header `:method`. */
export interface RequestMatch {
  readonly path: PathMatch;
  readonly headers: readonly ValueMatch[];
  readonly query: readonly ValueMatch[];
  readonly cookies: readonly ValueMatch[];
}

/** A match of a rule with its place. */
export interface RuleMatch {
  /** The position among the matches of the rule; -1: the rule has none. With a filter for cookies, each match counts once for each of its matches. */
  readonly index: number;
  /** Envoy Gateway adds it for preflight requests, because the rule has a CORS filter and its match another method than OPTIONS. */
  readonly preflight: boolean;
  readonly match: RequestMatch;
}

const EVERYTHING: PathMatch = Object.freeze({ type: 'prefix', value: '/' });
/** The names that Envoy Gateway uses for a gRPC service and method that are not given with a regular expression (route.go). */
const ANY_SERVICE = '(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*';
const ANY_METHOD = '[A-Za-z_][A-Za-z_0-9]*';

const valueMatches = (list: unknown): ValueMatch[] =>
  entries(list).map(({ name, type, value }) =>
    Object.freeze({
      name: text(name) ?? '',
      type: type === 'RegularExpression' ? ('regex' as const) : ('exact' as const),
      value: text(value) ?? '',
    }),
  );

const httpPath = (path: unknown): PathMatch => {
  const { type, value } = fields(path);
  const kind = type === 'Exact' ? 'exact' : type === 'RegularExpression' ? 'regex' : 'prefix';
  return Object.freeze({ type: kind, value: text(value) ?? '/' });
};

/** processGRPCRouteMethodExact and processGRPCRouteMethodRegularExpression in route.go. */
const grpcMethod = (given: unknown): { path: PathMatch; headers: ValueMatch[] } => {
  const { type, service: s, method: m } = fields(given);
  const service = text(s);
  const method = text(m);
  if (service === undefined && method === undefined) return { path: EVERYTHING, headers: [] };
  const path = (kind: PathMatch['type'], value: string) => ({
    path: Object.freeze({ type: kind, value }),
    headers: [],
  });
  if (type === 'RegularExpression') return path('regex', `/${service ?? ANY_SERVICE}/${method ?? ANY_METHOD}`);
  if (service !== undefined)
    return method === undefined ? path('prefix', `/${service}`) : path('exact', `/${service}/${method}`);
  return { path: EVERYTHING, headers: [Object.freeze({ name: ':path', type: 'suffix', value: `/${method}` })] };
};

const matchOf = (route: Loose, given: Fields, cookies: Fields | undefined): RequestMatch => {
  const more = {
    query: Object.freeze(valueMatches(given.queryParams)),
    cookies: Object.freeze(valueMatches(cookies?.cookies)),
  };
  const headers = valueMatches(given.headers);
  if (route.kind === 'GRPCRoute') {
    const method = grpcMethod(given.method);
    return Object.freeze({ path: method.path, headers: Object.freeze([...headers, ...method.headers]), ...more });
  }
  const method = text(given.method);
  if (method !== undefined) headers.push(Object.freeze({ name: ':method', type: 'exact', value: method }));
  return Object.freeze({ path: httpPath(given.path), headers: Object.freeze(headers), ...more });
};

const present = (name: string): ValueMatch => Object.freeze({ name, type: 'regex', value: '.*' });
const OPTIONS: ValueMatch = Object.freeze({ name: ':method', type: 'exact', value: 'OPTIONS' });

/** The match for preflight requests that Envoy Gateway adds to one with another method; undefined: it adds none. */
const preflightOf = (match: RequestMatch, given: Fields): RequestMatch | undefined => {
  const method = text(given.method);
  // A browser sends no cookies with a preflight request.
  if (method === undefined || method === 'OPTIONS' || match.cookies.length > 0) return undefined;
  const headers = match.headers.filter((h) => h.name !== ':method');
  return Object.freeze({
    ...match,
    headers: Object.freeze([...headers, OPTIONS, present('origin'), present('access-control-request-method')]),
  });
};

/** More matches than the API server admits; further ones are not read. */
const MOST = 128;

/** The matches of a rule, in its order; `cookies`: the matches of its HTTPRouteFilter (processHTTPRouteRule and processGRPCRouteRule in route.go). */
export const ruleMatches = (route: Loose, rule: Fields, cookies: readonly Fields[]): readonly RuleMatch[] => {
  const given = entries(rule.matches).slice(0, MOST);
  if (given.length === 0 && cookies.length === 0)
    return [{ index: -1, preflight: false, match: matchOf(route, {}, undefined) }];
  const cors =
    route.kind === 'HTTPRoute' && entries(rule.filters).some((f) => f.type === 'CORS' && f.cors !== undefined);
  const found: RuleMatch[] = [];
  let index = 0;
  for (const one of given.length > 0 ? given : [{}])
    for (const cookie of cookies.length > 0 ? cookies : [undefined]) {
      const match = matchOf(route, one, cookie);
      found.push({ index, preflight: false, match });
      const preflight = cors ? preflightOf(match, one) : undefined;
      if (preflight) found.push({ index, preflight: true, match: preflight });
      index++;
    }
  return found;
};
