// Routes of a wildcard that do not serve a host below it, because another route names that host.
import { ownGateways } from '../../effective/gateways/controllers.ts';
import { gatewayListeners } from '../../effective/listeners/listener-sets.ts';
import type { Listener } from '../../effective/listeners/listeners.ts';
import { entries, fields, type Loose, show, text } from '../../effective/objects/loose-objects.ts';
import { servedHosts } from '../../effective/requests/served-hosts.ts';
import { servingListeners } from '../../effective/routes/parents.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import { isWildcard, wildcardsAbove } from '../../values/host-patterns.ts';
import type { Check } from '../check.ts';

/** A host of a listener: its routes, and the path prefixes that they match. */
interface Host {
  readonly routes: Loose[];
  readonly prefixes: Set<string>;
}

/** The path prefixes of a route; undefined: it matches something else, so nothing is concluded. */
const prefixesOf = (route: Loose): readonly string[] | undefined => {
  const paths = entries(fields(route.spec).rules).flatMap((rule) => {
    const matches = entries(rule.matches);
    return matches.length === 0 ? [undefined] : matches.map((m) => fields(m).path);
  });
  const out: string[] = [];
  for (const given of paths) {
    const { type = 'PathPrefix', value = '/' } = fields(given);
    if (type !== 'PathPrefix' || typeof value !== 'string') return undefined;
    out.push(value);
  }
  return out;
};

/** The prefixes that a path has, itself included. */
const above = (path: string): string[] => {
  const parts = path.split('/').filter((p) => p !== '');
  return ['/', ...parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`)];
};

const hostsOf = (snapshot: Snapshot, listener: Listener, routes: readonly Loose[]): Map<string, Host> => {
  const hosts = new Map<string, Host>();
  for (const route of routes)
    for (const name of servedHosts(snapshot, route, listener)) {
      const host = hosts.get(name) ?? { routes: [], prefixes: new Set() };
      hosts.set(name, host);
      host.routes.push(route);
      for (const p of prefixesOf(route) ?? ['/']) host.prefixes.add(p);
    }
  return hosts;
};

/** Comparisons of a route with the hosts below its wildcard; further ones are not made. */
const MOST = 50_000;

/** Each route of a wildcard once, with the first host below it on which a path of the route gets 404. */
export const takenOverHosts: Check = (snapshot, report) => {
  const byListener = new Map<Listener, Loose[]>();
  for (const route of snapshot.of('HTTPRoute'))
    for (const l of new Set(servingListeners(snapshot, route))) {
      const known = byListener.get(l);
      if (known) known.push(route);
      else byListener.set(l, [route]);
    }
  const reported = new Set<Loose>();
  let left = MOST;
  for (const gateway of ownGateways(snapshot))
    for (const listener of gatewayListeners(snapshot, gateway)) {
      const hosts = hostsOf(snapshot, listener, byListener.get(listener) ?? []);
      for (const [name, host] of hosts)
        for (const wider of wildcardsAbove(name)) {
          if (!isWildcard(wider)) continue;
          for (const route of hosts.get(wider)?.routes ?? []) {
            if (left-- <= 0) return;
            if (reported.has(route) || host.routes.includes(route)) continue;
            const path = prefixesOf(route)?.find((p) => !above(p).some((a) => host.prefixes.has(a)));
            if (path === undefined) continue;
            reported.add(route);
            const field = text(entries(fields(route.spec).hostnames)[0]) === undefined ? 'spec' : 'spec.hostnames';
            report('HostTakenOver', route, field, { host: name, wider, route: show(host.routes[0]!), path });
          }
        }
    }
};
