import type { ValuesArgument } from '../../diagnostics/catalogue.ts';
import { verdictsOf } from '../listeners/verdicts.ts';
import type { ConditionRule } from './condition.ts';

/** The conditions of listeners of Gateways and ListenerSets (ProcessListeners in listener.go). */
export const listenerConditions: ConditionRule = (snapshot, conclude) => {
  for (const { listener, problems } of verdictsOf(snapshot).values())
    for (const { type, reason, field, code, values } of problems)
      conclude(
        { object: listener.owner, part: listener.name, type, reason, field },
        code,
        ...([values] as unknown as ValuesArgument<typeof code>),
      );
};
