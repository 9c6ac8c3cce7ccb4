// All checks of the objects of one cluster.
import { admissionFindings } from '../../admission/findings.ts';
import { loadAdmission } from '../../admission/load-admission.ts';
import { findingsOf } from '../../analyze/check.ts';
import { CHECKS } from '../../analyze/checks.ts';
import { annotated, suppressed } from '../../analyze/suppressions.ts';
import type { Finding } from '../../diagnostics/finding.ts';
import { Snapshot } from '../../effective/snapshot.ts';
import type { KubernetesObject } from '../../objects/resource.ts';

/** All findings about objects of one cluster, except those that annotations suppress. */
export const findingsIn = async (
  objects: readonly KubernetesObject[],
  more: readonly Finding[],
  today: string,
  /** Set if the cluster may have other objects. */
  files?: { readonly config: unknown },
  /** The configuration of Envoy Gateway that the objects are installed with, if it is known. */
  config: unknown = files?.config,
): Promise<Finding[]> => {
  const admission = await loadAdmission();
  // Admission validates manifests as they were written; later checks rely on typed objects.
  const known = files ? objects.map((o) => admission.typed(o)) : objects;
  const accepted = annotated(known);
  const found = [
    ...more,
    ...admissionFindings(objects, admission),
    ...findingsOf(new Snapshot(known, { complete: files === undefined, config, now: Date.parse(today) }), CHECKS),
    ...accepted.findings,
  ];
  return suppressed(found, accepted.list, today);
};
