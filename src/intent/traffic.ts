import type { Answers } from '../answers/schema/answers-schema.ts';
import { errorFormat } from '../answers/schema/errors-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { ApiBudgetIntent, HealthCheckIntent, RateLimitIntent, Sizing, TrafficIntent } from '../model/intent.ts';
import { nameBook } from '../model/object-names.ts';
import { targetsOf } from '../model/route-labels.ts';
import { DEFAULTS } from '../values/defaults.ts';
import { budgetOf } from './api-budget.ts';
import { bodyLimitOf, compressionOf } from './bodies.ts';
import { challengesOf } from './challenge.ts';
import { countBy, countWord, scopeOf } from './count-by.ts';
import { pagesOf } from './error-pages.ts';
import { faultOf } from './experiments.ts';
import { amountsOf, limitPartsOf } from './limit-groups.ts';
import { circuitBreakerOf, connectionOf, outlierOf, retriesOf } from './resilience.ts';
import type { RouteDraft } from './routes.ts';
import { streamIdleOf, timeoutOf } from './timeouts.ts';
import { sharedName } from './traffic-names.ts';
import { splitServices, usedBy } from './used-by.ts';
import type { Variant } from './variants.ts';

/** Both levels: Envoy Gateway merges a local limit with the global one of the listener, but not two global ones. */
const isWithin = (own: ServiceAnswer['rateLimit']): boolean =>
  own !== undefined && own !== 'none' && own.within === 'api';

/** The limits of a service's routes of one variant; undefined if there are none. */
export const rateLimitOf = (
  s: Partial<Pick<ServiceAnswer, 'rateLimit' | 'paths'>> | undefined,
  variant: Variant | undefined,
  answers: Pick<Answers, 'rateLimit'>,
  sizing: Sizing,
  ofTeam = false,
): RateLimitIntent | undefined => {
  const own = s?.rateLimit;
  if (own === 'none') return undefined;
  const limits = own?.limits ?? answers.rateLimit?.limits;
  if (!limits) return undefined;
  const scope = isWithin(own) ? 'local' : scopeOf(answers);
  const counted = countBy(own?.key ?? answers.rateLimit?.key, variant);
  // The admission policy validates a limit without its route, so the limit itself must apply to all clients.
  const key = ofTeam && counted.by === 'header' ? { ...counted, mayBeMissing: true } : counted;
  return { scope, key, ...amountsOf(limits, scope, sizing), ...limitPartsOf(s, answers, variant, scope, sizing) };
};

/** The default health check opens a connection: it needs no path and detects a port without a listener. */
export const healthCheckOf = (s: Pick<ServiceAnswer, 'healthCheck' | 'protocol'>): HealthCheckIntent | undefined => {
  const h = s.healthCheck;
  if (h?.type === 'none') return undefined;
  const fallback = DEFAULTS.healthCheck;
  const type = h?.type ?? (s.protocol === 'grpc' ? fallback.type.values.grpc : fallback.type.values.usual);
  return {
    type,
    path: type === 'http' ? (h?.path ?? fallback.path.value) : undefined,
    interval: h?.interval ?? fallback.interval.value,
    timeout: h?.timeout ?? fallback.timeout.value,
    unhealthyThreshold: h?.unhealthyThreshold ?? fallback.unhealthyThreshold.value,
    healthyThreshold: h?.healthyThreshold ?? fallback.healthyThreshold.value,
    expectedStatuses: type === 'http' ? (h?.expectedStatuses ?? fallback.expectedStatuses.value) : [],
  };
};

const loadBalancingOf = (s: Pick<ServiceAnswer, 'loadBalancing'>): TrafficIntent['loadBalancing'] =>
  s.loadBalancing ?? { type: DEFAULTS.service.loadBalancing.value };

/** What a service may set of its policy, each with the function that gives its value or default. */
export const SETTINGS = {
  retries: retriesOf,
  healthCheck: healthCheckOf,
  loadBalancing: loadBalancingOf,
  connection: connectionOf,
  circuitBreaker: circuitBreakerOf,
  outlierDetection: outlierOf,
  fault: faultOf,
} as const satisfies { readonly [K in keyof TrafficIntent]?: (s: Partial<ServiceAnswer>) => TrafficIntent[K] };
type Settings = Pick<TrafficIntent, keyof typeof SETTINGS>;

/** In the order of SETTINGS: names of policies are made of it. */
const settingsOf = (s: Partial<ServiceAnswer>): Settings =>
  Object.fromEntries(Object.entries(SETTINGS).map(([key, read]) => [key, read(s)])) as Settings;

type Profile = Omit<TrafficIntent, 'name' | 'targets' | 'owner' | 'why'>;

/** A service without its own limits, or within the budget of the API, shares the budget, if there is one. */
const joinsBudget = (d: RouteDraft, answers: Answers): boolean =>
  answers.rateLimit?.across === 'api' &&
  (d.answer.rateLimit === undefined || isWithin(d.answer.rateLimit)) &&
  answers.rateLimit.limits !== undefined;

const profileOf = (d: RouteDraft, answers: Answers, sizing: Sizing, ofTeam: boolean): Profile => {
  const s = d.answer;
  const joins = joinsBudget(d, answers);
  return {
    rateLimit: joins && s.rateLimit === undefined ? undefined : rateLimitOf(s, d.variant, answers, sizing, ofTeam),
    joinsApiBudget: joins,
    ...settingsOf(s),
    requestTimeout: d.kind === 'GRPCRoute' ? timeoutOf(s) : undefined,
    streamIdleTimeout: streamIdleOf(s),
    maxRequestBody: bodyLimitOf(s, answers),
    compression: compressionOf(s, answers),
    buffer: answers.traffic?.backendBuffer,
    problems: problemsOf(s, answers, d),
  };
};

/** Statuses that rules of a route answer themselves. */
const answeredBy = (d: Pick<RouteDraft, 'rules'> | undefined): number[] => [
  ...new Set(
    d?.rules.flatMap(({ answer: a }) => (a?.kind === 'response' && a.body !== undefined ? [a.status] : [])) ?? [],
  ),
];

/** Bodies of error responses; undefined: those of Envoy and of the services. */
export const problemsOf = (
  s: Pick<ServiceAnswer, 'auth'> | undefined,
  answers: Pick<Answers, 'errors' | 'auth' | 'hostname' | 'hostnames' | 'services'>,
  draft?: Pick<RouteDraft, 'rules'>,
): TrafficIntent['problems'] => {
  const problemJson = errorFormat(answers) === 'problem+json';
  const pages = pagesOf(answers);
  return problemJson || pages.length > 0
    ? { problemJson, pages, except: answeredBy(draft), challenges: challengesOf(s, answers) }
    : undefined;
};

/** The profile of a service without its own settings. */
const isDefault = (d: RouteDraft): boolean => {
  const s = d.answer;
  return (
    s.rateLimit === undefined &&
    s.maxRequestBody === undefined &&
    s.compression === undefined &&
    (Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]).every((key) => s[key] === undefined) &&
    d.kind === 'HTTPRoute' &&
    streamIdleOf(s) === undefined
  );
};

/** The platform's limits for team routes without their own policy; the rate limit key exists in every request. */
export const fallbackTraffic = (
  answers: Pick<Answers, 'rateLimit' | 'errors' | 'auth' | 'hostname' | 'hostnames' | 'services'>,
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
    ...settingsOf({}),
    healthCheck: undefined,
    requestTimeout: undefined,
    streamIdleTimeout: undefined,
    maxRequestBody: undefined,
    compression: undefined,
    buffer: undefined,
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
 * One BackendTrafficPolicy for each set of settings. A global limit has one bucket for all routes of a policy
 * (`shared: true`), so services with their own global limits never share a policy.
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
  const split = splitServices([...groups.values()].map((g) => g.drafts));
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
      why: usedBy(group.drafts, split),
    };
  });
  return {
    policies,
    byRoute,
    apiBudget: budgetOf(
      drafts.filter((d) => joinsBudget(d, answers)),
      answers,
      gateway,
      sizing,
    ),
  };
};
