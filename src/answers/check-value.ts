import type * as z from 'zod';
import type { Refusal } from '../diagnostics/refusal.ts';
import { type Issue, placeIssue } from './issues.ts';
import { keyPath } from './key-path.ts';
import { below, knownKeys } from './known-keys.ts';
import { hiddenProblems } from './rules/hidden.ts';
import { secretProblems } from './rules/secrets-rules.ts';
import { answersSchema } from './schema/answers-schema.ts';

/** The schemas of a value at a path: several for a union, none if the path is unknown. */
export const schemasAt = (path: readonly PropertyKey[]): z.ZodType[] =>
  path.reduce<z.ZodType[]>((schemas, step) => schemas.flatMap((s) => below(s, step)), [answersSchema]);

/**
 * The refusal of one answer, or undefined. `key` is its place in the answers file: a path of keys and indexes, or a dotted
 * key (`services[].path`). The interview and flags use it to validate answers one by one.
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
