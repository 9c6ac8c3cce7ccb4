import type { Intent } from '../intent/model.ts';
import { accepted } from './groups/accepted.ts';
import { accessLog } from './groups/access-log.ts';
import { authenticated } from './groups/authenticated.ts';
import { authorization } from './groups/authorization.ts';
import { canary } from './groups/canary.ts';
import { cors } from './groups/cors.ts';
import { headers } from './groups/headers.ts';
import { healthChecks } from './groups/health-checks.ts';
import { hosts } from './groups/hosts.ts';
import { identity } from './groups/identity.ts';
import { pathTricks } from './groups/paths.ts';
import { problemJson } from './groups/problem-json.ts';
import { programmed } from './groups/programmed.ts';
import { publicPaths } from './groups/public.ts';
import { rateLimitHeaders, rateLimits } from './groups/rate-limit.ts';
import { redirect } from './groups/redirect.ts';
import { rewrites } from './groups/rewrites.ts';
import { spec } from './groups/spec.ts';
import { tls } from './groups/tls.ts';
import { unauthenticated } from './groups/unauthenticated.ts';
import type { Probe } from './probe.ts';
import { type View, viewOf } from './view.ts';

/**
 * Every group, in the order of running: what uses nobody's limits first, what uses limits up last, since local limits
 * count by path and a used-up one would fail the others.
 */
const PROBES: readonly ((view: View) => Probe[])[] = [
  programmed,
  accepted,
  spec,
  healthChecks,
  tls,
  redirect,
  hosts,
  unauthenticated,
  pathTricks,
  cors,
  problemJson,
  authorization,
  accessLog,
  authenticated,
  publicPaths,
  identity,
  headers,
  rewrites,
  rateLimitHeaders,
  canary,
  rateLimits,
];

/** What the answers promise and a client or the cluster can show. Pure: equal Intent, equal list. */
export const probesOf = (intent: Intent): Probe[] => {
  const view = viewOf(intent);
  const seen = new Map<string, number>();
  return PROBES.flatMap((group) => group(view)).map((probe) => {
    const count = (seen.get(probe.id) ?? 0) + 1;
    seen.set(probe.id, count);
    return count === 1 ? probe : { ...probe, id: `${probe.id}-${count}` };
  });
};
