/** `npm run test:deep` (vitest in mode `deep`) tries every random property many times more often than `npm test`. */
export const DEEP = process.env.EG_DEEP === '1';

/** How many random cases to try: `usual` in `npm test`, `deep` in `npm run test:deep`. */
export const rounds = (usual: number, deep: number): number => (DEEP ? deep : usual);

/**
 * Options of a property: the usual number of cases with the same seed in every run of `npm test`, so that a rare counterexample does not
 * fail an unrelated change; other cases in each run of `npm run test:deep`, which is there to find it.
 */
export const seeded = (usual: number, deep: number): { readonly numRuns: number; readonly seed?: number } =>
  DEEP ? { numRuns: deep } : { numRuns: usual, seed: 20_261_128 };
