// Findings about manifests, by topic. Codes are permanent; where a check predicts a status condition, the code is its reason.

import { accessFindings } from './access-findings.ts';
import { admissionFindings } from './admission-findings.ts';
import { attachmentFindings } from './attachment-findings.ts';
import { backendFindings } from './backend-findings.ts';
import { bodiesFindings } from './bodies-findings.ts';
import { certificateFindings } from './certificate-findings.ts';
import { clientTrafficFindings } from './client-traffic-findings.ts';
import { corsFindings } from './cors-findings.ts';
import { credentialFindings } from './credential-findings.ts';
import { extensionFindings } from './extension-findings.ts';
import { fileFindings } from './file-findings.ts';
import type { FindingGroup } from './finding-definition.ts';
import { gatewayFindings } from './gateway-findings.ts';
import { hostFindings } from './host-findings.ts';
import { limitFindings } from './limit-findings.ts';
import { listenerFindings } from './listener-findings.ts';
import { listenerStatusFindings } from './listener-status-findings.ts';
import { networkFindings } from './network-findings.ts';
import { policyFindings } from './policy-findings.ts';
import { referencesFindings } from './references-findings.ts';
import { repositoryFindings } from './repository-findings.ts';
import { routeFindings } from './route-findings.ts';
import { settingFindings } from './setting-findings.ts';
import { sharingFindings } from './sharing-findings.ts';
import { suppressionFindings } from './suppression-findings.ts';
import { trafficFindings } from './traffic-findings.ts';
import { versionFindings } from './version-findings.ts';

/** Groups in the order of docs/codes.md. */
export const FINDING_GROUPS: readonly (readonly [title: string, group: FindingGroup])[] = [
  ['Rejected by the API server', admissionFindings],
  ['Versions and deprecated fields', versionFindings],
  ['References', referencesFindings],
  ['Attachment and conflicts', attachmentFindings],
  ['Routes', routeFindings],
  ['Hosts', hostFindings],
  ['Backends', backendFindings],
  ['Access', accessFindings],
  ['Cross-origin requests', corsFindings],
  ['Credentials', credentialFindings],
  ['Extensions', extensionFindings],
  ['Traffic', { ...trafficFindings, ...bodiesFindings }],
  ['Listeners and TLS', listenerFindings],
  ['Listeners that Envoy Gateway refuses', listenerStatusFindings],
  ['Certificates of listeners', certificateFindings],
  ['Gateways and ListenerSets', gatewayFindings],
  ['Policies for clients', clientTrafficFindings],
  ['Rate limits', limitFindings],
  ['Policies', { ...policyFindings, ...settingFindings }],
  ['Shared Gateways', sharingFindings],
  ['Network policies and meshes', networkFindings],
  ['Files', { ...fileFindings, ...repositoryFindings }],
  ['Suppressions', suppressionFindings],
];

export const FINDINGS = {
  ...admissionFindings,
  ...versionFindings,
  ...referencesFindings,
  ...attachmentFindings,
  ...routeFindings,
  ...hostFindings,
  ...backendFindings,
  ...accessFindings,
  ...corsFindings,
  ...credentialFindings,
  ...extensionFindings,
  ...trafficFindings,
  ...listenerFindings,
  ...listenerStatusFindings,
  ...bodiesFindings,
  ...certificateFindings,
  ...gatewayFindings,
  ...clientTrafficFindings,
  ...limitFindings,
  ...policyFindings,
  ...settingFindings,
  ...sharingFindings,
  ...networkFindings,
  ...fileFindings,
  ...repositoryFindings,
  ...suppressionFindings,
} as const satisfies FindingGroup;
