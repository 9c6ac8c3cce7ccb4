import { checkValue } from '../answers/check-value.ts';
import { hiddenRefusal } from '../answers/rules/hidden.ts';
import { briefly } from '../diagnostics/refusal.ts';
import { type Draft, schemaPath } from './draft.ts';
import { type Given, Memory } from './memory.ts';
import { Back, Cancelled, type Prompter } from './prompter.ts';
import type { Question, Topic } from './question.ts';

/** The result of an interview; a cancelled one keeps its draft. */
export type Outcome = { readonly outcome: 'answered' | 'cancelled'; readonly draft: Draft };

/** What a person enters for "none" if there is a suggestion. */
const NONE = '-';

/** The text without surrounding spaces, and empty if it means "none". */
export const plain = (question: Question, text: string): string => {
  const t = text.trim();
  return question.kind === 'text' && question.optional && t === NONE ? '' : t;
};

/** What the question or the schema refuses about a text, in one line, or undefined. */
export const validate = (question: Extract<Question, { kind: 'text' }>, text: string): string | undefined => {
  if (text === '' && question.optional) return undefined;
  const hidden = hiddenRefusal(text);
  if (hidden) return briefly(hidden);
  const own = question.validate?.(text);
  if (own !== undefined) return own;
  if (question.id.startsWith('?')) return undefined;
  if (text === '') return 'Enter an answer.';
  const refusal = checkValue(schemaPath(question.id), question.read ? question.read(text) : text);
  return briefly(refusal);
};

const store = (draft: Draft, id: string, value: unknown, isDefault: boolean): void => {
  if (id.startsWith('?')) draft.notes.set(id, value);
  else if (value === undefined) draft.notes.set(id, null);
  else draft.set(id, value, isDefault ? 'default' : 'asked');
};

/** Whether an earlier answer is still valid for the question. */
export const fits = (question: Question, given: Given | undefined): given is Given => {
  if (question.kind === 'confirm') return typeof given === 'boolean';
  if (typeof given !== 'string') return false;
  if (question.kind === 'select') return question.choices.some((c) => c.value === given);
  return validate(question, plain(question, given)) === undefined;
};

/** Stores an answer under the id of its question. */
export const apply = (question: Question, given: Given, draft: Draft): void => {
  draft.cause = question.id;
  if (question.kind === 'confirm') {
    draft.notes.set(question.id, given);
    question.store?.(given === true, draft);
    return;
  }
  const text = plain(question, String(given));
  const value = text === '' ? undefined : question.read ? question.read(text) : text;
  store(draft, question.id, value, text === question.suggestion?.value);
};

/** Asks one question; `before`: the earlier answer to it. */
const put = async (question: Question, before: Given | undefined, prompter: Prompter): Promise<Given> => {
  const { message, suggestion, remark } = question;
  if (remark !== undefined) prompter.say(remark);
  if (question.kind === 'confirm')
    return prompter.confirm({
      message,
      preset: typeof before === 'boolean' ? before : question.preset,
      ...(question.reason ? { hint: question.reason } : {}),
    });
  const preset = typeof before === 'string' ? before : suggestion?.value;
  const reason = before === undefined ? suggestion?.reason : 'your previous answer';
  const optional = question.kind === 'text' && question.optional === true && preset !== undefined && preset !== '';
  const hint = [reason, optional && `enter ${NONE} for none`].filter(Boolean).join('; ');
  const shared = { message, ...(hint ? { hint } : {}), ...(preset === undefined ? {} : { preset }) };
  if (question.kind === 'select') return prompter.select({ ...shared, choices: question.choices });
  return (await prompter.text({ ...shared, check: (t) => validate(question, plain(question, t)) })).trim();
};

/** Asks one question and stores the answer under its id. */
export const ask = async (question: Question, draft: Draft, prompter: Prompter): Promise<void> =>
  apply(question, await put(question, undefined, prompter), draft);

/** The suggested answer of a question, for `--yes`; undefined if a person must decide. */
export const suggested = (question: Question): Given | undefined => {
  if (question.kind === 'confirm') return question.preset;
  if (question.suggestion) return question.suggestion.value;
  return question.kind === 'text' && question.optional ? '' : undefined;
};

/** Accepts every suggestion; returns the questions that have none. */
export const takeSuggestions = (topics: readonly Topic[], draft: Draft): Question[] => {
  const open: Question[] = [];
  for (const topic of topics) {
    for (let q = topic.next(draft); q; q = topic.next(draft)) {
      const answer = suggested(q);
      if (answer === undefined) {
        open.push(q);
        break;
      }
      apply(q, answer, draft);
    }
  }
  return open;
};

interface Open {
  readonly topic: Topic;
  readonly question: Question;
  /** Ids of the questions that were answered before it, in order. */
  readonly behind: readonly string[];
}

/** Applies all settled answers to a fresh draft; returns the first question that is not settled. */
const replay = (topics: readonly Topic[], draft: Draft, memory: Memory): Open | undefined => {
  const behind: string[] = [];
  for (const topic of topics)
    for (let q = topic.next(draft); q; q = topic.next(draft)) {
      const again = behind.indexOf(q.id);
      // An answer that reverts itself ("no" to a public service) reopens every question since.
      if (again >= 0) for (const id of behind.splice(again)) memory.reopen(id);
      const given = memory.recall(q.id);
      if (again >= 0 || !memory.isSettled(q.id) || !fits(q, given)) return { topic, question: q, behind };
      apply(q, given, draft);
      behind.push(q.id);
    }
  return undefined;
};

/** What an interview needs in addition to its topics. */
export interface Session {
  /** Returns a new draft with the answers before the first question. */
  readonly begin: () => Draft;
  readonly memory?: Memory;
  /** Called after each answer. */
  readonly save?: (memory: Memory) => void;
}

/** Asks for missing answers topic by topic. It does not ask again for answers from the file or flags. */
export const interview = async (
  topics: readonly Topic[],
  { begin, memory = new Memory(), save }: Session,
  prompter: Prompter,
): Promise<Outcome> => {
  let announced: Topic | undefined;
  for (;;) {
    const draft = begin();
    const open = replay(topics, draft, memory);
    if (!open) return { outcome: 'answered', draft };
    const { topic, question, behind } = open;
    if (topic !== announced) prompter.heading(topic.title);
    announced = topic;
    try {
      memory.settle(question.id, await put(question, memory.recall(question.id), prompter));
      save?.(memory);
    } catch (error) {
      if (error instanceof Cancelled) return { outcome: 'cancelled', draft };
      if (!(error instanceof Back)) throw error;
      const last = behind.at(-1);
      if (last === undefined) prompter.say('This is the first question.');
      else memory.reopen(last);
    }
  }
};
