// Rate limits and resilience.
import type { Limit } from '../values/limits.ts';
import type { Sized } from './gateway-intent.ts';
import type { Targets } from './security-intent.ts';

/** The rate limit key: what identifies a client. `label` names it in the runbook: `claim sub`, `API client`. */
export type CountBy =
  | { readonly by: 'header'; readonly header: string; readonly label: string; readonly mayBeMissing: boolean }
  | { readonly by: 'sourceIP' };

export interface RateLimitIntent {
  readonly scope: 'local' | 'global';
  readonly key: CountBy;
  /** As in the answers. */
  readonly limits: readonly Limit[];
  /** Local: the limit of one proxy replica, in the order of `limits`; global: as in the answers. */
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
  /** WWW-Authenticate of a 401; empty: none; undefined: the 401 comes from an authorizer and is not changed. */
  readonly challenges: readonly string[] | undefined;
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
  /** Requests without any of them are counted by address. */
  readonly byAddress: boolean;
}
