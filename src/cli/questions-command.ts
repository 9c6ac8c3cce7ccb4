import { refuseAnswers } from './answers/refuse-answers.ts';
import { type Environment, EXIT, type Options, type Voice } from './environment.ts';
import { outcomeOf } from './questions/outcome.ts';
import { printOutcome } from './questions/printed.ts';
import { sessionOf } from './questions/session.ts';

/** `questions`: the open questions of the interview, for programs that lead it without a terminal. It writes nothing. */
export const questions = async (environment: Environment, voice: Voice, options: Options): Promise<number> => {
  const json = options.json === true;
  const session = await sessionOf(environment, options);
  if ('problems' in session) return refuseAnswers(voice, session.problems, json);
  printOutcome(voice, session, outcomeOf(environment, options, session, options.all === true), json);
  return EXIT.fine;
};
