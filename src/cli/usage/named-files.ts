// Words after a command that takes options only: people mean answers files.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { visibleLine } from '../../diagnostics/visible.ts';
import { shellWord } from '../../files/quote.ts';
import { type Environment, type Options, UserError } from '../environment.ts';

/** The options with the words after the command as further values of `-f`. */
export const withFiles = (
  environment: Environment,
  command: string,
  options: Options,
  words: readonly string[],
): Options => {
  if (words.length === 0) return options;
  const pair = words.find((w) => /^[\w.-]+=/.test(w) && !existsSync(resolve(environment.cwd, w)));
  if (pair !== undefined)
    throw new UserError(
      `${visibleLine(pair)} is not an answers file. To set an answer, run: eg-api-gateway ${command} --set ${visibleLine(shellWord(pair))}`,
    );
  return { ...options, file: [...((options.file as readonly string[] | undefined) ?? []), ...words] };
};
