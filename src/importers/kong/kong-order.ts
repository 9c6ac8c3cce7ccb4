// How Kong's router compares routes: the number of kinds of conditions, then plain hosts, headers, patterns, and the longest path
// (kong/router/transform.lua).
import type { SourceOrder } from '../neutral/neutral.ts';
import type { KongRoute } from './kong-config.ts';
import type { KongPath } from './kong-paths.ts';

/** The rank of a route for one of its paths; without one, for any of them. */
export const orderOf = ({ node }: KongRoute, path?: KongPath): SourceOrder => {
  // Expressions come before everything else (EXPRESSION_ONLY_BIT), or belong to another router.
  if (node.get('expression').exists) return { rank: [Number.MAX_SAFE_INTEGER], isText: true };
  const kinds = ['hosts', 'methods', 'paths', 'snis'].filter((key) => node.get(key).items.length > 0);
  const headers = node.get('headers').children.length;
  const hosts = node.get('hosts').items;
  const isPlain = hosts.length > 0 && hosts.every((h) => !h.text?.includes('*'));
  const isPattern = path?.kind === 'template' || path?.kind === 'regex' || path?.node.text?.startsWith('~') === true;
  const longest = Math.max(0, ...node.get('paths').items.map((p) => p.text?.length ?? 0));
  const text = path?.node.text ?? '';
  const isWider = path?.kind === 'prefix' && text.length > 1 && text.endsWith('/');
  const rank = [
    kinds.length + (headers > 0 ? 1 : 0),
    isPlain ? 1 : 0,
    headers,
    isPattern ? 1 : 0,
    isPattern ? (node.get('regex_priority').number ?? 0) : 0,
  ];
  const protocols = node.get('protocols').items.map((n) => n.text ?? '');
  const isWithoutTls = protocols.length > 0 && protocols.every((p) => /^(?:http|grpc|ws)$/.test(p));
  return {
    rank: [...rank, longest],
    // Current versions split a route by the lengths of its paths, and do not compare the lengths of patterns.
    otherRank: [...rank, isPattern ? 0 : path === undefined ? longest : text.length],
    isWithoutTls,
    // A host with a port is for this port only.
    isWider: hosts.some((h) => /:(?!443$)\d+$/.test(h.text ?? '')),
    isText: path?.kind !== 'exact' && path?.kind !== 'template',
    ...(isWider && { wider: [path.value] }),
  };
};
