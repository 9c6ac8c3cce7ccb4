// Which hosts the gateway serves, and which of them a service serves. Envoy asks only the routes of the most specific host
// name: a route for *.example.com gets no request for shop.example.com once another route of the listener names that host. A
// service is therefore expanded to every host in the answers that it covers.
import { groupPairs } from '../values/group-by.ts';
import { ANY_HOST, covers, exampleOf, isWildcard, wildcardsAbove } from '../values/host-patterns.ts';
import { oncePer } from '../values/once-per.ts';
import type { Answers } from './schema/answers-schema.ts';
import type { HostAnswer } from './schema/hosts-schema.ts';
import type { ServiceAnswer } from './schema/service-schema.ts';

type Hosted = Pick<Answers, 'hostname' | 'hostnames' | 'services'> & Partial<Pick<Answers, 'redirects' | 'responses'>>;
type ServiceHosts = Pick<ServiceAnswer, 'hostnames'>;

/** The hosts of the answers and of each service. */
export interface HostPlan {
  /** The hosts of the gateway with their certificates: hostname, then hostnames, else those of the services. */
  readonly declared: readonly HostAnswer[];
  /** Every host that routes name: the declared ones, then those that services name below a wildcard. */
  readonly names: readonly string[];
  /** The hosts of a service, in the order of `names`: those that it names, and every closer one that these cover. */
  readonly of: (service: ServiceHosts) => readonly string[];
}

/** The hosts that the answers list for the gateway; none: those of the services. */
export const listedHosts = ({ hostname, hostnames }: Pick<Answers, 'hostname' | 'hostnames'>): HostAnswer[] => [
  ...(hostname === undefined ? [] : [{ hostname }]),
  ...(hostnames ?? []),
];

const planOf = (answers: Hosted): HostPlan => {
  const listed = listedHosts(answers);
  const ofServices = [...new Set(answers.services.flatMap((s) => s.hostnames ?? []))];
  const declared = listed.length > 0 ? listed : ofServices.map((hostname) => ({ hostname }));
  const ofOwn = [...(answers.redirects ?? []), ...(answers.responses ?? [])].flatMap((o) => o.hostnames ?? []);
  const names = [...new Set([...declared.map((d) => d.hostname), ...ofServices, ...ofOwn])];
  const below = groupPairs(names.flatMap((n) => [n, ...wildcardsAbove(n)].map((pattern) => [pattern, n] as const)));
  const known = new Map<string, readonly string[]>();
  return {
    declared,
    names,
    of: ({ hostnames }) => {
      if (!hostnames) return names;
      const id = JSON.stringify(hostnames);
      const before = known.get(id);
      if (before) return before;
      const mine = new Set(hostnames.flatMap((h) => below.get(h) ?? []));
      const list = mine.size === names.length ? names : names.filter((n) => mine.has(n));
      known.set(id, list);
      return list;
    },
  };
};

/** The hosts of answers; computed once for each answers object, since each service asks. */
export const hostPlan = oncePer(planOf);

/** Every host name that routes name. */
export const hostsOf = (answers: Hosted): readonly string[] => hostPlan(answers).names;

/** The host names of a service's routes, expanded. */
export const hostnamesOf = (service: ServiceHosts, answers: Hosted): readonly string[] => hostPlan(answers).of(service);

/** A concrete host for messages and examples: hostname, else the first host, else one that the first wildcard covers. */
export const mainHost = (answers: Hosted): string => {
  const { names } = hostPlan(answers);
  const named = answers.hostname ?? names.find((n) => !isWildcard(n)) ?? names[0];
  return named === undefined ? 'api.example.com' : exampleOf(named);
};

/**
 * A concrete host of a pattern for a request that must reach the routes of the pattern: itself, else one that it covers and that
 * no other host of the answers names.
 */
export const exampleHost = (pattern: string, names: readonly string[]): string => {
  let host = exampleOf(pattern);
  for (
    let n = 2;
    isWildcard(pattern) && names.some((o) => o !== pattern && covers(o, host) && !covers(o, pattern));
    n++
  )
    // No wildcard covers a name without a dot, so this ends for `*`, too.
    host = pattern === ANY_HOST ? `any-host-${n}` : exampleOf(pattern).replace('any-host', `any-host-${n}`);
  return host;
};

/** How closely a service names a host: the length of its longest pattern that covers it; the host itself is closest. */
export const closeness = ({ hostnames }: ServiceHosts, host: string): number =>
  hostnames === undefined
    ? 0
    : Math.max(
        0,
        ...hostnames.filter((p) => covers(p, host)).map((p) => (p === host ? Number.MAX_SAFE_INTEGER : p.length)),
      );
