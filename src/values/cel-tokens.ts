// The words of a CEL expression, as the lexer of cel-go reads them (parser/gen/CEL.g4).

export interface Token {
  /** The text of an operator or a keyword; of other words, what they are. */
  readonly kind: string;
  readonly text: string;
}

const ESCAPE = String.raw`\\(?:[abfnrtv"'\\?\x60]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2})`;
const STRINGS = [
  '[rR]"""[^]*?"""',
  "[rR]'''[^]*?'''",
  String.raw`[rR]"[^"\n\r]*"`,
  String.raw`[rR]'[^'\n\r]*'`,
  String.raw`"""(?:${ESCAPE}|[^\\])*?"""`,
  String.raw`'''(?:${ESCAPE}|[^\\])*?'''`,
  String.raw`"(?:${ESCAPE}|[^"\\\n\r])*"`,
  String.raw`'(?:${ESCAPE}|[^'\\\n\r])*'`,
].join('|');
const FORMS: readonly (readonly [kind: string, form: RegExp])[] = [
  ['', /[\t \r\n\f]+|\/\/[^\n]*/y],
  ['string', new RegExp(`[bB]?(?:${STRINGS})`, 'y')],
  ['float', /\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?/y],
  ['int', /(?:0x[0-9a-fA-F]+|\d+)[uU]?/y],
  ['name', /[A-Za-z_]\w*/y],
  ['quoted', /`[\w. /-]+`/y],
  ['sign', /==|!=|<=|>=|&&|\|\||[-!<>[\]{}(),.?:+*/%]/y],
];
const KEYWORDS = new Set(['in', 'true', 'false', 'null']);

/** The words of an expression; undefined: a part of it is no word. */
export const celTokens = (expression: string): Token[] | undefined => {
  const tokens: Token[] = [];
  for (let at = 0; at < expression.length; ) {
    let found: Token | undefined;
    for (const [kind, form] of FORMS) {
      form.lastIndex = at;
      const text = form.exec(expression)?.[0];
      if (text === undefined) continue;
      found = { kind: kind === 'sign' || (kind === 'name' && KEYWORDS.has(text)) ? text : kind, text };
      break;
    }
    if (!found) return undefined;
    at += found.text.length;
    if (found.kind !== '') tokens.push(found);
  }
  return tokens;
};
