// Puts comments into the text of an answers file. Comments that end in `(from FILE)` with a file of the source, and those that begin with
// TODO(import), belong to imports: they are updated and removed. All other bytes of the file stay.
import { answersSchema } from '../../answers/schema/answers-schema.ts';
import { type Comment, DEFAULT, QUESTION, type Step } from './answer-comments.ts';
import { COLUMNS, fitted, shortened } from './comment-text.ts';
import { LineEditor } from './line-editor.ts';
import { idOf, indexOf, type TextIndex } from './text-index.ts';

/** What is known about a file that gets comments. */
interface Commented {
  /** Names of the files of the source, now and at the last import. */
  readonly files: readonly string[];
  /** Whether this import changed a key or added it; other keys get no new comments. */
  readonly isChanged: (path: readonly Step[]) => boolean;
  /** Whether a key belongs to a service or a method of the source. */
  readonly owns: (path: readonly Step[]) => boolean;
}

/** Whether a comment was written by an import, of whichever source. */
const isOfImport = (comment: string): boolean => comment.startsWith(QUESTION) || comment.startsWith(`${DEFAULT}: `);

/** The key at the top of the answers. */
const keyOf = (path: readonly Step[]): string => String(path[0]).split('.')[0]!;

const ORDER = Object.keys(answersSchema.shape);

/** Characters of a label: so many remain of a comment that is cut. */
const LABEL = 16;

/** What identifies a comment above a line: the words in front of its value or its place. */
const labelOf = (text: string): string =>
  shortened(text)
    .split(/[:(]/)[0]!
    .replace(/\.\.\.$/, '')
    .trim()
    .slice(0, LABEL);

const PLACE = /\(from ([^()]+)\)(?: and \d+ more)?$/;

/** Of several texts that an earlier comment may be, the same one: equal, else of the same label. */
const SAME: readonly ((text: string) => string)[] = [(text) => text, labelOf];

/** Whether a comment was written by an import of one of the files. */
const ownedBy = (files: readonly string[]): ((comment: string) => boolean) => {
  const names = new Set(files);
  return (comment) => {
    const found = PLACE.exec(comment);
    return found !== null && names.has(found[1]!);
  };
};

/** A comment above a line with several keys begins with its key. */
const withKey = ({ kind, path, text }: Comment): string => {
  const key = String(path.at(-1));
  return kind === 'question' ? text.replace(QUESTION, `${QUESTION} ${key}`) : `${key}: ${text}`;
};

class Writer {
  private readonly index: TextIndex;
  private readonly editor: LineEditor;
  private readonly isOwned: (comment: string) => boolean;
  /** Comments above lines, and whether they may be new. */
  private readonly above = new Map<number, { text: string; isNew: boolean }[]>();
  /** The comments about each line. */
  private readonly shared = new Map<number, Comment[]>();
  /** Lines of comments alone that stay. */
  private readonly kept = new Set<number>();
  /** Lines whose comment stays or is replaced. */
  private readonly done = new Set<number>();

  constructor(
    text: string,
    comments: readonly Comment[],
    private readonly about: Commented,
  ) {
    this.index = indexOf(text);
    this.editor = new LineEditor(text, this.index.inScalar);
    this.isOwned = ownedBy(about.files);
    for (const comment of comments) {
      const { kind, path } = comment;
      const line = kind === 'object' || kind === 'missing' ? undefined : this.lineOf(path)?.line;
      if (line === undefined) continue;
      const list = this.shared.get(line);
      if (list) list.push(comment);
      else this.shared.set(line, [comment]);
    }
  }

  private addAbove(line: number, text: string, isNew: boolean): void {
    this.above.set(line, [...(this.above.get(line) ?? []), { text, isNew }]);
  }

  /** A question about a key that is missing: behind the keys of its map, or at its place among the keys of the file. */
  private missing({ path, text }: Comment): void {
    const { places } = this.index;
    const parent = places.get(idOf(path.slice(0, -1)));
    if (path.length > 1 && parent?.indent === undefined) {
      if (parent) this.addAbove(parent.anchor, this.fromLine(path, text, parent.anchor), true);
      return;
    }
    const key = keyOf(path);
    const before = ORDER.slice(0, ORDER.indexOf(key)).findLast((k) => places.has(idOf([k])));
    const last = parent ? parent.last : before === undefined ? -1 : places.get(idOf([before]))!.last;
    const indent = ' '.repeat(parent?.indent ?? 0);
    for (let line = last < 0 ? 0 : (parent?.line ?? 0); line <= this.editor.lastComment(Math.max(last, 0)); line++)
      if (this.editor.commentOf(line)?.startsWith(text.split(':')[0]!)) return;
    this.editor.after(last, `${indent}# ${fitted(text, COLUMNS - indent.length - 2)}`);
  }

  /** A question above a line with several maps begins with the key below the first of them. */
  private fromLine(path: readonly Step[], text: string, anchor: number): string {
    const { places } = this.index;
    const first = path.findIndex((_, i) => places.get(idOf(path.slice(0, i)))?.anchor === anchor);
    const [name, whole] = [String(path.at(-1)), path.slice(Math.max(first, 0)).join('.')];
    return text.replace(`${QUESTION} ${name}:`, `${QUESTION} ${whole}:`);
  }

  add(comment: Comment): void {
    const { kind, path, text } = comment;
    const isNew = this.about.isChanged(path);
    if (kind === 'missing') {
      if (isNew) this.missing(comment);
      return;
    }
    const place = this.index.places.get(idOf(path));
    if (!place) return;
    // A value in one line has one comment, whichever of its parts is meant.
    const line = kind === 'object' ? undefined : this.lineOf(path);
    const there = line && !this.done.has(line.line) ? this.editor.split(line.line, line.end) : undefined;
    if (!line || !there?.isEnd) {
      this.addAbove(place.anchor, kind !== 'object' && place.inFlow ? withKey(comment) : text, isNew);
      return;
    }
    const { before, comment: old } = there;
    const room = COLUMNS - before.length - 3;
    const isOurs = old !== undefined && (this.isOwned(old) || isOfImport(old));
    // Of several comments about one line, only one is in it: the same one as before.
    const isSame = isOurs && this.inLine(line.line, place.anchor, old, room) === comment;
    if (isSame || (old === undefined && isNew && shortened(text).length <= room)) {
      this.done.add(line.line);
      this.editor.replace(line.line, `${before} # ${fitted(text, room)}`);
    } else this.addAbove(place.anchor, place.inFlow ? withKey(comment) : text, isNew && (old === undefined || isOurs));
  }

  /** The comment that a comment in a line is. Comments of one line may have one label, so those above it are others. */
  private inLine(line: number, anchor: number, old: string, room: number): Comment | undefined {
    const all = this.shared.get(line) ?? [];
    if (all.length === 1) return all[0];
    const above = new Set(
      this.editor.commentsAbove(anchor, () => true).map((at) => labelOf(this.editor.commentOf(at)!)),
    );
    for (const same of SAME) {
      const found = all.filter((c) => same(fitted(c.text, room)) === same(old));
      if (found.length > 0) return found.find((c) => !above.has(labelOf(withKey(c)))) ?? found[0];
    }
    return undefined;
  }

  /** The line of a key, and where a comment begins there; of a part of a value in one line, that of the whole. */
  private lineOf(path: readonly Step[]): { readonly line: number; readonly end: number } | undefined {
    for (let depth = path.length; depth > 0; depth--) {
      const place = this.index.places.get(idOf(path.slice(0, depth)));
      if (place?.end !== undefined) return { line: place.line, end: place.end };
      if (!place?.inFlow) return undefined;
    }
    return undefined;
  }

  private writeAbove(): void {
    for (const [line, comments] of this.above) {
      const indent = this.editor.indentOf(line);
      // A person may have added comments between those of an import.
      const old = new Map<number, string>();
      for (const at of this.editor.commentsAbove(line, () => true)) {
        const comment = this.editor.commentOf(at)!;
        if (this.isOwned(comment) || isOfImport(comment)) old.set(at, comment);
      }
      const left = new Map(comments.map((c) => [c, fitted(c.text, COLUMNS - indent.length - 2)]));
      for (const same of SAME) {
        const lines = new Map<string, number[]>();
        for (const [at, comment] of old) {
          const list = lines.get(same(comment));
          if (list) list.push(at);
          else lines.set(same(comment), [at]);
        }
        for (const [comment, written] of left) {
          const at = lines.get(same(written))?.shift();
          if (at === undefined) continue;
          this.editor.replace(at, `${this.editor.indentOf(at)}# ${written}`);
          this.kept.add(at);
          old.delete(at);
          left.delete(comment);
        }
      }
      for (const [{ isNew }, written] of left) if (isNew) this.editor.above(line, [`${indent}# ${written}`]);
    }
  }

  /** Removes comments about what the source no longer has. */
  private removeOld(): void {
    for (let line = 0; line < this.editor.count; line++) {
      const comment = this.editor.commentOf(line);
      if (comment !== undefined && this.isOwned(comment) && !this.kept.has(line)) this.editor.remove(line);
    }
    for (const [id, { line, end }] of this.index.places) {
      if (end === undefined || this.done.has(line)) continue;
      const { before, comment } = this.editor.split(line, end);
      const isDefault = comment?.startsWith(`${DEFAULT}: `) === true && this.about.owns(JSON.parse(id) as string[]);
      if (comment !== undefined && (this.isOwned(comment) || isDefault)) this.editor.replace(line, before);
    }
  }

  result(): string {
    this.writeAbove();
    this.removeOld();
    return this.editor.result();
  }
}

/** The text with comments; it parses to the same answers. */
export const withComments = (text: string, comments: readonly Comment[], about: Commented): string => {
  const writer = new Writer(text, comments, about);
  const rank = ({ path }: Comment): number => ORDER.indexOf(keyOf(path));
  for (const comment of [...comments].sort((a, b) => rank(a) - rank(b))) writer.add(comment);
  return writer.result();
};
