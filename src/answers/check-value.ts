import type * as z from 'zod';
import type { Refusal } from '../diagnostics/refusal.ts';
import { type Issue, placeIssue } from './issues.ts';
import { keyPath } from './key-path.ts';
import { below, knownKeys } from './known-keys.ts';
import { hiddenProblems } from './rules/hidden.ts';
import { secretProblems } from './rules/secrets-rules.ts';
import { answersSchema } from './schema/answers-schema.ts';

/** The schemas that a value at a path has; several where the answer is a union, none where there is no such answer. */
export const schemasAt = (path: readonly PropertyKey[]): z.ZodType[] =>
  path.reduce<z.ZodType[]>((schemas, step) => schemas.flatMap((s) => below(s, step)), [answersSchema]);

/**
 * What is wrong with one answer, or undefined. `key` leads to it in the answers file: a path of keys and indexes, or
 * dotted (`services[].path`). For whoever asks answer by answer: the interview, and flags.
 */
export const checkValue = (key: string | readonly PropertyKey[], value: unknown): Refusal | undefined => {
  const path = typeof key === 'string' ? keyPath(key) : key;
  const name = path.findLast((p) => typeof p === 'string') ?? 'value';
  const secret = secretProblems({ [name]: value })[0]?.refusal;
  if (secret) return secret;
  const refusals = schemasAt(path).map((s): Refusal | undefined => {
    const parsed = s.safeParse(value);
    if (parsed.success) return undefined;
    const root = { root: value, knownKeys: (at: readonly PropertyKey[]) => knownKeys([...path, ...at]) };
    return placeIssue(parsed.error.issues[0] as unknown as Issue, root)[0]?.refusal;
  });
  if (refusals.length > 0 && refusals.every((r) => r !== undefined)) return refusals[0];
  return hiddenProblems(value)[0]?.refusal;
};
