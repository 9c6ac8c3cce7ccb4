import type { Gateway } from '../crds/types/index.ts';
import type { Intent, ListenerIntent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';
import { defined, ENVOY_GROUP, GATEWAY_API, meta, note, resource } from '../objects/make.ts';
import type { Note, Resource } from '../objects/resource.ts';
import { LISTENERS } from './notes/listeners-notes.ts';
import { STREAMS } from './notes/streams-notes.ts';

type Listener = NonNullable<Gateway['spec']>['listeners'][number];

/** Listeners of streams: only routes of the Gateway's own namespace, whoever else may add routes to the API. */
const streamListeners = (intent: Intent): Listener[] =>
  intent.streams.flatMap((s) =>
    s.listeners.map((l) =>
      defined<Listener>({
        name: l.name,
        protocol: s.protocol,
        port: s.port,
        hostname: l.hostname,
        tls: s.protocol === 'TLS' ? { mode: 'Passthrough' as const } : undefined,
        allowedRoutes: { kinds: [{ kind: s.kind }], namespaces: { from: 'Same' as const } },
      }),
    ),
  );

/** The Gateway: http for all hosts, https for the hosts of each certificate; routes of its own namespace and of those of the teams. */
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
    metadata: {
      ...meta(intent, g.name),
      ...(Object.keys(g.service.gatewayAnnotations).length > 0 && { annotations: g.service.gatewayAnnotations }),
    },
    spec: {
      gatewayClassName: g.className,
      ...(g.service.addresses.length > 0 && {
        addresses: g.service.addresses.map((value) => ({ type: 'IPAddress' as const, value })),
      }),
      // Envoy Gateway refuses parameters of a Gateway whose class merges Gateways.
      ...(g.merged === undefined && {
        infrastructure: { parametersRef: { group: ENVOY_GROUP, kind: 'EnvoyProxy', name: g.proxy } },
      }),
      listeners: [
        ...g.listeners.map((l) =>
          defined<Listener>({
            name: l.name,
            protocol: l.protocol,
            port: l.port,
            hostname: l.hostname,
            tls:
              l.tlsSecrets.length === 0
                ? undefined
                : {
                    mode: 'Terminate' as const,
                    certificateRefs: l.tlsSecrets.map((secret) => ({ kind: 'Secret', name: secret })),
                  },
            allowedRoutes: l.serves === 'routes' ? allowedRoutes : own,
          }),
        ),
        ...streamListeners(intent),
      ],
    },
  };
  const several = g.hosts.length > 1;
  const ofListener = (l: ListenerIntent, i: number): Note[] => [
    ...(l.serves === 'routes' && g.terminated !== undefined
      ? [note('why', LISTENERS.terminated(g.terminated.replace(/\.$/, '')), 'spec', 'listeners', i)]
      : []),
    ...(l.serves === 'routes' &&
    l.hostname === undefined &&
    (g.terminated === undefined || g.anyHostReason !== undefined)
      ? [note('why', whyWithoutHost(g.anyHostReason), 'spec', 'listeners', i)]
      : []),
    ...(l.http2 ? [] : [note('why', LISTENERS.noHttp2, 'spec', 'listeners', i, 'tls')]),
  ];
  return [
    resource('gateway', 'gateway', object, [
      note('why', httpListener(intent, several), 'spec', 'listeners', 0),
      ...(intent.teams ? [note('why', LISTENERS.teamRoutes, 'spec', 'listeners', 1, 'allowedRoutes')] : []),
      ...intent.streams
        .flatMap((s) => s.listeners.map(() => s.name))
        .map((name, i) => note('why', STREAMS.listener(name), 'spec', 'listeners', g.listeners.length + i)),
      ...(g.listeners.every((l) => l.serves !== 'routes' || l.hostname !== undefined)
        ? [note('why', LISTENERS.hostname, 'spec', 'listeners', 1, 'hostname')]
        : []),
      ...g.listeners.flatMap(ofListener),
      ...(g.service.addresses.length > 0
        ? [note('why', LISTENERS.addresses(g.service.type), 'spec', 'addresses')]
        : []),
    ]),
  ];
};

const httpListener = (intent: Intent, several: boolean): string => {
  const { certificate: c } = intent;
  // An issuer that exists may be one for ACME.
  const acme = c.from === 'issuer' && c.emit?.type !== 'selfSigned';
  if (!intent.gateway.plainHttp) return several ? LISTENERS.httpListenerOfAll(acme) : LISTENERS.httpListener(acme);
  const plain = intent.services.filter((s) => s.plainHttp !== undefined).map((s) => s.name);
  return LISTENERS.plainListener(firstOf(plain, 10), acme);
};

const whyWithoutHost = (reason: string | undefined): string =>
  reason === undefined ? LISTENERS.sharedListener : LISTENERS.anyHost(reason.replace(/\.$/, ''));
