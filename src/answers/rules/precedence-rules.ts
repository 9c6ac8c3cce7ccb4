import type { ServiceAnswer } from '../schema/service-schema.ts';

/**
 * The number of headers in a match, of those with an exact value, and of query parameters, by which Envoy Gateway 1.9 sorts
 * routes of one path (internal/gatewayapi/sort.go). It counts a method as one exact header; Gateway API puts methods first.
 */
type Rank = readonly [headers: number, exact: number, query: number];

const rankOf = (s: ServiceAnswer): Rank => {
  const count = Object.keys(s.headers ?? {}).length + (s.methods ? 1 : 0);
  return [count, count, Object.keys(s.query ?? {}).length];
};
const compare = (a: Rank, b: Rank): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** Whether a request can satisfy both matches. */
export const meet = (a: ServiceAnswer, b: ServiceAnswer): boolean => {
  const mine = new Map(Object.entries(a.headers ?? {}).map(([k, v]) => [k.toLowerCase(), v]));
  const agree = Object.entries(b.headers ?? {}).every(
    ([k, v]) => !mine.has(k.toLowerCase()) || mine.get(k.toLowerCase()) === v,
  );
  const query = Object.entries(b.query ?? {}).every(([k, v]) => [undefined, v].includes(a.query?.[k]));
  return agree && query && (!a.methods || !b.methods || a.methods.some((m) => b.methods?.includes(m)));
};

/**
 * How two services on one path compete for requests that both match. `same`: their matches are equal. `tie`: the age of the
 * routes would decide. `canary`: it would decide for the header of the first one's canary. undefined: one of them has precedence.
 */
export const contest = (
  a: ServiceAnswer,
  b: ServiceAnswer,
  methodsOf: (s: ServiceAnswer) => readonly string[],
): 'same' | 'tie' | 'canary' | undefined => {
  if (!meet(a, b)) return undefined;
  const [wide, narrow] = compare(rankOf(a), rankOf(b)) <= 0 ? [a, b] : [b, a];
  if (compare(rankOf(wide), rankOf(narrow)) === 0) {
    const names = (s: ServiceAnswer): string =>
      JSON.stringify(
        Object.keys(s.headers ?? {})
          .map((k) => k.toLowerCase())
          .concat(Object.keys(s.query ?? {}).map((k) => `?${k}`))
          .sort(),
      );
    return names(a) === names(b) && !a.methods === !b.methods ? 'same' : 'tie';
  }
  const [headers, exact, query] = rankOf(wide);
  // Credentials that select one of several methods are matched like headers, which are sorted before the query.
  if (
    rankOf(narrow)[0] === headers &&
    methodsOf(wide).length > 1 &&
    String(methodsOf(wide)) !== String(methodsOf(narrow))
  )
    return 'tie';
  return wide.canary?.header && compare([headers + 1, exact + 1, query], rankOf(narrow)) >= 0 ? 'canary' : undefined;
};

/** Whether every request that one service matches on a path is also matched by another, equally well: on a host that the other names more closely, it has the path alone. */
export const replaces = (other: ServiceAnswer, s: ServiceAnswer): boolean =>
  contest(s, other, () => []) === 'same' &&
  (!other.methods || s.methods?.every((m) => other.methods?.includes(m)) === true);
