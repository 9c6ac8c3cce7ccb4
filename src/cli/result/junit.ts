import { fileOf, type Located, otherText } from '../../diagnostics/place.ts';
import { groupBy } from '../../values/group-by.ts';
import { xmlText } from './xml-text.ts';

const NAME = 'eg-api-gateway check';

type Attributes = Readonly<Record<string, string | number>>;

const attributes = (list: Attributes): string =>
  Object.entries(list)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');

const nameOf = (f: Located): string => [f.code, f.resource, f.field].filter((part) => part !== '').join(' ');
const placeOf = ({ place }: Located): string => (place ? `${place.file}:${place.line}:${place.column}: ` : '');

/** A finding as the result of a test: errors and warnings fail, information passes with its text. */
const testcase = (f: Located, isKnown: boolean): string => {
  const { severity, words } = f;
  const text = xmlText(`${placeOf(f)}${severity}: ${[f.message, otherText(f)].filter(Boolean).join(' ')}`);
  const body = isKnown
    ? `<skipped message="The baseline contains this finding."/><system-out>${text}</system-out>`
    : severity === 'info'
      ? `<system-out>${text}</system-out>`
      : `<failure${attributes({ type: severity, message: words.what })}>${text}</failure>`;
  return `    <testcase${attributes({ name: nameOf(f), classname: fileOf(f), ...(f.place && { file: f.place.file, line: f.place.line }) })}>${body}</testcase>`;
};

const countsOf = (findings: readonly Located[], isKnown: (f: Located) => boolean) => {
  const known = findings.filter(isKnown).length;
  const failures = findings.filter((f) => f.severity !== 'info' && !isKnown(f)).length;
  return { tests: Math.max(findings.length, 1), failures, errors: 0, skipped: known };
};

const suite = (file: string, findings: readonly Located[], isKnown: (f: Located) => boolean): string => {
  const cases =
    findings.length > 0
      ? findings.map((f) => testcase(f, isKnown(f)))
      : [`    <testcase${attributes({ name: 'no findings', classname: file })}/>`];
  return `  <testsuite${attributes({ name: file, ...countsOf(findings, isKnown) })}>\n${cases.join('\n')}\n  </testsuite>\n`;
};

/**
 * Findings as JUnit XML, which CI systems show as tests: a suite for each file, a test for each finding, and one test that
 * passes for a file without findings. `isKnown`: whether a baseline contains the finding, which is then skipped.
 */
export const junit = (
  findings: readonly Located[],
  files: readonly string[],
  isKnown: (f: Located) => boolean = () => false,
): string => {
  const byFile = groupBy(findings, fileOf);
  for (const file of files) if (!byFile.has(file)) byFile.set(file, []);
  // Answers have no files, and a report without tests is an error in many CI systems.
  if (byFile.size === 0) byFile.set(NAME, []);
  const suites = [...byFile].map(([file, list]) => ({ file, list, counts: countsOf(list, isKnown) }));
  const sum = (of: 'tests' | 'failures' | 'skipped'): number => suites.reduce((n, s) => n + s.counts[of], 0);
  const all = { name: NAME, tests: sum('tests'), failures: sum('failures'), errors: 0, skipped: sum('skipped') }; // biome-ignore format: one line
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes(all)}>\n${suites.map((s) => suite(s.file, s.list, isKnown)).join('')}</testsuites>\n`;
};
