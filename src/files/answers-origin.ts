import { shellWord } from './quote.ts';

/** What runbooks say of answers that came from no file. */
export const NO_FILE = { flags: 'flags (no answers file)', stdin: 'standard input' } as const;
const NO_FILES: ReadonlySet<string> = new Set(Object.values(NO_FILE));
const DEFAULT_FILE = 'api-gateway.yaml';

/** The name of the answers file, if there is one: a runbook never names a file that does not exist. */
export const fileNamed = (answersFile: string): string | undefined =>
  NO_FILES.has(answersFile) ? undefined : answersFile;

/**
 * The answers file for headers of manifests and scripts; '' for the default and for none, so that flags give the same bytes as
 * a file with the same answers.
 */
export const namedInHeaders = (answersFile: string): string =>
  answersFile === DEFAULT_FILE ? '' : (fileNamed(answersFile) ?? '');

/** `generate` with the flag that names the answers file, where that is needed. */
export const generateCommand = (answersFile: string, ...more: readonly string[]): string => {
  const file = fileNamed(answersFile);
  const words = file === undefined || file === DEFAULT_FILE ? [] : ['-f', file.startsWith('-') ? `./${file}` : file];
  return ['eg-api-gateway generate', ...[...words, ...more].map(shellWord)].join(' ');
};
