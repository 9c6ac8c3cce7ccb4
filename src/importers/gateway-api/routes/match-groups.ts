// Which requests a rule takes, as keys of a service: a path, methods, headers and query parameters.
import { groupBy } from '../../../values/group-by.ts';
import type { Sourced } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { isGenerated } from '../policies/own/own-routes.ts';
import type { RouteView } from '../source-views.ts';
import { templateOfPattern } from './template-paths.ts';

type Pair = Sourced<readonly [name: string, value: string]>;

/** Requests to one path that have the same headers and parameters. */
export interface MatchGroup {
  /** As answers write it: `/v1`, `exact:/v1`, `regex:/v[0-9]+`. */
  readonly path: Sourced;
  /** Empty: all. */
  readonly methods: readonly Sourced[];
  readonly headers: readonly Pair[];
  readonly query: readonly Pair[];
}

const leaves = (node: SourceNode): SourceNode[] => (node.exists ? [node] : []);

const FORMS: Readonly<Record<string, (value: string) => string>> = {
  // A prefix ends at a slash: `/api/` and `/api` are the same.
  PathPrefix: (value) => value.replace(/\/+$/, '') || '/',
  Exact: (value) => `exact:${value}`,
  RegularExpression: (value) => `regex:${value}`,
};

/** `rule`: the name of a generated rule, which contains the names of parameters. */
const httpPath = (match: SourceNode, rule: string | undefined): Sourced | string => {
  const path = match.get('path');
  const type = path.get('type').text ?? 'PathPrefix';
  const form = FORMS[type];
  if (!form) return `a path of type ${type}`;
  const value = path.get('value').text ?? '/';
  const template = type === 'RegularExpression' && rule !== undefined ? templateOfPattern(value, rule) : undefined;
  return {
    value: template ?? form(value),
    from: [...leaves(path.get('value')), ...leaves(path.get('type'))],
  };
};

const grpcPath = (match: SourceNode): Sourced | string => {
  const method = match.get('method');
  const [service, name, type] = ['service', 'method', 'type'].map((key) => method.get(key));
  const isExact = (type!.text ?? 'Exact') === 'Exact';
  if (method.exists && !isExact) return 'a gRPC method by a regular expression';
  if (name!.exists && !service!.exists) return 'a gRPC method without its service';
  const value = `/${[service!.text, name!.text].filter((t) => t !== undefined).join('/')}`;
  return { value, from: [service!, name!, type!].flatMap(leaves) };
};

/** Exact matches of headers or parameters; a text: what answers cannot match. */
const pairsOf = (list: SourceNode, what: string): Pair[] | string => {
  const pairs: Pair[] = [];
  for (const item of list.items) {
    const [name, value, type] = ['name', 'value', 'type'].map((key) => item.get(key));
    if ((type!.text ?? 'Exact') !== 'Exact') return `${what} ${name!.text ?? ''} by a regular expression`;
    if (pairs.some((p) => p.value[0].toLowerCase() === name!.text?.toLowerCase())) continue;
    pairs.push({ value: [name!.text ?? '', value!.text ?? ''], from: [name!, value!, type!].flatMap(leaves) });
  }
  return pairs;
};

const isRegexOfAny = (header: SourceNode, name: string): boolean =>
  header.get('name').text?.toLowerCase() === name && header.get('type').text === 'RegularExpression';

/** A match for preflight requests of browsers, which the CORS of the answers handles. */
const isPreflight = (match: SourceNode): boolean => {
  const headers = match.get('headers').items;
  return (
    match.get('method').text === 'OPTIONS' &&
    headers.some((h) => isRegexOfAny(h, 'origin')) &&
    headers.some((h) => isRegexOfAny(h, 'access-control-request-method'))
  );
};

type Single = Omit<MatchGroup, 'methods'> & { readonly method: Sourced | undefined };

/** The name of a generated rule. */
const ruleName = ({ route, rule }: RouteView): string | undefined =>
  isGenerated(route) ? rule.get('name').text : undefined;

const single = (view: RouteView, match: SourceNode): Single | undefined => {
  const { route, ledger } = view;
  const isGrpc = route.kind === 'GRPCRoute';
  const path = isGrpc ? grpcPath(match) : httpPath(match, ruleName(view));
  const headers = pairsOf(match.get('headers'), 'header');
  const query = pairsOf(match.get('queryParams'), 'query parameter');
  const wrong = [path, headers, query].find((part) => typeof part === 'string');
  if (wrong !== undefined) {
    if (isPreflight(match)) ledger.noEffect(match);
    else ledger.say(match, 'RouteMatchNotSaid', { what: wrong as string });
    return undefined;
  }
  const method = isGrpc ? undefined : match.get('method');
  return {
    path: path as Sourced,
    headers: headers as Pair[],
    query: query as Pair[],
    method: method?.text === undefined ? undefined : { value: method.text, from: [method] },
  };
};

const keyOf = ({ path, headers, query }: Single): string =>
  JSON.stringify([path.value, headers.map((h) => h.value).sort(), query.map((q) => q.value).sort()]);

/** The matches of a rule, and the paths of those that answers cannot say. */
export interface Matches {
  readonly groups: readonly MatchGroup[];
  readonly lost: readonly string[];
}

/** The path of a match; if answers cannot say it, all paths. */
const lostPath = (view: RouteView, match: SourceNode): string => {
  const path = view.route.kind === 'GRPCRoute' ? grpcPath(match) : httpPath(match, ruleName(view));
  return typeof path === 'string' ? '/' : path.value;
};

/** The matches of a rule; those that answers cannot say are reported and left out. */
export const matchGroups = (view: RouteView): Matches => {
  const matches = view.rule.get('matches').items;
  if (matches.length === 0)
    return { groups: [{ path: { value: '/', from: [] }, methods: [], headers: [], query: [] }], lost: [] };
  const read = matches.map((match) => ({ match, found: single(view, match) }));
  const found = read.flatMap((r) => r.found ?? []);
  const lost = read.filter((r) => !r.found && !isPreflight(r.match)).map((r) => lostPath(view, r.match));
  if (found.length === 0 && matches.every(isPreflight)) view.ledger.noEffect(view.rule);
  else if (found.length === 0) view.ledger.say(view.rule, 'RouteMatchNotSaid', { what: 'what this rule matches' });
  const groups = [...groupBy(found, keyOf).values()].map((list) => {
    const [first] = list;
    const all = list.some((m) => m.method === undefined);
    return {
      ...first!,
      path: { value: first!.path.value, from: list.flatMap((m) => m.path.from) },
      headers: first!.headers.map((h, i) => ({ ...h, from: list.flatMap((m) => m.headers[i]?.from ?? []) })),
      query: first!.query.map((q, i) => ({ ...q, from: list.flatMap((m) => m.query[i]?.from ?? []) })),
      methods: all ? [] : list.flatMap((m) => m.method ?? []),
    };
  });
  return { groups, lost };
};
