import type * as z from 'zod';
import { type Issue, placeIssue } from './issues.ts';
import { below, knownKeys } from './known-keys.ts';
import type { Refusal } from './problem.ts';
import { secretProblems } from './rules/secrets.ts';
import { answersSchema } from './schema/schema.ts';

/**
 * What is wrong with one answer, or undefined. `path` leads to it in the answers file, by keys and indexes; names of
 * services stand as indexes. For the interview, which asks answer by answer.
 */
export const checkValue = (path: readonly PropertyKey[], value: unknown): Refusal | undefined => {
  let schemas: z.ZodType[] = [answersSchema];
  for (const step of path) schemas = schemas.flatMap((s) => below(s, step));
  const refusals = schemas.map((s): Refusal | undefined => {
    const parsed = s.safeParse(value);
    if (parsed.success) return undefined;
    return placeIssue(parsed.error.issues[0] as unknown as Issue, { root: value, knownKeys })[0]?.refusal;
  });
  const secret = secretProblems({ value })[0]?.refusal;
  return secret ?? (refusals.length > 0 && refusals.every((r) => r !== undefined) ? refusals[0] : undefined);
};
