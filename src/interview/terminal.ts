import {
  createPrompt,
  isBackspaceKey,
  isEnterKey,
  makeTheme,
  useEffect,
  useKeypress,
  usePrefix,
  useState,
} from '@inquirer/core';
import { confirm, Separator, select } from '@inquirer/prompts';
import kleur from 'kleur';
import { visibleLine } from '../diagnostics/visible.ts';
import { wrapText } from '../diagnostics/wrap-text.ts';
import { linesPrompt } from './lines-prompt.ts';
import { Back, Cancelled, columnsOf, type Prompter } from './prompter.ts';
import type { Choice } from './question.ts';
import { answer, indented, input, question } from './terminal-layout.ts';

interface TextOptions {
  message: string;
  preset?: string;
  hint?: string;
  check: (text: string) => string | undefined;
  columns: () => number;
}

/** A line of text, checked while it is typed: a problem is shown below it, and Enter accepts only a valid text. */
const line = createPrompt<string, TextOptions>(({ message, preset, hint, check, columns }, done) => {
  const [value, setValue] = useState('');
  const [pressed, setPressed] = useState(false);
  const [status, setStatus] = useState<'idle' | 'done'>('idle');
  const prefix = usePrefix({ status });
  const given = value === '' && preset !== undefined ? preset : value;
  const problem = check(given);
  useEffect(() => undefined, []);
  useKeypress((key, rl) => {
    if (status !== 'idle') return;
    if (isEnterKey(key)) {
      if (problem === undefined) {
        setStatus('done');
        done(given);
      } else {
        // Readline empties its line on Enter, so the text is restored.
        rl.write(value);
        setPressed(true);
      }
    } else {
      if (isBackspaceKey(key) && value === '') setPressed(false);
      setValue(rl.line);
    }
  });
  const width = columns();
  const typed = visibleLine(given);
  if (status === 'done')
    return `${prefix} ${question(message, undefined, width)} ${kleur.cyan(answer(message, typed, width))}`;
  const shown = value === '' && preset !== undefined ? visibleLine(preset) : '';
  const complaint =
    problem !== undefined && (value !== '' || pressed)
      ? kleur.red(indented(problem, width))
      : kleur.dim(hint ? indented(hint, width) : '');
  return [`${prefix} ${input(message, shown, visibleLine(value), width)}`, complaint];
});

const { prefix } = makeTheme();
/** The mark of an answered question. */
const DONE = typeof prefix === 'string' ? prefix : prefix.done;
const KEYS = 'arrows and Enter; Esc goes back';

/** Columns that the library appends to a question: " (Y/n) ", and the letter that is typed. */
const YES_OR_NO = 8;

/** Wider terminals get no longer lines. */
const MOST_COLUMNS = 120;

interface Context {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Shows a prompt until it is answered; Esc goes back. Translates the library's errors into Back and Cancelled. */
const leavable = async <T>(
  { input, output }: Context,
  prompt: (context: Context & { signal: AbortSignal }) => Promise<T>,
): Promise<T> => {
  const back = new AbortController();
  const pressed = (_: unknown, key?: { name?: string }): void => {
    if (key?.name === 'escape') back.abort();
  };
  input.on('keypress', pressed);
  try {
    return await prompt({ input, output, signal: back.signal });
  } catch (error) {
    const { name } = error as Error;
    if (name === 'AbortPromptError' && back.signal.aborted) throw new Back();
    if (name === 'ExitPromptError' || name === 'AbortPromptError') throw new Cancelled();
    throw error;
  } finally {
    input.off('keypress', pressed);
  }
};

/** A pasted text arrives between marks, so that its lines are not taken for keys. */
const PASTE = { on: '\u001b[?2004h', off: '\u001b[?2004l' } as const;
/** Moves to the first line and clears the screen. */
const CLEAR = '\u001b[H\u001b[J';
/** Lines that a screen keeps free for the next question. */
const NEXT = 14;
/** Lines of a terminal that does not tell its height. */
const USUAL_ROWS = 24;

const heightOf = (text: string): number => text.split('\n').length;

/** Prompts in a terminal. */
export const terminalPrompter = (input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Prompter => {
  const context = { input, output };
  const say = (text: string): void => void output.write(`${wrapText(text, columnsOf(output))}\n`);
  const columns = (): number => Math.min(columnsOf(output), MOST_COLUMNS);
  const rows = (): number => (output as { rows?: number }).rows ?? USUAL_ROWS;
  // What was on the screen stays in the history of the terminal.
  const clear = (): void => void output.write(`${'\n'.repeat(rows() - 1)}${CLEAR}`);
  const heading = (title: string): void => say(`\n${kleur.bold().underline(title)}`);
  const answered = (message: string, text: string): string =>
    `${DONE} ${question(message, undefined, columns())} ${kleur.cyan(answer(message, text, columns()))}`;
  // The hint is shown only until the question is answered.
  const themed = (message: string, hint: string | undefined, room = 0) => ({
    style: {
      message: (text: string, status: string): string =>
        question(text, status === 'done' ? undefined : hint, columns(), room),
      answer: (text: string): string => kleur.cyan(answer(message, text, columns())),
      description: (text: string): string => kleur.cyan(wrapText(text, columns())),
    },
  });
  const cut = (text: string): string => (text.length > columns() - 3 ? `${text.slice(0, columns() - 6)}...` : text);
  /** A list that is as high as its screen allows; a page has one line for each choice. */
  const list: Prompter['select'] = ({ message, choices, preset, hint, isPage = false }) =>
    leavable(context, (c) => {
      const shownHint = isPage ? KEYS : hint;
      const theme = themed(message, shownHint);
      const below = isPage
        ? 0
        : 2 + Math.max(...choices.map((x) => ('hint' in x && x.hint ? heightOf(theme.style.description(x.hint)) : 0)));
      const used = heightOf(theme.style.message(message, 'idle')) + below + 1;
      const pageSize = Math.max(3, rows() - used);
      const wrapped = ({ name, more = [] }: Choice): string =>
        [wrapText(name, columns() - 3, { hang: 2 }), ...more.map((l) => `  ${l}`)].join('\n');
      const inRows = ({ name, more = [] }: Choice): string => [cut(name), ...more.map((l) => `  ${cut(l)}`)].join('\n');
      const height = choices.reduce((sum, x) => sum + ('heading' in x ? 1 : heightOf(wrapped(x))), 0);
      // Long values are cut only if the page would scroll otherwise.
      const nameOf = isPage && height > pageSize ? inRows : wrapped;
      return select(
        {
          message,
          theme: isPage ? { style: { ...theme.style, keysHelpTip: () => '' } } : theme,
          choices: choices.map((x) =>
            'heading' in x
              ? new Separator(kleur.dim(cut(`-- ${x.heading}`)))
              : {
                  value: x.value,
                  name: nameOf(x),
                  short: x.name.replace(/\s{2,}.*/, ''),
                  ...(x.hint ? { description: x.hint } : {}),
                },
          ),
          ...(preset === undefined ? {} : { default: preset }),
          loop: !isPage,
          pageSize,
        },
        c,
      );
    });
  return {
    back: 'Esc',
    heading,
    say,
    close: () => undefined,
    text: (options) => leavable(context, (c) => line({ ...options, columns }, c)),
    lines: async (options) => {
      output.write(PASTE.on);
      let typed = '';
      const keep = (text: string): void => {
        typed = text;
      };
      try {
        return await leavable(context, (c) => linesPrompt({ ...options, columns, rows, keep }, c));
      } catch (error) {
        throw error instanceof Back ? new Back(typed) : error;
      } finally {
        output.write(PASTE.off);
      }
    },
    select: (options) => {
      if (options.isPage) clear();
      return list(options);
    },
    redraw: (parts, note) => {
      const lines = parts.flatMap((p) =>
        'heading' in p
          ? ['', kleur.bold().underline(p.heading)]
          : answered(p.message, visibleLine(p.answer)).split('\n'),
      );
      clear();
      if (lines[0] === '') lines.shift();
      for (const text of lines.slice(-Math.max(1, rows() - NEXT))) output.write(`${text}\n`);
      if (note !== '') say(note);
    },
    confirm: ({ message, preset, hint }) =>
      leavable(context, (c) => confirm({ message, default: preset, theme: themed(message, hint, YES_OR_NO) }, c)),
  };
};
