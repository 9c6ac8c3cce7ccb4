import { literalStart, routePath } from './route-path.ts';

const below = (path: string, prefix: string): boolean =>
  prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);

/** Whether a request to a path of a service (a prefix, `exact:`, a template, `regex:`) can be below a prefix. */
export const canBeBelow = (path: string, prefix: string): boolean => {
  const route = routePath(path);
  if (route.type === 'exact') return below(route.value, prefix);
  if (route.type === 'prefix') return below(route.value, prefix) || below(prefix, route.value);
  const start = literalStart(route);
  return start.startsWith(prefix) || prefix.startsWith(start);
};
