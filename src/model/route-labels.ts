import { LABEL_PREFIX, type RouteIntent, type Targets } from './intent.ts';

/** Labels of every route: its service and its policies, readable with `kubectl get httproutes -L`. */
export const ROUTE_LABELS = {
  service: `${LABEL_PREFIX}/service`,
  security: `${LABEL_PREFIX}/security`,
  traffic: `${LABEL_PREFIX}/traffic`,
  extensions: `${LABEL_PREFIX}/extensions`,
} as const;

/**
 * How a policy reaches its routes: by the label that names it. A route that is not generated any more (renamed, removed) keeps
 * its label and so its policy until it is pruned; by name it would lose the policy at once and answer 403.
 */
export const targetsOf = (
  policy: string,
  label: 'security' | 'traffic' | 'extensions',
  kinds: Iterable<RouteIntent['kind']>,
): Targets => ({
  label: ROUTE_LABELS[label],
  value: policy,
  kinds: [...new Set(kinds)].sort().reverse(),
});
