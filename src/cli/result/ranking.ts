// Which findings are shown, and in which order: the most important ones first, repetitions folded.
import { type FindingCode, isAboutAbsence } from '../../diagnostics/catalogue.ts';
import { RISKS } from '../../diagnostics/definition.ts';
import type { Located } from '../../diagnostics/place.ts';
import { groupBy } from '../../values/group-by.ts';
import { SEVERITIES } from '../check/check-choices.ts';

/** The number of findings that come first. With fewer findings, all of them are listed by file only. */
const MOST_IMPORTANT = 5;
/** The number of findings of one code that are shown, by their severity. One more is shown rather than counted. */
const MOST_OF_CODE = { error: 3, warning: 3, info: 1 } as const;

/** Findings in the order in which they are shown. */
export interface Ranked {
  /** The most important ones, at most one of each code. */
  readonly important: readonly Located[];
  /** The others, without those that are folded. */
  readonly others: readonly Located[];
  /** References to objects that the files do not contain and that may be in the cluster. */
  readonly elsewhere: readonly Located[];
  /** What was not checked: one finding for all files. */
  readonly notChecked: readonly Located[];
  /** Findings that are only counted, by code. */
  readonly folded: ReadonlyMap<string, readonly Located[]>;
  /** The number of all findings of a code. */
  readonly countOf: (code: Located['code']) => number;
}

/** Errors first; of the same severity, the highest risk first. */
export const byImportance = (a: Located, b: Located): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || RISKS.indexOf(a.risk) - RISKS.indexOf(b.risk);

/** Nothing follows from them, and a repository without Services has one for each backend. */
const isElsewhere = (f: Located): boolean => f.severity === 'info' && isAboutAbsence(f.code);

/** Codes that are reported once, with a count, whatever number of files they are about. */
const FOR_ALL_FILES: ReadonlySet<string> = new Set<FindingCode>([
  'KustomizeNotBuilt',
  'NoManifests',
  'NotChecked',
  'PatchUnused',
  'PlaceholderValue',
  'TemplateNotRendered',
]);
const isForAllFiles = (f: Located): boolean => f.severity === 'info' && FOR_ALL_FILES.has(f.code);

/** Ranks findings. `all`: nothing is folded. */
export const ranked = (given: readonly Located[], all: boolean): Ranked => {
  const elsewhere = all ? [] : given.filter(isElsewhere);
  const notChecked = all ? [] : given.filter(isForAllFiles);
  const apart = new Set([...elsewhere, ...notChecked]);
  const findings = apart.size === 0 ? given : given.filter((f) => !apart.has(f));
  const byCode = groupBy(findings, (f) => f.code);
  const firsts = [...byCode.values()].map((list) => list.toSorted(byImportance)[0]!);
  const important =
    findings.length <= MOST_IMPORTANT
      ? []
      : firsts
          .filter((f) => f.severity !== 'info')
          .toSorted(byImportance)
          .slice(0, MOST_IMPORTANT);
  const isImportant = new Set(important);
  const folded = new Map<string, Located[]>();
  const isFolded = new Set<Located>();
  for (const [code, found] of byCode) {
    const list = found.toSorted(byImportance);
    const others = list.filter((f) => !isImportant.has(f));
    const most = MOST_OF_CODE[list[0]!.severity] - (list.length - others.length);
    if (all || others.length <= most + 1) continue;
    folded.set(code, others.slice(most));
    for (const f of folded.get(code)!) isFolded.add(f);
  }
  const others = findings.filter((f) => !isImportant.has(f) && !isFolded.has(f));
  return { important, others, elsewhere, notChecked, folded, countOf: (code) => byCode.get(code)?.length ?? 0 };
};
