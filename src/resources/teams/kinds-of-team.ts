import type { Intent, TeamIntent } from '../../model/intent.ts';
import { ENVOY_GROUP, GATEWAY_GROUP } from '../../objects/make.ts';

/** A kind that a team's unit may contain, in the terms of RBAC and AppProjects. */
export interface TeamKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly resource: string;
}

/** Versions of groups that are not at v1. */
const VERSIONS: Readonly<Record<string, string>> = { [ENVOY_GROUP]: 'v1alpha1', 'cilium.io': 'v2' };

const kind = (group: string, name: string, resource = `${name.toLowerCase()}s`): TeamKind => ({
  group,
  version: VERSIONS[group] ?? 'v1',
  kind: name,
  resource,
});
const policy = (group: string, name: string): TeamKind => kind(group, name, name.toLowerCase().replace(/y$/, 'ies'));

/** The kinds that this team's unit may contain: routes, their policies, and what those refer to. */
export const kindsOfTeam = (intent: Intent, { outside }: TeamIntent): TeamKind[] => [
  kind(GATEWAY_GROUP, 'HTTPRoute'),
  kind(GATEWAY_GROUP, 'GRPCRoute'),
  policy(ENVOY_GROUP, 'SecurityPolicy'),
  policy(ENVOY_GROUP, 'BackendTrafficPolicy'),
  kind(ENVOY_GROUP, 'HTTPRouteFilter'),
  ...(outside ? [kind(ENVOY_GROUP, 'Backend'), policy(GATEWAY_GROUP, 'BackendTLSPolicy')] : []),
  // A team needs credentials only for external servers.
  ...(intent.secretStore && outside ? [kind('external-secrets.io', 'ExternalSecret')] : []),
  ...(intent.network?.policy === 'kubernetes' ? [policy('networking.k8s.io', 'NetworkPolicy')] : []),
  ...(intent.network?.policy === 'cilium' ? [policy('cilium.io', 'CiliumNetworkPolicy')] : []),
  ...(intent.mesh
    ? [
        kind('security.istio.io', 'PeerAuthentication'),
        policy('security.istio.io', 'AuthorizationPolicy'),
        kind('security.istio.io', 'RequestAuthentication'),
        kind('telemetry.istio.io', 'Telemetry', 'telemetries'),
      ]
    : []),
];
