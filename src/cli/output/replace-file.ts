import { chmodSync, chownSync, existsSync, lstatSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file next to it and renames it, so that a reader never sees a partial file. An existing file keeps its mode and,
 * if permissions allow it, its owner. A symbolic link is replaced: a repository may contain one that leads to any file of the
 * user. `followsLink`: it stays, for a file that the user names.
 */
export const replaceFile = (path: string, text: string, { followsLink = false } = {}): void => {
  const target = followsLink && existsSync(path) ? realpathSync(path) : path;
  const there = lstatSync(target, { throwIfNoEntry: false });
  const before = there?.isSymbolicLink() ? undefined : there;
  const next = join(dirname(target), `.${basename(target)}.eg-api-gateway-new`);
  rmSync(next, { force: true });
  writeFileSync(next, text, { flag: 'wx' });
  if (before) {
    try {
      chownSync(next, before.uid, before.gid);
    } catch {
      // Only root can change the owner of a file.
    }
    chmodSync(next, before.mode & 0o777);
  }
  renameSync(next, target);
};
