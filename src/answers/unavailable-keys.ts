import type { UnavailableKey } from '../diagnostics/answers/unavailable-refusals.ts';

/** Keys that a person may expect next to another key, and that Envoy Gateway 1.9 cannot keep. */
const UNAVAILABLE: readonly (readonly [key: string, nextTo: string, reason: UnavailableKey])[] = [
  ['countries', 'cidrs', 'countries'],
  ['body', 'failOpen', 'authorizerBody'],
  ['query', 'cookie', 'tokenInQuery'],
  ['insecureSkipVerify', 'backend', 'unverifiedBackend'],
  ['types', 'encodings', 'compressedTypes'],
  ['cidrs', 'retryAfter', 'maintenanceNetworks'],
];

/** Why there is no such key in an object with these keys; undefined: it is just unknown. */
export const unavailable = (key: string, known: readonly string[]): UnavailableKey | undefined =>
  UNAVAILABLE.find(([k, nextTo]) => k === key && known.includes(nextTo) && !known.includes(k))?.[2];
