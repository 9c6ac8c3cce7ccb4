import type { Intent } from '../../model/intent.ts';
import type { Probe } from '../probe.ts';
import { configured } from './configured-field.ts';
import { unreachable } from './unreachable.ts';

/** Labels and ports in policies match those of the Services; other pods cannot connect; no connection of the gateway is dropped. */
export const networkProbes = ({ network, gateway }: Intent): Probe[] => {
  if (!network) return [];
  const file = 'network' as const;
  const escaped = (key: string): string => key.replaceAll('.', '\\.');
  const services = network.backends.flatMap((b): Probe[] => [
    ...Object.entries(b.labels).map(([key, value], i) =>
      configured(
        `pods-${b.namespace}-${b.service}-${b.servicePort}${i === 0 ? '' : `-${i + 1}`}`,
        `Service ${b.namespace}/${b.service} selects the pods of its network policy (${key})`,
        file,
        'Service',
        b.namespace,
        b.service,
        `{.spec.selector.${escaped(key)}}`,
        value,
      ),
    ),
    configured(
      `pod-port-${b.namespace}-${b.service}-${b.servicePort}`,
      `Service ${b.namespace}/${b.service}: port ${b.servicePort} is port ${b.port} of the pods`,
      file,
      'Service',
      b.namespace,
      b.service,
      `{.spec.ports[?(@.port==${b.servicePort})].targetPort}`,
      String(b.port),
    ),
  ]);
  return [
    ...services.map((p): Probe => ({ ...p, group: 'network' })),
    ...unreachable(
      'network-closed',
      'network',
      'other pods cannot connect to the backends',
      'isolation',
      network.backends,
    ),
    ...(network.hubble
      ? [
          {
            id: 'network-dropped',
            group: 'network' as const,
            title: 'Hubble shows no dropped connection of the gateway',
            lookAt: file,
            check: {
              kind: 'dropped' as const,
              pods: `gateway.envoyproxy.io/owning-gateway-name=${gateway.name}`,
              namespaces: network.closed,
            },
          },
        ]
      : []),
  ];
};
