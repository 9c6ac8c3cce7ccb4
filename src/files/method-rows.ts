import { kindOfIntent } from '../auth/kinds.ts';
import type { Intent } from '../model/intent.ts';
import { distinctAuth } from './distinct-auth.ts';

/** Rows of the list; a gateway has few methods. */
const MOST_ROWS = 40;

/** What clients must send for each method that a policy of this unit checks. */
export const methodRows = (intent: Intent) => {
  const all = distinctAuth(intent).flatMap((a) => kindOfIntent(a).described(a));
  return [...new Map(all.map((d) => [`${d.method} ${d.words}`, { ...d }])).values()].slice(0, MOST_ROWS);
};
