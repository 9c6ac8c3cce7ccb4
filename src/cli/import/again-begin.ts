// The steps of `import` that know the answers file: before the source is read, and after it is converted.
import { visibleLine } from '../../diagnostics/visible.ts';
import { shellWord } from '../../files/quote.ts';
import type { ImportOptions } from '../../importers/importer.ts';
import type { ImportResult } from '../../importers/run-import.ts';
import { ANSWERS_FILE } from '../../values/defaults.ts';
import { type Environment, type Options, UserError, type Voice } from '../environment.ts';
import { sayCheck } from './again-check.ts';
import { mergeInto } from './again-merge.ts';
import { sourceOf, type WantedSource } from './again-source.ts';
import { openTarget } from './again-target.ts';
import type { ImportedFiles } from './source-files.ts';
import type { Destination } from './write-result.ts';

/** An import that has begun: its source, and what becomes of its result. */
interface Begun {
  readonly source: WantedSource;
  /** The error of files that cannot be read, if the lock file named them. */
  readonly moved: (error: unknown) => unknown;
  /** Merges a result into the answers file; undefined: it goes to standard output. */
  readonly merge: (files: ImportedFiles, result: ImportResult) => Destination | undefined;
  /** Prints the result of `--check` and returns the exit code. */
  readonly check: (voice: Voice, to: Destination | undefined, result: ImportResult) => number;
}

/** Standard output as a value of -o. */
const STDOUT = '-';

/** Opens the answers file and finds out what is imported. Throws a user error before anything is read or written. */
export const beginAgain = (
  environment: Environment,
  options: Options,
  kind: string | undefined,
  paths: readonly string[],
): Begun => {
  const shown = String(options.output ?? ANSWERS_FILE);
  const isCheck = options.check === true;
  if (isCheck && shown === STDOUT) throw new UserError('--check compares with a file. Pass it: -o api-gateway.yaml');
  const target = shown === STDOUT ? undefined : openTarget(environment, shown, !isCheck);
  const { group, gateway } = options as { group?: ImportOptions['group']; gateway?: string };
  const wanted = { ...(group !== undefined && { group }), ...(gateway !== undefined && { gateway }) };
  const source = sourceOf(target, kind, paths, wanted);
  const flag = shown === ANSWERS_FILE ? '' : ` -o ${visibleLine(shellWord(shown))}`;
  return {
    source,
    moved: (error) =>
      error instanceof UserError && target
        ? new UserError(
            `${error.message}\n${visibleLine(target.lock.shown)} has this path. If the source was moved, pass the new one: eg-api-gateway import ${source.kind} PATH${flag}`,
          )
        : error,
    merge: (files, result) => target && { target, merged: mergeInto(target, source, files, result) },
    check: (voice, to, result) =>
      sayCheck(voice, options.json === true || options.format === 'json', { ...to!, source, result }),
  };
};

/** The command lines of all sources, if a command line without a kind means several; undefined: it means one. */
export const severalSources = (
  environment: Environment,
  options: Options,
  kind: string | undefined,
): (readonly string[])[] | undefined => {
  const shown = String(options.output ?? ANSWERS_FILE);
  if (kind !== undefined || shown === STDOUT) return undefined;
  const { sources, given } = openTarget(environment, shown, options.check !== true);
  if (!sources || sources.length < 2) return undefined;
  const lines = sources.map((s) => [s.kind, ...s.paths.map(given)]);
  const flags = shown === ANSWERS_FILE ? [] : ['-o', shown];
  const format = options.json === true ? '--json' : `--format ${String(options.format)}`;
  // Two results one after the other are no JSON.
  if (options.json === true || (options.format !== undefined && options.format !== 'text'))
    throw new UserError(
      `${visibleLine(shown)} has ${lines.length} sources, and ${format} prints one result. Run one at a time:\n${lines.map((words) => `  eg-api-gateway import ${[...words, ...flags].map((w) => visibleLine(shellWord(w))).join(' ')} ${format}`).join('\n')}`,
    );
  return lines;
};
