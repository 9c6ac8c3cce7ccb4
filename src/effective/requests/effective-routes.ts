// What any set of manifests means for each request: the routes that Envoy tries, in its order, each with everything that applies.

import { proxySpecs } from '../gateways/controllers.ts';
import { gatewayListeners, gatewayOf } from '../listeners/listener-sets.ts';
import type { Listener } from '../listeners/listeners.ts';
import type { Loose } from '../objects/loose-objects.ts';
import { inOrder } from '../policies/policy-order.ts';
import { servingListeners } from '../routes/parents.ts';
import { ruleFilters } from '../routes/rule-backends.ts';
import { cookieFaults, matchFaults, type RouteRule, rulesOf } from '../routes/rule-matches.ts';
import type { Snapshot } from '../snapshot.ts';
import { sortedByMatch } from './match-order.ts';
import { isBelow, refusalsOf } from './refused.ts';
import { type RequestMatch, type RuleMatch, ruleMatches } from './request-match.ts';
import type { RuleSettings } from './rule-settings.ts';
import { rulesOnListener } from './rules-of-route.ts';
import { isServed, servedHosts } from './served-hosts.ts';

/** One match of a rule, on one listener, for one host name: a route of Envoy. */
export interface EffectiveRoute {
  readonly gateway: Loose;
  readonly listener: Listener;
  /** The virtual host: a name, `*.example.com`, or `*`. */
  readonly host: string;
  /** The HTTPRoute or GRPCRoute. */
  readonly route: Loose;
  readonly ruleIndex: number;
  /** See `RuleMatch`. */
  readonly matchIndex: number;
  readonly match: RequestMatch;
  /** It answers preflight requests only; Envoy Gateway adds it to a rule with a CORS filter. */
  readonly preflight: boolean;
  /** What applies to its requests. */
  readonly rule: RuleSettings;
}

/** Whether the controller drops a rule, because an expression of its matches is not one of RE2. */
const isDropped = (snapshot: Snapshot, route: Loose, rule: RouteRule): boolean =>
  matchFaults(rule).length > 0 || cookieFaults(ruleFilters(snapshot, route, rule).matches, '').length > 0;

/** A GRPCRoute of which every rule is refused has no routes at all (processGRPCRouteParentRefs in route.go). */
const isGone = (snapshot: Snapshot, route: Loose): boolean =>
  route.kind === 'GRPCRoute' &&
  refusalsOf(snapshot, route).some(({ type, field }) => type === 'Accepted' && isBelow(field, 'spec.rules'));

interface ServedRule {
  readonly rule: RouteRule;
  readonly matches: readonly RuleMatch[];
}

/** The rules of a route that are served, with their matches; the same for each listener. */
const servedRules = (snapshot: Snapshot, route: Loose): ServedRule[] =>
  isGone(snapshot, route)
    ? []
    : rulesOf(route)
        .filter((rule) => !isDropped(snapshot, route, rule))
        .map((rule) => ({ rule, matches: ruleMatches(route, rule.spec, ruleFilters(snapshot, route, rule).matches) }));

/** The routes of one route on one listener. */
const made = (
  snapshot: Snapshot,
  route: Loose,
  gateway: Loose,
  listener: Listener,
  rules: readonly ServedRule[],
): EffectiveRoute[] => {
  const settings = rulesOnListener(snapshot, route, listener);
  return servedHosts(snapshot, route, listener).flatMap((host) =>
    rules.flatMap(({ rule, matches }) =>
      matches.map(({ index, match, preflight }) => {
        const place = { gateway, listener, host, route, ruleIndex: rule.index };
        return Object.freeze({ ...place, matchIndex: index, match, preflight, rule: settings[rule.index]! });
      }),
    ),
  );
};

/** EnvoyProxy `preserveRouteOrder`: routes are not sorted. */
export const keepsOrder = (snapshot: Snapshot, gateway: Loose): boolean =>
  proxySpecs(snapshot, gateway).find((spec) => spec.preserveRouteOrder !== undefined)?.preserveRouteOrder === true;

/** HTTPRoutes, then GRPCRoutes, each with the oldest first: the order for equal matches (ProcessHTTPRoutes and ProcessGRPCRoutes). */
export const inOrderOfAge = (snapshot: Snapshot): Loose[] => [
  ...inOrder(snapshot.of('HTTPRoute')),
  ...inOrder(snapshot.of('GRPCRoute')),
];

const byListener = (snapshot: Snapshot): Map<Listener, readonly EffectiveRoute[]> => {
  const all = new Map<Listener, EffectiveRoute[]>();
  for (const route of inOrderOfAge(snapshot)) {
    const listeners = new Set(servingListeners(snapshot, route));
    const rules = listeners.size > 0 ? servedRules(snapshot, route) : [];
    for (const listener of listeners) {
      const gateway = gatewayOf(snapshot, listener.owner);
      if (!gateway || !isServed(snapshot, listener)) continue;
      const list = all.get(listener) ?? [];
      all.set(listener, list);
      for (const one of made(snapshot, route, gateway, listener, rules)) list.push(one);
    }
  }
  return new Map(
    [...all].map(([listener, routes]) => {
      const gateway = gatewayOf(snapshot, listener.owner)!;
      return [listener, keepsOrder(snapshot, gateway) ? routes : sortedByMatch(routes, (r) => r.match)];
    }),
  );
};

/** The routes of a listener, in the order in which Envoy tries those of a host. */
export const routesOn = (snapshot: Snapshot, listener: Listener): readonly EffectiveRoute[] =>
  snapshot.index(byListener).get(listener) ?? [];

/** All routes: by Gateway and listener, then in the order in which Envoy tries those of a host. */
export const effectiveRoutes = (snapshot: Snapshot): readonly EffectiveRoute[] => snapshot.index(inPlaces);

const inPlaces = (snapshot: Snapshot): EffectiveRoute[] =>
  snapshot
    .of('Gateway')
    .flatMap((gateway) => gatewayListeners(snapshot, gateway).flatMap((l) => routesOn(snapshot, l)));

const places = (snapshot: Snapshot): Map<Loose, EffectiveRoute[]> => {
  const all = new Map<Loose, EffectiveRoute[]>();
  for (const one of effectiveRoutes(snapshot)) {
    const list = all.get(one.route);
    if (list) list.push(one);
    else all.set(one.route, [one]);
  }
  return all;
};

/** Everything that is made of one HTTPRoute or GRPCRoute. */
export const effectiveRoutesOf = (snapshot: Snapshot, route: Loose): readonly EffectiveRoute[] =>
  snapshot.index(places).get(route) ?? [];

/** The name that Envoy Gateway gives to a route of Envoy; logs of the proxy contain it. */
export const envoyRouteName = ({ route, ruleIndex, matchIndex, preflight, host }: EffectiveRoute): string => {
  const { namespace = '', name } = route.metadata;
  const match = `${matchIndex}${preflight ? '/cors-preflight' : ''}`;
  return `${route.kind.toLowerCase()}/${namespace}/${name}/rule/${ruleIndex}/match/${match}/${host.replaceAll('.', '_')}`;
};
