// Parses text to one YAML document within limits. The yaml library is recursive, and 5,000 open brackets would crash the
// process, so the depth is checked for each token, before any recursion.
import { Composer, type CST, type Document, Lexer, LineCounter, type ParsedNode, Parser } from 'yaml';
import { type Refusal, refusal } from '../diagnostics/refusal.ts';
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

/** Composes the first document of a text; stops at a second document or at a value that is nested too deeply. */
export const compose = (text: string): Composed => {
  const lines = new LineCounter();
  const parser = new Parser(lines.addNewLine);
  const located: Located[] = [];
  const tokens: CST.Token[] = [];
  let documents = 0;
  const take = (made: Iterable<CST.Token>): void => {
    for (const token of made) {
      if (token.type === 'directive') located.push({ offset: token.offset, refusal: refusal('DirectiveInAnswers') });
      if (token.type === 'document' && ++documents === 2)
        located.push({ offset: token.offset, refusal: refusal('SeveralDocuments') });
      tokens.push(token);
    }
  };
  lines.addNewLine(0);
  const stop = (why: Refusal): Composed => ({
    document: undefined,
    lines,
    located: [...located, { offset: parser.offset, refusal: why }],
  });
  let before = '';
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme[0] === '#' && before !== SCALAR_MARK) {
      const kind = secretIn(lexeme);
      if (kind !== undefined)
        located.push({ offset: parser.offset, refusal: refusal('SecretInAnswers', { kind, inComment: true }) });
    }
    before = lexeme;
    take(parser.next(lexeme));
    if (documents > 1) break;
    if (parser.stack.length > MOST_OPEN) return stop(refusal('TooDeep'));
    if (++lexemes > MOST_LEXEMES) return stop(refusal('FileTooLarge', { reason: 'values' }));
  }
  if (documents < 2) take(parser.end());
  // uniqueKeys needs quadratic time; plain-value.ts finds duplicate keys with a set.
  const composer = new Composer({ lineCounter: lines, uniqueKeys: false, merge: false, logLevel: 'silent' });
  const [document] = composer.compose(tokens, true, text.length);
  return { document, lines, located };
};
