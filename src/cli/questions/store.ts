// Stores answers in a session, or refuses all of them.
import { checkValue, schemasAt } from '../../answers/check-value.ts';
import { readFlagValue } from '../../answers/flag-value.ts';
import { keyPath } from '../../answers/key-path.ts';
import { knownKeys } from '../../answers/known-keys.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import type { Draft } from '../../interview/draft.ts';
import { publicId, settle, settleDefaults, walk } from '../../interview/open-questions.ts';
import { TOPICS } from '../../interview/topics.ts';
import type { JsonProblem } from '../result/json-problems.ts';
import { isOfLaterService, type Session } from './session.ts';

const problem = (id: string, { code, what, why, fix }: Refusal): JsonProblem => ({
  file: '',
  line: 0,
  column: 0,
  key: id,
  id,
  code,
  what,
  why,
  fix,
});

/** Reads `ID=VALUE` of each argument. */
export const answersIn = (
  args: readonly string[],
): { readonly answers: ReadonlyMap<string, string>; readonly problems: readonly JsonProblem[] } => {
  const answers = new Map<string, string>();
  const problems: JsonProblem[] = [];
  for (const text of args) {
    const at = text.indexOf('=');
    const id = publicId(text.slice(0, Math.max(0, at)));
    if (id === '') problems.push(problem('', refusal('NotAnAnswer', { text })));
    else if (answers.has(id) && answers.get(id) !== text.slice(at + 1))
      problems.push(problem(id, refusal('AnswerTwice', { id })));
    else answers.set(id, text.slice(at + 1));
  }
  return { answers, problems };
};

/** Names that an unknown id may have meant: open and answered questions, and the keys next to it in the answers file. */
const near = (id: string, { begin, memory }: Session): string | undefined => {
  const { open, answered } = walk(TOPICS, begin(), memory, { defaults: true });
  const steps = id.split('.');
  const parent = steps.slice(0, -1).join('.');
  const keys = knownKeys(parent === '' ? [] : keyPath(parent)).map((k) => (parent === '' ? k : `${parent}.${k}`));
  return nearest(id, [...open.map((o) => publicId(o.question.id)), ...answered.map((q) => publicId(q.id)), ...keys]);
};

/** Changes a key of the answers file that is no open question; returns why it cannot. */
const change = (id: string, text: string, session: Session, draft: Draft): Refusal | undefined => {
  const { memory } = session;
  if (id === 'version' || schemasAt(keyPath(id)).length === 0)
    return refusal('UnknownQuestion', { id, near: near(id, session) });
  // The draft has the services of this call, too.
  if (isOfLaterService(draft, id)) return refusal('UnknownService', { service: id.split('.')[1]! });
  const read = readFlagValue(id, text);
  if ('refusal' in read) return read.refusal;
  const wrong = checkValue(keyPath(id), read.value);
  if (wrong) return wrong;
  memory.changes.set(id, read.value);
  return undefined;
};

/**
 * Stores answers to questions, and values of keys that are no question. Returns what is refused; the session must not be
 * written then. `defaults`: also accepts the default of every question that is still open.
 */
export const store = (
  session: Session,
  answers: ReadonlyMap<string, string>,
  defaults: boolean,
): readonly JsonProblem[] => {
  const { memory, begin } = session;
  const draft = begin();
  const { refused, unknown } = settle(TOPICS, draft, memory, answers);
  const problems = refused.map(({ id, message }) => problem(id, refusal('AnswerRefused', { id, why: message })));
  for (const id of unknown) {
    const wrong = change(id, answers.get(id)!, session, draft);
    if (wrong) problems.push(problem(id, wrong));
  }
  if (defaults && problems.length === 0) settleDefaults(TOPICS, begin(), memory);
  return problems;
};
