// Header changes that a team may make: names and values that Envoy can read, since one that it cannot read makes it refuse the
// routes of everybody, and none of the headers by which the platform or a browser decides.

import type { HeaderChanges, Intent, TeamsIntent } from '../../model/intent.ts';
import { all, any, list, text } from '../../objects/cel.ts';
import { OF_BROWSERS, OF_ENVOY } from '../../values/header-names.ts';
import { HEADER_NAME, HEADER_VALUE } from '../../values/header-operators.ts';

/** The name as Envoy compares it. */
const named = (ref: string, holds: (n: string) => string): string => `[${ref}.lowerAscii()].exists(n, ${holds('n')})`;

const begins = (n: string, starts: readonly string[]): string[] => starts.map((s) => `${n}.startsWith(${text(s)})`);

/** Names that decide something. */
const decides = (side: 'request' | 'response', identity: readonly string[]) => (n: string) =>
  any(
    side === 'request'
      ? [`${n} in ${list(['host', ...identity])}`, ...begins(n, [':', ...OF_ENVOY])]
      : [`${n} in ${list(['host', ...OF_BROWSERS.names])}`, ...begins(n, [':', ...OF_ENVOY, ...OF_BROWSERS.starts])],
  );

/** Patterns that stand once in a policy. The long one costs the API server much, so it is asked only where it is needed. */
export const PATTERNS = {
  name: text(HEADER_NAME),
  line: text('^[^\\x00-\\x08\\x0a-\\x1f\\x7f]+$'),
  operators: text(HEADER_VALUE),
} as const;

/** A value that Envoy can read. */
export const readable = (value: string): string =>
  `${value}.matches(variables.line) && (!${value}.contains("%") || ${value}.matches(variables.operators))`;

/** `changes` of one side are a team's to make. Those of the whole API stand in the routes of teams, too. */
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

/** What one side of a filter of a route changes. */
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
