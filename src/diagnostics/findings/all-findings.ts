// Findings about manifests, by topic. Codes are permanent; where a check predicts a status condition, the code is its reason.
import type { Group } from '../definition.ts';
import { accessFindings } from './access-findings.ts';
import { admissionFindings } from './admission-findings.ts';
import { fileFindings } from './file-findings.ts';
import { networkFindings } from './network-findings.ts';
import { referencesFindings } from './references-findings.ts';
import { sharingFindings } from './sharing-findings.ts';
import { trafficFindings } from './traffic-findings.ts';

/** Groups in the order of docs/codes.md. */
export const FINDING_GROUPS: readonly (readonly [title: string, group: Group])[] = [
  ['Rejected by the API server', admissionFindings],
  ['References and conflicts', referencesFindings],
  ['Access', accessFindings],
  ['Traffic', trafficFindings],
  ['Shared Gateways', sharingFindings],
  ['Network policies and meshes', networkFindings],
  ['Files and suppressions', fileFindings],
];

export const FINDINGS = {
  ...admissionFindings,
  ...referencesFindings,
  ...accessFindings,
  ...trafficFindings,
  ...sharingFindings,
  ...networkFindings,
  ...fileFindings,
} as const satisfies Group;
