// The public paths of a generated service: routes of their own, with the backends and rewrites of the service.
import {
  ENVOY_GATEWAY,
  entries,
  type Fields,
  fields,
  isSet,
  type Loose,
  text,
} from '../../../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../../../effective/snapshot.ts';
import { literalPattern } from '../../../../values/literal-pattern.ts';
import { templateOfPattern } from '../../routes/template-paths.ts';
import { rulesIn } from './own-routes.ts';

const pathOf = (match: Fields): { type: string; value: string } => {
  const { type, value } = fields(match.path);
  return { type: text(type) ?? 'PathPrefix', value: text(value) ?? '/' };
};

const isBelow = (path: string, prefix: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);

/** The rewrite of a rule, also that of its HTTPRouteFilter. */
const rewriteOf = (snapshot: Snapshot, { rule, namespace }: OwnRule): Fields => {
  const filters = entries(rule.filters);
  const own = fields(fields(filters.find((f) => f.type === 'URLRewrite')).urlRewrite);
  const named = filters.flatMap((f) => {
    const filter = snapshot.find(ENVOY_GATEWAY, 'HTTPRouteFilter', namespace, String(fields(f.extensionRef).name));
    const { path } = fields(fields(filter?.spec).urlRewrite);
    return isSet(path) ? [{ path }] : [];
  });
  return { ...own, ...named[0] };
};

interface OwnRule {
  readonly rule: Fields;
  readonly namespace: string | undefined;
}

const ownRules = (routes: readonly Loose[]): OwnRule[] =>
  routes.flatMap((r) => rulesIn(r).map((rule) => ({ rule, namespace: r.metadata.namespace })));

/** The answer for a path. */
const answerOf = ({ rule }: OwnRule): string | undefined => {
  const [match] = entries(rule.matches);
  const { type, value } = pathOf(match ?? {});
  if (type === 'PathPrefix') return value;
  return type === 'Exact' ? `exact:${value}` : templateOfPattern(value, text(rule.name));
};

const bare = (path: string): string => path.replace(/\/+$/, '');

/** The path with which a rewritten prefix arrives at the backend. */
const joined = (prefix: string, rest: string): string => `${bare(prefix)}${rest}` || '/';

/** Whether a rule for a public path does what the rule of the service would do with its requests. */
const followsFrom = (snapshot: Snapshot, open: OwnRule, main: OwnRule): boolean => {
  const path = answerOf(open)?.replace(/^exact:/, '');
  const [mainMatch] = entries(main.rule.matches);
  if (path === undefined || !mainMatch) return false;
  const prefix = pathOf(mainMatch).value;
  if (!isBelow(path, prefix)) return false;
  const refs = ({ rule }: OwnRule): string => JSON.stringify([rule.backendRefs, rule.timeouts]);
  if (refs(open) !== refs(main)) return false;
  const from = rewriteOf(snapshot, main);
  const to = rewriteOf(snapshot, open);
  if (JSON.stringify(from.hostname) !== JSON.stringify(to.hostname)) return false;
  const given = text(fields(from.path).replacePrefixMatch);
  if (given === undefined)
    return Object.keys(fields(to.path)).length === 0 && Object.keys(fields(from.path)).length === 0;
  const { replacePrefixMatch, replaceFullPath, replaceRegexMatch } = fields(to.path);
  if (isSet(replaceRegexMatch)) {
    const { pattern, substitution } = fields(replaceRegexMatch);
    return pattern === `^${literalPattern(bare(prefix))}/` && substitution === `${bare(given)}/`;
  }
  return (replacePrefixMatch ?? replaceFullPath) === joined(given, path.slice(bare(prefix).length));
};

/** The public paths as answers write them; undefined: the routes do something else than the service. */
export const openPaths = (snapshot: Snapshot, open: readonly Loose[], main: readonly Loose[]): string[] | undefined => {
  const of = ownRules(main);
  const rules = ownRules(open);
  // Several matches of a rule are those of methods: they have the same path.
  const paths = rules.map(answerOf);
  const isSame = rules.every(
    ({ rule }) => new Set(entries(rule.matches).map((m) => JSON.stringify(pathOf(m)))).size === 1,
  );
  if (!isSame || !rules.every((rule) => of.some((m) => followsFrom(snapshot, rule, m)))) return undefined;
  return [...new Set(paths as string[])];
};
