// Which paths of a service its routes serve on which hosts.

import { groupPairs } from '../values/group-by.ts';
import { oncePer } from '../values/once-per.ts';
import { pathKey, routePath } from '../values/route-path.ts';
import { closeness, hostPlan } from './hosts.ts';
import { routedOwn } from './own-services.ts';
import { contains } from './rules/path-relations.ts';
import { replaces } from './rules/precedence-rules.ts';
import type { Answers } from './schema/answers-schema.ts';
import type { ServiceAnswer } from './schema/service-schema.ts';

/** Hosts on which the same paths of a service are served. */
export interface HostShare {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  readonly publicPaths: readonly string[];
}

type Hosted = Pick<Answers, 'hostname' | 'hostnames' | 'services'> & Partial<Pick<Answers, 'redirects' | 'responses'>>;

/** A public path is a match like the others: a service that names a host more closely has it there alone, too. */
const keysOf = (s: ServiceAnswer): ReadonlySet<string> => new Set([...s.paths, ...(s.public ?? [])].map(pathKey));

/** The services of each path, by host; only for paths of several services. */
type Rivals = ReadonlyMap<string, ReadonlyMap<string, readonly ServiceAnswer[]>>;

const rivalsOf = oncePer((answers: Hosted): Rivals => {
  const plan = hostPlan(answers);
  const all = [...answers.services, ...routedOwn(answers)];
  const byPath = groupPairs(all.flatMap((s) => [...keysOf(s)].map((path) => [path, s] as const)));
  const byHost = (services: readonly ServiceAnswer[]) =>
    groupPairs(services.flatMap((s) => plan.of(s).map((host) => [host, s] as const)));
  return new Map([...byPath].flatMap(([path, list]) => (list.length > 1 ? [[path, byHost(list)] as const] : [])));
});

/** A service that names a host more closely has its path there alone, as Gateway API orders routes. */
const isReplaced = (s: ServiceAnswer, path: string, host: string, rivals: Rivals): boolean =>
  (rivals.get(pathKey(path))?.get(host) ?? []).some(
    (o) => o !== s && closeness(o, host) > closeness(s, host) && replaces(o, s),
  );

/** The hosts of a service, grouped by the paths that it serves there. */
export const hostShares = (s: ServiceAnswer, answers: Hosted): readonly HostShare[] => {
  const plan = hostPlan(answers);
  const hosts = plan.of(s);
  const all = { hosts, paths: s.paths, publicPaths: s.public ?? [] };
  if (plan.names.length === 1) return [all];
  const rivals = rivalsOf(answers);
  if (![...keysOf(s)].some((p) => rivals.has(p))) return [all];
  const shares = new Map<string, { hosts: string[]; paths: string[]; publicPaths: string[] }>();
  for (const host of hosts) {
    const isOwn = (p: string): boolean => !isReplaced(s, p, host, rivals);
    const paths = s.paths.filter(isOwn);
    if (paths.length === 0) continue;
    const isServed = (p: string): boolean => paths.some((own) => contains(routePath(own), routePath(p)));
    const publicPaths = (s.public ?? []).filter((p) => isOwn(p) && isServed(p));
    const id = JSON.stringify([paths, publicPaths]);
    const share = shares.get(id);
    if (share) share.hosts.push(host);
    else shares.set(id, { hosts: [host], paths, publicPaths });
  }
  return [...shares.values()];
};

/** Whether two services serve a common host; `equally`: one on which neither replaces the other on a path that both have. */
export type SharedHosts = (a: ServiceAnswer, b: ServiceAnswer, equally: boolean) => boolean;

/** Compares the hosts of services. */
export const sharedHosts = (answers: Hosted): SharedHosts => {
  const plan = hostPlan(answers);
  if (plan.names.length <= 1) return () => true;
  const sets = new Map<readonly string[], ReadonlySet<string>>();
  const setOf = (s: ServiceAnswer): ReadonlySet<string> => {
    const list = plan.of(s);
    const set = sets.get(list) ?? new Set(list);
    sets.set(list, set);
    return set;
  };
  const replacedAt = (s: ServiceAnswer, by: ServiceAnswer, host: string): boolean =>
    closeness(by, host) > closeness(s, host) && replaces(by, s);
  return (a, b, equally) => {
    const [few, many] = plan.of(a).length <= plan.of(b).length ? [a, b] : [b, a];
    const others = setOf(many);
    return plan.of(few).some((h) => others.has(h) && !(equally && (replacedAt(a, b, h) || replacedAt(b, a, h))));
  };
};
