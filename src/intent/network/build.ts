import { isExternal } from '../../answers/schema/backend.ts';
import type { Answers } from '../../answers/schema/schema.ts';
import type { NetworkIntent, NetworkPolicyIntent } from '../model.ts';
import type { Model } from './allow.ts';
import { backendPolicies, backendsOf } from './backends.ts';
import { controllerPolicy, mayBeAcme, proxyPolicy, rateLimitPolicy, solverPolicy } from './platform.ts';

/** What each part of the gateway may talk to, derived from the same answers as the routes; undefined: no policies. */
export const networkOf = (answers: Answers, model: Model): NetworkIntent | undefined => {
  const { network } = answers;
  if (!network || network.policy === 'none') return undefined;
  const backends = backendsOf(answers, model);
  const routed = new Set(
    answers.services.flatMap((s) =>
      [s.backend, s.canary?.backend].flatMap((b) =>
        b && !isExternal(b) ? [b.namespace ?? model.gateway.namespace] : [],
      ),
    ),
  );
  const closed = [...routed].sort();
  const { gateway } = model;
  return {
    policy: network.policy,
    hubble: network.policy === 'cilium' && ('hubble' in network ? (network.hubble ?? true) : true),
    mutualAuthentication: 'mutualAuthentication' in network && (network.mutualAuthentication ?? false),
    backends,
    closed,
    // What is allowed comes before what is closed: nothing is cut off between two lines of an apply.
    policies: [
      proxyPolicy(model, backends),
      controllerPolicy(model),
      ...(model.install.rateLimitService ? [rateLimitPolicy(model)] : []),
      ...(mayBeAcme(model.certificate) && routed.has(gateway.namespace) ? [solverPolicy(model)] : []),
      ...backendPolicies(answers, model, backends),
      ...closed.map(
        (namespace): NetworkPolicyIntent => ({
          name: `${gateway.namespace}-${gateway.name}-closed`,
          namespace,
          labels: {},
          why: `Closed by default: in namespace ${namespace} no pod takes a connection that no other policy allows.`,
          backend: undefined,
          assumed: false,
          ingress: [],
          egress: undefined,
        }),
      ),
    ],
  };
};
