import { compiledGo } from '../../values/go-regex.ts';
import { isBelow } from '../../values/path-below.ts';
import { literalStart, matchesPath, type RoutePath, type TemplateSegment } from '../../values/route-path.ts';

/** The order in which Envoy Gateway 1.9 tries paths (internal/gatewayapi/sort.go): by type, then by the length of the text. */
const rank = ({ type, value }: RoutePath): readonly [number, number] => [
  { exact: 2, regex: 1, prefix: 0 }[type],
  type === 'prefix' && value === '/' ? 0 : value.length,
];

/** Positive: the first path is tried before the second; 0: their other matches decide. */
export const precedence = (a: RoutePath, b: RoutePath): number => {
  const [x, y] = [rank(a), rank(b)];
  return x[0] - y[0] || x[1] - y[1];
};

const patternOf = (s: TemplateSegment): string | undefined => ('pattern' in s ? s.pattern : undefined);

const segmentsMeet = (a: TemplateSegment, b: TemplateSegment): boolean => {
  const [p, q] = [patternOf(a), patternOf(b)];
  if ('around' in a && 'around' in b) {
    const [[s, x], [t, y]] = [a.around, b.around];
    return (s.startsWith(t) || t.startsWith(s)) && (x.endsWith(y) || y.endsWith(x));
  }
  if ('text' in a && 'text' in b) return a.text === b.text;
  const [pattern, text] = 'text' in a ? [q!, a.text] : [p!, (b as { text: string }).text];
  return compiledGo(`^(?:${pattern})$`)?.(text) !== false;
};

/** The segments of a path as a client sends it. */
export const textSegments = (path: string): readonly TemplateSegment[] =>
  path === '/'
    ? []
    : path
        .slice(1)
        .split('/')
        .map((text) => ({ text }));

/** The segments of a path; undefined: it is a pattern of `regex:`. */
export const segmentsOf = (p: RoutePath): readonly TemplateSegment[] | undefined =>
  p.type === 'regex' ? p.segments : textSegments(p.value);

/** Whether some path matches both: `unsure` if a pattern of `regex:` cannot be compared. */
export const meeting = (a: RoutePath, b: RoutePath): 'yes' | 'no' | 'unsure' => {
  if (a.type === 'exact' || b.type === 'exact') {
    const [exact, other] = a.type === 'exact' ? [a, b] : [b, a];
    return matchesPath(other, exact.value) ? 'yes' : 'no';
  }
  const [x, y] = [segmentsOf(a), segmentsOf(b)];
  if (x && y) {
    const fits =
      (a.type === 'prefix' || x.length >= y.length) &&
      (b.type === 'prefix' || y.length >= x.length) &&
      x.every((s, i) => i >= y.length || segmentsMeet(s, y[i]!));
    return fits ? 'yes' : 'no';
  }
  const [s, t] = [literalStart(a), literalStart(b)];
  const [short, long] = s.length <= t.length ? [s, t] : [t, s];
  if (!long.startsWith(short)) return 'no';
  const prefix = a.type === 'prefix' ? a.value : b.type === 'prefix' ? b.value : undefined;
  // Behind a prefix a slash follows: /v1/users-[0-9]+ is not below /v1/users.
  return prefix !== undefined &&
    prefix !== '/' &&
    short === prefix &&
    long.length > short.length &&
    long[short.length] !== '/'
    ? 'no'
    : 'unsure';
};

/** Whether every path that `inner` matches is matched by `outer`, too. A pattern of `regex:` contains only single paths. */
export const contains = (outer: RoutePath, inner: RoutePath): boolean => {
  if (outer.type === inner.type && outer.value === inner.value) return true;
  if (inner.type === 'exact') return matchesPath(outer, inner.value);
  if (outer.type === 'exact') return false;
  if (outer.type === 'prefix')
    return inner.type === 'prefix'
      ? isBelow(inner.value, outer.value)
      : outer.value === '/' || literalStart(inner).startsWith(`${outer.value}/`);
  const [wide, narrow] = [outer.segments, inner.type === 'regex' ? inner.segments : undefined];
  if (!wide || !narrow) return false;
  return (
    wide.length === narrow.length &&
    wide.every((s, i) => {
      const other = narrow[i]!;
      if ('text' in s) return 'text' in other && other.text === s.text;
      return 'text' in other ? segmentsMeet(s, other) : s.pattern === other.pattern || s.pattern === '[^/]+';
    })
  );
};
