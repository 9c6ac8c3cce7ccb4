// How often, how long, and what happens when a service fails.
import type { Limit } from '../values/limits.ts';
import type { Sized } from './gateway-intent.ts';
import type { Targets } from './security-intent.ts';

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

export interface ProblemsIntent {
  /** WWW-Authenticate of a 401, empty: none; undefined: the 401 comes from an authorizer and stays as it is. */
  readonly challenges: readonly string[] | undefined;
}

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
  /** Where a stream may be silent for longer than the listener allows: the time after which it is closed; `0s`: never. */
  readonly streamIdleTimeout: string | undefined;
  /** Bodies of RFC 9457 for the gateway's own refusals; undefined: they are as Envoy writes them. */
  readonly problems: ProblemsIntent | undefined;
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
