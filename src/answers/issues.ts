// zod's issues in our words: each gets what, why and how to mend, none of zod's own prose reaches a user.

import { didYouMean } from './nearest.ts';
import type { Refusal } from './problem.ts';

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

const TYPES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

const typeName = (v: unknown): string =>
  v === undefined
    ? 'nothing'
    : v === null
      ? 'nothing'
      : Array.isArray(v)
        ? 'a list'
        : v instanceof Date
          ? 'a date'
          : typeof v === 'object'
            ? 'a map'
            : typeof v === 'string'
              ? 'text'
              : typeof v === 'number'
                ? 'a number'
                : 'true or false';

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (v, k) =>
      typeof v === 'object' && v !== null && Object.hasOwn(v, k) ? (v as Record<PropertyKey, unknown>)[k] : undefined,
    root,
  );

/** Whether an alternative takes another kind of value altogether: a word where the user wrote a map. */
const otherShape = (branch: readonly Issue[], value: unknown): boolean =>
  branch.some(
    (i) =>
      i.path.length === 0 &&
      (i.code === 'invalid_type' || (i.code === 'invalid_value' && !i.values?.some((v) => typeof v === typeof value))),
  );

/** Of the alternatives of a union, the one whose shape the value has; a user means that one. */
const chosenBranch = (branches: readonly (readonly Issue[])[], value: unknown): readonly Issue[] => {
  const candidates = branches.filter((b) => !otherShape(b, value));
  if (candidates.length === 0) {
    const expected = [...new Set(branches.flatMap(rootTypes))].join(' or ');
    return [{ code: 'invalid_type', path: [], message: '', expected }];
  }
  const score = (b: readonly Issue[]): number => (b.some((i) => i.params?.refusal) ? -2 : 0) + b.length;
  const best = [...candidates].sort((a, b) => score(a) - score(b))[0] ?? [];
  const unknown = best.filter((i) => i.code === 'unrecognized_keys' && i.path.length === 0);
  // With a key that no alternative fits, which of them was meant is a guess; what it lacks is not said, then.
  return candidates.length > 1 && unknown.length > 0 ? unknown : best;
};

const rootTypes = (branch: readonly Issue[]): string[] =>
  branch
    .filter((i) => i.path.length === 0)
    .flatMap((i) =>
      i.code === 'invalid_type' ? [TYPES[i.expected ?? ''] ?? i.expected ?? ''] : (i.values ?? []).map(String),
    );

const range = (i: Issue, value: unknown): Refusal => {
  const low = i.code === 'too_small';
  const bound = String(low ? i.minimum : i.maximum);
  const shown = i.origin === 'string' ? 'The text' : i.origin === 'array' ? 'The list' : JSON.stringify(value);
  const unit = i.origin === 'string' ? ' characters' : i.origin === 'array' ? ' entries' : '';
  return {
    code: 'OutOfRange',
    what: `${shown} ${i.origin === 'number' || i.origin === 'int' ? 'is' : 'has'} ${low ? (unit === '' ? 'less than' : 'fewer than') : 'more than'} ${bound}${unit}.`,
    why: 'The API takes nothing beyond.',
    fix: `Write ${low ? 'at least' : 'at most'} ${bound}${unit}.`,
  };
};

/** How to write a value that YAML took for a number or a boolean, as text: as it was written, 0123 and not 123. */
const asText = (value: unknown, source: string | undefined): string | undefined => {
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  // An answer that a flag gave has no place in the file, and what stands there is another value.
  const same = source !== undefined && (Number(source) === value || source.toLowerCase() === String(value));
  return JSON.stringify(same ? source : String(value));
};

/** A number or a boolean that was written as text: "10%", "8080", yes. */
const unquoted = (expected: string | undefined, value: unknown): string | undefined => {
  if (typeof value !== 'string') return undefined;
  if (expected === 'boolean')
    return /^(y|yes|on)$/i.test(value) ? 'true' : /^(n|no|off)$/i.test(value) ? 'false' : undefined;
  if (expected !== 'number' && expected !== 'int') return undefined;
  return /^\s*(-?\d+(?:\.\d+)?)\s*%?\s*$/.exec(value)?.[1];
};

const wrongType = (i: Issue, value: unknown, source?: string): Refusal => {
  const expected = TYPES[i.expected ?? ''] ?? i.expected ?? 'something else';
  const missing = value === undefined;
  if (missing)
    return {
      code: 'MissingAnswer',
      what: 'This answer is missing.',
      why: 'It is needed and has no default.',
      fix: `Add it: ${expected}.`,
    };
  const quoted = asText(value, source);
  const bare = unquoted(i.expected, value);
  return {
    code: 'WrongType',
    what: `This is ${typeName(value)}${quoted ? ` (${String(value)})` : ''}, and ${expected} is needed.`,
    why: quoted
      ? 'YAML reads unquoted words such as true, 1e3, 0123 or 0x1F as something else than text.'
      : 'Another kind of value would be read as something else than was meant.',
    fix: expected === 'text' && quoted ? `Put it in quotes: ${quoted}.` : `Write ${bare ?? expected}.`,
  };
};

/** Keys that each object of the schema knows, for "did you mean"; given by who owns the schema. */
export type KnownKeys = (path: readonly PropertyKey[]) => readonly string[];

const unknownKey = (key: string, known: readonly string[]): Refusal =>
  known.includes(key)
    ? {
        code: 'KeysExclude',
        what: `${key} cannot stand beside the other keys here.`,
        why: 'They are alternatives, and only one of them could count.',
        fix: 'Keep one of them.',
      }
    : {
        code: 'UnknownKey',
        what: `${JSON.stringify(key.slice(0, 60))} is not a key here.`,
        why: 'It would be ignored, and an answer lost.',
        fix: didYouMean(key, known),
      };

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
        return one(wrongType({ ...i, expected: (i.values ?? []).map(String).join(' or ') }, value));
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
      return one(wrongType(i, value, judged.sourceOf?.(path)));
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
