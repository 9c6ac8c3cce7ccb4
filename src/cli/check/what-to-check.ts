import { resolve } from 'node:path';
import { visibleLine } from '../../diagnostics/visible.ts';
import { type Environment, type Options, UserError } from '../environment.ts';
import { kindOfFile } from '../usage/kind-of-file.ts';

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
  const kinds = paths.map((path) => (path === '-' ? 'manifest' : kindOfFile(resolve(cwd, path))));
  const isPlain = (path: string, i: number): boolean => kinds[i] === 'answers' || /\.(ya?ml|json)$/.test(path);
  return kinds[0] === 'answers' && !kinds.includes('manifest') && paths.every(isPlain)
    ? { ...options, file: [...paths] }
    : undefined;
};
