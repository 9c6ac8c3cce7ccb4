import { LABEL_PREFIX } from '../model/intent.ts';

/** What is accepted about an object: `CODE until YYYY-MM-DD: reason`, one per line. */
export const SUPPRESS = `${LABEL_PREFIX}/suppress`;

/** On a network policy: the backend that it allows the gateway to reach, as `namespace/service:port`. */
export const BACKEND = `${LABEL_PREFIX}/backend`;
