// The order in which Envoy tries routes. It is Envoy Gateway's own, which differs from that of Gateway API.
import type { RequestMatch, ValueMatch } from './request-match.ts';

const TYPES = { exact: 2, regex: 1, prefix: 0 } as const;
const exact = (list: readonly ValueMatch[]): number => list.filter((m) => m.type === 'exact').length;

/** What decides the order, the most important first; a higher value is tried first. */
export const rankOf = ({ path, headers, query, cookies }: RequestMatch): readonly number[] => [
  TYPES[path.type],
  // Everything counts as no path at all.
  path.type === 'prefix' && path.value === '/' ? 0 : Buffer.byteLength(path.value),
  headers.length,
  exact(headers),
  cookies.length,
  exact(cookies),
  query.length,
  exact(query),
];

/** Compares two ranks for sorting, the higher first. Routes with equal ranks keep their order: the older route, then the first rule. */
const byRank = (a: readonly number[], b: readonly number[]): number => {
  for (const [i, value] of a.entries()) if (value !== b[i]) return b[i]! - value;
  return 0;
};

/** Sorts items by their matches (XdsIRRoutes in internal/gatewayapi/sort.go). */
export const sortedByMatch = <T>(items: readonly T[], matchOf: (item: T) => RequestMatch): T[] =>
  items
    .map((item) => ({ item, rank: rankOf(matchOf(item)) }))
    .sort((a, b) => byRank(a.rank, b.rank))
    .map(({ item }) => item);
