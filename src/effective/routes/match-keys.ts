// Matches as texts: equal texts match the same requests (buildOverlapKey in route.go).
import { entries, type Fields, fields, text } from '../objects/loose-objects.ts';

const pairs = (list: unknown, isHeader: boolean): string[] =>
  entries(list)
    .map((m) => {
      const name = text(m.name) ?? '';
      // Names of headers are not case-sensitive; names of query parameters are.
      return JSON.stringify([isHeader ? name.toLowerCase() : name, m.type ?? 'Exact', m.value]);
    })
    .sort();

/** A path without its trailing slashes. A loop, because an expression takes quadratic time. */
const withoutSlashes = (path: string): string => {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end--;
  return path.slice(0, end);
};

/** A match with its defaults, as text; equal texts match the same requests. */
export const matchKey = (match: Fields): string => {
  const { type = 'PathPrefix', value: given } = fields(match.path);
  const value = text(given) ?? '/';
  const method = typeof match.method === 'object' ? fields(match.method) : undefined;
  return JSON.stringify([
    type,
    // A trailing slash of a prefix has no effect.
    type === 'PathPrefix' ? withoutSlashes(value) : value,
    method ? [method.type ?? 'Exact', method.service, method.method] : match.method,
    pairs(match.headers, true),
    pairs(match.queryParams, false),
  ]);
};
