import { checkValue } from '../../answers/check-value.ts';
import { reservedHeaderRules } from '../../answers/rules/reserved-headers-rules.ts';
import type { Answers } from '../../answers/schema/answers-schema.ts';
import { AUTH_TYPES, KINDS } from '../../auth/kinds.ts';
import type { MethodChoice, MethodQuestion } from '../../auth/method-question.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import { dashed } from '../../values/dashed.ts';
import type { Draft } from '../draft.ts';
import { firstOpen, names, type Question, words } from '../question.ts';
import { problemWith } from '../whole-problem.ts';
import { caOfMethod } from './ca-questions.ts';

/** What a person can choose, in the order of the kinds. */
export const METHOD_CHOICES: readonly MethodChoice[] = AUTH_TYPES.flatMap((type) => KINDS[type].choices);

/** What is wrong with a value, by its whole method: the schema of its kind, then the rules for headers with earlier methods. */
const validateWhole = (key: string, method: Readonly<Record<string, unknown>>, draft: Draft): string | undefined => {
  const methods = { ...(draft.get('auth.methods') as object), [key.slice('auth.methods.'.length)]: method };
  const refusal =
    checkValue(key, method) ??
    reservedHeaderRules({ services: [], auth: { methods } } as unknown as Answers)[0]?.refusal;
  return briefly(refusal);
};

/** A method of a service or of all services. */
export interface Chosen {
  readonly choice: string;
  /** The question by which it was chosen. */
  readonly cause: string;
  /** The methods that the same services accept already. */
  readonly besides?: readonly string[];
}

/** The name of a chosen method in the answers: that of the choice, or with a number if another method has it. */
export const nameOf = ({ choice, cause }: Chosen, draft: Draft): string => {
  const base = METHOD_CHOICES.find((k) => k.choice === choice)?.name ?? 'none';
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}-${n}`;
    const key = `auth.methods.${name}`;
    if (!draft.has(key) || draft.causes.get(`${key}.type`) === cause || cause.startsWith('?auth.of.')) return name;
  }
};

/** A question of a kind for a method of the answers. `besides`: the methods that the same services accept already. */
export const askedOf = (
  name: string,
  q: MethodQuestion,
  draft: Draft,
  besides: readonly string[] = [],
): Question & { readonly kind: 'text' } => {
  const key = `auth.methods.${name}`;
  const { whole, read } = q;
  const id = `${key}.${q.key}`;
  const stored = (text: string): unknown => {
    if (typeof read === 'function') return read(text);
    return read === 'names' ? names(text) : read === 'list' ? words(text) : text;
  };
  const validate = (text: string): string | undefined => {
    if (text === '') return undefined;
    const spaced = read === 'names' && names(text).find((n) => /\s/.test(n));
    if (spaced) return `${spaced} contains a space. Write ${dashed(spaced)}, or separate two names with a comma.`;
    const own = whole && validateWhole(key, whole(text), draft);
    if (own !== undefined || besides.length === 0) return own;
    return problemWith(
      draft,
      [
        [id, stored(text)],
        ['auth.default', [...besides, name]],
      ],
      ['auth'],
    );
  };
  return {
    id,
    kind: 'text',
    message: q.message,
    ...(q.suggestion && { suggestion: q.suggestion }),
    ...(q.recommended && { recommended: true }),
    ...(q.example && { example: q.example }),
    ...(read && { read: stored }),
    validate,
  };
};

/** The next follow-up of a chosen method; its type is stored first. */
export const nextOfMethod = (of: Chosen, draft: Draft): Question | undefined => {
  const chosen = METHOD_CHOICES.find((k) => k.choice === of.choice);
  if (!chosen) return undefined;
  const name = nameOf(of, draft);
  const key = `auth.methods.${name}`;
  if (!draft.has(`${key}.type`))
    for (const [k, v] of Object.entries(chosen.preset)) draft.set(`${key}.${k}`, v, 'asked', of.cause);
  const questions = chosen.questions(
    (below) => draft.get(`${key}.${below}`),
    (other) => draft.get(other),
  );
  const own = questions.map((q) => askedOf(name, q, draft, of.besides));
  return firstOpen(draft, own) ?? caOfMethod(draft, name);
};

/** A method in words, with its issuer. */
export const shownMethod = (name: string, draft: Draft): string => {
  const method = draft.get(`auth.methods.${name}`) as Record<string, unknown> | undefined;
  const { words } = METHOD_CHOICES.find((k) => k.preset.type === method?.type) ?? { words: name };
  const issuer = method?.issuer;
  return `${words}${typeof issuer === 'string' ? ` of ${issuer}` : ''}`;
};
