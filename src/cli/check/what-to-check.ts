import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { visibleLine } from '../../diagnostics/visible.ts';
import { ANSWERS_FILE } from '../../values/defaults.ts';
import { type Environment, type Options, UserError } from '../environment.ts';
import { kindOfFile } from '../usage/kind-of-file.ts';

/** A file with the name of answers files that has no key of answers, or another version: its problems are those of answers. */
const byName = (cwd: string, path: string): 'answers' | undefined =>
  basename(path) === ANSWERS_FILE && statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isFile() === true
    ? 'answers'
    : undefined;

/** The answers files that `check` validates, as `-f`; undefined: the paths contain manifests. */
export const answersToCheck = (
  { cwd }: Environment,
  options: Options,
  paths: readonly string[],
): Options | undefined => {
  if (paths.length === 0) return options;
  if (options.file !== undefined) {
    const files = (options.file as readonly string[]).map((f) => `-f ${visibleLine(f)}`).join(' ');
    throw new UserError(
      `check validates either answers (${files}) or manifests (${visibleLine(paths.join(' '))}). Remove one of them, and validate it in another run.`,
    );
  }
  // A file of changes has no version, but also nothing that a manifest has.
  const kinds = paths.map((path) =>
    path === '-' ? 'manifest' : (kindOfFile(resolve(cwd, path)) ?? byName(cwd, path)),
  );
  const isPlain = (path: string, i: number): boolean => kinds[i] === 'answers' || /\.(ya?ml|json)$/.test(path);
  return kinds[0] === 'answers' && !kinds.includes('manifest') && paths.every(isPlain)
    ? { ...options, file: [...paths] }
    : undefined;
};
