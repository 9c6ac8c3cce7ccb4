// ValidatingAdmissionPolicies: what the API server refuses in the namespaces of teams, whoever applies it and by whatever tool.
import type {
  // The published types lack `resources`.
  NamedRuleWithOperations,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
  Validation,
} from 'kubernetes-types/admissionregistration/v1.d.ts';
import type { Intent, TeamsIntent } from '../../intent/model.ts';
import { besideOthers } from '../../intent/network/allow.ts';
import { ENVOY_GROUP, labels, note, resource } from '../make.ts';
import type { KubernetesObject, Resource } from '../resource.ts';
import { all } from './cel.ts';
import { limitsWithin } from './limits-rail.ts';
import { ANNOTATIONS } from './namespaces.ts';
import { type Rail, words } from './rail.ts';
import { grpcRoutes, httpRoutes } from './routes-rails.ts';
import { authenticated } from './security-rail.ts';

const API = 'admissionregistration.k8s.io/v1';

/** A selector may reach into other namespaces (Envoy Gateway 1.8), and a Gateway's policy would be of this namespace's own. */
const OWN_TARGETS: Validation = {
  expression: all([
    '!has(object.spec.targetSelectors) || object.spec.targetSelectors.all(s, !has(s.namespaces))',
    '!has(object.spec.mergeType)',
  ]),
  message:
    'a policy of a team reaches routes of its own namespace, and is complete in itself (no namespaces, no mergeType)',
  reason: 'Forbidden',
};

const security = (intent: Intent, teams: TeamsIntent): Rail => ({
  name: 'authentication',
  group: ENVOY_GROUP,
  resources: ['securitypolicies'],
  versions: ['v1alpha1'],
  variables: { methods: words(ANNOTATIONS.methods) },
  validations: [OWN_TARGETS, ...authenticated(intent, teams)],
  why: "A route's own policy replaces that of the Gateway whole, so it has to ask for what the platform asks for.",
});

const traffic = (intent: Intent): Rail => ({
  name: 'limits',
  group: ENVOY_GROUP,
  resources: ['backendtrafficpolicies'],
  versions: ['v1alpha1'],
  variables: {},
  validations: [OWN_TARGETS, ...limitsWithin(intent.ceiling, intent.install.rateLimitService ? 'global' : 'local')],
  why: 'Lower limits than those of the platform are a team to choose, higher ones are not.',
});

const backends = (): Rail => ({
  name: 'servers',
  group: ENVOY_GROUP,
  resources: ['backends'],
  versions: ['v1alpha1'],
  variables: { servers: words(ANNOTATIONS.outside) },
  validations: [
    {
      expression:
        '(!has(object.spec.type) || object.spec.type == "Endpoints") && has(object.spec.endpoints) && object.spec.endpoints.all(e, has(e.fqdn) && (e.fqdn.hostname + ":" + string(e.fqdn.port) in variables.servers || e.fqdn.hostname.endsWith("." + object.metadata.namespace + ".svc.cluster.local")))',
      messageExpression:
        '"a Backend leads to a Service of this namespace, or to a server that the platform allows: " + (size(variables.servers) > 0 ? variables.servers.join(" or ") : "none")',
      reason: 'Forbidden',
    },
  ],
  why: 'Requests carry credentials of clients; which servers may get them is the platform to decide.',
});

const policyOf = (intent: Intent, rail: Rail): ValidatingAdmissionPolicy => ({
  apiVersion: API,
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: besideOthers(intent.gateway, rail.name), labels: labels(intent) },
  spec: {
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [
        {
          apiGroups: [rail.group],
          apiVersions: [...rail.versions],
          operations: ['CREATE', 'UPDATE'],
          resources: [...rail.resources],
        } as NamedRuleWithOperations,
      ],
    },
    ...(rail.condition !== undefined && { matchConditions: [{ name: 'of-this-gateway', expression: rail.condition }] }),
    ...(Object.keys(rail.variables).length > 0 && {
      variables: Object.entries(rail.variables).map(([name, expression]) => ({ name, expression })),
    }),
    validations: [...rail.validations],
  },
});

const bindingOf = (intent: Intent, teams: TeamsIntent, { name }: Rail): ValidatingAdmissionPolicyBinding => ({
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

/** The guard rails of all teams. They read what each may do from its namespace, so they do not grow with the teams. */
export const guardRails = (intent: Intent): Resource[] => {
  const { teams } = intent;
  if (!teams) return [];
  const rails = [
    httpRoutes(intent),
    grpcRoutes(intent),
    security(intent, teams),
    traffic(intent),
    ...(teams.teams.some((t) => t.outside) ? [backends()] : []),
  ];
  return rails.flatMap((rail) => [
    resource('15-teams', 'guard-rails', policyOf(intent, rail) as KubernetesObject, [note('why', rail.why)]),
    resource('15-teams', 'guard-rails', bindingOf(intent, teams, rail) as KubernetesObject),
  ]);
};
