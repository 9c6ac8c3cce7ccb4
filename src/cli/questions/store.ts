// Stores answers in a session, or refuses all of them.
import { checkValue, schemasAt } from '../../answers/check-value.ts';
import { readFlagValue } from '../../answers/flag-value.ts';
import { keyPath } from '../../answers/key-path.ts';
import { knownKeys } from '../../answers/known-keys.ts';
import { isTree } from '../../answers/yaml-layout.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import type { Draft } from '../../interview/draft.ts';
import { publicId, settle, settleDefaults, walk } from '../../interview/open-questions.ts';
import { TOPICS } from '../../interview/topics.ts';
import type { JsonProblem } from '../result/json-problems.ts';
import { runsIn } from './outcome.ts';
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
): { readonly answers: ReadonlyMap<string, readonly string[]>; readonly problems: readonly JsonProblem[] } => {
  const answers = new Map<string, string[]>();
  const problems: JsonProblem[] = [];
  for (const text of args) {
    const at = text.indexOf('=');
    const id = publicId(text.slice(0, Math.max(0, at)));
    const value = text.slice(at + 1);
    const before = answers.get(id);
    if (id === '') problems.push(problem('', refusal('NotAnAnswer', { text })));
    else if (before) before.push(value);
    else answers.set(id, [value]);
  }
  return { answers, problems };
};

/** The refusal of an id, with what it may have meant: a question, a key of the answers file, or a question that comes later. */
const unknown = (id: string, { begin, memory }: Session): Refusal => {
  const { open, recommended, answered } = walk(TOPICS, begin(), memory, { takes: 'defaults' });
  const steps = id.split('.');
  const parent = steps.slice(0, -1).join('.');
  const keys = knownKeys(parent === '' ? [] : keyPath(parent)).map((k) => (parent === '' ? k : `${parent}.${k}`));
  const asked = [...open, ...recommended].map((o) => o.question);
  const near = nearest(id, [...[...asked, ...answered].map((q) => publicId(q.id)), ...keys]);
  const isOfTopic = TOPICS.some((t) => t.id === steps[0]);
  const later = isOfTopic ? open.filter((o) => o.preset === undefined).map((o) => publicId(o.question.id)) : [];
  return refusal('UnknownQuestion', { id, near, later });
};

const noService = (service: string): Refusal => ({
  ...refusal('UnknownService', { service }),
  why: 'The answer is about a service that is not defined.',
  fix: `Add the service first: services=${service}=/v1/${service}=backend:8080.`,
});

/** The refusal of one text for a key that has keys below it. */
const below = (id: string, wrong: Refusal): Refusal => {
  const keys = knownKeys(keyPath(id));
  if (wrong.code !== 'WrongType' || keys.length === 0) return wrong;
  return { ...wrong, fix: `Answer a key below it: ${keys.map((k) => `${id}.${k}`).join(', ')}.` };
};

/** Changes a key of the answers file that is no open question; returns why it cannot. */
const change = (id: string, texts: readonly string[], session: Session, draft: Draft): Refusal | undefined => {
  const { memory } = session;
  if (id === 'version' || schemasAt(keyPath(id)).length === 0) return unknown(id, session);
  // The draft has the services of this call, too.
  if (isOfLaterService(draft, id)) return noService(id.split('.')[1]!);
  if (texts.length === 1 && texts[0]!.trim() === '') {
    // Without a value, the answer is removed.
    memory.changes.set(id, null);
    return undefined;
  }
  const read = readFlagValue(id, texts);
  if ('refusal' in read) return read.refusal;
  const wrong = checkValue(keyPath(id), read.value);
  if (wrong) return isTree(read.value) ? wrong : below(id, wrong);
  memory.changes.set(id, read.value);
  return undefined;
};

/** Ids of answers by what they are. */
const settled = (session: Session, answers: ReadonlyMap<string, readonly string[]>, draft: Draft) => {
  const { memory, begin, isComplete } = session;
  const first = settle(TOPICS, draft, memory, answers, { opens: false });
  const left = new Map(first.unknown.map((id) => [id, answers.get(id)!]));
  // A topic that a file answers asks again if a program answers one of its questions.
  const second = left.size === 0 ? undefined : settle(TOPICS, begin(), memory.copy(), left, { opens: true });
  if (isComplete) for (const { id } of first.topics) memory.topics.add(id);
  if (!second || second.topics.size + second.refused.length === 0) return first;
  for (const { id } of second.topics) memory.topics.add(id);
  const again = settle(TOPICS, begin(), memory, answers, { opens: false });
  return { ...again, refused: [...again.refused, ...second.refused] };
};

/**
 * Stores answers to questions, and values of keys that are no question. Returns what is refused; the session must not be
 * written then. `defaults`: also accepts the default of every question that is still open.
 */
export const store = (
  session: Session,
  answers: ReadonlyMap<string, readonly string[]>,
  defaults: boolean,
): readonly JsonProblem[] => {
  const { memory, begin } = session;
  const draft = begin();
  const { refused, unknown } = settled(session, answers, draft);
  const problems = refused.map((r) =>
    problem(
      r.id,
      'twice' in r ? refusal('AnswerTwice', { id: r.id }) : refusal('AnswerRefused', { id: r.id, why: r.message }),
    ),
  );
  const known = new Set(problems.map((p) => p.id));
  for (const id of unknown) {
    const wrong = known.has(id) ? undefined : change(id, answers.get(id)!, session, draft);
    if (wrong) problems.push(problem(id, wrong));
  }
  if (defaults && problems.length === 0) settleDefaults(TOPICS, begin(), memory, runsIn(session, false));
  return problems;
};
