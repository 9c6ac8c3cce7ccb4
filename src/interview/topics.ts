import type { Topic } from './question.ts';
import { auth } from './topics/auth-questions.ts';
import { canary } from './topics/canary-questions.ts';
import { hostname } from './topics/hostname-questions.ts';
import { identity } from './topics/identity-questions.ts';
import { observability } from './topics/observability-questions.ts';
import { output } from './topics/output-questions.ts';
import { place } from './topics/place-questions.ts';
import { rateLimit } from './topics/rate-limit-questions.ts';
import { services } from './topics/services-questions.ts';
import { teams } from './topics/teams-questions.ts';
import { tls } from './topics/tls-questions.ts';
import { traffic } from './topics/traffic-questions.ts';
import { transformations } from './topics/transformations-questions.ts';

/** The seven numbered topics in order, then further topics of a production gateway. */
export const TOPICS: readonly Topic[] = [
  hostname,
  services,
  auth,
  identity,
  rateLimit,
  transformations,
  traffic,
  canary,
  tls,
  observability,
  place,
  teams,
  output,
];
