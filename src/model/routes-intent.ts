// Routes, rules and backends.
import type { CaRef } from '../values/ca.ts';

/** Header changes; names as in the answers. */
export interface HeaderChanges {
  readonly set: readonly (readonly [name: string, value: string])[];
  readonly add: readonly (readonly [name: string, value: string])[];
  readonly remove: readonly string[];
}

export interface MatchIntent {
  /** HTTPRoute: PathPrefix. GRPCRoute: `/package.Service[/Method]`, or `/` for all. */
  readonly path: string;
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

/** The HTTPRouteFilter that puts a prefix in front of the path of a request. */
export interface PathFilterIntent {
  readonly name: string;
  /** Replaces the first slash; ends with a slash. */
  readonly prefix: string;
  /** true: it also sets the Host of the chosen backend, because a rule accepts only one such filter. */
  readonly host: boolean;
}

export interface RuleIntent {
  readonly name: string;
  /** It matches only preflights, which the CORS settings of the policy answer; no backend receives them. */
  readonly preflight: boolean;
  readonly matches: readonly MatchIntent[];
  readonly destinations: readonly DestinationIntent[];
  /** Replaces the matched path prefix; `/` removes it. */
  readonly replacePrefix: string | undefined;
  /** Adds the prefix at path `/`, where ReplacePrefixMatch of Envoy Gateway loses a slash; undefined: other paths. */
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
  /** Its host names; empty: those of its listeners. */
  readonly hostnames: readonly string[];
  /** Names of the listeners that it is attached to. */
  readonly listeners: readonly string[];
  /** The accepted methods of this route; empty: public. */
  readonly methods: readonly string[];
  readonly rules: readonly RuleIntent[];
  /** Name of its SecurityPolicy. */
  readonly security: string;
  /** Name of its BackendTrafficPolicy. */
  readonly traffic: string;
  /** Name of its EnvoyExtensionPolicy; undefined: it has none. */
  readonly extensions?: string | undefined;
}

/** An external server: Backend and BackendTLSPolicy. */
export interface ExternalIntent {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly owner: string;
  /** false: a Service of the cluster that has or is a failover, reached without TLS. */
  readonly tls: boolean;
  /** Receives requests only while the backends in front of it are down. */
  readonly fallback: boolean;
  /** The name that its certificate must contain; `host` may be a longer name that resolves everywhere. */
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
