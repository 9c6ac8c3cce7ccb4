import type { Answers } from './schema/answers-schema.ts';
import type { TeamAnswer } from './schema/teams-schema.ts';

/** Envoy names the filters of these methods after their policy, so only the owner of the listener can ensure that they run. */
export const OF_PLATFORM: ReadonlySet<string> = new Set(['oidc', 'extAuth']);

/** The names of the methods that a team may use. */
export const methodsOfTeam = (team: TeamAnswer, answers: Pick<Answers, 'auth'>): string[] =>
  team.auth ??
  Object.entries(answers.auth?.methods ?? {})
    .filter(([, m]) => !OF_PLATFORM.has(m.type))
    .map(([name]) => name);

export const namespaceOfTeam = (name: string, team: TeamAnswer): string => team.namespace ?? name;
