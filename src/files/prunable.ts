import { type Intent, TEAM_LABEL } from '../model/intent.ts';
import { everythingOf } from './kubectl-selector.ts';
import { meshKinds } from './mesh-words.ts';
import { networkKinds } from './network-words.ts';

const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const ENVOY_GATEWAY = 'gateway.envoyproxy.io/v1alpha1';

/**
 * Kinds that may be deleted when they are no longer generated: nothing with an address, a certificate or counters. kubectl deletes
 * in this order, so routes go before their policies.
 */
const PRUNABLE = [
  ...['HTTPRoute', 'GRPCRoute', 'ReferenceGrant', 'BackendTLSPolicy'].map((kind) => `${GATEWAY_API}/${kind}`),
  ...['HTTPRouteFilter', 'Backend', 'SecurityPolicy', 'BackendTrafficPolicy', 'ClientTrafficPolicy'].map(
    (kind) => `${ENVOY_GATEWAY}/${kind}`,
  ),
];

/** The kinds that the prune command of a folder may delete, and the labels of its objects, which exclude units of teams. */
export const prunableOf = (intent: Intent): { kinds: string[]; selector: string } => {
  const everything = everythingOf(intent);
  return {
    kinds: [
      ...new Set(intent.streams.map((s) => `${GATEWAY_API}/${s.kind}`)),
      ...PRUNABLE,
      ...(intent.extensions.length > 0 ? [`${ENVOY_GATEWAY}/EnvoyExtensionPolicy`] : []),
      ...networkKinds(intent),
      ...meshKinds(intent),
    ],
    selector: intent.teams ? `${everything},!${TEAM_LABEL}` : everything,
  };
};

/** `HTTPRoute.gateway.networking.k8s.io`, as kubectl expects it after `get`, from `gateway.networking.k8s.io/v1/HTTPRoute`. */
export const kindOfId = (id: string): string => {
  const [group, , kind] = id.split('/');
  return `${kind}.${group}`;
};
