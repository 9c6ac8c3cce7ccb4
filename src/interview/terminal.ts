import { createPrompt, isBackspaceKey, isEnterKey, useEffect, useKeypress, usePrefix, useState } from '@inquirer/core';
import { confirm, select } from '@inquirer/prompts';
import kleur from 'kleur';
import { visibleLine } from '../diagnostics/visible.ts';
import { Back, Cancelled, type Prompter } from './prompter.ts';

interface TextOptions {
  message: string;
  preset?: string;
  hint?: string;
  check: (text: string) => string | undefined;
}

/** A line of text, judged while it is typed: what is wrong stands below it, and Enter waits until it is right. */
const line = createPrompt<string, TextOptions>(({ message, preset, hint, check }, done) => {
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
        // Readline empties its line on Enter; what was typed stays.
        rl.write(value);
        setPressed(true);
      }
    } else {
      if (isBackspaceKey(key) && value === '') setPressed(false);
      setValue(rl.line);
    }
  });
  if (status === 'done') return `${prefix} ${kleur.bold(message)} ${kleur.cyan(visibleLine(given))}`;
  const shown = value === '' && preset !== undefined ? kleur.dim(`(${visibleLine(preset)}) `) : '';
  const complaint =
    problem !== undefined && (value !== '' || pressed) ? kleur.red(`  ${problem}`) : hint ? kleur.dim(`  ${hint}`) : '';
  return [`${prefix} ${kleur.bold(message)} ${shown}${visibleLine(value)}`, complaint];
});

interface Context {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Shows a prompt until it is answered; Esc goes back. The library's ways of ending become ours. */
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
  const say = (text: string): void => void output.write(`${text}\n`);
  // The reason stands while one thinks; the answered line is short.
  const withHint = (hint: string | undefined) => ({
    style: {
      message: (text: string, status: string): string =>
        hint && status !== 'done' ? `${kleur.bold(text)} ${kleur.dim(`[${hint}]`)}` : kleur.bold(text),
    },
  });
  return {
    heading: (title) => say(`\n${kleur.bold().underline(title)}`),
    say,
    close: () => undefined,
    text: (options) => leavable(context, (c) => line(options, c)),
    select: ({ message, choices, preset, hint }) =>
      leavable(context, (c) =>
        select(
          {
            message,
            theme: withHint(hint),
            choices: choices.map((c) => ({ value: c.value, name: c.name, ...(c.hint ? { description: c.hint } : {}) })),
            ...(preset === undefined ? {} : { default: preset }),
            pageSize: 12,
          },
          c,
        ),
      ),
    confirm: ({ message, preset, hint }) =>
      leavable(context, (c) => confirm({ message, default: preset, theme: withHint(hint) }, c)),
  };
};
