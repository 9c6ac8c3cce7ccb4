import type { Namespace } from 'kubernetes-types/core/v1.d.ts';
import type { PolicyRule, Role, RoleBinding } from 'kubernetes-types/rbac/v1.d.ts';
import { GUARD_PATH } from '../../model/fixed-names.ts';
import { besideOthers } from '../../model/gateway-labels.ts';
import { type Intent, LABEL_PREFIX, TEAM_LABEL, type TeamIntent } from '../../model/intent.ts';
import { GATEWAY_GROUP, labels, note, resource } from '../../objects/make.ts';
import type { KubernetesObject, Resource } from '../../objects/resource.ts';
import { accountOf } from '../delivery/unit.ts';
import { TEAMS } from '../notes/teams-notes.ts';
import { kindsOfTeam } from './kinds-of-team.ts';

/** Annotations with the permissions of a namespace, read by the admission policies; values are separated by spaces. */
export const ANNOTATIONS = {
  paths: `${LABEL_PREFIX}/paths`,
  open: `${LABEL_PREFIX}/public`,
  methods: `${LABEL_PREFIX}/methods`,
  outside: `${LABEL_PREFIX}/outside`,
  secrets: `${LABEL_PREFIX}/secrets`,
} as const;

/** For all tools, because the tool can change. */
const KEPT_BY_ARGOCD = 'argocd.argoproj.io/sync-options';

/** External servers that a team may use, separated by spaces; undefined: no Backend objects at all. */
export const serversOf = ({ outside }: TeamIntent): string | undefined =>
  outside?.map((o) => `${o.host}:${o.port}`).join(' ');

const annotationsOf = (t: TeamIntent): Record<string, string> => ({
  // Guard routes of the team's methods belong to the team, too.
  [ANNOTATIONS.paths]: [...t.paths, `${GUARD_PATH}/${t.name}`].join(' '),
  [ANNOTATIONS.methods]: t.methods.join(' '),
  ...(t.publicPaths.length > 0 && { [ANNOTATIONS.open]: t.publicPaths.join(' ') }),
  ...(t.outside && { [ANNOTATIONS.outside]: serversOf(t) ?? '' }),
  ...(t.secretPrefix !== undefined && { [ANNOTATIONS.secrets]: t.secretPrefix }),
  [KEPT_BY_ARGOCD]: 'Prune=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
});

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** RBAC rules of team members: the kinds of their unit, and read access to Services. */
const rulesOf = (intent: Intent, t: TeamIntent): PolicyRule[] => {
  const kinds = kindsOfTeam(intent, t);
  return [
    ...[...new Set(kinds.map((k) => k.group))].map((group) => ({
      apiGroups: [group],
      resources: kinds.filter((k) => k.group === group).map((k) => k.resource),
      verbs: VERBS,
    })),
    { apiGroups: [''], resources: ['services'], verbs: ['get', 'list', 'watch'] },
  ];
};

const binding = (
  intent: Intent,
  name: string,
  namespace: string,
  groups: readonly string[],
  more: RoleBinding['subjects'] = [],
): RoleBinding => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name, namespace, labels: labels(intent) },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
  subjects: [...groups.map((g) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: g })), ...more],
});

const role = (intent: Intent, name: string, namespace: string, rules: PolicyRule[]): Role => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name, namespace, labels: labels(intent) },
  rules,
});

/** Flux applies a team's unit with the permissions of the team. */
const whoApplies = (intent: Intent, t: TeamIntent): NonNullable<RoleBinding['subjects']> =>
  intent.delivery?.tool === 'flux'
    ? [{ kind: 'ServiceAccount', name: accountOf(intent, t.name), namespace: intent.delivery.namespace }]
    : [];

const ofTeam = (intent: Intent, t: TeamIntent): Resource[] => {
  const name = besideOthers(intent.gateway, 'team');
  const namespace: Namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: t.namespace,
      labels: { ...labels(intent), [TEAM_LABEL]: t.name },
      annotations: annotationsOf(t),
    },
  };
  const one = (object: object, ...notes: Parameters<typeof note>[]): Resource =>
    resource(
      'teams',
      t.name,
      object as KubernetesObject,
      notes.map((n) => note(...n)),
    );
  return [
    one(
      namespace,
      ['why', TEAMS.namespace(t.name, t.owners.length > 0 ? ` (${t.owners.join(', ')})` : '')],
      ['why', TEAMS.keepNamespace, 'metadata', 'annotations', KEPT_BY_ARGOCD],
    ),
    one(role(intent, name, t.namespace, rulesOf(intent, t)), ['why', TEAMS.role]),
    one(binding(intent, name, t.namespace, [t.group], whoApplies(intent, t)), [
      'todo',
      TEAMS.group(t.name, t.group),
      'subjects',
      0,
      'name',
    ]),
  ];
};

/** The namespace and RBAC objects of each team, and permission for all of them to read the Gateway. */
export const teamNamespaces = (intent: Intent): Resource[] => {
  const { teams, gateway } = intent;
  if (!teams) return [];
  const name = besideOthers(gateway, 'watchers');
  const look = role(intent, name, gateway.namespace, [
    { apiGroups: [GATEWAY_GROUP], resources: ['gateways'], verbs: ['get', 'list', 'watch'] },
  ]);
  const groups = [...new Set(teams.teams.map((t) => t.group))];
  return [
    ...teams.teams.flatMap((t) => ofTeam(intent, t)),
    resource('teams', 'watchers', look as KubernetesObject, [note('why', TEAMS.watchers)]),
    resource('teams', 'watchers', binding(intent, name, gateway.namespace, groups) as KubernetesObject),
  ];
};
