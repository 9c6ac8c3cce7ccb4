// Which kinds of routes a listener accepts.
import { entries, type Fields, fields, GATEWAY_API, text } from '../objects/loose-objects.ts';

const HTTP = ['HTTPRoute', 'GRPCRoute'];
const BY_PROTOCOL: Readonly<Record<string, readonly string[]>> = {
  HTTP,
  HTTPS: HTTP,
  TLS: ['TCPRoute', 'TLSRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
};

/** The protocols that Envoy Gateway supports. */
export const PROTOCOLS: readonly string[] = Object.keys(BY_PROTOCOL);

/** The kinds that fit a protocol (allowedRouteKindsForProtocol in listener.go); none for a protocol that is not supported. */
const kindsOfProtocol = (protocol: string | undefined, tls: Fields | undefined): readonly string[] => {
  if (protocol === 'TLS' && tls?.mode === 'Passthrough') return ['TLSRoute'];
  return Object.hasOwn(BY_PROTOCOL, protocol ?? '') ? BY_PROTOCOL[protocol!]! : [];
};

/** An entry of `allowedRoutes.kinds` that the listener cannot accept. */
export interface RefusedKind {
  readonly index: number;
  readonly kind: string;
  /** A group other than Gateway API's. */
  readonly group?: string | undefined;
}

/** The kinds that a listener accepts, and the entries of `allowedRoutes.kinds` that are refused. */
export interface RouteKinds {
  readonly accepted: readonly string[];
  readonly refused: readonly RefusedKind[];
}

/** What `allowedRoutes.kinds` of a listener means (validateAllowedRoutes in validate.go). */
export const routeKinds = (listener: Fields): RouteKinds => {
  const tls = listener.tls === undefined ? undefined : fields(listener.tls);
  const possible = kindsOfProtocol(text(listener.protocol), tls);
  const given = entries(fields(listener.allowedRoutes).kinds);
  if (given.length === 0 || possible.length === 0) return { accepted: possible, refused: [] };
  const accepted: string[] = [];
  const refused: RefusedKind[] = [];
  for (const [index, ref] of given.entries()) {
    const kind = text(ref.kind) ?? '';
    const group = text(ref.group) ?? GATEWAY_API;
    if (group !== GATEWAY_API) refused.push({ index, kind, group });
    else if (possible.includes(kind)) accepted.push(kind);
    else refused.push({ index, kind });
  }
  return { accepted, refused };
};
