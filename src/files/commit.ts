import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { identityOf, type WritePlan } from './plan.ts';
import { beside } from './recover.ts';

/** So few files are on the disk, not only on their way to it, before they replace others; more would take minutes. */
const MOST_SYNCED = 64;

/** The folder itself, should `dir` be a link to it. */
const real = (dir: string): string => (existsSync(dir) ? realpathSync(dir) : resolve(dir));

const writeFile = (path: string, text: string, mode: number, sync: boolean): void => {
  const fd = openSync(path, 'wx', mode);
  try {
    // A full disk may take a part only.
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    // The umask of whoever runs us is no part of the output.
    fchmodSync(fd, mode);
    if (sync) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

/** A file comes along as it is: the same file by a hard link, or a copy where the disk has none. */
const bringAlong = (from: string, to: string): void => {
  const stat = lstatSync(from);
  if (stat.isSymbolicLink()) {
    symlinkSync(readlinkSync(from), to);
    return;
  }
  try {
    linkSync(from, to);
  } catch (error) {
    // Reading a pipe or a device would wait for ever.
    if (!stat.isFile()) throw error;
    copyFileSync(from, to);
  }
};

const stage = (plan: WritePlan, target: string, next: string): void => {
  mkdirSync(next);
  for (const folder of plan.folders) mkdirSync(join(next, folder), { recursive: true });
  const stay = new Set(plan.unchanged);
  for (const folder of new Set([...plan.files.keys(), ...plan.kept].map(dirname)))
    mkdirSync(join(next, folder), { recursive: true });
  for (const path of [...plan.kept, ...stay]) bringAlong(join(target, path), join(next, path));
  const written = [...plan.files].filter(([path]) => !stay.has(path));
  const sync = plan.identity !== undefined && written.length <= MOST_SYNCED;
  for (const [path, { text, executable }] of written)
    writeFile(join(next, path), text, executable ? 0o755 : 0o644, sync);
  if (plan.identity === undefined) return;
  // Deepest first and last of all: a folder may be read-only.
  for (const folder of [...plan.folders].reverse().concat('')) {
    chmodSync(join(next, folder), statSync(join(target, folder)).mode & 0o7777);
  }
};

/**
 * Writes a plan, all or nothing: the new folder is made whole beside the old one and takes its place by two renames. A
 * failure before them leaves the old folder untouched; a kill between them is mended by the next `recover`. Equal
 * `suffix`es must not be at work at the same time.
 */
export const commitWrite = (plan: WritePlan, suffix = String(process.pid)): void => {
  const target = real(plan.dir);
  const { next, last } = beside(dirname(target), basename(target), suffix);
  mkdirSync(dirname(target), { recursive: true });
  try {
    stage(plan, target, next);
    if (identityOf(target) !== plan.identity) throw new Error('another run wrote it meanwhile');
    if (plan.identity !== undefined) renameSync(target, last);
    try {
      renameSync(next, target);
    } catch (error) {
      if (plan.identity !== undefined) renameSync(last, target);
      throw error;
    }
  } catch (error) {
    rmSync(next, { recursive: true, force: true });
    throw error;
  }
  try {
    rmSync(last, { recursive: true, force: true });
  } catch {
    // The new folder stands; the next run tries again.
  }
};

export { recover } from './recover.ts';
