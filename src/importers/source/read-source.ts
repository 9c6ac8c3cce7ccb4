// Reads a file of YAML or JSON to documents whose values know their places. A broken document loses itself only.
import { isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Place } from '../../diagnostics/place.ts';
import { readFast } from './fast-source.ts';
import type { SourceDocument, Step } from './source-node.ts';

/** A document that cannot be read, and why. */
export interface BrokenDocument {
  readonly place: Place;
  readonly why: string;
}

/** What a file contains. */
export interface ReadSource {
  readonly documents: readonly SourceDocument[];
  readonly broken: readonly BrokenDocument[];
}

type Parsed = Exclude<ReturnType<typeof parseAllDocuments>, readonly unknown[] & { empty: true }>[number];

/** The offset of a value, or of the deepest existing parent. A key is a better place than the value of a map. */
const offsetOf = (document: Parsed, path: readonly Step[]): number => {
  let node: unknown = document.contents;
  let offset = document.range?.[0] ?? 0;
  if (isNode(node) && node.range) offset = node.range[0];
  for (const step of path) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find((p) => isScalar(p.key) && String(p.key.value) === String(step));
      if (!pair) break;
      next = pair.value;
      if (isNode(pair.key) && pair.key.range) offset = pair.key.range[0];
    } else if (isSeq(node)) {
      next = node.items[Number(step)];
      if (isNode(next) && next.range) offset = next.range[0];
    }
    if (next === undefined) break;
    node = next;
  }
  return offset;
};

/** The documents of a text. Empty documents are left out. */
export const readSource = (file: string, text: string): ReadSource => {
  const fast = readFast(file, text);
  if (fast) return fast;
  const lineCounter = new LineCounter();
  const all = parseAllDocuments(text, { lineCounter, logLevel: 'silent', uniqueKeys: false }) as readonly Parsed[];
  const documents: SourceDocument[] = [];
  const broken: BrokenDocument[] = [];
  const placeAt = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line, column: col };
  };
  for (const [index, document] of (Array.isArray(all) ? all : []).entries()) {
    const [error] = document.errors;
    if (error) {
      broken.push({ place: placeAt(error.pos[0]), why: error.message.split('\n')[0]!.replace(/ at line \d+.*$/, '') });
      continue;
    }
    const value = document.toJS({ maxAliasCount: 1000 }) as unknown;
    if (value === null || value === undefined) continue;
    documents.push({ file, index, value, placeOf: (path) => placeAt(offsetOf(document, path)) });
  }
  return { documents, broken };
};
