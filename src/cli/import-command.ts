import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { writeAnswers } from '../answers/write.ts';
import { LOSES } from '../diagnostics/imports/import-definition.ts';
import { IMPORTERS } from '../importers/all-importers.ts';
import { runImport } from '../importers/run-import.ts';
import { ANSWERS_FILE } from '../values/defaults.ts';
import { type Environment, EXIT, type Options, UserError, type Voice } from './environment.ts';
import { sourceFiles } from './import/source-files.ts';
import { replaceFile } from './output/replace-file.ts';
import { schemaFileOf, schemaText } from './output/schema-file.ts';
import { jsonText } from './result/json-text.ts';

/** `import`: answers from what exists, and what became of every value of it. */
export const importCommand = async (
  environment: Environment,
  voice: Voice,
  options: Options,
  [kind, ...files]: readonly string[],
): Promise<number> => {
  const importer = IMPORTERS.find((i) => i.name === kind);
  if (!importer) throw new UserError(`${kind} cannot be imported. Kinds: ${IMPORTERS.map((i) => i.name).join(', ')}.`);
  const { documents } = await sourceFiles(environment, files);
  const group = options.group === 'operation' ? 'operation' : 'fewest';
  const result = await runImport(importer, documents, { group });
  const shown = String(options.output ?? ANSWERS_FILE);
  const path = resolve(environment.cwd, shown);
  if (existsSync(path)) throw new UserError(`${basename(path)} exists. Nothing was written.`);
  replaceFile(path, writeAnswers(undefined, result.answers));
  replaceFile(schemaFileOf(path), schemaText());
  const entries = result.entries.map(({ node, keys, leaves, code, verdict, subject, what, why, fix }) => ({
    verdict,
    code,
    subject,
    ...node.place,
    pointer: node.pointer,
    keys,
    leaves,
    what,
    why,
    fix,
  }));
  if (options.json === true) voice.result(jsonText({ ok: true, entries, open: result.open }));
  else
    voice.report(
      `${entries.map((e) => `${e.file}:${e.line}:${e.column} ${e.verdict} ${e.pointer} ${e.keys.join(' ')} ${e.what} [${e.code}]`).join('\n')}\n`,
    );
  return result.open.length > 0 || entries.some((e) => LOSES.has(e.verdict)) ? EXIT.findings : EXIT.fine;
};
