// Header changes that a team may make: names and values that Envoy accepts, because an invalid one blocks the routes of all
// teams; and no header that the platform or a browser bases a decision on.

import type { HeaderChanges, Intent, TeamsIntent } from '../../model/intent.ts';
import { all, any, list, text } from '../../objects/cel.ts';
import { OF_BROWSERS, OF_ENVOY } from '../../values/header-names.ts';
import { HEADER_NAME, HEADER_VALUE } from '../../values/header-operators.ts';

/** The name in lower case, as Envoy compares it. */
const named = (ref: string, holds: (n: string) => string): string => `[${ref}.lowerAscii()].exists(n, ${holds('n')})`;

const begins = (n: string, starts: readonly string[]): string[] => starts.map((s) => `${n}.startsWith(${text(s)})`);

/** Names of headers that a team must not change. */
const decides = (side: 'request' | 'response', identity: readonly string[]) => (n: string) =>
  any(
    side === 'request'
      ? [`${n} in ${list(['host', ...identity])}`, ...begins(n, [':', ...OF_ENVOY])]
      : [`${n} in ${list(['host', ...OF_BROWSERS.names])}`, ...begins(n, [':', ...OF_ENVOY, ...OF_BROWSERS.starts])],
  );

/** Patterns, as variables of a policy. The long one is expensive for the API server, so it is evaluated only if needed. */
export const PATTERNS = {
  name: text(HEADER_NAME),
  line: text('^[^\\x00-\\x08\\x0a-\\x1f\\x7f]+$'),
  operators: text(HEADER_VALUE),
} as const;

/** A value that Envoy accepts. */
export const readable = (value: string): string =>
  `${value}.matches(variables.line) && (!${value}.contains("%") || ${value}.matches(variables.operators))`;

/** Whether a team may make these changes. Changes of the whole API are in the routes of teams, too. */
const fits = (side: 'request' | 'response', identity: readonly string[], ofApi: HeaderChanges, at: string): string => {
  const pairs = [...ofApi.set, ...ofApi.add].map(([name, value]) => `{"name": ${text(name)}, "value": ${text(value)}}`);
  const own = `!${named('h.name', decides(side, identity))}`;
  const change = all([
    'h.name.matches(variables.name)',
    readable('h.value'),
    pairs.length > 0 ? any([own, `{"name": h.name, "value": h.value} in [${pairs.join(', ')}]`]) : own,
  ]);
  const removed = any([
    `!${named('h', decides(side, identity))}`,
    ...(ofApi.remove.length > 0 ? [`h in ${list(ofApi.remove)}`] : []),
  ]);
  return all([
    ...['set', 'add'].map((k) => `!has(${at}.${k}) || ${at}.${k}.all(h, ${change})`),
    `!has(${at}.remove) || ${at}.remove.all(h, ${removed})`,
  ]);
};

/** The header changes of a route filter, for requests or responses. */
export const headerChanges = (
  intent: Intent,
  { headers }: TeamsIntent,
  side: 'request' | 'response',
  filter: string,
): string => {
  const at = `${filter}.${side}HeaderModifier`;
  return `!has(${at}) || (${fits(side, identityOf(intent), headers[side], at)})`;
};

/** Headers that only authentication sets. */
export const identityOf = ({ client }: Intent): string[] =>
  [...new Set([...client.identityHeaders, ...(client.filtersHeader ? [client.filtersHeader.name] : [])])].sort();
