import Handlebars from 'handlebars/runtime.js';
import { markdownCode, markdownCommand, markdownText, oneLine, shellWord } from './quote.ts';
import { comment } from './yaml-notes.ts';
import { yamlString } from './yaml-scalar.ts';

/** The languages that templates are written in; each decides how a hole is filled. Every filled hole is one line. */
export type Language = 'shell' | 'yaml' | 'markdown';

const QUOTE: Record<Language, (s: string) => string> = {
  shell: shellWord,
  yaml: yamlString,
  markdown: markdownText,
};

/** Text that a helper has quoted in its own way already. A class, so that no data can pretend to be it. */
class Quoted {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Helpers besides the default hole; each gives text that is safe where its name says it stands. */
const HELPERS: Record<Language, Record<string, (s: string) => string>> = {
  shell: {},
  // `inComment` is a word of a comment that is written around it, `comment` a comment of its own.
  yaml: { comment: (s) => comment(s).join('\n'), inComment: oneLine },
  markdown: {
    code: markdownCode,
    command: (s) => markdownCommand(s, ''),
    // A word of a command that the template writes in a fence.
    word: shellWord,
    commandOfItem: (s) => markdownCommand(s, '   '),
  },
};

const given = (value: unknown, helper: string): unknown => {
  if (value === undefined) throw new Error(`{{${helper}}}: the template names a field that is not there`);
  return value;
};

const textOf = (value: unknown, helper: string): string => {
  given(value, helper);
  if (value === null || typeof value === 'object' || typeof value === 'function')
    throw new Error(`{{${helper}}}: the template writes a field that is no text or number`);
  return String(value);
};

/**
 * An environment in which every hole is quoted for one language and a misspelt field throws, also in conditions, which
 * Handlebars' own strict mode lets pass.
 */
const environment = (language: Language): typeof Handlebars => {
  const env = Handlebars.create();
  // Every hole calls it: hbs-plugin.mjs.
  env.registerHelper('quote', (value: unknown) =>
    value instanceof Quoted ? value.text : QUOTE[language](textOf(value, 'quote')),
  );
  // Many words at once, each quoted: a hole for every word of ten thousand lines would take longer than all else.
  if (language === 'shell')
    env.registerHelper('line', (words: unknown) => {
      if (!Array.isArray(words)) throw new Error('{{line}}: the template writes a field that is no list');
      return new Quoted(words.map((w) => shellWord(textOf(w, 'line'))).join(' '));
    });
  for (const [name, quote] of Object.entries(HELPERS[language]))
    env.registerHelper(name, (value: unknown) => new Quoted(quote(textOf(value, name))));
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
