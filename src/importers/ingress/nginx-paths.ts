// Paths of Ingress objects as ingress-nginx gives them to nginx, as paths of the answers.
import { goGroups, goRegexProblem } from '../../values/go-regex.ts';
import { hasGroups, unknownGroup } from '../../values/rewrite-groups.ts';
import { REGEX } from '../../values/route-path.ts';
import { rewrite as rewriteSchema, servicePath } from '../../values/service-path.ts';
import { withoutSecrets } from '../report/without-secrets.ts';

/** The path that an Ingress has, and how nginx compares it. */
export interface IngressPath {
  readonly text: string;
  readonly type: 'Prefix' | 'Exact' | 'ImplementationSpecific';
  /** Whether nginx has a pattern for it: an Ingress of the host has use-regex or rewrite-target. */
  readonly isPattern: boolean;
}

/** A path of the answers. */
export interface AnswerPath {
  readonly kind: 'prefix' | 'exact' | 'template' | 'pattern';
  /** As the answers write them; several for a pattern that ends with an optional slash. */
  readonly paths: readonly string[];
  /** The capture group with the path behind the prefix. `slash`: it begins with the slash. */
  readonly rest?: { readonly group: number; readonly slash: boolean };
  /** Groups in front of the rest that contain a constant text. */
  readonly constants?: Readonly<Record<number, string>>;
  /** The one group that contains the whole path without its first slash. */
  readonly whole?: true;
  /** What nginx matches differently, besides upper and lower case; undefined: nothing. */
  readonly difference?: string;
}

/** A path that answers cannot contain. */
export interface NoPath {
  readonly why: string;
}

const isValid = (path: string): boolean => servicePath.safeParse(path).success;
const plain = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, '') || '/' : path);

/** The text of a pattern without operators: a dot is usually meant as one. */
const literalOf = (pattern: string): string | undefined => {
  const text = pattern.replace(/\\([^A-Za-z0-9])/g, '\u0000$1');
  return /[\\^$|?*+()[\]{}]/.test(text.replace(/\u0000./g, '')) ? undefined : text.replaceAll('\u0000', '');
};

/** How a pattern may end behind a text, with the group of the rest. `loose`: it also matches a longer last segment. */
const TAILS: readonly (readonly [
  tail: string,
  match: 'segment' | 'loose' | 'below',
  group?: number,
  slash?: 'slash',
])[] = [
  ['(/|$)(.*)', 'segment', 2],
  ['(/|$)(.+)', 'segment', 2],
  ['(/|$)', 'segment'],
  ['(/|$).*', 'segment'],
  ['(?:/|$)(.*)', 'segment', 1],
  ['($|/)(.*)', 'segment', 2],
  ['(/(.*))?', 'loose', 2],
  ['(/.*)?', 'loose', 1, 'slash'],
  ['(?:/(.*))?', 'loose', 1],
  ['(/?)(.*)', 'loose', 2],
  ['/?(.*)', 'loose', 1],
  ['/?(.+)', 'loose', 1],
  ['/?.*', 'loose'],
  ['/(.*)', 'below', 1],
  ['/(.+)', 'below', 1],
  ['/(.*)/?', 'below', 1],
  ['(/.*)', 'below', 1, 'slash'],
  ['(/.+)', 'below', 1, 'slash'],
  ['/.*', 'below'],
  ['/.+', 'below'],
  ['/', 'below'],
  ['(.*)', 'loose', 1, 'slash'],
  ['(.+)', 'loose', 1, 'slash'],
  ['.*', 'loose'],
  ['/?', 'loose'],
  ['', 'loose'],
];

const DIFFERENCES = {
  segment: undefined,
  loose: (p: string) => `nginx also matches longer names such as ${p}x; the gateway matches ${p} and ${p}/... only`,
  below: (p: string) => `nginx matches only paths that begin with ${p}/; the gateway also matches ${p} itself`,
};

/** A group with a constant text, such as (api). */
const CONSTANT = /\(([^()|?*+[\]{}\\^$]+)\)(?![?*+{])/g;

/** A prefix of a pattern. */
const prefixOf = (pattern: string): AnswerPath | undefined => {
  const all = pattern.replace(/(\.[*+]\)?|\(\/\|\$\)|\)\?)\$$/, '$1');
  const constants: Record<number, string> = {};
  // Groups are numbered from the left, and only these may be in front of the rest.
  const text = all.replace(CONSTANT, (_, inner: string) => {
    constants[Object.keys(constants).length + 1] = inner;
    return inner;
  });
  const before = Object.keys(constants).length;
  for (const [tail, match, group, slash] of TAILS) {
    const head = text.endsWith(tail) ? literalOf(text.slice(0, text.length - tail.length)) : undefined;
    if (head === undefined) continue;
    const path = plain(head === '' ? '/' : head);
    if (!isValid(path)) continue;
    const difference = path === '/' ? undefined : DIFFERENCES[match]?.(path);
    return {
      kind: 'prefix',
      paths: [path],
      ...(group !== undefined && { rest: { group: group + before, slash: slash !== undefined } }),
      ...(before > 0 && { constants }),
      ...(difference && { difference }),
    };
  }
  return undefined;
};

/** A template: each segment is text or one group without slashes, and the pattern ends with `$`. */
const templateOf = (pattern: string): AnswerPath | undefined => {
  if (!pattern.endsWith('$') || !/\(\[\^\/\][+*]\)/.test(pattern)) return undefined;
  let n = 0;
  const text = pattern.slice(0, -1).replace(/\(\[\^\/\][+]\)/g, () => `{p${++n}}`);
  const literal = literalOf(text.replace(/\{p\d+\}/g, ''));
  return n > 0 && literal !== undefined && isValid(text) ? { kind: 'template', paths: [text] } : undefined;
};

const patternOf = (pattern: string): AnswerPath | NoPath => {
  const ends = pattern.endsWith('$') && !pattern.endsWith('\\$');
  const whole = ends ? pattern.slice(0, -1) : /\.\*\)?$/.test(pattern) ? pattern : `${pattern}.*`;
  const path = `regex:${whole}`;
  const read = servicePath.safeParse(path);
  return read.success
    ? { kind: 'pattern', paths: [path] }
    : {
        why: 'the gateway has no such pattern: a pattern must be valid in RE2, begin with a fixed first segment and have no alternatives outside of groups',
      };
};

const ofPattern = (text: string): AnswerPath | NoPath => {
  const pattern = text.replace(/^\^/, '');
  if (!pattern.startsWith('/')) return { why: 'it does not begin with a slash' };
  const [, inner] = /^\/\(([^()|]+)\)$/.exec(pattern) ?? [];
  const inside = inner === undefined || inner === '.*' || inner === '.+' ? undefined : prefixOf(`/${inner}`);
  if (inside) return { ...inside, whole: true };
  const exact = pattern.endsWith('$') ? literalOf(pattern.slice(0, -1)) : undefined;
  if (exact !== undefined && isValid(`exact:${exact}`)) return { kind: 'exact', paths: [`exact:${exact}`] };
  const slashed = pattern.endsWith('/?$') ? literalOf(pattern.slice(0, -3)) : undefined;
  if (slashed && isValid(`exact:${slashed}`))
    return { kind: 'exact', paths: [`exact:${slashed}`, `exact:${slashed}/`] };
  return prefixOf(pattern) ?? templateOf(pattern) ?? patternOf(pattern);
};

/** A path of an Ingress as a path of the answers. */
export const answerPath = ({ text, type, isPattern }: IngressPath): AnswerPath | NoPath => {
  const path = text === '' ? '/' : text;
  if (isPattern) {
    const found = ofPattern(path);
    if (
      type !== 'Exact' ||
      !('kind' in found) ||
      found.kind !== 'prefix' ||
      found.rest ||
      literalOf(path) === undefined
    )
      return found;
    // A pattern without operators that was meant as one path.
    const paths = [`exact:${path}`];
    return isValid(paths[0]!)
      ? {
          kind: 'exact',
          paths,
          difference: `nginx also matches every path that begins with ${path}; the gateway matches ${path} only`,
        }
      : found;
  }
  const answer = type === 'Exact' ? `exact:${path}` : plain(path);
  if (!isValid(answer))
    return { why: 'it is compared as text, because no annotation makes it a pattern, and no request has such a path' };
  if (type === 'Exact') return { kind: 'exact', paths: [answer] };
  const isLoose = type === 'ImplementationSpecific' && answer !== '/';
  const difference = DIFFERENCES[path.endsWith('/') ? 'below' : 'loose'](answer);
  return { kind: 'prefix', paths: [answer], ...(isLoose && { difference }) };
};

/** What replaces a path. `rewrite` undefined: the path stays. */
export interface Rewriting {
  readonly rewrite: string | undefined;
  /** nginx replaces the whole path. */
  readonly replacesAll?: true;
}

const joined = (start: string): string => plain(start === '' ? '/' : start);

/** `pattern`: of the Ingress. nginx replaces a group that it does not have by nothing. */
const withoutMissing = (target: string, pattern: string): string => {
  if (goRegexProblem(pattern) !== undefined) return target;
  const all = goGroups(pattern);
  return target.replace(/\$(\d)/g, (group, n: string) => (Number(n) > all ? '' : group));
};

/** The value of rewrite-target for a path. `pattern`: the path as the Ingress has it. */
export const rewriteOf = (path: AnswerPath, given: string, pattern: string): Rewriting | NoPath => {
  const target = withoutMissing(given, pattern).replace(
    /\$(\d)/g,
    (all, n: string) => path.constants?.[Number(n)] ?? all,
  );
  const groups = [...target.matchAll(/\$(\d)/g)].map((m) => Number(m[1]));
  const no = (why: string): NoPath => ({ why: `its rewrite-target ${withoutSecrets(given)} ${why}` });
  if (/^https?:/.test(target)) return no('is a URL, which nginx answers with a redirect');
  const bare = target.replace(/\$\d/g, '');
  if (/[$?{}]/.test(bare) || !/^(\/|\$\d)/.test(target)) return no('has variables or a query');
  const [own] = path.paths;
  if (groups.length === 0) {
    if (path.kind === 'pattern' || path.kind === 'template') return no('replaces a pattern as a whole');
    const rewrite = plain(target);
    if (!isValid(rewrite)) return no('is not a path');
    if (path.kind === 'exact') return { rewrite: own === `exact:${rewrite}` ? undefined : rewrite };
    return { rewrite: own === rewrite ? undefined : rewrite, replacesAll: true };
  }
  if (path.kind === 'template') {
    const rewrite = target.replace(/\$(\d)/g, '{p$1}');
    return isValid(rewrite) ? { rewrite: rewrite === own ? undefined : rewrite } : no('is not a template');
  }
  if (path.kind !== 'prefix' || groups.length > 1)
    return no(
      'has groups that no pattern of the gateway has: its first segment must be fixed, and each group must exist',
    );
  const start = /^(.*?)(\/?)\$\d$/.exec(target);
  if (!start) return no('has text behind the group');
  const [, before = '', slash] = start;
  if (path.whole) return before === '' && groups[0] === 1 ? { rewrite: undefined } : no('adds text to the whole path');
  if (!path.rest || path.rest.group !== groups[0])
    return no(`uses group ${groups[0]}, which is not the rest of the path`);
  if (!path.rest.slash && slash === '') return no('joins the rest of the path to its last segment');
  const rewrite = joined(before);
  if (!isValid(rewrite)) return no('is not a path');
  return { rewrite: rewrite === own ? undefined : rewrite };
};

/** The same for a rewrite that only a pattern has: nginx replaces the whole path by the text with the groups. */
export const patternRewrite = (
  text: string,
  target: string,
): { path: AnswerPath; rewriting: Rewriting } | undefined => {
  const path = patternOf(text.replace(/^\^/, ''));
  if (!('kind' in path) || !hasGroups(target) || !rewriteSchema.safeParse(target).success) return undefined;
  if (unknownGroup(target, path.paths[0]!.slice(REGEX.length)) !== undefined) return undefined;
  return { path, rewriting: { rewrite: target } };
};
