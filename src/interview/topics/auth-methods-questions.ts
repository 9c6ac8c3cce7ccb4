import { checkValue } from '../../answers/check-value.ts';
import { reservedHeaderRules } from '../../answers/rules/reserved-headers-rules.ts';
import type { Answers } from '../../answers/schema/answers-schema.ts';
import { AUTH_TYPES, KINDS } from '../../auth/kinds.ts';
import type { MethodChoice, MethodQuestion } from '../../auth/method-question.ts';
import { briefly } from '../../diagnostics/refusal.ts';
import type { Draft } from '../draft.ts';
import { firstOpen, type Question, words } from '../question.ts';

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

const asked = (key: string, q: MethodQuestion, draft: Draft): Question => {
  const { whole, read } = q;
  return {
    id: `${key}.${q.key}`,
    kind: 'text',
    message: q.message,
    ...(q.suggestion && { suggestion: q.suggestion }),
    ...(read && { read: read === 'list' ? words : read }),
    ...(whole && { validate: (text: string) => (text === '' ? undefined : validateWhole(key, whole(text), draft)) }),
  };
};

/** The next follow-up of a chosen method; its type is stored first. `cause`: the question by which it was chosen. */
export const nextOfMethod = (choice: string, draft: Draft, cause: string): Question | undefined => {
  const chosen = METHOD_CHOICES.find((k) => k.choice === choice);
  if (!chosen) return undefined;
  const key = `auth.methods.${chosen.name}`;
  if (!draft.has(`${key}.type`))
    for (const [k, v] of Object.entries(chosen.preset)) draft.set(`${key}.${k}`, v, 'asked', cause);
  const questions = chosen.questions(
    (below) => draft.get(`${key}.${below}`),
    (other) => draft.get(other),
  );
  return firstOpen(
    draft,
    questions.map((q) => asked(key, q, draft)),
  );
};
