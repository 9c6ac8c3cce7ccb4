import type { Intent, RouteIntent } from '../model/intent.ts';
import { firstOf } from '../model/object-names.ts';
import { groupBy } from '../values/group-by.ts';
import type { Probe } from './probe.ts';

/** Number of services that a title lists; it counts the rest. */
const MOST_NAMES = 3;

/** ID of a check of one route: the service, what is checked, and the method if the service has a route per method. */
export const routeId = (r: RouteIntent, what: string): string => {
  if (r.role === 'public') return `${r.service}.public${what === '' ? '' : `.${what}`}`;
  return `${r.service}.${what}${r.role === 'method' ? `.${r.methods.join('+')}` : ''}`;
};

const known = new WeakMap<Intent, Record<'security' | 'traffic', ReadonlyMap<string, RouteIntent[]>>>();

/** The routes of a policy. Grouped once per intent, because there can be thousands of policies. */
export const routesOf = (intent: Intent, by: 'security' | 'traffic', policy: string): readonly RouteIntent[] => {
  let of = known.get(intent);
  if (!of) {
    of = { security: groupBy(intent.routes, (r) => r.security), traffic: groupBy(intent.routes, (r) => r.traffic) };
    known.set(intent, of);
  }
  return of[by].get(policy) ?? [];
};

/** The services whose routes have this policy, and the IDs of their checks. */
export interface Governed {
  /** In a title: `users, orders and 2 more`; of a policy without services, its own name. */
  readonly services: string;
  readonly id: (what: string) => string;
}

/** `users.retries`; of a policy that several services share, `users+2.retries`. */
export const governed = (intent: Intent, by: 'security' | 'traffic', policy: string): Governed => {
  const routes = routesOf(intent, by, policy);
  const services = [...new Set(routes.map((r) => r.service))];
  if (services.length === 0) return { services: policy, id: (what) => `${policy}.${what}` };
  const others = services.length > 1 ? `+${services.length - 1}` : '';
  const first = `${services[0]}${others}`;
  const all = (role: RouteIntent['role']): boolean => routes.every((r) => r.role === role);
  const methods = all('method') ? `.${[...new Set(routes.flatMap((r) => r.methods))].join('+')}` : '';
  return {
    services: firstOf(services, MOST_NAMES),
    id: (what) => `${first}${all('public') ? '.public' : ''}.${what}${methods}`,
  };
};

/** Makes IDs unique: a number distinguishes several objects of one route and several policies of one service. */
export const unique = (probes: readonly Probe[]): Probe[] => {
  const taken = new Set<string>();
  return probes.map((p) => {
    let id = p.id;
    for (let n = 2; taken.has(id); n++) id = `${p.id}.${n}`;
    taken.add(id);
    return id === p.id ? p : { ...p, id };
  });
};
