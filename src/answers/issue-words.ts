// The values that a message about a zod issue holds.
import { type Refusal, refusal } from '../diagnostics/refusal.ts';
import { otherName } from './other-names.ts';
import { unavailable } from './unavailable-keys.ts';
import { flow } from './yaml-layout.ts';
import { expectedOf, type Issue } from './zod-issue.ts';

type Path = readonly PropertyKey[];

/** What the validated input knows about a value. */
interface Known {
  readonly sourceOf?: (path: Path) => string | undefined;
  readonly formOf?: (path: Path, value: unknown, words?: string) => string | undefined;
}

/** The key that a fix names; undefined: the value is an entry of a list, which has none. */
const keyOf = (path: Path): string | undefined => (typeof path.at(-1) === 'string' ? String(path.at(-1)) : undefined);

export const outOfRange = (i: Issue, value: unknown): Refusal => {
  const low = i.code === 'too_small';
  const of = i.origin === 'string' ? 'text' : i.origin === 'array' ? 'list' : 'number';
  const [entry] = Array.isArray(value) && value.length === 1 ? value : [];
  // A list of methods that must all succeed, with one method.
  const single = i.path.at(-1) === 'all' && typeof entry === 'string' ? flow(entry) : undefined;
  return refusal('OutOfRange', { of, value, low, bound: String(low ? i.minimum : i.maximum), single });
};

/** How to quote a value that YAML parsed as a number or a boolean: as it was written, 0123 rather than 123. */
const asText = (value: unknown, source: string | undefined): string | undefined => {
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  // The answer of a flag has no place in the file, so the source there is of another value.
  const same = source !== undefined && (Number(source) === value || source.toLowerCase() === String(value));
  return same ? source : String(value);
};

export const wrongType = (i: Issue, value: unknown, { sourceOf, formOf }: Known): Refusal => {
  const expected = expectedOf(i);
  const key = keyOf(i.path);
  if (value === undefined)
    return refusal('MissingAnswer', { key: key ?? 'itself', expected, form: formOf?.(i.path, undefined) });
  const words = asText(value, sourceOf?.(i.path));
  const form = formOf?.(i.path, value, words);
  return refusal('WrongType', { value, expected, words, key, form });
};

/** A word that is none of the words of a key. */
export const unknownValue = (path: Path, value: unknown, known: readonly string[], { formOf }: Known): Refusal =>
  refusal('UnknownValue', { value, known, key: keyOf(path), form: formOf?.(path, undefined) });

/** A key that no object has here, or that only another alternative has. */
export const unknownKey = (key: string, known: readonly string[], places: readonly string[]): Refusal => {
  if (key === 'burst' && known.includes('limits')) return refusal('BurstNotPossible');
  if (known.includes(key)) return refusal('KeysConflict', { key });
  const reason = unavailable(key, known);
  if (reason) return refusal('KeyNotAvailable', { key, reason });
  return refusal('UnknownKey', { key, known, places, other: otherName(key, known) });
};
