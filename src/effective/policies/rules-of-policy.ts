// To which rules of routes a policy applies: the question of applied-policy.ts the other way round.
import { groupBy } from '../../values/group-by.ts';
import type { Loose } from '../objects/loose-objects.ts';
import { type RouteRule, rulesOf } from '../routes/rule-matches.ts';
import type { Snapshot } from '../snapshot.ts';

/** A rule of a route, without a listener. */
export interface RuleOfRoute {
  readonly route: Loose;
  readonly rule: RouteRule;
}

interface RulesByName {
  readonly all: readonly RuleOfRoute[];
  readonly byName: ReadonlyMap<string | undefined, readonly RuleOfRoute[]>;
}

const known = (): Map<Loose, RulesByName> => new Map();

const rulesByName = (snapshot: Snapshot, route: Loose): RulesByName => {
  const routes = snapshot.index(known);
  const found = routes.get(route);
  if (found) return found;
  const all = rulesOf(route).map((rule) => ({ route, rule }));
  const made = { all, byName: groupBy(all, ({ rule }) => rule.name) };
  routes.set(route, made);
  return made;
};

/**
 * The rules to which a policy of a route or of a rule applies, on every listener. A rule with a policy of its own is not one of the
 * rules of its route's policy, because it is never merged with that. None for a policy of a Gateway.
 */
export const rulesOfPolicy = (snapshot: Snapshot, policy: Loose): RuleOfRoute[] =>
  snapshot.attachments.targetsOfPolicy(policy).flatMap(({ object, section, holder }) => {
    if (!object?.kind.endsWith('Route') || holder) return [];
    const { all, byName } = rulesByName(snapshot, object);
    if (section !== undefined) return byName.get(section) ?? [];
    return all.filter(
      ({ rule }) =>
        rule.name === undefined || snapshot.attachments.exactly(object, policy.kind, rule.name).length === 0,
    );
  });
