import type { Intent } from '../model/intent.ts';
import { fileOf } from '../stages.ts';

const KINDS = {
  kubernetes: 'networking.k8s.io/v1/NetworkPolicy',
  cilium: 'cilium.io/v2/CiliumNetworkPolicy',
} as const;

/** The kinds of network policy that are written, as `kubectl apply --prune` names them. */
export const networkKinds = ({ network }: Intent): string[] => (network ? [KINDS[network.policy]] : []);

/** The runbook's section about the network; undefined where no policy is written. */
export const networkWords = ({ network, gateway, install }: Intent): object | false => {
  if (!network) return false;
  return {
    isolated: network.closed.join(', '),
    by: `${gateway.namespace}/${gateway.name}`,
    components: install.rateLimitService ? 'Proxies, controller and rate limit service' : 'Proxies and controller',
    file: fileOf('network'),
    isolation: fileOf('isolation'),
    kind: network.policy === 'cilium' ? 'ciliumnetworkpolicy' : 'networkpolicy',
    hubble: network.hubble,
    rows: network.backends.slice(0, 50).map((b) => ({
      service: `${b.namespace}/${b.service}`,
      namespace: b.namespace,
      name: b.service,
      port: b.servicePort,
      labels: Object.entries(b.labels)
        .map(([k, v]) => `${k}=${v}`)
        .join(','),
      containerPort: b.port,
    })),
  };
};
