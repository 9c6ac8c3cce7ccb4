// What an answer to a question means: whether it is valid, what it stores, and what the answer is if nobody is asked.
import { checkValue } from '../answers/check-value.ts';
import { hiddenRefusal } from '../answers/rules/hidden.ts';
import { briefly } from '../diagnostics/refusal.ts';
import { type Draft, schemaPath } from './draft.ts';
import type { Given } from './memory.ts';
import type { Question } from './question.ts';

type Typed = Extract<Question, { kind: 'text' | 'lines' }>;

/** What a person enters for "none" if there is a suggestion. */
export const NONE = '-';

const isTyped = (question: Question): question is Typed => question.kind === 'text' || question.kind === 'lines';

/** The lines of an answer, without empty ones. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((l) => l.trim())
    .filter((l) => l !== '');

/** The text without surrounding spaces, and empty if it means "none". */
export const plain = (question: Question, text: string): string => {
  const t = text.trim();
  return isTyped(question) && question.optional && (t === NONE || t === 'none') ? '' : t;
};

/** What is wrong with a line of an answer, after the lines above it. */
export const validateLine = (
  question: Extract<Question, { kind: 'lines' }>,
  line: string,
  before: readonly string[],
): string | undefined => briefly(hiddenRefusal(line)) ?? question.validateLine(line.trim(), before);

/** What the question or the schema refuses about a text, in one line, or undefined. */
export const validate = (question: Typed, text: string): string | undefined => {
  if (text === '' && question.optional) return undefined;
  if (question.kind === 'lines') {
    const lines = linesOf(text);
    if (lines.length === 0) return 'Enter at least one line.';
    for (const [i, line] of lines.entries()) {
      const problem = question.validateAll
        ? briefly(hiddenRefusal(line))
        : validateLine(question, line, lines.slice(0, i));
      if (problem !== undefined) return problem;
    }
    return question.validateAll?.(lines);
  }
  const hidden = hiddenRefusal(text);
  if (hidden) return briefly(hidden);
  const own = question.validate?.(text);
  if (own !== undefined) return own;
  if (question.id.startsWith('?')) return undefined;
  if (text === '') return 'Enter an answer.';
  const value = question.read ? question.read(text) : text;
  return value === undefined ? undefined : briefly(checkValue(schemaPath(question.id), value));
};

/** Whether an input is a valid answer to the question. */
export const fits = (question: Question, given: Given | undefined): given is Given => {
  if (question.kind === 'confirm') return typeof given === 'boolean';
  if (typeof given !== 'string') return false;
  if (question.kind === 'select')
    return question.choices.some((c) => c.value === given) || question.accepts?.(given) === true;
  return validate(question, plain(question, given)) === undefined;
};

/** The answer of a question that nobody is asked; undefined if a person must decide. A suggestion that is not valid is none. */
export const defaultOf = (question: Question): Given | undefined => {
  if (question.kind === 'confirm') return question.preset;
  const value = question.suggestion?.value;
  if (value !== undefined && fits(question, value)) return value;
  return isTyped(question) && question.optional ? '' : undefined;
};

const store = (draft: Draft, id: string, value: unknown, isDefault: boolean): void => {
  if (id.startsWith('?')) draft.notes.set(id, value ?? null);
  else if (value === undefined) draft.notes.set(id, null);
  else draft.set(id, value, isDefault ? 'default' : 'asked');
};

/** Stores an answer under the id of its question. `isDefault`: nobody was asked. */
export const apply = (question: Question, given: Given, draft: Draft, isDefault = false): void => {
  draft.cause = question.id;
  if (isDefault) draft.defaulted.add(question.id);
  if (question.kind === 'confirm') {
    draft.notes.set(question.id, given);
    question.store?.(given === true, draft);
    return;
  }
  const text = plain(question, String(given));
  const value = text === '' ? undefined : question.read ? question.read(text) : text;
  store(draft, question.id, value, isDefault || text === question.suggestion?.value);
};

/** An answer as a person reads it. */
export const shownAnswer = (question: Question, given: Given): string => {
  if (question.kind === 'confirm') return given === true ? 'yes' : 'no';
  if (question.kind === 'select') return question.choices.find((c) => c.value === given)?.name ?? String(given);
  const text = plain(question, String(given));
  return text === '' ? 'none' : linesOf(text).join(', ');
};
