import type { Refusal } from '../diagnostics/refusal.ts';
import { checkValue } from './check-value.ts';
import { compose } from './compose.ts';
import { keyPath } from './key-path.ts';
import { plainValue } from './plain-value.ts';

const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** `[a, b]` and `{ deploy: true }` as YAML reads them, by the rules for files; text that is no YAML stays text. */
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
 * What a flag's text says at a key: flow YAML, a number or a boolean where the answer takes one, a list where it takes
 * one (`a,b`, or the flag several times), else the text itself: a Secret may be called 0123, an issuer true.
 */
export const readFlagValue = (
  key: string,
  given: string | readonly string[],
): { value: unknown } | { refusal: Refusal } => {
  const path = keyPath(key);
  const fits = (value: unknown): boolean => checkValue(path, value) === undefined;
  if (typeof given !== 'string' && given.length > 1) return { value: given.flatMap(split) };
  const text = typeof given === 'string' ? given : (given[0] ?? '');
  if (/^\s*[[{]/.test(text)) return readFlow(text);
  const bare = text === 'true' || text === 'false' ? text === 'true' : NUMBER.test(text) ? Number(text) : text;
  const list = split(text);
  const takes = [bare, text, list].find(fits);
  if (takes !== undefined) return { value: takes };
  // Nothing fits: what is closest to what was meant, so that the message is about that.
  return { value: checkValue(path, text)?.code === 'WrongType' && list.length > 1 ? list : bare };
};
