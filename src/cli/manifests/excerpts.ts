// The line of a place, as compilers show it. A line that may contain a secret is never shown.
import type { Lines } from './text.ts';

/** A longer line is not written for people: minified JSON, encoded data. */
const LONGEST = 1000;

/** A Secret with values, as an object or in a kustomization. A reference to a Secret has no data. */
const SECRET = /\bkind["']?\s*:\s*["']?Secret\b/;
const DATA = /\bdata["']?\s*:/;
const VALUES = /\bstringData\b|\bsecretGenerator\b/;
const isConfidential = (document: string): boolean =>
  VALUES.test(document) || (SECRET.test(document) && DATA.test(document));

/** Shows lines of one text. */
export class Excerpts {
  /** The offsets at which documents begin. */
  private readonly starts: readonly number[];
  /** By the index of a document: whether its lines may be shown. */
  private readonly allowed = new Map<number, boolean>();

  constructor(
    private readonly text: string,
    private readonly lines: Lines,
  ) {
    this.starts = [0, ...[...text.matchAll(/^---/gm)].map((m) => m.index)];
  }

  /** The last document that begins at or before an offset. */
  private documentAt(offset: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Whether the document around an offset contains no value of a Secret; looked at once for each document. */
  private mayShow(offset: number): boolean {
    const document = this.documentAt(offset);
    let known = this.allowed.get(document);
    if (known === undefined) {
      known = !isConfidential(this.text.slice(this.starts[document], this.starts[document + 1]));
      this.allowed.set(document, known);
    }
    return known;
  }

  /** The text of a line that contains an offset, or nothing if it must not or cannot be shown. */
  of(line: number, offset: number): { readonly excerpt?: string } {
    const [start, end] = this.lines.range(line);
    if (end - start > LONGEST || !this.mayShow(offset)) return {};
    const excerpt = this.text.slice(start, end).trimEnd();
    return excerpt === '' ? {} : { excerpt };
  }
}
