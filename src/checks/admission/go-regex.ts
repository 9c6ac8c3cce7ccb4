import { RE2JS } from 're2js';

const compiled = new Map<string, (s: string) => boolean>();
/** What RE2 writes otherwise than JavaScript, or means otherwise: inline flags, \A, \z, \Q, \p names, \s, POSIX classes. */
const ONLY_RE2 = /\(\?[a-zA-Z-]+[:)]|\\[pPzAQECsS]|\[\[:/;

const native = (pattern: string): RegExp | undefined => {
  if (ONLY_RE2.test(pattern)) return undefined;
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
};

/** Whether Go's regexp finds `pattern` in a string; JavaScript's engine where both agree, since it is faster. */
export const goRegex = (pattern: string): ((s: string) => boolean) => {
  const known = compiled.get(pattern);
  if (known) return known;
  const js = native(pattern);
  const re2 = js ? undefined : RE2JS.compile(pattern);
  const test = js ? (s: string) => js.test(s) : (s: string) => re2!.matcher(s).find();
  compiled.set(pattern, test);
  return test;
};

/** The first match, or an empty string (CEL's find). */
export const goFind = (s: string, pattern: string): string => {
  const m = RE2JS.compile(pattern).matcher(s);
  return m.find() ? (m.group() ?? '') : '';
};
