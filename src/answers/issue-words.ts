// Texts for zod issues: what is wrong, why it matters and how to fix it.

import { didYouMean } from '../diagnostics/nearest.ts';
import type { Refusal } from '../diagnostics/refusal.ts';
import type { Issue } from './issues.ts';

/** zod's names of types, in words for users. */
export const TYPES: Record<string, string> = {
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

export const range = (i: Issue, value: unknown): Refusal => {
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

/** How to quote a value that YAML parsed as a number or a boolean: as it was written, 0123 rather than 123. */
const asText = (value: unknown, source: string | undefined): string | undefined => {
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  // The answer of a flag has no place in the file, so the source there is of another value.
  const same = source !== undefined && (Number(source) === value || source.toLowerCase() === String(value));
  return JSON.stringify(same ? source : String(value));
};

/** The number or boolean that was written as text: "10%", "8080", yes. */
const unquoted = (expected: string | undefined, value: unknown): string | undefined => {
  if (typeof value !== 'string') return undefined;
  if (expected === 'boolean')
    return /^(y|yes|on)$/i.test(value) ? 'true' : /^(n|no|off)$/i.test(value) ? 'false' : undefined;
  if (expected !== 'number' && expected !== 'int') return undefined;
  return /^\s*(-?\d+(?:\.\d+)?)\s*%?\s*$/.exec(value)?.[1];
};

export const wrongType = (i: Issue, value: unknown, source?: string): Refusal => {
  const expected = TYPES[i.expected ?? ''] ?? i.expected ?? 'something else';
  const missing = value === undefined;
  if (missing)
    return {
      code: 'MissingAnswer',
      what: `The answer ${String(i.path.at(-1) ?? 'itself')} is missing.`,
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

export const unknownKey = (key: string, known: readonly string[]): Refusal =>
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
