import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputFile } from './render.ts';
import { originOf } from './seal.ts';

/** More files of others than this, and the folder is no output folder. */
const MOST_FOREIGN = 2000;

/** What a write would do. Nothing has been written. Paths are relative to the folder, sorted. */
export interface WritePlan {
  readonly dir: string;
  readonly files: ReadonlyMap<string, OutputFile>;
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  /** Ours, unedited, and not generated any more. */
  readonly removed: readonly string[];
  /** Would be overwritten although someone else wrote or edited them: needs `--force`. */
  readonly blocked: readonly string[];
  /** Not ours, or edited and not generated any more: stays as it is. */
  readonly kept: readonly string[];
  /** Why this folder cannot be an output folder, or undefined. */
  readonly refusal: string | undefined;
}

const filesBelow = (dir: string, prefix = ''): string[] =>
  readdirSync(join(dir, prefix), { withFileTypes: true }).flatMap((e) => {
    const path = prefix ? `${prefix}/${e.name}` : e.name;
    return e.isDirectory() ? filesBelow(dir, path) : [path];
  });

const refusalOf = (dir: string): string | undefined => {
  if (!existsSync(dir)) return undefined;
  if (!lstatSync(dir).isDirectory()) return 'it is not a folder';
  if (existsSync(join(dir, '.git'))) return 'it is a Git working tree; the manifests need a folder of their own';
  return undefined;
};

const sorted = (list: string[]): string[] => list.sort();

/** Compares what is generated with what is there. `dir` may be absent. */
export const planWrite = (dir: string, files: ReadonlyMap<string, OutputFile>): WritePlan => {
  const refusal = refusalOf(dir);
  const there = existsSync(dir) && !refusal ? filesBelow(dir) : [];
  const out = {
    created: [] as string[],
    changed: [] as string[],
    unchanged: [] as string[],
    removed: [] as string[],
    blocked: [] as string[],
    kept: [] as string[],
  };
  const old = new Set(there);
  for (const [path, file] of files) {
    if (!old.has(path)) {
      out.created.push(path);
      continue;
    }
    const isFile = lstatSync(join(dir, path)).isFile();
    const text = isFile ? readFileSync(join(dir, path), 'utf8') : '';
    if (text === file.text) out.unchanged.push(path);
    else if (isFile && originOf(text) === 'ours') out.changed.push(path);
    else out.blocked.push(path);
  }
  for (const path of there) {
    if (files.has(path)) continue;
    const isFile = lstatSync(join(dir, path)).isFile();
    const ours = isFile && /\.(yaml|md|sh)$/.test(path) && originOf(readFileSync(join(dir, path), 'utf8')) === 'ours';
    (ours ? out.removed : out.kept).push(path);
  }
  const tooMany = out.kept.length > MOST_FOREIGN ? `it holds ${out.kept.length} files of others` : undefined;
  for (const list of Object.values(out)) sorted(list);
  return { dir, files, ...out, refusal: refusal ?? tooMany };
};
