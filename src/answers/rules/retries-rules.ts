// Retries must not repeat what a backend has processed, unless the answers state that this is harmless.
import { DEFAULTS } from '../../values/defaults.ts';
import { milliseconds } from '../../values/duration.ts';
import { type FullRetries, GRPC_CONDITIONS, HTTP_CONDITIONS, SAFE_CONDITIONS } from '../schema/service-resilience.ts';
import type { ServiceAnswer } from '../schema/service-schema.ts';
import { type Found, found, type Rule } from './rule.ts';

const isOf = (list: readonly string[]) => (c: string | number) => list.some((one) => one === c);
const isSafe = isOf(SAFE_CONDITIONS);
const isGrpc = isOf(GRPC_CONDITIONS);
/** Envoy repeats an attempt that took too long only on these. */
const repeatsSlow = isOf(['reset', '5xx', 'gateway-error']);

/** What a whole request may take; undefined: no limit. */
const limitOf = (s: ServiceAnswer): string | undefined => {
  const { usual, longRunning, webSocket } = DEFAULTS.service.timeout.values;
  const timeout = s.timeout ?? (s.protocol === 'websocket' ? webSocket : s.longRunning ? longRunning : usual);
  return milliseconds(timeout) === 0 ? undefined : timeout;
};

const conditions = (s: ServiceAnswer, r: FullRetries, at: At): Found[] => {
  const out: Found[] = [];
  const list = typeof r.on === 'object' ? r.on : [];
  const unsafe = list.filter((c) => !isSafe(c));
  if (unsafe.length > 0 && r.idempotent !== true)
    out.push(found(at('on'), 'RetryNeedsIdempotent', { service: s.name, conditions: unsafe.map(String) }));
  if (r.idempotent === true && unsafe.length === 0 && r.on !== 'idempotent')
    out.push(found(at('idempotent'), 'RetryIdempotentUnused', { service: s.name }));
  const grpc = s.protocol === 'grpc';
  const wrong = list.filter((c) =>
    grpc ? typeof c === 'number' || isOf(HTTP_CONDITIONS.filter((h) => h !== 'reset'))(c) : isGrpc(c),
  );
  if (wrong.length > 0)
    out.push(found(at('on'), 'RetryOfOtherProtocol', { service: s.name, grpc, conditions: wrong.map(String) }));
  return out;
};

const times = (s: ServiceAnswer, r: FullRetries, at: At): Found[] => {
  const out: Found[] = [];
  const { perTryTimeout } = r;
  if (perTryTimeout !== undefined) {
    const repeated = r.on === 'idempotent' || (typeof r.on === 'object' && r.on.some(repeatsSlow));
    const values = { service: s.name, perTryTimeout };
    if (!repeated) out.push(found(at('perTryTimeout'), 'TryTimeoutNotRepeated', values));
    const timeout = limitOf(s);
    if (timeout !== undefined && milliseconds(perTryTimeout) >= milliseconds(timeout))
      out.push(found(at('perTryTimeout'), 'TryLongerThanTimeout', { ...values, timeout }));
  }
  const base = r.backoff?.base ?? DEFAULTS.retries.backoffBase.value;
  const max = r.backoff?.max ?? DEFAULTS.retries.backoffMax.value;
  if (milliseconds(base) > milliseconds(max))
    out.push(found(at('backoff'), 'BackoffReversed', { service: s.name, base, max }));
  return out;
};

type At = (...path: PropertyKey[]) => PropertyKey[];

export const retryRules: Rule = ({ services }) =>
  services.flatMap((s, i) => {
    const at: At = (...path) => ['services', i, 'retries', ...path];
    return typeof s.retries === 'object' ? [...conditions(s, s.retries, at), ...times(s, s.retries, at)] : [];
  });
