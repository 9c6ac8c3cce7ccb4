import type { HTTPRoute, HTTPRouteFilter, SecurityPolicy } from '../crds/types/index.ts';
import { GUARD_PATH } from '../model/fixed-names.ts';
import type { Intent } from '../model/intent.ts';
import { chunks, shorten } from '../model/object-names.ts';
import { ROUTE_LABELS } from '../model/route-labels.ts';
import { guardsPlace } from '../objects/guards-place.ts';
import {
  defined,
  ENVOY_GATEWAY,
  ENVOY_GROUP,
  GATEWAY_API,
  GATEWAY_GROUP,
  meta,
  note,
  resource,
  some,
} from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { literalBody } from '../values/own-response.ts';
import { hostParts } from './host-parts.ts';
import { DENY_BY_DEFAULT } from './notes/access-notes.ts';
import { listenersThat, parentRefs } from './route-parts.ts';

/** targetRefs of a policy, maxItems. */
const MOST_TARGETS = 16;

/** The filter with which a route answers 404 itself. */
const notFoundFilter = (intent: Intent): string => `${intent.gateway.name}-not-found`;

/** The routes with which the gateway answers a path itself on every host, so that each https listener has its filters. */
const ownRoutes = (
  intent: Intent,
  name: string,
  path: string,
  more: Record<string, string> = {},
  exact: readonly string[] = [],
  first = 0,
  hosts = intent.gateway.hosts,
): HTTPRoute[] =>
  hostParts(hosts).map(({ hostnames, listeners }, i) => ({
    apiVersion: GATEWAY_API,
    kind: 'HTTPRoute',
    metadata: meta(intent, numbered(name, first + i), more),
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
          filters: [
            {
              type: 'ExtensionRef' as const,
              extensionRef: { group: ENVOY_GROUP, kind: 'HTTPRouteFilter', name: notFoundFilter(intent) },
            },
          ],
        },
      ],
    }),
  }));

const numbered = (name: string, i: number): string => (i === 0 ? name : shorten(`${name}-hosts-${i + 1}`));

type Target = { kind: string; name: string; sectionName?: string };

const policy = (
  intent: Intent,
  name: string,
  targets: readonly Target[],
  action: 'Allow' | 'Deny',
): SecurityPolicy => ({
  apiVersion: ENVOY_GATEWAY,
  kind: 'SecurityPolicy',
  metadata: meta(intent, name),
  spec: {
    targetRefs: targets.map((target) => ({ group: GATEWAY_GROUP, ...target })),
    authorization: { defaultAction: action },
  },
});

const guardRoutes = (intent: Intent): Resource[] => {
  const { stage, owner } = guardsPlace(intent);
  return intent.guards.flatMap((guard) =>
    ownRoutes(intent, guard.name, guard.path, { [ROUTE_LABELS.security]: guard.security }, guard.exact).map((route) =>
      resource(stage, owner, route, [note('why', guard.why)]),
    ),
  );
};

/** The catch-all of every host: at / where no service has that path, else at the own path. */
const catchAllRoutes = (intent: Intent, name: string): HTTPRoute[] => {
  const at = (path: string, first: number): HTTPRoute[] =>
    ownRoutes(
      intent,
      name,
      path,
      {},
      [],
      first,
      intent.gateway.hosts.filter((h) => h.catchAllPath === path),
    );
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
  const { stage, owner } = guardsPlace(intent);
  const name = `${intent.gateway.name}-guard`;
  const routes = ownRoutes(intent, name, `${GUARD_PATH}/${intent.gateway.name}`);
  const targets = routes.map((r) => ({ kind: 'HTTPRoute', name: r.metadata!.name! }));
  return [
    ...chunks(targets, MOST_TARGETS).map((part, i) =>
      resource(stage, owner, policy(intent, numbered(name, i), part, 'Deny'), [
        note('why', DENY_BY_DEFAULT.attachedGuard),
      ]),
    ),
    resource(stage, owner, filter),
    ...routes.map((route) => resource(stage, owner, route)),
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
  const filter: HTTPRouteFilter = {
    apiVersion: ENVOY_GATEWAY,
    kind: 'HTTPRouteFilter',
    metadata: meta(intent, notFoundFilter(intent)),
    spec: { directResponse: { statusCode: 404, ...notFoundBody(intent) } },
  };
  if (g.attach !== undefined) return attachedGuards(intent, filter);
  // The listener, the catch-all and the policy that denies belong to the platform.
  if (intent.team !== undefined) {
    const { stage, owner } = guardsPlace(intent);
    return intent.guards.length === 0 ? [] : [resource(stage, owner, filter), ...guardRoutes(intent)];
  }
  const listeners = listenersThat(intent, 'routes').map((sectionName) => ({
    kind: 'Gateway',
    name: g.name,
    sectionName,
  }));
  const routes = catchAllRoutes(intent, catchAll);
  const targets = routes.map((r) => ({ kind: 'HTTPRoute', name: r.metadata!.name! }));
  const parts = <T>(list: readonly T[]): T[][] => chunks(list, MOST_TARGETS);
  return [
    ...parts(listeners).map((part, i) =>
      resource('gateway', 'closed', policy(intent, numbered(`${g.name}-closed`, i), part, 'Deny'), [
        note('why', DENY_BY_DEFAULT.policy),
      ]),
    ),
    resource('gateway', 'closed', filter),
    ...routes.map((route) => resource('gateway', 'closed', route, [note('why', DENY_BY_DEFAULT.catchAll)])),
    ...parts(targets).map((part, i) =>
      resource('gateway', 'closed', policy(intent, numbered(catchAll, i), part, 'Allow'), [
        note('why', DENY_BY_DEFAULT.catchAllPolicy),
      ]),
    ),
    ...guardRoutes(intent),
  ];
};
