// How values of others are written into sentences. They may be of any type and any length: String() of a map may throw.

/** So much of a text is shown; a finding is read by people. */
const LONGEST = 200;

/** A text that may be long, cut. */
export const short = (text: string, most = LONGEST): string =>
  text.length > most ? `${text.slice(0, most)}... (${text.length} characters)` : text;

/** Any value as JSON, cut where it is long. */
export const shown = (value: unknown): string => {
  if (typeof value !== 'string') return short(JSON.stringify(value) ?? 'nothing');
  return value.length > LONGEST
    ? `${JSON.stringify(value.slice(0, LONGEST))}... (${value.length} characters)`
    : JSON.stringify(value);
};

/** A value's type and the value, as a noun: `the number 3`. */
export const described = (value: unknown): string => {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? `the text ${shown(value)}` : `the ${typeof value} ${String(value)}`;
};

/** Text, or a number or boolean as text; empty for all else. */
export const plain = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** Names in a sentence; of many only the first. */
export const listed = (names: readonly string[], most = 5, word = ', '): string =>
  names.length > most ? `${names.slice(0, most).join(word)} and ${names.length - most} more` : names.join(word);

/** A kind with its article: `an HTTPRoute`, `a Service`. */
export const aKind = (kind: string): string => `${/^(?:[AEIO]|HTTP)/.test(kind) ? 'an' : 'a'} ${kind}`;

/** A text in quotes, its beginning only. */
export const cut = (text: string, most = 60): string => JSON.stringify(text.slice(0, most));

/** A text in quotes, with dots where it is cut. */
export const quote = (text: string, most = 60): string =>
  JSON.stringify(text.length > most ? `${text.slice(0, most - 3)}...` : text);

/** `1 file`, `2 files`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
