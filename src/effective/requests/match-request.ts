// Whether a request meets a match, as Envoy evaluates it.
import { compiledGo } from '../../values/go-regex.ts';
import type { PathMatch, RequestMatch, ValueMatch } from './request-match.ts';

/** What of a request Envoy compares with matches. */
export interface ComparedRequest {
  readonly method: string;
  /** Normalized, without the query. */
  readonly path: string;
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** The first value of each parameter. */
  readonly query: ReadonlyMap<string, string>;
}

type Test = (text: string) => boolean;
const NEVER: Test = () => false;
const known = new Map<string, Test>();
const MOST_KNOWN = 10_000;

/** An expression must match the whole text (RE2::FullMatch). */
const fully = (pattern: string): Test => {
  const found = known.get(pattern) ?? compiledGo(`^(?:${pattern})$`) ?? NEVER;
  if (known.size < MOST_KNOWN) known.set(pattern, found);
  return found;
};

const meetsPath = ({ type, value }: PathMatch, path: string): boolean => {
  if (type === 'exact') return path === value;
  if (type === 'regex') return fully(value)(path);
  // Envoy Gateway removes one slash at the end of a prefix.
  const prefix = value.endsWith('/') ? value.slice(0, -1) : value;
  return prefix === '' ? path.startsWith('/') : path === prefix || path.startsWith(`${prefix}/`);
};

const meetsValue = ({ type, value }: ValueMatch, given: string | undefined): boolean => {
  if (given === undefined) return false;
  if (type === 'exact') return given === value;
  return type === 'suffix' ? given.endsWith(value) : fully(value)(given);
};

const cookiesOf = (headers: ReadonlyMap<string, string>): Map<string, string> =>
  new Map(
    (headers.get('cookie') ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.includes('='))
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );

/** Whether a request meets all conditions. `connect`: the route takes CONNECT requests, whatever their path is. */
export const meets = (match: RequestMatch, request: ComparedRequest, connect = false): boolean => {
  if (connect !== (request.method === 'CONNECT')) return false;
  if (!connect && !meetsPath(match.path, request.path)) return false;
  const header = (name: string): string | undefined => {
    if (name === ':method') return request.method;
    return name === ':path' ? request.path : request.headers.get(name.toLowerCase());
  };
  if (!match.headers.every((m) => meetsValue(m, header(m.name)))) return false;
  if (!match.query.every((m) => meetsValue(m, request.query.get(m.name)))) return false;
  if (match.cookies.length === 0) return true;
  const cookies = cookiesOf(request.headers);
  return match.cookies.every((m) => meetsValue(m, cookies.get(m.name)));
};
