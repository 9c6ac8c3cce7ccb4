import type { Gateway } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import { defined, GATEWAY_API } from '../objects/make.ts';

type Listener = Gateway['spec']['listeners'][number];

/**
 * The Gateway of another owner as the answers assume it, so that references to it are checked. It is never written. Its listener
 * accepts the host name and the namespace, because nothing else is known about it.
 */
export const attachedGateway = ({ gateway: g }: Intent): Gateway[] => {
  if (!g.attach) return [];
  return [
    {
      apiVersion: GATEWAY_API,
      kind: 'Gateway',
      metadata: { name: g.attach.name, namespace: g.attach.namespace },
      spec: {
        gatewayClassName: g.className,
        listeners: g.listeners.map((l) =>
          defined<Listener>({
            name: l.name,
            protocol: l.protocol,
            port: l.port,
            hostname: l.hostname,
            tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: `${g.attach!.name}-tls` }] },
            allowedRoutes: { namespaces: { from: 'All' } },
          }),
        ),
      },
    },
  ];
};
