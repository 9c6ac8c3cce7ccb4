import Handlebars from 'handlebars/runtime.js';

/** The languages that templates are written in; each decides how a hole is filled. */
export type Language = 'shell' | 'comment' | 'markdown';

/** One shell word, whatever is in it. NUL cannot be in a word, so it is refused. */
export const shellWord = (s: string): string => {
  if (s.includes('\0')) throw new Error('a shell word cannot hold NUL');
  return /^[A-Za-z0-9_./:@%+,-]+$/.test(s) ? s : `'${s.replaceAll("'", "'\\''")}'`;
};

const oneLine = (s: string): string => s.replace(/[\s\u0085\u2028\u2029]+/gu, ' ').replace(/[\x00-\x1f\x7f]/g, '');

const QUOTE: Record<Language, (s: string) => string> = {
  shell: shellWord,
  comment: oneLine,
  // A table cell and a sentence alike: nothing in a value may begin markup or a new line.
  markdown: (s) => oneLine(s).replace(/[\\`*_{}[\]<>#|]/g, '\\$&'),
};

const given = (value: unknown, helper: string): unknown => {
  if (value === undefined) throw new Error(`{{${helper}}}: the template names a field that is not there`);
  return value;
};

/**
 * An environment in which every hole is quoted for one language and a misspelt field throws, also in conditions, which
 * Handlebars' own strict mode lets pass. `code` writes a value as Markdown code.
 */
const environment = (language: Language): typeof Handlebars => {
  const env = Handlebars.create();
  const quote = QUOTE[language];
  env.registerHelper('quote', (value: unknown) => {
    const v = given(value, 'quote');
    if (v !== null && typeof v === 'object' && 'raw' in v) return String(v.raw);
    return quote(String(v));
  });
  env.registerHelper('code', (value: unknown) => {
    const text = oneLine(String(given(value, 'code')));
    const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map((m) => m[0].length)) + 1);
    const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
    return { raw: `${fence}${pad}${text.replaceAll('|', '\\|')}${pad}${fence}` };
  });
  for (const name of ['if', 'unless', 'each', 'with'] as const) {
    const builtin = env.helpers[name] as (this: unknown, ...args: unknown[]) => unknown;
    env.registerHelper(name, function (this: unknown, value: unknown, options: unknown) {
      return builtin.call(this, given(value, name), options);
    });
  }
  return env;
};

const environments = new Map<Language, typeof Handlebars>();

/** Fills a precompiled template; throws where it names a field that `data` does not have. */
export const fill = (spec: TemplateSpecification, language: Language, data: object): string => {
  const env = environments.get(language) ?? environment(language);
  environments.set(language, env);
  return env.template(spec)(data);
};
