// A path of a document as answers write it.
import { literalPattern } from '../../../values/literal-pattern.ts';
import { servicePath } from '../../../values/service-path.ts';

/** A documented path: its segments, each as the document writes it. */
export interface DocumentedPath {
  readonly segments: readonly string[];
  /** It ends with a slash, which makes it another path. */
  readonly slash: boolean;
  /** Its last segment was `{name+}` of AWS API Gateway: everything below. */
  readonly greedy: boolean;
}

const PARAMETER = /\{([^{}/]*)\}/g;
const NAME = /^[A-Za-z_][\w.-]*$/;

/** Whether a segment has a parameter. */
export const hasParameter = (segment: string): boolean => /\{[^{}]*\}/.test(segment);

/** Equal for segments that match the same text: `{id}` and `{name}`. */
export const segmentKey = (segment: string): string => segment.replace(PARAMETER, '{}');

/** Whether a segment with a parameter may match the text of another one. */
export const mayMatch = (segment: string, text: string): boolean => {
  const [before, after] = [segment.slice(0, segment.indexOf('{')), segment.slice(segment.lastIndexOf('}') + 1)];
  return text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after);
};

const exactness = (segment: string | undefined): number =>
  segment === undefined ? 0 : !hasParameter(segment) ? 3 : /^\{[^{}]*\}$/.test(segment) ? 1 : 2;

/** Whether a path is for the requests that another one matches as well: text goes before parameters. */
export const isMoreExact = (a: DocumentedPath, b: DocumentedPath): boolean => {
  const ranks = Array.from({ length: Math.max(a.segments.length, b.segments.length) }, (_, i) =>
    Math.sign(exactness(a.segments[i]) - exactness(b.segments[i])),
  );
  return ranks.includes(1) && !ranks.includes(-1);
};

/** A path without its query and fragment; `rest` is what was removed. */
export const withoutQuery = (path: string): { readonly path: string; readonly rest: string } => {
  // A parameter in braces may contain a question mark in some documents; only one outside of braces begins a query.
  const at = path.replace(PARAMETER, (m) => '_'.repeat(m.length)).search(/[?#]/);
  return at < 0 ? { path, rest: '' } : { path: path.slice(0, at), rest: path.slice(at) };
};

/** As Envoy compares it: letters, digits and `-._~` are not encoded, and codes have capital letters. */
const normalized = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (code, hex: string) => {
    const c = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(c) ? c : code.toUpperCase();
  });

/** The path of an operation below the base path of a server. */
export const documentedPath = (base: string, path: string): DocumentedPath => {
  const segments = normalized(`${base}/${path}`)
    .split('/')
    .filter((s) => s !== '');
  const greedy = /^\{[^{}]*\+\}$/.test(segments.at(-1) ?? '');
  return {
    segments: greedy ? segments.slice(0, -1) : segments,
    slash: !greedy && path.length > 1 && path.endsWith('/'),
    greedy,
  };
};

/** Characters that a path must not have are percent-encoded, as clients send them. */
const encoded = (text: string): string =>
  text.replace(/[^-A-Za-z0-9._~!$&'()*+,;=:@%{}]/gu, (c) => encodeURIComponent(c));

/** The segments with names of parameters that answers accept, each once. */
const named = (segments: readonly string[]): string[] => {
  const taken = new Set<string>();
  return segments.map((segment) =>
    encoded(
      segment.replace(PARAMETER, (_, given: string) => {
        const plain = NAME.test(given) ? given : given.replace(/[^\w.-]+/g, '_').replace(/^[^A-Za-z]+/, '');
        const name = NAME.test(plain) ? plain : 'value';
        let free = name;
        for (let n = 2; taken.has(free); n++) free = `${name}_${n}`;
        taken.add(free);
        return `{${free}}`;
      }),
    ),
  );
};

/** A prefix of literal segments. */
export const prefixOf = (segments: readonly string[]): string => `/${segments.map(encoded).join('/')}`;

const patternOf = (segment: string, first: boolean): string => {
  const any = first && segment.startsWith('{') ? '[^/.][^/]*' : '[^/]+';
  return segment
    .split(/\{[^{}]*\}/)
    .map((text) => literalPattern(encoded(text)))
    .join(any);
};

/** A path as a template, whether answers can write it or not. */
export const templateOf = ({ segments, greedy }: DocumentedPath): string =>
  `/${named(segments).join('/')}${greedy ? '/{rest}' : ''}`;

const usable = (path: string): string | undefined => (servicePath.safeParse(path).success ? path : undefined);

/** The path that matches the documented one and nothing else; undefined: answers cannot write it. */
export const flatPath = ({ segments, slash, greedy }: DocumentedPath): string | undefined => {
  const text = `/${named(segments).join('/')}`;
  const pattern = (end: string): string =>
    `regex:${segments.map((s, i) => `/${patternOf(s, i === 0)}`).join('')}${end}`;
  if (greedy) return usable(segments.length === 0 ? '/' : pattern('/.+'));
  if (segments.some(hasParameter)) return usable(slash ? pattern('/') : text);
  return usable(`exact:${text}${slash ? '/' : ''}`);
};

/** The prefix for a path that only a pattern would match exactly; it also matches other paths. undefined: there is none. */
export const widePath = ({ segments, greedy, slash }: DocumentedPath): string | undefined => {
  if (greedy && !segments.some(hasParameter)) return usable(prefixOf(segments));
  // A pattern needs a fixed first segment. Every other path is more exact than this prefix.
  const isUnfixed = segments[0]?.startsWith('{') && usable(`/${named(segments).join('/')}`) !== undefined;
  return isUnfixed && (greedy || slash) ? '/' : undefined;
};
