// Which policy of a kind applies to a rule of a route on a listener, and what it is merged with.
import { gatewayOf } from '../listeners/listener-sets.ts';
import { type Fields, fields, type Loose } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { mergedSpec } from './merged-spec.ts';

/** Where a policy can attach, from the most specific to the least. */
export type PolicyLevel = 'rule' | 'route' | 'listener' | 'listenerSet' | 'gateway';

export interface LeveledPolicy {
  readonly policy: Loose;
  readonly level: PolicyLevel;
}

/** A place that policies apply to. */
export interface PolicyPlace {
  readonly route: Loose;
  /** The name of the rule; undefined: it has none, or the route as a whole. */
  readonly rule?: string | undefined;
  /** The Gateway or the ListenerSet that the route attaches to; undefined: only policies of the route itself. */
  readonly parent?: Loose | undefined;
  readonly listener?: string | undefined;
}

/** The policy that applies to a place. */
export interface AppliedPolicy extends LeveledPolicy {
  /** The policy that it is merged into; undefined: it applies alone. */
  readonly base: LeveledPolicy | undefined;
  /** What applies: its own fields, or the merged ones. Not frozen; do not change it. */
  readonly spec: Fields;
  /** Policies that this one replaces here, the most specific first. */
  readonly replaced: readonly LeveledPolicy[];
}

type Attach = (target: Loose | undefined, level: PolicyLevel, section?: string) => LeveledPolicy[];

const attached =
  (snapshot: Snapshot, kind: string): Attach =>
  (target, level, section) => {
    const [policy] = target ? snapshot.attachments.exactly(target, kind, section) : [];
    return policy ? [{ policy, level }] : [];
  };

/**
 * The policies of a kind above a route: for a listener of a Gateway or a ListenerSet, the most specific first. Listeners of a
 * ListenerSet are no listeners of the Gateway.
 */
export const policiesAbove = (
  snapshot: Snapshot,
  kind: string,
  parent: Loose,
  listener?: string,
): readonly LeveledPolicy[] => {
  const at = attached(snapshot, kind);
  return [
    ...(listener === undefined ? [] : at(parent, 'listener', listener)),
    ...(parent.kind === 'ListenerSet' ? at(parent, 'listenerSet') : []),
    ...at(gatewayOf(snapshot, parent), 'gateway'),
  ];
};

/** The policies of a kind that target a place, the most specific first. */
const policiesAt = (snapshot: Snapshot, kind: string, place: PolicyPlace): readonly LeveledPolicy[] => {
  const { route, rule, parent, listener } = place;
  const at = attached(snapshot, kind);
  return [
    ...(rule === undefined ? [] : at(route, 'rule', rule)),
    ...at(route, 'route'),
    ...(parent ? policiesAbove(snapshot, kind, parent, listener) : []),
  ];
};

const isOfRoute = ({ level }: LeveledPolicy): boolean => level === 'rule' || level === 'route';

/**
 * The policy of a kind that applies to a place (process*PolicyForRoute in securitypolicy.go, backendtrafficpolicy.go and
 * envoyextensionpolicy.go). The most specific one replaces all others completely, even if it is empty. With `mergeType` it is
 * merged into the closest policy above the route instead; a rule's policy is never merged into its route's.
 */
export const appliedPolicy = (snapshot: Snapshot, kind: string, place: PolicyPlace): AppliedPolicy | undefined => {
  const [first, ...others] = policiesAt(snapshot, kind, place);
  if (!first) return undefined;
  const own = fields(first.policy.spec);
  const base = isOfRoute(first) && own.mergeType !== undefined ? others.find((other) => !isOfRoute(other)) : undefined;
  return {
    ...first,
    base,
    spec: base ? mergedSpec(base.policy, first.policy) : own,
    replaced: others.filter((other) => other !== base),
  };
};
