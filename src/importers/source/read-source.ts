// Reads a file of YAML or JSON to documents whose values know their places. A broken document is left out alone.
import { type Document, LineCounter, parseAllDocuments } from 'yaml';
import type { Place } from '../../diagnostics/place.ts';
import { hasTemplate, masked, unmasked } from '../../values/masked-text.ts';
import { partsOf, type YamlPart } from '../../values/yaml-parts.ts';
import { readFast } from './fast-source.ts';
import { documentsIn } from './items-of-list.ts';
import type { BrokenDocument, ReadSource } from './read-result.ts';
import { isTooDeep, unusable } from './readable.ts';
import type { SourceDocument, Step } from './source-node.ts';
import { YamlPlaces } from './yaml-places.ts';

/** A document of YAML of more characters needs too much memory. */
const MOST_YAML = 3 * 1024 * 1024;

/** Lines of a template language without which the text is no YAML: Helm, Jinja, ERB. */
const TEMPLATE = /\{\{|\{%|<%/;

/** The message of the YAML library, without the place and the lines that it adds. */
const brief = (message: string): string =>
  unmasked(message)
    .split('\n')[0]!
    .replace(/ at line \d+.*$/, '')
    .replace(/:$/, '');

/** A copy in which every text is as it was written. */
const restored = (value: unknown): unknown => {
  if (typeof value === 'string') return unmasked(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(restored);
  const copy: Record<string, unknown> = {};
  for (const [key, v] of Object.entries(value))
    Object.defineProperty(copy, unmasked(key), {
      value: restored(v),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  return copy;
};

type PlaceAt = (offset: number) => Place;

class SourceReader {
  readonly documents: SourceDocument[] = [];
  readonly broken: BrokenDocument[] = [];
  private readonly placeAt: PlaceAt;

  constructor(
    private readonly file: string,
    private readonly text: string,
  ) {
    const lines = new LineCounter();
    lines.addNewLine(0);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
    this.placeAt = (offset) => {
      const { line, col } = lines.linePos(Math.min(offset, text.length));
      return { file, line, column: col };
    };
  }

  /** A template has one entry for its file, at the first placeholder; any other text its own error. */
  private breaks(own: string, part: YamlPart, offset: number, why: string): void {
    const template = own.search(TEMPLATE);
    if (template < 0) this.broken.push({ place: this.placeAt(part.start + offset), why });
    else if (!this.broken.some((b) => b.isTemplate))
      this.broken.push({ place: this.placeAt(part.start + template), why, isTemplate: true });
  }

  private take(document: Document.Parsed, own: string, part: YamlPart, isMasked: boolean): void {
    const [error] = document.errors;
    if (error) {
      this.breaks(own, part, error.pos[0], brief(error.message));
      return;
    }
    const raw = document.toJS({ maxAliasCount: 1000 }) as unknown;
    const why = unusable(raw);
    if (why !== undefined) {
      this.breaks(own, part, document.range[0], why);
      return;
    }
    const value = isMasked ? restored(raw) : raw;
    if (value === null || value === undefined) return;
    const places = new YamlPlaces(document);
    const placeOf = (path: readonly Step[]): Place =>
      this.placeAt(
        part.start + places.offsetOf(isMasked ? path.map((s) => (typeof s === 'string' ? masked(s) : s)) : path),
      );
    const duplicates = places
      .duplicates()
      .map(({ path, offset }) => ({ path, place: this.placeAt(part.start + offset) }));
    const index = this.documents.length;
    this.documents.push(
      ...documentsIn({ file: this.file, index, value, placeOf, ...(duplicates.length > 0 && { duplicates }) }),
    );
  }

  part(part: YamlPart): void {
    const own = this.text.slice(part.start, part.end);
    if (own.length > MOST_YAML) {
      this.breaks(
        own,
        part,
        0,
        `it has an error or anchors and is larger than ${MOST_YAML / 1024 / 1024} MiB; write it as JSON`,
      );
      return;
    }
    if (isTooDeep(own)) {
      this.breaks(own, part, own.search(/[^\s-]/), 'it is nested too deeply');
      return;
    }
    const isMasked = hasTemplate(own);
    try {
      const all = parseAllDocuments(isMasked ? masked(own) : own, {
        logLevel: 'silent',
        uniqueKeys: false,
        merge: true,
        prettyErrors: false,
      });
      for (const document of (Array.isArray(all) ? all : []) as Document.Parsed[])
        this.take(document, own, part, isMasked);
    } catch (error) {
      // Too many levels overflow the stack; aliases that repeat too much, or that name no anchor, are errors of the library.
      const why = error instanceof RangeError ? 'it is nested too deeply' : brief((error as Error).message);
      this.breaks(own, part, own.search(/[^\s-]/), why);
    }
  }
}

/** A document of a text whose placeholders were masked, with the values as they were written. */
const unmaskedDocument = (document: SourceDocument): SourceDocument => ({
  ...document,
  value: restored(document.value),
  placeOf: (path) => document.placeOf(path.map((s) => (typeof s === 'string' ? masked(s) : s))),
});

/** What a reader without a tree of nodes makes of a text; undefined: it does not read it. */
const readLarge = (file: string, content: string): ReadSource | undefined => {
  // In JSON, every placeholder is in quotes.
  const isMasked = !/^\s*[[{]/.test(content) && hasTemplate(content);
  const fast = readFast(file, isMasked ? masked(content) : content);
  // Without aliases, a document has no more values than its text.
  const why = fast?.documents
    .map((d) => unusable(d.value, Number.POSITIVE_INFINITY))
    .find((text) => text !== undefined);
  if (why !== undefined) return { documents: [], broken: [{ place: { file, line: 1, column: 1 }, why }] };
  if (!fast) return undefined;
  const documents = isMasked ? fast.documents.map(unmaskedDocument) : fast.documents;
  return { ...fast, documents: documents.flatMap((d) => documentsIn(d)) };
};

/** The documents of a text. Empty documents are left out, and the items of a list of objects are documents of their own. */
export const readSource = (file: string, text: string): ReadSource => {
  const content = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const large = readLarge(file, content);
  if (large) return large;
  const reader = new SourceReader(file, content);
  for (const part of partsOf(content)) reader.part(part);
  return { documents: reader.documents, broken: reader.broken };
};
