import { compiledGo } from './go-regex.ts';

/** Characters that are tried for a class, the usual ones of an id first. */
const CANDIDATES = [...'1aA-_.~0b2cZz'];

/** The end of a class or group that begins at `at`: the index behind its closing sign; undefined: it does not end. */
const endOf = (s: string, at: number): number | undefined => {
  if (s[at] === '[') {
    // A "]" directly after "[" or "[^" belongs to the class.
    let i = at + 1;
    if (s[i] === '^') i++;
    if (s[i] === ']') i++;
    for (; i < s.length; i++) {
      if (s[i] === '\\') i++;
      else if (s.startsWith('[:', i)) i = s.indexOf(':]', i) + 1 || s.length;
      else if (s[i] === ']') return i + 1;
    }
    return undefined;
  }
  let depth = 0;
  for (let i = at; i < s.length; i++) {
    if (s[i] === '\\') i++;
    else if (s[i] === '[') i = (endOf(s, i) ?? s.length) - 1;
    else if (s[i] === '(') depth++;
    else if (s[i] === ')' && --depth === 0) return i + 1;
  }
  return undefined;
};

/** The text in front of the first "|" outside of groups and classes. */
const firstAlternative = (s: string): string => {
  for (let i = 0; i < s.length; i++) {
    if (s[i] === '\\') i++;
    else if (s[i] === '[' || s[i] === '(') i = (endOf(s, i) ?? s.length) - 1;
    else if (s[i] === '|') return s.slice(0, i);
  }
  return s;
};

/** Whether a pattern has alternatives that are not in a group: `/a|/b`. */
export const hasAlternatives = (pattern: string): boolean => firstAlternative(pattern) !== pattern;

const atomAt = (s: string, at: number): { end: number; text: string } | undefined => {
  if (s[at] === '(') {
    const end = endOf(s, at);
    if (end === undefined) return undefined;
    const inner = s.slice(at + 1, end - 1).replace(/^\?(?:P?<\w+>|[imsU-]*:)/, '');
    // A group of flags alone, such as (?i), has no text.
    const text = inner.startsWith('?') ? '' : textOf(firstAlternative(inner));
    return text === undefined ? undefined : { end, text };
  }
  const end = s[at] === '[' ? endOf(s, at) : at + (s[at] === '\\' ? 2 : 1);
  if (end === undefined || end > s.length) return undefined;
  const atom = s.slice(at, end);
  if (atom === '^' || atom === '$' || /^\\[AzbB]$/.test(atom)) return { end, text: '' };
  if (atom.length === 1 && atom !== '.') return { end, text: atom };
  const fits = compiledGo(`^(?:${atom})$`);
  const text = (/^\\\W$/.test(atom) ? [atom[1]!] : CANDIDATES).find((c) => fits?.(c));
  return text === undefined ? undefined : { end, text };
};

const textOf = (s: string): string | undefined => {
  let out = '';
  for (let at = 0; at < s.length; ) {
    const atom = atomAt(s, at);
    if (!atom) return undefined;
    const times = /^(?:([*?+])|\{(\d+)(?:,\d*)?\})\??/.exec(s.slice(atom.end));
    // Once for `*`: /a/.*/b is not meant as /a//b.
    const count = times?.[1] === '?' ? 0 : times?.[2] === undefined ? 1 : Number(times[2]);
    if (count > 64) return undefined;
    out += atom.text.repeat(count);
    at = atom.end + (times?.[0].length ?? 0);
  }
  return out;
};

/** A text that a pattern matches as a whole; undefined: none was found. The result is tested with the engine. */
export const regexExample = (pattern: string): string | undefined => {
  const text = textOf(firstAlternative(pattern));
  return text !== undefined && compiledGo(`^(?:${pattern})$`)?.(text) ? text : undefined;
};
