import { LABEL_PREFIX, type RouteIntent, type Targets } from './model.ts';

/** SecurityPolicy and BackendTrafficPolicy spec.targetRefs, maxItems. */
const MOST_TARGET_REFS = 16;

/** Labels that every route carries: what decides for it, readable with `kubectl get httproutes -L`. */
export const ROUTE_LABELS = {
  service: `${LABEL_PREFIX}/service`,
  security: `${LABEL_PREFIX}/security`,
  traffic: `${LABEL_PREFIX}/traffic`,
} as const;

/**
 * How a policy reaches its routes: by name while the API allows it, by our label beyond, or where a guard rail of the cluster
 * has to see from the route which policy decides for it.
 */
export const targetsOf = (
  policy: string,
  label: 'security' | 'traffic',
  routes: readonly Pick<RouteIntent, 'kind' | 'name'>[],
  visible = false,
): Targets =>
  routes.length <= MOST_TARGET_REFS && !visible
    ? { by: 'name', routes: routes.map(({ kind, name }) => ({ kind, name })) }
    : {
        by: 'label',
        label: ROUTE_LABELS[label],
        value: policy,
        kinds: [...new Set(routes.map((r) => r.kind))].sort().reverse(),
        count: routes.length,
      };
