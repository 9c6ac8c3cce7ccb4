import type { Located } from '../../diagnostics/place.ts';
import { groupBy } from '../../values/group-by.ts';

/** Without findings that are equal: a check may find one fault in several ways. */
export const withoutRepetitions = (findings: readonly Located[]): Located[] => {
  const keyOf = ({ code, resource, field, message, place }: Located): string =>
    JSON.stringify([code, resource, field, message, place?.file]);
  const groups = groupBy(findings, keyOf);
  const repeated = new Set<Located>();
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    // Two objects of one file may have the same name, so only here the lines are compared.
    const lines = new Map(group.toReversed().map((f) => [`${f.place?.line}:${f.place?.column}`, f]));
    for (const f of group) if (lines.get(`${f.place?.line}:${f.place?.column}`) !== f) repeated.add(f);
  }
  return findings.filter((f) => !repeated.has(f));
};
