// The prompt library breaks lines inside words, so texts get their line breaks here.
import kleur from 'kleur';
import { wrapText } from '../diagnostics/wrap-text.ts';

/** Columns of the symbol in front of a prompt, and of the indentation below it. */
const MARGIN = 2;
/** Columns that a line keeps free for the answer. */
const ROOM = 16;

/** Lines below a prompt, indented. */
export const indented = (text: string, columns: number): string =>
  wrapText(text, columns - MARGIN)
    .split('\n')
    .map((line) => `${' '.repeat(MARGIN)}${line}`)
    .join('\n');

const fits = (text: string, columns: number): boolean => MARGIN + text.length <= columns;

/** A message and its hint, which is in the next line unless both are short. `room`: columns to keep free at the end. */
export const question = (message: string, hint: string | undefined, columns: number, room = 0): string => {
  const bold = kleur.bold(wrapText(message, columns - MARGIN - room));
  if (!hint) return bold;
  const shown = `[${hint}]`;
  return fits(`${message} ${shown}`, columns - ROOM)
    ? `${bold} ${kleur.dim(shown)}`
    : `${bold}\n${kleur.dim(indented(shown, columns - room))}`;
};

/** An answer behind its message, or in the next line if it does not fit. */
export const answer = (message: string, text: string, columns: number): string =>
  fits(`${message} ${text}`, columns) ? text : `\n${indented(text, columns)}`;

/** A message and its preset, with room for the answer; `value` is what is typed so far. */
export const input = (message: string, preset: string, value: string, columns: number): string => {
  const shown = preset === '' ? '' : `(${preset}) `;
  const isShort = fits(`${message} ${shown}${value}`, columns - (value === '' ? ROOM : 1));
  return `${kleur.bold(wrapText(message, columns - MARGIN))}${isShort ? ' ' : `\n${' '.repeat(MARGIN)}`}${kleur.dim(shown)}${value}`;
};
