import type { Answers } from '../answers/schema/answers-schema.ts';
import type { PatchIntent } from '../model/intent.ts';

/** The patches of the platform's objects. A team's unit has none: its admission policies reject other fields. */
export const patchesOf = ({ patches }: Pick<Answers, 'patches'>, isTeam = false): PatchIntent[] =>
  isTeam
    ? []
    : (patches ?? []).map(({ target, patch, reason, publicReason }, index) => ({
        index,
        target,
        change: patch,
        reason,
        publicReason,
      }));
