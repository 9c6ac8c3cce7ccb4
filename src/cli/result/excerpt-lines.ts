import type { Place } from '../../diagnostics/place.ts';
import { visibleLine } from '../../diagnostics/visible.ts';

const CUT = '...';
/** The part of the width for the text before the marker, so that something is left for the text after it. */
const BEFORE = 2 / 3;
/** Characters that take two columns of a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/gu;

/** The number of columns that a terminal needs for a text. */
const widthOf = (text: string): number => [...text].length + (text.match(WIDE)?.length ?? 0);

/** The line of a place and a marker below the column, in at most `columns`; nothing if the line cannot be shown. */
export const excerptLines = ({ line, column, excerpt }: Place, columns: number): string[] => {
  if (excerpt === undefined) return [];
  const gutter = String(line);
  const room = Math.max(columns - gutter.length - ' | '.length, CUT.length * 4);
  let before = visibleLine(excerpt.slice(0, column - 1));
  let after = visibleLine(excerpt.slice(column - 1));
  if (before.length + after.length > room) {
    const most = Math.max(Math.floor(room * BEFORE), room - after.length);
    if (before.length > most) before = `${CUT}${before.slice(before.length - most + CUT.length)}`;
    const left = room - before.length;
    if (after.length > left) after = `${after.slice(0, left - CUT.length)}${CUT}`;
  }
  return [`${gutter} | ${before}${after}`.trimEnd(), `${' '.repeat(gutter.length)} | ${' '.repeat(widthOf(before))}^`];
};
