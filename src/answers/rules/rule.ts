import { type RefusalCode, severityOf, type ValuesArgument } from '../../diagnostics/catalogue.ts';
import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import type { Answers } from '../schema/answers-schema.ts';
import type { TeamAnswer } from '../schema/teams-schema.ts';

/** A finding of a rule across answers, at the path of the answer to change. `warning`: it does not stop the run. */
export interface Found {
  readonly path: readonly PropertyKey[];
  readonly refusal: Refusal;
  readonly warning?: boolean;
}

/** The team whose answers are validated: its own services, and all other answers from the root file. */
export interface TeamView {
  readonly name: string;
  readonly team: TeamAnswer;
}

/** A rule across all answers; each answer is valid for itself. */
export type Rule = (answers: Answers, view?: TeamView) => Found[];

/** A finding of a rule, with text and severity from the catalogue. */
export const found = <C extends RefusalCode>(
  path: readonly PropertyKey[],
  code: C,
  ...values: ValuesArgument<C>
): Found => ({
  path,
  refusal: refusal(code, ...values),
  ...(severityOf(code, ...values) !== 'error' && { warning: true }),
});
