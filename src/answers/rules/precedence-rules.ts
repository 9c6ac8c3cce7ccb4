import type { ServiceAnswer } from '../schema/service-schema.ts';

/**
 * The number of headers in a match, and of those with an exact value, by which Envoy Gateway 1.9 sorts routes of one path
 * (internal/gatewayapi/sort.go). It counts a method as one exact header; Gateway API puts methods before all headers.
 */
type Rank = readonly [headers: number, exact: number];

const rankOf = (s: ServiceAnswer): Rank => {
  const count = Object.keys(s.headers ?? {}).length + (s.methods ? 1 : 0);
  return [count, count];
};
const compare = (a: Rank, b: Rank): number => a[0] - b[0] || a[1] - b[1];

/** Whether a request can satisfy both matches. */
const meet = (a: ServiceAnswer, b: ServiceAnswer): boolean => {
  const mine = new Map(Object.entries(a.headers ?? {}).map(([k, v]) => [k.toLowerCase(), v]));
  const agree = Object.entries(b.headers ?? {}).every(
    ([k, v]) => !mine.has(k.toLowerCase()) || mine.get(k.toLowerCase()) === v,
  );
  return agree && (!a.methods || !b.methods || a.methods.some((m) => b.methods?.includes(m)));
};

/**
 * How two services on one path compete for requests that both match. `same`: their matches are equal. `tie`: the age of the
 * routes would decide. `canary`: it would decide for the header of the first one's canary. undefined: one of them has precedence.
 */
export const contest = (a: ServiceAnswer, b: ServiceAnswer): 'same' | 'tie' | 'canary' | undefined => {
  if (!meet(a, b)) return undefined;
  const [wide, narrow] = compare(rankOf(a), rankOf(b)) <= 0 ? [a, b] : [b, a];
  if (compare(rankOf(wide), rankOf(narrow)) === 0) {
    const names = (s: ServiceAnswer): string =>
      JSON.stringify(
        Object.keys(s.headers ?? {})
          .map((k) => k.toLowerCase())
          .sort(),
      );
    return names(a) === names(b) && !a.methods === !b.methods ? 'same' : 'tie';
  }
  const [headers, exact] = rankOf(wide);
  return wide.canary?.header && compare([headers + 1, exact + 1], rankOf(narrow)) >= 0 ? 'canary' : undefined;
};

/** Whether every request that one service matches on a path is also matched by another, equally well: on a host that the other names more closely, it has the path alone. */
export const replaces = (other: ServiceAnswer, s: ServiceAnswer): boolean =>
  contest(s, other) === 'same' && (!other.methods || s.methods?.every((m) => other.methods?.includes(m)) === true);
