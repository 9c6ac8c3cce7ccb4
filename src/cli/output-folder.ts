import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { TeamUnit } from '../answers/team-files.ts';
import { visibleLine } from '../diagnostics/visible.ts';
import { placeRefusal } from '../files/output-place.ts';
import { DEFAULTS } from '../values/defaults.ts';
import type { Built } from './build-output.ts';
import { type Environment, type Options, UserError } from './environment.ts';

/** Where the output goes. */
export interface Output {
  /** For messages and commands: as seen from the working folder. */
  readonly shown: string;
  readonly dir: string;
  /** The files that the answers came from, which may lie in it. */
  readonly answers: readonly string[];
}

const realFolder = (folder: string): string => {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
};

/** A path as a command takes it: one that begins with a dash would be read as an option. */
const asWord = (path: string): string => (path.startsWith('-') ? `./${path}` : path);

/** A folder as it is seen from the working folder. */
const seenFrom = (cwd: string, dir: string): string => relative(cwd, dir) || '.';

/** The folder that `output` of an answers file names, seen from the working folder. */
export const outputIn = (cwd: string, answersFile: string | undefined, said: string): string =>
  isAbsolute(said) ? said : seenFrom(cwd, resolve(answersFile === undefined ? cwd : dirname(answersFile), said));

/** What an answers file says of a folder that is seen from the working folder; undefined where it need not say it. */
export const outputToSay = (cwd: string, answersFile: string, folder: string): string | undefined => {
  const [dir, base] = [resolve(cwd, folder), dirname(answersFile)];
  if (base === cwd && dir === join(cwd, DEFAULTS.output.value)) return undefined;
  return isAbsolute(folder) ? folder : seenFrom(base, dir).replaceAll('\\', '/');
};

/** The folder as the user said it: -o, or the answers, or the default. */
const saidBy = (
  environment: Environment,
  { output }: Options,
  inAnswers: string | undefined,
  file: string | undefined,
): string => {
  if (output === undefined)
    return inAnswers === undefined ? DEFAULTS.output.value : outputIn(environment.cwd, file, inAnswers);
  if (String(output).trim() === '') throw new UserError("-o '' names no folder. Write a name, such as -o manifests.");
  return String(output);
};

/** The output folder of a run; one where nothing may be written is a user error. `file`: the answers file. */
export const outputOf = (
  environment: Environment,
  options: Options,
  { folder, output }: Pick<Built, 'folder' | 'output'>,
  file: string | undefined,
  teams: readonly TeamUnit[],
): Output => {
  const whole = asWord(saidBy(environment, options, output, file));
  const shown = folder === '' ? whole : join(whole, folder);
  const dir = resolve(environment.cwd, shown);
  const refusal = placeRefusal(dir, environment.cwd, environment.env.HOME);
  if (refusal) throw new UserError(`${visibleLine(shown)} cannot be written: ${refusal}. Nothing was written.`);
  const answers = [
    ...(file === undefined ? [] : [file]),
    ...teams.map((t) => join(file === undefined ? environment.cwd : dirname(file), t.source)),
  ];
  return {
    shown: visibleLine(shown),
    dir: realFolder(dir),
    answers: answers.map((path) => join(realFolder(dirname(path)), basename(path))),
  };
};
