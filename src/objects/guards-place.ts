import type { Intent } from '../model/intent.ts';
import type { Stage } from '../stages.ts';

/** Where guard routes and early policies are: the listener's unit has a file that is applied before any route anyway. */
export const guardsPlace = ({ team }: Pick<Intent, 'team'>): { stage: Stage; owner: string } =>
  team === undefined ? { stage: 'gateway', owner: 'closed' } : { stage: 'guards', owner: 'guards' };
