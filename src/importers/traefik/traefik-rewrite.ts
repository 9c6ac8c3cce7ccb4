// Changes of the path as one replacement of the prefix or of the whole path.
import { goGroups, goRegexProblem } from '../../values/go-regex.ts';
import { path as pathSchema } from '../../values/scalars.ts';
import { type RewrittenPath, rewrittenPattern } from '../neutral/rewritten-pattern.ts';
import type { SourceNode } from '../source/source-node.ts';

const joined = (prefix: string, rest: string): string =>
  `${prefix.replace(/\/+$/, '')}${rest === '/' ? '' : rest}` || '/';

/** The prefix that a pattern replaces, and by what: `^/api/(.*)` by `/$1`. */
const REGEX_PREFIX = /^\^?(\/[A-Za-z0-9._~/-]*?)\/?\(\.[*+]\)\$?$/;
const REGEX_TARGET = /^(\/[A-Za-z0-9._~/-]*?)\/?\$(?:1|\{1\})$/;

interface Step {
  readonly kind: string;
  readonly node: SourceNode;
}

const step = (now: string, isExact: boolean, { kind, node }: Step): string | undefined => {
  const below = (prefix: string): string | undefined => {
    const bare = prefix.replace(/(.)\/+$/, '$1');
    if (bare === '/') return now;
    return now === bare ? '/' : now.startsWith(`${bare}/`) ? now.slice(bare.length) : undefined;
  };
  switch (kind) {
    case 'stripPrefix':
      // The first prefix that the request has is removed. With none, the path stays.
      for (const p of node.get('prefixes').items) {
        const rest = below(p.text ?? '');
        if (rest !== undefined) return rest;
        // Only longer paths have this prefix, so that the change depends on the request.
        if ((p.text ?? '').startsWith(now === '/' ? '/' : `${now}/`)) return undefined;
      }
      return now;
    case 'addPrefix':
      return joined(node.get('prefix').text ?? '', now);
    case 'replacePath':
      return isExact ? node.get('path').text : undefined;
    case 'replacePathRegex': {
      const prefix = REGEX_PREFIX.exec(node.get('regex').text ?? '')?.[1];
      const target = REGEX_TARGET.exec(node.get('replacement').text ?? '')?.[1];
      const rest = prefix === undefined ? undefined : below(prefix || '/');
      return rest === undefined || target === undefined ? undefined : joined(target, rest);
    }
    default:
      return undefined;
  }
};

/** What replaces a path; undefined: nothing; `impossible`: answers cannot contain it. */
export const rewriteOf = (path: string, steps: readonly Step[]): string | undefined => {
  if (steps.length === 0) return undefined;
  const isExact = path.startsWith('exact:');
  const plain = path.replace(/^exact:/, '').replace(/(.)\/$/, '$1');
  if (/^regex:/.test(path) || /[{}]/.test(path)) {
    // A prefix that no path of the pattern has is not removed.
    const literal = plain.replace(/^regex:/, '').replace(/[\\^$.|?*+()[\]{}][\s\S]*$/, '');
    const isFree = ({ kind, node }: Step): boolean =>
      kind === 'stripPrefix' &&
      node.get('prefixes').items.every((p) => !literal.startsWith(p.text ?? '') && !(p.text ?? '').startsWith(literal));
    return steps.every(isFree) ? undefined : 'impossible';
  }
  let now: string | undefined = plain;
  for (const s of steps) if (now !== undefined) now = step(now, isExact, s);
  if (now === undefined || !pathSchema.safeParse(now).success) return 'impossible';
  return now === plain ? undefined : now;
};

/**
 * A pattern and its rewrite, where the change of a path depends on the request. Requests to the path that the pattern does
 * not match keep their path; undefined: answers cannot contain it.
 */
export const patternRewrite = (path: string, steps: readonly Step[]): RewrittenPath | undefined => {
  const [only] = steps;
  if (!only || steps.length > 1) return undefined;
  const { kind, node } = only;
  const expressions = node.get('regex');
  if (kind === 'stripPrefixRegex') {
    const pattern = expressions.items.length === 1 ? expressions.items[0]!.text?.replace(/^\^/, '') : undefined;
    // What is left begins with a slash.
    if (pattern === undefined || goRegexProblem(pattern) !== undefined) return undefined;
    return rewrittenPattern(path, `${pattern}${pattern.endsWith('/') ? '' : '/?'}(.*)`, `/$${goGroups(pattern) + 1}`);
  }
  const text = expressions.text ?? '';
  if (kind !== 'replacePathRegex' || !text.startsWith('^')) return undefined;
  const replacement = node.get('replacement').text ?? '';
  // Go reads $1x as a group called 1x.
  if (/\$\d+[A-Za-z_]/.test(replacement)) return undefined;
  const to = replacement.replace(/\$(?:\{(\d+)\}|(\d+))/g, (_, a, b) => `$${a ?? b}`);
  return rewrittenPattern(path, text.slice(1), to);
};
