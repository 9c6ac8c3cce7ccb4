import type { Gateway } from '../crds/types/index.ts';
import type { Intent } from '../model/intent.ts';
import { ENVOY_GROUP, GATEWAY_API, meta, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { LISTENERS } from './notes/listeners-notes.ts';

/** The Gateway: one host name on both ports; routes of its own namespace and of those of the teams. */
export const gateway = (intent: Intent): Resource[] => {
  const { gateway: g } = intent;
  const own = { namespaces: { from: 'Same' as const } };
  // Selects by the label with the name, which the API server sets: no namespace can add itself.
  const allowedRoutes = intent.teams
    ? {
        kinds: [{ kind: 'HTTPRoute' }, { kind: 'GRPCRoute' }],
        namespaces: {
          from: 'Selector' as const,
          selector: {
            matchExpressions: [
              {
                key: 'kubernetes.io/metadata.name',
                operator: 'In',
                values: [g.namespace, ...intent.teams.teams.map((t) => t.namespace)],
              },
            ],
          },
        },
      }
    : own;
  const object: Gateway = {
    apiVersion: GATEWAY_API,
    kind: 'Gateway',
    metadata: meta(intent, g.name),
    spec: {
      gatewayClassName: g.className,
      infrastructure: { parametersRef: { group: ENVOY_GROUP, kind: 'EnvoyProxy', name: g.proxy } },
      listeners: [
        { name: 'http', protocol: 'HTTP', port: 80, hostname: g.hostname, allowedRoutes: own },
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
    resource('gateway', 'gateway', object, [
      note('why', LISTENERS.httpListener, 'spec', 'listeners', 0),
      ...(intent.teams ? [note('why', LISTENERS.teamRoutes, 'spec', 'listeners', 1, 'allowedRoutes')] : []),
      note('why', LISTENERS.hostname, 'spec', 'listeners', 1, 'hostname'),
    ]),
  ];
};
