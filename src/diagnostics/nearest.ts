/** Edits that lead from one word to the other, at most `limit`. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        next[j - 1]! + 1,
        row[j]! + 1,
        row[j - 1]! + (a[i - 1]!.toLowerCase() === b[j - 1]!.toLowerCase() ? 0 : 1),
      );
    row = next;
  }
  return row[b.length]!;
};

/** The known word that was probably meant, or undefined. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const k of known) {
    const d = distance(word.slice(0, 64), k);
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
