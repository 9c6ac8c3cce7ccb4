import type { Intent, SecurityIntent, TrafficIntent } from '../../model/intent.ts';
import type { Limit, Unit } from '../../values/limits.ts';
import { credentialFor, policiesOf } from '../credentials.ts';
import type { Probe } from '../probe.ts';
import { governed, routesOf } from '../probe-ids.ts';
import { isServed, requestOf } from '../route-request.ts';

const SECONDS: Record<Unit, number> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  year: 31_536_000,
};
/** More requests than this would be a load test. */
const MOST_REQUESTS = 1500;

/** The limits of a policy with the value per proxy, or those of the budget that it shares. */
const limitsOf = (
  t: TrafficIntent,
  intent: Intent,
): { scope: 'local' | 'global'; limits: readonly Limit[]; values: readonly number[] } | undefined => {
  const budget = t.joinsApiBudget ? intent.apiBudget : undefined;
  if (budget) return { scope: 'global', limits: budget.limits, values: budget.limits.map((l) => l.requests) };
  return (
    t.rateLimit && {
      scope: t.rateLimit.scope,
      limits: t.rateLimit.limits,
      values: t.rateLimit.perReplica.map((p) => p.value),
    }
  );
};

/** REQUESTS/SECONDS of each limit, as one proxy counts them. */
const entriesOf = (limit: NonNullable<ReturnType<typeof limitsOf>>): string[] =>
  limit.values.map((v, i) => `${v}/${SECONDS[limit.limits[i]!.unit]}`);

/** All rate limits in the answers: the limits that a 429 can come from. */
export const answeredLimits = (intent: Intent): string[] => [
  ...new Set(
    intent.traffic.flatMap((t) => {
      const limit = limitsOf(t, intent);
      return limit ? entriesOf(limit) : [];
    }),
  ),
];

/** Whether a 429 has a page of the answers, and so no X-RateLimit headers. */
const replacesTooMany = ({ errorPages }: Intent): boolean =>
  errorPages.some((p) => (p.status === 429 || p.status === '4xx') && p.from !== 'services');

const probeOf = (t: TrafficIntent, intent: Intent, policies: ReadonlyMap<string, SecurityIntent>): Probe[] => {
  const limit = limitsOf(t, intent);
  const of = governed(intent, 'traffic', t.name);
  const route = routesOf(intent, 'traffic', t.name).find(
    (r) => r.kind === 'HTTPRoute' && isServed(r) && credentialFor(policies.get(r.name)) !== undefined,
  );
  if (!limit || !route) return [];
  const credential = credentialFor(policies.get(route.name))!;
  const tightest = limit.values.reduce((best, v, i) => (v < limit.values[best]! ? i : best), 0);
  const value = limit.values[tightest]!;
  const { unit, requests } = limit.limits[tightest]!;
  const words = limit.scope === 'global' ? `${requests}/${unit}` : `${requests}/${unit} (${value} per replica)`;
  const tooMany =
    value > MOST_REQUESTS ? `${value} requests would be a load test; only the configuration is checked` : undefined;
  const tooFast =
    unit === 'second' ? 'a limit per second cannot be measured; only the configuration is checked' : undefined;
  const unseen = tooMany ?? tooFast;
  return [
    {
      id: of.id('rateLimit'),
      group: 'limit',
      title: `${of.services}: 429 after ${words}`,
      lookAt: 'backendTrafficPolicies',
      ...(unseen === undefined ? {} : { unseen }),
      check: {
        kind: 'limit',
        request: requestOf(route, credential),
        limit: value,
        seconds: SECONDS[unit],
        all: entriesOf(limit),
        exact: limit.scope === 'global',
        headers: !intent.problemJson && !replacesTooMany(intent),
      },
    },
  ];
};

/** Each policy with a limit is driven to its 429 once. These probes are last, because they exhaust the limits. */
export const limitProbes = (intent: Intent): Probe[] => {
  const policies = policiesOf(intent);
  return intent.traffic.flatMap((t) => probeOf(t, intent, policies));
};
