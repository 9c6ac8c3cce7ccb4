import type { ValuesOf } from '../diagnostics/catalogue.ts';
import { type Refusal, refusal } from '../diagnostics/refusal.ts';
import { goRegexProblem } from './go-regex.ts';
import { hasAlternatives, regexExample } from './regex-example.ts';
import { hasGroups, withoutGroups } from './rewrite-groups.ts';
import { EXACT, isTemplate, literalStart, REGEX, routePath, templateParameters } from './route-path.ts';
import { pathProblem, ruled } from './scalars.ts';

/** The gateway's own paths: guard routes and callbacks of logins, which no pattern may match. */
const OWN = '/.eg-api-gateway';
/** HTTPRoute.spec.rules[].matches[].path.value. */
const LONGEST = 1024;

const templateProblem = (text: string): Refusal | undefined => {
  const no = (reason: ValuesOf<'InvalidPathPattern'>['reason'], detail = ''): Refusal =>
    refusal('InvalidPathPattern', { value: text, reason, detail });
  const names = templateParameters(text);
  const without = text.replace(/\{[A-Za-z_][\w.-]*\}/g, '1');
  if (/[{}]/.test(without)) return no('parameter');
  const twice = names.find((n, i) => names.indexOf(n) !== i);
  if (twice !== undefined) return no('parameterTwice', twice);
  const problem = pathProblem(without);
  if (problem) return { ...problem, what: problem.what.replaceAll(without, text) };
  return routePath(text).value.length > LONGEST ? no('length') : undefined;
};

const regexProblem = (text: string): Refusal | undefined => {
  const value = text.slice(REGEX.length);
  const no = (reason: ValuesOf<'InvalidPathPattern'>['reason'], detail = ''): Refusal =>
    refusal('InvalidPathPattern', { value: text, reason, detail });
  if (value.length > LONGEST) return no('length');
  const syntax = goRegexProblem(value);
  if (syntax !== undefined) return no('syntax', syntax);
  if (!value.startsWith('/')) return no('start');
  if (hasAlternatives(value)) return no('alternatives');
  const start = literalStart(routePath(text));
  if (start === '/' || OWN.startsWith(start) || start.startsWith(OWN)) return no('wide', start);
  const example = regexExample(value);
  if (example === undefined) return no('example');
  return /\/\/|\/\.{1,2}(\/|$)|[?#%\s]/.test(example) ? no('never', example) : undefined;
};

/** The path of a service: a prefix, `exact:`, a template, or `regex:`. */
export const servicePath = ruled((text) => {
  if (text.startsWith(REGEX)) return regexProblem(text);
  if (!text.startsWith(EXACT)) return isTemplate(text) ? templateProblem(text) : pathProblem(text);
  const value = text.slice(EXACT.length);
  // An exact path may end with a slash: it is then another path.
  return pathProblem(value.length > 1 && value.endsWith('/') && !value.endsWith('//') ? value.slice(0, -1) : value);
});

/** A path with references to groups. As it replaces the whole path, it may end with a slash. */
const groupsProblem = (text: string): Refusal | undefined => {
  const without = withoutGroups(text, '1').replace(/([^/])\/$/, '$1');
  const problem = pathProblem(without);
  return problem && { ...problem, what: problem.what.replaceAll(without, text) };
};

/** What replaces a path: a plain path, a template with the parameters of the path, or a path with groups of its pattern. */
export const rewrite = ruled((text) =>
  isTemplate(text) ? templateProblem(text) : hasGroups(text) ? groupsProblem(text) : pathProblem(text),
);

/** The value of a query parameter, as it is in a URL: without characters that clients encode in several ways. */
export const queryValue = ruled((s) =>
  /^[A-Za-z0-9._~-]{1,253}$/.test(s) ? undefined : refusal('InvalidQueryValue', { value: s }),
);
