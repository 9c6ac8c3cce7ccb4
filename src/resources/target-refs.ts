import type { Targets } from '../intent/model.ts';
import { GATEWAY_GROUP } from './make.ts';

/** `targetRefs` or `targetSelectors` of a policy. */
export const targetsOf = (targets: Targets) =>
  targets.by === 'name'
    ? { targetRefs: targets.routes.map(({ kind, name }) => ({ group: GATEWAY_GROUP, kind, name })) }
    : {
        targetSelectors: targets.kinds.map((kind) => ({
          group: GATEWAY_GROUP,
          kind,
          matchLabels: { [targets.label]: targets.value },
        })),
      };
