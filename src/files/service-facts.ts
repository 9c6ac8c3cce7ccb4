// What the runbook states about each service, in words.
import { kindOfIntent } from '../auth/kinds.ts';
import { exempted } from '../model/exempted.ts';
import type {
  Intent,
  LimitParts,
  RateLimitIntent,
  RouteIntent,
  ServiceIntent,
  TrafficIntent,
} from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';
import { distinctAuth } from './distinct-auth.ts';

/** Values of a list in one row. The row states how many more there are. */
export const MOST_VALUES = 5;

/** A service with its routes, and its settings in words. */
export interface ServiceFacts {
  readonly service: ServiceIntent;
  readonly routes: readonly RouteIntent[];
  /** The route that is not for public paths. */
  readonly main: RouteIntent;
  readonly traffic: TrafficIntent | undefined;
  /** Host names, methods, paths, headers and query that its requests have. */
  readonly paths: string;
  /** The methods; '': public. */
  readonly auth: string;
  /** What `allow` requires in addition; every entry, and one value of each list. */
  readonly allow: readonly string[];
  /** '': none. */
  readonly limit: string;
}

export const amounts = (limits: RateLimitIntent['limits']): string =>
  limits.map((l) => `${l.requests}/${l.unit}`).join(', ');

/** What limits have in addition: `tier gold: 20/hour; POST: 2/hour; not of probe`. */
const partsOf = ({ tiers = [], perMethod = [], exempt, cost, shadow }: LimitParts): string[] => [
  ...tiers.map((t) => `tier ${t.name}: ${amounts(t.limits)}`),
  ...perMethod.map((m) => `${m.method}: ${amounts(m.limits)}`),
  ...(exempt ? [`not ${exempted(exempt)}`] : []),
  ...(cost ? [`a request counts ${cost.request ?? 1}${cost.response ? ', and its response counts, too' : ''}`] : []),
  ...(shadow ? ['only counted (shadow)'] : []),
];

/** The rate limit of each BackendTrafficPolicy, by its name. */
const limitsOf = (intent: Intent): Map<string, string> => {
  const budget = intent.apiBudget && `${amounts(intent.apiBudget.limits)} per client, across all services (global)`;
  return new Map(
    intent.traffic.map(({ name, joinsApiBudget, rateLimit: r }) => {
      const own =
        r && `${amounts(r.limits)} per ${r.key.by === 'sourceIP' ? 'client address' : r.key.label} (${r.scope})`;
      const parts = r ? partsOf(r) : (intent.apiBudget?.parts.flatMap(({ parts: p }) => partsOf(p)) ?? []);
      const all = [own, joinsApiBudget ? budget : undefined].filter((w) => w !== undefined);
      return [name, all.length > 0 ? [...all, ...new Set(parts)].join('; ') : ''];
    }),
  );
};

const allowed = ({ allow, denied }: ServiceIntent): string[] => [
  ...(allow.scopes.length > 0 ? [`scopes ${allow.scopes.join(' and ')}`] : []),
  ...allow.claims.map(([claim, values]) => `${claim}: ${firstOf(values, MOST_VALUES)}`),
  ...(allow.clients.length > 0 ? [`clients ${firstOf(allow.clients, MOST_VALUES)}`] : []),
  ...(allow.cidrs.length > 0 ? [`from ${firstOf(allow.cidrs, MOST_VALUES)}`] : []),
  ...(denied.length > 0 ? [`not from ${firstOf(denied, MOST_VALUES)}`] : []),
];

/** Without methods and headers, two services on one path (versions by header) would have equal rows. */
const pathsOf = (s: ServiceIntent): string =>
  [
    ...(s.hostnames === undefined ? [] : [firstOf(s.hostnames, MOST_VALUES)]),
    ...(s.methods.length > 0 ? [s.methods.join(',')] : []),
    ...s.paths,
    ...s.headers.map(([name, value]) => `${name}: ${value}`),
    ...s.query.map(([name, value]) => `?${name}=${value}`),
  ].join(' ');

/** The methods of a service in words; '': public. */
const authOf = ({ auth, authAll, authOptional }: ServiceIntent): string =>
  auth.length === 0 ? '' : `${auth.join(authAll ? ' and ' : ' or ')}${authOptional ? ', or anonymous' : ''}`;

/** Each method with its kind: `token (JWT)`. */
export const kindsOfMethods = (intent: Intent): Map<string, string> =>
  new Map(
    distinctAuth(intent).flatMap((a) =>
      kindOfIntent(a)
        .described(a)
        .map((d) => [d.method, d.kind] as const),
    ),
  );

/** The facts of all services, in the order of the answers. */
export const factsOf = (intent: Intent): ServiceFacts[] => {
  const limits = limitsOf(intent);
  const routes = new Map(intent.routes.map((r) => [r.name, r]));
  const traffic = new Map(intent.traffic.map((t) => [t.name, t]));
  return intent.services.map((service) => {
    const own = service.routes.flatMap((name) => routes.get(name) ?? []);
    const main = own.find((r) => r.name === service.name) ?? own[0]!;
    return {
      service,
      routes: own,
      main,
      traffic: traffic.get(main.traffic),
      paths: pathsOf(service),
      auth: authOf(service),
      allow: allowed(service),
      limit: limits.get(main.traffic) ?? '',
    };
  });
};
