// The values that a message about a zod issue holds.
import { type Refusal, refusal } from '../diagnostics/refusal.ts';
import { unavailable } from './unavailable-keys.ts';
import { expectedOf, type Issue } from './zod-issue.ts';

export const outOfRange = (i: Issue, value: unknown): Refusal => {
  const low = i.code === 'too_small';
  return refusal('OutOfRange', {
    of: i.origin === 'string' ? 'text' : i.origin === 'array' ? 'list' : 'number',
    value,
    low,
    bound: String(low ? i.minimum : i.maximum),
  });
};

/** How to quote a value that YAML parsed as a number or a boolean: as it was written, 0123 rather than 123. */
const asText = (value: unknown, source: string | undefined): string | undefined => {
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  // The answer of a flag has no place in the file, so the source there is of another value.
  const same = source !== undefined && (Number(source) === value || source.toLowerCase() === String(value));
  return JSON.stringify(same ? source : String(value));
};

/** The number or boolean that was written as text: "10%", "8080", yes. */
const unquoted = (expected: readonly string[], value: unknown): string | undefined => {
  if (typeof value !== 'string' || expected.length !== 1) return undefined;
  if (expected[0] === 'boolean')
    return /^(y|yes|on)$/i.test(value) ? 'true' : /^(n|no|off)$/i.test(value) ? 'false' : undefined;
  if (expected[0] !== 'number' && expected[0] !== 'int') return undefined;
  return /^\s*(-?\d+(?:\.\d+)?)\s*%?\s*$/.exec(value)?.[1];
};

/** `source`: the scalar as it was written in the file. */
export const wrongType = (i: Issue, value: unknown, source?: string): Refusal => {
  const expected = expectedOf(i);
  if (value === undefined) return refusal('MissingAnswer', { key: String(i.path.at(-1) ?? 'itself'), expected });
  return refusal('WrongType', { value, expected, quoted: asText(value, source), bare: unquoted(expected, value) });
};

/** A key that no object has here, or that only another alternative has. */
export const unknownKey = (key: string, known: readonly string[], places: readonly string[]): Refusal => {
  if (key === 'burst' && known.includes('limits')) return refusal('BurstNotPossible');
  if (known.includes(key)) return refusal('KeysConflict', { key });
  const reason = unavailable(key, known);
  return reason ? refusal('KeyNotAvailable', { key, reason }) : refusal('UnknownKey', { key, known, places });
};
