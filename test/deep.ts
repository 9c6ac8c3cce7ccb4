/** `npm run test:deep` (vitest in mode `deep`) tries every random property many times more often than `npm test`. */
export const DEEP = process.env.EG_DEEP === '1';

/** How many random cases to try: `usual` in `npm test`, `deep` in `npm run test:deep`. */
export const rounds = (usual: number, deep: number): number => (DEEP ? deep : usual);

/** Seed of random cases: the same in every run, so that a rare counterexample does not fail an unrelated change. EG_SEED=n tries others. */
export const SEED = Number(process.env.EG_SEED ?? 20_261_128);

/** Options of a property: the usual number of cases, or with `npm run test:deep` many more. */
export const seeded = (usual: number, deep: number): { readonly numRuns: number; readonly seed: number } => ({
  numRuns: rounds(usual, deep),
  seed: SEED,
});
