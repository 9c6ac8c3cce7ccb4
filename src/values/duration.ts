export const UNIT_MS = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;

/** The milliseconds of a Gateway API duration (GEP-2257), such as 1m30s. The schema has validated its form. */
export const milliseconds = (duration: string): number => {
  let total = 0;
  for (const [, n, unit] of duration.matchAll(/(\d+)(ms|h|m|s)/g))
    total += Number(n) * UNIT_MS[unit as keyof typeof UNIT_MS];
  return total;
};
