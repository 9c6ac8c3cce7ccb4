// The match of a rule as a path and further conditions, which decide which of two rules gets a request.

import { plain } from '../../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, text } from '../../../effective/objects/loose-objects.ts';

export interface Match {
  readonly field: string;
  readonly exact: boolean;
  /** Without a trailing slash; empty: all paths. */
  readonly path: string;
  /** Further conditions with an exact value: method, headers, query parameters. Two matches that differ in one never match the same request. */
  readonly values: ReadonlyMap<string, string>;
  /** Number of conditions in addition to the path; the match with more is chosen first. */
  readonly weight: number;
}

/** A path without its trailing slashes. */
export const trimmed = (path: string): string => {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end--;
  return path.slice(0, end);
};

/** Maximum length of a path, a service or a method (API server). */
const LONGEST = 1024;

/** The path of a gRPC method; undefined for a regular expression or a method of any service. */
const grpcPath = (method: Fields): Pick<Match, 'exact' | 'path'> | undefined => {
  const { type = 'Exact', service, method: name } = method;
  if (type !== 'Exact' || plain(service).length > LONGEST || plain(name).length > LONGEST) return undefined;
  if (typeof service !== 'string') return name === undefined ? { exact: false, path: '' } : undefined;
  return typeof name === 'string'
    ? { exact: true, path: `/${service}/${name}` }
    : { exact: false, path: `/${service}` };
};

const httpPath = (path: Fields): Pick<Match, 'exact' | 'path'> | undefined => {
  const { type = 'PathPrefix', value = '/' } = path;
  if (typeof value !== 'string' || value.length > LONGEST) return undefined;
  if (type === 'Exact') return { exact: true, path: value };
  return type === 'PathPrefix' ? { exact: false, path: trimmed(value) } : undefined;
};

const conditions = (match: Fields): { values: Map<string, string>; weight: number } => {
  const values = new Map<string, string>();
  const headers = entries(match.headers);
  const params = entries(match.queryParams);
  for (const [kind, list] of [
    ['header', headers],
    ['query', params],
  ] as const)
    for (const { name, type = 'Exact', value } of list) {
      const known = kind === 'header' ? (text(name) ?? '').toLowerCase() : (text(name) ?? '');
      if (type === 'Exact') values.set(`${kind} ${known}`, plain(value));
    }
  // The method of an HTTPRoute; the method of a GRPCRoute is its path.
  if (typeof match.method === 'string') values.set('method', match.method);
  return { values, weight: headers.length + params.length + (typeof match.method === 'string' ? 1 : 0) };
};

/** The matches of a route without regular expressions, for which another order applies. */
const MOST = 128;
export const matchesOf = (route: Loose): Match[] =>
  entries(fields(route.spec).rules).flatMap((rule, i) => {
    // A route may have 16 rules, and 128 matches in all of them.
    if (i >= MOST) return [];
    const matches = entries(rule.matches).slice(0, MOST);
    return (matches.length > 0 ? matches : [{}]).flatMap((match, j) => {
      const path = route.kind === 'GRPCRoute' ? grpcPath(fields(match.method)) : httpPath(fields(match.path));
      const field = `spec.rules[${i}]${matches.length > 0 ? `.matches[${j}]` : ''}`;
      return path ? [{ field, ...path, ...conditions(match) }] : [];
    });
  });

/** Whether no request can satisfy both matches. */
export const disjoint = (a: Match, b: Match): boolean => {
  for (const [key, value] of a.values) {
    const other = b.values.get(key);
    if (other !== undefined && other !== value) return true;
  }
  return false;
};
