// The retries of requests that match a rule: those of the rule, or those of its BackendTrafficPolicy.
import { type Fields, fields, type Loose } from '../objects/loose-objects.ts';
import { type EffectivePolicy, sourceIn } from './effective-policy.ts';
import { durationOf } from './rule-timeouts.ts';
import type { Source } from './setting.ts';

export interface Retries {
  /** In addition to the first attempt. */
  readonly count: number;
  /** In the words of Envoy: `connect-failure`, `5xx`. */
  readonly triggers: readonly string[];
  /** With `retriable-status-codes` among the triggers. */
  readonly statusCodes: readonly number[];
  /** Milliseconds between attempts; undefined: Envoy's default of 25. */
  readonly backoff: number | undefined;
  readonly source: Source;
}

/** Defaults of Envoy Gateway (internal/xds/translator/route.go). */
const COUNT = 2;
const TRIGGERS = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled', 'retriable-status-codes'];
const CODES = [503];

const numbers = (list: unknown): number[] | undefined =>
  Array.isArray(list) && list.length > 0 ? list.filter((n): n is number => typeof n === 'number') : undefined;
const texts = (list: unknown): string[] | undefined =>
  Array.isArray(list) && list.length > 0 ? list.filter((n): n is string => typeof n === 'string') : undefined;

/** `retry` of a rule (processRouteRetry in route.go). */
const ofRule = (route: Loose, retry: Fields, at: string): Retries =>
  Object.freeze({
    count: typeof retry.attempts === 'number' ? retry.attempts : COUNT,
    triggers: TRIGGERS,
    statusCodes: numbers(retry.codes) ?? CODES,
    backoff: durationOf(retry.backoff),
    source: { object: route, field: `${at}.retry` },
  });

/** The retries of a rule; undefined: none. The rule's replace those of the policy (GetRetry in internal/ir/xds.go). */
export const ruleRetries = (
  route: Loose,
  rule: Fields,
  at: string,
  traffic: EffectivePolicy | undefined,
): Retries | undefined => {
  if (route.kind === 'HTTPRoute' && rule.retry !== undefined) return ofRule(route, fields(rule.retry), at);
  const given = traffic?.spec.retry;
  if (given === undefined || !traffic) return undefined;
  const { numRetries, retryOn, perRetry } = fields(given);
  const { triggers, httpStatusCodes } = fields(retryOn);
  // Codes without triggers keep the default triggers; triggers without codes have no codes.
  const own = texts(triggers) !== undefined || numbers(httpStatusCodes) !== undefined;
  return Object.freeze({
    count: typeof numRetries === 'number' ? numRetries : COUNT,
    triggers: texts(triggers) ?? TRIGGERS,
    statusCodes: own ? (numbers(httpStatusCodes) ?? []) : CODES,
    backoff: durationOf(fields(fields(perRetry).backOff).baseInterval),
    source: sourceIn(traffic, 'retry'),
  });
};
