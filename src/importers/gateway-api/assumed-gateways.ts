// Gateways that routes name and the source does not contain. They are assumed, so that what applies to routes can be read.
import { entries, fields, GATEWAY_API, type Loose, refOf } from '../../effective/objects/loose-objects.ts';

/** The class of Gateways whose GatewayClass is not in the source: they are read as Envoy Gateway would. */
export const ASSUMED_CLASS = 'eg';

interface Wanted {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly sections: Set<string>;
  readonly listeners: object[];
}

/** A listener that serves what routes ask for. */
const listenerOf = (protocol: string, name: string, port: number): object => ({
  name,
  protocol,
  port,
  ...(protocol === 'HTTPS' && { tls: { mode: 'Terminate', certificateRefs: [{ name }] } }),
  ...(protocol === 'TLS' && { tls: { mode: 'Passthrough' } }),
  allowedRoutes: { namespaces: { from: 'All' } },
});

const PROTOCOLS: Readonly<Record<string, string>> = { TLSRoute: 'TLS', TCPRoute: 'TCP', UDPRoute: 'UDP' };

const protocolOf = (kind: string, section: string): string =>
  PROTOCOLS[kind] ?? (/^http($|[^s])|plain|insecure/i.test(section) && !/tls|ssl/i.test(section) ? 'HTTP' : 'HTTPS');

/** The Gateways that routes name, without those of the source. */
export const assumedGateways = (objects: readonly Loose[]): Loose[] => {
  const key = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;
  const known = new Set(
    objects.filter((o) => o.kind === 'Gateway').map((o) => key(o.metadata.namespace, o.metadata.name)),
  );
  const wanted = new Map<string, Wanted>();
  for (const route of objects.filter((o) => o.kind.endsWith('Route')))
    for (const given of entries(fields(route.spec).parentRefs)) {
      const {
        group = GATEWAY_API,
        kind = 'Gateway',
        name = '',
        namespace = route.metadata.namespace,
        sectionName,
      } = refOf(given);
      const id = key(namespace, name);
      if (group !== GATEWAY_API || kind !== 'Gateway' || known.has(id)) continue;
      const one: Wanted = wanted.get(id) ?? { name, namespace, sections: new Set<string>(), listeners: [] };
      wanted.set(id, one);
      const section = sectionName ?? `any-${PROTOCOLS[route.kind]?.toLowerCase() ?? 'https'}`;
      if (one.sections.has(section)) continue;
      one.sections.add(section);
      const port = fields(given).port;
      const own = typeof port === 'number' ? port : 20000 + one.listeners.length;
      one.listeners.push(listenerOf(protocolOf(route.kind, section), section, own));
    }
  return [...wanted.values()].map(
    ({ name, namespace, listeners }) =>
      ({
        apiVersion: `${GATEWAY_API}/v1`,
        kind: 'Gateway',
        metadata: { name, namespace },
        spec: { gatewayClassName: ASSUMED_CLASS, listeners },
      }) as unknown as Loose,
  );
};
