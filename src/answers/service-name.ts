import { dashed } from '../values/dashed.ts';
import { EXACT, literalStart, REGEX, routePath } from '../values/route-path.ts';
import { isTree, type Tree } from './yaml-layout.ts';

/** The last word of a path that names something: `users` of /v1/users, not the version and not `{id}`. */
const wordOfPath = (path: string): string | undefined =>
  (path.startsWith(REGEX) ? literalStart(routePath(path)) : path.startsWith(EXACT) ? path.slice(EXACT.length) : path)
    .split(/[/.]/)
    .filter((w) => w && !/^v\d+$/.test(w) && !/^\{.*\}$/.test(w))
    .at(-1);

const wordOfBackend = (backend: string): string => backend.replace(/^[a-z]+:\/\//, '').split(/[:/.]/)[0]!;

/** The name of a service from its path, or from its backend if the path has no word. */
export const nameFrom = (path: string, backend: string): string =>
  dashed(wordOfPath(path) ?? wordOfBackend(backend)) || 'root';

/** The name that a service without one gets; undefined: nothing names it. */
export const derivedName = (service: Tree): string | undefined => {
  const { path, paths, backends } = service;
  const [share] = Array.isArray(backends) ? (backends as unknown[]) : [];
  const backend = service.backend ?? (isTree(share) ? share.backend : undefined);
  const first = typeof path === 'string' ? path : Array.isArray(paths) ? (paths as unknown[])[0] : undefined;
  const { service: ofObject } = isTree(backend) ? backend : {};
  const server = typeof backend === 'string' ? backend : typeof ofObject === 'string' ? ofObject : undefined;
  if (typeof first !== 'string') return server === undefined ? undefined : dashed(wordOfBackend(server)) || undefined;
  return nameFrom(first, server ?? '');
};
