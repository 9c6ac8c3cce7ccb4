import { type Options, UserError } from '../environment.ts';
import type { REPORT_FORMATS } from './report-formats.ts';

/** How the report of an import is printed. */
export interface ReportOptions {
  readonly format: (typeof REPORT_FORMATS)[number];
  /** Every value, also those that are carried. */
  readonly all: boolean;
  /** Whether the answers go to standard output; then the report goes to standard error. */
  readonly answersOnStdout: boolean;
}

/** Reads the options; refuses those that name two formats, or two documents for standard output. */
export const reportOptions = (options: Options): ReportOptions => {
  if (options.json === true && (options.format ?? 'json') !== 'json')
    throw new UserError(`--json and --format ${options.format as string} name different formats. Remove one of them.`);
  const format = options.json === true ? 'json' : ((options.format ?? 'text') as ReportOptions['format']);
  const answersOnStdout = options.output === '-';
  if (answersOnStdout && format !== 'text' && options.check !== true)
    throw new UserError(
      `-o - prints the answers to standard output, where ${options.json === true ? '--json' : `--format ${format}`} prints the report. Write one of them to a file: -o FILE.`,
    );
  return { format, all: options.all === true, answersOnStdout };
};
