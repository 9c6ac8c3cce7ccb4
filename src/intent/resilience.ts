// Retries, connections, circuit breakers and outlier detection of a service.
import { type FullRetries, SAFE_CONDITIONS } from '../answers/schema/service-resilience.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { RetryIntent, TrafficIntent } from '../model/intent.ts';
import { DEFAULTS } from '../values/defaults.ts';

/** What the words of the short form mean. */
const CONDITIONS = {
  safe: SAFE_CONDITIONS,
  idempotent: [...SAFE_CONDITIONS, 'reset', 502, 503, 504],
} as const;

/** The conditions of retries in their full form. */
export const conditionsOf = ({ on }: Pick<FullRetries, 'on'>): readonly (string | number)[] => {
  const chosen = on ?? DEFAULTS.retries.on.value;
  return typeof chosen === 'string' ? CONDITIONS[chosen] : [...new Set(chosen)];
};

const isSafe = (c: string | number): boolean => SAFE_CONDITIONS.some((s) => s === c);

const fullOf = (r: FullRetries): RetryIntent => {
  const conditions = conditionsOf(r);
  const statuses = conditions.filter((c) => typeof c === 'number').sort((a, b) => a - b);
  return {
    attempts: r.attempts ?? DEFAULTS.retries.attempts.value,
    triggers: [
      ...conditions.filter((c) => typeof c === 'string'),
      ...(statuses.length > 0 ? ['retriable-status-codes'] : []),
    ],
    statuses,
    perTryTimeout: r.perTryTimeout,
    backoffBase: r.backoff?.base ?? DEFAULTS.retries.backoffBase.value,
    backoffMax: r.backoff?.max ?? DEFAULTS.retries.backoffMax.value,
    repeats: !conditions.every(isSafe),
  };
};

export const retriesOf = ({ retries }: Pick<ServiceAnswer, 'retries'>): TrafficIntent['retries'] =>
  typeof retries === 'object' ? fullOf(retries) : (retries ?? DEFAULTS.service.retries.value);

/** Whether a backend may have processed a request that is repeated. */
export const repeats = (retries: TrafficIntent['retries']): boolean =>
  typeof retries === 'object' ? retries.repeats : retries === 'idempotent';

export const connectionOf = ({ connection: c }: Pick<ServiceAnswer, 'connection'>): TrafficIntent['connection'] =>
  c && {
    connectTimeout: c.connectTimeout,
    idleTimeout: c.idleTimeout,
    maxDuration: c.maxDuration,
    maxRequests: c.maxRequests,
  };

export const circuitBreakerOf = ({
  circuitBreaker: c,
}: Pick<ServiceAnswer, 'circuitBreaker'>): TrafficIntent['circuitBreaker'] =>
  c && {
    maxConnections: c.maxConnections,
    maxPendingRequests: c.maxPendingRequests,
    maxParallelRequests: c.maxParallelRequests,
  };

export const outlierOf = ({
  outlierDetection: o,
}: Pick<ServiceAnswer, 'outlierDetection'>): TrafficIntent['outlierDetection'] => {
  if (typeof o !== 'object') return o;
  const { outlier } = DEFAULTS;
  return {
    consecutiveErrors: o.consecutiveErrors ?? outlier.consecutiveErrors.value,
    interval: o.interval ?? outlier.interval.value,
    ejectionTime: o.ejectionTime ?? outlier.ejectionTime.value,
    maxEjectionPercent: o.maxEjectionPercent ?? outlier.maxEjectionPercent.value,
  };
};
