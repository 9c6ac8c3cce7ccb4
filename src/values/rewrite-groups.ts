// References to the capture groups of a pattern in what replaces a path: `/internal/$1/$2`.
import { goGroups } from './go-regex.ts';
import { literalPattern } from './literal-pattern.ts';

const REFERENCE = /\$(\d+)/g;
/** RE2 has no number with more digits in a substitution. */
const MOST_GROUPS = 9;

/** Whether a text refers to capture groups. */
export const hasGroups = (text: string): boolean => /\$\d/.test(text);

/** A text with the same one in place of each reference. */
export const withoutGroups = (text: string, by: string): string => text.replace(REFERENCE, () => by);

/** The first reference to a group that a pattern does not have; undefined: it has all of them. */
export const unknownGroup = (text: string, pattern: string): string | undefined => {
  const most = Math.min(goGroups(pattern), MOST_GROUPS);
  const found = [...text.matchAll(REFERENCE)].find(([, n]) => !/^[1-9]$/.test(n!) || Number(n) > most);
  return found?.[0];
};

/** The references as RE2 writes them: `\1`. */
export const substitutionOf = (text: string): string => text.replace(REFERENCE, (_, n: string) => `\\${n}`);

/** RE2: the paths that can result. */
export const resultsOf = (text: string): string => text.split(/\$\d+/).map(literalPattern).join('[^?]*');
