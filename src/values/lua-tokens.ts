// The words of a Lua script, as the lexer of gopher-lua reads them (parse/lexer.go), with which Envoy Gateway validates scripts.

export interface LuaToken {
  /** A keyword or an operator; of others: `name`, `number`, `string`, `end of script`, or `invalid`. */
  readonly kind: string;
  readonly text: string;
  readonly line: number;
}

const KEYWORDS = new Set(
  'and break do else elseif end false for function if in local nil not or return repeat then true until while goto'.split(
    ' ',
  ),
);
const SPACE = /[\t \r\n]+/y;
const LINE_COMMENT = /--[^\r\n]*/y;
/** The beginning of a comment or a text of several lines. */
const LONG = /\[(=*)\[/y;
const FORMS: readonly (readonly [kind: string, form: RegExp])[] = [
  ['name', /[A-Za-z_]\w*/y],
  ['number', /0[xX][0-9a-fA-F]+|(?!0[xX])(?:\d+(?:\.\d*)?|\.\d+(?:\.\d*)?)(?:[eE](?:[+-]?[\s\S]\d*)?)?/y],
  ['string', /"(?:[^"\\\r\n]|\\(?:\r\n|[\s\S]))*"|'(?:[^'\\\r\n]|\\(?:\r\n|[\s\S]))*'/y],
  ['sign', /\.\.\.|\.\.|==|~=|<=|>=|::|[-+*/%^#(){}\];,=<>:.]|\[(?!=)/y],
];

const matchAt = (form: RegExp, script: string, at: number): RegExpExecArray | null => {
  form.lastIndex = at;
  return form.exec(script);
};

/** The length of a text of several lines; 0: there is none, -1: it does not end. */
const longText = (script: string, at: number): number => {
  const open = matchAt(LONG, script, at);
  if (!open) return 0;
  const close = `]${open[1]}]`;
  const end = script.indexOf(close, at + open[0].length);
  return end < 0 ? -1 : end + close.length - at;
};

/** The length of the space or the comment at a place; 0: neither, -1: a comment that does not end. */
const skipped = (script: string, at: number): number => {
  const space = matchAt(SPACE, script, at)?.[0].length ?? 0;
  if (space > 0 || !script.startsWith('--', at)) return space;
  const long = longText(script, at + 2);
  if (long !== 0) return long < 0 ? -1 : long + 2;
  return script.startsWith('--[=', at) ? -1 : matchAt(LINE_COMMENT, script, at)![0].length;
};

const next = (script: string, at: number, line: number): LuaToken => {
  const long = longText(script, at);
  if (long > 0) return { kind: 'string', text: script.slice(at, at + long), line };
  for (const [kind, form] of FORMS) {
    const text = matchAt(form, script, at)?.[0];
    if (text !== undefined) return { kind: kind === 'sign' || KEYWORDS.has(text) ? text : kind, text, line };
  }
  return { kind: 'invalid', text: script.slice(at, at + 1), line };
};

const lineBreaks = (text: string): number => text.match(/\r\n|\n\r|[\r\n]/g)?.length ?? 0;

/** The words of a script; the last one is `end of script`, or the first that is invalid. */
export const luaTokens = (script: string): LuaToken[] => {
  const tokens: LuaToken[] = [];
  let line = 1;
  for (let at = 0; at < script.length; ) {
    const space = skipped(script, at);
    if (space < 0) return [...tokens, { kind: 'invalid', text: '--[[', line }];
    if (space > 0) {
      line += lineBreaks(script.slice(at, at + space));
      at += space;
      continue;
    }
    const token = next(script, at, line);
    tokens.push(token);
    if (token.kind === 'invalid') return tokens;
    line += lineBreaks(token.text);
    at += token.text.length;
  }
  tokens.push({ kind: 'end of script', text: 'its end', line });
  return tokens;
};
