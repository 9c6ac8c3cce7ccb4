// Where a policy of a route or of a rule applies, with the other policies of each place.

import type { Fields, Loose } from '../objects/loose-objects.ts';
import { type AppliedPolicy, appliedPolicy } from '../policies/applied-policy.ts';
import { type RuleOfRoute, rulesOfPolicy } from '../policies/rules-of-policy.ts';
import { servingListeners } from '../routes/parents.ts';
import type { Snapshot } from '../snapshot.ts';
import type { RoutePolicyKind } from './effective-policy.ts';
import type { RuleSettings } from './rule-settings.ts';
import { rulesOnListener } from './rules-of-route.ts';

/** A rule on a listener; on none if no Gateway of the route is among the objects: then only policies of the route are known. */
export interface PlaceOfPolicy extends RuleOfRoute {
  readonly settings: RuleSettings | undefined;
}

/** A rule on each listener of its route. */
export const placesOfRule = (snapshot: Snapshot, { route, rule }: RuleOfRoute): PlaceOfPolicy[] => {
  const listeners = [...new Set(servingListeners(snapshot, route))];
  if (listeners.length === 0) return [{ route, rule, settings: undefined }];
  return listeners.map((l) => ({ route, rule, settings: rulesOnListener(snapshot, route, l)[rule.index] }));
};

const byPolicy = (): Map<Loose, readonly PlaceOfPolicy[]> => new Map();

/** Where a policy of a route or of a rule applies; nowhere for a policy of a Gateway. Computed once. */
export const placesOfPolicy = (snapshot: Snapshot, policy: Loose): readonly PlaceOfPolicy[] => {
  const all = snapshot.index(byPolicy);
  const known = all.get(policy) ?? rulesOfPolicy(snapshot, policy).flatMap((rule) => placesOfRule(snapshot, rule));
  all.set(policy, known);
  return known;
};

/** What the policies of a kind that apply to any of the places say, each once. */
export const specsIn = (snapshot: Snapshot, kind: RoutePolicyKind, places: readonly PlaceOfPolicy[]): Fields[] => {
  const policies = places.map(({ route, rule, settings }): AppliedPolicy | undefined =>
    settings ? settings.policy(kind) : appliedPolicy(snapshot, kind, { route, rule: rule.name }),
  );
  return [...new Set(policies.flatMap((p) => (p ? [p.spec] : [])))];
};
