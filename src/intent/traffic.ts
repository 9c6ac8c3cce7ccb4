import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type {
  ApiBudgetIntent,
  HealthCheckIntent,
  RateLimitIntent,
  Sized,
  Sizing,
  TrafficIntent,
} from '../model/intent.ts';
import { nameBook } from '../model/object-names.ts';
import { targetsOf } from '../model/route-labels.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { challengesOf } from './challenge.ts';
import { countBy, countWord, scopeOf } from './count-by.ts';
import type { RouteDraft } from './routes.ts';
import { streamIdleOf, timeoutOf } from './timeouts.ts';
import { sharedName } from './traffic-names.ts';
import type { Variant } from './variants.ts';

type Limits = RateLimitIntent['limits'];

const perReplica = (limits: Limits, scope: 'local' | 'global', sizing: Sizing): Sized[] =>
  limits.map(({ requests, unit }) => {
    if (scope === 'global')
      return { value: requests, sum: `${requests} per ${unit} across all replicas, counted in Redis` };
    const replicas = sizing.minReplicas.value;
    const value = Math.ceil(requests / replicas);
    return {
      value,
      sum: `${requests} per ${unit} / ${replicas} replicas = ${value} per replica; ${sizing.maxReplicas.value} replicas would allow ${value * sizing.maxReplicas.value}`,
    };
  });

/** The limits of a service's routes of one variant, or nothing. */
export const rateLimitOf = (
  s: Pick<ServiceAnswer, 'rateLimit'> | undefined,
  variant: Variant | undefined,
  answers: Pick<Answers, 'rateLimit'>,
  sizing: Sizing,
  ofTeam = false,
): RateLimitIntent | undefined => {
  const own = s?.rateLimit;
  if (own === 'none') return undefined;
  const limits = own?.limits ?? answers.rateLimit?.limits;
  if (!limits) return undefined;
  const scope = scopeOf(answers);
  const counted = countBy((own && 'key' in own ? own.key : undefined) ?? answers.rateLimit?.key, variant);
  // A guard rail sees the limit without its route, so the limit itself has to count everybody.
  const key = ofTeam && counted.by === 'header' ? { ...counted, mayBeMissing: true } : counted;
  return { scope, key, limits, perReplica: perReplica(limits, scope, sizing) };
};

/** Without an answer: can a connection be opened. It needs no path and finds a port that nobody listens on. */
export const healthCheckOf = (s: Pick<ServiceAnswer, 'healthCheck' | 'protocol'>): HealthCheckIntent | undefined => {
  const h = s.healthCheck;
  if (h?.type === 'none') return undefined;
  const fallback = DEFAULTS.healthCheck;
  const full = h && 'interval' in h ? h : undefined;
  const type = h?.type ?? (s.protocol === 'grpc' ? fallback.type.values.grpc : fallback.type.values.usual);
  return {
    type: type as HealthCheckIntent['type'],
    path: type === 'http' ? ((h && 'path' in h ? h.path : undefined) ?? fallback.path.value) : undefined,
    interval: full?.interval ?? fallback.interval.value,
    timeout: full?.timeout ?? fallback.timeout.value,
    unhealthyThreshold: full?.unhealthyThreshold ?? fallback.unhealthyThreshold.value,
    healthyThreshold: full?.healthyThreshold ?? fallback.healthyThreshold.value,
    expectedStatuses: type === 'http' ? (full?.expectedStatuses ?? fallback.expectedStatuses.value) : [],
  };
};

export const retriesOf = (s: Pick<ServiceAnswer, 'retries'>): TrafficIntent['retries'] =>
  s.retries ?? DEFAULTS.service.retries.value;

export const loadBalancingOf = (s: Pick<ServiceAnswer, 'loadBalancing'>): TrafficIntent['loadBalancing'] =>
  s.loadBalancing ?? { type: DEFAULTS.service.loadBalancing.value };

type Profile = Omit<TrafficIntent, 'name' | 'targets' | 'owner' | 'why'>;

/** A service without limits of its own shares the budget of the API, where there is one. */
const joinsBudget = (d: RouteDraft, answers: Answers): boolean =>
  answers.rateLimit?.across === 'api' && d.answer.rateLimit === undefined && answers.rateLimit.limits !== undefined;

const profileOf = (d: RouteDraft, answers: Answers, sizing: Sizing, ofTeam: boolean): Profile => {
  const s = d.answer;
  const joins = joinsBudget(d, answers);
  return {
    rateLimit: joins ? undefined : rateLimitOf(s, d.variant, answers, sizing, ofTeam),
    joinsApiBudget: joins,
    retries: retriesOf(s),
    healthCheck: healthCheckOf(s),
    loadBalancing: loadBalancingOf(s),
    requestTimeout: d.kind === 'GRPCRoute' ? timeoutOf(s) : undefined,
    streamIdleTimeout: streamIdleOf(s),
    problems: problemsOf(s, answers),
  };
};

/** Bodies of the gateway's own errors; undefined: Envoy's plain text. */
export const problemsOf = (
  s: Pick<ServiceAnswer, 'auth'> | undefined,
  answers: Pick<Answers, 'errors' | 'auth' | 'hostname'>,
): TrafficIntent['problems'] =>
  (answers.errors ?? DEFAULTS.errors.value) === 'problem+json' ? { challenges: challengesOf(s, answers) } : undefined;

/** Nothing that a service said of its own decides its profile. */
const isDefault = (d: RouteDraft): boolean => {
  const s = d.answer;
  return (
    [s.rateLimit, s.retries, s.healthCheck, s.loadBalancing].every((x) => x === undefined) &&
    d.kind === 'HTTPRoute' &&
    streamIdleOf(s) === undefined
  );
};

/** For routes of teams that have no policy of their own: the platform's limits, counted by what every request has. */
export const fallbackTraffic = (
  answers: Pick<Answers, 'rateLimit' | 'errors' | 'auth' | 'hostname'>,
  sizing: Sizing,
  gateway: string,
): Omit<TrafficIntent, 'targets'> => {
  const limit = rateLimitOf(undefined, undefined, answers, sizing);
  const name = `${gateway}-default`;
  return {
    name,
    owner: name,
    rateLimit: limit && { ...limit, key: { by: 'sourceIP' } },
    joinsApiBudget: false,
    retries: retriesOf({}),
    healthCheck: undefined,
    loadBalancing: loadBalancingOf({}),
    requestTimeout: undefined,
    streamIdleTimeout: undefined,
    problems: problemsOf(undefined, answers),
    why: 'Applies to routes without a policy of their own. The policy of a route replaces it completely.',
  };
};

export interface TrafficResult {
  readonly policies: readonly TrafficIntent[];
  readonly byRoute: ReadonlyMap<string, string>;
  readonly apiBudget: ApiBudgetIntent | undefined;
}

/**
 * One BackendTrafficPolicy for each set of settings. A global limit counts in one bucket for a policy's whole reach
 * (`shared: true`), so services with global limits of their own budget never share a policy.
 */
export const trafficOf = (
  drafts: readonly RouteDraft[],
  answers: Answers,
  sizing: Sizing,
  gateway: string,
  ofTeam = false,
): TrafficResult => {
  const groups = new Map<string, { profile: Profile; name: () => string; drafts: RouteDraft[] }>();
  for (const d of drafts) {
    const profile = profileOf(d, answers, sizing, ofTeam);
    const { problems, ...rest } = profile;
    // Names depend on these settings, and the challenge of a 401 must not change a name.
    const settings = { ...rest, problemJson: problems !== undefined };
    const service = profile.rateLimit?.scope === 'global' ? d.service : '';
    const key = JSON.stringify([settings, service, problems]);
    const group = groups.get(key);
    if (group) group.drafts.push(d);
    else groups.set(key, { profile, name: () => sharedName(settings, service, sizing), drafts: [d] });
  }
  const take = nameBook();
  const byRoute = new Map<string, string>();
  const policies = [...groups.values()].map((group): TrafficIntent => {
    const services = [...new Set(group.drafts.map((d) => d.service))];
    const common = group.drafts.every(isDefault) && group.profile.rateLimit?.scope !== 'global';
    const word = group.profile.joinsApiBudget ? 'api-budget' : countWord(group.profile.rateLimit?.key);
    const name = take(common ? `default-${word}` : services.length === 1 ? `${services[0]}-${word}` : group.name());
    for (const d of group.drafts) byRoute.set(d.name, name);
    return {
      ...group.profile,
      name,
      targets: targetsOf(
        name,
        'traffic',
        group.drafts.map((d) => d.kind),
      ),
      owner: services.length === 1 && !common ? services[0]! : name,
      why:
        services.length === 1
          ? `Used by service ${services[0]}.`
          : `Used by ${services.length} services with the same settings.`,
    };
  });
  return { policies, byRoute, apiBudget: budgetOf(drafts, answers, gateway) };
};

/**
 * The budget that services share: each client by what its route's authentication vouches for, everybody else by address.
 * The rules exclude each other, so no request is counted twice.
 */
const budgetOf = (drafts: readonly RouteDraft[], answers: Answers, gateway: string): ApiBudgetIntent | undefined => {
  const limits = answers.rateLimit?.limits;
  const keys = drafts.filter((d) => joinsBudget(d, answers)).map((d) => countBy(answers.rateLimit?.key, d.variant));
  if (!limits || keys.length === 0) return undefined;
  return {
    name: `${gateway}-api-budget`,
    limits,
    headers: [...new Set(keys.flatMap((k) => (k.by === 'header' ? [k.header] : [])))].sort(),
    byAddress: keys.some((k) => k.by === 'sourceIP' || k.mayBeMissing),
  };
};
