// Finds rejected words in prose. Functions that extract prose replace everything else with spaces, so that line numbers stay.

/** A term of the word list in docs/style.md. */
export interface Term {
  readonly term: string;
  readonly pattern: RegExp;
  readonly write: string;
}

/** An occurrence of a term; `line` starts at 1. */
export interface Rejected {
  readonly line: number;
  readonly found: string;
  readonly write: string;
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/** Between two words: spaces, or a line break with the marker of a comment or list item. */
const GAP = String.raw`(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*(?:(?:\*|//|#|>|-)[^\S\n]*)?)`;
/** The word continues as an identifier or a file name. */
const NAME = String.raw`[\w$]|[-./](?=\w)`;

const patternOf = (term: string): RegExp => {
  const words = term
    .replace('*', '')
    .split(' ')
    .map((w) => w.replaceAll(/[.+?^$()[\]{}|\\]/g, String.raw`\$&`))
    .join(GAP);
  const end = term.endsWith(':') ? '' : `${term.endsWith('*') ? String.raw`\w*` : ''}(?!${NAME}|\\()`;
  return new RegExp(`(?<![\\w$]|\\w[-./])${words}${end}`, 'gi');
};

/** The terms of the table in the section "Words that the test rejects". */
export const termsOf = (page: string): Term[] => {
  const [, section = ''] = page.split('## Words that the test rejects');
  const rows = section.split('\n## ')[0]!.matchAll(/^\| (?!do not write)(.+?) \| (.+?) \|$/gm);
  return [...rows].flatMap(([, list, write]) =>
    list!.split(', ').map((term) => ({ term, pattern: patternOf(term), write: write! })),
  );
};

/** All occurrences of terms in a text, in order. */
export const rejectedIn = (prose: string, terms: readonly Term[]): Rejected[] =>
  terms
    .flatMap(({ pattern, write }) =>
      [...prose.matchAll(pattern)].map((m) => ({ at: m.index, found: m[0].replaceAll(/\s+/g, ' '), write })),
    )
    .sort((a, b) => a.at - b.at)
    .map(({ at, ...r }) => ({ line: prose.slice(0, at).split('\n').length, ...r }));

/** Markdown without inline code that contains no spaces. */
export const blankCode = (text: string): string => text.replaceAll(/`[^`\s]+`/g, blank);

/** A template without its placeholders. */
export const blankPlaceholders = (text: string): string => text.replaceAll(/\{\{[^}]*\}\}/g, blank);

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|[`{}]|[\w$]+|\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/\w*|[^\s]/g;
const TEMPLATE = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*/y;
/** After these tokens a slash starts a regular expression; after any other it is a division. */
const BEFORE_REGEX = /^(?:|[(,=:[!&|?{};+\-*%~^<>]|return|typeof|case|of|in|=>)$/;

/** A comment, or a literal with spaces; one without spaces is an identifier, a path or a key. */
const isProse = (token: string): boolean => /^\/[/*]/.test(token) || /\s/.test(token.trim());

/** The comments of a TypeScript file, and its string literals that contain spaces. */
export const proseOf = (source: string): string => {
  let prose = '';
  let before = '';
  const keep = (text: string, is: boolean): void => {
    prose += is ? text : blank(text);
  };
  // For each open brace: whether the text of a template literal continues after it.
  const braces: boolean[] = [];
  const template = (from: number): number => {
    TEMPLATE.lastIndex = from;
    const text = TEMPLATE.exec(source)![0];
    keep(text, isProse(text) || /^\s|\s$/.test(text));
    const end = from + text.length;
    const isPlaceholder = source.startsWith('${', end);
    if (isPlaceholder) braces.push(true);
    keep(source.slice(end, end + (isPlaceholder ? 2 : 1)), false);
    return end + (isPlaceholder ? 2 : 1);
  };
  for (let at = 0; at < source.length; ) {
    TOKEN.lastIndex = at;
    const m = TOKEN.exec(source);
    if (!m) break;
    keep(source.slice(at, m.index), false);
    let token = m[0];
    if (token.length > 1 && /^\/[^/*]/.test(token) && !BEFORE_REGEX.test(before)) token = '/';
    at = m.index + token.length;
    const isClosing = token === '}' && braces.pop() === true;
    if (token === '{') braces.push(false);
    keep(token, /^(?:\/[/*]|['"])/.test(token) && isProse(token));
    if (!/^\/[/*]/.test(token)) before = token;
    if (token === '`' || isClosing) {
      at = template(at);
      before = '`';
    }
  }
  return prose;
};
