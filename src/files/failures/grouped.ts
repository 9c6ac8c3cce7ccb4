import { firstOf } from '../../model/object-names.ts';
import { groupPairs } from '../../values/group-by.ts';
import type { ServiceFacts } from '../service-facts.ts';

/** Services that one row names. */
const MOST_NAMES = 12;
/** Rows of one table. */
const MOST_ROWS = 40;

/** Services with an equal text in one row, in the order of the answers; those with an empty text are left out. */
export const grouped = (
  facts: readonly ServiceFacts[],
  textOf: (f: ServiceFacts) => string,
): { text: string; services: string }[] => {
  const named = facts.flatMap((f): [string, string][] => {
    const text = textOf(f);
    return text === '' ? [] : [[text, f.service.name]];
  });
  return [...groupPairs(named)]
    .slice(0, MOST_ROWS)
    .map(([text, names]) => ({ text, services: firstOf(names, MOST_NAMES) }));
};

/** The names of services for which something holds; '': none. */
export const named = (facts: readonly ServiceFacts[], holds: (f: ServiceFacts) => boolean): string =>
  firstOf(
    facts.filter(holds).map((f) => f.service.name),
    MOST_NAMES,
  );
