import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { TeamUnit } from '../../answers/team-files.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { filesNamed } from '../../files/answers-origin.ts';
import { placeRefusal } from '../../files/output-place.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { type Environment, type Options, UserError } from '../environment.ts';
import { emptyFolder } from '../usage/empty-folder.ts';
import type { Built } from './build-output.ts';

/** The output folder of a run. */
export interface Output {
  /** For messages and commands: relative to the working directory. */
  readonly shown: string;
  readonly dir: string;
  /** The answers files, which may be in the folder. */
  readonly answers: readonly string[];
}

const realFolder = (folder: string): string => {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
};

/** A path as an argument of a command: with a leading dash it would be an option. */
const asWord = (path: string): string => (path.startsWith('-') ? `./${path}` : path);

/** A folder relative to the working directory. */
const seenFrom = (cwd: string, dir: string): string => relative(cwd, dir) || '.';

/** The folder in `output` of an answers file, relative to the working directory. */
export const outputIn = (cwd: string, answersFile: string | undefined, answered: string): string =>
  isAbsolute(answered)
    ? answered
    : seenFrom(cwd, resolve(answersFile === undefined ? cwd : dirname(answersFile), answered));

/** The value of `output` for a folder that is relative to the working directory; undefined if it is the default. */
export const outputToSay = (cwd: string, answersFile: string, folder: string): string | undefined => {
  const [dir, base] = [resolve(cwd, folder), dirname(answersFile)];
  if (base === cwd && dir === join(cwd, DEFAULTS.output.value)) return undefined;
  return isAbsolute(folder) ? folder : seenFrom(base, dir).replaceAll('\\', '/');
};

/** The folder of -o, else of the answers, else the default. */
const saidBy = (
  environment: Environment,
  { output }: Options,
  inAnswers: string | undefined,
  file: string | undefined,
): string => {
  if (output === undefined)
    return inAnswers === undefined ? DEFAULTS.output.value : outputIn(environment.cwd, file, inAnswers);
  if (String(output).trim() === '') throw emptyFolder('-o', 'manifests');
  return String(output);
};

/** The output folder of a run; throws a user error for a place that must not be written. `files`: the answers files. */
export const outputOf = (
  environment: Environment,
  options: Options,
  { folder, output }: Pick<Built, 'folder' | 'output'>,
  files: readonly string[],
  teams: readonly TeamUnit[],
): Output => {
  const [file] = files;
  const whole = asWord(saidBy(environment, options, output, file));
  const shown = folder === '' ? whole : join(whole, folder);
  const dir = resolve(environment.cwd, shown);
  const refusal = placeRefusal(dir, environment.cwd, environment.env.HOME);
  if (refusal)
    throw new UserError(`The folder ${visibleLine(shown)} cannot be written: ${refusal}. Nothing was written.`);
  const answers = [
    ...files,
    ...teams.flatMap((t) =>
      filesNamed(t.source).map((name) => join(file === undefined ? environment.cwd : dirname(file), name)),
    ),
  ];
  return {
    shown: visibleLine(shown),
    dir: realFolder(dir),
    answers: answers.map((path) => join(realFolder(dirname(path)), basename(path))),
  };
};
