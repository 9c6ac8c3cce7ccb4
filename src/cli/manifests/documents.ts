// The documents of a file, one after the other, as kubectl reads them. The parsed YAML is not kept.
import { Composer, type CST, type Document, Lexer, Parser } from 'yaml';
import type { Json } from '../../admission/admission-schema.ts';
import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import type { Variables } from '../../objects/unknown-value.ts';
import { hasBrackets, hasTemplate, masked } from '../../values/masked-text.ts';
import { partsOf } from '../../values/yaml-parts.ts';
import { MOST_LEVELS, tooDeep } from './depth.ts';
import { itemsOf, jsonTextsOf } from './lists.ts';
import type { Part } from './part.ts';
import type { Problem } from './text.ts';
import { jsonOf } from './value.ts';

/** One document: its value, or the reason why it cannot be read. */
export interface Read {
  readonly part: Part;
  /** The index of the document in the part: `...` also ends a document. */
  readonly index: number;
  readonly value?: Json;
  readonly problems: readonly Problem[];
}

// value.ts finds duplicate keys in linear time; positions are computed only for findings.
const OPTIONS = { uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;

/** Replaces the dash with a space, so that all offsets stay. */
const withoutDash = (text: string, dash: number): string => `${text.slice(0, dash)} ${text.slice(dash + 1)}`;

/** The part of the lexer that ends names; the library does not declare it. */
interface NameLexer {
  pushUntil(ends: (char: string) => boolean): Generator<string>;
  charAt(offset: number): string;
}

/** In YAML 1.2 the name of an alias may contain a colon; Go's library ends it there, so `*app: x` has the alias as its key. */
const lexerOf = (): Lexer => {
  const lexer = new Lexer();
  const names = lexer as unknown as NameLexer;
  const until = names.pushUntil.bind(names);
  names.pushUntil = (ends) => until(names.charAt(0) === '*' ? (char) => char === ':' || ends(char) : ends);
  return lexer;
};

const parsed = (text: string): CST.Token[] => {
  const parser = new Parser();
  const lexemes = [...lexerOf().lex(text)];
  return [...lexemes.flatMap((lexeme) => [...parser.next(lexeme)]), ...parser.end()];
};

const tokensOf = (text: string, { start, end, dash, isMasked, isJoined }: Part): CST.Token[] => {
  const raw = isJoined ? withoutBreaks(text.slice(start, end)) : text.slice(start, end);
  const own = isMasked ? masked(raw) : raw;
  return parsed(dash === undefined ? own : withoutDash(own, dash));
};

/** The documents of a part as YAML nodes, to find the place of a field. */
export const composed = (text: string, part: Part): Document.Parsed[] => [
  ...new Composer(OPTIONS).compose(tokensOf(text, part)),
];

const at = (part: Part, offset: number, values: ValuesOf<'FileUnreadable'>): Problem => ({
  code: 'FileUnreadable',
  offset: part.start + offset,
  values,
});

const readOnce = (text: string, part: Part, variables: Variables | undefined): Read[] => {
  const tokens = tokensOf(text, part);
  const deep = tokens.flatMap((t) => tooDeep(t) ?? []);
  if (deep.length > 0) {
    return [{ part, index: 0, problems: [at(part, deep[0]!, { case: 'deep', of: MOST_LEVELS })] }];
  }
  const documents = [...new Composer(OPTIONS).compose(tokens)] as Document.Parsed[];
  return documents.map((document, index) => {
    const [error] = document.errors;
    if (error) {
      return { part, index, problems: [at(part, error.pos[0], { case: 'yaml', of: error.message })] };
    }
    const { value, problems } = jsonOf(document, part.isMasked === true, variables);
    const moved = problems.map((p) => ({ ...p, offset: p.offset + part.start }));
    // With an unresolved alias, the value is not what the author meant.
    return problems.some((p) => p.code === 'FileUnreadable')
      ? { part, index, problems: moved }
      : { part, index, value, problems: moved };
  });
};

const isUnreadable = ({ problems }: Read): boolean => problems.some((p) => p.code === 'FileUnreadable');
const isUnclosed = ({ problems }: Read): boolean =>
  problems.some((p) => p.code === 'FileUnreadable' && p.values.case === 'yaml' && p.values.of.includes('quote'));
/** A second reading if it has no errors, otherwise the first one. */
const better = (first: Read[], second: Read[]): Read[] => (second.some(isUnreadable) ? first : second);

/** Characters; a shorter CustomResourceDefinition is read as a whole. */
const LONG = 20_000;

/**
 * The part without the `spec` of a long CustomResourceDefinition: nothing checks it, and those of some repositories need longer
 * than all other files together.
 */
const withoutSchema = (text: string, part: Part): Part => {
  if (part.end - part.start < LONG || part.dash !== undefined) return part;
  const own = text.slice(part.start, part.end);
  if (!/^kind:[ \t]*CustomResourceDefinition[ \t]*\r?$/m.test(own)) return part;
  const [metadata, spec] = ['metadata', 'spec'].map((key) => own.search(new RegExp(`^${key}:`, 'm')));
  return metadata! >= 0 && spec! > metadata! ? { ...part, end: part.start + spec! } : part;
};

/** A text in quotes after a key or in a list, over several lines without an empty one. */
const QUOTED = /((?:^|[:,[{-])[ \t]+)('(?:[^'\n]|''|\n(?![ \t]*\n))*'|"(?:[^"\\\n]|\\[^\n]|\n(?![ \t]*\n))*")/gm;

/** The lines of texts in quotes as one, which means the same: Go's library does not ask how far they are indented. */
const withoutBreaks = (text: string): string =>
  text.replace(QUOTED, (_, before: string, quoted: string) => before + quoted.replaceAll('\n', ' '));

/** A part that YAML rejects because of its placeholders is read with masked ones. */
const readPart = (text: string, whole: Part, variables: Variables | undefined): Read[] => {
  const part = withoutSchema(text, whole);
  const own = text.slice(part.start, part.end);
  const isOdd = hasBrackets(own);
  const first = isOdd ? [] : readOnce(text, part, variables);
  const found = first.some(isUnclosed) ? better(first, readOnce(text, { ...part, isJoined: true }, variables)) : first;
  if (!isOdd && !(found.some(isUnreadable) && hasTemplate(own))) return found;
  const again = readOnce(text, { ...part, isMasked: true }, variables);
  return isOdd || !again.some(isUnreadable) ? again : found;
};

/** The documents of a text, one by one, so that only one at a time is in memory as YAML. `variables`: what Flux replaces in it. */
export function* documentsOf(text: string, variables?: Variables): Generator<Read> {
  for (const part of partsOf(text)) {
    const own = text.slice(part.start, part.end);
    const several = jsonTextsOf(own, part.start) ?? itemsOf(own, part.start);
    for (const one of several ?? [part]) yield* readPart(text, one, variables);
  }
}
