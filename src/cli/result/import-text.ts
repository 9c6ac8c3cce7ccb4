// The report of an import for people: what is lost or open, by subject and verdict. What is carried is only counted.
import type { Subject, Verdict } from '../../diagnostics/imports/import-definition.ts';
import { VERDICTS } from '../../diagnostics/imports/import-definition.ts';
import { counted } from '../../diagnostics/shown.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import type { LeafEntry } from '../../importers/report/every-leaf.ts';
import { groupBy } from '../../values/group-by.ts';
import type { Voice } from '../environment.ts';
import { isLoss, severityOfEntry } from './import-entries.ts';

const TITLES: Readonly<Record<Subject, string>> = {
  access: 'Access: how clients authenticate, and which are denied',
  traffic: 'Traffic: what happens to requests',
  operation: 'Operation: how the gateway runs',
};
/** Access is last: the end of a long report is what a terminal shows. */
const SUBJECTS: readonly Subject[] = ['operation', 'traffic', 'access'];

/** Texts of one code that are shown; about access, more. */
const MOST: Readonly<Record<Subject, number>> = { access: 4, traffic: 2, operation: 1 };
/** So long is a text about traffic and operation at most; all of it is in the report of every value. */
const LONGEST = 150;
const MOST_PLACES = 3;
const MOST_NAMED = 8;

/** The beginning of a text, cut between words. */
const cut = (text: string, subject: Subject): string => {
  if (subject === 'access' || text.length <= LONGEST) return text;
  const end = text.lastIndexOf(' ', LONGEST);
  return `${text.slice(0, end > 0 ? end : LONGEST)} ...`;
};

/** One text for several that differ in one word: `... for api, carts and 3 more.`; undefined: they differ in more. */
export const mergedText = (texts: readonly string[]): string | undefined => {
  const [first = [], ...others] = texts.map((t) => t.split(' '));
  const at = first.findIndex((word, i) => others.some((o) => o[i] !== word));
  const same = (o: readonly string[]): boolean =>
    o.length === first.length && o.every((word, i) => i === at || word === first[i]);
  if (others.length === 0 || at < 0 || !others.every(same)) return undefined;
  const end = /[.,:;]?$/.exec(first[at]!)![0];
  const words = [first, ...others].map((o) => o[at]!);
  if (!words.every((word) => word.endsWith(end))) return undefined;
  const names = words.map((word) => word.slice(0, word.length - end.length));
  const shown = names.slice(0, names.length > MOST_NAMED + 1 ? MOST_NAMED : names.length);
  const more = names.length - shown.length;
  const list =
    more > 0 ? `${shown.join(', ')} and ${more} more` : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
  return [...first.slice(0, at), `${list}${end}`, ...first.slice(at + 1)].join(' ');
};

const placeText = ({ node }: LeafEntry): string => {
  const { file, line, column } = node.place;
  return `${visibleLine(file)}:${line}:${column}`;
};

/** Places of several entries; a file is named once. */
const placesText = (entries: readonly LeafEntry[]): string => {
  const shown = entries.slice(0, MOST_PLACES).map(({ node }, i) => {
    const { file, line, column } = node.place;
    return file === entries[i - 1]?.node.place.file ? `${line}:${column}` : `${visibleLine(file)}:${line}:${column}`;
  });
  return `${shown.join(', ')}${entries.length > shown.length ? ` and ${entries.length - shown.length} more` : ''}`;
};

type Paint = Voice['paint'];

const colored = (entry: LeafEntry, paint: Paint): ((text: string) => string) =>
  ({ error: paint.red, warning: paint.yellow, info: paint.dim })[severityOfEntry(entry)];

/** Entries with one text: the text at the first place, and how many more places there are. */
const textLine = (entries: readonly LeafEntry[], paint: Paint, text?: string): string => {
  const [first] = entries as [LeafEntry];
  const more = entries.length > 1 && text === undefined ? ` (and ${entries.length - 1} more)` : '';
  const what = visibleLine(cut(text ?? first.what, first.subject));
  return `${placeText(first)}: ${colored(first, paint)(`${first.verdict}:`)} ${what}${more} ${paint.dim(`[${first.code}]`)}\n`;
};

/** Entries of one code: their texts, then the places of those that are not shown, then how to fix the first. */
const codeLines = (entries: readonly LeafEntry[], subject: Subject, paint: Paint): string => {
  const texts = [...groupBy(entries, (e) => e.what).values()];
  const fixOf = (): string =>
    first.fix === '' ? '' : `    ${paint.bold('Fix:')} ${visibleLine(cut(first.fix, subject))}\n`;
  const [first] = entries as [LeafEntry];
  const merged = mergedText(texts.map(([e]) => e!.what));
  if (merged !== undefined) return `${textLine(entries, paint, merged)}${fixOf()}`;
  const shown = texts.length > MOST[subject] + 1 ? texts.slice(0, MOST[subject]) : texts;
  const rest = texts.slice(shown.length).flat();
  const more =
    rest.length > 0
      ? `${colored(first, paint)(`${first.verdict}:`)} ${rest.length} more of ${first.code}: ${placesText(rest)}\n`
      : '';
  return `${shown.map((list) => textLine(list, paint)).join('')}${more}${fixOf()}`;
};

const rankOf = ({ verdict }: LeafEntry): number => -VERDICTS.indexOf(verdict);

/** What is lost or open, most important last; empty if nothing is. */
export const importText = (entries: readonly LeafEntry[], paint: Paint): string => {
  const bySubject = groupBy(entries.filter(isLoss), (e) => e.subject);
  return SUBJECTS.flatMap((subject) => {
    const own = bySubject.get(subject) ?? [];
    if (own.length === 0) return [];
    const groups = [
      ...groupBy(
        own.toSorted((a, b) => rankOf(a) - rankOf(b)),
        (e) => e.code,
      ).values(),
    ];
    return [`${paint.bold(`=== ${TITLES[subject]} ===`)}\n${groups.map((g) => codeLines(g, subject, paint)).join('')}`];
  }).join('');
};

/** Every value in the order of the files, a line each. */
export const everyEntry = (entries: readonly LeafEntry[], paint: Paint): string =>
  entries
    .map((e) => {
      const keys = e.keys.length > 0 ? ` -> ${visibleLine(e.keys.join(', '))}` : '';
      const text = isLoss(e) ? ` ${visibleLine(e.what)}` : '';
      const name = visibleLine(e.node.pointer) || '(document)';
      return `${placeText(e)}: ${colored(e, paint)(`${e.verdict}:`)} ${name}${keys}${text} ${paint.dim(`[${e.code}]`)}\n`;
    })
    .join('');

const WORDS: Readonly<Record<Verdict, string>> = {
  carried: 'carried',
  noEffect: 'without effect',
  approximated: 'approximated',
  asked: 'asked',
  dropped: 'dropped',
  impossible: 'impossible',
};

/** `98 carried, 12 without effect, 3 asked`. */
export const verdictsText = (counts: Readonly<Record<Verdict, number>>): string =>
  VERDICTS.filter((v) => counts[v] > 0)
    .map((v) => `${counts[v]} ${WORDS[v]}`)
    .join(', ');

/** The values of the source by what became of them, as a sentence. */
export const countsLine = (counts: Readonly<Record<Verdict, number>>): string => {
  const all = Object.values(counts).reduce((a, b) => a + b, 0);
  return `${counted(all, 'value')}: ${verdictsText(counts) || 'none'}.`;
};
