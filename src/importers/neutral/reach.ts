// The requests of a path in the source and in the answers, as far as they can be compared. In doubt, two paths meet.
import type { NeutralService } from './neutral.ts';

/** The requests that one path of a service gets. */
export interface Reach {
  /** As answers write the path, without `exact:` or `regex:`. */
  readonly path: string;
  readonly type: 'exact' | 'pattern' | 'prefix';
  /** The beginning that all its paths have; in lower case, if the source does not compare the case. */
  readonly start: string;
  /** The source compares it as text: `/api` also matches `/apis`. */
  readonly isText: boolean;
  /** It may match every path with this beginning. */
  readonly isLoose: boolean;
  readonly ignoresCase: boolean;
  readonly hosts: readonly string[];
  /** Closer hosts, of which it does not get the requests. */
  readonly except: readonly string[];
  readonly methods: readonly string[];
  readonly conditions: ReadonlyMap<string, string>;
  /** Whether the manifests have routes with further headers for it. */
  readonly hasVariants: boolean;
}

/** The text in front of the first operator of a pattern; the character before `?`, `*` and `{` may be missing. */
export const startOf = (pattern: string): string => {
  if (pattern.includes('|')) return '';
  const start = pattern.replace(/[\\^$.|?*+()[\]{}][\s\S]*$/, '');
  return /^[?*{]/.test(pattern.slice(start.length)) ? start.slice(0, -1) : start;
};

const typeOf = (path: string): Reach['type'] =>
  path.startsWith('exact:') ? 'exact' : path.startsWith('regex:') || path.includes('{') ? 'pattern' : 'prefix';

/** What a path of a service gets. */
export const reachOf = (
  { order, hosts, parts, auth }: Pick<NeutralService, 'auth' | 'hosts' | 'order' | 'parts'>,
  written: string,
): Reach => {
  const type = typeOf(written);
  const path = written.replace(/^(?:exact|regex):/, '');
  const start =
    type === 'pattern' ? (written.startsWith('regex:') ? startOf(path) : path.replace(/\{[\s\S]*$/, '')) : path;
  const methods = parts.find((p) => p.key === 'methods')?.value;
  return {
    path,
    type,
    start: (order?.start ?? (type === 'prefix' ? start.replace(/\/+$/, '') : start)).toLowerCase(),
    isLoose: type === 'pattern' || order?.start !== undefined,
    isText: order?.isText === true,
    ignoresCase: order?.ignoresCase === true,
    hosts: hosts.map((h) => h.value),
    except: order?.except ?? [],
    methods: Array.isArray(methods) ? methods.map(String) : [],
    conditions: new Map(
      parts.filter((p) => /^(?:headers|query)\./.test(p.key)).map((p) => [p.key.toLowerCase(), String(p.value)]),
    ),
    hasVariants: auth.is === 'methods' && auth.methods.length > 1,
  };
};

const isBelow = (path: string, prefix: string): boolean =>
  prefix === '/' || prefix === '' || path === prefix || path.startsWith(`${prefix.replace(/\/$/, '')}/`);

const hostMeets = (a: string, b: string): boolean =>
  a === b || (a.startsWith('*.') && b.endsWith(a.slice(1))) || (b.startsWith('*.') && a.endsWith(b.slice(1)));

const pathsMeet = (a: Reach, b: Reach): boolean => {
  const fold = (t: string): string => (a.ignoresCase || b.ignoresCase ? t.toLowerCase() : t);
  const [x, y] = [fold(a.path), fold(b.path)];
  if (a.isLoose || b.isLoose) return a.start.startsWith(b.start) || b.start.startsWith(a.start);
  if (a.type === 'exact' && b.type === 'exact' && !a.isText && !b.isText) return x === y;
  const below = (path: string, of: string, { isText }: Reach): boolean =>
    isText ? path.startsWith(of) : isBelow(path, of);
  const isWide = (r: Reach): boolean => r.type === 'prefix' || r.isText;
  return (isWide(a) && below(y, x, a)) || (isWide(b) && below(x, y, b));
};

const isIn = (host: string, pattern: string): boolean =>
  host === pattern || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)));

const isExcepted = ({ hosts }: Reach, { except }: Reach): boolean =>
  except.length > 0 && hosts.length > 0 && hosts.every((h) => except.some((e) => isIn(h, e)));

/** Whether some requests match both. */
export const meet = (a: Reach, b: Reach): boolean =>
  !isExcepted(a, b) &&
  !isExcepted(b, a) &&
  (a.hosts.length === 0 || b.hosts.length === 0 || a.hosts.some((x) => b.hosts.some((y) => hostMeets(x, y)))) &&
  (a.methods.length === 0 || b.methods.length === 0 || a.methods.some((m) => b.methods.includes(m))) &&
  [...a.conditions].every(([key, value]) => (b.conditions.get(key) ?? value) === value) &&
  pathsMeet(a, b);

const TYPES = { exact: 2, pattern: 1, prefix: 0 };
const headersOf = ({ methods, conditions }: Reach): number =>
  [...conditions.keys()].filter((key) => !key.startsWith('query.')).length + (methods.length > 0 ? 1 : 0);
const queryOf = ({ conditions }: Reach): number =>
  [...conditions.keys()].filter((key) => key.startsWith('query.')).length;

/** Envoy Gateway counts headers first, with a method as one of them, then those with an exact value, then query parameters. Variants have one pattern more. */
const hasMore = (a: Reach, b: Reach): boolean => {
  const more = headersOf(a) - headersOf(b);
  return more > 0 || (more === 0 && !b.hasVariants && queryOf(a) > queryOf(b));
};

/** Of services that match the same requests of a path, the one that names the host more closely has the path alone there (host-shares.ts). */
const isCloser = (a: Reach, b: Reach): boolean =>
  a.hosts.length > 0 &&
  b.hosts.every(
    (y) =>
      y.startsWith('*.') &&
      a.hosts.every((x) => x !== y && hostMeets(x, y) && (!x.startsWith('*.') || x.length > y.length)),
  ) &&
  a.conditions.size === b.conditions.size &&
  [...a.conditions.keys()].every((key) => b.conditions.has(key)) &&
  a.methods.length > 0 === b.methods.length > 0 &&
  b.methods.every((m) => a.methods.includes(m));

/** Whether Envoy certainly gives every request that the source gives to `a` and that `b` would take to `a`. */
export const isFirst = (a: Reach, b: Reach): boolean => {
  // A virtual host with an exact name is chosen before one with a wildcard.
  const isWider = (y: string): boolean =>
    a.hosts.every((x) => x === y || (y.startsWith('*.') && x.endsWith(y.slice(1))));
  if (a.hosts.some((x) => x.startsWith('*.')) && !b.hosts.every(isWider)) return false;
  if ((a.isText || a.ignoresCase) && !(a.type === 'prefix' && isBelow(b.type === 'pattern' ? b.start : b.path, a.path)))
    return false;
  if (a.type !== b.type) return TYPES[a.type] > TYPES[b.type];
  // Patterns have other lengths in the manifests.
  if (a.path !== b.path) return a.type !== 'pattern' && a.path.length > b.path.length;
  return hasMore(a, b) || isCloser(a, b);
};
