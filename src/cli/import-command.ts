import { LOSES } from '../diagnostics/imports/import-definition.ts';
import { IMPORTERS } from '../importers/all-importers.ts';
import { runImport } from '../importers/run-import.ts';
import { type Environment, EXIT, type Options, UserError, type Voice } from './environment.ts';
import { askOpen } from './import/ask-open.ts';
import type { ImportRun } from './import/import-run.ts';
import { sourceFiles } from './import/source-files.ts';
import { writeResult } from './import/write-result.ts';
import { jsonText } from './result/json-text.ts';

/** `import`: answers from what exists, and what became of every value of it. */
export const importCommand = async (
  environment: Environment,
  voice: Voice,
  options: Options,
  [kind, ...paths]: readonly string[],
): Promise<number> => {
  const importer = IMPORTERS.find((i) => i.name === kind);
  if (!importer) throw new UserError(`${kind} cannot be imported. Kinds: ${IMPORTERS.map((i) => i.name).join(', ')}.`);
  const source = await sourceFiles(environment, paths);
  const group = options.group === 'operation' ? 'operation' : 'fewest';
  const imported = await runImport(importer, source.documents, { group });
  const run: ImportRun = { environment, voice, options, importer, paths, source, result: imported };
  const result = await askOpen(run);
  const written = await writeResult({ ...run, result });
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
  if (options.json === true) voice.result(jsonText({ ok: true, entries, open: result.open, ...written.json }));
  else
    voice.report(
      `${entries.map((e) => `${e.file}:${e.line}:${e.column} ${e.verdict} ${e.pointer} ${e.keys.join(' ')} ${e.what} [${e.code}]`).join('\n')}\n`,
    );
  const isIncomplete = result.open.length > 0 || written.isIncomplete || entries.some((e) => LOSES.has(e.verdict));
  return isIncomplete ? EXIT.findings : EXIT.fine;
};
