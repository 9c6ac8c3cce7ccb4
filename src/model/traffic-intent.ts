// Rate limits and resilience.
import type { Limit } from '../values/limit.ts';
import type { Targets } from './security-intent.ts';
import type { Sized } from './sizing-intent.ts';

/** The rate limit key: what identifies a client. `label` names it in the runbook: `claim sub`, `API client`. */
export type CountBy =
  | { readonly by: 'header'; readonly header: string; readonly label: string; readonly mayBeMissing: boolean }
  | { readonly by: 'sourceIP' };

/** Limits, and the values that one proxy enforces. */
export interface Amounts {
  /** As in the answers. */
  readonly limits: readonly Limit[];
  /** Local: the limit of one proxy replica, in the order of `limits`; global: as in the answers. */
  readonly perReplica: readonly Sized[];
}

/** Requests with one of the values in a header that authentication sets. */
export interface HeaderValues {
  readonly header: string;
  readonly values: readonly string[];
}

/** Clients with limits of their own. */
export interface LimitTierIntent extends Amounts, HeaderValues {
  readonly name: string;
}

/** Requests that no limit counts. */
export interface ExemptIntent {
  readonly clients: HeaderValues | undefined;
  readonly cidr: string | undefined;
  readonly paths: readonly string[];
}

/** How much a request counts; `response` counts after the response. */
export interface LimitCostIntent {
  readonly request: number | undefined;
  readonly response: { readonly number: number } | { readonly namespace: string; readonly key: string } | undefined;
}

/** What limits may have in addition to numbers; each is undefined if the answers have none. */
export interface LimitParts {
  /** In their order: the first that matches applies. */
  readonly tiers?: readonly LimitTierIntent[] | undefined;
  /** In addition to the other limits, of all clients. */
  readonly perMethod?: readonly (Amounts & { readonly method: string })[] | undefined;
  readonly exempt?: ExemptIntent | undefined;
  readonly cost?: LimitCostIntent | undefined;
  /** true: requests are counted and never rejected. */
  readonly shadow?: true | undefined;
}

export interface RateLimitIntent extends Amounts, LimitParts {
  readonly scope: 'local' | 'global';
  readonly key: CountBy;
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

/** Faults of a service, for a test of its clients. */
export interface FaultIntent {
  readonly delay: { readonly time: string; readonly percent: number } | undefined;
  readonly abort: { readonly status: number; readonly percent: number } | undefined;
  /** The last day of the test. */
  readonly until: string;
}

/** A body of the answers for error responses. */
export interface ErrorPageIntent {
  readonly status: number | '4xx' | '5xx';
  readonly body: string;
  readonly contentType: string;
  readonly from: 'gateway' | 'services' | 'both';
}

/** Retries with settings of their own. */
export interface RetryIntent {
  readonly attempts: number;
  /** Conditions of Envoy. */
  readonly triggers: readonly string[];
  readonly statuses: readonly number[];
  readonly perTryTimeout: string | undefined;
  readonly backoffBase: string;
  readonly backoffMax: string;
  /** true: a backend may have processed a request that is repeated. */
  readonly repeats: boolean;
}

/** Connections to a backend; undefined: the default. */
export interface ConnectionIntent {
  readonly connectTimeout: string | undefined;
  readonly idleTimeout: string | undefined;
  readonly maxDuration: string | undefined;
  readonly maxRequests: number | undefined;
}

/** Answered limits in place of the computed ones; undefined: the computed one. */
export interface CircuitBreakerIntent {
  readonly maxConnections: number | undefined;
  readonly maxPendingRequests: number | undefined;
  readonly maxParallelRequests: number | undefined;
}

/** When an endpoint whose responses fail gets no requests. */
export interface OutlierIntent {
  readonly consecutiveErrors: number;
  readonly interval: string;
  readonly ejectionTime: string;
  readonly maxEjectionPercent: number;
}

export interface ProblemsIntent {
  /** Whether responses without a page have bodies of RFC 9457. */
  readonly problemJson: boolean;
  /** Single statuses first: of several rules the first one applies. */
  readonly pages: readonly ErrorPageIntent[];
  /** Statuses that the gateway answers itself on these routes, with a body of their own. */
  readonly except: readonly number[];
  /** WWW-Authenticate of a 401; empty: none; undefined: the 401 comes from an authorizer and is not changed. */
  readonly challenges: readonly string[] | undefined;
}

export interface CompressionIntent {
  /** The preferred one first. */
  readonly encodings: readonly ('br' | 'gzip' | 'zstd')[];
  /** Smaller responses are not compressed. */
  readonly minLength: string;
}

/** One BackendTrafficPolicy: rate limit and resilience together; nothing but the API budget is merged. */
export interface TrafficIntent {
  readonly name: string;
  readonly targets: Targets;
  readonly owner: string;
  readonly rateLimit: RateLimitIntent | undefined;
  /** true: the rate limit of the whole API is merged in from the policy of the listener. */
  readonly joinsApiBudget: boolean;
  readonly retries: 'safe' | 'idempotent' | 'none' | RetryIntent;
  readonly healthCheck: HealthCheckIntent | undefined;
  readonly loadBalancing: LoadBalancingIntent;
  readonly fault: FaultIntent | undefined;
  /** undefined: all defaults. */
  readonly connection: ConnectionIntent | undefined;
  /** undefined: all computed. */
  readonly circuitBreaker: CircuitBreakerIntent | undefined;
  /** undefined: the defaults; `none`: endpoints are not removed. */
  readonly outlierDetection: 'none' | OutlierIntent | undefined;
  /** GRPCRoute only: HTTPRoute has its own timeout. */
  readonly requestTimeout: string | undefined;
  /** The idle timeout of a stream, if it is longer than the one of the listener; `0s`: none. */
  readonly streamIdleTimeout: string | undefined;
  /** The largest body of a request, `10Mi`: larger ones get 413; undefined: no limit. */
  readonly maxRequestBody: string | undefined;
  /** BackendTrafficPolicy connection.bufferLimit; undefined: that of Envoy Gateway. */
  readonly buffer: string | undefined;
  /** undefined: responses are not compressed. */
  readonly compression: CompressionIntent | undefined;
  /** Bodies (RFC 9457) of error responses of the gateway; undefined: those of Envoy. */
  readonly problems: ProblemsIntent | undefined;
  readonly why: string;
}

/** A rate limit across all services (rateLimit.across: api). */
export interface ApiBudgetIntent {
  readonly name: string;
  readonly limits: readonly Limit[];
  /** Identity headers that authentication sets; a request has at most one of them. */
  readonly headers: readonly string[];
  /** The parts for requests with each of `headers`; without a header: for those counted by address. */
  readonly parts: readonly { readonly header: string | undefined; readonly parts: LimitParts }[];
}
