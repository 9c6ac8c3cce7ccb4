import { besideOthers } from '../../model/gateway-labels.ts';
import type { NetworkIntent } from '../../model/intent.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { backendPolicies, calledBy, namespacesOf } from './backend-policies.ts';
import { type Connected, type Model, policy } from './peers.ts';
import { platformPolicies } from './platform-policies.ts';
import { tunnelOf } from './tunnel.ts';

/** The allowed connections of each component, derived from the same answers as the routes; undefined: no policies. */
export const networkOf = (answers: Connected, model: Model): NetworkIntent | undefined => {
  const { network } = answers;
  if (!network || network.policy === 'none') return undefined;
  const backends = calledBy(answers, model);
  const closed = namespacesOf(answers, model.namespace);
  const { gateway } = model;
  const tunnel = tunnelOf(answers, model, closed);
  return {
    policy: network.policy,
    hubble: network.policy === 'cilium' && (network.hubble ?? DEFAULTS.network.hubble.value),
    mutualAuthentication: network.mutualAuthentication ?? DEFAULTS.network.mutualAuthentication.value,
    backends,
    closed,
    // Policies that allow come before those that isolate, so that an apply never interrupts connections.
    policies: [
      ...(model.team === undefined ? platformPolicies(model, backends, tunnel, closed) : []),
      ...backendPolicies(answers, model, backends, tunnel),
      ...tunnel.policies,
      ...closed.map((namespace) =>
        policy({
          name: besideOthers(gateway, 'closed'),
          namespace,
          labels: {},
          why: `Denied by default: pods in namespace ${namespace} accept only connections that another policy allows.`,
          // Without it, pods of a mesh would not become ready.
          ingress: tunnel.ingress,
        }),
      ),
    ],
  };
};
