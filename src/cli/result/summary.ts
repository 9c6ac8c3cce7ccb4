import { RISKS } from '../../diagnostics/definition.ts';
import type { Located } from '../../diagnostics/place.ts';
import { counted, listed } from '../../diagnostics/shown.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { groupBy } from '../../values/group-by.ts';
import type { CheckOptions } from '../check/check-options.ts';
import type { Voice } from '../environment.ts';
import { byImportance } from './ranking.ts';
import type { Result } from './result.ts';
import { countsText } from './text-report.ts';

const exitText = ({ failOn }: CheckOptions, { fails, comparison }: Result): string => {
  const least = failOn === 'error' ? 'an error' : failOn === 'warning' ? 'an error or a warning' : 'a finding';
  const what = `${least}${comparison ? ' that the baseline does not contain' : ''}`;
  if (failOn === 'never') return 'Exit code 0, because of --fail-on never.';
  return fails ? `Exit code 1, because there is ${what}.` : `Exit code 0. It is 1 if there is ${what}.`;
};

/** The codes of what the files do not decide, most frequent first. */
const unchecked = (findings: readonly Located[]): string[] => {
  const byCode = groupBy(
    findings.filter((f) => f.risk === 'unchecked'),
    (f) => f.code,
  );
  const counts = [...byCode].map(([code, list]) => ({ code, count: list.length }));
  return counts.sort((a, b) => b.count - a.count).map(({ code, count }) => `${count} ${code}`);
};

/** What was checked, the numbers of findings, what is not shown, and what the exit code means. */
export const summaryOf = (result: Result, options: CheckOptions, { paint }: Pick<Voice, 'paint'>): string => {
  const { files, objects, counts, comparison, findings, shown, isNew, fails } = result;
  const news = findings.filter(isNew);
  const what =
    files.length > 0
      ? `${counted(files.length, 'file')} with ${counted(objects, 'object')}`
      : 'the generated manifests';
  const byRisk = groupBy(news, (f) => f.risk);
  const risks = RISKS.flatMap((risk) => (byRisk.has(risk) ? [`${byRisk.get(risk)!.length} ${risk}`] : []));
  const color = fails ? paint.red : counts.warning > 0 ? paint.yellow : paint.green;
  const first = news.toSorted(byImportance)[0];
  const undecided = unchecked(news);
  return [
    `Checked ${what}: ${color(countsText(counts))}.`,
    ...(risks.length > 0 ? [`By risk: ${risks.join(', ')}.`] : []),
    ...(undecided.length > 0 ? [`Not decided by the files: ${listed(undecided)}.`] : []),
    ...(comparison
      ? [
          `Compared with ${visibleLine(comparison.file)}: ${news.length} introduced, ${comparison.fixed.length} fixed, ${comparison.unchanged} unchanged.`,
        ]
      : []),
    ...(shown.length < findings.length
      ? [`--severity ${options.severity} hides ${counted(findings.length - shown.length, 'finding')}.`]
      : []),
    ...(options.only ? [`--only limits the check to ${listed([...options.only])}.`] : []),
    exitText(options, result),
    ...(first ? [`To learn more, run: eg-api-gateway explain ${first.code}`] : []),
  ].join('\n');
};
