// The text of an answers file after an import: the answers, and comments with the source values at what they became.

import { writeAnswers } from '../../answers/write.ts';
import type { Tree } from '../../answers/yaml-layout.ts';
import type { Difference } from '../again/merge-values.ts';
import { type Comment, type Commentable, commentsOf, type Step } from './answer-comments.ts';
import { commentFile, type FileName } from './comment-text.ts';
import { expanded } from './expanded.ts';
import { settled } from './settled.ts';
import { withComments } from './with-comments.ts';

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
  const owns = (path: readonly Step[]): boolean =>
    path.some((_, i) => result.objects.has(path.slice(0, i + 1).join('.')));
  const comments = commentsOf(result, answers, nameOf);
  const text = writeAnswers(previous, answers);
  const id = (path: readonly Step[]): string => path.map(String).join('\0');
  const inside = new Set(
    comments.filter((c) => isOwnLine(c)).flatMap(({ path }) => path.map((_, i) => id(path.slice(0, i)))),
  );
  const added = new Set(changes.filter((c) => c.ours === undefined).map((c) => id(c.path)));
  const isNew = (path: readonly string[]): boolean =>
    previous === undefined || path.some((_, i) => added.has(id(path.slice(0, i + 1))));
  const blocks = expanded(text, (path) => MAPS.has(path.length) && inside.has(id(path)) && isNew(path));
  const commented = withComments(blocks, comments, { files: files.map(commentFile), isChanged, owns });
  // A new file has no questions but the open ones.
  return previous === undefined ? commented : settled(commented);
};

/** Services and methods become blocks, and the maps around methods; deeper maps stay as they are. */
const MAPS: ReadonlySet<number> = new Set([1, 2, 3]);

/** Whether a comment is better in a line of its key: one about a key of a service or of a method. */
const isOwnLine = ({ path, kind }: Comment): boolean =>
  (path[0] === 'services' && kind !== 'object') || (path[0] === 'auth' && path.length > 3);
