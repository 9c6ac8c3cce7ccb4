import { kindOf } from '../auth/kinds.ts';
import type { Answers } from './schema/answers-schema.ts';
import type { TeamAnswer } from './schema/teams-schema.ts';

/** The methods that a team may use. */
export const methodsOfTeam = (team: TeamAnswer, answers: Pick<Answers, 'auth'>): string[] =>
  team.auth ??
  Object.entries(answers.auth?.methods ?? {})
    .filter(([, m]) => kindOf(m).teams?.fits(m))
    .map(([name]) => name);

export const namespaceOfTeam = (name: string, team: TeamAnswer): string => team.namespace ?? name;
