// The path of a match, as answers write it: a prefix, `exact:/a`, a template `/a/{id}`, or `regex:/a/[0-9]+`.
import { compiledGo } from './go-regex.ts';
import { literalPattern } from './literal-pattern.ts';
import { isBelow } from './path-below.ts';
import { regexExample } from './regex-example.ts';

/** One segment of a template: text, or a pattern without slashes. */
export type TemplateSegment =
  | { readonly text: string }
  | {
      readonly pattern: string;
      readonly like: string;
      /** The text in front of the first parameter and behind the last one. */
      readonly around: readonly [string, string];
    };

/** How a match compares paths, and a path that it matches. */
export type RoutePath =
  | { readonly type: 'prefix'; readonly value: string; readonly example: string }
  | { readonly type: 'exact'; readonly value: string; readonly example: string }
  | {
      readonly type: 'regex';
      /** An RE2 pattern, which must match the whole path without its query. */
      readonly value: string;
      readonly example: string;
      /** undefined: not written as a template. */
      readonly segments: readonly TemplateSegment[] | undefined;
    };

const PARAMETER = /\{([A-Za-z_][\w.-]*)\}/g;
/** A parameter in the first segment does not match a leading dot: `/.eg-api-gateway` and `/.well-known` are not its values. */
const FIRST = '[^/.][^/]*';
const SEGMENT = '[^/]+';

const segmentOf = (text: string, first: boolean): TemplateSegment => {
  if (!text.includes('{')) return { text };
  const parameter = first && text.startsWith('{') ? FIRST : SEGMENT;
  let at = 0;
  let pattern = '';
  for (const m of text.matchAll(PARAMETER)) {
    pattern += literalPattern(text.slice(at, m.index)) + (at === 0 && m.index === 0 ? parameter : SEGMENT);
    at = m.index + m[0].length;
  }
  return {
    pattern: pattern + literalPattern(text.slice(at)),
    like: text.replace(PARAMETER, '1'),
    around: [text.slice(0, text.indexOf('{')), text.slice(at)],
  };
};

/** The segments of a template, without the empty one in front of the first slash. */
const segmentsOf = (text: string): TemplateSegment[] =>
  text
    .slice(1)
    .split('/')
    .map((s, i) => segmentOf(s, i === 0));

const templateOf = (text: string): RoutePath => {
  const segments = segmentsOf(text);
  return {
    type: 'regex',
    value: segments.map((s) => `/${'text' in s ? literalPattern(s.text) : s.pattern}`).join(''),
    example: segments.map((s) => `/${'text' in s ? s.text : s.like}`).join(''),
    segments,
  };
};

export const EXACT = 'exact:';
export const REGEX = 'regex:';

/** Whether an answered path is a template: it has a parameter in braces. */
export const isTemplate = (text: string): boolean => text.startsWith('/') && text.includes('{');

/** The parameters of a template, in order. */
export const templateParameters = (text: string): string[] => [...text.matchAll(PARAMETER)].map((m) => m[1]!);

const known = new Map<string, RoutePath>();

/** The match of an answered path; it was validated before. */
export const routePath = (text: string): RoutePath => {
  const before = known.get(text);
  if (before) return before;
  const value = text.replace(/^(exact|regex):/, '');
  const made: RoutePath = text.startsWith(REGEX)
    ? { type: 'regex', value, example: regexExample(value) ?? value, segments: undefined }
    : isTemplate(text)
      ? templateOf(text)
      : { type: text.startsWith(EXACT) ? 'exact' : 'prefix', value, example: value };
  known.set(text, made);
  return made;
};

/** Equal for paths that give the same match: `/pets/{id}` and `/pets/{name}`. A prefix is its own key. */
export const pathKey = (text: string): string => {
  const { type, value } = routePath(text);
  return type === 'prefix' ? value : `${type}:${value}`;
};

/** The text with which every path of a match begins. */
export const literalStart = (path: RoutePath): string => {
  if (path.type !== 'regex') return path.value;
  let out = '';
  for (let i = 0; i < path.value.length; i++) {
    const escaped = path.value[i] === '\\';
    const c = escaped ? path.value[i + 1]! : path.value[i]!;
    if (escaped ? /[A-Za-z0-9]/.test(c) : /[.*+?()[\]{}|^$]/.test(c)) return out;
    const next = path.value[i + (escaped ? 2 : 1)] ?? '';
    if ('*?{'.includes(next) && next !== '') return out;
    out += c;
    if (escaped) i++;
  }
  return out;
};

/** Whether a match applies to a path as a client sends it, without its query. */
export const matchesPath = (path: RoutePath, sent: string): boolean => {
  if (path.type === 'exact') return sent === path.value;
  if (path.type === 'prefix') return isBelow(sent, path.value);
  return compiledGo(`^(?:${path.value})$`)?.(sent) === true;
};
