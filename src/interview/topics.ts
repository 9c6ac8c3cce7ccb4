import type { Topic } from './question.ts';
import { auth } from './topics/auth.ts';
import { canary } from './topics/canary.ts';
import { hostname } from './topics/hostname.ts';
import { identity } from './topics/identity.ts';
import { observability } from './topics/observability.ts';
import { output } from './topics/output.ts';
import { place } from './topics/place.ts';
import { rateLimit } from './topics/rate-limit.ts';
import { services } from './topics/services.ts';
import { teams } from './topics/teams.ts';
import { tls } from './topics/tls.ts';
import { traffic } from './topics/traffic.ts';
import { transformations } from './topics/transformations.ts';

/** The seven topics in asking order, then what a production gateway needs beside them. */
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
