// Rewrites by a regular expression, of any source, as a pattern of the answers and a text with its groups.
import { goGroups, goRegexProblem } from '../../values/go-regex.ts';
import { hasGroups, unknownGroup } from '../../values/rewrite-groups.ts';
import { literalStart, REGEX, routePath } from '../../values/route-path.ts';
import { rewrite as rewriteSchema, servicePath } from '../../values/service-path.ts';

/** A path and what replaces it, as answers write them. */
export interface RewrittenPath {
  readonly path: string;
  readonly rewrite: string;
}

/**
 * The path and the rewrite of an expression that replaces the start of a path (`pattern` without `^`) by a text with `$1`.
 * The answers' patterns match whole paths, so the rest is a group of its own. Requests to `path` that the expression does
 * not match are not part of it; undefined: answers cannot contain it, or it may match other paths than `path`.
 */
export const rewrittenPattern = (path: string, pattern: string, to: string): RewrittenPath | undefined => {
  if (goRegexProblem(pattern) !== undefined || /\$(?!\d)|\$\d\d/.test(to) || !hasGroups(to)) return undefined;
  const isWhole = /(?<!\\)\$$/.test(pattern);
  // What matches everything up to the end leaves no rest.
  const isOpen = !isWhole && !/(?<!\\)(?:\(\.\*\)|\.\*)$/.test(pattern);
  const own = `${REGEX}${isWhole ? pattern.slice(0, -1) : pattern}${isOpen ? '(.*)' : ''}`;
  const rewrite = isOpen ? `${to}$${goGroups(pattern) + 1}` : to;
  if (!servicePath.safeParse(own).success || !rewriteSchema.safeParse(rewrite).success) return undefined;
  if (unknownGroup(rewrite, own.slice(REGEX.length)) !== undefined) return undefined;
  const isBelow =
    routePath(path).type === 'prefix' && literalStart(routePath(own)).startsWith(path === '/' ? '/' : `${path}/`);
  return isBelow || path === own ? { path: own, rewrite } : undefined;
};

/** The fixed segments with which a pattern begins, and the rest. */
const FIXED = /^((?:[\w~/-]|\\[.~-])*\/)([^?*+{].*)$/s;

/** A pattern with a text in front of the whole path: `/v1/users/[0-9]+` behind `/base`; undefined: answers cannot contain it. */
export const patternBehind = (base: string, pattern: string): RewrittenPath | undefined => {
  const [, start, rest] = FIXED.exec(pattern) ?? [];
  if (start === undefined || base.includes('$')) return undefined;
  const path = `${REGEX}${start}(${rest})`;
  const rewrite = `${base}${start.replaceAll('\\', '')}$1`;
  const isValid = servicePath.safeParse(path).success && rewriteSchema.safeParse(rewrite).success;
  return isValid ? { path, rewrite } : undefined;
};
