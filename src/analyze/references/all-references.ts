// References between objects. The API server admits an object with a missing target; Envoy Gateway reports it only in a status,
// or not at all.
import type { Check } from '../check.ts';
import { checkFields } from './fields-with-refs.ts';
import { checkJwtProviders } from './jwt-providers.ts';
import { OverlapCheck } from './overlap.ts';
import { checkParents } from './parents.ts';
import { TargetCheck } from './policy-targets.ts';

/**
 * Reports every reference whose target is missing, not permitted, or in conflict with another one. Services and Secrets are not
 * resolved, because they may be in the cluster, except Secrets that a Certificate among the objects creates.
 */
export const references: Check = (snapshot, report) => {
  const targets = new TargetCheck(snapshot, report);
  const overlaps = new OverlapCheck(snapshot, report);
  for (const o of snapshot.duplicates) report('DuplicateObject', o, 'metadata.name');
  for (const o of snapshot.objects) {
    targets.check(o);
    overlaps.check(o, checkParents(snapshot, report, o));
    checkFields(snapshot, report, o);
    checkJwtProviders(report, o);
  }
};
