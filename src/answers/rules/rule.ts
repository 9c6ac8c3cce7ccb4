import { type RefusalCode, severityOf, type ValuesArgument } from '../../diagnostics/catalogue.ts';
import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import type { Answers } from '../schema/answers-schema.ts';
import type { TeamAnswer } from '../schema/teams-schema.ts';

/** Something that a rule across answers found, at the path of the answer to change. `warning`: it does not stop the run. */
export interface Found {
  readonly path: readonly PropertyKey[];
  readonly refusal: Refusal;
  readonly warning?: boolean;
}

/** Whose answers are validated where they are those of a team: its services, with all else from the root file. */
export interface TeamView {
  readonly name: string;
  readonly team: TeamAnswer;
}

/** A rule over all answers, each of which is right for itself. */
export type Rule = (answers: Answers, view?: TeamView) => Found[];

/** What a rule found, with the text of the catalogue. Its severity is the catalogue's. */
export const found = <C extends RefusalCode>(
  path: readonly PropertyKey[],
  code: C,
  ...values: ValuesArgument<C>
): Found => ({
  path,
  refusal: refusal(code, ...values),
  ...(severityOf(code, ...values) !== 'error' && { warning: true }),
});
