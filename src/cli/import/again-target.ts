// The answers file that an import writes, with the lock file next to it.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { MOST_BYTES } from '../../answers/decode.ts';
import { readDocument } from '../../answers/document.ts';
import { mergeLayers } from '../../answers/layers/merge-layers.ts';
import type { Tree } from '../../answers/yaml-layout.ts';
import { formatProblems } from '../../diagnostics/format.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { type LockedSource, readLock } from '../../importers/again/import-lock.ts';
import { type Environment, UserError } from '../environment.ts';
import { readBounded } from '../read-bounded.ts';
import { systemReason, unreadable } from '../system-reason.ts';
import { isStream } from './source-files.ts';

const MOST_LOCK = 64 * 1024 * 1024;

/** An answers file that an import writes. */
export interface Target {
  /** As messages name it. */
  readonly shown: string;
  readonly path: string;
  readonly lock: { readonly shown: string; readonly path: string };
  /** Its text and its answers; undefined: there is none. */
  readonly previous: string | undefined;
  readonly ours: Tree | undefined;
  /** The sources of the lock file; undefined: there is none. */
  readonly sources: readonly LockedSource[] | undefined;
  /** A path of the command line as the lock file has it: relative to its folder. */
  readonly locked: (path: string) => string;
  /** The inverse. */
  readonly given: (path: string) => string;
}

/** `api-gateway.import-lock.json` for `api-gateway.yaml`. */
const lockFileOf = (answersFile: string): string => `${answersFile.replace(/\.(ya?ml|json)$/i, '')}.import-lock.json`;

/** Throws a user error if a file cannot be written, before anything is read. */
const requireWritable = (shown: string, path: string): void => {
  try {
    const folder = dirname(path);
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    accessSync(folder, constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.W_OK);
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? `the folder ${visibleLine(dirname(shown))} does not exist`
        : systemReason(error);
    throw new UserError(`${visibleLine(shown)} cannot be written: ${why}. Nothing was written.`);
  }
};

const answersIn = (bytes: Uint8Array, shown: string): Tree => {
  const read = readDocument(bytes, shown);
  const problems = 'problems' in read ? read.problems : mergeLayers([{ ...read.document, file: shown }]).problems;
  if ('problems' in read || problems.length > 0)
    throw new UserError(`${formatProblems(problems)}\nFix the answers file before you import. Nothing was written.`);
  return mergeLayers([{ ...read.document, file: shown }]).value as Tree;
};

const bytesOf = (path: string, shown: string, most: number): Buffer | undefined => {
  if (!existsSync(path)) return undefined;
  try {
    const bytes = readBounded(path, most);
    if (bytes.length <= most) return bytes;
  } catch (error) {
    throw unreadable(shown, error);
  }
  throw new UserError(`${visibleLine(shown)} is too large. Nothing was written.`);
};

/**
 * Opens the answers file of an import. Throws a user error for a file that cannot be read, for a broken lock file and, with
 * `writes`, for a place that cannot be written.
 */
export const openTarget = (environment: Environment, shown: string, writes: boolean): Target => {
  const path = resolve(environment.cwd, shown);
  const lock = { shown: lockFileOf(shown), path: lockFileOf(path) };
  if (writes) for (const file of [{ shown, path }, lock]) requireWritable(file.shown, file.path);
  const bytes = bytesOf(path, shown, MOST_BYTES);
  const previous = bytes && bytes.toString('utf8').trim() !== '' ? bytes : undefined;
  const locked = bytesOf(lock.path, lock.shown, MOST_LOCK);
  const read = locked ? readLock(locked.toString('utf8')) : undefined;
  if (read && 'why' in read)
    throw new UserError(
      `${visibleLine(lock.shown)} cannot be used: ${read.why}. Restore it from version control, or delete it: the next import then treats the answers as written by hand. Nothing was written.`,
    );
  const folder = dirname(lock.path);
  const posix = (p: string): string => p.replaceAll('\\', '/');
  return {
    shown,
    path,
    lock,
    previous: previous?.toString('utf8'),
    ours: previous && answersIn(previous, shown),
    sources: read?.sources,
    locked: (p) => (isStream(p) ? p : posix(relative(folder, resolve(environment.cwd, p))) || '.'),
    given: (p) => (isStream(p) ? p : posix(relative(environment.cwd, resolve(folder, p))) || '.'),
  };
};
