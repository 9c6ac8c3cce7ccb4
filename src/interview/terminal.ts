import { createPrompt, isBackspaceKey, isEnterKey, useEffect, useKeypress, usePrefix, useState } from '@inquirer/core';
import { confirm, select } from '@inquirer/prompts';
import kleur from 'kleur';
import { Cancelled, type Prompter } from './prompter.ts';

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
  if (status === 'done') return `${prefix} ${kleur.bold(message)} ${kleur.cyan(given)}`;
  const shown = value === '' && preset !== undefined ? kleur.dim(`(${preset}) `) : '';
  const complaint =
    problem !== undefined && (value !== '' || pressed) ? kleur.red(`  ${problem}`) : hint ? kleur.dim(`  ${hint}`) : '';
  return [`${prefix} ${kleur.bold(message)} ${shown}${value}`, complaint];
});

/** Turns the prompt library's way of saying "cancelled" into ours. */
const cancellable = async <T>(prompt: Promise<T>): Promise<T> => {
  try {
    return await prompt;
  } catch (error) {
    const { name } = error as Error;
    if (name === 'ExitPromptError' || name === 'AbortPromptError') throw new Cancelled();
    throw error;
  }
};

/** Prompts in a terminal. */
export const terminalPrompter = (input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Prompter => {
  const context = { input, output };
  const say = (text: string): void => void output.write(`${text}\n`);
  const withHint = (message: string, hint: string | undefined): string =>
    hint ? `${message} ${kleur.dim(`[${hint}]`)}` : message;
  return {
    heading: (title) => say(`\n${kleur.bold().underline(title)}`),
    say,
    text: (options) => cancellable(line(options, context)),
    select: ({ message, choices, preset, hint }) =>
      cancellable(
        select(
          {
            message: withHint(message, hint),
            choices: choices.map((c) => ({ value: c.value, name: c.name, ...(c.hint ? { description: c.hint } : {}) })),
            ...(preset === undefined ? {} : { default: preset }),
            pageSize: 12,
          },
          context,
        ),
      ),
    confirm: ({ message, preset, hint }) =>
      cancellable(confirm({ message: withHint(message, hint), default: preset }, context)),
  };
};
