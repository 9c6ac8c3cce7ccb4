// Patterns that are templates of the answers, such as /pets/[^/]+: with the names of parameters, if the name of the rule has them.
import { slug } from '../../../model/object-names.ts';
import { literalPattern } from '../../../values/literal-pattern.ts';
import { isTemplate, routePath, templateParameters } from '../../../values/route-path.ts';
import { servicePath } from '../../../values/service-path.ts';

const isSame = (template: string, pattern: string): boolean =>
  isTemplate(template) && servicePath.safeParse(template).success && routePath(template).value === pattern;

/** The names in a rule's name, which our own output makes from the template: pets-id for /pets/{id}; undefined: there are none. */
const named = (template: string, count: number, rule: string): string | undefined => {
  const mark = (n: number): string => `zzparameterzz${n}zz`;
  const marks = Array.from({ length: count }, (_, i) => mark(i + 1));
  let form = slug(template.replace(/\{p(\d+)\}/g, (_, n: string) => mark(Number(n))));
  for (const m of marks) form = form.replace(m, '([a-z][a-z0-9]*)');
  const names = new RegExp(`^${form}(?:-preflight|-[a-z]+)?$`).exec(rule)?.slice(1);
  return names && template.replace(/\{p(\d+)\}/g, (_, n: string) => `{${names[Number(n) - 1]}}`);
};

/** The template of a pattern; undefined: it has other parts. */
export const templateOf = (pattern: string, rule: string | undefined): string | undefined => {
  let count = 0;
  const parameter = (): string => `{p${++count}}`;
  const text = pattern
    .replace(/^\/\[\^\/\.\]\[\^\/\]\*/, () => `/${parameter()}`)
    .replace(/\[\^\/\]\+/g, parameter)
    .replace(/\\([^A-Za-z0-9])/g, '$1');
  if (!isSame(text, pattern)) return undefined;
  const own = rule === undefined ? undefined : named(text, count, rule);
  return own !== undefined && isSame(own, pattern) ? own : text;
};

/** What replaces a template, by an expression with a group for each parameter; undefined: another expression. */
export const templateRewrite = (template: string, expression: string, substitution: string): string | undefined => {
  const groups = template
    .split(/\{[^}]*\}/)
    .map(literalPattern)
    .join('([^/]+)');
  if (expression !== `^${groups}$` || /[{}]/.test(substitution)) return undefined;
  const names = templateParameters(template);
  const to = substitution.replace(/\\(\d)/g, (all, n: string) =>
    names[Number(n) - 1] ? `{${names[Number(n) - 1]}}` : all,
  );
  return isTemplate(to) && servicePath.safeParse(to).success ? to : undefined;
};
