// The Gateways and kinds of routes that a policy applies to.
import { gatewayOf } from '../../listeners/listener-sets.ts';
import type { Loose } from '../../objects/loose-objects.ts';
import type { Snapshot } from '../../snapshot.ts';

/** The Gateways among the objects whose proxies carry out a policy, each once. */
export const gatewaysOf = (snapshot: Snapshot, policy: Loose): readonly Loose[] => {
  const all = snapshot.index(byPolicy);
  let known = all.get(policy);
  if (!known) {
    known = [
      ...new Set(snapshot.attachments.targetsOf(policy).flatMap((target) => gatewaysOfTarget(snapshot, target))),
    ];
    all.set(policy, known);
  }
  return known;
};

const byPolicy = (): Map<Loose, readonly Loose[]> => new Map();

const gatewaysOfTarget = (snapshot: Snapshot, target: Loose): Loose[] => {
  if (target.kind.endsWith('Route')) return snapshot.gatewaysOf(target).map(({ gateway }) => gateway);
  const gateway = gatewayOf(snapshot, target);
  return gateway ? [gateway] : [];
};

/** Whether a policy applies to an object of one of the kinds. */
export const targetsKind = (snapshot: Snapshot, policy: Loose, kinds: readonly string[]): boolean =>
  snapshot.attachments.targetsOf(policy).some((target) => kinds.includes(target.kind));
