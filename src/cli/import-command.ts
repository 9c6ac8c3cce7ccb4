import { LOSES } from '../diagnostics/imports/import-definition.ts';
import { IMPORTERS } from '../importers/all-importers.ts';
import { runImport } from '../importers/run-import.ts';
import { refuseAnswers } from './answers/refuse-answers.ts';
import { type Environment, EXIT, type Options, UserError, type Voice } from './environment.ts';
import { askOpen } from './import/ask-open.ts';
import { withFlags } from './import/flag-answers.ts';
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
  const given = withFlags(environment, options, imported.answers);
  if ('problems' in given) return refuseAnswers(voice, given.problems, options.json === true);
  const entries = imported.entries.map(({ node, keys, leaves, code, verdict, subject, what, why, fix }) => ({
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
  if (options.json !== true)
    voice.report(
      `${entries.map((e) => `${e.file}:${e.line}:${e.column} ${e.verdict} ${e.pointer} ${e.keys.join(' ')} ${e.what} [${e.code}]`).join('\n')}\n`,
    );
  const { answers, answered, open } = await askOpen(run, given.answers, imported);
  const written = await writeResult({ ...run, result: { ...imported, answers, open } });
  if (options.json === true) voice.result(jsonText({ ok: true, entries, open, ...written.json }));
  const isLost = ({ verdict, keys }: (typeof entries)[number]): boolean =>
    LOSES.has(verdict) && !(verdict === 'asked' && keys.length > 0 && keys.every((key) => answered.has(key)));
  const isIncomplete = open.length > 0 || written.isIncomplete || entries.some(isLost);
  return isIncomplete ? EXIT.findings : EXIT.fine;
};
