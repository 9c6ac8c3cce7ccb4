// Where requests go.
import type { CaRef } from '../values/ca.ts';

/** Header changes; names as answered. */
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

/** Where requests of a rule go. */
export interface DestinationIntent {
  readonly to:
    | { readonly kind: 'Service'; readonly name: string; readonly namespace: string | undefined; readonly port: number }
    | { readonly kind: 'Backend'; readonly name: string; readonly port: number };
  /** undefined: the only one. */
  readonly weight: number | undefined;
  /** Set where weights meet consistent hashing: a filter on the backendRef makes Envoy Gateway keep the weights. */
  readonly track: string | undefined;
}

export interface CredentialIntent {
  readonly filter: string;
  readonly header: string;
  readonly secret: string;
}

/** The HTTPRouteFilter that puts a prefix before the whole path of a request. */
export interface PathFilterIntent {
  readonly name: string;
  /** What stands in place of the first slash; it ends with one. */
  readonly prefix: string;
  /** true: it also writes the name of the backend that is asked; one rule takes one such filter for both. */
  readonly host: boolean;
}

export interface RuleIntent {
  readonly name: string;
  /** It takes preflights only, which the CORS of the policy answers: the backend sees none of them. */
  readonly preflight: boolean;
  readonly matches: readonly MatchIntent[];
  readonly destinations: readonly DestinationIntent[];
  /** What replaces the matched path prefix; `/` strips it. */
  readonly replacePrefix: string | undefined;
  /** Does that at path `/`, where Envoy Gateway's own replacement of a prefix loses a slash; undefined: elsewhere. */
  readonly pathFilter: PathFilterIntent | undefined;
  /** The gateway's own credential for a server outside: the HTTPRouteFilter that adds it, the header, the Secret. */
  readonly credential: CredentialIntent | undefined;
  /** Servers with names of their own take turns: the HTTPRouteFilter that writes the name of the one that is asked. */
  readonly hostFilter: string | undefined;
  /** The Host header for a server outside the cluster. */
  readonly hostRewrite: string | undefined;
  readonly request: HeaderChanges;
  /** Which of the removed headers another method of the service reads and nobody verified here. */
  readonly unverified: readonly string[];
  /** Cookies are removed so that the session of a login does not reach the backend. */
  readonly withoutSession: boolean;
  readonly response: HeaderChanges;
  /** `0s`: none. undefined on GRPCRoute, which has no such field: the BackendTrafficPolicy carries it. */
  readonly timeout: string | undefined;
}

/** What a route is for; the order is the order in the file. */
export type RouteRole = 'service' | 'method' | 'public';

/** One HTTPRoute or GRPCRoute. It carries one authentication and one traffic profile. */
export interface RouteIntent {
  readonly name: string;
  readonly kind: 'HTTPRoute' | 'GRPCRoute';
  readonly service: string;
  readonly role: RouteRole;
  /** Which of several accepted methods this route is for; empty: public. */
  readonly methods: readonly string[];
  readonly rules: readonly RuleIntent[];
  /** Name of the SecurityPolicy that decides for it. */
  readonly security: string;
  /** Name of the BackendTrafficPolicy that decides for it. */
  readonly traffic: string;
}

/** A server outside the cluster: Backend and BackendTLSPolicy. */
export interface ExternalIntent {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly owner: string;
  /** false: a Service of the cluster that stands in for another backend, spoken to as any Service. */
  readonly tls: boolean;
  /** Asked only while the backends before it are down. */
  readonly fallback: boolean;
  /** The name that its certificate has to be for; `host` may be a longer one that resolves everywhere. */
  readonly serverName: string;
  /** Who signed that certificate; undefined: a public authority. */
  readonly ca: CaRef | undefined;
  /** true: a policy that comes before all routes needs it. */
  readonly early: boolean;
  /** Secret of the client certificate that it is shown. */
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
