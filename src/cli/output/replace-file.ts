import { chmodSync, chownSync, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file next to it and renames it, so that a reader never sees a partial file. An existing file keeps its mode and,
 * if permissions allow it, its owner; a symbolic link to it stays.
 */
export const replaceFile = (path: string, text: string): void => {
  const target = existsSync(path) ? realpathSync(path) : path;
  const before = statSync(target, { throwIfNoEntry: false });
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
