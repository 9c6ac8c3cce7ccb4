import type { Refusal } from '../../diagnostics/refusal.ts';
import { codePoint, hiddenIn } from '../../diagnostics/visible.ts';
import type { Placed } from '../issues.ts';
import { FORBIDDEN_KEYS } from '../plain-value.ts';

/** What is said of a text with a hidden character; undefined where it has none. */
export const hiddenRefusal = (text: string): Refusal | undefined => {
  const found = hiddenIn(text);
  if (found === undefined) return undefined;
  const isBreak = found === '\n' || found === '\r';
  return {
    code: 'HiddenCharacter',
    what: isBreak
      ? `The text has a line break (${codePoint(found)}).`
      : `The text has the character ${codePoint(found)}, which is not shown where the text is read.`,
    why: 'Answers stand in manifests, comments and messages; there it could hide or rearrange what they say.',
    fix: isBreak ? 'Write the text in one line.' : 'Write the text without this character.',
  };
};

/** What files refuse as a key (plain-value.ts) is no key where it comes from elsewhere, or the file could not be read again. */
const forbiddenKey = (key: string): Refusal | undefined =>
  FORBIDDEN_KEYS.has(key)
    ? {
        code: 'ForbiddenKey',
        what: `${key} is not a key.`,
        why: 'It has a meaning of its own in JavaScript.',
        fix: 'Choose another name.',
      }
    : undefined;

/** Texts with hidden characters, in keys and values of any input, and keys that no file can have. No answer needs one. */
export const hiddenProblems = (input: unknown): Placed[] => {
  const out: Placed[] = [];
  const walk = (v: unknown, path: readonly PropertyKey[]): void => {
    if (typeof v === 'string') {
      const refusal = hiddenRefusal(v);
      if (refusal) out.push({ path, refusal });
    } else if (Array.isArray(v)) v.forEach((x, i) => void walk(x, [...path, i]));
    else if (typeof v === 'object' && v !== null)
      for (const [k, x] of Object.entries(v)) {
        const refusal = hiddenRefusal(k) ?? forbiddenKey(k);
        if (refusal) out.push({ path: [...path, k], refusal, onKey: true });
        walk(x, [...path, k]);
      }
  };
  walk(input, []);
  return out;
};
