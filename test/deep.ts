/** `npm run test:deep` (vitest in mode `deep`) tries every random property many times more often than `npm test`. */
export const DEEP = process.env.EG_DEEP === '1';

/** How many random cases to try: `usual` in `npm test`, `deep` in `npm run test:deep`. */
export const rounds = (usual: number, deep: number): number => (DEEP ? deep : usual);
