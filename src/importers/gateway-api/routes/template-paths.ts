// Templates of our own output: a path as `/pets/{id}`, and the rewrites that use its parameters.
import { dashed } from '../../../values/dashed.ts';
import { literalPattern } from '../../../values/literal-pattern.ts';
import { routePath } from '../../../values/route-path.ts';

const PARAMETER = /\{([^}]*)\}/g;
/** What generate writes for a parameter; the first segment does not begin with a dot. */
const WRITTEN = /\[\^\/\.\]\[\^\/\]\*|\[\^\/\]\+/;
const NAME = /^[a-z_][\w.-]*$/;

/** A pattern that matches one text only, as that text. */
const literalOf = (pattern: string): string | undefined => {
  const text = pattern.replace(/\\(.)/g, '$1');
  return literalPattern(text) === pattern ? text : undefined;
};

/** The names of the parameters that the name of a generated rule consists of: `pets-id` of `/pets/{id}`. */
const namesIn = (literals: readonly string[], rule: string | undefined): string[] | undefined => {
  const pattern = literals.map(dashed).map((word) => (word === '' ? '-?' : `-?${word}-?`));
  const found = new RegExp(`^${pattern.join('(.+?)')}$`).exec(rule ?? '')?.slice(1);
  const isUsable = found?.every((n) => NAME.test(n)) === true && new Set(found).size === found.length;
  return isUsable ? found : undefined;
};

/** A pattern as the template that gives it; undefined: there is none. `rule`: the name of the rule. */
export const templateOfPattern = (pattern: string, rule: string | undefined): string | undefined => {
  const literals = pattern.split(WRITTEN).map(literalOf);
  if (literals.length < 2 || literals.some((l) => l === undefined || /[{}]/.test(l))) return undefined;
  const known = literals as string[];
  const names = namesIn(known, rule) ?? known.slice(1).map((_, i) => (known.length === 2 ? 'id' : `id${i + 1}`));
  const template = known.map((l, i) => (i === 0 ? l : `{${names[i - 1]}}${l}`)).join('');
  return template.startsWith('/') && routePath(template).value === pattern ? template : undefined;
};

/** The rewrite of a template whose pattern finds the values of its parameters; undefined: it is another one. */
export const rewriteOfTemplate = (template: string, pattern: string, to: string): string | undefined => {
  const names = [...template.matchAll(PARAMETER)].map((m) => m[1]!);
  const groups = template
    .split(/\{[^}]*\}/)
    .map(literalPattern)
    .join('([^/]+)');
  if (pattern !== `^${groups}$` || /\\(?!\d)|[{}]/.test(to)) return undefined;
  const isKnown = [...to.matchAll(/\\(\d)/g)].every((m) => names[Number(m[1]) - 1] !== undefined);
  return isKnown ? to.replace(/\\(\d)/g, (_, i: string) => `{${names[Number(i) - 1]}}`) : undefined;
};
