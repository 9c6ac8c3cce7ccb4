/** Edits that lead from one word to the other: letters that are changed, added, removed, or swapped with their neighbor. */
const distance = (a: string, b: string): number => {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  let before: number[] = [];
  let row = Array.from({ length: y.length + 1 }, (_, i) => i);
  for (let i = 1; i <= x.length; i++) {
    const next = [i];
    for (let j = 1; j <= y.length; j++) {
      const same = x[i - 1] === y[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1];
      next[j] = Math.min(
        next[j - 1]! + 1,
        row[j]! + 1,
        row[j - 1]! + same,
        swapped ? before[j - 2]! + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, row] = [row, next];
  }
  return row[y.length]!;
};

/** More letters are not compared. */
const LONGEST = 64;
/** A word of so few letters resembles another one only with one edit: `yes` is not `key`. */
const SHORT = 3;

/** The known word that was probably meant, or undefined. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  let best: string | undefined;
  let least = (word.length <= SHORT ? 1 : Math.max(2, Math.floor(word.length / 3))) + 1;
  for (const k of known) {
    const d = distance(word.slice(0, LONGEST), k);
    if (d < least) [best, least] = [k, d];
  }
  return best;
};

/** The fix for an unknown word: the known word that was probably meant, or the known words, of which there must be one. */
export const didYouMean = (word: string, known: readonly string[]): string => {
  const near = known.length === 1 ? known[0] : nearest(word, known);
  return near
    ? `Write ${near}.`
    : `Write one of ${known.slice(0, 30).join(', ')}${known.length > 30 ? ', and others' : ''}.`;
};
