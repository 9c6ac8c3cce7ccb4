import type { Severity } from '../../diagnostics/definition.ts';
import type { Located } from '../../diagnostics/place.ts';
import { reaches } from '../check/check-choices.ts';
import type { CheckOptions } from '../check/check-options.ts';
import { compare, type Earlier } from './baseline.ts';

/** What was checked, and what was found. */
export interface Checked {
  readonly findings: readonly Located[];
  /** The files that were read; empty if answers were checked. */
  readonly files: readonly string[];
  /** The number of objects in them. */
  readonly objects: number;
}

/** The numbers of findings. */
export type Counts = Readonly<Record<Severity, number>>;

/** The result of a check, as every format shows it. */
export interface Result extends Checked {
  /** The findings to show, those that the baseline contains included. */
  readonly shown: readonly Located[];
  /** All findings that the baseline does not contain, by severity; without a baseline: all. */
  readonly counts: Counts;
  /** What the comparison with the baseline found; undefined: there is no baseline. */
  readonly comparison:
    | { readonly file: string; readonly unchanged: number; readonly fixed: readonly Earlier[] }
    | undefined;
  /** Whether the baseline does not contain a finding; without a baseline: every finding. */
  readonly isNew: (finding: Located) => boolean;
  /** Whether the exit code is 1. */
  readonly fails: boolean;
}

/** The numbers of findings by severity. */
export const countsOf = (findings: readonly Pick<Located, 'severity'>[]): Counts => {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const f of findings) counts[f.severity]++;
  return counts;
};

/**
 * Applies the options to what was found. `--only` limits the check, so it decides the exit code too; `--severity` limits what
 * is shown, and does not.
 */
export const resultOf = (checked: Checked, options: CheckOptions): Result => {
  const { only, baseline, severity, failOn } = options;
  const findings = only ? checked.findings.filter((f) => only.has(f.code)) : checked.findings;
  const compared = baseline && compare(baseline.findings, findings);
  const isNew = (f: Located): boolean => compared === undefined || compared.introduced.has(f);
  const introduced = findings.filter(isNew);
  return {
    ...checked,
    findings,
    shown: findings.filter((f) => reaches(f.severity, severity)),
    counts: countsOf(introduced),
    comparison: baseline &&
      compared && { file: baseline.file, unchanged: findings.length - introduced.length, fixed: compared.fixed },
    isNew,
    fails: introduced.some((f) => reaches(f.severity, failOn)),
  };
};
