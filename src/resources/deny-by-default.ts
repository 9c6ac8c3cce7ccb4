import type { HTTPRoute, HTTPRouteFilter, SecurityPolicy } from '../crds/types/index.ts';
import { GUARD_PATH } from '../model/fixed-names.ts';
import type { Intent } from '../model/intent.ts';
import { ROUTE_LABELS } from '../model/route-labels.ts';
import { guardsPlace } from '../objects/guards-place.ts';
import { ENVOY_GATEWAY, ENVOY_GROUP, GATEWAY_API, GATEWAY_GROUP, meta, note, resource } from '../objects/make.ts';
import type { Resource } from '../objects/resource.ts';
import { DENY_BY_DEFAULT } from './notes/access-notes.ts';
import { listenersThat, parentRefs } from './route-parts.ts';

/** The filter with which a route answers 404 itself. */
const notFoundFilter = (intent: Intent): string => `${intent.gateway.name}-not-found`;

const ownRoute = (intent: Intent, name: string, path: string, more: Record<string, string> = {}): HTTPRoute => ({
  apiVersion: GATEWAY_API,
  kind: 'HTTPRoute',
  metadata: meta(intent, name, more),
  spec: {
    parentRefs: parentRefs(intent, listenersThat(intent, 'routes')),
    hostnames: [intent.gateway.hostname],
    rules: [
      {
        name: 'not-found',
        matches: [{ path: { type: 'PathPrefix', value: path } }],
        filters: [
          {
            type: 'ExtensionRef',
            extensionRef: { group: ENVOY_GROUP, kind: 'HTTPRouteFilter', name: notFoundFilter(intent) },
          },
        ],
      },
    ],
  },
});

const policy = (
  intent: Intent,
  name: string,
  target: { kind: string; name: string; sectionName?: string },
  action: 'Allow' | 'Deny',
): SecurityPolicy => ({
  apiVersion: ENVOY_GATEWAY,
  kind: 'SecurityPolicy',
  metadata: meta(intent, name),
  spec: { targetRefs: [{ group: GATEWAY_GROUP, ...target }], authorization: { defaultAction: action } },
});

const guardRoutes = (intent: Intent): Resource[] => {
  const { stage, owner } = guardsPlace(intent);
  return intent.guards.map((guard) =>
    resource(stage, owner, ownRoute(intent, guard.name, guard.path, { [ROUTE_LABELS.security]: guard.security }), [
      note('why', guard.why),
    ]),
  );
};

/**
 * For a Gateway of another owner, whose other routes must not change: a route below the own path, with a policy. It adds the
 * authorization filter to the listener, as the catch-all does for a generated Gateway.
 */
const attachedGuards = (intent: Intent, filter: HTTPRouteFilter): Resource[] => {
  const { stage, owner } = guardsPlace(intent);
  const name = `${intent.gateway.name}-guard`;
  return [
    resource(stage, owner, policy(intent, name, { kind: 'HTTPRoute', name }, 'Deny'), [
      note('why', DENY_BY_DEFAULT.attachedGuard),
    ]),
    resource(stage, owner, filter),
    resource(stage, owner, ownRoute(intent, name, `${GUARD_PATH}/${intent.gateway.name}`)),
    ...guardRoutes(intent),
  ];
};

/**
 * What closes the https listener before any route exists: a policy that denies, which each route's own policy replaces,
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
    spec: { directResponse: { statusCode: 404 } },
  };
  if (g.attach !== undefined) return attachedGuards(intent, filter);
  // The listener, the catch-all and the policy that denies belong to the platform.
  if (intent.team !== undefined) {
    const { stage, owner } = guardsPlace(intent);
    return intent.guards.length === 0 ? [] : [resource(stage, owner, filter), ...guardRoutes(intent)];
  }
  return [
    resource(
      'gateway',
      'closed',
      policy(intent, `${g.name}-closed`, { kind: 'Gateway', name: g.name, sectionName: 'https' }, 'Deny'),
      [note('why', DENY_BY_DEFAULT.policy)],
    ),
    resource('gateway', 'closed', filter),
    resource('gateway', 'closed', ownRoute(intent, catchAll, g.catchAllPath), [note('why', DENY_BY_DEFAULT.catchAll)]),
    resource('gateway', 'closed', policy(intent, catchAll, { kind: 'HTTPRoute', name: catchAll }, 'Allow'), [
      note('why', DENY_BY_DEFAULT.catchAllPolicy),
    ]),
    ...guardRoutes(intent),
  ];
};
