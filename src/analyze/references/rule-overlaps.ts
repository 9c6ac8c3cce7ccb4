import { overlapsOf } from '../../effective/routes/route-overlaps.ts';
import type { Check } from '../check.ts';

/** Two rules of one route with the same match: no status reports that the second one never receives a request. */
export const ruleOverlaps: Check = (snapshot, report) => {
  for (const { route, rule, field, other } of overlapsOf(snapshot))
    if (route === other.route)
      report('RouteRulesOverlap', route, field, { case: 'route', of: { rule, other: other.rule } });
};
