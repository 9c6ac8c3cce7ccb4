import type { Intent, Targets } from '../model/intent.ts';
import { PART_OF } from '../model/intent.ts';
import { GATEWAY_GROUP } from './make.ts';

/** `targetSelectors` of a policy: the routes of this Gateway whose label names the policy. */
export const targetsOf = ({ gateway }: Pick<Intent, 'gateway'>, targets: Targets) => ({
  targetSelectors: targets.kinds.map((kind) => ({
    group: GATEWAY_GROUP,
    kind,
    matchLabels: { [PART_OF]: gateway.name, [targets.label]: targets.value },
  })),
});
