// The text of an answers file after an import: the answers, and comments with the source values beside what they became.
import { isMap, isScalar, isSeq, type Pair, parseDocument } from 'yaml';
import { writeAnswers } from '../../answers/write.ts';
import type { Tree } from '../../answers/yaml-layout.ts';
import type { Difference } from '../again/merge-values.ts';
import { type Comment, type Commentable, commentsOf, type Step } from './answer-comments.ts';
import { commentFile, type FileName } from './comment-text.ts';
import { settled } from './settled.ts';
import { withComments } from './with-comments.ts';

/** Services in one line become blocks, so that a comment can be next to its key. `isMeant`: by name. */
const expanded = (text: string, isMeant: (service: string) => boolean): string => {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
  const services = isMap(document.contents) ? document.contents.get('services', true) : undefined;
  if (!isSeq(services) || services.flow) return text;
  let out = text;
  for (const item of services.items.toReversed()) {
    if (!isMap(item) || item.flow !== true || !item.range || !isMeant(String(item.get('name')))) continue;
    const [from, to] = item.range;
    const newline = text.includes('\r\n') ? '\r\n' : '\n';
    const indent = ' '.repeat(from - (text.lastIndexOf('\n', from - 1) + 1));
    const pairs = (item.items as Pair[]).map((pair) => {
      const start = isScalar(pair.key) ? pair.key.range![0] : from;
      const value = pair.value as { range?: [number, number, number] } | null;
      return text.slice(start, value?.range?.[1] ?? to);
    });
    out = out.slice(0, from) + pairs.join(`${newline}${indent}`) + out.slice(to);
  }
  return out;
};

/** Whether a key is among changed ones, below one of them, or above one of them. */
const among = (changes: readonly Difference[]): ((path: readonly Step[]) => boolean) => {
  const id = (path: readonly Step[]): string => path.map(String).join('\0');
  const spelling = (path: readonly string[]): readonly string[][] => {
    const last = path.at(-1);
    const other = { paths: 'path', hostnames: 'hostname', backends: 'backend' }[last ?? ''];
    return other ? [[...path], [...path.slice(0, -1), other]] : [[...path]];
  };
  const all = changes.flatMap((c) => spelling(c.path));
  const changed = new Set(all.map(id));
  const above = new Set(all.flatMap((path) => path.map((_, i) => id(path.slice(0, i)))));
  return (path) => above.has(id(path)) || path.some((_, i) => changed.has(id(path.slice(0, i + 1))));
};

export interface Importing {
  /** The text of the file; undefined: a new one. */
  readonly previous: string | undefined;
  /** All answers of the file. */
  readonly answers: Tree;
  /** What this import changed in the file. */
  readonly changes: readonly Difference[];
  readonly result: Commentable;
  /** Names of the files of the source, now and at the last import, as comments have them. */
  readonly files: readonly string[];
  readonly nameOf: FileName;
}

/** The text of the file with its answers and comments. A file without changes keeps all bytes. */
export const importedText = ({ previous, answers, changes, result, files, nameOf }: Importing): string => {
  const isChanged = previous === undefined ? () => true : among(changes);
  const comments = commentsOf(result, answers, nameOf);
  const text = writeAnswers(previous, answers);
  const inside = new Set(comments.filter(isInside).map((c) => String(c.path[1])));
  const isNew = (name: string): boolean =>
    previous === undefined ||
    changes.some((c) => c.path[0] === 'services' && c.path[1] === name && c.path.length === 2);
  const blocks = expanded(text, (name) => inside.has(name) && isNew(name));
  return settled(withComments(blocks, comments, { files: files.map(commentFile), isChanged }));
};

/** Whether a comment is about a key of a service. */
const isInside = ({ path, kind }: Comment): boolean =>
  path[0] === 'services' && (path.length > 2 || kind === 'missing');
