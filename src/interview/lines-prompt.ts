// A prompt for several lines: typed one by one, or pasted together.
import { createPrompt, isBackspaceKey, isEnterKey, useKeypress, usePrefix, useRef, useState } from '@inquirer/core';
import kleur from 'kleur';
import { visibleLine } from '../diagnostics/visible.ts';
import { answer, indented, question } from './terminal-layout.ts';

interface LinesOptions {
  message: string;
  preset?: string;
  hint?: string;
  check: (line: string, above: readonly string[]) => string | undefined;
  columns: () => number;
  rows: () => number;
  /** Called with the lines so far. */
  keep: (lines: readonly string[]) => void;
}

/** Lines around the list: the message with its hint, the line that is typed, a problem and the help. */
const AROUND = 9;
/** Answers of more lines are shown as their number. */
const MOST_SHOWN = 4;

const listed = (lines: readonly string[], rows: number, columns: number): string[] => {
  const room = Math.max(2, rows - AROUND);
  const above = Math.max(0, lines.length - room);
  const shown = lines.slice(above).map((line) => {
    const text = visibleLine(line);
    return `  ${text.length > columns - 3 ? `${text.slice(0, columns - 6)}...` : text}`;
  });
  return above > 0 ? [`  ... ${above} more above`, ...shown] : shown;
};

/** The lines as an answer. */
const shownLines = (lines: readonly string[]): string =>
  lines.length > MOST_SHOWN ? `${lines.length}: ${lines[0]}, ... ${lines.at(-1)}` : lines.join(', ') || 'none';

/**
 * Each line is checked while it is typed; Enter takes it, and an empty line ends the list. Terminals send a paste as keys: an
 * empty line within it does not end the list, and lines that are not valid come back one by one, after all others are taken.
 */
export const linesPrompt = createPrompt<string, LinesOptions>(
  ({ message, preset, hint, check, columns, rows, keep }, done) => {
    const [lines, setLines] = useState<readonly string[]>(preset ? preset.split('\n') : []);
    const [refused, setRefused] = useState<readonly string[]>([]);
    const [value, setValue] = useState('');
    const [status, setStatus] = useState<'idle' | 'done'>('idle');
    const [complains, setComplains] = useState(false);
    // The lines of a paste with marks, until it ends.
    const pasted = useRef<{ lines: string[]; typed: string } | undefined>(undefined);
    const later = useRef<NodeJS.Immediate | undefined>(undefined);
    const prefix = usePrefix({ status });
    const width = columns();
    keep(lines);
    const problem = value.trim() === '' ? undefined : check(value.trim(), lines);
    useKeypress((key, readline) => {
      if (status !== 'idle') return;
      // Keys of a paste arrive without a pause: what waits for its end is done only after the last one.
      clearImmediate(later.current);
      const afterPaste = (act: () => void): void => {
        later.current = setImmediate(act);
      };
      const bringBack = (all: readonly string[]): void => {
        const [first, ...rest] = all;
        if (first === undefined) return;
        readline.write(first);
        setRefused(rest);
        setValue(first);
        setComplains(true);
      };
      if (key.name === 'paste-start') {
        pasted.current = { lines: [], typed: readline.line };
        return;
      }
      if (key.name === 'paste-end' && pasted.current) {
        const taken = [...lines];
        const wrong: string[] = [...refused];
        for (const line of pasted.current.lines) (check(line, taken) === undefined ? taken : wrong).push(line);
        pasted.current = undefined;
        setLines(taken);
        setRefused(wrong);
        setValue(readline.line);
        if (readline.line === '') bringBack(wrong);
        return;
      }
      if (pasted.current) {
        // The screen shows a paste when it is complete.
        const { typed } = pasted.current;
        if (isEnterKey(key) && typed.trim() !== '') pasted.current.lines.push(typed.trim());
        pasted.current.typed = isEnterKey(key) ? '' : readline.line;
        return;
      }
      if (isEnterKey(key)) {
        const line = value.trim();
        setValue('');
        setComplains(false);
        if (line === '') {
          if (refused.length > 0) afterPaste(() => bringBack(refused));
          else
            afterPaste(() => {
              setComplains(lines.length === 0);
              if (lines.length === 0 && check('', []) !== undefined) return;
              setStatus('done');
              done(lines.join('\n'));
            });
          return;
        }
        const all = problem === undefined ? refused : [...refused, line];
        if (problem === undefined) setLines([...lines, line]);
        else setRefused(all);
        if (all.length > 0) afterPaste(() => bringBack(all));
        return;
      }
      if (isBackspaceKey(key) && value === '' && lines.length > 0) {
        const last = lines.at(-1)!;
        setLines(lines.slice(0, -1));
        readline.write(last);
        setValue(last);
        return;
      }
      setValue(readline.line);
      if (refused.length > 0 && readline.line === '') afterPaste(() => bringBack(refused));
    });
    if (status === 'done') {
      const shown = visibleLine(shownLines(lines));
      return `${prefix} ${question(message, undefined, width)} ${kleur.cyan(answer(message, shown, width))}`;
    }
    const none = complains && lines.length === 0 && value === '' ? check('', []) : undefined;
    const help =
      lines.length === 0 ? 'Enter takes a line.' : 'An empty line ends the list. Backspace changes the last line.';
    const wrong = problem ?? none;
    return [
      [
        `${prefix} ${question(message, hint, width)}`,
        ...listed(lines, rows(), width),
        `${kleur.dim('  >')} ${visibleLine(value)}`,
      ].join('\n'),
      wrong === undefined ? kleur.dim(indented(help, width)) : kleur.red(indented(wrong, width)),
    ];
  },
);
