// What a document may contain: later steps follow every value, one level after the other.

/** More levels than any source needs; the limit protects recursive functions from a stack overflow. */
export const MOST_LEVELS = 200;
/** Values of a document: aliases may repeat one value any number of times. */
const MOST_VALUES = 3_000_000;

/** Why a value cannot be used; undefined: it can. `most`: so many values. */
export const unusable = (value: unknown, most = MOST_VALUES): string | undefined => {
  let count = 0;
  const visit = (at: unknown, level: number): string | undefined => {
    if (typeof at !== 'object' || at === null) return undefined;
    if (level > MOST_LEVELS) return `it is nested deeper than ${MOST_LEVELS} levels`;
    for (const key in at) {
      if (++count > most) return `its aliases repeat more than ${MOST_VALUES / 1_000_000} million values`;
      const why = visit((at as Readonly<Record<string, unknown>>)[key], level + 1);
      if (why !== undefined) return why;
    }
    return undefined;
  };
  return visit(value, 0);
};
