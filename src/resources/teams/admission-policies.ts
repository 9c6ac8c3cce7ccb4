// ValidatingAdmissionPolicies: what the API server rejects in the namespaces of teams, no matter who applies it and how.
import type {
  // The published types lack `resources`.
  NamedRuleWithOperations,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from 'kubernetes-types/admissionregistration/v1.d.ts';
import { besideOthers } from '../../model/gateway-labels.ts';
import type { Intent, TeamsIntent } from '../../model/intent.ts';
import { ENVOY_GROUP, labels, note, resource } from '../../objects/make.ts';
import type { KubernetesObject, Resource } from '../../objects/resource.ts';
import { ADMISSION } from '../notes/teams-notes.ts';
import { SECURITY_POLICY } from './fields/security-fields.ts';
import { onlyFields } from './fields.ts';
import { filters } from './filters-admission.ts';
import { ANNOTATIONS } from './namespaces.ts';
import { networkPolicies } from './network-admission.ts';
import { grpcRoutes, httpRoutes } from './routes-admission.ts';
import { externalSecrets } from './secrets-admission.ts';
import { authenticated } from './security-admission.ts';
import { backends, serverCertificates } from './servers-admission.ts';
import { OWN_TARGETS } from './targets-admission.ts';
import { type TeamAdmission, words } from './team-admission.ts';
import { traffic } from './traffic-admission.ts';

const API = 'admissionregistration.k8s.io/v1';

const security = (intent: Intent, teams: TeamsIntent): TeamAdmission => ({
  name: 'authentication',
  group: ENVOY_GROUP,
  resources: ['securitypolicies'],
  versions: ['v1alpha1'],
  variables: { methods: words(ANNOTATIONS.methods) },
  validations: [OWN_TARGETS, ...authenticated(intent, teams), ...onlyFields(SECURITY_POLICY)],
  why: ADMISSION.authentication,
});

const policyOf = (intent: Intent, admission: TeamAdmission): ValidatingAdmissionPolicy => ({
  apiVersion: API,
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: besideOthers(intent.gateway, admission.name), labels: labels(intent) },
  spec: {
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [
        {
          apiGroups: [admission.group],
          apiVersions: [...admission.versions],
          operations: ['CREATE', 'UPDATE'],
          resources: [...admission.resources],
        } as NamedRuleWithOperations,
      ],
    },
    ...(admission.condition !== undefined && {
      matchConditions: [{ name: 'of-this-gateway', expression: admission.condition }],
    }),
    ...(Object.keys(admission.variables).length > 0 && {
      variables: Object.entries(admission.variables).map(([name, expression]) => ({ name, expression })),
    }),
    validations: [...admission.validations],
  },
});

const bindingOf = (intent: Intent, teams: TeamsIntent, { name }: TeamAdmission): ValidatingAdmissionPolicyBinding => ({
  apiVersion: API,
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: besideOthers(intent.gateway, name), labels: labels(intent) },
  spec: {
    policyName: besideOthers(intent.gateway, name),
    validationActions: ['Deny'],
    matchResources: {
      namespaceSelector: {
        matchExpressions: [
          { key: 'kubernetes.io/metadata.name', operator: 'In', values: teams.teams.map((t) => t.namespace) },
        ],
      },
    },
  },
});

/** The admission policies of all teams. They read permissions from the namespace, so their number does not depend on the teams. */
export const admissionPolicies = (intent: Intent): Resource[] => {
  const { teams } = intent;
  if (!teams) return [];
  const admissions = [
    httpRoutes(intent, teams),
    grpcRoutes(intent, teams),
    security(intent, teams),
    traffic(intent, teams),
    filters(intent),
    ...(teams.teams.some((t) => t.outside) ? [backends(), serverCertificates()] : []),
    ...(intent.secretStore ? [externalSecrets(intent.secretStore)] : []),
    ...(intent.network?.policy === 'cilium' ? [networkPolicies()] : []),
  ];
  return admissions.flatMap((admission) => [
    resource('teams', 'guard-admissions', policyOf(intent, admission) as KubernetesObject, [
      note('why', admission.why),
    ]),
    resource('teams', 'guard-admissions', bindingOf(intent, teams, admission) as KubernetesObject),
  ]);
};
