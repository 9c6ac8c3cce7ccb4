import { createRequire } from 'node:module';
import type { RE2JS as Engine } from 're2js';

/** Set by the build to the engine's own file in the package. */
declare const RE2_FILE: string | undefined;

let engine: typeof Engine | undefined;
/** Go's regular expressions. Loaded at the first pattern that needs them: most are the same to JavaScript. */
const re2 = (): typeof Engine => {
  engine ??= (
    createRequire(import.meta.url)(typeof RE2_FILE === 'undefined' ? 're2js' : RE2_FILE) as { RE2JS: typeof Engine }
  ).RE2JS;
  return engine;
};

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
  const go = js ? undefined : re2().compile(pattern);
  const test = js ? (s: string) => js.test(s) : (s: string) => go!.matcher(s).find();
  compiled.set(pattern, test);
  return test;
};

/** The first match, or an empty string (CEL's find). */
export const goFind = (s: string, pattern: string): string => {
  const m = re2().compile(pattern).matcher(s);
  return m.find() ? (m.group() ?? '') : '';
};
