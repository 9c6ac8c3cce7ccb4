// Changes of the path as one replacement of the prefix or of the whole path.
import { goGroups, goRegexProblem } from '../../values/go-regex.ts';
import { hasGroups, unknownGroup } from '../../values/rewrite-groups.ts';
import { literalStart, routePath } from '../../values/route-path.ts';
import { path as pathSchema } from '../../values/scalars.ts';
import { rewrite as rewriteSchema, servicePath } from '../../values/service-path.ts';
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

/** The pattern of a middleware as answers have it, which match the whole path, and what replaces it. */
const ofMiddleware = ({ kind, node }: Step): { pattern: string; to: string } | undefined => {
  const isStrip = kind === 'stripPrefixRegex';
  const expressions = node.get('regex');
  const given = isStrip ? (expressions.items.length === 1 ? expressions.items[0]!.text : undefined) : expressions.text;
  const pattern = given?.replace(/^\^/, '');
  if (pattern === undefined || goRegexProblem(pattern) !== undefined || (!isStrip && pattern === given))
    return undefined;
  const rest = `$${goGroups(pattern) + 1}`;
  if (isStrip) return { pattern: `${pattern}${pattern.endsWith('/') ? '' : '/?'}(.*)`, to: `/${rest}` };
  // Go reads $1x as a group called 1x.
  const to = (node.get('replacement').text ?? '').replace(/\$(?:\{(\d+)\}|(\d+)(?!\w))/g, (_, a, b) => `$${a ?? b}`);
  const isWhole = /(?<!\\)\$$/.test(pattern);
  return isWhole ? { pattern: pattern.slice(0, -1), to } : { pattern: `${pattern}(.*)`, to: `${to}${rest}` };
};

/**
 * A pattern and its rewrite, where the change of a path depends on the request. Requests to the path that the pattern does
 * not match keep their path; undefined: answers cannot contain it.
 */
export const patternRewrite = (
  path: string,
  steps: readonly Step[],
): { readonly path: string; readonly rewrite: string } | undefined => {
  const [only] = steps;
  if (!only || steps.length > 1 || !['replacePathRegex', 'stripPrefixRegex'].includes(only.kind)) return undefined;
  const { pattern, to } = ofMiddleware(only) ?? {};
  if (pattern === undefined || to === undefined || /\$(?!\d)|\$\d\d/.test(to) || !hasGroups(to)) return undefined;
  const own = `regex:${pattern}`;
  if (!servicePath.safeParse(own).success || !rewriteSchema.safeParse(to).success) return undefined;
  if (unknownGroup(to, pattern) !== undefined) return undefined;
  const start = literalStart(routePath(own));
  const isBelow = routePath(path).type === 'prefix' && start.startsWith(path === '/' ? '/' : `${path}/`);
  return isBelow || path === own ? { path: own, rewrite: to } : undefined;
};
