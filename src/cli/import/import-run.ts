import type { Importer } from '../../importers/importer.ts';
import type { ImportResult } from '../../importers/run-import.ts';
import type { Environment, Options, Voice } from '../environment.ts';
import type { ImportedFiles } from './source-files.ts';

/** One run of `import`: what was read, and what was made of it. */
export interface ImportRun {
  readonly environment: Environment;
  readonly voice: Voice;
  readonly options: Options;
  readonly importer: Importer;
  /** The files, folders or `-`, as a person wrote them. */
  readonly paths: readonly string[];
  readonly source: ImportedFiles;
  readonly result: ImportResult;
}

/** What became of the result of a run. */
export interface Written {
  /** The answers file as messages name it; undefined: no file was written. */
  readonly file: string | undefined;
  /** What was merged, kept or in conflict: lines for the end of the report. */
  readonly lines: readonly string[];
  /** Those about conflicts, which the next import does not list again. */
  readonly conflicts: readonly string[];
  /** The same for `--json`: keys of the result. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Whether the exit code is 1 also if nothing is lost or open. */
  readonly isIncomplete: boolean;
}
