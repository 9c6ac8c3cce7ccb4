import { createPrompt, isBackspaceKey, isEnterKey, useEffect, useKeypress, usePrefix, useState } from '@inquirer/core';
import { confirm, select } from '@inquirer/prompts';
import kleur from 'kleur';
import { visibleLine } from '../diagnostics/visible.ts';
import { wrapText } from '../diagnostics/wrap-text.ts';
import { Back, Cancelled, columnsOf, type Prompter } from './prompter.ts';
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

/** Prompts in a terminal. */
export const terminalPrompter = (input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Prompter => {
  const context = { input, output };
  const say = (text: string): void => void output.write(`${wrapText(text, columnsOf(output))}\n`);
  // The hint is shown only until the question is answered.
  const columns = (): number => Math.min(columnsOf(output), MOST_COLUMNS);
  const themed = (message: string, hint: string | undefined, room = 0) => ({
    style: {
      message: (text: string, status: string): string =>
        question(text, status === 'done' ? undefined : hint, columns(), room),
      answer: (text: string): string => kleur.cyan(answer(message, text, columns())),
      description: (text: string): string => kleur.cyan(wrapText(text, columns())),
    },
  });
  return {
    heading: (title) => say(`\n${kleur.bold().underline(title)}`),
    say,
    close: () => undefined,
    text: (options) => leavable(context, (c) => line({ ...options, columns }, c)),
    select: ({ message, choices, preset, hint }) =>
      leavable(context, (c) =>
        select(
          {
            message,
            theme: themed(message, hint),
            choices: choices.map((c) => ({ value: c.value, name: c.name, ...(c.hint ? { description: c.hint } : {}) })),
            ...(preset === undefined ? {} : { default: preset }),
            pageSize: 12,
          },
          c,
        ),
      ),
    confirm: ({ message, preset, hint }) =>
      leavable(context, (c) => confirm({ message, default: preset, theme: themed(message, hint, YES_OR_NO) }, c)),
  };
};
