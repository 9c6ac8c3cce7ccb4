// References between the objects of one folder, resolved before anything is written: the API server admits an object that
// names nothing, and Envoy Gateway says so in a status, if at all.

import type { Finding } from '../diagnostics/finding.ts';
import type { KubernetesObject } from '../objects/resource.ts';
import type { Loose } from './loose-objects.ts';
import { checkFields } from './references/fields-with-refs.ts';
import { checkJwtProviders } from './references/jwt-providers.ts';
import { OverlapCheck } from './references/overlap.ts';
import { checkParents } from './references/parents.ts';
import { TargetCheck } from './references/policy-targets.ts';
import { collector } from './references/report.ts';
import { Snapshot } from './snapshot.ts';

/**
 * Every reference of the objects that leads nowhere, is not permitted, or contends with another. Objects of other projects
 * (Services, Secrets) may be in the cluster already, so references to them are not followed, except to what a Certificate
 * among the objects issues. The time is linear in the number of objects.
 * `complete`: nothing else of Gateway API and Envoy Gateway is in the cluster, so that what is not here is nowhere.
 */
export const checkReferences = (objects: readonly KubernetesObject[], complete = true): Finding[] => {
  const snapshot = new Snapshot(objects, complete);
  const { report, findings } = collector();
  const targets = new TargetCheck(snapshot, report);
  const overlaps = new OverlapCheck(snapshot, report);
  for (const o of snapshot.duplicates)
    report(
      'DuplicateObject',
      o,
      'metadata.name',
      'An object of this kind, namespace and name is there twice, so the later one would overwrite the earlier.',
    );
  for (const o of objects as readonly Loose[]) {
    targets.check(o);
    overlaps.check(o, checkParents(snapshot, report, o));
    checkFields(snapshot, report, o);
    checkJwtProviders(report, o);
  }
  return findings;
};
