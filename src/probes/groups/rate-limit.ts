import type { Intent, RateLimitIntent, RouteIntent } from '../../intent/model.ts';
import { answered, UNSAFE } from '../answered.ts';
import { firstCredential, needsOf } from '../credentials.ts';
import { freshHeaderOf, limitOf, roomOf, SECONDS } from '../limits.ts';
import { common, http } from '../make.ts';
import { lookAt } from '../objects.ts';
import type { LimitProbe, Probe } from '../probe.ts';
import { askRoute, changesNothing, once } from '../requests.ts';
import { firstByPolicy, type View } from '../view.ts';

/** More requests than that are a load test; then only the configured numbers are compared. */
const MOST = 1200;

/** A header that a client may send and that must not make it another client. */
const forgedFor = (intent: Intent, limit: RateLimitIntent): readonly [string, string] | undefined => {
  if (limit.key.by === 'sourceIP')
    return intent.client.behind.type === 'direct' ? ['X-Forwarded-For', '203.0.113.77'] : undefined;
  return intent.client.identityHeaders.includes(limit.key.header) ? [limit.key.header, 'validate-forged'] : undefined;
};

const of = (view: View, route: RouteIntent, name: string) => {
  const limit = limitOf(view, route);
  const service = view.services.get(route.service);
  const policy = view.security.get(route.security);
  if (!limit || !service || !policy || service.protocol !== 'http') return undefined;
  const request = once(askRoute(view.intent, route, service, firstCredential(policy, route, service)));
  return { limit, service, request, at: lookAt('BackendTrafficPolicy', name) };
};

/** Check 6: an answer says what is left of the limit. */
export const rateLimitHeaders = (view: View): Probe[] =>
  firstByPolicy(view, 'traffic').flatMap(({ policy: name, route }): Probe[] => {
    const found = of(view, route, name);
    if (!found) return [];
    const { limit, request, service, at } = found;
    const counts = [...new Set(limit.perReplica.map((p) => p.value))].join('|');
    return [
      http(
        {
          group: 'rate-limit-headers',
          names: [name],
          title: `${name}: X-RateLimit headers show the limit of ${counts.replaceAll('|', ' or ')}`,
          lookAt: at,
          unable: changesNothing(request) ? undefined : UNSAFE,
        },
        ...answered(request, service, {
          has: [
            ['x-ratelimit-limit', `^(${counts})([,; ]|$)`],
            ['x-ratelimit-remaining', '^[0-9]'],
            ['x-ratelimit-reset', '^[0-9]'],
          ],
        }),
      ),
    ];
  });

/** Check 5: 429 comes after the promised count, neither before nor later. */
export const rateLimits = (view: View): Probe[] =>
  firstByPolicy(view, 'traffic').flatMap(({ policy: name, route }): Probe[] => {
    const found = of(view, route, name);
    if (!found) return [];
    const { limit, request, service, at } = found;
    const { sizing } = view.intent;
    const local = limit.scope === 'local';
    const replicas = local ? ([1, sizing.maxReplicas.value] as const) : ([1, 1] as const);
    const requests = Math.ceil(roomOf(view, route) * replicas[1] * 1.1) + 12;
    const unable = !changesNothing(request)
      ? UNSAFE
      : requests > MOST && roomOf(view, route) > MOST / 2
        ? `${requests} requests would be a load test; x-ratelimit-limit and the policy's numbers are compared instead`
        : undefined;
    const fresh = freshHeaderOf(view, route);
    const probe = (names: string[], title: string, freshHeader: string | undefined): LimitProbe => ({
      ...common({ group: 'rate-limit', names, title, lookAt: at, unable }),
      kind: 'limit',
      needs: needsOf(request.credential),
      requests: unable ? 0 : Math.min(requests, MOST),
      request,
      service: service.name,
      scope: limit.scope,
      counts: limit.perReplica.map((p) => p.value),
      seconds: limit.limits.map((l) => SECONDS[l.unit]),
      replicas,
      freshHeader,
      forged: forgedFor(view.intent, limit),
    });
    const words = limit.limits.map((l) => `${l.requests}/${l.unit}`).join(' and ');
    const says = limit.key.by === 'sourceIP' ? 'address' : limit.key.says;
    return [
      probe([name], `${name}: 429 after ${words} by ${says}`, fresh),
      ...(fresh && limit.key.by === 'header' && limit.key.mayBeMissing
        ? [probe([name, 'without-key'], `${name}: requests without ${limit.key.header} are limited too`, undefined)]
        : []),
    ];
  });
