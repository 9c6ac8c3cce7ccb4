// Parts of a BackendTrafficPolicy: health checks, retries, timeouts, circuit breakers.
import type { BackendTrafficPolicy } from '../crds/types/index.ts';
import type { Sizing, TrafficIntent } from '../model/intent.ts';
import { defined } from '../objects/make.ts';

type Spec = NonNullable<BackendTrafficPolicy['spec']>;
type Passive = NonNullable<NonNullable<Spec['healthCheck']>['passive']>;

const PASSIVE: Passive = { consecutive5XxErrors: 5, interval: '5s', baseEjectionTime: '30s', maxEjectionPercent: 50 };

const passive = (o: TrafficIntent['outlierDetection']): Passive | undefined => {
  if (o === undefined) return PASSIVE;
  if (o === 'none') return undefined;
  return {
    consecutive5XxErrors: o.consecutiveErrors,
    interval: o.interval,
    baseEjectionTime: o.ejectionTime,
    maxEjectionPercent: o.maxEjectionPercent,
  };
};

export const healthCheck = ({
  healthCheck: h,
  outlierDetection,
}: Pick<TrafficIntent, 'healthCheck' | 'outlierDetection'>): Spec['healthCheck'] | undefined => {
  const ejects = passive(outlierDetection);
  if (!h && !ejects) return undefined;
  return {
    ...(h && {
      active: {
        type: ({ http: 'HTTP', tcp: 'TCP', grpc: 'GRPC' } as const)[h.type],
        interval: h.interval,
        timeout: h.timeout,
        unhealthyThreshold: h.unhealthyThreshold,
        healthyThreshold: h.healthyThreshold,
        ...(h.type === 'http' ? { http: { path: h.path ?? '/', expectedStatuses: [...h.expectedStatuses] } } : {}),
        ...(h.type === 'tcp' ? { tcp: {} } : {}),
        ...(h.type === 'grpc' ? { grpc: {} } : {}),
      },
    }),
    ...(ejects && { passive: ejects }),
  };
};

const TRIGGERS = ['connect-failure', 'refused-stream', 'reset-before-request'] as const;

type Retry = NonNullable<Spec['retry']>;
type RetryOn = NonNullable<Retry['retryOn']>;
type Trigger = NonNullable<RetryOn['triggers']>[number];

const RETRY_ON: Readonly<Record<'none' | 'safe' | 'idempotent', RetryOn | undefined>> = {
  none: undefined,
  safe: { triggers: [...TRIGGERS] },
  idempotent: { triggers: [...TRIGGERS, 'reset', 'retriable-status-codes'], httpStatusCodes: [502, 503, 504] },
};

export const retry = (r: TrafficIntent['retries']): Retry | undefined => {
  if (typeof r !== 'object') {
    const retryOn = RETRY_ON[r];
    return retryOn && { numRetries: 2, perRetry: { backOff: { baseInterval: '100ms', maxInterval: '1s' } }, retryOn };
  }
  return {
    numRetries: r.attempts,
    perRetry: defined({
      timeout: r.perTryTimeout,
      backOff: { baseInterval: r.backoffBase, maxInterval: r.backoffMax },
    }),
    retryOn: {
      triggers: [...r.triggers] as Trigger[],
      ...(r.statuses.length > 0 && { httpStatusCodes: [...r.statuses] }),
    },
  };
};

/** How long each field may take if it is not answered. */
const TIMES = { connectTimeout: '5s', idleTimeout: '60s' } as const;

export const timeout = ({
  connection: c,
  requestTimeout,
  streamIdleTimeout,
}: Pick<TrafficIntent, 'requestTimeout' | 'streamIdleTimeout' | 'connection'>): Spec['timeout'] => ({
  tcp: { connectTimeout: c?.connectTimeout ?? TIMES.connectTimeout },
  http: defined({
    connectionIdleTimeout: c?.idleTimeout ?? TIMES.idleTimeout,
    maxConnectionDuration: c?.maxDuration,
    requestTimeout,
    streamIdleTimeout,
  }),
});

/** Limits of one proxy replica. All fields are written, because the CRD has other defaults for those that are not. */
export const circuitBreaker = (
  { circuitBreaker: own, connection }: Pick<TrafficIntent, 'circuitBreaker' | 'connection'>,
  sizing: Sizing,
): NonNullable<Spec['circuitBreaker']> => {
  const maxConnections = own?.maxConnections ?? sizing.maxConnections.value;
  return {
    maxConnections,
    maxPendingRequests: own?.maxPendingRequests ?? sizing.maxPendingRequests.value,
    maxParallelRequests: own?.maxParallelRequests ?? sizing.maxParallelRequests.value,
    ...(connection?.maxRequests !== undefined && { maxRequestsPerConnection: connection.maxRequests }),
    perEndpoint: { maxConnections },
    retryBudget: { percent: { numerator: 20 }, minRetryConcurrency: 3 },
  };
};
