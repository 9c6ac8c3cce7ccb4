import { basename } from 'node:path';
import { NOWHERE, validateAnswers } from '../../answers/read.ts';
import { UNDECIDED } from '../../answers/schema/auth-schema.ts';
import type { Tree } from '../../answers/yaml-layout.ts';
import type { Problem } from '../../diagnostics/refusal.ts';
import type { Draft } from '../../interview/draft.ts';
import { type Walk, walk } from '../../interview/open-questions.ts';
import type { Topic } from '../../interview/question.ts';
import { answersOf } from '../../interview/team-owners.ts';
import { DEFAULTS } from '../../values/defaults.ts';
import { teamsOf } from '../answers/answers.ts';
import type { Environment, Options } from '../environment.ts';
import { outputToSay } from '../output/output-folder.ts';
import type { Session } from './session.ts';

/** Where an interview is. */
export interface Outcome {
  /** The answers so far, without defaults that nobody accepted. */
  readonly answers: Tree;
  readonly open: Walk['open'];
  readonly recommended: Walk['recommended'];
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
  // What became undecided again is a question, and may be answered now.
  for (const [key, value] of memory.changes) if (value !== UNDECIDED) draft.set(key, value);
};

/** Validates answers as `generate` does. */
const problemsOf = (environment: Environment, options: Options, session: Session, input: Tree): Problem[] => {
  const file = session.path === undefined ? session.shown : basename(session.path);
  const validated = validateAnswers(input, file);
  const problems = 'problems' in validated ? validated.problems : [];
  const source = { ...session.collected.source, path: session.path };
  return [...problems, ...teamsOf(environment, options, source, { input, file, locate: NOWHERE, problems }).problems];
};

/** Topics that ask; undefined: all. `all`: also what complete answers leave to defaults. */
export const runsIn = (
  { interview: { asks }, memory }: Session,
  all: boolean,
): ((topic: Topic) => boolean) | undefined =>
  asks && !all ? (topic) => asks.has(topic.id) || memory.topics.has(topic.id) : undefined;

/** Finds what is open. `all`: also what complete answers leave to defaults. */
export const outcomeOf = (environment: Environment, options: Options, session: Session, all: boolean): Outcome => {
  const { memory, interview } = session;
  const { topics } = interview;
  const runs = runsIn(session, all);
  const full = session.begin();
  const { open, recommended } = walk(topics, full, memory, { takes: 'defaults', runs });
  const so = session.begin();
  // Recommended answers follow from the others, so they are taken when these are complete.
  const { answered } = walk(topics, so, memory, { takes: open.length === 0 ? 'recommended' : 'settled', runs });
  changed(so, session);
  const answers = withOutput(so, environment, session.path);
  const ready = problemsOf(environment, options, session, answers).length === 0;
  const outcome = { answers, open, recommended, answered: answered.length, ready };
  if (ready || open.some((o) => o.preset === undefined)) return { ...outcome, problems: [] };
  changed(full, session);
  return {
    ...outcome,
    problems: problemsOf(environment, options, session, withOutput(full, environment, session.path)),
  };
};
