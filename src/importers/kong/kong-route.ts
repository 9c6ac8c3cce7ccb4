// Which requests a route matches. What cannot be matched leaves the route out: without a condition it would match more.

import { hostPattern } from '../../answers/schema/hosts-schema.ts';
import { METHODS } from '../../answers/schema/transform-schema.ts';
import { matchValue } from '../../values/header-value.ts';
import type { LostPaths, Part, Sourced } from '../neutral/neutral.ts';
import { type Ledger, said } from '../report/ledger.ts';
import type { SourceNode } from '../source/source-node.ts';
import type { KongRoute } from './kong-config.ts';
import { differs, dropped, isPlaceholder, shownRoute, unlessUsual } from './kong-draft.ts';
import { isPatternPath, type KongPath, pathsOf } from './kong-paths.ts';

/** What a route matches. */
export interface KongMatch {
  readonly hosts: readonly Sourced[];
  readonly paths: readonly KongPath[];
  /** One for each combination of header values. */
  readonly headers: readonly (readonly Part[])[];
  readonly methods: readonly Part[];
  /** Networks of `sources`. */
  readonly sources: readonly Sourced[];
}

const MOST_COMBINATIONS = 16;

const leaveOut = (ledger: Ledger, route: KongRoute, what: string): undefined => {
  ledger.say(route.node, 'RouteLeftOut', { route: shownRoute(route), what });
};

/** Host names as answers write them. */
const hostsOf = (route: KongRoute, ledger: Ledger): Sourced[] | undefined => {
  const given = route.node.get('hosts').items;
  const hosts: Sourced[] = [];
  for (const node of given) {
    const text = node.text ?? '';
    const bare = text.toLowerCase().replace(/:\d+$/, '');
    if (hostPattern.safeParse(bare).success) {
      hosts.push({ value: bare, from: [node] });
      if (bare !== text)
        ledger.add(node, differs(`the host ${text}`, `The gateway matches ${bare} on each of its ports`));
    } else if (isPlaceholder(text)) ledger.say(node, 'PlaceholderAsked', { key: 'hosts', value: text });
    else
      ledger.say(node, 'SettingDropped', {
        name: `the host ${text}`,
        effect: 'Requests for this host match no route.',
      });
  }
  return given.length > 0 && hosts.length === 0
    ? leaveOut(ledger, route, 'the answers cannot contain its hosts')
    : hosts;
};

/** Each combination of header values. */
const headersOf = (route: KongRoute, ledger: Ledger): Part[][] | undefined => {
  let all: Part[][] = [[]];
  for (const header of route.node.get('headers').children) {
    const values = header.text === undefined ? header.items : [header];
    if (values.some((v) => v.text === undefined || v.text.startsWith('~*') || !matchValue.safeParse(v.text).success))
      return leaveOut(ledger, route, `it matches a pattern of the header ${header.key}`);
    all = all.flatMap((parts) =>
      values.map((v) => [...parts, { key: `headers.${header.key}`, value: v.text, from: [v] }]),
    );
    if (all.length > MOST_COMBINATIONS) return leaveOut(ledger, route, 'it matches too many combinations of headers');
    if (header.key.includes('.') || /^(upgrade|connection|host|:.*)$/i.test(header.key))
      return leaveOut(ledger, route, `it matches the header ${header.key}`);
  }
  return all;
};

const methodsOf = (route: KongRoute, ledger: Ledger): Part[] | undefined => {
  const node = route.node.get('methods');
  const given = node.items;
  if (given.length === 0) return [];
  const known = given.filter((n) => METHODS.some((m) => m === n.text));
  for (const n of given)
    if (!known.includes(n)) dropped(ledger, n, `the method ${n.text ?? ''}`, 'Requests with it get 404.');
  if (known.length === 0) return leaveOut(ledger, route, 'the answers cannot contain its methods');
  return [{ key: 'methods', value: known.map((n) => n.text), from: known }];
};

/** Networks from `sources`; undefined: the route also depends on ports or destinations. */
const sourcesOf = (route: KongRoute, ledger: Ledger): Sourced[] | undefined => {
  const items = route.node.get('sources').items;
  if (items.some((n) => n.get('port').exists || !n.get('ip').text) || route.node.get('destinations').items.length > 0)
    return leaveOut(ledger, route, 'it depends on ports or destination addresses');
  return items.map((n) => ({ value: n.get('ip').text!, from: [n.get('ip')] }));
};

/** Hosts that are among the names of the TLS handshake, too: clients send the same name in both. */
const withSnis = (route: KongRoute, hosts: readonly Sourced[], ledger: Ledger): readonly Sourced[] | undefined => {
  const snis = route.node.get('snis').items;
  if (snis.length === 0) return hosts;
  const isCovered = snis.every((n) => hosts.some((h) => h.value === n.text));
  if (!isCovered) return leaveOut(ledger, route, 'its snis are not among its hosts');
  ledger.noEffect(...snis);
  const isNamed = ({ value }: Sourced): boolean => snis.some((n) => n.text === value);
  for (const { value, from } of hosts.filter((h) => !isNamed(h)))
    for (const node of from)
      dropped(ledger, node, `the host ${value}`, 'It is not among the snis of the route, so Kong does not match it.');
  return hosts.filter(isNamed);
};

/** Settings of a route that do not select requests. */
const otherSettings = (route: KongRoute, version: number | undefined, ledger: Ledger): void => {
  const { node } = route;
  const protocols = node.get('protocols');
  for (const p of protocols.items)
    if (p.text === 'http')
      ledger.add(
        p,
        differs('protocols: http', 'Kong serves the route without TLS, the gateway redirects port 80 to https'),
      );
    else if (/^(https|grpcs|grpc|wss|ws)$/.test(p.text ?? '')) ledger.noEffect(p);
  // Kong answers with it only if the route does not serve requests without TLS; it does by default.
  const isPlain = protocols.items.length === 0 || protocols.items.some((p) => /^(http|grpc|ws)$/.test(p.text ?? ''));
  const redirectStatus = node.get('https_redirect_status_code');
  if (isPlain) ledger.noEffect(redirectStatus);
  else
    unlessUsual(ledger, redirectStatus, [301], 'https_redirect_status_code', 'The redirect to https has status 301.');
  unlessUsual(
    ledger,
    node.get('path_handling'),
    ['v0'],
    'path_handling',
    'Slashes between the path of the service and the rest are joined as in v0.',
  );
  const priority = node.get('regex_priority');
  if (node.get('paths').items.some((p) => isPatternPath(p, version)))
    unlessUsual(ledger, priority, [0], 'regex_priority', 'Envoy Gateway tries the longer pattern first.');
  else ledger.noEffect(priority);
  unlessUsual(ledger, node.get('priority'), [0], 'priority', 'Envoy Gateway tries the longer path first.');
  unlessUsual(
    ledger,
    node.get('request_buffering'),
    [true],
    'request_buffering',
    'Bodies are received whole only with maxRequestBody.',
  );
  unlessUsual(ledger, node.get('response_buffering'), [true, false], 'response_buffering', 'Envoy streams responses.');
};

/** What a route matches; undefined: it is left out, and the report says why. */
export const matchOf = (route: KongRoute, version: number | undefined, ledger: Ledger): KongMatch | undefined => {
  const { node } = route;
  if (node.get('expression').exists) return leaveOut(ledger, route, 'it matches an expression');
  const isStream = node.get('protocols').items.some((n) => /^(tcp|tls|udp|tls_passthrough)$/.test(n.text ?? ''));
  if (isStream) return leaveOut(ledger, route, 'it forwards TCP, TLS or UDP connections');
  const given = hostsOf(route, ledger);
  const hosts = given && withSnis(route, given, ledger);
  const headers = hosts && headersOf(route, ledger);
  const methods = headers && methodsOf(route, ledger);
  const sources = methods && sourcesOf(route, ledger);
  if (!hosts || !headers || !methods || !sources) return undefined;
  const written = node.get('paths').items;
  const paths: KongPath[] = written.length === 0 ? [{ value: '/', kind: 'prefix', node: node.get('paths') }] : [];
  for (const path of written) {
    const read = pathsOf(path, version);
    if (read) paths.push(...read);
    else
      ledger.say(path, 'RouteLeftOut', {
        route: shownRoute(route),
        what: `the answers cannot contain the path ${path.text ?? ''}`,
      });
    for (const { said: what } of read ?? []) if (what) ledger.add(path, what);
  }
  if (paths.length === 0) return leaveOut(ledger, route, 'the answers cannot contain its paths');
  otherSettings(route, version, ledger);
  return { hosts, paths, headers, methods, sources };
};

/** A path as the frame compares it, also one that no answer contains. */
const roughly = (node: SourceNode, version: number | undefined): string => {
  const text = node.text ?? '/';
  return pathsOf(node, version)?.[0]?.value ?? (text.startsWith('/') ? text : `regex:${text.replace(/^~/, '')}`);
};

/** The requests of an expression: of one host and one path, if both are conditions of all of it, else any. */
const ofExpression = (text: string): LostPaths => {
  const isAnd = !/\|\||!(?!=)|\bnot\b/.test(text);
  const find = (field: string, operators: string): string[] => {
    const found = isAnd ? new RegExp(`(?<![\\w.(])${field} (?:${operators}) "([^"\\\\]*)"`).exec(text)?.[1] : undefined;
    return found === undefined ? [] : [found];
  };
  const paths = find('http\\.path', '==|\\^=');
  return { hosts: find('http\\.host', '=='), paths: paths.length > 0 ? paths : ['/'] };
};

/** Requests of a route for which there is no service: all of them, or those of hosts and paths that were left out. */
export const lostOf = (route: KongRoute, match: KongMatch | undefined, version: number | undefined): LostPaths => {
  // An expression takes the place of the other conditions.
  if (route.node.get('expression').exists) return ofExpression(route.node.get('expression').text ?? '');
  const [hosts, paths] = [route.node.get('hosts').items, route.node.get('paths').items];
  const names = (list: readonly SourceNode[]): string[] => list.map((n) => (n.text ?? '').toLowerCase());
  const all = paths.length > 0 ? paths.map((p) => roughly(p, version)) : ['/'];
  if (!match) return { hosts: names(hosts), paths: all };
  const known = new Set(match.hosts.flatMap((h) => h.from.map((n) => n.pointer)));
  const isNamed = (n: SourceNode): boolean => {
    const snis = route.node.get('snis').items;
    return snis.length === 0 || snis.some((s) => s.text === n.text?.toLowerCase());
  };
  const missing = hosts.filter((n) => !known.has(n.pointer) && isNamed(n));
  if (missing.length > 0) return { hosts: names(missing), paths: all };
  const left = paths.filter((p) => pathsOf(p, version) === undefined);
  return { hosts: left.length > 0 ? names(hosts) : [], paths: left.map((p) => roughly(p, version)) };
};

/** The path of the answers with its source. */
export const sourcedPath = ({ value, node }: KongPath): Sourced => ({ value, from: node.exists ? [node] : [] });

/** What the report contains about a pattern whose matched part cannot be removed. */
export const regexRewrite = (path: KongPath, base: string): ReturnType<typeof said> =>
  said('RewriteLeftOut', {
    path: path.node.text ?? path.value,
    rewrite: `a replacement of what this pattern matches by ${base || '/'}`,
  });
