// Which route serves a request.
import { groupBy } from '../../values/group-by.ts';
import { classOf, isForeign, isMerged } from '../gateways/controllers.ts';
import { gatewayListeners } from '../listeners/listener-sets.ts';
import type { Listener } from '../listeners/listeners.ts';
import type { Loose } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { clientSettings } from './client-settings.ts';
import { comparedHost, domainOf } from './domains.ts';
import { type EffectiveRoute, routesOn } from './effective-routes.ts';
import { changedEarly } from './listener-headers.ts';
import { type ComparedRequest, meets } from './match-request.ts';
import { normalPath } from './normal-path.ts';
import { isServed } from './served-hosts.ts';

/** A request as a client sends it. */
export interface Request {
  /** The Gateway that gets it; needed only if several have a listener on the port. */
  readonly gateway?: Loose | undefined;
  readonly scheme: 'http' | 'https';
  /** The Host header, and the name that TLS asks for. */
  readonly host: string;
  /** Of the listener. */
  readonly port: number;
  /** Default: GET. */
  readonly method?: string;
  /** May contain a query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** In addition to the query of the path. */
  readonly query?: Readonly<Record<string, string>>;
}

/** The virtual host that takes a request. */
export interface VirtualHost {
  readonly gateway: Loose;
  readonly listener: Listener;
  readonly host: string;
  /** In the order in which Envoy tries them. */
  readonly routes: readonly EffectiveRoute[];
}

/** Listeners that share a port of one proxy; those with one host each are virtual hosts of one configuration. */
type Port = Map<string, VirtualHost>;

const PROTOCOLS = { HTTP: 'http', HTTPS: 'https' } as const;

const hostsOf = (snapshot: Snapshot, gateway: Loose, listener: Listener): VirtualHost[] =>
  [...groupBy(routesOn(snapshot, listener), (r) => r.host)].map(([host, routes]) => ({
    gateway, listener, host, routes,
  })); // biome-ignore format: a list

/** What a Gateway serves on a port. Plain listeners of a port share their virtual hosts; those with TLS are chosen by the name first. */
interface Served {
  readonly plain: Port;
  /** By the hostname of the listener, `*` without one. */
  readonly tls: ReadonlyMap<string, { readonly listener: Listener; readonly hosts: Port }>;
  readonly first: Listener;
}

const byHost = (hosts: readonly VirtualHost[]): Port =>
  new Map([...hosts].reverse().map((h) => [h.host.toLowerCase(), h]));

const servedOf = (snapshot: Snapshot, gateways: readonly Loose[]): Map<string, Served> => {
  const all = gateways.flatMap((gateway) =>
    gatewayListeners(snapshot, gateway)
      .filter((l) => l.protocol !== undefined && l.protocol in PROTOCOLS && isServed(snapshot, l))
      .map((listener) => ({ gateway, listener })),
  );
  const keyOf = ({ listener: { protocol, port } }: (typeof all)[number]): string =>
    `${PROTOCOLS[protocol as keyof typeof PROTOCOLS]}:${port}`;
  return new Map(
    [...groupBy(all, keyOf)].map(([key, list]) => {
      const hosts = list.map(({ gateway, listener }) => ({ listener, hosts: hostsOf(snapshot, gateway, listener) }));
      const tls = [...hosts].reverse().map(({ listener, hosts: own }) => {
        return [listener.hostname?.toLowerCase() ?? '*', { listener, hosts: byHost(own) }] as const;
      });
      return [key, { plain: byHost(hosts.flatMap((h) => h.hosts)), tls: new Map(tls), first: list[0]!.listener }];
    }),
  );
};

/** The Gateways of each proxy: one, or all of a class with `mergeGateways`. */
const fleets = (snapshot: Snapshot): Loose[][] => {
  const own = snapshot.of('Gateway').filter((g) => !isForeign(snapshot, g));
  return [...groupBy(own, (g) => {
    const gatewayClass = classOf(snapshot, g);
    return gatewayClass && isMerged(snapshot, gatewayClass) ? gatewayClass : g;
  }).values()]; // biome-ignore format: a call
};

const proxies = (snapshot: Snapshot): { gateways: ReadonlySet<Loose>; ports: Map<string, Served> }[] =>
  fleets(snapshot).map((gateways) => ({ gateways: new Set(gateways), ports: servedOf(snapshot, gateways) }));

const inServed = ({ plain, tls }: Served, scheme: Request['scheme'], host: string): VirtualHost | undefined => {
  const name = scheme === 'https' ? domainOf(host, (d) => tls.has(d)) : undefined;
  const hosts = scheme === 'https' ? (name === undefined ? undefined : tls.get(name)!.hosts) : plain;
  const domain = hosts && domainOf(host, (d) => hosts.has(d));
  return domain === undefined ? undefined : hosts!.get(domain);
};

/**
 * The virtual host that takes a request; undefined: none, so it gets 404, or no TLS connection. TLS chooses a listener by its
 * hostname first, then the host is chosen among the routes of the listener (internal/xds/translator/translator.go).
 */
const virtualHostOf = (snapshot: Snapshot, request: Request): VirtualHost | undefined => {
  const host = comparedHost(request.host);
  for (const { gateways, ports } of snapshot.index(proxies)) {
    if (request.gateway && !gateways.has(request.gateway)) continue;
    const served = ports.get(`${request.scheme}:${request.port}`);
    const found = served && inServed(served, request.scheme, host);
    if (found) return found;
  }
  return undefined;
};

/** A request as Envoy compares it with the routes of a listener: path normalized, headers changed; undefined: refused with 400. */
const comparedRequest = (snapshot: Snapshot, request: Request, listener: Listener): ComparedRequest | undefined => {
  const client = clientSettings(snapshot, listener);
  const path = normalPath(request.path, client);
  if (path === undefined) return undefined;
  const given = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const query = new URLSearchParams(/\?([^#]*)/.exec(request.path)?.[1] ?? '');
  const all = new Map<string, string>();
  for (const [name, value] of [...query, ...Object.entries(request.query ?? {})])
    if (!all.has(name)) all.set(name, value);
  return {
    method: request.method ?? 'GET',
    path,
    headers: changedEarly(new Map([['host', request.host], ...given]), client.earlyHeaders),
    query: all,
  };
};

/** The route that serves a request: the first of its virtual host whose match it meets; undefined: it gets 404. */
export const answerTo = (snapshot: Snapshot, request: Request): EffectiveRoute | undefined => {
  const found = virtualHostOf(snapshot, request);
  const compared = found && comparedRequest(snapshot, request, found.listener);
  return compared && found.routes.find((r) => meets(r.match, compared, !r.preflight && r.rule.takesConnect));
};
