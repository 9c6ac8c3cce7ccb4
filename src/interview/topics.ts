import type { Topic } from './question.ts';
import { auth } from './topics/auth-questions.ts';
import { canary } from './topics/canary-questions.ts';
import { cors } from './topics/cors-questions.ts';
import { gateway } from './topics/gateway-questions.ts';
import { hostname } from './topics/hostname-questions.ts';
import { identity } from './topics/identity-questions.ts';
import { observability } from './topics/observability-questions.ts';
import { output } from './topics/output-questions.ts';
import { place } from './topics/place-questions.ts';
import { publicPaths } from './topics/public-paths-questions.ts';
import { rateLimit } from './topics/rate-limit-questions.ts';
import { services } from './topics/services-questions.ts';
import { teams } from './topics/teams-questions.ts';
import { timeout } from './topics/timeout-questions.ts';
import { tls } from './topics/tls-questions.ts';
import { traffic } from './topics/traffic-questions.ts';
import { transformations } from './topics/transformations-questions.ts';

/** The seven numbered topics in order, then further topics, whose answers are recommended. */
export const TOPICS: readonly Topic[] = [
  hostname,
  services,
  auth,
  rateLimit,
  transformations,
  traffic,
  canary,
  publicPaths,
  cors,
  identity,
  tls,
  gateway,
  timeout,
  observability,
  place,
  teams,
  output,
];
