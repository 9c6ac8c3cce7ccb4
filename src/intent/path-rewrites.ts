import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import { type Backend, isExternal } from '../values/backend-address.ts';
import { literalPattern } from '../values/literal-pattern.ts';
import { isBelow } from '../values/path-below.ts';
import { hasGroups, resultsOf, substitutionOf } from '../values/rewrite-groups.ts';
import { isTemplate, routePath, templateParameters } from '../values/route-path.ts';

/** RE2 and what replaces its matches. `own`: it is for this path alone, not for all paths of the service. */
interface PatternRewrite {
  readonly pattern: string;
  readonly substitution: string;
  /** RE2: the paths that result. */
  readonly receives: string;
  readonly own: boolean;
}

/** How the path of a request changes: its prefix, the whole path, or what a pattern matches. */
type PathRewrite =
  | { readonly by: 'prefix' | 'full'; readonly path: string }
  | ({ readonly by: 'pattern' } & PatternRewrite);

/** A path of an answer without a slash at its end: the root is empty text. */
const bare = (path: string): string => (path === '/' ? '' : path);

/** The path of the service, a prefix, that a path is below: the longest one; undefined: the path is one of its own kind. */
const baseOf = (s: Pick<ServiceAnswer, 'paths'>, path: string): string | undefined => {
  const { type, value } = routePath(path);
  if (type !== 'prefix' && s.paths.includes(path)) return undefined;
  return [...s.paths]
    .filter((p) => routePath(p).type === 'prefix')
    .sort((a, b) => b.length - a.length)
    .find((p) => isBelow(value, p));
};

/** A template as a pattern with a group for each parameter, and another template with references to these groups. */
const ofTemplate = (from: string, prefix: string, to: string): PatternRewrite => {
  const names = templateParameters(from);
  const groups = new Map(names.map((name, i) => [name, i + 1]));
  // The pattern only has to find the values: whether the path matches was decided before.
  const pattern = `^${from
    .split(/\{[^}]*\}/)
    .map(literalPattern)
    .join('([^/]+)')}$`;
  const whole = `${prefix}${bare(to)}` || '/';
  return {
    pattern,
    substitution: whole.replace(/\{([^}]*)\}/g, (_, name: string) => `\\${groups.get(name)}`),
    receives: whole
      .split(/\{[^}]*\}/)
      .map(literalPattern)
      .join('[^/]+'),
    own: true,
  };
};

/** A pattern of the answers, anchored: Envoy replaces what it finds, and the match of the route is always the whole path. */
const ofGroups = (pattern: string, prefix: string, to: string): PatternRewrite => ({
  pattern: `^${pattern}$`,
  substitution: `${prefix}${substitutionOf(to)}`,
  receives: `${literalPattern(prefix)}${resultsOf(to)}`,
  own: true,
});

const ofPattern = (s: Pick<ServiceAnswer, 'paths' | 'rewrite'>, path: string, prefix: string): PatternRewrite => {
  const { value } = routePath(path);
  const base = baseOf(s, path);
  if (s.rewrite === undefined || base === '/') {
    const start = `${prefix}${bare(s.rewrite ?? '/')}`;
    return { pattern: '^/', substitution: `${start}/`, receives: `${literalPattern(start)}${value}`, own: false };
  }
  if (base === undefined && hasGroups(s.rewrite)) return ofGroups(value, prefix, s.rewrite);
  if (base === undefined && isTemplate(path)) return ofTemplate(path, prefix, s.rewrite);
  const start = `${prefix}${bare(s.rewrite)}`;
  return {
    pattern: `^${literalPattern(base ?? '')}/`,
    substitution: `${start}/`,
    receives: `${literalPattern(start)}/.*`,
    own: true,
  };
};

/** How a path of a service changes on its way to one of its backends; undefined: it does not. */
export const rewriteOf = (
  s: Pick<ServiceAnswer, 'paths' | 'rewrite'>,
  path: string,
  to: Backend,
): PathRewrite | undefined => {
  const prefix = isExternal(to) ? to.prefix : undefined;
  if (s.rewrite === undefined && prefix === undefined) return undefined;
  const { type, value } = routePath(path);
  if (type === 'regex') return { by: 'pattern', ...ofPattern(s, path, prefix ?? '') };
  // A public sub-path is rewritten like its service's prefix: with `/users`, /v1/users/health becomes /users/health.
  const base = baseOf(s, path) ?? value;
  // The root prefix is empty text, because the rest of the path begins with the slash.
  const rest = base === '/' ? bare(value) : value.slice(base.length);
  const joined = `${prefix ?? ''}${s.rewrite === undefined ? bare(value) : `${bare(s.rewrite)}${rest}`}`;
  return { by: type === 'exact' ? 'full' : 'prefix', path: joined === '' ? '/' : joined };
};

/** The pattern that puts a prefix in front of all paths, which ReplacePrefixMatch at `/` cannot; undefined: it can. */
export const patternAtRoot = (path: string, prefix: string): PatternRewrite | undefined =>
  path === '/' && prefix !== '/'
    ? { pattern: '^/', substitution: `${prefix}/`, receives: `${literalPattern(prefix)}/.*`, own: false }
    : undefined;
