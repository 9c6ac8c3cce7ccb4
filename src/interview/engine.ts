import { checkValue } from '../answers/check-value.ts';
import { type Draft, schemaPath } from './draft.ts';
import { Cancelled, type Prompter } from './prompter.ts';
import type { Question, Topic } from './question.ts';

/** What came of an interview; a cancelled one leaves its draft. */
export type Outcome = { readonly outcome: 'answered' | 'cancelled'; readonly draft: Draft };

/** The schema's and the question's own judgement of what was typed, in one line, or undefined. */
const judge = (question: Extract<Question, { kind: 'text' }>, text: string): string | undefined => {
  if (text === '' && question.optional) return undefined;
  const own = question.judge?.(text);
  if (own !== undefined) return own;
  if (question.id.startsWith('?')) return undefined;
  const refusal =
    text === '' ? undefined : checkValue(schemaPath(question.id), question.read ? question.read(text) : text);
  if (text === '') return 'An answer is needed.';
  return refusal && `${refusal.what} ${refusal.fix}`;
};

const store = (draft: Draft, id: string, value: unknown, isDefault: boolean): void => {
  if (id.startsWith('?')) draft.notes.set(id, value);
  else if (value === undefined) draft.notes.set(id, null);
  else draft.set(id, value, isDefault ? 'default' : 'asked');
};

/** Asks one question and stores the answer under its id. */
export const ask = async (question: Question, draft: Draft, prompter: Prompter): Promise<void> => {
  const { id, message, suggestion } = question;
  const hint = suggestion?.reason;
  if (question.kind === 'confirm') {
    const yes = await prompter.confirm({
      message,
      preset: question.preset,
      ...(question.reason ? { hint: question.reason } : {}),
    });
    draft.notes.set(id, yes);
    question.store?.(yes, draft);
    return;
  }
  const shared = { message, ...(hint ? { hint } : {}), ...(suggestion ? { preset: suggestion.value } : {}) };
  if (question.kind === 'select') {
    const value = await prompter.select({ ...shared, choices: question.choices });
    store(draft, id, question.read ? question.read(value) : value, value === suggestion?.value);
    return;
  }
  const text = (await prompter.text({ ...shared, check: (t) => judge(question, t.trim()) })).trim();
  const value = text === '' ? undefined : question.read ? question.read(text) : text;
  store(draft, id, value, text === suggestion?.value);
};

/** The suggested answer of a question, for `--yes`; undefined where a person has to decide. */
const suggested = (question: Question): { value: unknown } | undefined => {
  if (question.kind === 'confirm') return { value: question.preset };
  if (question.kind === 'text' && question.optional && !question.suggestion) return { value: undefined };
  if (!question.suggestion) return undefined;
  const { value } = question.suggestion;
  return { value: question.read ? question.read(value) : value };
};

/** Takes every suggestion; gives the questions that have none. */
export const takeSuggestions = (topics: readonly Topic[], draft: Draft): Question[] => {
  const open: Question[] = [];
  for (const topic of topics) {
    for (let q = topic.next(draft); q; q = topic.next(draft)) {
      const answer = suggested(q);
      if (!answer) {
        open.push(q);
        break;
      }
      if (q.kind === 'confirm') {
        draft.notes.set(q.id, answer.value);
        q.store?.(answer.value === true, draft);
      } else store(draft, q.id, answer.value, true);
    }
  }
  return open;
};

/** Asks topic by topic what is not answered yet; what a file or flags said is not asked again. */
export const interview = async (topics: readonly Topic[], draft: Draft, prompter: Prompter): Promise<Outcome> => {
  try {
    for (const topic of topics) {
      let announced = false;
      for (let question = topic.next(draft); question; question = topic.next(draft)) {
        if (!announced) prompter.heading(topic.title);
        announced = true;
        await ask(question, draft, prompter);
      }
    }
    return { outcome: 'answered', draft };
  } catch (error) {
    if (error instanceof Cancelled) return { outcome: 'cancelled', draft };
    throw error;
  }
};
