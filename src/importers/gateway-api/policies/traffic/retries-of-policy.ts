// Retries of a BackendTrafficPolicy.
import { type Fields, fields, isSet, text, texts } from '../../../../effective/objects/loose-objects.ts';
import { DEFAULTS } from '../../../../values/defaults.ts';
import type { Part } from '../../../neutral/neutral.ts';
import type { PolicyRoom } from '../policy-room.ts';
import { carriedFields } from './parts-of-traffic.ts';

const SAFE = ['connect-failure', 'refused-stream', 'reset-before-request'];
const ANSWERED = new Set([
  ...SAFE,
  ...['reset', '5xx', 'gateway-error', 'retriable-4xx'],
  ...['cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable'],
]);
const IDEMPOTENT = [...SAFE, 'reset', 502, 503, 504];
/** With it, status codes are conditions. */
const BY_STATUS = 'retriable-status-codes';

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

/** Conditions as answers write them; undefined: one that answers do not have. */
const conditionsOf = (retry: Fields): (string | number)[] | undefined => {
  const { triggers, httpStatusCodes } = fields(retry.retryOn);
  const given = texts(triggers);
  const statuses = given.includes(BY_STATUS) && Array.isArray(httpStatusCodes) ? (httpStatusCodes as number[]) : [];
  const names = given.filter((t) => t !== BY_STATUS);
  return names.every((t) => ANSWERED.has(t)) ? [...names, ...statuses] : undefined;
};

/** `retries` of a service. Without retries, generate would repeat requests that no backend processed. */
export const retryParts = (room: PolicyRoom): Part[] => {
  const { retry } = room.spec;
  if (!isSet(retry)) return [{ key: 'retries', value: 'none', from: [] }];
  const given = fields(retry);
  const { timeout, backOff } = fields(given.perRetry);
  const { baseInterval, maxInterval } = fields(backOff);
  const on = conditionsOf(given);
  if (!on || on.length === 0) {
    for (const node of room.from('retry')) room.view.ledger.say(node, 'RetriesNotAnswered', { policy: room.name });
    return [];
  }
  const D = DEFAULTS.retries;
  const own = <T>(value: T, usual: T): T | undefined => (value === undefined || value === usual ? undefined : value);
  const attempts = own(given.numRetries as number | undefined, D.attempts.value);
  const base = own(text(baseInterval), D.backoffBase.value);
  const max = own(text(maxInterval), D.backoffMax.value);
  const isShort = attempts === undefined && base === undefined && max === undefined && timeout === undefined;
  if (isShort && same(on, SAFE)) return carriedFields(room, 'retry');
  const word = same(on, SAFE) ? 'safe' : same(on, IDEMPOTENT) ? 'idempotent' : undefined;
  if (isShort && word) return [{ key: 'retries', value: word, from: room.from('retry') }];
  const repeats = on.some((c) => !SAFE.includes(String(c)));
  const value = {
    ...(attempts !== undefined && { attempts }),
    on: word ?? on,
    ...(repeats && { idempotent: true }),
    ...(timeout !== undefined && { perTryTimeout: timeout }),
    ...((base !== undefined || max !== undefined) && {
      backoff: { ...(base !== undefined && { base }), ...(max !== undefined && { max }) },
    }),
  };
  return [{ key: 'retries', value, from: room.from('retry') }];
};
