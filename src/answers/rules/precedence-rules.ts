import type { ServiceAnswer } from '../schema/service-schema.ts';

/**
 * How many headers a match asks for, and how many of them exactly, as Envoy Gateway 1.9 sorts routes of one path
 * (internal/gatewayapi/sort.go). A method is one exact header there; Gateway API would have it before all headers.
 */
type Rank = readonly [headers: number, exact: number];

const rankOf = (s: ServiceAnswer): Rank => {
  const count = Object.keys(s.headers ?? {}).length + (s.methods ? 1 : 0);
  return [count, count];
};
const compare = (a: Rank, b: Rank): number => a[0] - b[0] || a[1] - b[1];

/** Whether one request can have what both ask for. */
const meet = (a: ServiceAnswer, b: ServiceAnswer): boolean => {
  const mine = new Map(Object.entries(a.headers ?? {}).map(([k, v]) => [k.toLowerCase(), v]));
  const agree = Object.entries(b.headers ?? {}).every(
    ([k, v]) => !mine.has(k.toLowerCase()) || mine.get(k.toLowerCase()) === v,
  );
  return agree && (!a.methods || !b.methods || a.methods.some((m) => b.methods?.includes(m)));
};

/**
 * What two services on one path make of a request that both want: `same` where nothing distinguishes them, `tie` where the age of
 * the routes would decide, `canary` where that is so for the header of the first one's canary; undefined: one of them is meant.
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
