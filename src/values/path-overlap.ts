import { isBelow } from './path-below.ts';
import { literalStart, routePath } from './route-path.ts';

/** Whether a request to a path of a service (a prefix, `exact:`, a template, `regex:`) can be below a prefix. */
export const canBeBelow = (path: string, prefix: string): boolean => {
  const route = routePath(path);
  if (route.type === 'exact') return isBelow(route.value, prefix);
  if (route.type === 'prefix') return isBelow(route.value, prefix) || isBelow(prefix, route.value);
  const start = literalStart(route);
  return start.startsWith(prefix) || prefix.startsWith(start);
};
