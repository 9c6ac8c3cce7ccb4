import { CLIENT_HEADER } from '../../auth/api-key/api-key-method.ts';
import { intentsOf } from '../../auth/kinds.ts';
import type {
  Amounts,
  ApiBudgetIntent,
  Intent,
  LimitParts,
  SecurityIntent,
  TrafficIntent,
} from '../../model/intent.ts';
import { type Limit, UNIT_SECONDS } from '../../values/limit.ts';
import { credentialFor, policiesOf } from '../credentials.ts';
import type { Probe } from '../probe.ts';
import { governed, routesOf } from '../probe-ids.ts';
import { isServed, requestOf } from '../route-request.ts';

/** More requests than this would be a load test. */
const MOST_REQUESTS = 1500;

/** Limits that hold together for a request, with the values that one proxy enforces. */
interface Limited {
  readonly scope: 'local' | 'global';
  readonly limits: readonly Limit[];
  readonly values: readonly number[];
}

interface Source {
  readonly scope: Limited['scope'];
  readonly everybody: Amounts;
  readonly parts: LimitParts;
}

/** The limits of a policy, then those of the budget that it shares. */
const sourcesOf = (t: TrafficIntent, intent: Intent, byClient = false): Source[] => {
  const budget = t.joinsApiBudget ? intent.apiBudget : undefined;
  return [
    ...(t.rateLimit ? [{ scope: t.rateLimit.scope, everybody: t.rateLimit, parts: t.rateLimit }] : []),
    ...(budget
      ? [{ scope: 'global' as const, everybody: globally(budget.limits), parts: ofBudget(budget, byClient) }]
      : []),
  ];
};

/** The parts for API key clients, or all of the others together. */
const ofBudget = ({ parts }: ApiBudgetIntent, byClient: boolean): LimitParts => {
  const of = parts.filter(({ header }) => (header === CLIENT_HEADER) === byClient).map(({ parts: p }) => p);
  const first = of[0] ?? {};
  return { ...first, tiers: of.flatMap(({ tiers = [] }) => tiers) };
};

const globally = (limits: readonly Limit[]): Amounts => ({
  limits,
  perReplica: limits.map((l) => ({ value: l.requests, calculation: '' })),
});

const limited = (scope: Limited['scope'], amounts: readonly Amounts[]): Limited => ({
  scope,
  limits: amounts.flatMap((a) => a.limits),
  values: amounts.flatMap((a) => a.perReplica.map((p) => p.value)),
});

/** REQUESTS/UNIT_SECONDS/UNIT of each limit, as one proxy counts them. */
const entriesOf = (limit: Limited): string[] =>
  limit.values.map((v, i) => `${v}/${UNIT_SECONDS[limit.limits[i]!.unit]}/${limit.limits[i]!.unit}`);

/** Every limit of a policy, whoever it is for, with the parts that it is one of. */
const everyLimit = (t: TrafficIntent, intent: Intent): (Limited & Pick<Source, 'parts'>)[] =>
  [false, true]
    .flatMap((byClient) => sourcesOf(t, intent, byClient))
    .map(({ scope, everybody, parts }) => ({
      ...limited(scope, [everybody, ...(parts.tiers ?? []), ...(parts.perMethod ?? [])]),
      parts,
    }));

/** All rate limits in the answers: the limits that a 429 can come from. */
export const answeredLimits = (intent: Intent): string[] => [
  ...new Set(intent.traffic.flatMap((t) => everyLimit(t, intent).flatMap(entriesOf))),
];

/** Whether a 429 has a page of the answers, and so no X-RateLimit headers. */
const replacesTooMany = ({ errorPages }: Intent): boolean =>
  errorPages.some((p) => (p.status === 429 || p.status === '4xx') && p.from !== 'services');

/** The smallest number of requests that any limit of a policy allows in its time. */
export const leastLimit = (t: TrafficIntent, intent: Intent): number =>
  Math.min(
    ...everyLimit(t, intent)
      .filter(({ parts }) => !parts.shadow)
      .flatMap(({ values, parts }) => values.map((v) => v / Math.max(1, parts.cost?.request ?? 1))),
    Number.POSITIVE_INFINITY,
  );

/** Why the number of requests until the 429 is not known from outside; undefined: it is. */
const unknownCount = (
  { tiers = [], exempt, cost, shadow }: LimitParts,
  path: string,
  clientHeader: boolean,
): string | undefined => {
  if (shadow) return 'no request is rejected in shadow mode; only the configuration is checked';
  if (cost) return 'requests have another cost than 1; only the configuration is checked';
  if (exempt?.cidr !== undefined)
    return `requests from ${exempt.cidr} are not limited; only the configuration is checked`;
  if (exempt?.paths.some((p) => p === '/' || path === p || path.startsWith(`${p}/`)))
    return 'requests to this path are not limited; only the configuration is checked';
  if (tiers.some((t) => !clientHeader || t.header !== tiers[0]!.header))
    return 'the token decides the tier; only the configuration is checked';
  return undefined;
};

/** A client whose limit is measured, and its limits; without a name: any client. */
interface Measured {
  readonly client: string | undefined;
  readonly tier: string | undefined;
  readonly amounts: Amounts;
}

/** One client of everybody and of each tier, if the clients have names. */
const measuredOf = ({ everybody, parts }: Source, clients: readonly string[] | undefined): Measured[] => {
  const { tiers = [], exempt } = parts;
  if (clients === undefined || (tiers.length === 0 && !exempt?.clients))
    return [{ client: undefined, tier: undefined, amounts: everybody }];
  const apart = new Set([...tiers.flatMap((t) => t.values), ...(exempt?.clients?.values ?? [])]);
  const groups = [
    { tier: undefined, amounts: everybody, client: clients.find((c) => !apart.has(c)) },
    ...tiers.map((t) => ({ tier: t.name, amounts: t, client: clients.find((c) => t.values.includes(c)) })),
  ];
  return groups.filter(({ client }) => client !== undefined);
};

/** The clients that a policy authenticates and permits, if they have names. */
const clientsOf = (policy: SecurityIntent): readonly string[] | undefined => {
  const [auth] = intentsOf('apiKey', [policy]);
  return auth && (policy.rules[0]?.header?.values ?? auth.clients);
};

const probesOf = (t: TrafficIntent, intent: Intent, policies: ReadonlyMap<string, SecurityIntent>): Probe[] => {
  const of = governed(intent, 'traffic', t.name);
  const route = routesOf(intent, 'traffic', t.name).find(
    (r) => r.kind === 'HTTPRoute' && isServed(r) && credentialFor(policies.get(r.name)) !== undefined,
  );
  if (!route) return [];
  const policy = policies.get(route.name)!;
  const clients = clientsOf(policy);
  const [source, ...others] = sourcesOf(t, intent, clients !== undefined);
  if (!source) return [];
  return measuredOf(source, clients).map(({ client, tier, amounts }) => {
    const request = requestOf(route, credentialFor(policy, client)!);
    const methods = (source.parts.perMethod ?? []).filter((m) => m.method === request.method);
    const limit = limited(source.scope, [amounts, ...methods]);
    const tightest = limit.values.reduce((best, v, i) => (v < limit.values[best]! ? i : best), 0);
    const value = limit.values[tightest]!;
    const { unit, requests } = limit.limits[tightest]!;
    const words = limit.scope === 'global' ? `${requests}/${unit}` : `${requests}/${unit} (${value} per replica)`;
    const tooMany =
      value > MOST_REQUESTS ? `${value} requests would be a load test; only the configuration is checked` : undefined;
    const tooFast =
      unit === 'second' ? 'a limit per second cannot be measured; only the configuration is checked' : undefined;
    const unseen = unknownCount(source.parts, request.path, clients !== undefined) ?? tooMany ?? tooFast;
    return {
      id: of.id(tier === undefined ? 'rateLimit' : `rateLimit.${tier}`),
      group: 'limit',
      title: `429 after ${words}${tier === undefined ? '' : ` for tier ${tier}`}`,
      lookAt: 'backendTrafficPolicies',
      ...(unseen === undefined ? {} : { unseen }),
      check: {
        kind: 'limit',
        request,
        limit: value,
        seconds: UNIT_SECONDS[unit],
        whose: request.credential.as === 'none' || t.rateLimit?.key.by === 'sourceIP' ? 'address' : 'credential',
        all: entriesOf(limit),
        exact: limit.scope === 'global',
        headers:
          !intent.problemJson && !replacesTooMany(intent) && intent.client.rateLimitHeaders && others.length === 0,
      },
    };
  });
};

/** Each policy with a limit is driven to its 429 once. These probes are last, because they exhaust the limits. */
export const limitProbes = (intent: Intent): Probe[] => {
  const policies = policiesOf(intent);
  return intent.traffic.flatMap((t) => probesOf(t, intent, policies));
};
