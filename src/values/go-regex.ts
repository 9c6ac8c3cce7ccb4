import { createRequire } from 'node:module';
import type { RE2JS as Engine } from 're2js';

/** Set by the build to the engine's own file in the package. */
declare const RE2_FILE: string | undefined;

let engine: typeof Engine | undefined;
/**
 * Go's regular expressions: a dialect that differs from JavaScript's, matched in linear time. JavaScript backtracks, so a
 * pattern of a schema can take exponential time (`^([-a-z]+[.]?)+$` on thirty letters and a sign).
 */
const re2 = (): typeof Engine => {
  const load = (): unknown =>
    // The program is CommonJS, and only its own `require` knows compiled code.
    typeof RE2_FILE === 'undefined' ? createRequire(import.meta.url)('re2js') : require(RE2_FILE);
  engine ??= (load() as { RE2JS: typeof Engine }).RE2JS;
  return engine;
};

type Test = (s: string) => boolean;
const known = new Map<string, Test>();

/**
 * Patterns that apply to nearly every object. None nests repetitions, so a short text takes at most quadratic time, and
 * JavaScript's engine can match it: the other engine is not loaded for small inputs. Both give the same result.
 */
const COMMON = new Set([
  '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$',
  '^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\.?$',
  '^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
  "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+$",
  '^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\/[A-Za-z0-9]+$',
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
  '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$',
  '^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$',
  "^[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+$",
  '^([0-9]{1,5}(h|m|s|ms)){1,4}$',
  '^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$',
  '^(System|([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]))$',
  "^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$",
  '^[1-9]+[0-9]*([EPTGMK]i|[EPTGMk])?$',
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
]);
const SHORT = 64;

const compile = (pattern: string): Test => {
  const go = (): Test => {
    const compiled = re2().compile(pattern);
    return (s) => compiled.test(s);
  };
  if (!COMMON.has(pattern)) return go();
  const js = new RegExp(pattern, 'u');
  let long: Test | undefined;
  return (s) => {
    if (s.length <= SHORT) return js.test(s);
    long ??= go();
    return long(s);
  };
};

/** Whether Go's regexp finds `pattern` in a string. */
export const goRegex = (pattern: string): Test => {
  const found = known.get(pattern);
  if (found) return found;
  const test = compile(pattern);
  known.set(pattern, test);
  return test;
};

/** Compiling costs a thousand times more than a test, and the same few patterns are asked for each request and each pair of paths. */
const MOST_FOREIGN = 2_000;
const foreign = new Map<string, Test | undefined>();

/** The same for a pattern of unknown origin; undefined: the pattern is invalid. */
export const compiledGo = (pattern: string): Test | undefined => {
  if (foreign.has(pattern)) return foreign.get(pattern);
  if (foreign.size >= MOST_FOREIGN) foreign.clear();
  let test: Test | undefined;
  try {
    const compiled = re2().compile(pattern);
    test = (s) => compiled.test(s);
  } catch {
    test = undefined;
  }
  foreign.set(pattern, test);
  return test;
};

const problems = new Map<string, string | undefined>();

/** Why Go refuses a pattern, in the words of its package; undefined: it does not. */
export const goRegexProblem = (pattern: string): string | undefined => {
  if (problems.has(pattern)) return problems.get(pattern);
  let problem: string | undefined;
  try {
    re2().compile(pattern);
  } catch (error) {
    problem = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'syntax';
  }
  problems.set(pattern, problem);
  return problem;
};

/** The first match, or an empty string (CEL's find). */
export const goFind = (s: string, pattern: string): string => {
  const m = re2().compile(pattern).matcher(s);
  return m.find() ? (m.group() ?? '') : '';
};

/** The number of capture groups of a valid pattern. */
export const goGroups = (pattern: string): number => re2().compile(pattern).groupCount();
