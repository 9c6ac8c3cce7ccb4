import type { Admission } from '../../admission/admit.ts';
import { admissionFindings } from '../../admission/findings.ts';
import { findingsOf } from '../../analyze/check.ts';
import { references } from '../../analyze/references/all-references.ts';
import type { Finding } from '../../diagnostics/finding.ts';
import { Snapshot } from '../../effective/snapshot.ts';
import type { KubernetesObject } from '../../objects/resource.ts';

/** Objects of one output. */
export interface Objects {
  /** Those that are written, and those to which they refer. */
  readonly all: readonly KubernetesObject[];
  /** Those that are written. */
  readonly asked: readonly KubernetesObject[];
  /** Names of the objects whose findings count, as findings have them; undefined for all. */
  readonly own: ReadonlySet<string> | undefined;
}

/** What the API server would reject, and what the controller would refuse. */
export const manifestFindings = ({ all, asked, own }: Objects, admission: Admission): Finding[] => [
  ...admissionFindings(asked, admission),
  ...findingsOf(new Snapshot(all), [references]).filter((f) => own?.has(f.resource) ?? true),
];
