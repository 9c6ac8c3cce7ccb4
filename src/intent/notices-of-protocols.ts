// Notices about versions of HTTP, compression and sizes of requests.
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { Say } from '../diagnostics/notice.ts';
import type { Intent } from '../model/intent.ts';

/** What the listener does with every request, and its cost. */
export const protocolNotices = (intent: Omit<Intent, 'notices'>, _answers: Answers, say: Say): void => {
  if (intent.team === undefined && intent.client.http3) say('Http3NeedsUdp');
};
