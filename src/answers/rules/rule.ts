import type { Refusal } from '../../diagnostics/refusal.ts';
import type { Answers } from '../schema/answers-schema.ts';
import type { TeamAnswer } from '../schema/teams-schema.ts';

/** Something that a rule across answers found, at the path of the answer to change. `warning`: it does not stop the run. */
export interface Found {
  readonly path: readonly PropertyKey[];
  readonly refusal: Refusal;
  readonly warning?: boolean;
}

/** Whose answers are judged where they are those of a team: its services, with all else from the root file. */
export interface TeamView {
  readonly name: string;
  readonly team: TeamAnswer;
}

/** A rule over all answers, each of which is right for itself. */
export type Rule = (answers: Answers, view?: TeamView) => Found[];

export const found = (path: readonly PropertyKey[], code: string, what: string, why: string, fix: string): Found => ({
  path,
  refusal: { code, what, why, fix },
});
export const warn = (path: readonly PropertyKey[], code: string, what: string, why: string, fix: string): Found => ({
  ...found(path, code, what, why, fix),
  warning: true,
});
