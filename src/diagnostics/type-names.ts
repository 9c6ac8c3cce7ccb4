/** zod's names of types, as a user calls them. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

/** Types by zod's names, and literal values, as alternatives in a sentence. */
export const typeNames = (expected: readonly string[]): string =>
  [...new Set(expected.map((e) => TYPES[e] ?? e))].join(' or ') || 'something else';

/** The type of a value, as a user calls it. */
export const typeOf = (v: unknown): string => {
  if (v === undefined || v === null) return 'nothing';
  if (Array.isArray(v)) return 'a list';
  if (v instanceof Date) return 'a date';
  if (typeof v === 'object') return 'a map';
  return typeof v === 'string' ? 'text' : typeof v === 'number' ? 'a number' : 'true or false';
};
