import { basename } from 'node:path';
import { NOWHERE, validateAnswers } from '../../answers/read.ts';
import type { Tree } from '../../answers/yaml-layout.ts';
import type { Problem } from '../../diagnostics/refusal.ts';
import type { Draft } from '../../interview/draft.ts';
import { type Walk, walk } from '../../interview/open-questions.ts';
import { answersOf } from '../../interview/team-owners.ts';
import { TOPICS } from '../../interview/topics.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { teamsOf } from '../answers.ts';
import type { Environment, Options } from '../environment.ts';
import { outputToSay } from '../output-folder.ts';
import type { Session } from './session.ts';

/** Where an interview is. */
export interface Outcome {
  /** The answers so far, without defaults that nobody accepted. */
  readonly answers: Tree;
  readonly open: Walk['open'];
  readonly answered: number;
  /** Whether `generate` accepts the answers as they are. */
  readonly ready: boolean;
  /** Problems of the answers with the defaults of all open questions; none while an answer without a default is missing. */
  readonly problems: readonly Problem[];
}

/** The output folder is a question of the interview, and a key of the answers only if it is not the default. */
const withOutput = (draft: Draft, environment: Environment, path: string | undefined): Tree => {
  const folder = draft.notes.get('?output');
  if (draft.has('output') || typeof folder !== 'string' || folder.trim() === '') return answersOf(draft);
  const answered = folder.trim();
  const output =
    path === undefined
      ? answered === DEFAULTS.output.value
        ? undefined
        : answered
      : outputToSay(environment.cwd, path, answered);
  if (output !== undefined) draft.input.output = output;
  return answersOf(draft);
};

/** Answers with the changes of keys that are no question, or that the interview had answered before. */
const changed = (draft: Draft, { memory }: Session): void => {
  for (const [key, value] of memory.changes) draft.set(key, value);
};

/** Validates answers as `generate` does. */
const problemsOf = (environment: Environment, options: Options, session: Session, input: Tree): Problem[] => {
  const file = session.path === undefined ? session.shown : basename(session.path);
  const validated = validateAnswers(input, file);
  const problems = 'problems' in validated ? validated.problems : [];
  const source = { ...session.collected.source, path: session.path };
  return [...problems, ...teamsOf(environment, options, source, { input, file, locate: NOWHERE, problems }).problems];
};

/** Finds what is open. `all`: also what a complete answers file leaves to defaults. */
export const outcomeOf = (environment: Environment, options: Options, session: Session, all: boolean): Outcome => {
  const { memory } = session;
  const so = session.begin();
  const { answered } = walk(TOPICS, so, memory, { defaults: false });
  changed(so, session);
  const answers = withOutput(so, environment, session.path);
  const ofSoFar = problemsOf(environment, options, session, answers);
  const ready = ofSoFar.length === 0;
  const isComplete = ready && memory.size === 0 && !session.begun && !all;
  const full = session.begin();
  const { open } = isComplete ? { open: [] } : walk(TOPICS, full, memory, { defaults: true });
  if (ready || open.some((o) => o.preset === undefined))
    return { answers, open, answered: answered.length, ready, problems: [] };
  changed(full, session);
  const problems = problemsOf(environment, options, session, withOutput(full, environment, session.path));
  return { answers, open, answered: answered.length, ready, problems };
};
