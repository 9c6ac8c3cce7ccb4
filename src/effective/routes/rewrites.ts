// Redirects and rewrites of the URL: those of Gateway API, and those of an HTTPRouteFilter (filters.go).
import { goRegexProblem } from '../../values/go-regex.ts';
import { isAddress } from '../backends/addresses.ts';
import { type Fault, fault } from '../conditions/fault.ts';
import { type Fields, fields, isSet, text } from '../objects/loose-objects.ts';
import { NOT_ACCEPTED } from './rule-matches.ts';

/** How the path of requests changes. */
export type PathRewrite =
  | { readonly by: 'full' | 'prefix'; readonly to: string }
  | { readonly by: 'regex'; readonly pattern: string; readonly to: string };

/** Where the host name of requests comes from: a name, a header, the host name of the backend, or the path. */
export type HostRewrite =
  | { readonly by: 'name' | 'header'; readonly to: string }
  | { readonly by: 'backend' }
  | { readonly by: 'pathRegex'; readonly pattern: string; readonly to: string };

/** Rewrites of the URL, with the filter that sets each. */
export interface Rewrites {
  path?: PathRewrite;
  host?: HostRewrite;
  /** `filters[0]`, or the HTTPRouteFilter. */
  pathBy?: string;
  hostBy?: string;
}

/** Maximum length of a label of a host name. */
const LONGEST_LABEL = 63;

/** Host names that the API server accepts and Envoy Gateway does not (validateHostname in validate.go). */
export const hostFault = (hostname: unknown, field: string): Fault | undefined => {
  const given = text(hostname);
  if (given === undefined) return undefined;
  const address = isAddress(given);
  if (!address && given.split('.').every((label) => label.length <= LONGEST_LABEL)) return undefined;
  return fault(NOT_ACCEPTED, field, 'UnsupportedValue', {
    case: 'hostname',
    of: { hostname: given, isAddress: address },
  });
};

const several = (first: string | undefined, field: string): Fault =>
  fault(NOT_ACCEPTED, field, 'UnsupportedValue', { case: 'rewrites', of: { first: first ?? 'another filter' } });

const isCore = (r: PathRewrite | HostRewrite | undefined): boolean =>
  r !== undefined && ['full', 'prefix', 'name'].includes(r.by);

/** Whether a rewrite of one kind follows another that it may not: the same kind, or the same part of the URL. */
const isConflict = (before: Rewrites, filter: Fields, core: boolean): boolean => {
  const known = [before.path, before.host];
  const sameKind = known.some((r) => r !== undefined && isCore(r) === core);
  const [path, host] = [isSet(filter.path), isSet(filter.hostname)];
  const samePart = (path && before.path !== undefined) || (host && before.host !== undefined);
  return (path || host) && (sameKind || samePart);
};

/** Applies a URLRewrite filter (processURLRewriteFilter). The API server has checked that its fields fit its type. */
export const rewriteUrl = (to: Rewrites, filter: Fields, field: string, by: string): Fault[] => {
  if (isConflict(to, filter, true)) return [several(to.pathBy ?? to.hostBy, field)];
  const wrong = hostFault(filter.hostname, `${field}.hostname`);
  if (wrong) return [wrong];
  const hostname = text(filter.hostname);
  if (hostname !== undefined && !to.host) Object.assign(to, { host: { by: 'name', to: hostname }, hostBy: by });
  const { type, replaceFullPath, replacePrefixMatch } = fields(filter.path);
  if (!isSet(filter.path) || to.path) return [];
  const path: PathRewrite =
    type === 'ReplaceFullPath'
      ? { by: 'full', to: text(replaceFullPath) ?? '' }
      : { by: 'prefix', to: text(replacePrefixMatch) ?? '' };
  Object.assign(to, { path, pathBy: by });
  return [];
};

/** A problem of an expression of an HTTPRouteFilter; `must`: the parts that must be set. */
const patternProblem = (field: string, expression: Fields, must: readonly string[]): string | undefined => {
  const missing = must.find((key) => (text(expression[key]) ?? '') === '');
  if (missing !== undefined) return `${field}.${missing} is not set`;
  const problem = goRegexProblem(text(expression.pattern) ?? '');
  return problem === undefined ? undefined : `${field}.pattern is not a regular expression of RE2: ${problem}`;
};

/** Applies the urlRewrite of the HTTPRouteFilter called `name` (processExtensionRefHTTPFilter). */
export const rewriteByFilter = (to: Rewrites, filter: Fields, field: string, name: string): Fault[] => {
  const by = `HTTPRouteFilter ${name}`;
  if (isConflict(to, filter, false)) return [several(to.pathBy ?? to.hostBy, field)];
  const wrong = (problem: string): Fault[] => [
    fault(NOT_ACCEPTED, field, 'UnsupportedValue', { case: 'filterValue', of: { name, problem } }),
  ];
  const { path, hostname } = filter;
  if (fields(path).type === 'ReplaceRegexMatch') {
    const expression = fields(fields(path).replaceRegexMatch);
    const problem = patternProblem('urlRewrite.path.replaceRegexMatch', expression, ['pattern']);
    if (problem) return wrong(problem);
    const rewrite = { by: 'regex', pattern: text(expression.pattern), to: text(expression.substitution) ?? '' };
    if (!to.path) Object.assign(to, { path: rewrite, pathBy: by });
  }
  if (!isSet(hostname)) return [];
  const { type, header, pathRegex } = fields(hostname);
  if (type === 'Header' && text(header) === undefined) return wrong('urlRewrite.hostname.header is not set');
  if (type === 'PathRegex') {
    const problem = patternProblem('urlRewrite.hostname.pathRegex', fields(pathRegex), ['pattern', 'substitution']);
    if (problem) return wrong(problem);
  }
  const { pattern, substitution } = fields(pathRegex);
  const host: HostRewrite =
    type === 'Header'
      ? { by: 'header', to: text(header) ?? '' }
      : type === 'PathRegex'
        ? { by: 'pathRegex', pattern: text(pattern) ?? '', to: text(substitution) ?? '' }
        : { by: 'backend' };
  if (!to.host) Object.assign(to, { host, hostBy: by });
  return [];
};
