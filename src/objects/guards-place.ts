import type { Intent } from '../model/intent.ts';
import type { Stage } from '../stages.ts';

/** The stage of guard routes and early policies: in the unit of the listener, a file that is applied before any route anyway. */
export const guardsPlace = ({ team, gateway }: Pick<Intent, 'team' | 'gateway'>): { stage: Stage; owner: string } =>
  team === undefined && gateway.attach === undefined
    ? { stage: 'gateway', owner: 'closed' }
    : { stage: 'guards', owner: 'guards' };
