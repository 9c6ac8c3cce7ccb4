// What an operator should know of limits, retries and balancing.
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { Intent, Notice, RouteIntent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';

type Model = Omit<Intent, 'notices'>;

const MOST = 10;
const list = (names: readonly string[]): string => firstOf([...new Set(names)], MOST);

/** Services of which the same clients have several matches under one local limit. */
const countedApart = (intent: Model): string[] => {
  const local = new Set(intent.traffic.filter((t) => t.rateLimit?.scope === 'local').map((t) => t.name));
  const matches = new Map<string, { service: string; count: number }>();
  for (const r of intent.routes) {
    if (!local.has(r.traffic)) continue;
    const id = JSON.stringify([r.service, r.traffic]);
    const count = r.rules.reduce((n, rule) => n + (rule.preflight ? 0 : rule.matches.length), 0);
    matches.set(id, { service: r.service, count: (matches.get(id)?.count ?? 0) + count });
  }
  return [...matches.values()].filter(({ count }) => count > 1).map(({ service }) => service);
};

/** Services by whose answer a route's policy is as `test` says. */
const servicesOf = (intent: Model, test: (t: Model['traffic'][number], r: RouteIntent) => boolean): string[] => {
  const byName = new Map(intent.traffic.map((t) => [t.name, t]));
  return [...new Set(intent.routes.filter((r) => test(byName.get(r.traffic)!, r)).map((r) => r.service))];
};

/** The router hashes after headers were removed (seen on Envoy 1.39), and after a key was taken away. */
const hashesNothing = (intent: Model): string[] => {
  const policies = new Map(intent.security.map((s) => [s.name, s]));
  return servicesOf(intent, ({ loadBalancing: l }, r) => {
    if (l.type !== 'consistentHash' || l.on === 'sourceIP') return false;
    const place = policies.get(r.security)?.auth?.removes;
    const header = l.on === 'cookie' ? 'cookie' : l.header.toLowerCase();
    if (
      place &&
      place.in === l.on &&
      (l.on === 'cookie' ? l.cookie === place.name : header === place.name.toLowerCase())
    )
      return true;
    return r.rules.some((rule) => rule.request.remove.some((h) => h.toLowerCase() === header));
  });
};

const limits = (intent: Model, answers: Answers, say: (code: string, text: string) => void): void => {
  if (intent.traffic.some((t) => t.rateLimit?.scope === 'local'))
    say(
      'LocalLimitsPerReplica',
      `Local limits are counted by each proxy replica: they are divided by ${intent.sizing.minReplicas.value}, so a client whose requests all reach one replica is refused earlier, and more replicas allow more. Any change of a route refills them. For an exact limit answer rateLimit.scope: global.`,
    );
  const apart = countedApart(intent);
  if (apart.length > 0)
    say(
      'LocalLimitPerMatch',
      `A local limit is counted for each path, method, canary header and way to authenticate of a service separately (Envoy Gateway cannot join them): ${list(apart)}. For one budget answer rateLimit.scope: global.`,
    );
  const twofold = intent.traffic.flatMap((t) =>
    t.rateLimit && t.rateLimit.limits.length > 1 ? [t.rateLimit.limits] : [],
  );
  const example = twofold[0] ?? ((intent.apiBudget?.limits.length ?? 0) > 1 ? intent.apiBudget!.limits : undefined);
  if (example)
    say(
      'RefusedRequestsCount',
      `A request that one limit of a list refuses counts towards the others all the same: with ${example.map((l) => `${l.requests}/${l.unit}`).join(' and ')} a client that goes on asking after 429 uses up the longer limit, too.`,
    );
  const limited = intent.traffic.some((t) => t.rateLimit !== undefined) || intent.apiBudget !== undefined;
  const said = answers.services.some((s) => s.rateLimit !== undefined);
  if (intent.services.length > 0 && !limited && !said && answers.rateLimit?.limits === undefined)
    say('NoRateLimit', 'No rate limit was answered, so none is set. Answer rateLimit.');
  if (intent.install.rateLimitService && !intent.install.rateLimitService.failClosed)
    say('LimitsFailOpen', 'While Redis cannot be reached, requests pass uncounted (rateLimit.onFailure: open).');
};

/** Each once, whatever number of services it is true of. */
export const trafficNotices = (intent: Model, answers: Answers): Notice[] => {
  const notices: Notice[] = [];
  const say = (code: string, text: string): void => void notices.push({ code, text });
  limits(intent, answers, say);
  const repeating = servicesOf(intent, (t) => t.retries === 'idempotent');
  if (repeating.length > 0)
    say(
      'RetriesRepeat',
      `retries: idempotent sends a request again after 502, 503, 504 or a reset, whatever its method: POST, too (${list(repeating)}). Every request of these services has to be harmless when it is done twice.`,
    );
  const hashed = servicesOf(
    intent,
    (t, r) => t.loadBalancing.type === 'consistentHash' && hasCanary(intent, r.service),
  );
  if (hashed.length > 0)
    say(
      'WeightOfKeys',
      `${list(hashed)}: with loadBalancing: consistentHash the weight of a canary is a share of the hashed values, not of the requests. One client that asks much is on one side with all of its requests.`,
    );
  const nothing = hashesNothing(intent);
  if (nothing.length > 0)
    say(
      'HashedValueRemoved',
      `${list(nothing)}: loadBalancing: consistentHash names a header or cookie that is removed from some requests before they are balanced (a key, or what nobody verified); those go to any pod.`,
    );
  return notices;
};

const hasCanary = (intent: Model, service: string): boolean =>
  intent.services.some((s) => s.name === service && s.canary !== undefined);
