// An answers file that does not exist: where it was looked for, and what to do. Loaded only then.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { nearest } from '../../diagnostics/nearest.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { shellWord } from '../../files/quote.ts';
import { ANSWERS_FILE } from '../../values/defaults.ts';
import { type Environment, UserError } from '../environment.ts';
import { kindOfFile } from './kind-of-file.ts';

/** There is no answers file, and no flag is one. */
export class NoAnswersFile extends UserError {}

/** So many files of a folder are looked at. */
const MOST = 200;

const isYaml = (name: string): boolean => /\.(ya?ml|json)$/.test(name);
const word = (path: string): string => visibleLine(shellWord(path));

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter(isYaml).slice(0, MOST);
  } catch {
    return [];
  }
};

/** A file that was probably meant, as a sentence: one with a similar name, or the only answers file of the folder. */
const meant = (environment: Environment, shown: string): string => {
  const folder = dirname(resolve(environment.cwd, shown));
  const names = namesIn(folder);
  const answers = names.filter((name) => kindOfFile(join(folder, name)) === 'answers');
  const name =
    nearest(basename(shown), answers) ?? (answers.length === 1 ? answers[0] : nearest(basename(shown), names));
  return name === undefined ? '' : ` Did you mean -f ${word(join(dirname(shown), name))}?`;
};

/** The error for a run without an answers file and without answers as flags. */
export const noAnswersFile = (environment: Environment): NoAnswersFile =>
  new NoAnswersFile(
    `There is no answers file ${ANSWERS_FILE} in ${visibleLine(environment.cwd)}.${meant(environment, ANSWERS_FILE)} To write it, run: eg-api-gateway init (asks questions), eg-api-gateway init --example (a complete one), or eg-api-gateway import FILE (from Ingress, OpenAPI, Kong, Traefik or Gateway API files). To use another file, add -f FILE.`,
  );

/** The error for a file of `-f` that does not exist. */
export const missingFile = (environment: Environment, shown: string): UserError => {
  const folder = dirname(resolve(environment.cwd, shown));
  const where = existsSync(folder)
    ? `The answers file ${visibleLine(basename(shown))} does not exist in ${visibleLine(folder)}.`
    : `The answers file ${visibleLine(shown)} does not exist: there is no folder ${visibleLine(folder)}.`;
  const init = existsSync(folder) && isYaml(shown) ? ` To write it, run: eg-api-gateway init -f ${word(shown)}` : '';
  return new UserError(`${where}${meant(environment, shown)} Nothing was written.${init}`);
};

/** The error for a folder instead of an answers file; undefined: it is none. */
export const folderAsFile = (path: string, shown: string): UserError | undefined => {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const inside = join(shown, ANSWERS_FILE);
  const next = existsSync(join(path, ANSWERS_FILE))
    ? `Did you mean -f ${word(inside)}?`
    : `The output folder is -o; to validate the manifests in a folder, run: eg-api-gateway check ${word(shown)}`;
  return new UserError(`${visibleLine(shown)} is a folder, not an answers file. ${next}`);
};
