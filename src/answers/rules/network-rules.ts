import { isExternal } from '../../values/backend-address.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { backendPlaces } from '../schema/service-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

/** Options of Cilium alone. */
const CILIUM_ONLY = ['hubble', 'requests', 'mutualAuthentication'] as const;

export const networkRules: Rule = ({ network, mesh, services, gateway }) => {
  const out: Found[] = [];
  const on = mesh !== undefined || (network !== undefined && network.policy !== 'none');
  if (network && network.policy !== 'cilium')
    for (const key of CILIUM_ONLY)
      if (network[key] !== undefined) out.push(found(['network', key], 'CiliumOnly', { key, policy: network.policy }));
  const seen = new Map<string, string>();
  services.forEach((s, i) => {
    for (const { at: path, backend: b } of backendPlaces(s)) {
      if (isExternal(b) || !b.pods) continue;
      const at = ['services', i, ...path, 'pods'];
      if (!on) out.push(found(at, 'PodsUnused', { service: b.service }));
      const id = `${b.namespace ?? gateway?.namespace ?? DEFAULTS.gateway.namespace.value}/${b.service}:${b.port}`;
      const text = JSON.stringify([Object.entries(b.pods.labels ?? {}).sort(), b.pods.port, b.pods.serviceAccount]);
      const known = seen.get(id);
      seen.set(id, text);
      if (known !== undefined && known !== text) out.push(found(at, 'PodsDiffer', { name: id }));
    }
  });
  return out;
};
