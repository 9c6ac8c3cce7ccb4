import type { Gateway } from '../crds/types/index.ts';
import type { Intent } from '../intent/model.ts';
import { ENVOY_GROUP, GATEWAY_API, meta, note, resource } from './make.ts';
import type { Resource } from './resource.ts';

/** The Gateway: one host name on both ports, routes of its own namespace only. */
export const gateway = (intent: Intent): Resource[] => {
  const { gateway: g } = intent;
  const allowedRoutes = { namespaces: { from: 'Same' as const } };
  const object: Gateway = {
    apiVersion: GATEWAY_API,
    kind: 'Gateway',
    metadata: meta(intent, g.name),
    spec: {
      gatewayClassName: g.className,
      infrastructure: { parametersRef: { group: ENVOY_GROUP, kind: 'EnvoyProxy', name: g.proxy } },
      listeners: [
        { name: 'http', protocol: 'HTTP', port: 80, hostname: g.hostname, allowedRoutes },
        {
          name: 'https',
          protocol: 'HTTPS',
          port: 443,
          hostname: g.hostname,
          tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: g.tlsSecret }] },
          allowedRoutes,
        },
      ],
    },
  };
  return [
    resource('20-gateway', 'gateway', object, [
      note('why', 'Serves the redirect to https only (and the answers to ACME challenges).', 'spec', 'listeners', 0),
      note('why', 'A foreign host name gets no certificate and no route.', 'spec', 'listeners', 1, 'hostname'),
    ]),
  ];
};
