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
  ['What the API server refuses', admissionFindings],
  ['What leads nowhere or contends', referencesFindings],
  ['Who gets in', accessFindings],
  ['What happens to requests', trafficFindings],
  ['Gateways that teams share', sharingFindings],
  ['Who may connect', networkFindings],
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
