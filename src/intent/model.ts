// The complete model: every default, name, size and effective policy is decided before this point, nothing after it
// has a default of its own. Frozen once built (build.ts).

import type { ServiceBackend } from '../answers/schema/backend.ts';
import type { Limit } from '../answers/schema/limits.ts';

/** A number that was computed, and the sum it came from, for the comment above it. */
export interface Sized {
  readonly value: number;
  readonly sum: string;
}

/** Namespace and name of the objects that others refer to. */
export interface GatewayIntent {
  readonly name: string;
  readonly namespace: string;
  readonly className: string;
  /** The EnvoyProxy; the Gateway refers to it, so that other Gateways of the class are not touched. */
  readonly proxy: string;
  readonly hostname: string;
  /** Path prefix of the route that answers 404 for what no route takes; `/` unless a service has that path. */
  readonly catchAllPath: string;
  /** The kubernetes.io/tls Secret of the https listener, in the Gateway's namespace. */
  readonly tlsSecret: string;
}

export interface RedisIntent {
  /** true: we write Deployment and Service; false: it exists. */
  readonly deploy: boolean;
  readonly url: string;
  readonly type: 'single' | 'sentinel' | 'cluster';
  readonly tls: boolean;
  readonly password: { readonly secret: string; readonly key: string } | undefined;
}

/** What the Helm values of Envoy Gateway are made from. */
export interface InstallIntent {
  readonly version: string;
  readonly namespace: string;
  readonly needsCertManager: boolean;
  /** Backend objects are refused unless it is switched on (extensionApis.enableBackend). */
  readonly enableBackend: boolean;
  readonly controllerReplicas: number;
  /** undefined: no global limits, so no rate limit service. */
  readonly rateLimitService:
    | { readonly redis: RedisIntent; readonly failClosed: boolean; readonly replicas: number }
    | undefined;
}

export type CertificateIntent =
  | { readonly from: 'secret' }
  | {
      readonly from: 'issuer';
      readonly issuer: { readonly kind: 'ClusterIssuer' | 'Issuer'; readonly name: string };
      /** The issuer that we write too; undefined: it exists. */
      readonly emit:
        | { readonly type: 'selfSigned' }
        | { readonly type: 'acme'; readonly email: string; readonly server: string }
        | undefined;
    };

/** Sizes, each with its sum. Per replica unless the name says otherwise: Envoy counts per proxy pod. */
export interface Sizing {
  readonly peakRequestsPerSecond: number;
  readonly p95LatencyMs: number;
  /** true: the peak was not answered and is a guess that the operator should replace. */
  readonly assumed: boolean;
  readonly minReplicas: Sized;
  readonly maxReplicas: Sized;
  readonly cpuMillis: Sized;
  readonly memoryMiB: Sized;
  readonly maxParallelRequests: Sized;
  readonly maxConnections: Sized;
  readonly maxPendingRequests: Sized;
  readonly connectionLimit: Sized;
  readonly maxConcurrentStreams: Sized;
}

/** What ClientTrafficPolicy is made from. */
export interface ClientIntent {
  readonly name: string;
  readonly behind:
    | { readonly type: 'direct' }
    | { readonly type: 'proxyProtocol' }
    | { readonly type: 'trustedHops'; readonly hops: number }
    | { readonly type: 'trustedCIDRs'; readonly cidrs: readonly string[] };
  /** Headers that only the gateway may set, lower case, sorted: removed from every request before anything else. */
  readonly identityHeaders: readonly string[];
  /** Set on every request: what the filter chain holds. Absent without oidc and extAuth. */
  readonly filtersHeader: { readonly name: string; readonly value: string } | undefined;
  readonly requestReceivedTimeout: string;
  readonly idleTimeout: string;
  readonly streamIdleTimeout: string;
}

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

export interface RuleIntent {
  readonly name: string;
  readonly matches: readonly MatchIntent[];
  readonly destinations: readonly DestinationIntent[];
  /** What replaces the matched path prefix; `/` strips it. */
  readonly replacePrefix: string | undefined;
  /** The Host header for a server outside the cluster. */
  readonly hostRewrite: string | undefined;
  readonly request: HeaderChanges;
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

/** How a policy finds its routes: by name up to 16, by label beyond. */
export type Targets =
  | {
      readonly by: 'name';
      readonly routes: readonly { readonly kind: 'HTTPRoute' | 'GRPCRoute'; readonly name: string }[];
    }
  | {
      readonly by: 'label';
      readonly label: string;
      readonly value: string;
      readonly kinds: readonly ('HTTPRoute' | 'GRPCRoute')[];
      readonly count: number;
    };

export interface JwtProviderIntent {
  readonly name: string;
  readonly issuer: string;
  readonly jwks: string;
  readonly audiences: readonly string[];
  readonly claims: readonly (readonly [claim: string, header: string])[];
}

/** The credentials of one place (header, query or cookie). */
export interface ApiKeyIntent {
  readonly methods: readonly string[];
  readonly place: { readonly in: 'header' | 'query' | 'cookie'; readonly name: string };
  readonly secrets: readonly string[];
  readonly clients: readonly string[];
  readonly clientHeader: string;
}

export interface OidcIntent {
  readonly method: string;
  readonly issuer: string;
  readonly authorizationEndpoint: string | undefined;
  readonly tokenEndpoint: string | undefined;
  readonly endSessionEndpoint: string | undefined;
  readonly clientID: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  readonly cookieDomain: string | undefined;
  /** Inside the guard route's path, so that a route with this policy matches it. */
  readonly redirectURL: string;
  readonly logoutPath: string;
}

export interface ExtAuthIntent {
  readonly method: string;
  readonly protocol: 'grpc' | 'http';
  readonly backend: ServiceBackend;
  readonly path: string | undefined;
  readonly failOpen: boolean;
  readonly timeout: string;
  readonly headers: readonly string[];
  readonly headersToBackend: readonly string[];
}

export interface BasicIntent {
  readonly method: string;
  readonly secret: string;
  readonly userHeader: string;
}

/** One claim that must have one of its values; the API asks whether the claim is a string or a list. */
export interface ClaimIntent {
  readonly claim: string;
  readonly values: readonly string[];
  readonly type: 'String' | 'StringArray';
}

/** SecurityPolicy.spec.authorization.rules[], always with action Allow. */
export interface AllowRule {
  readonly name: string;
  readonly cel: string | undefined;
  readonly cidrs: readonly string[];
  readonly jwt:
    | { readonly provider: string; readonly scopes: readonly string[]; readonly claims: readonly ClaimIntent[] }
    | undefined;
  readonly header: { readonly name: string; readonly values: readonly string[] } | undefined;
}

export interface CorsIntent {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAge: string;
  readonly credentials: boolean;
}

/** One SecurityPolicy, complete in itself. */
export interface SecurityIntent {
  readonly name: string;
  readonly targets: Targets;
  /** Written in 20-gateway, before any route: its filter must be in every connection's chain first (guard route). */
  readonly early: boolean;
  /** The service it is for, or the name of the shared file. */
  readonly owner: string;
  readonly jwt: readonly JwtProviderIntent[];
  readonly apiKey: ApiKeyIntent | undefined;
  readonly oidc: OidcIntent | undefined;
  readonly extAuth: ExtAuthIntent | undefined;
  readonly basic: BasicIntent | undefined;
  readonly cors: CorsIntent | undefined;
  /** `Allow` with no rules: public. `Deny` with rules: only who satisfies one of them. */
  readonly defaultAction: 'Allow' | 'Deny';
  readonly rules: readonly AllowRule[];
  /** Why it is as it is, for the comment. */
  readonly why: string;
}

/** A route on the https listener that answers 404 itself; it keeps its policy's filter in every connection's chain. */
export interface GuardIntent {
  readonly name: string;
  readonly path: string;
  readonly security: string;
  readonly why: string;
}

/** What one client is, when requests are counted. */
export type CountBy =
  | { readonly by: 'header'; readonly header: string; readonly says: string; readonly mayBeMissing: boolean }
  | { readonly by: 'sourceIP' };

export interface RateLimitIntent {
  readonly scope: 'local' | 'global';
  readonly key: CountBy;
  /** As answered. */
  readonly limits: readonly Limit[];
  /** Local: what one proxy replica allows, same order as `limits`; global: as answered. */
  readonly perReplica: readonly Sized[];
}

export type HealthCheckIntent = {
  readonly type: 'http' | 'tcp' | 'grpc';
  readonly path: string | undefined;
  readonly interval: string;
  readonly timeout: string;
  readonly unhealthyThreshold: number;
  readonly healthyThreshold: number;
  readonly expectedStatuses: readonly number[];
};

export type LoadBalancingIntent =
  | { readonly type: 'roundRobin' | 'leastRequest' | 'random' }
  | { readonly type: 'consistentHash'; readonly on: 'sourceIP' }
  | { readonly type: 'consistentHash'; readonly on: 'header'; readonly header: string }
  | { readonly type: 'consistentHash'; readonly on: 'cookie'; readonly cookie: string };

/** One BackendTrafficPolicy, complete in itself: rate limit and resilience together. */
export interface TrafficIntent {
  readonly name: string;
  readonly targets: Targets;
  readonly owner: string;
  readonly rateLimit: RateLimitIntent | undefined;
  /** true: the budget of the whole API comes from the listener's policy, which is merged in. */
  readonly joinsApiBudget: boolean;
  readonly retries: 'safe' | 'idempotent' | 'none';
  readonly healthCheck: HealthCheckIntent | undefined;
  readonly loadBalancing: LoadBalancingIntent;
  /** GRPCRoute only: HTTPRoute carries its own timeout. */
  readonly requestTimeout: string | undefined;
  /** Long-lived streams (websocket): idle time after which one is closed. */
  readonly streamIdleTimeout: string | undefined;
  readonly problemJson: boolean;
  readonly why: string;
}

/** A budget over all services, counted once (rateLimit.across: api). */
export interface ApiBudgetIntent {
  readonly name: string;
  readonly limits: readonly Limit[];
  /** Headers that say who a client is, by what authentication set; a request carries one of them at most. */
  readonly headers: readonly string[];
  /** Requests without any of them are counted by address. */
  readonly byAddress: boolean;
}

/** A server outside the cluster: Backend and BackendTLSPolicy. */
export interface ExternalIntent {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly owner: string;
}

/** A ReferenceGrant in another team's namespace. */
export interface GrantIntent {
  readonly name: string;
  readonly namespace: string;
  readonly from: readonly { readonly group: string; readonly kind: string; readonly namespace: string }[];
  readonly services: readonly string[];
}

/** A Secret that the operator creates: its shape, never a value. */
export interface SecretIntent {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  /** Data keys, and what each holds. */
  readonly keys: readonly (readonly [key: string, holds: string])[];
  readonly purpose: string;
  /** The line that makes it; every value is read from a file. */
  readonly command: string;
  /** true: random keys can be made for it (`--generate-keys`). */
  readonly generated: boolean;
}

export interface ObservabilityIntent {
  readonly accessLog: boolean;
  /** Fields of the JSON access log, in order. */
  readonly accessLogFields: readonly (readonly [field: string, operator: string])[];
  readonly prometheus: boolean;
  readonly tracing: { readonly collector: ServiceBackend; readonly sampling: number } | undefined;
}

/** A service as it came out: for the runbook and the probes. */
export interface ServiceIntent {
  readonly name: string;
  readonly protocol: 'http' | 'grpc' | 'websocket';
  readonly paths: readonly string[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly methods: readonly string[];
  readonly backend: string;
  readonly canary:
    | {
        readonly backend: string;
        readonly weight: number;
        readonly header: { readonly name: string; readonly value: string } | undefined;
      }
    | undefined;
  readonly rewrite: string | undefined;
  /** Names of accepted methods, any is enough; empty: public. */
  readonly auth: readonly string[];
  readonly publicPaths: readonly string[];
  readonly routes: readonly string[];
  readonly timeout: string;
  readonly healthCheck: HealthCheckIntent | undefined;
  readonly allow: {
    readonly scopes: readonly string[];
    readonly claims: readonly (readonly [string, readonly string[]])[];
    readonly clients: readonly string[];
    readonly cidrs: readonly string[];
  };
  readonly response: HeaderChanges;
}

/** Something an operator should know; in the runbook, and on stderr after a run. */
export interface Notice {
  readonly code: string;
  readonly text: string;
}

/** A finding about an object that was accepted until a day. */
export interface SuppressionIntent {
  readonly code: string;
  /** `Kind/name`. */
  readonly object: string;
  /** YYYY-MM-DD, the last day. */
  readonly until: string;
  readonly reason: string;
}

export interface Intent {
  readonly gateway: GatewayIntent;
  readonly install: InstallIntent;
  readonly certificate: CertificateIntent;
  readonly sizing: Sizing;
  readonly client: ClientIntent;
  readonly guards: readonly GuardIntent[];
  readonly services: readonly ServiceIntent[];
  readonly routes: readonly RouteIntent[];
  readonly security: readonly SecurityIntent[];
  readonly traffic: readonly TrafficIntent[];
  readonly apiBudget: ApiBudgetIntent | undefined;
  readonly externals: readonly ExternalIntent[];
  readonly grants: readonly GrantIntent[];
  readonly secrets: readonly SecretIntent[];
  readonly cors: CorsIntent | undefined;
  readonly observability: ObservabilityIntent;
  readonly suppressions: readonly SuppressionIntent[];
  readonly notices: readonly Notice[];
  readonly problemJson: boolean;
}

/** Prefix of the labels that are ours. */
export const LABEL_PREFIX = 'eg-api-gateway';
/** On every object: the Gateway it belongs to, so that all of them can be listed and pruned. */
export const PART_OF = 'app.kubernetes.io/part-of';
