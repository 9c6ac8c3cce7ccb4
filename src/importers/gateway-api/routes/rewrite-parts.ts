// Rewrites of the path as `rewrite`.
import { ENVOY_GATEWAY } from '../../../effective/objects/loose-objects.ts';
import { literalPattern } from '../../../values/literal-pattern.ts';
import { isTemplate } from '../../../values/route-path.ts';
import type { Part } from '../../neutral/neutral.ts';
import { patternBehind, rewrittenPattern } from '../../neutral/rewritten-pattern.ts';
import type { SourceNode } from '../../source/source-node.ts';
import type { RouteView } from '../source-views.ts';
import { templateRewrite } from './templates.ts';

const bare = (path: string): string => path.replace(/\/+$/, '');
const asPath = (path: string): string => bare(path) || '/';

/** A path that is served, and what replaces it. */
interface Served {
  readonly path: string;
  readonly rewrite: string | undefined;
}

/** The answer for a rewrite of prefixes by an expression, as Envoy Gateway and our own output write it; undefined: another one. */
const ofPrefix = (path: string, pattern: string, to: string): string | undefined => {
  if (/[\\$]/.test(to) || !to.startsWith('/') || !to.endsWith('/')) return undefined;
  if (path.startsWith('regex:')) return undefined;
  // `^/` puts a prefix in front of the whole path.
  if (pattern === '^/') return asPath(`${bare(to)}${path.replace(/^exact:/, '')}`);
  return !path.startsWith('exact:') && pattern === `^${literalPattern(bare(path))}/` ? asPath(to) : undefined;
};

/** The same for an expression with groups: what it does not match keeps its path. */
const ofGroups = (path: string, pattern: string, to: string): Served[] | undefined => {
  const isPattern = path.startsWith('regex:');
  if (isPattern && pattern === '^/' && to.startsWith('/') && to.endsWith('/') && !/[\\$]/.test(to)) {
    const behind = patternBehind(bare(to), path.slice('regex:'.length));
    return behind && [behind];
  }
  // Of a pattern, only the same one finds the whole path.
  const isSame = isPattern && pattern === `^${path.slice('regex:'.length)}$`;
  if (!pattern.startsWith('^') || to.includes('$') || /\\(?![1-9])/.test(to) || (isPattern && !isSame))
    return undefined;
  const found = rewrittenPattern(path, pattern.slice(1), to.replace(/\\(\d)/g, '$$$1'));
  return found && (isPattern ? [found] : [found, { path, rewrite: undefined }]);
};

const servedFor = (view: RouteView, path: string): Served[] | undefined => {
  const change = view.settings.filters.rewrite.path;
  const isExact = path.startsWith('exact:');
  const isRegex = path.startsWith('regex:') || isTemplate(path);
  const one = (rewrite: string | undefined): Served[] | undefined =>
    rewrite === undefined ? undefined : [{ path, rewrite }];
  if (!change) return [{ path, rewrite: undefined }];
  if (change.by === 'full') return one(isExact ? asPath(change.to) : undefined);
  if (change.by === 'prefix') return one(isExact || isRegex ? undefined : asPath(change.to));
  if (change.by !== 'regex') return undefined;
  if (isTemplate(path) && change.pattern !== '^/') return one(templateRewrite(path, change.pattern, change.to));
  return one(ofPrefix(path, change.pattern, change.to)) ?? ofGroups(path, change.pattern, change.to);
};

/** The fields that rewrite the path: of a URLRewrite filter, or of the HTTPRouteFilter. */
const nodesOf = ({ rule, snapshot, source, route }: RouteView): SourceNode[] => {
  const own = rule.get('filters').items.map((f) => f.get('urlRewrite', 'path'));
  const named = rule.get('filters').items.flatMap((f) => {
    const name = f.get('extensionRef', 'name').text;
    const filter = snapshot.find(ENVOY_GATEWAY, 'HTTPRouteFilter', route.metadata.namespace, name ?? '');
    return filter ? source.from(filter, 'spec.urlRewrite.path') : [];
  });
  return [...own, ...named].filter((n) => n.exists);
};

/** The paths of a match with the key `rewrite` of each; several, if an expression rewrites some of the requests. */
export const rewrittenPaths = (view: RouteView, path: string): { readonly path: string; readonly parts: Part[] }[] => {
  const nodes = nodesOf(view);
  const served = servedFor(view, path);
  if (served === undefined) {
    for (const node of nodes) view.ledger.say(node, 'RouteFilterNotSaid', { what: `this rewrite of the path ${path}` });
    return [{ path, parts: [] }];
  }
  if (view.settings.filters.rewrite.path)
    // Which of the fields replaces the path is its type.
    view.ledger.noEffect(...nodes.map((n) => n.get('type')));
  const from = nodes.flatMap((n) => n.children.filter((c) => c.key !== 'type'));
  return served.map(({ path: own, rewrite }) => ({
    path: own,
    parts: rewrite === undefined ? [] : [{ key: 'rewrite', value: rewrite, from }],
  }));
};
