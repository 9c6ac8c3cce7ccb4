// The rules of routes, and the expressions in their matches.
import { goRegexProblem } from '../../values/go-regex.ts';
import { type Fault, fault, type Verdict } from '../conditions/fault.ts';
import { entries, type Fields, fields, type Loose, text } from '../objects/loose-objects.ts';

/** A rule of a route. */
export interface RouteRule {
  readonly spec: Fields;
  readonly index: number;
  /** `spec.rules[i]`. */
  readonly field: string;
  readonly name: string | undefined;
}

/** The rules of a route of any kind, in their order. */
export const rulesOf = (route: Loose): RouteRule[] =>
  entries(fields(route.spec).rules).map((spec, index) => ({
    spec,
    index,
    field: `spec.rules[${index}]`,
    name: text(spec.name),
  }));

/** A rule that is not accepted; the route as a whole decides between Accepted and PartiallyInvalid. */
export const NOT_ACCEPTED: Verdict = { type: 'Accepted', reason: 'UnsupportedValue' };

/** An expression that is not one of RE2 (regex.Validate in internal/utils/regex). */
const regexFault = (of: string, pattern: unknown, field: string): Fault | undefined => {
  const given = text(pattern);
  const problem = given === undefined ? undefined : goRegexProblem(given);
  if (given === undefined || problem === undefined) return undefined;
  return fault(NOT_ACCEPTED, field, 'UnsupportedValue', { case: 'regex', of: { of, pattern: given, problem } });
};

const REGEX = 'RegularExpression';

/** Each expression of a match: what it is for, the expression, its field. */
function* expressions(match: Fields, field: string): Generator<readonly [of: string, pattern: unknown, field: string]> {
  const { path, method } = match;
  if (fields(path).type === REGEX) yield ['path', fields(path).value, `${field}.path.value`];
  const { type, service, method: name } = fields(method);
  if (type === REGEX) {
    yield ['gRPC service', service, `${field}.method.service`];
    yield ['gRPC method', name, `${field}.method.method`];
  }
  for (const [key, noun] of [
    ['headers', 'header'],
    ['queryParams', 'query parameter'],
  ] as const)
    for (const [i, m] of entries(match[key]).entries())
      if (m.type === REGEX) yield [`${noun} ${text(m.name) ?? ''}`, m.value, `${field}.${key}[${i}].value`];
}

/** The expressions in the matches of a rule that Envoy Gateway refuses (processHTTPRouteRule and processGRPCRouteRule in route.go). */
export const matchFaults = ({ spec, field }: RouteRule): Fault[] =>
  entries(spec.matches).flatMap((match, i) =>
    [...expressions(match, `${field}.matches[${i}]`)].flatMap(([of, pattern, at]) => regexFault(of, pattern, at) ?? []),
  );

/** The first expression in the cookie matches of an HTTPRouteFilter that Envoy Gateway refuses, as a list (buildCookieMatches in route.go). */
export const cookieFaults = (matches: readonly Fields[], field: string): Fault[] => {
  for (const match of matches)
    for (const { type, name, value } of entries(match.cookies)) {
      const found = type === REGEX ? regexFault(`cookie ${text(name) ?? ''}`, value, field) : undefined;
      if (found) return [found];
    }
  return [];
};
