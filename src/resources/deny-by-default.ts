import type { HTTPRoute, HTTPRouteFilter } from '../crds/types/index.ts';
import { GUARD_PATH } from '../model/fixed-names.ts';
import { hostParts } from '../model/host-parts.ts';
import type { Intent } from '../model/intent.ts';
import { chunks, shorten } from '../model/object-names.ts';
import { ROUTE_LABELS } from '../model/route-labels.ts';
import { guardsPlace } from '../objects/guards-place.ts';
import { defined, ENVOY_GATEWAY, GATEWAY_API, meta, note, resource, some } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import type { Stage } from '../stages.ts';
import { literalBody } from '../values/own-response.ts';
import { authorizationPolicy, httpRouteRef, listenerRefs, type PolicyTarget } from './authorization-policy.ts';
import { DENY_BY_DEFAULT } from './notes/access-notes.ts';
import { extensionFilter, listenersThat, parentRefs } from './route-parts.ts';

/** targetRefs of a policy, maxItems. */
const MOST_TARGETS = 16;

/** The filter with which a route answers 404 itself. */
const notFoundFilter = (intent: Intent): string => `${intent.gateway.name}-not-found`;

interface OwnRoutes {
  readonly labels?: Record<string, string>;
  /** Further paths that they answer. */
  readonly exact?: readonly string[];
  readonly hosts?: Intent['gateway']['hosts'];
  /** The number of the first route. */
  readonly first?: number;
}

/** The routes with which the gateway answers a path itself on every host, so that each https listener has its filters. */
const ownRoutes = (
  intent: Intent,
  name: string,
  path: string,
  { labels = {}, exact = [], hosts = intent.gateway.hosts, first = 0 }: OwnRoutes = {},
): HTTPRoute[] =>
  hostParts(hosts).map(({ hostnames, listeners }, i) => ({
    apiVersion: GATEWAY_API,
    kind: 'HTTPRoute',
    metadata: meta(intent, numbered(name, first + i), labels),
    spec: defined({
      parentRefs: parentRefs(intent, listeners),
      hostnames: some(hostnames),
      rules: [
        {
          name: 'not-found',
          matches: [
            { path: { type: 'PathPrefix' as const, value: path } },
            ...exact.map((value) => ({ path: { type: 'Exact' as const, value } })),
          ],
          filters: [extensionFilter(notFoundFilter(intent))],
        },
      ],
    }),
  }));

const numbered = (name: string, i: number): string => (i === 0 ? name : shorten(`${name}-hosts-${i + 1}`));

/** Policies that allow or deny everything at their targets: as many as the targets need. */
const policies = (
  intent: Intent,
  { stage, owner }: { readonly stage: Stage; readonly owner: string },
  name: string,
  targets: readonly PolicyTarget[],
  defaultAction: 'Allow' | 'Deny',
  why: string,
): Resource[] =>
  chunks(targets, MOST_TARGETS).map((part, i) =>
    resource(stage, owner, authorizationPolicy(intent, numbered(name, i), part, { defaultAction }), [note('why', why)]),
  );

const refsTo = (routes: readonly HTTPRoute[]): PolicyTarget[] => routes.map((r) => httpRouteRef(r.metadata!.name!));

const guardRoutes = (intent: Intent): Resource[] => {
  const { stage, owner } = guardsPlace(intent);
  return intent.guards.flatMap((guard) =>
    ownRoutes(intent, guard.name, guard.path, {
      labels: { [ROUTE_LABELS.security]: guard.security },
      exact: guard.exact,
    }).map((route) => resource(stage, owner, route, [note('why', guard.why)])),
  );
};

/** The catch-all of every host: at / where no service has that path, else at the own path. */
const catchAllRoutes = (intent: Intent, name: string): HTTPRoute[] => {
  const at = (path: string, first: number): HTTPRoute[] =>
    ownRoutes(intent, name, path, { hosts: intent.gateway.hosts.filter((h) => h.catchAllPath === path), first });
  const roots = at('/', 0);
  return [...roots, ...at(GUARD_PATH, roots.length)];
};

/** The page of the answers for unknown paths. */
const notFoundBody = ({ notFoundPage: p }: Intent): Partial<NonNullable<HTTPRouteFilter['spec']['directResponse']>> =>
  p ? { contentType: p.contentType, body: { type: 'Inline', inline: literalBody(p.body) } } : {};

/**
 * For a Gateway of another owner, whose other routes must not change: routes below the own path, with a policy. They add the
 * authorization filter to the listener, as the catch-all does for a generated Gateway.
 */
const attachedGuards = (intent: Intent, filter: HTTPRouteFilter): Resource[] => {
  const place = guardsPlace(intent);
  const name = `${intent.gateway.name}-guard`;
  const routes = ownRoutes(intent, name, `${GUARD_PATH}/${intent.gateway.name}`);
  return [
    ...policies(intent, place, name, refsTo(routes), 'Deny', DENY_BY_DEFAULT.attachedGuard),
    ...[filter, ...routes].map((object) => resource(place.stage, place.owner, object)),
    ...guardRoutes(intent),
  ];
};

/**
 * What closes the https listeners before any route exists: a policy that denies, which each route's own policy replaces,
 * and a catch-all route that keeps the authorization filter in the chain of every connection. Envoy gives an open
 * connection the new routes but not the new filters, so the filter has to be there first.
 */
export const closedByDefault = (intent: Intent): Resource[] => {
  const { gateway: g } = intent;
  const catchAll = `${g.name}-catch-all`;
  const place = guardsPlace(intent);
  const filter: HTTPRouteFilter = {
    apiVersion: ENVOY_GATEWAY,
    kind: 'HTTPRouteFilter',
    metadata: meta(intent, notFoundFilter(intent)),
    spec: { directResponse: { statusCode: 404, ...notFoundBody(intent) } },
  };
  if (g.attach !== undefined) return attachedGuards(intent, filter);
  // The listener, the catch-all and the policy that denies belong to the platform.
  if (intent.team !== undefined)
    return intent.guards.length === 0 ? [] : [resource(place.stage, place.owner, filter), ...guardRoutes(intent)];
  const listeners = listenerRefs(intent, listenersThat(intent, 'routes'));
  const routes = catchAllRoutes(intent, catchAll);
  return [
    ...policies(intent, place, `${g.name}-closed`, listeners, 'Deny', DENY_BY_DEFAULT.policy),
    resource(place.stage, place.owner, filter),
    ...routes.map((route) => resource(place.stage, place.owner, route, [note('why', DENY_BY_DEFAULT.catchAll)])),
    ...policies(intent, place, catchAll, refsTo(routes), 'Allow', DENY_BY_DEFAULT.catchAllPolicy),
    ...guardRoutes(intent),
  ];
};
