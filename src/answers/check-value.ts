import type * as z from 'zod';
import type { Refusal } from '../diagnostics/refusal.ts';
import { type Issue, type Placed, placeIssue } from './issues.ts';
import { keyPath } from './key-path.ts';
import { knownKeys, schemasAt } from './known-keys.ts';
import { hiddenProblems } from './rules/hidden.ts';
import { secretProblems } from './rules/secrets-rules.ts';

type Path = readonly PropertyKey[];

/** The refusals of a value by one schema, with paths from the value. */
const placedBy = (schema: z.ZodType, path: Path, value: unknown): Placed[] => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  const root = { root: value, knownKeys: (at: Path) => knownKeys([...path, ...at]) };
  return (parsed.error.issues as unknown as Issue[]).flatMap((i) => placeIssue(i, root));
};

/**
 * The refusal of one answer, or undefined. `key` is its place in the answers file: a path of keys and indexes, or a dotted
 * key (`services[].path`). The interview and flags use it to validate answers one by one.
 */
export const checkValue = (key: string | Path, value: unknown): Refusal | undefined => {
  const path = typeof key === 'string' ? keyPath(key) : key;
  const name = path.findLast((p) => typeof p === 'string') ?? 'value';
  const secret = secretProblems({ [name]: value })[0]?.refusal;
  if (secret) return secret;
  const refusals = schemasAt(path).map((s) => placedBy(s, path, value)[0]?.refusal);
  if (refusals.length > 0 && refusals.every((r) => r !== undefined)) return refusals[0];
  return hiddenProblems(value)[0]?.refusal;
};

/** Whether an object at a path, which may have other problems, is refused at a place inside it or below that place. */
export const isRefusedAt = (path: Path, value: unknown, inside: Path): boolean => {
  const covers = (p: Placed): boolean => inside.every((step, i) => p.path[i] === step);
  const schemas = schemasAt(path);
  return schemas.length > 0 && schemas.every((s) => placedBy(s, path, value).some(covers));
};
