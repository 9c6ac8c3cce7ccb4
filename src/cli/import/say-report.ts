// The report in a terminal: what is lost or open, the numbers of values, and the next command.
import { exampleAnswer } from '../../answers/example-answer.ts';
import { counted, listed } from '../../diagnostics/shown.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { shellWord } from '../../files/quote.ts';
import type { LeafEntry } from '../../importers/report/every-leaf.ts';
import { ANSWERS_FILE } from '../../values/defaults.ts';
import type { Voice } from '../environment.ts';
import { countsByVerdict } from '../result/import-entries.ts';
import { countsLine, everyEntry, importText, mostImportant } from '../result/import-text.ts';
import type { Written } from './import-run.ts';
import type { ReportOptions } from './report-options.ts';

/** So many open keys are listed. */
const MOST_OPEN = 6;

/** Prints what became of the values of the source. */
export const sayEntries = (
  voice: Voice,
  entries: readonly LeafEntry[],
  { all, answersOnStdout }: ReportOptions,
): void => {
  const text = all ? everyEntry(entries, voice.paint) : importText(entries, voice.paint);
  if (text === '') return;
  if (answersOnStdout) voice.talk(text.trimEnd());
  else voice.report(text);
};

/** Lists of the answers that are counted, and the word for one item. */
const LISTS = { redirects: 'redirect', responses: 'response', streams: 'stream', patches: 'patch' } as const;

const listOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** What was read and made: the first line of the summary. */
const made = (answers: Readonly<Record<string, unknown>>, files: number, documents: number): string => {
  const { methods } = (answers.auth ?? {}) as { methods?: object };
  const others = Object.entries(LISTS)
    .filter(([key]) => listOf(answers[key]) > 0)
    .map(([key, one]) => (listOf(answers[key]) === 1 ? `1 ${one}` : `${listOf(answers[key])} ${key}`));
  const parts = [
    counted(listOf(answers.services), 'service'),
    ...(methods ? [counted(Object.keys(methods).length, 'method')] : []),
    ...others,
  ];
  return `${counted(files, 'file')} with ${counted(documents, 'document')}: ${parts.join(', ')}.`;
};

/** The key of an open question as `answer` takes it. */
const exampleOf = (key: string): string => {
  if (key === 'hostname') return 'hostname=api.example.com';
  if (key === 'tls') return 'tls=secret tls.secret=NAME';
  if (key.endsWith('.backend')) return `${key}=SERVICE:PORT`;
  if (key.endsWith('.auth') || key === 'auth.default') return `${key}=METHOD`;
  const value = exampleAnswer(key);
  return `${key}=${value === undefined ? 'VALUE' : shellWord(value)}`;
};

/** What ends the report: numbers, what is open, where the answers are, and what to do next. */
export const saySummary = (
  voice: Voice,
  {
    entries,
    all,
    answers,
    open,
    files,
    documents,
    written,
    isIncomplete,
  }: {
    /** What is lost or open now. */
    entries: readonly LeafEntry[];
    /** Everything that the report is about. */
    all: readonly LeafEntry[];
    answers: Readonly<Record<string, unknown>>;
    open: readonly string[];
    files: number;
    documents: number;
    written: Written;
    isIncomplete: boolean;
  },
): void => {
  const { paint } = voice;
  const lost = entries.some((e) => e.verdict !== 'asked');
  const color = isIncomplete ? paint.yellow : paint.green;
  const place = written.file === undefined ? '' : ` Answers: ${visibleLine(written.file)}.`;
  const flag = written.file === undefined || written.file === ANSWERS_FILE ? '' : ` -f ${shellWord(written.file)}`;
  const first = mostImportant(entries);
  voice.talk(
    [
      ...written.lines.map(visibleLine),
      `Imported ${made(answers, files, documents)}${place}`,
      color(countsLine(countsByVerdict(all))),
      isIncomplete
        ? `Exit code 1: ${[
            ...(open.length > 0 ? [`answers are open (${listed(open.map(visibleLine), MOST_OPEN)})`] : []),
            ...(lost ? ['values of the source have no equal answer'] : []),
            ...(!lost && open.length === 0 && entries.length > 0 ? ['the report contains open questions'] : []),
            ...(written.isIncomplete ? ['the file has conflicts with the source'] : []),
          ].join('; ')}.`
        : 'Exit code 0: nothing is lost or open.',
    ].join('\n'),
  );
  const next =
    open.length > 0
      ? `Next: eg-api-gateway answer${flag} ${exampleOf(open[0]!)}`
      : `Next: eg-api-gateway generate${flag}`;
  if (written.file !== undefined) voice.copyable(visibleLine(next));
  if (written.file !== undefined && open.length > 1)
    voice.copyable(visibleLine(`All questions and their choices: eg-api-gateway questions${flag}`));
  if (first) voice.copyable(`More: eg-api-gateway explain ${first.code}; --all shows every value`);
};
