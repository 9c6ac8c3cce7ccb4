// What the report of an import contains, in every format.
import type { Severity } from '../../diagnostics/definition.ts';
import { LOSES, SEVERITY_OF, VERDICTS, type Verdict } from '../../diagnostics/imports/import-definition.ts';
import type { Place } from '../../diagnostics/place.ts';
import type { LeafEntry } from '../../importers/report/every-leaf.ts';

/** The numbers of values by what became of them. */
export type ImportCounts = Readonly<Record<Verdict, number>>;

/** How many values each verdict is about. A question about a value that is not there counts as one. */
export const countsByVerdict = (entries: readonly LeafEntry[]): ImportCounts => {
  const counts = Object.fromEntries(VERDICTS.map((v) => [v, 0])) as Record<Verdict, number>;
  for (const { verdict, leaves } of entries) counts[verdict] += LOSES.has(verdict) ? Math.max(leaves, 1) : leaves;
  return counts;
};

export const isLoss = ({ verdict }: LeafEntry): boolean => LOSES.has(verdict);

export const severityOfEntry = ({ verdict }: LeafEntry): Severity => SEVERITY_OF[verdict];

/** The place of an entry, without the text of its line, which may be confidential. */
export const placeOfEntry = ({ node }: LeafEntry): Place => {
  const { file, line, column } = node.place;
  return { file, line, column };
};
