// Folders of several answers files in one cluster: what their labels select.
import { text } from '../../effective/objects/loose-objects.ts';
import type { Check } from '../check.ts';

const MANAGED_BY = 'app.kubernetes.io/managed-by';
const GENERATOR = 'eg-api-gateway';

/** Two generated Gateways of the same name: labels contain the name only, so pruning and policies select objects of both. */
export const generatedNames: Check = (snapshot, report) => {
  const first = new Map<string, string>();
  for (const gateway of snapshot.of('Gateway')) {
    if (text(gateway.metadata.labels?.[MANAGED_BY]) !== GENERATOR) continue;
    const { name, namespace = '' } = gateway.metadata;
    const other = first.get(name);
    if (other === undefined) first.set(name, namespace);
    else if (other !== namespace) report('GatewayNameShared', gateway, 'metadata.name', { name, other });
  }
};
