// The public paths of a generated service: routes of their own, with the backends and rewrites of the service.
import { entries, type Fields, fields, type Loose, text } from '../../../../effective/objects/loose-objects.ts';
import { rulesIn } from './own-routes.ts';

const pathOf = (match: Fields): { type: string; value: string } => {
  const { type, value } = fields(match.path);
  return { type: text(type) ?? 'PathPrefix', value: text(value) ?? '/' };
};

const isBelow = (path: string, prefix: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);

const rewriteOf = (rule: Fields): Fields =>
  fields(fields(entries(rule.filters).find((f) => f.type === 'URLRewrite')).urlRewrite);

/** The path with which a rewritten prefix arrives at the backend. */
const joined = (prefix: string, rest: string): string => `${prefix.replace(/\/+$/, '')}${rest}` || '/';

/** Whether a rule for a public path does what the rule of the service would do with its requests. */
const followsFrom = (open: Fields, main: Fields): boolean => {
  const [openMatch] = entries(open.matches);
  const [mainMatch] = entries(main.matches);
  if (!openMatch || !mainMatch) return false;
  const of = pathOf(openMatch);
  const prefix = pathOf(mainMatch).value;
  if (!isBelow(of.value, prefix)) return false;
  const refs = (r: Fields): string => JSON.stringify([r.backendRefs, r.timeouts]);
  if (refs(open) !== refs(main)) return false;
  const from = rewriteOf(main);
  const to = rewriteOf(open);
  if (JSON.stringify(from.hostname) !== JSON.stringify(to.hostname)) return false;
  const given = text(fields(from.path).replacePrefixMatch);
  if (given === undefined)
    return Object.keys(fields(to.path)).length === 0 && Object.keys(fields(from.path)).length === 0;
  const rest = of.value.slice(prefix === '/' ? 0 : prefix.length);
  const { replacePrefixMatch, replaceFullPath } = fields(to.path);
  return (replacePrefixMatch ?? replaceFullPath) === joined(given, rest);
};

/** The public paths as answers write them; undefined: the routes do something else than the service. */
export const openPaths = (open: readonly Loose[], main: readonly Loose[]): string[] | undefined => {
  const of = main.flatMap(rulesIn);
  const rules = open.flatMap(rulesIn);
  if (!rules.every((rule) => of.some((m) => followsFrom(rule, m)))) return undefined;
  const paths = rules.flatMap((rule) => entries(rule.matches).map(pathOf));
  if (paths.some((p) => p.type !== 'PathPrefix' && p.type !== 'Exact')) return undefined;
  return [...new Set(paths.map((p) => (p.type === 'Exact' ? `exact:${p.value}` : p.value)))];
};
