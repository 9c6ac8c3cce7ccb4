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

/** So many brackets may be open at once. The YAML library calls itself for each; near the end of the stack, Node ends the process. */
const MOST_OPEN = 1000;

/** Whether more brackets are open at one place than the library can read. Those in texts count too, which are closed in most texts. */
export const isTooDeep = (text: string): boolean => {
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    // [ and {, ] and }
    if (c === 0x5b || c === 0x7b) open++;
    else if ((c === 0x5d || c === 0x7d) && open > 0) open--;
    if (open > MOST_OPEN) return true;
  }
  return false;
};
