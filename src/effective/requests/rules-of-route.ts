// What applies to the rules of a route on each listener, whether or not the controller serves them.
import { gatewayOf } from '../listeners/listener-sets.ts';
import type { Listener } from '../listeners/listeners.ts';
import type { Loose } from '../objects/loose-objects.ts';
import { servingListeners } from '../routes/parents.ts';
import { rulesOf } from '../routes/rule-matches.ts';
import type { Snapshot } from '../snapshot.ts';
import { RuleSettings } from './rule-settings.ts';

const byRoute = (): Map<Loose, Map<Listener, readonly RuleSettings[]>> => new Map();

/** What applies to each rule of a route on a listener; the same objects at each call. None if the Gateway is not among the objects. */
export const rulesOnListener = (snapshot: Snapshot, route: Loose, listener: Listener): readonly RuleSettings[] => {
  const all = snapshot.index(byRoute);
  const ofRoute = all.get(route) ?? new Map<Listener, readonly RuleSettings[]>();
  all.set(route, ofRoute);
  const gateway = gatewayOf(snapshot, listener.owner);
  const known =
    ofRoute.get(listener) ??
    (gateway ? rulesOf(route).map((rule) => new RuleSettings(snapshot, route, rule, gateway, listener)) : []);
  ofRoute.set(listener, known);
  return known;
};

/**
 * What applies to each rule of a route on each listener to which it attaches, also on listeners that the controller refuses:
 * for checks, which report more than one fault. None if the Gateways of the route are not among the objects.
 */
export const rulesInPlace = (snapshot: Snapshot, route: Loose): RuleSettings[] =>
  [...new Set(servingListeners(snapshot, route))].flatMap((listener) => rulesOnListener(snapshot, route, listener));
