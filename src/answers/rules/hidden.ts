import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import { hiddenIn } from '../../diagnostics/visible.ts';
import type { Placed } from '../issues.ts';
import { FORBIDDEN_KEYS } from '../plain-value.ts';

/** The refusal of a text with a hidden character; undefined: it has none. */
export const hiddenRefusal = (text: string): Refusal | undefined => {
  const character = hiddenIn(text);
  return character === undefined ? undefined : refusal('HiddenCharacter', { character });
};

/** Answers of several lines: code, which is written only as a quoted value. */
const LINES = /^services\.\d+\.extensions\.lua$/;

/** Keys that the reader of files refuses (plain-value.ts) are refused from flags, too: the written file could not be read again. */
const forbiddenKey = (key: string): Refusal | undefined =>
  FORBIDDEN_KEYS.has(key) ? refusal('ForbiddenKey', { key }) : undefined;

/** Keys whose text may have several lines: bodies that the gateway sends. */
const OF_LINES = new Set(['page', 'body']);

/** Patches are YAML of their own: as a text, or with scripts as values. They are written as data, never into one line. */
const inPatch = (path: readonly PropertyKey[]): boolean => path[0] === 'patches' && path[2] === 'patch';

/** Texts with hidden characters in keys and values of any input, and keys that a file cannot contain. */
export const hiddenProblems = (input: unknown): Placed[] => {
  const out: Placed[] = [];
  const walk = (v: unknown, path: readonly PropertyKey[]): void => {
    if (typeof v === 'string') {
      const lines = LINES.test(path.join('.')) || OF_LINES.has(String(path.at(-1))) || inPatch(path);
      const wrong = hiddenRefusal(lines ? v.replace(/[\n\t]/g, ' ') : v);
      if (wrong) out.push({ path, refusal: wrong });
    } else if (Array.isArray(v)) v.forEach((x, i) => void walk(x, [...path, i]));
    else if (typeof v === 'object' && v !== null)
      for (const [k, x] of Object.entries(v)) {
        const wrong = hiddenRefusal(k) ?? forbiddenKey(k);
        if (wrong) out.push({ path: [...path, k], refusal: wrong, onKey: true });
        walk(x, [...path, k]);
      }
  };
  walk(input, []);
  return out;
};
