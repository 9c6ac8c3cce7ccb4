/** Words that some YAML reader parses as a boolean or null. */
const WORDS = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', 'undefined']);
/** Begins with a letter or "/", so that no reader parses it as a number, a date, an indicator or a merge key. */
const BEGINS_AS_TEXT = /^[A-Za-z/][ -~]*$/;
/** An exponent without a number, which a reader of YAML 1.1 parses as a number. */
const EXPONENT = /^[eE]\d+$/;
/** Ends the scalar, begins a comment, or would be lost. */
const BREAKS_OFF = /: | #|[: ]$/;
/** Durations, quantities, percentages and networks: numbers with a unit. */
const WITH_UNIT = /^(?:(?:\d{1,5}(?:ms|s|m|h))+|\d+(?:Ki|Mi|Gi)|\d+%|\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2})$/;
/** A name that begins with a digit and contains a letter that no number, date, infinity or radix contains. */
const NUMBERED_NAME = /^\d[\w./-]*[g-hj-mp-suvwyG-HJ-MP-SUVWY][\w./-]*$/;

/** A string as a scalar on one line that every YAML reader parses as the same string. */
export const yamlString = (s: string): string => {
  if (BEGINS_AS_TEXT.test(s) && !BREAKS_OFF.test(s) && !EXPONENT.test(s) && !WORDS.has(s.toLowerCase())) return s;
  if (WITH_UNIT.test(s) || NUMBERED_NAME.test(s)) return s;
  // A JSON string is a YAML string, except for characters that YAML does not allow or treats as line breaks.
  return JSON.stringify(s).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
};

/** YAML 1.1 parses 1e+21 as a string: it needs a point in front of the exponent. */
const yamlNumber = (n: number): string => JSON.stringify(n).replace(/^(-?\d+)e/, '$1.0e');

/** A string, number, boolean or null. */
export const yamlScalar = (v: unknown): string =>
  typeof v === 'string' ? yamlString(v) : typeof v === 'number' ? yamlNumber(v) : JSON.stringify(v);

/** Printable lines, none of which looks like the indentation of the block. */
const BLOCK = /^[!-~][\t -~\u00a0-\u02ff]*(?:\n[\t -~\u00a0-\u02ff]*)*[^\n]\n?$/;

/** The head and the lines of a block literal, or undefined if the text is one line or needs escapes. */
export const yamlBlock = (s: string): { head: string; lines: string[] } | undefined => {
  if (!s.includes('\n') || !BLOCK.test(s)) return undefined;
  return s.endsWith('\n') ? { head: '|', lines: s.slice(0, -1).split('\n') } : { head: '|-', lines: s.split('\n') };
};
