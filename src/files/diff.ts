import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from 'diff';

/** Lines of context around each change, as `diff -u` has them. */
const CONTEXT = 3;
/** Beyond so many added and removed lines, a minimal diff is not worth its time: the file is shown as replaced. */
const MOST_EDITS = 2000;

const linesOf = (mark: '-' | '+', text: string): string[] => {
  if (text === '') return [];
  const lines = text.replace(/\n$/, '').split('\n');
  return [...lines.map((l) => mark + l), ...(text.endsWith('\n') ? [] : ['\\ No newline at end of file'])];
};

const replaced = (names: Pick<StructuredPatch, 'oldFileName' | 'newFileName'>, before: string, after: string) => {
  const [removed, added] = [linesOf('-', before), linesOf('+', after)];
  const count = (lines: readonly string[]): number => lines.filter((l) => !l.startsWith('\\')).length;
  return {
    ...names,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [
      { oldStart: 1, oldLines: count(removed), newStart: 1, newLines: count(added), lines: [...removed, ...added] },
    ],
  };
};

/** A unified diff of two texts under a file name; empty where they are equal. An empty text counts as an absent file. */
export const unifiedDiff = (path: string, before: string, after: string): string => {
  if (before === after) return '';
  const oldFileName = before === '' ? '/dev/null' : `a/${path}`;
  const newFileName = after === '' ? '/dev/null' : `b/${path}`;
  const patch =
    structuredPatch(oldFileName, newFileName, before, after, undefined, undefined, {
      context: CONTEXT,
      maxEditLength: MOST_EDITS,
    }) ?? replaced({ oldFileName, newFileName }, before, after);
  return formatPatch(patch, FILE_HEADERS_ONLY);
};
