import { isExternal, type ServiceBackend } from '../../values/backend-address.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { type Found, found, type Rule, warn } from './rule.ts';

/** Options of Cilium alone. */
const CILIUM_ONLY = ['hubble', 'requests', 'mutualAuthentication'] as const;

export const networkRules: Rule = ({ network, mesh, services, gateway }) => {
  const out: Found[] = [];
  const on = mesh !== undefined || (network !== undefined && network.policy !== 'none');
  if (network && network.policy !== 'cilium')
    for (const key of CILIUM_ONLY)
      if (network[key] !== undefined)
        out.push(
          found(
            ['network', key],
            'CiliumOnly',
            `network.${key} is given, and the policy is ${network.policy}.`,
            'Only Cilium has it; NetworkPolicy knows pods, ports and nothing else.',
            `Write policy: cilium, or remove ${key}.`,
          ),
        );
  const said = new Map<string, string>();
  services.forEach((s, i) => {
    const backends: [string[], unknown][] = [
      [['backend'], s.backend],
      [['canary', 'backend'], s.canary?.backend],
    ];
    for (const [path, value] of backends) {
      const b = value as ServiceBackend | undefined;
      if (!b || isExternal(b) || !b.pods) continue;
      const at = ['services', i, ...path, 'pods'];
      if (!on)
        out.push(
          warn(
            at,
            'PodsUnused',
            `The pods of ${b.service} are described, and nothing asks for them.`,
            'Routes go to Services; only network policies and a mesh ask for pods.',
            'Answer network or mesh, or remove pods.',
          ),
        );
      const id = `${b.namespace ?? gateway?.namespace ?? DEFAULTS.gateway.namespace.value}/${b.service}:${b.port}`;
      const text = JSON.stringify([Object.entries(b.pods.labels ?? {}).sort(), b.pods.port, b.pods.serviceAccount]);
      const known = said.get(id);
      said.set(id, text);
      if (known !== undefined && known !== text)
        out.push(
          found(
            at,
            'PodsDiffer',
            `The pods of ${id} are described twice, in different ways.`,
            'One Service has one selector, and one policy is written for it.',
            'Describe them alike, or once.',
          ),
        );
    }
  });
  return out;
};
