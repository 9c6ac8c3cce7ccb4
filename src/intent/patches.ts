import type { Answers } from '../answers/schema/answers-schema.ts';
import type { OwnManifestIntent, PatchIntent } from '../model/intent.ts';

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

/** The user's own manifests, which belong to the platform's unit. */
export const manifestsOf = ({ manifests }: Pick<Answers, 'manifests'>, isTeam = false): OwnManifestIntent[] =>
  isTeam ? [] : (manifests ?? []).map(({ file, publicReason }, index) => ({ index, file, publicReason }));
