import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files-below.ts';
import type { OutputFile } from './render.ts';
import { originOf } from './seal.ts';

/** More files of others than this, and the folder is no output folder. */
const MOST_FOREIGN = 2000;
/** None of ours is larger; a larger file is of others and is not read. */
const MOST_BYTES = 256 * 1024 * 1024;

/** What a write would do. Nothing has been written. Paths are relative to the folder, sorted. */
export interface WritePlan {
  readonly dir: string;
  readonly files: ReadonlyMap<string, OutputFile>;
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  /** Ours, unedited, and not generated any more. */
  readonly removed: readonly string[];
  /** Would be overwritten although someone edited them: needs `--force`. Files of others are among `refusal`. */
  readonly blocked: readonly string[];
  /** Not ours, or edited and not generated any more: stays as it is. */
  readonly kept: readonly string[];
  /** Folders that hold something of others, or nothing; they stay, too. */
  readonly folders: readonly string[];
  /** Which folder was looked at, so that a write does not replace another one; undefined: there was none. */
  readonly identity: string | undefined;
  /** Why this folder cannot be written, forced or not; or undefined. */
  readonly refusal: string | undefined;
}

/** Tells a folder from another one that took its place. */
export const identityOf = (dir: string): string | undefined => {
  const s = statSync(dir, { throwIfNoEntry: false });
  return s && `${s.dev}:${s.ino}`;
};

const refusalOf = (dir: string): string | undefined => {
  if (!lstatSync(dir, { throwIfNoEntry: false })) return undefined;
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return 'it is not a folder';
  if (existsSync(join(dir, '.git'))) return 'it is a Git working tree; the manifests need a folder of their own';
  return undefined;
};

/** Something of others stands where a file of ours has to go. A link in place of a folder would lead out of it. */
const inTheWay = (files: ReadonlyMap<string, OutputFile>, others: readonly string[]): string[] => {
  const parents = new Set([...files.keys()].flatMap((p) => p.split('/').map((_, i, all) => all.slice(0, i).join('/'))));
  return others.filter((o) => files.has(o) || parents.has(o) || [...prefixes(o)].some((p) => files.has(p)));
};

const prefixes = function* (path: string): Generator<string> {
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) yield path.slice(0, at);
};

const SEGMENT = /^(?!\.\.?$)[\w.-]+$/;

const namesOf = (list: readonly string[]): string =>
  list.length > 3 ? `${list.slice(0, 3).join(', ')} and ${list.length - 3} more` : list.join(', ');

/** Compares what is generated with what is there. `dir` may be absent. */
export const planWrite = (dir: string, files: ReadonlyMap<string, OutputFile>): WritePlan => {
  for (const path of files.keys())
    if (!path.split('/').every((s) => SEGMENT.test(s))) throw new Error(`no file is called ${JSON.stringify(path)}`);
  const unfit = refusalOf(dir);
  const there = existsSync(dir) && !unfit ? filesBelow(dir) : { files: [], folders: [] };
  const out = {
    created: [] as string[],
    changed: [] as string[],
    unchanged: [] as string[],
    removed: [] as string[],
    blocked: [] as string[],
    kept: [] as string[],
  };
  const others: string[] = [];
  const old = new Set(there.files);
  for (const path of files.keys()) if (!old.has(path)) out.created.push(path);
  for (const path of there.files) {
    const file = files.get(path);
    const stat = lstatSync(join(dir, path));
    const readable = stat.isFile() && stat.size < MOST_BYTES && (file || /\.(?:yaml|md|sh)$/.test(path));
    const text = readable ? readFileSync(join(dir, path), 'utf8') : '';
    const origin = originOf(text);
    if (origin === 'foreign') others.push(path);
    if (!file) (origin === 'ours' ? out.removed : out.kept).push(path);
    else if (text === file.text && (!file.executable || (stat.mode & 0o100) !== 0)) out.unchanged.push(path);
    else (origin === 'ours' ? out.changed : out.blocked).push(path);
  }
  const folders = there.folders.filter((f) => !there.files.some((p) => p.startsWith(`${f}/`)) || holds(f, out.kept));
  const way = inTheWay(files, [...others, ...out.kept, ...folders.filter((f) => files.has(f))]);
  for (const list of Object.values(out)) list.sort();
  return {
    dir,
    files,
    ...out,
    folders,
    identity: identityOf(dir),
    refusal:
      unfit ??
      (way.length > 0
        ? `${namesOf([...new Set(way)].sort())} was not written by eg-api-gateway and stands where a file has to go; move it away or choose another folder`
        : out.kept.length > MOST_FOREIGN
          ? `it holds ${out.kept.length} files of others`
          : undefined),
  };
};

const holds = (folder: string, paths: readonly string[]): boolean => paths.some((p) => p.startsWith(`${folder}/`));
