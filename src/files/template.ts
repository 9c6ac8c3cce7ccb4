import Handlebars from 'handlebars/runtime.js';
import { quotedParts } from '../diagnostics/inline-code.ts';
import { diagram, markdownCode, markdownCommand, markdownItem, markdownText, oneLine, shellWord } from './quote.ts';
import { shellLine } from './shell-line.ts';
import { comment } from './yaml-notes.ts';
import { yamlString } from './yaml-scalar.ts';

/** The languages of templates; each decides how a placeholder is quoted. The text of a placeholder is always one line. */
export type Language = 'shell' | 'yaml' | 'markdown';

const QUOTE: Record<Language, (s: string) => string> = {
  shell: shellWord,
  yaml: yamlString,
  markdown: markdownText,
};

/** Text that a helper has already quoted. A class, so that data cannot imitate it. */
class Quoted {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Helpers in addition to the default placeholder; the text of each is safe in the position that its name states. */
const HELPERS: Record<Language, Record<string, (s: string) => string>> = {
  shell: {},
  // `inComment`: part of a comment; `comment`: comment lines of its own.
  yaml: { comment: (s) => comment(s).join('\n'), inComment: oneLine },
  markdown: {
    code: markdownCode,
    command: (s) => markdownCommand(s, ''),
    // One word of a command in a code block.
    word: shellWord,
    commandOfItem: (s) => markdownCommand(s, '   '),
    commandOfNotice: (s) => markdownCommand(s, '  '),
    // A whole command in a code block, whose words are quoted.
    inBlock: oneLine,
    // A text with inline code in it (diagnostics/inline-code.ts).
    prose: (s) => quotedParts(s, markdownText, markdownCode),
    wrapped: markdownItem,
    diagram,
  },
};

const given = (value: unknown, helper: string): unknown => {
  if (value === undefined) throw new Error(`{{${helper}}}: the template names an unknown field`);
  return value;
};

const textOf = (value: unknown, helper: string): string => {
  given(value, helper);
  if (value === null || typeof value === 'object' || typeof value === 'function')
    throw new Error(`{{${helper}}}: the template writes a field that is not a text or number`);
  return String(value);
};

/**
 * An environment in which every placeholder is quoted for one language and an unknown field throws, also in conditions, which
 * Handlebars' strict mode does not check.
 */
const environment = (language: Language): typeof Handlebars => {
  const env = Handlebars.create();
  // hbs-plugin.mjs wraps every placeholder with it.
  env.registerHelper('quote', (value: unknown) =>
    value instanceof Quoted ? value.text : QUOTE[language](textOf(value, 'quote')),
  );
  // Quotes many words at once: one placeholder per word would be too slow for ten thousand lines.
  if (language === 'shell')
    env.registerHelper('line', (words: unknown, indent: unknown) => {
      if (!Array.isArray(words)) throw new Error('{{line}}: the template writes a field that is not a list');
      const texts = words.map((w) => (Array.isArray(w) ? w.map((x) => textOf(x, 'line')) : textOf(w, 'line')));
      return new Quoted(shellLine(texts, typeof indent === 'string' ? indent : ''));
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

/** Fills a precompiled template; throws if it names a field that `data` does not have. */
export const fill = (spec: TemplateSpecification, language: Language, data: object): string => {
  const env = environments.get(language) ?? environment(language);
  environments.set(language, env);
  return env.template(spec)(data);
};
