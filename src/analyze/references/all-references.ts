// References between objects: the API server admits an object that names nothing, and Envoy Gateway reports it in a status, if
// at all.
import type { Check } from '../check.ts';
import { checkFields } from './fields-with-refs.ts';
import { checkJwtProviders } from './jwt-providers.ts';
import { OverlapCheck } from './overlap.ts';
import { checkParents } from './parents.ts';
import { TargetCheck } from './policy-targets.ts';

/**
 * Every reference that has no target, is not permitted, or conflicts with another, object by object. References to objects of
 * other projects (Services, Secrets) are not followed, as those may be in the cluster, except to what a Certificate among the
 * objects issues.
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
