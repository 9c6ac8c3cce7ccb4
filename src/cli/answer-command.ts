import { writeAnswers } from '../answers/write.ts';
import { refuseAnswers } from './answers/refuse-answers.ts';
import { type Environment, EXIT, type Options, UserError, type Voice } from './environment.ts';
import { draftPath, forgetDraft } from './init/ask.ts';
import { withoutAnswered } from './output/answered-comments.ts';
import { replaceFile } from './output/replace-file.ts';
import { schemaFileOf, schemaText } from './output/schema-file.ts';
import { type Outcome, outcomeOf } from './questions/outcome.ts';
import { printOutcome } from './questions/printed.ts';
import { type Session, sessionOf, stateOf } from './questions/session.ts';
import { answersIn, store } from './questions/store.ts';
import { systemReason } from './system-reason.ts';

/** Writes the answers, and the notes of the interview next to them until it is over. */
const write = async (path: string, session: Session, { answers, open, ready }: Outcome): Promise<void> => {
  const { shown, text: before } = session;
  try {
    const text = await withoutAnswered(writeAnswers(before, { version: 1, ...answers }));
    if (text !== before) replaceFile(path, text, { followsLink: true });
    if (before === undefined) replaceFile(schemaFileOf(path), schemaText());
    // Without the notes, answers that are not valid could not be changed by another call.
    if (open.length === 0 && ready) forgetDraft(path);
    else replaceFile(draftPath(path), `${JSON.stringify(stateOf(session, text))}\n`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new UserError(`${shown} cannot be written: ${systemReason(error)}.`);
  }
};

/** `answer ID=VALUE...`: stores answers to questions of the interview in the answers file; all of them or none. */
export const answer = async (
  environment: Environment,
  voice: Voice,
  options: Options,
  args: readonly string[],
): Promise<number> => {
  const json = options.json === true;
  const { answers, problems: wrong } = answersIn(args);
  if (args.length === 0 && options.defaults !== true)
    throw new UserError('answer needs an answer, such as hostname=api.example.com, or --defaults.');
  if (wrong.length > 0) return refuseAnswers(voice, wrong, json);
  const session = await sessionOf(environment, options);
  if ('problems' in session) return refuseAnswers(voice, session.problems, json);
  const problems = store(session, answers, options.defaults === true);
  if (problems.length > 0) return refuseAnswers(voice, problems, json);
  const outcome = outcomeOf(environment, options, session, false);
  // Valid answers stay valid.
  if (session.isComplete && outcome.problems.length > 0) return refuseAnswers(voice, outcome.problems, json);
  if (session.path !== undefined) await write(session.path, session, outcome);
  else if (!json) {
    voice.result(writeAnswers(undefined, { version: 1, ...outcome.answers }));
    return EXIT.fine;
  }
  printOutcome(voice, session, outcome, json);
  return EXIT.fine;
};
