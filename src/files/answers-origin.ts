import { ANSWERS_FILE } from '../values/defaults.ts';
import { shellWord } from './quote.ts';

/** What runbooks name as the source of answers without a file. */
export const NO_FILE = { flags: 'flags (no answers file)', stdin: 'standard input' } as const;
const NO_FILES: ReadonlySet<string> = new Set(Object.values(NO_FILE));

/** Between the names of several answers files; no file name can contain it. */
const SEPARATOR = '\0';
/** Between them in texts. */
const PLUS = ' + ';

/** Several answers files as one source. */
export const sourceOf = (names: readonly string[]): string => names.join(SEPARATOR);

/** The names of the answers files; without a file there are none. */
export const filesNamed = (answersFile: string): string[] =>
  answersFile.split(SEPARATOR).filter((name) => !NO_FILES.has(name));

/** Whether a source that a runbook names is of several files. */
export const isOfSeveral = (shown: string): boolean => shown.includes(PLUS);

/** The name of the answers file, if there is one: a runbook never names a file that does not exist. */
export const fileNamed = (answersFile: string): string | undefined =>
  NO_FILES.has(answersFile) ? undefined : answersFile.replaceAll(SEPARATOR, PLUS);

/**
 * The answers file in headers of manifests and scripts; '' for the default file and without a file, so that flags generate the
 * same bytes as a file with the same answers.
 */
export const namedInHeaders = (answersFile: string): string =>
  answersFile === ANSWERS_FILE ? '' : (fileNamed(answersFile) ?? '');

const asWord = (file: string): string => (file === NO_FILE.stdin ? '-' : file.startsWith('-') ? `./${file}` : file);

/** The `generate` command, with the flags for the answers files if they are needed. */
export const generateCommand = (answersFile: string, ...more: readonly string[]): string => {
  const none = fileNamed(answersFile) === undefined || answersFile === ANSWERS_FILE;
  const words = none ? [] : answersFile.split(SEPARATOR).flatMap((file) => ['-f', asWord(file)]);
  return ['eg-api-gateway generate', ...[...words, ...more].map(shellWord)].join(' ');
};
