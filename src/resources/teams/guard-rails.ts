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
import { ROUTE_LABELS } from '../../intent/targets.ts';
import { ENVOY_GROUP, GATEWAY_GROUP, labels, note, resource } from '../make.ts';
import type { KubernetesObject, Resource } from '../resource.ts';
import { all, text } from './cel.ts';
import { limitsWithin } from './limits-rail.ts';
import { ANNOTATIONS } from './namespaces.ts';
import { authenticated, PUBLIC } from './security-rail.ts';

const API = 'admissionregistration.k8s.io/v1';

/** Words of an annotation of the namespace; none where it is not there. */
const words = (annotation: string): string =>
  `has(namespaceObject.metadata.annotations) && ${text(annotation)} in namespaceObject.metadata.annotations ? namespaceObject.metadata.annotations[${text(annotation)}].split(" ") : []`;

interface Rail {
  readonly name: string;
  readonly group: string;
  readonly resources: readonly string[];
  readonly versions: readonly string[];
  readonly condition?: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly validations: readonly Validation[];
  readonly why: string;
}

/** Who attaches to another Gateway is none of ours. */
const attaches = ({ gateway: g }: Intent): string =>
  `has(object.spec.parentRefs) && object.spec.parentRefs.exists(r, r.name == ${text(g.name)} && has(r.namespace) && r.namespace == ${text(g.namespace)})`;

const BELOW = 'p == m.path.value || m.path.value.startsWith(p + "/")';
const pathsBelow = (prefixes: string): string =>
  `has(object.spec.rules) && object.spec.rules.all(r, has(r.matches) && size(r.matches) > 0 && r.matches.all(m, has(m.path) && has(m.path.value) && m.path.type in ["Exact", "PathPrefix"] && ${prefixes}.exists(p, ${BELOW})))`;

/** Which policy decides is a label of the route, so what is left open can be seen from the route alone. */
const saysPublic = `has(object.metadata.labels) && ${text(ROUTE_LABELS.security)} in object.metadata.labels && object.metadata.labels[${text(ROUTE_LABELS.security)}].startsWith(${text(PUBLIC)})`;

const httpRoutes = (intent: Intent): Rail => ({
  name: 'paths',
  group: GATEWAY_GROUP,
  resources: ['httproutes'],
  versions: ['v1'],
  condition: attaches(intent),
  variables: { prefixes: words(ANNOTATIONS.paths), open: words(ANNOTATIONS.open) },
  validations: [
    {
      expression: pathsBelow('variables.prefixes'),
      messageExpression:
        '"every match of a route has to be a PathPrefix or Exact path below " + variables.prefixes.join(" or ")',
      reason: 'Forbidden',
    },
    {
      expression: `!(${saysPublic}) || (${pathsBelow('variables.open')})`,
      messageExpression:
        '"a route under a public policy may serve only paths that the platform leaves open here: " + (size(variables.open) > 0 ? variables.open.join(" or ") : "none")',
      reason: 'Forbidden',
    },
  ],
  why: 'A team serves the paths that the root file gives it. Without this the longer of two paths would win, whoever wrote it.',
});

const grpcMethod = (prefixes: string): string =>
  `has(object.spec.rules) && object.spec.rules.all(r, has(r.matches) && size(r.matches) > 0 && r.matches.all(m, has(m.method) && (!has(m.method.type) || m.method.type == "Exact") && has(m.method.service) && ${prefixes}.exists(p, p == "/" + m.method.service || (has(m.method.method) && p == "/" + m.method.service + "/" + m.method.method))))`;

const grpcRoutes = (intent: Intent): Rail => ({
  name: 'calls',
  group: GATEWAY_GROUP,
  resources: ['grpcroutes'],
  versions: ['v1'],
  condition: attaches(intent),
  variables: { prefixes: words(ANNOTATIONS.paths), open: words(ANNOTATIONS.open) },
  validations: [
    {
      expression: grpcMethod('variables.prefixes'),
      messageExpression:
        '"every match of a gRPC route has to name a service, exactly, of " + variables.prefixes.join(" or ")',
      reason: 'Forbidden',
    },
    {
      expression: `!(${saysPublic}) || (${grpcMethod('variables.open')})`,
      message: 'a gRPC route under a public policy may serve only what the platform leaves open here',
      reason: 'Forbidden',
    },
  ],
  why: 'The same for gRPC, where a path is a service and a method.',
});

/** A selector may reach into other namespaces (Envoy Gateway 1.8), and a Gateway's policy would be of this namespace's own. */
const OWN_TARGETS = all([
  '!has(object.spec.targetSelectors) || object.spec.targetSelectors.all(s, !has(s.namespaces))',
  '!has(object.spec.mergeType)',
]);

const security = (intent: Intent, teams: TeamsIntent): Rail => ({
  name: 'authentication',
  group: ENVOY_GROUP,
  resources: ['securitypolicies'],
  versions: ['v1alpha1'],
  variables: { methods: words(ANNOTATIONS.methods) },
  validations: [
    {
      expression: OWN_TARGETS,
      message:
        'a policy of a team reaches routes of its own namespace, and is complete in itself (no namespaces, no mergeType)',
      reason: 'Forbidden',
    },
    ...authenticated(intent, teams),
  ],
  why: "A route's own policy replaces that of the Gateway whole, so it has to ask for what the platform asks for.",
});

const traffic = (teams: TeamsIntent, scope: 'local' | 'global'): Rail => ({
  name: 'limits',
  group: ENVOY_GROUP,
  resources: ['backendtrafficpolicies'],
  versions: ['v1alpha1'],
  variables: {},
  validations: [
    {
      expression: OWN_TARGETS,
      message:
        'a policy of a team reaches routes of its own namespace, and is complete in itself (no namespaces, no mergeType)',
      reason: 'Forbidden',
    },
    ...limitsWithin(teams.limits, scope),
  ],
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
  const scope = intent.install.rateLimitService ? 'global' : 'local';
  const rails = [
    httpRoutes(intent),
    grpcRoutes(intent),
    security(intent, teams),
    traffic(teams, scope),
    ...(teams.teams.some((t) => t.outside) ? [backends()] : []),
  ];
  return rails.flatMap((rail) => [
    resource('15-teams', 'guard-rails', policyOf(intent, rail) as KubernetesObject, [note('why', rail.why)]),
    resource('15-teams', 'guard-rails', bindingOf(intent, teams, rail) as KubernetesObject),
  ]);
};
