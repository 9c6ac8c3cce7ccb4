// Compares findings with those of an earlier run. A finding is the same if its code, severity, object and field are; lines are
// not compared, because they move with every edit.
import type { Finding } from '../../diagnostics/finding.ts';

/** A finding of an earlier run, as `check --format json` writes it. */
export type Earlier = Pick<Finding, 'severity' | 'resource' | 'field' | 'message'> & { readonly code: string };

/** The result of a comparison. */
export interface Comparison<F> {
  /** The findings that the baseline does not contain. */
  readonly introduced: ReadonlySet<F>;
  /** The findings of the baseline that no longer exist. */
  readonly fixed: readonly Earlier[];
}

const keyOf = ({ code, severity, resource, field }: Earlier): string =>
  JSON.stringify([code, severity, resource, field]);

/** Without the indices of lists, which change if an entry is inserted before. */
const looseKeyOf = (f: Earlier): string => keyOf({ ...f, field: f.field.replace(/\[\d+\]/g, '[]') });

/** Takes one finding of `before` for each of `after` that has the same key; returns those of both that are left. */
const unmatched = <F extends Earlier>(
  before: readonly Earlier[],
  after: readonly F[],
  key: (f: Earlier) => string,
): { before: Earlier[]; after: F[] } => {
  const counts = new Map<string, number>();
  for (const f of before) counts.set(key(f), (counts.get(key(f)) ?? 0) + 1);
  const take = (f: Earlier): boolean => {
    const left = counts.get(key(f)) ?? 0;
    if (left > 0) counts.set(key(f), left - 1);
    return left > 0;
  };
  const left = after.filter((f) => !take(f));
  // What is left of a count is the number of findings of that key that no finding took.
  return { after: left, before: before.filter(take) };
};

/**
 * Compares by code, severity, object and field, and what is left without the indices of lists. Of several findings with one
 * key, as many are unchanged as both runs have.
 */
export const compare = <F extends Earlier>(before: readonly Earlier[], after: readonly F[]): Comparison<F> => {
  const exact = unmatched(before, after, keyOf);
  const loose = unmatched(exact.before, exact.after, looseKeyOf);
  return { introduced: new Set(loose.after), fixed: loose.before };
};
