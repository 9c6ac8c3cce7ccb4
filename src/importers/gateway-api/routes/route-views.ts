// Each rule of each route, on the listeners that serve it, with the hosts for which the same policies apply.
import type { Listener } from '../../../effective/listeners/listeners.ts';
import { fields, type Loose, texts } from '../../../effective/objects/loose-objects.ts';
import { type EffectiveRoute, effectiveRoutesOf } from '../../../effective/requests/effective-routes.ts';
import { groupBy } from '../../../values/group-by.ts';
import type { Sourced } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';
import type { RouteView, SourceView } from '../source-views.ts';

/** A rule with the hosts for which it applies in the same way; no hosts: any. */
export interface HostedRule {
  readonly view: RouteView;
  readonly hosts: readonly Sourced[];
}

const POLICIES = ['SecurityPolicy', 'BackendTrafficPolicy', 'EnvoyExtensionPolicy'] as const;

/** The policies of a route as an identity. */
const policiesOf = ({ rule }: EffectiveRoute): string =>
  POLICIES.map((kind) => {
    const found = rule.policy(kind);
    const named = [found?.policy, found?.base?.policy].map((p) => `${p?.metadata.namespace}/${p?.metadata.name}`);
    return found ? named.join('+') : '';
  }).join(' ');

/** The field that sets a host: of the route, or of the listener. */
const hostNodes = ({ source }: SourceView, route: Loose, host: string, listener: Listener): SourceNode[] => {
  const index = texts(fields(route.spec).hostnames).indexOf(host);
  if (index >= 0) return source.from(route, `spec.hostnames[${index}]`);
  return listener.hostname === host ? source.from(listener.owner, `${listener.field}.hostname`) : [];
};

const hostsOf = (view: SourceView, route: Loose, list: readonly EffectiveRoute[]): Sourced[] => {
  const all = new Map<string, SourceNode[]>();
  for (const { host, listener } of list) {
    if (all.has(host)) continue;
    all.set(host, hostNodes(view, route, host, listener));
  }
  // A route for any host name serves all names of the answers.
  return all.has('*') ? [] : [...all].map(([value, from]) => ({ value, from }));
};

/** Of each host, the routes of https listeners; those of http only if there are no others. */
const preferred = (list: readonly EffectiveRoute[]): EffectiveRoute[] => {
  const secure = new Set(list.filter((r) => r.listener.protocol === 'HTTPS').map((r) => r.host));
  return list.filter((r) => r.listener.protocol === 'HTTPS' || !(secure.has(r.host) || secure.has('*')));
};

/** The rules of a route that are served by a Gateway. */
export const hostedRules = (
  view: SourceView,
  route: Loose,
  gateway: Loose | undefined,
  home: string | undefined,
): HostedRule[] => {
  const mine = effectiveRoutesOf(view.snapshot, route).filter((r) => r.gateway === gateway && !r.preflight);
  // In the order of the file, which is that of paths in the answers.
  const byRule = [...groupBy(mine, (r) => r.ruleIndex)].sort(([a], [b]) => a - b);
  return byRule.flatMap(([index, list]) => {
    const rule = view.source.node(route, `spec.rules[${index}]`);
    if (!rule) return [];
    return [...groupBy(preferred(list), policiesOf).values()].map((routes) => {
      const own: RouteView = { ...view, home, route, rule, routes, settings: routes[0]!.rule };
      return { view: own, hosts: hostsOf(view, route, routes) };
    });
  });
};
