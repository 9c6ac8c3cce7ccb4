import type { WritePlan } from '../../files/plan.ts';
import type { Intent } from '../../model/intent.ts';

/** What a run wrote, for programs. Paths are relative to the output folder. */
export const writtenJson = (
  output: string,
  { created, changed, unchanged, removed, kept, blocked }: WritePlan,
  { intents }: { readonly intents: readonly Intent[] },
) => ({
  output,
  created,
  // Files that were edited by hand, which --force replaces.
  changed: [...changed, ...blocked],
  unchanged,
  removed,
  kept,
  notices: intents.flatMap(({ team, notices }) => notices.map((n) => (team ? { ...n, team: team.name } : n))),
});
