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

/** So few files are on the disk, not only on their way to it, before they replace others; more would take minutes. */
const MOST_SYNCED = 64;
const KUSTOMIZATION = /(?:^|\/)kustomization\.yaml$/;

/** A step, and what it is for: a file that stays is put aside and back, so that nobody applies a folder half written. */
interface Action extends Step {
  readonly file: OutputFile | undefined;
  readonly stays: boolean;
}

/** Who may read who may write: a script is run by them as well. */
const modeFor = (file: OutputFile, before: Stats | undefined): number => {
  const mode = before ? before.mode & 0o777 : 0o644;
  return file.executable ? mode | ((mode & 0o444) >> 2) : mode;
};

/** Writes a file with the mode and, where that is allowed, the owner of the one that it replaces. */
const writeFile = (path: string, file: OutputFile, before: Stats | undefined, sync: boolean): void => {
  const fd = openSync(path, 'wx', 0o600);
  try {
    // A full disk may take a part only.
    const bytes = Buffer.from(file.text);
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    if (before) keepOwner(fd, before);
    // The umask of whoever runs us is no part of the output.
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
    // Only root gives files away. The folder's own rules say whose a new file is.
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

/** Kustomizations first: they are away while files are replaced, and come back last. */
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

const foldersOf = (paths: readonly string[]): string[] => [
  ...new Set(
    paths.flatMap((p) =>
      p
        .split('/')
        .slice(0, -1)
        .map((_, i, all) => all.slice(0, i + 1).join('/')),
    ),
  ),
];

const apply = (dir: string, run: string, actions: readonly Action[], made: readonly string[]): void => {
  for (const folder of made) mkdirSync(join(dir, folder));
  const all = [...actions.entries()];
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
      throw new Error(`${path} was changed meanwhile, perhaps by another run`);
  const sync = plan.found.size > 0 && actions.length <= MOST_SYNCED;
  for (const [i, { path, file }] of actions.entries())
    if (file) writeFile(newOf(run, i), file, plan.found.get(path), sync);
  const made = foldersOf(plan.created).filter((folder) => at(folder) === undefined);
  writeJournal(run, { steps: actions.map(({ path, had, put }) => ({ path, had, put })), made });
  apply(dir, run, actions, made);
};

/** Removes folders that a removal left empty, from the inside out. */
const tidy = (dir: string, removed: readonly string[]): void => {
  for (const folder of foldersOf(removed).sort().reverse()) removeEmpty(join(dir, folder));
};

/**
 * Writes a plan into its folder, all or nothing. New files are made whole in a folder of the run inside it, a journal says
 * what is to be done, and each file then takes its place by a rename. A failure is undone at once, a kill by the next
 * `recover`. What is not written or removed is not touched, nor is the folder itself.
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
