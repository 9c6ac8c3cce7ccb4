// Routes, rules and backends.
import type { CaRef } from '../values/ca.ts';
import type { RoutePath } from '../values/route-path.ts';

/** Header changes; names as in the answers. */
export interface HeaderChanges {
  readonly set: readonly (readonly [name: string, value: string])[];
  readonly add: readonly (readonly [name: string, value: string])[];
  readonly remove: readonly string[];
}

export interface MatchIntent {
  /** GRPCRoute: a prefix `/package.Service[/Method]`, or `/` for all. */
  readonly path: RoutePath;
  readonly method: string | undefined;
  readonly headers: readonly { readonly name: string; readonly value: string; readonly regex: boolean }[];
  readonly query: readonly { readonly name: string; readonly value: string; readonly regex: boolean }[];
  /** Cookies go through an HTTPRouteFilter (`filter`): HTTPRoute cannot match them. */
  readonly cookie: { readonly name: string; readonly filter: string } | undefined;
}

/** A destination of a rule. */
export interface DestinationIntent {
  readonly to:
    | { readonly kind: 'Service'; readonly name: string; readonly namespace: string | undefined; readonly port: number }
    | { readonly kind: 'Backend'; readonly name: string; readonly port: number };
  /** undefined: it is the only destination. */
  readonly weight: number | undefined;
  /** Set if weights are combined with consistent hashing: with a filter on the backendRef, Envoy Gateway keeps the weights. */
  readonly track: string | undefined;
}

export interface CredentialIntent {
  readonly filter: string;
  readonly header: string;
  readonly secret: string;
}

/** The HTTPRouteFilter that changes the path of a request by a pattern, where no filter of HTTPRoute can. */
export interface PathFilterIntent {
  readonly name: string;
  /** RE2: the part of the path that is replaced. */
  readonly pattern: string;
  /** What replaces it; `\\1` is the first group. A prefix in front of the path ends with a slash and replaces the first one. */
  readonly substitution: string;
  /** RE2: the paths that the backend receives. */
  readonly receives: string;
  /** true: it also sets the Host of the chosen backend, because a rule accepts only one such filter. */
  readonly host: boolean;
}

/** How a client stays at the endpoint that answered first. */
export interface SessionIntent {
  readonly by: 'Cookie' | 'Header';
  readonly name: string;
  /** undefined: browsers drop the cookie when they close. */
  readonly lifetime: string | undefined;
}

/** A Service that also receives the requests. */
export interface MirrorIntent {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly port: number;
  readonly percent: number;
}

/** What a rule answers itself, in place of its backends. */
export type OwnAnswerIntent =
  | {
      readonly kind: 'response';
      /** The HTTPRouteFilter that answers. */
      readonly filter: string;
      /** A service in maintenance; else a response of the answers. */
      readonly maintenance: boolean;
      readonly status: number;
      readonly body: string | undefined;
      readonly contentType: string | undefined;
      readonly headers: readonly (readonly [name: string, value: string])[];
    }
  | {
      readonly kind: 'redirect';
      readonly scheme: 'http' | 'https' | undefined;
      readonly hostname: string | undefined;
      readonly port: number | undefined;
      readonly path: { readonly replaces: 'prefix' | 'full'; readonly value: string } | undefined;
      readonly status: 301 | 302 | 303 | 307 | 308;
    };

export interface RuleIntent {
  readonly name: string;
  /** It matches only preflights, which the CORS settings of the policy answer; no backend receives them. */
  readonly preflight: boolean;
  readonly matches: readonly MatchIntent[];
  readonly destinations: readonly DestinationIntent[];
  /** Set: the gateway answers, and no backend receives a request. Destinations in maintenance stay, and so do their connections. */
  readonly answer: OwnAnswerIntent | undefined;
  readonly session: SessionIntent | undefined;
  readonly mirror: MirrorIntent | undefined;
  /** Replaces the matched path prefix; `/` removes it. */
  readonly replacePrefix: string | undefined;
  /** Replaces the whole path, of an exact match. */
  readonly replaceFull: string | undefined;
  /** At path `/`, where ReplacePrefixMatch of Envoy Gateway loses a slash, and for patterns; undefined: other paths. */
  readonly pathFilter: PathFilterIntent | undefined;
  /** The gateway's own credential for an external server: the HTTPRouteFilter that adds it, the header, the Secret. */
  readonly credential: CredentialIntent | undefined;
  /** The HTTPRouteFilter that sets the Host of the chosen backend, if a failover has another host name. */
  readonly hostFilter: string | undefined;
  /** The Host header for an external server. */
  readonly hostRewrite: string | undefined;
  readonly request: HeaderChanges;
  /** Removed headers that another method of the service reads and this route does not verify. */
  readonly unverified: readonly string[];
  /** Cookies are removed, so that the backend does not receive the session of a login. */
  readonly withoutSession: boolean;
  readonly response: HeaderChanges;
  /** `0s`: no limit. undefined on GRPCRoute, which has no such field: the BackendTrafficPolicy sets it. */
  readonly timeout: string | undefined;
}

/** The purpose of a route; the order is the order in the file. */
export type RouteRole = 'service' | 'method' | 'public';

/** One HTTPRoute or GRPCRoute, with one SecurityPolicy and one BackendTrafficPolicy. */
export interface RouteIntent {
  readonly name: string;
  readonly kind: 'HTTPRoute' | 'GRPCRoute';
  readonly service: string;
  readonly role: RouteRole;
  /** The hosts that it serves, as in the answers; `*` is any host. */
  readonly hosts: readonly string[];
  /** A concrete host that reaches it. */
  readonly example: string;
  /** Its host names; empty: those of its listeners, for any host. */
  readonly hostnames: readonly string[];
  /** Names of the listeners that it is attached to. */
  readonly listeners: readonly string[];
  /** The accepted methods of this route; empty: public. */
  readonly methods: readonly string[];
  /** Whether a request must satisfy all of them; otherwise any is enough. */
  readonly all: boolean;
  readonly rules: readonly RuleIntent[];
  /** Name of its SecurityPolicy. */
  readonly security: string;
  /** Name of its BackendTrafficPolicy. */
  readonly traffic: string;
  /** Name of its EnvoyExtensionPolicy; undefined: it has none. */
  readonly extensions?: string | undefined;
}

/** An external server, or a Service of the cluster that has or is a failover: Backend and BackendTLSPolicy. */
export interface ExternalIntent {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly owner: string;
  /** false: a Service of the cluster. */
  readonly outside: boolean;
  readonly tls: boolean;
  /** HTTP/2 in clear text. */
  readonly h2c: boolean;
  /** Receives requests only while the backends in front of it are down. */
  readonly fallback: boolean;
  /** The name in its certificate and in the Host header; `host` may be an address, or a longer name that resolves everywhere. */
  readonly serverName: string;
  /** The CA of that certificate; undefined: a public CA. */
  readonly ca: CaRef | undefined;
  /** true: a policy that is applied before all routes needs it. */
  readonly early: boolean;
  /** Secret of the client certificate for it. */
  readonly certificate: string | undefined;
}

/** A ReferenceGrant in another team's namespace. */
export interface GrantIntent {
  readonly name: string;
  readonly namespace: string;
  readonly from: readonly { readonly group: string; readonly kind: string; readonly namespace: string }[];
  readonly kind: 'Service' | 'Secret' | 'Backend';
  readonly names: readonly string[];
}
