import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { WritePlan } from './plan.ts';

/** Where the new folder is made and the old one waits, beside the folder itself: a rename does not cross disks. */
const beside = (dir: string): { next: string; last: string } => ({
  next: join(dirname(dir), `.${basename(dir)}.eg-api-gateway-new`),
  last: join(dirname(dir), `.${basename(dir)}.eg-api-gateway-old`),
});

/** The folder itself, should `dir` be a link to it. */
const real = (dir: string): string => (existsSync(dir) ? realpathSync(dir) : resolve(dir));

/**
 * Mends what a run left that was killed between two steps: the old folder comes back if the new one had not taken its
 * place. Call before anything is planned. Gives what it did, or undefined.
 */
export const recover = (dir: string): string | undefined => {
  const target = real(dir);
  const { next, last } = beside(target);
  let did: string | undefined;
  if (existsSync(last)) {
    if (existsSync(target)) rmSync(last, { recursive: true, force: true });
    else {
      renameSync(last, target);
      did = `An earlier run was interrupted; ${basename(target)} is back as it was.`;
    }
  }
  rmSync(next, { recursive: true, force: true });
  return did;
};

const writeFile = (path: string, text: string, mode: number): void => {
  mkdirSync(dirname(path), { recursive: true });
  const fd = openSync(path, 'wx', mode);
  try {
    // A full disk may take a part only.
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
  } finally {
    closeSync(fd);
  }
};

/** A file of others comes along as it is: the same file by a hard link, or a copy where the disk has none. */
const bringAlong = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true });
  if (lstatSync(from).isSymbolicLink()) {
    symlinkSync(readlinkSync(from), to);
    return;
  }
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
};

/**
 * Writes a plan, all or nothing: the new folder is made whole beside the old one and takes its place by two renames. A
 * failure before them leaves the old folder untouched; a kill between them is mended by the next `recover`.
 */
export const commitWrite = (plan: WritePlan): void => {
  const target = real(plan.dir);
  const { next, last } = beside(target);
  mkdirSync(dirname(target), { recursive: true });
  rmSync(next, { recursive: true, force: true });
  try {
    mkdirSync(next);
    for (const path of plan.kept) bringAlong(join(target, path), join(next, path));
    for (const [path, { text, executable }] of plan.files)
      writeFile(join(next, path), text, executable ? 0o755 : 0o644);
  } catch (error) {
    rmSync(next, { recursive: true, force: true });
    throw error;
  }
  const had = existsSync(target);
  if (had) renameSync(target, last);
  try {
    renameSync(next, target);
  } catch (error) {
    if (had) renameSync(last, target);
    throw error;
  }
  rmSync(last, { recursive: true, force: true });
};
