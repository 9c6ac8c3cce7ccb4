// zod's issues as refusals: none of zod's own texts reaches a user.
import { type Refusal, refusal } from '../diagnostics/refusal.ts';
import { outOfRange, unknownKey, unknownValue, wrongType } from './issue-words.ts';
import { chosenBranch } from './union-branch.ts';
import { expectedOf, type Issue } from './zod-issue.ts';

export type { Issue };

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
export interface Validated {
  readonly root: unknown;
  readonly knownKeys: KnownKeys;
  /** Where else the answers have a key that is not known at its place. */
  readonly placesOf?: (key: string, known: readonly string[]) => readonly string[];
  /** A scalar as written in the file; undefined if it came from elsewhere. */
  readonly sourceOf?: (path: readonly PropertyKey[]) => string | undefined;
  /** A valid form of a value at a path, as YAML (`validForm`). */
  readonly formOf?: (path: readonly PropertyKey[], value: unknown, words?: string) => string | undefined;
}

/** The key that has the type under another name: `typ: jwt`, `kind: jwt`. */
const typeUnder = (method: unknown, known: readonly string[]): { as?: string; meant?: string } => {
  if (typeof method !== 'object' || method === null || Object.hasOwn(method, 'type')) return {};
  const words = new Map(known.map((k) => [k.toLowerCase(), k]));
  for (const [as, value] of Object.entries(method)) {
    const meant = typeof value === 'string' ? words.get(value.toLowerCase()) : undefined;
    if (meant !== undefined) return { as, meant };
  }
  return {};
};

/** The refusals of one issue, with paths from the root; a union reports those of its best matching alternative. */
export const placeIssue = (i: Issue, validated: Validated, prefix: readonly PropertyKey[] = []): Placed[] => {
  const { root, knownKeys } = validated;
  const path = [...prefix, ...i.path];
  const value = valueAt(root, path);
  const one = (why: Refusal): Placed[] => [{ path, refusal: why }];
  if (i.params?.refusal) return one(i.params.refusal);
  switch (i.code) {
    case 'invalid_union': {
      if (i.discriminator !== undefined || !i.errors || i.errors.length === 0) {
        // The issue is about the key `type` itself.
        const type = typeof value === 'string' ? value : '';
        const known = (i.options ?? []).map(String);
        return one(refusal('UnknownType', { type, known, ...typeUnder(valueAt(root, path.slice(0, -1)), known) }));
      }
      return chosenBranch(i.errors, value).flatMap((e) => placeIssue(e, validated, path));
    }
    case 'unrecognized_keys':
      return (i.keys ?? []).map((k) => ({
        path: [...path, k],
        onKey: true,
        refusal: unknownKey(k, knownKeys(path), validated.placesOf?.(k, knownKeys(path)) ?? []),
      }));
    case 'invalid_key':
      return (i.issues ?? []).flatMap((e) => placeIssue(e, validated, path)).map((p) => ({ ...p, path, onKey: true }));
    case 'invalid_value': {
      const known = (i.values ?? []).map(String);
      if (value === undefined) return one(wrongType({ ...i, path, expected: known }, value, validated));
      return one(unknownValue(path, value, known, validated));
    }
    case 'too_small':
    case 'too_big':
      return one(outOfRange({ ...i, path }, value));
    case 'invalid_type':
      // In a union, an issue's own path starts at the alternative, so only the whole path contains the key.
      return one(wrongType({ ...i, path, expected: expectedOf(i) }, value, validated));
    default:
      return one(refusal('ImpossibleValue', { message: i.message }));
  }
};
