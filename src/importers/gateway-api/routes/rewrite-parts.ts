// Rewrites of the path as `rewrite`.
import { ENVOY_GATEWAY } from '../../../effective/objects/loose-objects.ts';
import { literalPattern } from '../../../values/literal-pattern.ts';
import { isTemplate } from '../../../values/route-path.ts';
import type { Part } from '../../neutral/neutral.ts';
import type { SourceNode } from '../../source/source-node.ts';
import type { RouteView } from '../source-views.ts';
import { rewriteOfTemplate } from './template-paths.ts';

const bare = (path: string): string => path.replace(/\/+$/, '');
const asPath = (path: string): string => bare(path) || '/';

/** The answer for a rewrite by a pattern; undefined: there is none. */
const ofPattern = (path: string, pattern: string, to: string): string | undefined => {
  if (isTemplate(path)) return rewriteOfTemplate(path, pattern, to);
  if (/[\\$]/.test(to) || !to.startsWith('/') || !to.endsWith('/')) return undefined;
  const isRegex = path.startsWith('regex:');
  // `^/` puts a prefix in front of the whole path.
  if (pattern === '^/') return isRegex ? asPath(to) : asPath(`${bare(to)}${path.replace(/^exact:/, '')}`);
  const isPrefix = !isRegex && !path.startsWith('exact:');
  return isPrefix && pattern === `^${literalPattern(bare(path))}/` ? asPath(to) : undefined;
};

const answerFor = (view: RouteView, path: string): string | undefined => {
  const rewrite = view.settings.filters.rewrite.path;
  if (!rewrite) return undefined;
  const isExact = path.startsWith('exact:');
  const isRegex = path.startsWith('regex:');
  if (rewrite.by === 'full') return isExact ? asPath(rewrite.to) : undefined;
  if (rewrite.by === 'prefix') return isExact || isRegex ? undefined : asPath(rewrite.to);
  return rewrite.by === 'regex' ? ofPattern(path, rewrite.pattern, rewrite.to) : undefined;
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

/** The key `rewrite` of a service with a path. */
const rewriteParts = (view: RouteView, path: string): Part[] => {
  const nodes = nodesOf(view);
  if (!view.settings.filters.rewrite.path) return [];
  const value = answerFor(view, path);
  if (value !== undefined) {
    // Which of the fields replaces the path is its type.
    view.ledger.noEffect(...nodes.map((n) => n.get('type')));
    return [{ key: 'rewrite', value, from: nodes.flatMap((n) => n.children.filter((c) => c.key !== 'type')) }];
  }
  for (const node of nodes) view.ledger.say(node, 'RouteFilterNotSaid', { what: `this rewrite of the path ${path}` });
  return [];
};

/** What puts a prefix in front of the paths of a pattern: answers have it in the URL of the backend. */
const prefixOfPattern = (view: RouteView, path: string): string | undefined => {
  const { path: rewrite } = view.settings.filters.rewrite;
  if (rewrite?.by !== 'regex' || rewrite.pattern !== '^/' || !(path.startsWith('regex:') || isTemplate(path)))
    return undefined;
  const to = /^(\/.+)\/$/.exec(rewrite.to)?.[1];
  return to === undefined || /[\\?#]/.test(to) ? undefined : to;
};

const withPrefix = (value: unknown, prefix: string): unknown =>
  typeof value === 'string'
    ? `${value}${prefix}`
    : { ...(value as object), url: `${(value as { url: string }).url}${prefix}` };

const isExternal = (value: unknown): boolean =>
  typeof value === 'string' ? value.includes('://') : typeof value === 'object' && value !== null && 'url' in value;

/** The backend of a service and the rewrite of its path. */
export const withRewrite = (view: RouteView, path: string, backends: readonly Part[]): Part[] => {
  const prefix = prefixOfPattern(view, path);
  const backend = backends.find((p) => p.key === 'backend');
  if (prefix === undefined || !backend || !isExternal(backend.value) || backends.some((p) => WITH_OTHERS.has(p.key)))
    return [...backends, ...rewriteParts(view, path)];
  const nodes = nodesOf(view);
  view.ledger.noEffect(...nodes.map((n) => n.get('type')));
  const from = nodes.flatMap((n) => n.children.filter((c) => c.key !== 'type'));
  return backends.map((p) =>
    p === backend ? { ...p, value: withPrefix(p.value, prefix), from: [...p.from, ...from] } : p,
  );
};

/** Several backends have a prefix each. */
const WITH_OTHERS = new Set(['backends', 'canary', 'failover']);
