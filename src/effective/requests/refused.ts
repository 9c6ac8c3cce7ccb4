// What the controller refuses for sure, by the field of its conditions.
import { severityOf, type ValuesArgument } from '../../diagnostics/catalogue.ts';
import { conditionsOn } from '../conditions/all-conditions.ts';
import type { Condition } from '../conditions/condition.ts';
import type { Loose } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';

/** Conditions that do not stop an object from having its effect. */
const ADVICE: ReadonlySet<string> = new Set([
  'Merged',
  'Overridden',
  'OverlappingTLSConfig',
  'RouteRulesOverlap',
  'Warning',
]);

/** Whether the files decide it; what may be in the cluster is assumed to be there, unless the objects are the whole cluster. */
const isCertain = (snapshot: Snapshot, { code, values }: Condition): boolean =>
  snapshot.whole || severityOf(code, ...([values] as unknown as ValuesArgument<typeof code>)) === 'error';

/** The conditions with which the controller refuses an object or a part of it for sure. */
export const refusalsOf = (snapshot: Snapshot, object: Loose): readonly Condition[] => {
  const conditions = conditionsOn(snapshot, object);
  return conditions.length === 0 ? conditions : conditions.filter((c) => !ADVICE.has(c.type) && isCertain(snapshot, c));
};

/** Whether a field is `at`, or below it. */
export const isBelow = (field: string, at: string): boolean =>
  field.startsWith(at) && (field.length === at.length || field[at.length] === '.' || field[at.length] === '[');
