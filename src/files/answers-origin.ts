import { ANSWERS_FILE } from '../values/defaults.ts';
import { shellWord } from './quote.ts';

/** What runbooks name as the source of answers without a file. */
export const NO_FILE = { flags: 'flags (no answers file)', stdin: 'standard input' } as const;
const NO_FILES: ReadonlySet<string> = new Set(Object.values(NO_FILE));

/** The name of the answers file, if there is one: a runbook never names a file that does not exist. */
export const fileNamed = (answersFile: string): string | undefined =>
  NO_FILES.has(answersFile) ? undefined : answersFile;

/**
 * The answers file in headers of manifests and scripts; '' for the default file and without a file, so that flags generate the
 * same bytes as a file with the same answers.
 */
export const namedInHeaders = (answersFile: string): string =>
  answersFile === ANSWERS_FILE ? '' : (fileNamed(answersFile) ?? '');

/** The `generate` command, with the flag for the answers file if it is needed. */
export const generateCommand = (answersFile: string, ...more: readonly string[]): string => {
  const file = fileNamed(answersFile);
  const words = file === undefined || file === ANSWERS_FILE ? [] : ['-f', file.startsWith('-') ? `./${file}` : file];
  return ['eg-api-gateway generate', ...[...words, ...more].map(shellWord)].join(' ');
};
