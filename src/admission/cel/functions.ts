// Functions for the compiled rules (rules.ts): CEL's operators and functions that differ from JavaScript's, for plain
// JSON. Sources: github.com/google/cel-spec (doc/langdef.md), k8s.io/apiserver/pkg/cel/library.

import { shown } from '../../diagnostics/shown.ts';
import { type GoUrl, parseDuration, parseIP, parseRequestURI } from '../../values/go-net.ts';
import { goRegex } from '../../values/go-regex.ts';

// biome-ignore lint/suspicious/noExplicitAny: CEL is typed by the schema, which was checked before.
type Any = any;

/** An error of CEL: the rule has no result, so the object is rejected. */
export class CelError extends Error {}

/** An expression that is an error whatever its operands are. */
export const fail = (why: string): never => {
  throw new CelError(why);
};
const isMap = (v: Any): boolean => typeof v === 'object' && v !== null && !Array.isArray(v);

/** `has(o.field)`. */
export const has = (o: Any, field: string): boolean => (isMap(o) ? Object.hasOwn(o, field) : fail(`no map: ${field}`));

/** `o.field` of a field that may be absent. */
export const get = (o: Any, field: string): Any => (has(o, field) ? o[field] : fail(`no such key: ${field}`));

/** `o[key]` of a list or a map. */
export const at = (o: Any, key: Any): Any => {
  if (!Array.isArray(o)) return get(o, key);
  return Number.isInteger(key) && key >= 0 && key < o.length ? o[key] : fail(`index out of bounds: ${shown(key)}`);
};

const decided = (sides: readonly (() => Any)[], deciding: boolean): boolean => {
  let error: unknown;
  for (const side of sides) {
    try {
      if (side() === deciding) return deciding;
    } catch (e) {
      error ??= e;
    }
  }
  if (error !== undefined) throw error;
  return !deciding;
};
/** `||` and `&&` whose left side may be an error. */
export const or = (...sides: (() => Any)[]): boolean => decided(sides, true);
export const and = (...sides: (() => Any)[]): boolean => decided(sides, false);

type Predicate = (item: Any) => Any;
/** The items of a list, the keys of a map. */
const itemsOf = (o: Any): readonly Any[] => {
  if (Array.isArray(o)) return o;
  return isMap(o) ? Object.keys(o) : fail('neither a list nor a map');
};
const each = (o: Any, test: Predicate, deciding: boolean): boolean => {
  let error: unknown;
  for (const item of itemsOf(o)) {
    try {
      if (test(item) === deciding) return deciding;
    } catch (e) {
      error ??= e;
    }
  }
  if (error !== undefined) throw error;
  return !deciding;
};
export const all = (o: Any, test: Predicate): boolean => each(o, test, false);
export const exists = (o: Any, test: Predicate): boolean => each(o, test, true);
export const filter = (o: Any, test: Predicate): Any[] => itemsOf(o).filter((item) => test(item) === true);
export const exists_one = (o: Any, test: Predicate): boolean => filter(o, test).length === 1;

/** `a == b` of any two values. */
export const equal = (a: Any, b: Any): boolean => {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((v, i) => equal(v, b[i]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && equal(a[k], b[k]));
};
/** `v in o`: an item of a list, a key of a map. */
export const within = (v: Any, o: Any): boolean =>
  Array.isArray(o) ? o.some((item) => equal(item, v)) : has(o, v as string);

/** Code points of a string, items of a list, entries of a map. */
export const size = (v: Any): number => {
  if (typeof v !== 'string') return itemsOf(v).length;
  let count = 0;
  for (const _ of v) count++;
  return count;
};

const string = (v: Any): string => (typeof v === 'string' ? v : fail('not a string'));
export const startsWith = (s: Any, start: string): boolean => string(s).startsWith(start);
export const endsWith = (s: Any, end: string): boolean => string(s).endsWith(end);
export const contains = (s: Any, part: string): boolean => string(s).includes(part);
export const matches = (s: Any, pattern: string): boolean => goRegex(pattern)(string(s));
export const lowerAscii = (s: Any): string => string(s).replace(/[A-Z]/g, (c) => c.toLowerCase());
export const upperAscii = (s: Any): string => string(s).replace(/[a-z]/g, (c) => c.toUpperCase());
export const split = (s: Any, separator: string): string[] => string(s).split(separator);
export const substring = (s: Any, start: number): string => {
  const points = [...string(s)];
  return start <= points.length ? points.slice(start).join('') : fail(`index out of range: ${start}`);
};
export const isIP = (s: Any): boolean => parseIP(string(s)) !== undefined;
/** A URL as Go's url.ParseRequestURI reads it. */
export const isURL = (s: Any): boolean => parseRequestURI(string(s)) !== undefined;
export const url = (s: Any): GoUrl => parseRequestURI(string(s)) ?? fail(`no URL: ${shown(s)}`);
export const getScheme = (u: GoUrl): string => u.scheme;
export const getHost = (u: GoUrl): string => u.host;
export const getHostname = (u: GoUrl): string => u.hostname;
export const getPort = (u: GoUrl): string => u.port;
/** The integer in a text; any other text is an error. */
export const int = (v: Any): number => {
  const n = typeof v === 'string' && /^[+-]?\d+$/.test(v) ? Number(v) : v;
  return Number.isSafeInteger(n) ? n : fail(`no whole number: ${shown(v)}`);
};
/** Nanoseconds. */
export const duration = (s: Any): bigint => parseDuration(string(s)) ?? fail(`no duration: ${shown(s)}`);
