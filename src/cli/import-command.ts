import { VERDICTS } from '../diagnostics/imports/import-definition.ts';
import { sarifLog } from '../diagnostics/sarif.ts';
import { IMPORTERS } from '../importers/all-importers.ts';
import type { LeafEntry } from '../importers/report/every-leaf.ts';
import { brokenEntries } from '../importers/report/unread.ts';
import { runImport } from '../importers/run-import.ts';
import { refuseAnswers } from './answers/refuse-answers.ts';
import { type Environment, EXIT, type Options, UserError, type Voice } from './environment.ts';
import { beginAgain, severalSources } from './import/again-begin.ts';
import { answeredIn, askOpen, asksNext } from './import/ask-open.ts';
import { requireBounded } from './import/bounded-source.ts';
import { requireKind } from './import/choose-kind.ts';
import { CLUSTER } from './import/cluster.ts';
import { withFlags } from './import/flag-answers.ts';
import type { ImportRun } from './import/import-run.ts';
import { requireDocuments } from './import/nothing-found.ts';
import { reportOptions } from './import/report-options.ts';
import { sayEntries, saySummary } from './import/say-report.ts';
import { sourceFiles } from './import/source-files.ts';
import { writeResult } from './import/write-result.ts';
import { isLoss, placeOfEntry, severityOfEntry } from './result/import-entries.ts';
import { importJson } from './result/import-json.ts';
import { VERSION } from './version.ts';

/** Code scanning of GitHub refuses a file with more results. */
const MOST_RESULTS = 25_000;

/** What is lost, as SARIF; of more than code scanning accepts, what loses most. */
const sarifOf = (voice: Voice, entries: readonly LeafEntry[]): string => {
  const lost = entries.filter(isLoss);
  const isCut = lost.length > MOST_RESULTS;
  const rank = (e: LeafEntry): number => VERDICTS.indexOf(e.verdict);
  const shown = isCut ? lost.toSorted((a, b) => rank(b) - rank(a)).slice(0, MOST_RESULTS) : lost;
  if (isCut)
    voice.talk(
      `SARIF contains ${shown.length} of ${lost.length} results, because code scanning accepts no more. --json contains all.`,
    );
  const results = shown.map((e) => ({
    code: e.code,
    severity: severityOfEntry(e),
    text: [e.what, e.why, e.fix].filter((part) => part !== '').join(' '),
    place: placeOfEntry(e),
    more: { properties: { verdict: e.verdict, subject: e.subject, pointer: e.node.pointer, keys: e.keys } },
  }));
  return `${JSON.stringify(sarifLog(results, VERSION), null, 2)}\n`;
};

/** The files on the command line; `--cluster` is one of them. */
const pathsOf = (options: Options, paths: readonly string[]): readonly string[] =>
  options.cluster === true ? [...paths, CLUSTER] : paths;

/** `import`: answers from what exists, and what became of every value of it. */
export const importCommand = async (
  environment: Environment,
  voice: Voice,
  options: Options,
  [kind, ...words]: readonly string[],
): Promise<number> => {
  const report = reportOptions(options);
  const several = severalSources(environment, options, kind);
  if (several) {
    let worst: number = EXIT.fine;
    for (const args of several) worst = Math.max(worst, await importCommand(environment, voice, options, args));
    return worst;
  }
  if (kind !== undefined) await requireKind(environment, kind, words);
  const again = beginAgain(environment, options, kind, pathsOf(options, words));
  const { paths } = again.source;
  const importer = IMPORTERS.find((i) => i.name === again.source.kind);
  if (!importer) throw new UserError(`This version does not import ${again.source.kind}.`);
  const source = await sourceFiles(environment, paths, importer).catch((error: unknown) => {
    throw words.length === 0 ? again.moved(error) : error;
  });
  requireDocuments(importer, paths, source);
  requireBounded(importer, source.documents);
  const read = await runImport(importer, source.documents, again.source.options, again.source.known);
  const imported = { ...read, entries: [...brokenEntries(source.broken, importer.name), ...read.entries] };
  const run: ImportRun = { environment, voice, options, importer, paths, source, result: imported };
  const to = again.merge(source, imported);
  if (options.check === true) return again.check(voice, to, imported);
  const given = withFlags(environment, options, to?.merged.answers ?? imported.answers);
  if ('problems' in given) return refuseAnswers(voice, given.problems, report.format === 'json');
  const { entries } = imported;
  const isAnswered = answeredIn(given.answers, imported.answers);
  // What an earlier import asked, and somebody answered, is in the report of every value only.
  const isNews = (e: LeafEntry): boolean => e.verdict !== 'asked' || e.keys.length === 0 || !e.keys.every(isAnswered);
  const isAsked = asksNext(run, given.answers, imported);
  const isShown = (e: LeafEntry): boolean => isNews(e) && !(e.verdict === 'asked' && isAsked(e.keys));
  if (report.format === 'text') sayEntries(voice, report.all ? entries : entries.filter(isShown), report);
  const { answers, answered, left, open } = await askOpen(run, given.answers, imported);
  const written = await writeResult({ ...run, result: { ...imported, answers, open } }, to);
  const wasAnswered = answeredIn(answers, imported.answers);
  const isSettled = (key: string): boolean => answered.has(key) || wasAnswered(key);
  const isLost = (e: LeafEntry): boolean =>
    isLoss(e) && !(e.verdict === 'asked' && e.keys.length > 0 && e.keys.every(isSettled));
  if (options.quiet === true && report.format === 'text' && written.conflicts.length > 0)
    voice.report(`${written.conflicts.join('\n')}\n`);
  const isIncomplete = left.length > 0 || open.length > 0 || written.isIncomplete || entries.some(isLost);
  const summary = { files: source.files.length, documents: source.documents.length, written, isIncomplete };
  if (report.format === 'json')
    voice.result(importJson({ ...summary, kind: importer.name, entries, open, left, ok: !isIncomplete }));
  else if (report.format === 'sarif') voice.result(sarifOf(voice, entries));
  saySummary(voice, { ...summary, entries: entries.filter(isLost), all: entries, answers, open: left });
  return isIncomplete ? EXIT.findings : EXIT.fine;
};
