// Which location of a server nginx chooses, from its documentation (ngx_http_core_module, location) and ingress-nginx's template.
import { normal } from './passing.ts';

/** A path of an Ingress. */
export interface Rule {
  readonly host: string | undefined;
  readonly path: string;
  readonly type: 'Prefix' | 'Exact' | 'ImplementationSpecific';
}

const plain = (p: string): string => p.replace(/(.)\/$/, '$1');

/** The location that nginx chooses; of equal ones that of the oldest Ingress. `isPattern`: all paths of the server are patterns. */
export const chosen = <T extends { readonly rule: Rule }>(
  server: readonly T[],
  isPattern: boolean,
  sent: string,
): T | undefined => {
  const path = normal(sent);
  const longest = (l: readonly T[]): T | undefined =>
    [...l].sort(
      ({ rule: x }, { rule: y }) => y.path.length - x.path.length || (x.path > y.path ? -1 : x.path < y.path ? 1 : 0),
    )[0];
  if (isPattern) return longest(server.filter(({ rule: r }) => new RegExp(`^${r.path}`, 'i').test(path)));
  const exact = [
    ...server.filter(({ rule: r }) => r.type === 'Exact' && r.path === path),
    ...server.filter(({ rule: r }) => r.type === 'Prefix' && r.path !== '/' && plain(r.path) === path),
  ];
  if (exact.length > 0) return exact[0];
  const start = (r: Rule): string => (r.type === 'Prefix' && r.path !== '/' ? `${plain(r.path)}/` : r.path);
  const found = server.filter(({ rule: r }) => r.type !== 'Exact' && path.startsWith(start(r)));
  return [...found].sort((x, y) => start(y.rule).length - start(x.rule).length)[0];
};
