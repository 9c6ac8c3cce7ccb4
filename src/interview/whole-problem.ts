import { validateAnswers } from '../answers/read.ts';
import { briefly } from '../diagnostics/refusal.ts';
import { Draft } from './draft.ts';

/**
 * What the rules across answers refuse below `under` if these keys are set. Answers that are still missing are no problem of
 * the value, so problems that exist without it are not reported.
 */
export const problemWith = (
  draft: Draft,
  values: readonly (readonly [key: string, value: unknown])[],
  under: readonly string[],
): string | undefined => {
  const problems = (input: Draft['input']) => {
    const result = validateAnswers(input, 'interview');
    return 'problems' in result ? result.problems.filter((p) => under.some((k) => p.key.startsWith(k))) : [];
  };
  const known = new Set(problems(draft.input).map((p) => p.what));
  const changed = new Draft(structuredClone(draft.input));
  for (const [key, value] of values) changed.set(key, value);
  return briefly(problems(changed.input).find((p) => !known.has(p.what) && p.code !== 'MissingAnswer'));
};
