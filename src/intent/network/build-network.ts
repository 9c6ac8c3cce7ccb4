import { besideOthers } from '../../model/gateway-labels.ts';
import type { NetworkIntent } from '../../model/intent.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { backendPolicies, calledBy, namespacesOf } from './backend-policies.ts';
import { type Connected, type Model, policy } from './peers.ts';
import { platformPolicies } from './platform-policies.ts';
import { tunnelOf } from './tunnel.ts';

/** What each part of the gateway may talk to, derived from the same answers as the routes; undefined: no policies. */
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
    // What is allowed comes before what is closed: nothing is cut off between two lines of an apply.
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
          // Pods of a mesh would not become ready without it, whoever calls them.
          ingress: tunnel.ingress,
        }),
      ),
    ],
  };
};
