import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { begin, end, newOf, oldOf, removeEmpty, type Step, undo, writeJournal } from './journal.ts';
import type { WritePlan } from './plan.ts';
import type { OutputFile } from './render.ts';

/** Files up to this number are flushed to disk (fsync) before they replace others; with more, that would take minutes. */
const MOST_SYNCED = 64;
const KUSTOMIZATION = /(?:^|\/)kustomization\.yaml$/;

/** A step and its purpose. Kustomizations are moved aside first and back last, so that nobody applies a half-written folder. */
interface Action extends Step {
  readonly file: OutputFile | undefined;
  readonly stays: boolean;
}

/** Gives execute permission to everyone who may read the script. */
const modeFor = (file: OutputFile, before: Stats | undefined): number => {
  const mode = before ? before.mode & 0o777 : 0o644;
  return file.executable ? mode | ((mode & 0o444) >> 2) : mode;
};

/** Writes a file with the mode and, where permitted, the owner of the file that it replaces. */
const writeFile = (path: string, file: OutputFile, before: Stats | undefined, sync: boolean): void => {
  const fd = openSync(path, 'wx', 0o600);
  try {
    // On a full disk, write may accept only a part.
    const bytes = Buffer.from(file.text);
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    if (before) keepOwner(fd, before);
    // The mode must not depend on the umask of the user.
    fchmodSync(fd, modeFor(file, before));
    if (sync) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

const keepOwner = (fd: number, { uid, gid }: Stats): void => {
  const now = fstatSync(fd);
  if (now.uid === uid && now.gid === gid) return;
  try {
    fchownSync(fd, uid, gid);
  } catch {
    // Only root may change the owner. The group of a new file follows from the folder.
  }
};

const isSame = (a: Stats | undefined, b: Stats | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.ino === b.ino &&
    a.size === b.size &&
    a.mtimeMs === b.mtimeMs &&
    a.mode === b.mode);

/** Kustomizations first: they are moved aside while files are replaced, and come back last. */
const actionsOf = (plan: WritePlan): Action[] => {
  const { files, found } = plan;
  const put = (path: string): Action => ({
    path,
    had: found.has(path),
    put: true,
    file: files.get(path),
    stays: false,
  });
  const actions = [
    ...[...plan.created, ...plan.changed, ...plan.blocked].map(put),
    ...plan.removed.map((path): Action => ({ path, had: true, put: false, file: undefined, stays: false })),
  ];
  if (actions.length > 1)
    for (const path of plan.unchanged)
      if (KUSTOMIZATION.test(path)) actions.push({ path, had: true, put: false, file: undefined, stays: true });
  const rank = ({ path }: Action): number => (KUSTOMIZATION.test(path) ? 0 : 1);
  return actions.sort((a, b) => rank(a) - rank(b));
};

/** A path and its parent folders, outermost first. */
const prefixesOf = (path: string): string[] => path.split('/').map((_, i, all) => all.slice(0, i + 1).join('/'));

/** All folders of the paths, parents first. */
const foldersOf = (paths: readonly string[]): string[] => [
  ...new Set([...new Set(paths.map(dirname))].filter((f) => f !== '.').flatMap(prefixesOf)),
];

/** New folders are built in the folder of the run, so that one rename places thousands of files. */
class NewFolders {
  readonly tops: readonly string[];

  constructor(
    readonly run: string,
    made: readonly string[],
  ) {
    this.tops = made.filter((f) => !made.some((outer) => f.startsWith(`${outer}/`)));
    for (const folder of made) mkdirSync(this.stageOf(folder)!);
  }

  /** Where a path below a new folder is built; undefined: it is not below one. */
  stageOf(path: string): string | undefined {
    const names = prefixesOf(path);
    const top = this.tops.findIndex((t) => names.includes(t));
    return top < 0 ? undefined : join(this.run, `m${top}`, path.slice(this.tops[top]!.length));
  }

  place(dir: string): void {
    for (const [i, top] of this.tops.entries()) renameSync(join(this.run, `m${i}`), join(dir, top));
  }
}

const apply = (dir: string, run: string, actions: readonly Action[], folders: NewFolders): void => {
  folders.place(dir);
  const all = [...actions.entries()].filter(([, { path }]) => folders.stageOf(path) === undefined);
  const aside = ([i, { path, had }]: [number, Action]): void => {
    if (had) renameSync(join(dir, path), oldOf(run, i));
  };
  const place = ([i, { path, put, stays }]: [number, Action]): void => {
    if (put || stays) renameSync(put ? newOf(run, i) : oldOf(run, i), join(dir, path));
  };
  const last = all.filter(([, { path }]) => KUSTOMIZATION.test(path));
  for (const entry of last) aside(entry);
  for (const entry of all.slice(last.length)) {
    aside(entry);
    place(entry);
  }
  for (const entry of last) place(entry);
};

const steps = (plan: WritePlan, run: string): void => {
  const { dir } = plan;
  const actions = actionsOf(plan);
  const at = (path: string): Stats | undefined => lstatSync(join(dir, path), { throwIfNoEntry: false });
  for (const { path } of actions)
    if (!isSame(at(path), plan.found.get(path)))
      throw new Error(`${path} changed during this run, perhaps because of another run`);
  const sync = plan.found.size > 0 && actions.length <= MOST_SYNCED;
  const made = foldersOf(plan.created).filter((folder) => at(folder) === undefined);
  const folders = new NewFolders(run, made);
  for (const [i, { path, file }] of actions.entries())
    if (file) writeFile(folders.stageOf(path) ?? newOf(run, i), file, plan.found.get(path), sync);
  writeJournal(run, { steps: actions.map(({ path, had, put }) => ({ path, had, put })), made });
  apply(dir, run, actions, folders);
};

/** Removes folders that became empty, innermost first. */
const tidy = (dir: string, removed: readonly string[]): void => {
  for (const folder of foldersOf(removed).sort().reverse()) removeEmpty(join(dir, folder));
};

/**
 * Writes a plan into its folder, all or nothing. New files are built in a folder of the run inside it, a journal lists the
 * steps, and each file is then placed by a rename. A failed run is undone at once, a killed run by the next `recover`. Files
 * that are neither written nor removed are not touched; the folder itself is not replaced.
 */
export const commitWrite = (plan: WritePlan): void => {
  const { dir } = plan;
  const first = mkdirSync(dir, { recursive: true });
  let run: string | undefined;
  try {
    run = begin(dir);
    steps(plan, run);
  } catch (error) {
    if (run) {
      undo(dir, run);
      end(run);
    }
    if (first) for (let at = dir; at.startsWith(first); at = dirname(at)) if (!removeEmpty(at)) break;
    throw error;
  }
  end(run);
  tidy(dir, plan.removed);
};

export { recover } from './journal.ts';
