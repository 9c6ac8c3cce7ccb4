// Parses text to one YAML document within limits. The yaml library is recursive, and 5,000 open brackets would crash the
// process, so the depth is checked for each token, before any recursion.
import { Composer, type CST, type Document, Lexer, LineCounter, type ParsedNode, Parser } from 'yaml';
import type { Refusal } from '../diagnostics/refusal.ts';
import { secretIn } from './rules/secret-shapes.ts';

/** The deepest answer has 8 levels; the parser keeps up to three entries a level. */
const MOST_OPEN = 100;
/** 20,000 services with ten answers each take two thirds of it; each lexeme costs a microsecond and half a kilobyte. */
const MOST_LEXEMES = 3_000_000;
/** The lexeme in front of a scalar in the lexer's output (yaml: CST.SCALAR). */
const SCALAR_MARK = '\x1f';

/** A refusal at an offset of the text. */
export interface Located {
  readonly offset: number;
  readonly refusal: Refusal;
}

/** One document and the starts of its lines; `located` are refusals of the text itself. */
export interface Composed {
  readonly document: Document.Parsed<ParsedNode> | undefined;
  readonly lines: LineCounter;
  readonly located: readonly Located[];
}

const TOO_DEEP: Refusal = {
  code: 'TooDeep',
  what: 'Values are nested too deeply here.',
  why: 'No answer has more than a few levels.',
  fix: 'Close the brackets, or name the answers file with -f.',
};
const TOO_MANY: Refusal = {
  code: 'FileTooLarge',
  what: 'The file has too many values.',
  why: 'No answers file has so many; 5,000 services have a tenth of them.',
  fix: 'Name the answers file with -f.',
};
const SEVERAL: Refusal = {
  code: 'SeveralDocuments',
  what: 'The file holds several YAML documents.',
  why: 'Only one of them could count.',
  fix: 'Keep one document: remove the "---" and what follows it.',
};
const DIRECTIVE: Refusal = {
  code: 'DirectiveInAnswers',
  what: 'The file has a YAML directive (a line that begins with "%").',
  why: 'It changes what words mean: under %YAML 1.1, `on` and `no` are not text.',
  fix: 'Remove the line.',
};

const ofComment = (kind: string): Refusal => ({
  code: 'SecretInAnswers',
  what: `A comment holds what looks like ${kind}.`,
  why: 'An answers file is checked into repositories; it never holds a secret, not even in a comment.',
  fix: 'Remove it. If the file was shared already, revoke the value.',
});

/** Composes the first document of a text; stops at a second document or at a value that is nested too deeply. */
export const compose = (text: string): Composed => {
  const lines = new LineCounter();
  const parser = new Parser(lines.addNewLine);
  const located: Located[] = [];
  const tokens: CST.Token[] = [];
  let documents = 0;
  const take = (made: Iterable<CST.Token>): void => {
    for (const token of made) {
      if (token.type === 'directive') located.push({ offset: token.offset, refusal: DIRECTIVE });
      if (token.type === 'document' && ++documents === 2) located.push({ offset: token.offset, refusal: SEVERAL });
      tokens.push(token);
    }
  };
  lines.addNewLine(0);
  const stop = (refusal: Refusal): Composed => ({
    document: undefined,
    lines,
    located: [...located, { offset: parser.offset, refusal }],
  });
  let before = '';
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme[0] === '#' && before !== SCALAR_MARK) {
      const kind = secretIn(lexeme);
      if (kind !== undefined) located.push({ offset: parser.offset, refusal: ofComment(kind) });
    }
    before = lexeme;
    take(parser.next(lexeme));
    if (documents > 1) break;
    if (parser.stack.length > MOST_OPEN) return stop(TOO_DEEP);
    if (++lexemes > MOST_LEXEMES) return stop(TOO_MANY);
  }
  if (documents < 2) take(parser.end());
  // uniqueKeys needs quadratic time; plain-value.ts finds duplicate keys with a set.
  const composer = new Composer({ lineCounter: lines, uniqueKeys: false, merge: false, logLevel: 'silent' });
  const [document] = composer.compose(tokens, true, text.length);
  return { document, lines, located };
};
