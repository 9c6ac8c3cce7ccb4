import { LOSES } from '../diagnostics/imports/import-definition.ts';
import { IMPORTERS } from '../importers/all-importers.ts';
import { runImport } from '../importers/run-import.ts';
import { refuseAnswers } from './answers/refuse-answers.ts';
import { type Environment, EXIT, type Options, UserError, type Voice } from './environment.ts';
import { beginAgain } from './import/again-begin.ts';
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
  [kind, ...wanted]: readonly string[],
): Promise<number> => {
  const again = beginAgain(environment, options, kind, wanted);
  const { paths } = again.source;
  const importer = IMPORTERS.find((i) => i.name === again.source.kind);
  if (!importer)
    throw new UserError(`${again.source.kind} cannot be imported. Kinds: ${IMPORTERS.map((i) => i.name).join(', ')}.`);
  const source = await sourceFiles(environment, paths);
  const imported = await runImport(importer, source.documents, again.source.options, again.source.known);
  const run: ImportRun = { environment, voice, options, importer, paths, source, result: imported };
  const to = again.merge(source, imported);
  if (options.check === true) return again.check(voice, to, imported);
  const given = withFlags(environment, options, to?.merged.answers ?? imported.answers);
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
  const written = await writeResult({ ...run, result: { ...imported, answers, open } }, to);
  if (options.json === true) voice.result(jsonText({ ok: true, entries, open, ...written.json }));
  const isLost = ({ verdict, keys }: (typeof entries)[number]): boolean =>
    LOSES.has(verdict) && !(verdict === 'asked' && keys.length > 0 && keys.every((key) => answered.has(key)));
  const isIncomplete = open.length > 0 || written.isIncomplete || entries.some(isLost);
  return isIncomplete ? EXIT.findings : EXIT.fine;
};
