// Default backends of Ingress objects with rules: they get what no path of their hosts matches.
import type { Ledger } from '../report/ledger.ts';
import type { Ingress, Location } from './ingress-objects.ts';

const keyOf = ({ className }: Ingress, host: string): string => `${className?.text ?? ''} ${host}`;

const isRoot = ({ isDefault, path }: Location): boolean => !isDefault && (path.text?.trim() || '/') === '/';

/**
 * Gives default backends the hosts of their rules: the first Ingress of a host makes its server, with its own default backend at
 * the root (controller.go: createServers). Without a host in its rules, it is for hosts that no rule names.
 */
export const withDefaults = (ingresses: readonly Ingress[], ledger: Ledger): Ingress[] => {
  const makers = new Map<string, Ingress>();
  const roots = new Map<string, Ingress>();
  for (const ingress of ingresses)
    for (const location of ingress.locations) {
      const host = location.host?.text;
      if (host === undefined) continue;
      const key = keyOf(ingress, host);
      if (!makers.has(key)) makers.set(key, ingress);
      if (isRoot(location) && !roots.has(key)) roots.set(key, ingress);
    }
  return ingresses.map((ingress) => {
    const named = [...new Map(ingress.locations.flatMap((l) => (l.host ? [[l.host.text!, l.host] as const] : [])))];
    if (named.length === 0) return ingress;
    const locations = ingress.locations.flatMap((location): Location[] => {
      if (!location.isDefault) return [location];
      const owners = named.map(([host]) => roots.get(keyOf(ingress, host)) ?? makers.get(keyOf(ingress, host))!);
      const free = named.filter(([host]) => {
        const key = keyOf(ingress, host);
        return makers.get(key) === ingress && !roots.has(key);
      });
      if (free.length === 0)
        ledger.say(location.at, 'IngressPathTwice', { path: `${named[0]![0]}/`, first: owners[0]!.name });
      return free.map(([, host]) => ({ ...location, host }));
    });
    return { ...ingress, locations };
  });
};
