// The host names under which a listener serves a route. Each is a virtual host of Envoy.
import { groupBy } from '../../values/group-by.ts';
import { gatewayListeners, gatewayOf } from '../listeners/listener-sets.ts';
import type { Listener } from '../listeners/listeners.ts';
import type { Loose } from '../objects/loose-objects.ts';
import { commonHostname, hostnamesOf } from '../routes/parents.ts';
import type { Snapshot } from '../snapshot.ts';
import { refusalsOf } from './refused.ts';

/** Whether the controller gives the listener to Envoy, as far as the files decide it (IsReady in contexts.go). */
export const isServed = (snapshot: Snapshot, { owner, name }: Listener): boolean =>
  // With some of its certificates refused, it has the others.
  !refusalsOf(snapshot, owner).some((c) => c.part === name && c.reason !== 'PartiallyInvalidCertificateRef');

/** More hostnames than the API server admits; further ones are not read. */
const MOST = 64;

const isLoser = (snapshot: Snapshot, { owner, name }: Listener): boolean =>
  refusalsOf(snapshot, owner).some((c) => c.part === name && c.type === 'Conflicted');

/** By port, the listeners that have each hostname, of one Gateway. */
const namesByPort = (snapshot: Snapshot, gateway: Loose): Map<number | undefined, Map<string, Listener[]>> => {
  const listeners = gatewayListeners(snapshot, gateway).filter(
    (l) => l.hostname !== undefined && !isLoser(snapshot, l),
  );
  const byPort = groupBy(listeners, (l) => l.port);
  return new Map([...byPort].map(([port, all]) => [port, groupBy(all, (l) => l.hostname!)]));
};

const known = (): Map<Loose, Map<number | undefined, Map<string, Listener[]>>> => new Map();

/** Whether another listener of the Gateway has the hostname for itself on the same port. */
const belongsToOther = (snapshot: Snapshot, hostname: string, listener: Listener): boolean => {
  const gateway = gatewayOf(snapshot, listener.owner);
  if (!gateway) return false;
  const all = snapshot.index(known);
  const names = all.get(gateway) ?? namesByPort(snapshot, gateway);
  all.set(gateway, names);
  return (
    names
      .get(listener.port)
      ?.get(hostname)
      ?.some((l) => l !== listener) === true
  );
};

/**
 * The hostnames that a route and a listener have in common, sorted: `*.example.com` if one of them is wider, `*` if neither has one.
 * A hostname of another listener on the same port is served there only (computeHosts in helpers.go).
 */
export const servedHosts = (snapshot: Snapshot, route: Loose, listener: Listener): readonly string[] => {
  const given = hostnamesOf(route).slice(0, MOST);
  if (given[0] === undefined) return [listener.hostname ?? '*'];
  const common = given.flatMap((h) => commonHostname(listener.hostname, h) ?? []);
  return [...new Set(common)].filter((h) => !belongsToOther(snapshot, h, listener)).sort();
};
