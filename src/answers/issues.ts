// zod's issues in our words: each gets what, why and how to mend, none of zod's own prose reaches a user.

import { AUTH_TYPES } from '../auth/kinds.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Refusal } from '../diagnostics/refusal.ts';
import { range, unknownKey, wrongType } from './issue-words.ts';
import { chosenBranch } from './union-branch.ts';

/** A zod issue, as far as it is read here (zod 4, core.$ZodIssue). */
export interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
  readonly errors?: readonly (readonly Issue[])[];
  readonly issues?: readonly Issue[];
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly params?: { readonly refusal?: Refusal };
  readonly discriminator?: string;
  readonly note?: string;
}

/** A refusal with the path it is about; `key`: the key is wrong, not its value. */
export interface Placed {
  readonly path: readonly PropertyKey[];
  readonly refusal: Refusal;
  readonly onKey?: boolean;
}

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (v, k) =>
      typeof v === 'object' && v !== null && Object.hasOwn(v, k) ? (v as Record<PropertyKey, unknown>)[k] : undefined,
    root,
  );

/** Keys that each object of the schema knows, for "did you mean"; given by who owns the schema. */
export type KnownKeys = (path: readonly PropertyKey[]) => readonly string[];

/** What is judged, as far as a message needs it. */
export interface Judged {
  readonly root: unknown;
  readonly knownKeys: KnownKeys;
  /** A scalar as it was written in the file; undefined where it came from elsewhere. */
  readonly sourceOf?: (path: readonly PropertyKey[]) => string | undefined;
}

/** Refusals of one issue, at paths from the root; a union speaks for its most fitting alternative. */
export const placeIssue = (i: Issue, judged: Judged, prefix: readonly PropertyKey[] = []): Placed[] => {
  const { root, knownKeys } = judged;
  const path = [...prefix, ...i.path];
  const value = valueAt(root, path);
  const one = (refusal: Refusal): Placed[] => [{ path, refusal }];
  if (i.params?.refusal) return one(i.params.refusal);
  switch (i.code) {
    case 'invalid_union': {
      if (i.discriminator !== undefined || !i.errors || i.errors.length === 0) {
        return one({
          code: 'UnknownType',
          what: 'The type of this method is not known.',
          why: 'It decides which filter checks the request.',
          fix: didYouMean(String((value as { type?: unknown })?.type ?? value ?? ''), AUTH_TYPES),
        });
      }
      return chosenBranch(i.errors, value).flatMap((e) => placeIssue(e, judged, path));
    }
    case 'unrecognized_keys':
      return (i.keys ?? []).map((k) => ({ path: [...path, k], onKey: true, refusal: unknownKey(k, knownKeys(path)) }));
    case 'invalid_key':
      return (i.issues ?? []).flatMap((e) => placeIssue(e, judged, path)).map((p) => ({ ...p, path, onKey: true }));
    case 'invalid_value':
      if (value === undefined)
        return one(wrongType({ ...i, path, expected: (i.values ?? []).map(String).join(' or ') }, value));
      return one({
        code: 'UnknownValue',
        what: `${JSON.stringify(value)?.slice(0, 60)} is not known here.`,
        why: `Known are ${(i.values ?? []).map(String).join(', ')}.`,
        fix: didYouMean(String(value), (i.values ?? []).map(String)),
      });
    case 'too_small':
    case 'too_big':
      return one(range(i, value));
    case 'invalid_type':
      // Within alternatives an issue's own path begins at the alternative; the name of the answer is in the whole.
      return one(wrongType({ ...i, path }, value, judged.sourceOf?.(path)));
    case 'invalid_format':
      return one({
        code: 'InvalidForm',
        what: 'The value does not have the right form.',
        why: i.message,
        fix: 'Write it as described.',
      });
    default:
      return one({
        code: 'InvalidValue',
        what: 'The value is not possible here.',
        why: i.message,
        fix: 'Write another value.',
      });
  }
};
