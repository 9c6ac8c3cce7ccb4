// A folder in the output folder that holds what a run is about to write and what it moved aside. While its journal exists,
// a failed or killed run can be undone.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { lookAt, readFound } from './ours.ts';

const PREFIX = '.eg-api-gateway-write-';
const JOURNAL = 'journal';

/** One file of a write: it has an old content, a new content, or both. */
export interface Step {
  readonly path: string;
  readonly had: boolean;
  readonly put: boolean;
}

/** The steps of a run, in order; `made` are the folders that it creates. */
export interface Journal {
  readonly steps: readonly Step[];
  readonly made: readonly string[];
}

/** Whether a name in an output folder belongs to a run, active or killed. */
export const isRunFolder = (name: string): boolean => name.startsWith(PREFIX);

/** Where the new and the old content of a step are stored; without an extension, so that no tool reads them as manifests. */
export const newOf = (run: string, step: number): string => join(run, `n${step}`);
export const oldOf = (run: string, step: number): string => join(run, `o${step}`);

/** When a process started, as the system reports it: it distinguishes processes with a reused ID. '0': not known. */
const beginOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0';
  }
};

const ownName = (): string => `${PREFIX}${process.pid}-${beginOf(process.pid)}`;

/** The process that owns a run's folder, if it is active and not this process. */
const ownerOf = (name: string): number | undefined => {
  const [, pid, began] = /^(\d{1,10})-(\d+)$/.exec(name.slice(PREFIX.length)) ?? [];
  if (pid === undefined || name === ownName()) return undefined;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  const begins = beginOf(Number(pid));
  return began === '0' || begins === '0' || began === begins ? Number(pid) : undefined;
};

const runsIn = (dir: string): string[] =>
  existsSync(dir)
    ? readdirSync(dir, { withFileTypes: true })
        .filter((e) => e.isDirectory() && isRunFolder(e.name))
        .map((e) => e.name)
        .sort()
    : [];

const refuseOthers = (dir: string): void => {
  const owner = runsIn(dir).map(ownerOf).find(Boolean);
  if (owner !== undefined)
    throw new Error(`process ${owner} is writing it; wait until that process ends, and try again`);
};

/**
 * Creates the folder of this run in the output folder and then looks for others: if two runs start at the same time, at least
 * one of them sees the other and stops.
 */
export const begin = (dir: string): string => {
  const run = join(dir, ownName());
  mkdirSync(run, { mode: 0o700 });
  try {
    refuseOthers(dir);
    writeFileSync(join(run, '.gitignore'), '*\n');
  } catch (error) {
    end(run);
    throw error;
  }
  return run;
};

/** Deletes a run's folder. Remains are harmless, because the journal is deleted first. */
export const end = (run: string): void => {
  rmSync(join(run, JOURNAL), { force: true });
  try {
    rmSync(run, { recursive: true, force: true });
  } catch {
    // The next run tries again.
  }
};

/** From here on, the run is undone unless it completes. */
export const writeJournal = (run: string, journal: Journal): void => {
  const part = join(run, `${JOURNAL}.part`);
  const fd = openSync(part, 'wx', 0o600);
  try {
    const bytes = Buffer.from(JSON.stringify(journal));
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(part, join(run, JOURNAL));
};

const SEGMENT = /^(?!\.\.?$)[\w.-]+$/;

/** Whether a path is below the folder without passing a link. A journal may come from a foreign repository. */
const isInside = (dir: string, path: unknown): path is string =>
  typeof path === 'string' &&
  path
    .split('/')
    .every(
      (s, i, all) => SEGMENT.test(s) && (i === 0 || lookAt(join(dir, ...all.slice(0, i)))?.isSymbolicLink() !== true),
    );

const readJournal = (dir: string, run: string): Journal | undefined => {
  const file = join(run, JOURNAL);
  if (!lookAt(file)?.isFile()) return undefined;
  try {
    const { steps, made } = JSON.parse(readFileSync(file, 'utf8')) as Journal;
    if ([...steps.map((s) => s.path), ...made].every((p) => isInside(dir, p))) return { steps, made };
  } catch {
    // The error is thrown below.
  }
  throw new Error(`${file} is not a valid journal of eg-api-gateway; delete the folder that contains it`);
};

/** An unused name in the same folder. */
const freeName = (file: string): string => {
  let name = `${file}.before`;
  for (let n = 2; lookAt(name); n++) name = `${file}.before-${n}`;
  return name;
};

const restore = (dir: string, run: string, { path, had, put }: Step, step: number): void => {
  const [file, old] = [join(dir, path), oldOf(run, step)];
  const placed = put && !existsSync(newOf(run, step));
  // Another program may have changed the folder since: files that the run did not write are not replaced.
  const isTheirs = lookAt(file) && readFound(file)?.origin !== 'ours';
  if (had && existsSync(old)) renameSync(old, isTheirs ? freeName(file) : file);
  else if (!had && placed && !isTheirs) rmSync(file, { force: true });
};

/** Undoes a run; returns whether it had begun to change the folder. */
export const undo = (dir: string, run: string): boolean => {
  const journal = readJournal(dir, run);
  if (!journal) return false;
  // In reverse order: the kustomizations come back last, so nothing is applied before.
  for (const [i, step] of [...journal.steps.entries()].reverse()) restore(dir, run, step, i);
  for (const folder of [...journal.made].reverse()) removeEmpty(join(dir, folder));
  return true;
};

/** Removes an empty folder; returns whether it is removed. */
export const removeEmpty = (folder: string): boolean => {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
};

/** Whether a run was killed while it changed the folder. */
export const isInterrupted = (dir: string): boolean =>
  runsIn(dir).some((name) => ownerOf(name) === undefined && existsSync(join(dir, name, JOURNAL)));

/**
 * Undoes a killed run: the folder is restored to its state before that run. Call it before anything is planned. Returns what
 * it did, or undefined.
 */
export const recover = (dir: string): string | undefined => {
  refuseOthers(dir);
  const dead = runsIn(dir);
  if (dead.length === 0) return undefined;
  let undone = false;
  // The folder of this run prevents another run from recovering at the same time.
  const own = dead.includes(ownName()) ? undefined : begin(dir);
  for (const name of dead) {
    undone = undo(dir, join(dir, name)) || undone;
    end(join(dir, name));
  }
  if (own) end(own);
  return undone ? 'An earlier run was interrupted; the folder was restored to its previous state.' : undefined;
};
