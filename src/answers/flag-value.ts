import type { Refusal } from '../diagnostics/refusal.ts';
import { checkValue } from './check-value.ts';
import { compose } from './compose.ts';
import { keyPath } from './key-path.ts';
import { plainValue } from './plain-value.ts';

const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Parses `[a, b]` and `{ deploy: true }` as YAML, with the limits for files; text that is not YAML stays text. */
const readFlow = (text: string): { value: unknown } | { refusal: Refusal } => {
  const { document, located } = compose(text);
  if (located[0]) return { refusal: located[0].refusal };
  if (!document || document.errors.length > 0) return { value: text };
  let refusal: Refusal | undefined;
  const value = plainValue(document.contents, (_, r) => {
    refusal ??= r;
  });
  return refusal ? { refusal } : { value };
};

const split = (text: string): string[] =>
  text
    .split(',')
    .map((s) => s.trim())
    .filter((s) => s !== '');

/**
 * Converts a flag's text to the value of a key: flow YAML, or whatever the schema accepts there: a number, a boolean, the text,
 * or a list (`a,b`, or the flag several times). The name of a Secret may be 0123, and that of an issuer true.
 */
export const readFlagValue = (
  key: string,
  given: string | readonly string[],
): { value: unknown } | { refusal: Refusal } => {
  const path = keyPath(key);
  const fits = (value: unknown): boolean => checkValue(path, value) === undefined;
  if (typeof given !== 'string' && given.length > 1) return { value: given.flatMap(split) };
  const text = typeof given === 'string' ? given : (given[0] ?? '');
  if (/^\s*[[{]/.test(text)) {
    const flow = readFlow(text);
    // A text may begin with a bracket, too, such as a reason.
    return ('refusal' in flow || !fits(flow.value)) && fits(text) ? { value: text } : flow;
  }
  const bare = text === 'true' || text === 'false' ? text === 'true' : NUMBER.test(text) ? Number(text) : text;
  const list = split(text);
  const takes = [bare, text, list].find(fits);
  if (takes !== undefined) return { value: takes };
  // Nothing fits, so the value is the most likely intention, to which the message then refers.
  return { value: checkValue(path, text)?.code === 'WrongType' && list.length > 1 ? list : bare };
};
