import type { FindingCode, ValuesArgument } from '../diagnostics/catalogue.ts';
import { type Finding, finding } from '../diagnostics/finding.ts';
import { type Loose, show } from '../effective/objects/loose-objects.ts';
import type { Snapshot } from '../effective/snapshot.ts';
import { judged } from './other-controllers.ts';
import { isUndecided } from './undecided/undecided.ts';

/** Takes what a check found about a field of an object; its severity and text come from the catalogue. */
export type Report = <C extends FindingCode>(
  code: C,
  object: Loose,
  field: string,
  ...values: ValuesArgument<C>
) => void;

/** Looks for one kind of problem in all objects; its time is linear in their number. */
export type Check = (snapshot: Snapshot, report: Report) => void;

/** What checks find in a snapshot, in the order of the checks. */
export const findingsOf = (snapshot: Snapshot, checks: readonly Check[]): Finding[] => {
  const findings: Finding[] = [];
  const report: Report = (code, object, field, ...values) => {
    const found = finding(code, show(object), field, ...values);
    if (!isUndecided(snapshot, object, found)) findings.push(judged(snapshot, object, found));
  };
  for (const check of checks) check(snapshot, report);
  return findings;
};
