// Which policies apply to a rule of a route of the source.
import type { Loose } from '../../../effective/objects/loose-objects.ts';
import type { EffectivePolicy } from '../../../effective/requests/effective-policy.ts';
import type { SourceView } from '../source-views.ts';

const none = (): Set<Loose> => new Set();

/** The policies that applied so far. */
export const reachedPolicies = ({ snapshot }: SourceView): Set<Loose> => snapshot.index(none);

/** Records that a policy applies to a rule. */
export const reach = (view: SourceView, ...policies: readonly (EffectivePolicy | undefined)[]): void => {
  const all = reachedPolicies(view);
  for (const p of policies) {
    if (!p) continue;
    all.add(p.policy);
    if (p.base) all.add(p.base.policy);
  }
};
