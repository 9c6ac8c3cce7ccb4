// Stores answers in a session, or refuses all of them.
import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import type { Draft } from '../../interview/draft.ts';
import { publicId, settle, settleDefaults } from '../../interview/open-questions.ts';
import type { JsonProblem } from '../result/json-problems.ts';
import { ADD_SERVICE, change } from './change-answer.ts';
import { runsIn } from './outcome.ts';
import type { Session } from './session.ts';

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

/**
 * Services to add as further lines of the question for services; as they are if an answers file contains the services, where
 * `change` adds them.
 */
const withAdded = (
  answers: ReadonlyMap<string, readonly string[]>,
  { memory, begin }: Session,
): ReadonlyMap<string, readonly string[]> => {
  const added = answers.get(ADD_SERVICE);
  if (!added || begin().notes.get('?services.given') === true) return answers;
  const { [ADD_SERVICE]: _, ...rest } = Object.fromEntries(answers);
  const before = answers.get('services') ?? [memory.recall('?services')].filter((v) => typeof v === 'string');
  return new Map([...Object.entries(rest), ['services', [...before, ...added]]]);
};

/** Ids of answers by what they are. */
const settled = (session: Session, answers: ReadonlyMap<string, readonly string[]>, draft: Draft) => {
  const { memory, begin, interview } = session;
  const { topics, asks } = interview;
  const first = settle(topics, draft, memory, answers, { opens: false });
  const left = new Map(first.unknown.map((id) => [id, answers.get(id)!]));
  // A topic that a file answers asks again if a program answers one of its questions.
  const second = left.size === 0 ? undefined : settle(topics, begin(), memory.copy(), left, { opens: true });
  if (asks) for (const { id } of first.topics) if (!asks.has(id)) memory.topics.add(id);
  if (!second || second.topics.size + second.refused.length === 0) return first;
  for (const { id } of second.topics) memory.topics.add(id);
  const again = settle(topics, begin(), memory, answers, { opens: false });
  return { ...again, refused: [...again.refused, ...second.refused] };
};

/**
 * Stores answers to questions, and values of keys that are no question. Returns what is refused; the session must not be
 * written then. `defaults`: also accepts the default of every question that is still open.
 */
export const store = (
  session: Session,
  given: ReadonlyMap<string, readonly string[]>,
  defaults: boolean,
): readonly JsonProblem[] => {
  const { memory, begin } = session;
  const answers = withAdded(given, session);
  const draft = begin();
  const { refused, unknown } = settled(session, answers, draft);
  const problems = refused.map((r) =>
    problem(
      r.id,
      'twice' in r ? refusal('AnswerTwice', { id: r.id }) : refusal('AnswerRefused', { id: r.id, why: r.message }),
    ),
  );
  const known = new Set(problems.map((p) => p.id));
  // Services first: other answers may be about them.
  for (const id of unknown.toSorted((a, b) => Number(b === ADD_SERVICE) - Number(a === ADD_SERVICE))) {
    const wrong = known.has(id) ? undefined : change(id, answers.get(id)!, session, draft);
    if (wrong) problems.push(problem(id, wrong));
  }
  // An answer that is the default is stored, too: somebody decided it, so an import does not ask it again.
  for (const id of ['gateway.name', 'gateway.namespace'])
    if (answers.has(id) && !unknown.includes(id) && !known.has(id))
      memory.changes.set(id, answers.get(id)!.at(-1)!.trim() || null);
  if (defaults && problems.length === 0)
    settleDefaults(session.interview.topics, begin(), memory, runsIn(session, false));
  return problems;
};
