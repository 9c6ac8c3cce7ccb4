import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file that is written next to its place, with its owner and mode; `commit` puts it there. */
const staged = (
  path: string,
  text: string,
  followsLink: boolean,
): { readonly commit: () => void; readonly drop: () => void } => {
  const target = followsLink && existsSync(path) ? realpathSync(path) : path;
  const there = lstatSync(target, { throwIfNoEntry: false });
  const before = there?.isSymbolicLink() ? undefined : there;
  const next = join(dirname(target), `.${basename(target)}.eg-api-gateway-new`);
  rmSync(next, { force: true });
  const drop = (): void => rmSync(next, { force: true });
  try {
    writeFileSync(next, text, { flag: 'wx' });
  } catch (error) {
    drop();
    throw error;
  }
  if (before) {
    try {
      chownSync(next, before.uid, before.gid);
    } catch {
      // Only root can change the owner of a file.
    }
    chmodSync(next, before.mode & 0o777);
  }
  return { commit: () => renameSync(next, target), drop };
};

/**
 * Writes a file next to it and renames it, so that a reader never sees a partial file. An existing file keeps its mode and,
 * if permissions allow it, its owner. A symbolic link is replaced: a repository may contain one that leads to any file of the
 * user. `followsLink`: it stays, for a file that the user names.
 */
export const replaceFile = (path: string, text: string, { followsLink = false } = {}): void =>
  staged(path, text, followsLink).commit();

/** A file to write. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly followsLink?: boolean;
}

/**
 * Writes several files, or none: all of them are complete next to their places before the first one is renamed, and if a rename
 * fails, those before it get their old content back. Files with the same content are not touched.
 */
export const replaceFiles = (files: readonly NewFile[]): void => {
  const contentOf = (path: string): Buffer | undefined =>
    statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path) : undefined;
  const wanted = files
    .map((f) => ({ ...f, before: contentOf(f.path) }))
    .filter(({ text, before }) => before?.equals(Buffer.from(text)) !== true);
  const ready: { commit: () => void; drop: () => void; file: (typeof wanted)[number] }[] = [];
  const done: (typeof wanted)[number][] = [];
  try {
    for (const file of wanted) ready.push({ ...staged(file.path, file.text, file.followsLink === true), file });
    for (const { commit, file } of ready) {
      commit();
      done.push(file);
    }
  } catch (error) {
    for (const { drop } of ready) drop();
    for (const { path, before, followsLink } of done.reverse())
      if (before === undefined) rmSync(path, { force: true });
      else staged(path, before.toString('utf8'), followsLink === true).commit();
    throw error;
  }
};
