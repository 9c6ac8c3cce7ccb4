// TLSRoutes, TCPRoutes and UDPRoutes as streams.

import { type Loose, texts } from '../../../effective/objects/loose-objects.ts';
import { type ConnectionRoute, connectionRoutes } from '../../../effective/requests/connection-routes.ts';
import { groupBy } from '../../../values/group-by.ts';
import { Names } from '../../neutral/naming.ts';
import type { ListItem } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';
import { serviceReference } from '../../spelling/service-reference.ts';
import { type SourceView, sayObjects } from '../source-views.ts';

/** Keys of a stream, with the fields they come from; a text: what cannot be said. */
interface Keys {
  readonly value: Readonly<Record<string, unknown>>;
  readonly from: readonly SourceNode[];
}

const backendOf = (
  { source }: SourceView,
  { route, backends }: ConnectionRoute,
  home: string | undefined,
): Keys | string => {
  const [only, ...more] = backends;
  if (!only || more.length > 0) return `connections with ${backends.length} backends`;
  if (only.kind !== 'Service' || only.ref.port === undefined) return `connections to a ${only.kind}`;
  const { name = '', port } = only.ref;
  return {
    value: { backend: serviceReference(name, port, only.namespace, home) },
    from: source.from(route, only.field),
  };
};

/** The only authorization of streams: networks that may connect. */
const allowOf = ({ source }: SourceView, { authorization }: ConnectionRoute): Keys | string => {
  if (!authorization) return { value: {}, from: [] };
  const { defaultAction, rules } = authorization;
  const isPlain = rules.every(
    (r) => r.action === 'Allow' && r.cel === undefined && Object.keys(r.operation).length === 0 &&
      Object.keys(r.principal).join() === 'clientCIDRs',
  ); // biome-ignore format: a condition
  if (defaultAction === 'Allow' && rules.length === 0) return { value: {}, from: [] };
  if (defaultAction !== 'Deny' || rules.length === 0 || !isPlain) return 'the authorization of these connections';
  const cidrs = [...new Set(rules.flatMap((r) => texts(r.principal.clientCIDRs)))];
  const from = [...rules.flatMap((r) => source.from(r.source.object, `${r.source.field}.principal.clientCIDRs`))];
  return { value: { allow: { cidrs } }, from };
};

const socketOf = ({ source }: SourceView, list: readonly ConnectionRoute[]): Keys | string => {
  const [first] = list;
  const { listener, route, endsTls } = first!;
  if (endsTls) return 'TLS that ends at the gateway, in front of a TCP service';
  const at = source.from(listener.owner, `${listener.field}.port`);
  // The port of a listener that is not in the source is not known.
  const port = at.length > 0 ? listener.port : undefined;
  if (port === undefined && route.kind !== 'TLSRoute')
    return `the port of listener ${listener.name}, which is not in the source`;
  if (route.kind === 'TCPRoute') return { value: { tcp: port }, from: at };
  if (route.kind === 'UDPRoute') return { value: { udp: port }, from: at };
  const names = [...new Set(list.flatMap((r) => r.names))];
  const from = [...source.from(route, 'spec.hostnames'), ...(port === 443 ? [] : at)];
  return {
    value: { tlsPassthrough: port === 443 && names.length === 1 ? names[0] : { hostnames: names, port } },
    from,
  };
};

const itemOf = (
  view: SourceView,
  list: readonly ConnectionRoute[],
  name: string,
  home: string | undefined,
): ListItem[] => {
  const [first] = list;
  const { route } = first!;
  const [spec] = view.source.from(route, 'spec');
  const parts = [socketOf(view, list), backendOf(view, first!, home), allowOf(view, first!)];
  const wrong = parts.find((p) => typeof p === 'string');
  if (wrong !== undefined) {
    if (spec) view.ledger.say(spec, 'StreamNotSaid', { route: route.metadata.name, what: wrong as string });
    return [];
  }
  const keys = parts as Keys[];
  const value = Object.assign({ name }, ...keys.map((k) => k.value)) as Record<string, unknown>;
  if (spec) view.ledger.say(spec.get('publicReason'), 'StreamReasonAsked', { stream: route.metadata.name });
  return [{ list: 'streams', value, from: keys.flatMap((k) => k.from) }];
};

const STREAM_KINDS = ['TLSRoute', 'TCPRoute', 'UDPRoute'];

/** The streams of a Gateway. `notServed` is called for each route that it does not serve. */
export const streamItems = (
  view: SourceView,
  gateway: Loose | undefined,
  home: string | undefined,
  notServed: (route: Loose) => void,
): ListItem[] => {
  const mine = connectionRoutes(view.snapshot).filter((r) => r.gateway === gateway);
  const names = new Names('stream');
  const served = new Set(mine.map((r) => r.route));
  for (const route of STREAM_KINDS.flatMap((kind) => view.snapshot.of(kind))) if (!served.has(route)) notServed(route);
  return [...groupBy(mine, (r) => r.route)].flatMap(([route, list]) => {
    sayObjects(view, [route]);
    view.ledger.noEffect(...view.source.from(route, 'spec.parentRefs'));
    return [...groupBy(list, (r) => r.listener.port)].flatMap(([, same]) =>
      itemOf(view, same, names.of(route.metadata.name), home),
    );
  });
};
