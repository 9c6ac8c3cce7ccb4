// The result of a check for people: the most important findings, then the others by file and risk, then what is folded.
import type { Risk } from '../../diagnostics/definition.ts';
import { fileOf, type Located, otherText } from '../../diagnostics/place.ts';
import { counted, listed } from '../../diagnostics/shown.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { groupBy } from '../../values/group-by.ts';
import { SEVERITIES } from '../check/check-choices.ts';
import type { Voice } from '../environment.ts';
import { excerptLines } from './excerpt-lines.ts';
import { byImportance, type Ranked, ranked } from './ranking.ts';
import { type Counts, countsOf, type Result } from './result.ts';

/** The width of lines of files if the output is not a terminal. */
const COLUMNS = 120;
const INDENT = '    ';
/** Places and fixed findings that are listed. */
const MOST_PLACES = 3;
const MOST_FIXED = 10;
/** References to objects that may be in the cluster. */
const MOST_ELSEWHERE = 5;

/** What each risk means, as a heading. docs/check.md explains them. */
const RISK_TITLES: Readonly<Record<Risk, string>> = {
  exposed: 'Exposed: more can be accessed, read or forged than is safe',
  rejected: 'Rejected: the API server or Envoy Gateway does not accept it',
  failing: 'Failing: requests fail, are slow, or reach another service',
  ineffective: 'Ineffective: a setting has no effect, or another one than written',
  unchecked: 'Unchecked: the files do not contain what decides it',
  advice: 'Advice: it works as written, and could be better',
};

/** `2 errors, 1 warning, 3 info`, without what is 0. */
export const countsText = ({ error, warning, info }: Counts): string =>
  [error && counted(error, 'error'), warning && counted(warning, 'warning'), info && `${info} info`]
    .filter(Boolean)
    .join(', ') || 'no findings';

const placeOf = ({ place }: Located): string =>
  place ? `${visibleLine(place.file)}:${place.line}:${place.column}` : '';
const subjectOf = ({ resource, field }: Pick<Located, 'resource' | 'field'>): string =>
  visibleLine([resource, field].filter((part) => part !== '').join(' '));

/** Writes findings with the styles and the width of a terminal. */
class Writer {
  constructor(
    private readonly paint: Voice['paint'],
    private readonly columns: number,
  ) {}

  heading(text: string): string {
    return `${this.paint.bold(`=== ${text} ===`)}\n\n`;
  }

  private color({ severity }: Located): (text: string) => string {
    const { red, yellow, dim } = this.paint;
    return { error: red, warning: yellow, info: dim }[severity];
  }

  /** A finding: the first line as compilers write it, then the object, the line of the file, why and how to fix it. */
  private finding(f: Located, countOf?: Ranked['countOf']): string {
    const { bold, dim } = this.paint;
    const color = this.color(f);
    const { what, why, fix } = f.words;
    const place = placeOf(f);
    const [line, marker] = f.place ? excerptLines(f.place, this.columns - INDENT.length) : [];
    const count = countOf?.(f.code) ?? 1;
    const details = [
      [f.resource === f.place?.file ? '' : subjectOf(f), count > 1 ? `(1 of ${count} ${f.code})` : '']
        .filter((part) => part !== '')
        .join(' '),
      ...(line && marker ? [line, marker.replace(/\^$/, color('^'))] : []),
      visibleLine(otherText(f)),
      visibleLine(why),
      fix && `${bold('Fix:')} ${visibleLine(fix)}`,
    ];
    return `${place && `${place}: `}${color(`${f.severity}:`)} ${visibleLine(what)} ${dim(`[${f.code}]`)}\n${details
      .filter((text) => text !== '')
      .map((text) => `${INDENT}${text}\n`)
      .join('')}`;
  }

  /** Findings by risk; the risk of the most severe finding comes first. `countOf`: given to show the number of each code. */
  findings(list: readonly Located[], countOf?: Ranked['countOf']): string {
    return [...groupBy(list.toSorted(byImportance), (f) => f.risk)]
      .map(([risk, group]) => {
        const texts = group.map((f) => this.finding(f, countOf));
        return `${this.paint.bold(RISK_TITLES[risk])}\n${texts.join('\n')}\n`;
      })
      .join('');
  }

  /** What a reference names, with its place. */
  elsewhere(f: Located): string {
    return `${placeOf(f) || subjectOf(f)}: ${this.color(f)(`${f.severity}:`)} ${visibleLine(f.words.what)} ${this.paint.dim(`[${f.code}]`)}\n`;
  }

  /** A finding about all files: it has no place of its own. */
  forAllFiles({ words: { what, fix }, code }: Located): string {
    return `${visibleLine(what)} ${this.paint.dim(`[${code}]`)}\n${INDENT}${this.paint.bold('Fix:')} ${visibleLine(fix)}\n`;
  }

  folded(code: string, list: readonly Located[]): string {
    const files = new Set(list.map(fileOf)).size;
    const places = list.slice(0, MOST_PLACES).map((f) => placeOf(f) || subjectOf(f));
    const where = files > 1 ? ` in ${files} files` : '';
    const severity = this.color(list[0]!)(`${list[0]!.severity}:`);
    return `${severity} ${list.length} more of ${code}${where}: ${listed(places)}${list.length > places.length ? ', ...' : ''}\n`;
  }
}

/** Findings by file: files with errors first, then those with warnings; by name. */
const byFile = (findings: readonly Located[]): [file: string, list: readonly Located[]][] => {
  const worst = (list: readonly Located[]): number =>
    Math.min(...new Set(list.map((f) => SEVERITIES.indexOf(f.severity))));
  return [...groupBy(findings, fileOf)]
    .map(([file, list]) => ({ file, list, worst: worst(list) }))
    .sort((a, b) => a.worst - b.worst || (a.file < b.file ? -1 : 1))
    .map(({ file, list }) => [file, list]);
};

const fixedText = (result: Result, writer: Writer): string => {
  if (!result.comparison || result.comparison.fixed.length === 0) return '';
  const { file, fixed } = result.comparison;
  const lines = fixed.slice(0, MOST_FIXED).map((f) => `${visibleLine(f.code)} ${subjectOf(f)}\n`);
  const more = fixed.length > MOST_FIXED ? `And ${fixed.length - MOST_FIXED} more.\n` : '';
  return `${writer.heading(`Fixed since ${visibleLine(file)}: ${fixed.length}`)}${lines.join('')}${more}\n`;
};

/** The findings of a result, those excepted that its baseline contains. `all`: repetitions are not folded. */
export const textOf = (
  result: Result,
  all: boolean,
  { paint, columns = COLUMNS }: Pick<Voice, 'paint' | 'columns'>,
): string => {
  const writer = new Writer(paint, columns);
  const findings = result.shown.filter(result.isNew);
  const { important, others, elsewhere, notChecked, folded, countOf } = ranked(findings, all);
  const parts: string[] = [];
  if (important.length > 0)
    parts.push(
      writer.heading(
        `The ${important.length === 1 ? '' : `${important.length} `}most important of ${counted(findings.length, 'finding')}`,
      ),
      writer.findings(important, countOf),
    );
  for (const [file, list] of byFile(others))
    parts.push(writer.heading(`${visibleLine(file)}: ${countsText(countsOf(list))}`), writer.findings(list));
  if (elsewhere.length > 0) {
    const lines = elsewhere.slice(0, MOST_ELSEWHERE).map((f) => writer.elsewhere(f));
    const more = elsewhere.length - lines.length;
    parts.push(
      writer.heading(`${counted(elsewhere.length, 'reference')} to objects that are not in these files`),
      'They may be in the cluster. If they are not, whatever refers to them does not work.\n',
      ...lines,
      more > 0 ? `And ${more} more. To show all of them, add --all.\n\n` : '\n',
    );
  }
  if (folded.size > 0) {
    const lines = [...folded]
      .sort(([, a], [, b]) => byImportance(a[0]!, b[0]!))
      .map(([code, list]) => writer.folded(code, list));
    parts.push(writer.heading('Repeated'), ...lines, 'To show all of them, add --all or --only CODE.\n\n');
  }
  if (notChecked.length > 0)
    parts.push(writer.heading('Not checked'), ...notChecked.map((f) => writer.forAllFiles(f)), '\n');
  parts.push(fixedText(result, writer));
  return parts.join('');
};
