import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeAnswers } from '../../answers/write.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { ANSWERS_FILE } from '../../values/defaults.ts';
import { UserError } from '../environment.ts';
import { replaceFile } from '../output/replace-file.ts';
import { schemaFileOf, schemaText } from '../output/schema-file.ts';
import { unwritable } from '../system-reason.ts';
import type { ImportRun, Written } from './import-run.ts';

/** Writes the answers of an import to their file, or to standard output with `-o -`. */
export const writeResult = async ({ environment, voice, options, result }: ImportRun): Promise<Written> => {
  const text = writeAnswers(undefined, result.answers);
  const shown = String(options.output ?? ANSWERS_FILE);
  const written: Written = { file: undefined, lines: [], json: {}, isIncomplete: false };
  if (shown === '-') {
    voice.result(text);
    return written;
  }
  const path = resolve(environment.cwd, shown);
  if (existsSync(path))
    throw new UserError(
      `${visibleLine(shown)} exists, and nothing was written. Write to another file with -o FILE, or print the answers with -o -.`,
    );
  try {
    replaceFile(path, text);
    replaceFile(schemaFileOf(path), schemaText());
  } catch (error) {
    throw unwritable(shown, error);
  }
  return { ...written, file: shown };
};
