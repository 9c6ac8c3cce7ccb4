// Converts zod issues to refusals with what, why and fix; zod's own messages never reach a user.

import { didYouMean } from '../diagnostics/nearest.ts';
import type { Refusal } from '../diagnostics/refusal.ts';
import { range, unknownKey, wrongType } from './issue-words.ts';
import { chosenBranch } from './union-branch.ts';

/** The fields of a zod issue that are used here (zod 4, core.$ZodIssue). */
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

/** A refusal and its path; `onKey`: it is about the key rather than its value. */
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

/** The known keys of the object at a path, for "did you mean". The owner of the schema provides it. */
export type KnownKeys = (path: readonly PropertyKey[]) => readonly string[];

/** The validated input, as far as messages need it. */
export interface Judged {
  readonly root: unknown;
  readonly knownKeys: KnownKeys;
  /** A scalar as written in the file; undefined if it came from elsewhere. */
  readonly sourceOf?: (path: readonly PropertyKey[]) => string | undefined;
}

/** The refusals of one issue, with paths from the root; a union reports those of its best matching alternative. */
export const placeIssue = (i: Issue, judged: Judged, prefix: readonly PropertyKey[] = []): Placed[] => {
  const { root, knownKeys } = judged;
  const path = [...prefix, ...i.path];
  const value = valueAt(root, path);
  const one = (refusal: Refusal): Placed[] => [{ path, refusal }];
  if (i.params?.refusal) return one(i.params.refusal);
  switch (i.code) {
    case 'invalid_union': {
      if (i.discriminator !== undefined || !i.errors || i.errors.length === 0) {
        const known = ['jwt', 'apiKey', 'oidc', 'extAuth', 'basic'];
        return one({
          code: 'UnknownType',
          what: 'The type of this method is not known.',
          why: 'It decides which filter checks the request.',
          fix: didYouMean(String((value as { type?: unknown })?.type ?? value ?? ''), known),
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
      // In a union, an issue's own path starts at the alternative, so only the whole path contains the key.
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
