// Edits comments in the lines of a text. Lines of scalars over several lines are never comments.

const COMMENT = /^( *)# ?(.*)$/;

/** The lines of a text with changes that are applied together. Lines count from 0. */
export class LineEditor {
  private readonly lines: string[];
  private readonly newline: string;
  private readonly changed = new Map<number, string>();
  private readonly removed = new Set<number>();
  private readonly before = new Map<number, string[]>();
  private readonly behind = new Map<number, string[]>();
  private readonly starts: number[] = [];

  constructor(
    text: string,
    private readonly inScalar: ReadonlySet<number>,
  ) {
    this.newline = text.includes('\r\n') ? '\r\n' : '\n';
    let at = 0;
    this.lines = text.split('\n').map((line) => {
      this.starts.push(at);
      at += line.length + 1;
      return line.replace(/\r$/, '');
    });
  }

  /** The comment that a line consists of, with its number of columns in front; undefined: it is none. */
  commentOf(line: number): string | undefined {
    return this.inScalar.has(line) ? undefined : COMMENT.exec(this.lines[line] ?? '')?.[2];
  }

  /** A line up to an offset of the text, and the comment behind that. `isEnd`: nothing else is behind it. */
  split(
    line: number,
    offset: number,
  ): { readonly before: string; readonly comment: string | undefined; readonly isEnd: boolean } {
    const text = this.lines[line] ?? '';
    const column = offset - this.starts[line]!;
    const rest = text.slice(column);
    const found = /^\s+# ?(.*)$/.exec(rest);
    return { before: text.slice(0, column), comment: found?.[1], isEnd: found !== null || rest.trim() === '' };
  }

  indentOf(line: number): string {
    return /^ */.exec(this.lines[line] ?? '')![0];
  }

  /** The numbers of the comment lines directly above a line, as far as they are wanted, from top to bottom. */
  commentsAbove(line: number, isWanted: (comment: string) => boolean): number[] {
    const out: number[] = [];
    for (let at = line - 1; at >= 0; at--) {
      const comment = this.commentOf(at);
      if (comment === undefined || !isWanted(comment)) break;
      out.unshift(at);
    }
    return out;
  }

  /** The last line of the comments directly behind a line. */
  lastComment(line: number): number {
    let at = line;
    while (at + 1 < this.lines.length && this.commentOf(at + 1) !== undefined) at++;
    return at;
  }

  get count(): number {
    return this.lines.length;
  }

  replace(line: number, text: string): void {
    this.changed.set(line, text);
  }

  remove(line: number): void {
    this.removed.add(line);
  }

  above(line: number, texts: readonly string[]): void {
    if (texts.length > 0) this.before.set(line, [...(this.before.get(line) ?? []), ...texts]);
  }

  after(line: number, text: string): void {
    this.behind.set(line, [...(this.behind.get(line) ?? []), text]);
  }

  result(): string {
    const out: string[] = [...(this.behind.get(-1) ?? [])];
    for (const [i, line] of this.lines.entries()) {
      out.push(...(this.before.get(i) ?? []));
      if (!this.removed.has(i)) out.push(this.changed.get(i) ?? line);
      const behind = this.behind.get(i) ?? [];
      // A file may end without a line break.
      out.push(...behind);
    }
    return out.join(this.newline);
  }
}
