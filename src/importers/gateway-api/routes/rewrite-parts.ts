// Rewrites of the path as `rewrite`.
import { ENVOY_GATEWAY } from '../../../effective/objects/loose-objects.ts';
import { literalPattern } from '../../../values/literal-pattern.ts';
import { hasGroups, unknownGroup } from '../../../values/rewrite-groups.ts';
import { isTemplate } from '../../../values/route-path.ts';
import type { Part } from '../../neutral/neutral.ts';
import { type RewrittenPath, rewrittenPattern } from '../../neutral/rewritten-pattern.ts';
import type { SourceNode } from '../../source/source-node.ts';
import type { RouteView } from '../source-views.ts';
import { rewriteOfTemplate } from './template-paths.ts';

const bare = (path: string): string => path.replace(/\/+$/, '');
const asPath = (path: string): string => bare(path) || '/';

/** A rewrite by the whole pattern of the path, with its groups; undefined: it is another one. */
const ofSamePattern = (path: string, pattern: string, to: string): string | undefined => {
  if (pattern !== `^${path.replace(/^regex:/, '')}$` || /\$|\\(?![1-9])/.test(to)) return undefined;
  const answer = to.replace(/\\(\d)/g, '$$$1');
  return hasGroups(answer) && unknownGroup(answer, pattern) === undefined ? answer : undefined;
};

/** The answer for a rewrite by a pattern; undefined: there is none. */
const ofPattern = (path: string, pattern: string, to: string): string | undefined => {
  if (isTemplate(path)) return rewriteOfTemplate(path, pattern, to);
  const same = ofSamePattern(path, pattern, to);
  if (same !== undefined) return same;
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

/** The part of a prefix that an expression with groups rewrites: the other paths stay; undefined: there is none. */
export const rewrittenPart = (view: RouteView, path: string): RewrittenPath | undefined => {
  const { path: change } = view.settings.filters.rewrite;
  if (change?.by !== 'regex' || !path.startsWith('/') || isTemplate(path)) return undefined;
  const { pattern, to } = change;
  if (ofPattern(path, pattern, to) !== undefined || !pattern.startsWith('^') || /\$|\\(?![1-9])/.test(to))
    return undefined;
  return rewrittenPattern(path, pattern.slice(1), to.replace(/\\(\d)/g, '$$$1'));
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

/** What a rewrite puts in front of the path: answers have it in the URL of an external server. */
const prefixOf = (view: RouteView, path: string): string | undefined => {
  const { path: rewrite } = view.settings.filters.rewrite;
  if (!rewrite) return undefined;
  if (rewrite.by === 'regex') {
    const isPattern = path === '/' || path.startsWith('regex:') || isTemplate(path);
    const to = rewrite.pattern === '^/' && isPattern ? /^(\/.+)\/$/.exec(rewrite.to)?.[1] : undefined;
    return to === undefined || /[\\?#]/.test(to) ? undefined : to;
  }
  const from = bare(path.replace(/^exact:/, ''));
  const to = bare(rewrite.to);
  return from !== '' && to.length > from.length && to.endsWith(from) ? to.slice(0, -from.length) : undefined;
};

const isExternal = (value: unknown): boolean =>
  typeof value === 'string' ? value.includes('://') : typeof value === 'object' && value !== null && 'url' in value;

/** The URLs in an answer about backends; undefined: one of them is a Service. */
const prefixed = (value: unknown, prefix: string): unknown => {
  if (Array.isArray(value)) {
    const all = value.map((v) => prefixed(v, prefix));
    return all.includes(undefined) ? undefined : all;
  }
  if (typeof value === 'object' && value !== null && 'backend' in value) {
    const backend = prefixed(value.backend, prefix);
    return backend === undefined ? undefined : { ...value, backend };
  }
  if (!isExternal(value)) return undefined;
  return typeof value === 'string'
    ? `${value}${prefix}`
    : { ...(value as object), url: `${(value as { url: string }).url}${prefix}` };
};

const OF_BACKENDS = new Set(['backend', 'backends', 'canary', 'failover']);

/** The backend of a service and the rewrite of its path. */
export const withRewrite = (view: RouteView, path: string, backends: readonly Part[]): Part[] => {
  const prefix = prefixOf(view, path);
  const read = backends.map((p) =>
    prefix !== undefined && OF_BACKENDS.has(p.key) ? { ...p, value: prefixed(p.value, prefix) } : p,
  );
  const isPrefixed = prefix !== undefined && read.every((p) => !OF_BACKENDS.has(p.key) || p.value !== undefined);
  if (!isPrefixed || backends.length === 0) return [...backends, ...rewriteParts(view, path)];
  const nodes = nodesOf(view);
  view.ledger.noEffect(...nodes.map((n) => n.get('type')));
  const from = nodes.flatMap((n) => n.children.filter((c) => c.key !== 'type'));
  return read.map((p, i) => (i === 0 ? { ...p, from: [...p.from, ...from] } : p));
};

/** The same for the part of a prefix that is rewritten. */
export const withPartRewrite = (view: RouteView, rewrite: string, backends: readonly Part[]): Part[] => {
  const nodes = nodesOf(view);
  view.ledger.noEffect(...nodes.map((n) => n.get('type')));
  const from = nodes.flatMap((n) => n.children.filter((c) => c.key !== 'type'));
  return [...backends, { key: 'rewrite', value: rewrite, from }];
};
