import { idOf } from '../../model/gateway-labels.ts';
import type { Intent, NetworkPolicyIntent } from '../../model/intent.ts';
import { BACKEND } from '../../objects/annotations.ts';
import { note, resource } from '../../objects/make.ts';
import type { Resource } from '../../objects/resource.ts';
import { NETWORK } from '../notes/environment-notes.ts';
import { ciliumPolicy } from './cilium-policy.ts';
import { kubernetesPolicy } from './kubernetes.ts';

const ownerOf = (p: NetworkPolicyIntent): string => {
  if (p.backend === undefined) return Object.keys(p.labels).length > 0 ? 'gateway' : 'closed';
  return p.backend.service;
};

/** Network policies of the configured kind: first what is allowed, then the isolation of the namespaces. */
export const networkPolicies = (intent: Intent): Resource[] => {
  const { network } = intent;
  if (!network) return [];
  return network.policies.map((p) => {
    const [object, notes] = network.policy === 'cilium' ? ciliumPolicy(intent, p) : kubernetesPolicy(intent, p);
    if (p.backend !== undefined) object.metadata.annotations = { [BACKEND]: idOf(p.backend) };
    const stage = Object.keys(p.labels).length === 0 ? 'isolation' : 'network';
    const selector = network.policy === 'cilium' ? 'endpointSelector' : 'podSelector';
    return resource(stage, ownerOf(p), object, [
      note('why', p.why),
      ...(p.backend?.assumed ? [note('todo', NETWORK.labelsNotSet, 'spec', selector)] : []),
      ...notes,
    ]);
  });
};
