// The conditions with problems that Envoy Gateway would set on a set of objects, in the order in which it decides them.
import { groupBy } from '../../values/group-by.ts';
import { backendObjects } from '../backends/backend-objects.ts';
import { backendTlsPolicies } from '../backends/backend-tls.ts';
import type { Loose } from '../objects/loose-objects.ts';
import { policyTargets } from '../policies/policy-targets.ts';
import { clientTrafficPolicies } from '../policies/settings/client-traffic-settings.ts';
import { extensionPolicies } from '../policies/settings/extension-policies.ts';
import { extensionServerPolicies } from '../policies/settings/extension-server-policies.ts';
import { patchPolicies } from '../policies/settings/patch-policies.ts';
import { securityPolicies } from '../policies/settings/security-policies.ts';
import { trafficPolicies } from '../policies/settings/traffic-policies.ts';
import { routeParents } from '../routes/parents.ts';
import { routeOverlaps } from '../routes/route-overlaps.ts';
import { routeRules } from '../routes/route-verdicts.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Conclude, Condition, ConditionRule } from './condition.ts';
import { gatewayConditions } from './gateway-conditions.ts';
import { listenerConditions } from './listener-conditions.ts';

/** Every rule, in the order of its conditions: listeners, routes, policies. */
const RULES: readonly ConditionRule[] = [
  gatewayConditions,
  listenerConditions,
  routeParents,
  backendObjects,
  routeRules,
  routeOverlaps,
  backendTlsPolicies,
  clientTrafficPolicies,
  policyTargets,
  securityPolicies,
  trafficPolicies,
  extensionPolicies,
  patchPolicies,
  extensionServerPolicies,
];

/** All conditions with problems; computed once for a snapshot. */
export const conditionsOf = (snapshot: Snapshot): readonly Condition[] => snapshot.index(concluded);

/** The conditions of one object. */
export const conditionsOn = (snapshot: Snapshot, object: Loose): readonly Condition[] =>
  snapshot.index(byObject).get(object) ?? [];

const concluded = (snapshot: Snapshot): Condition[] => {
  const all: Condition[] = [];
  const conclude: Conclude = (place, code, ...values) =>
    void all.push({ ...place, code, values: values[0] } as unknown as Condition);
  for (const rule of RULES) rule(snapshot, conclude);
  return all;
};

const byObject = (snapshot: Snapshot): Map<Loose, Condition[]> => groupBy(conditionsOf(snapshot), (c) => c.object);
