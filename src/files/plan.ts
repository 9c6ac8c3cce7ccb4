import type { Stats } from 'node:fs';
import { join, relative } from 'node:path';
import { type LeftBehind, leftBehind } from './left-behind.ts';
import { formerFiles, lookAt, readFound } from './ours.ts';
import type { OutputFile } from './render.ts';
import { namesOf, otherGateway, refusalOf } from './takeover.ts';

/** What a write would do; nothing is written yet. Paths are relative to the folder and sorted. */
export interface WritePlan {
  readonly dir: string;
  readonly files: ReadonlyMap<string, OutputFile>;
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  /** Generated, not edited, and no longer generated. */
  readonly removed: readonly string[];
  /** Would be overwritten although they were edited: needs `--force`. Foreign files are part of `refusal`. */
  readonly blocked: readonly string[];
  /** Edited and no longer generated: kept. Foreign files are kept, too, and not listed. */
  readonly kept: readonly string[];
  /** Kinds that prune.sh no longer deletes, although earlier manifests contained them. */
  readonly left: readonly LeftBehind[];
  /** Texts of the generated files that are replaced, removed, or no longer generated. */
  readonly former: ReadonlyMap<string, string>;
  /** State of each generated file when it was read: a file that changes later is not replaced. */
  readonly found: ReadonlyMap<string, Stats>;
  /** Why this folder cannot be written, even with `--force`; or undefined. */
  readonly refusal: string | undefined;
  /** The other gateway that the folder was generated for: needs `--force`. */
  readonly otherGateway: string | undefined;
}

const PRUNE = /(?:^|\/)prune\.sh$/;
const SEGMENT = /^(?!\.\.?$)[\w.-]+$/;

/** Names what is in the place of a folder: a file, or a link, which would lead elsewhere. */
const notFolders = (dir: string, files: Iterable<string>): Set<string> => {
  const bad = new Set<string>();
  const known = new Set<string>();
  for (const file of files)
    for (let at = file.indexOf('/'); at >= 0; at = file.indexOf('/', at + 1)) {
      const folder = file.slice(0, at);
      if (known.has(folder)) continue;
      known.add(folder);
      if (lookAt(join(dir, folder))?.isDirectory() === false) bad.add(folder);
    }
  return bad;
};

/**
 * Compares the generated files with the folder. `dir` may be absent. `answers`: absolute paths of the answers files.
 */
export const planWrite = (
  dir: string,
  files: ReadonlyMap<string, OutputFile>,
  answers: readonly string[] = [],
): WritePlan => {
  for (const path of files.keys())
    if (!path.split('/').every((s) => SEGMENT.test(s)))
      throw new Error(`${JSON.stringify(path)} cannot be the name of a file`);
  const out = {
    created: [] as string[],
    changed: [] as string[],
    unchanged: [] as string[],
    removed: [] as string[],
    blocked: [] as string[],
    kept: [] as string[],
  };
  const found = new Map<string, Stats>();
  const former = new Map<string, string>();
  const left: LeftBehind[] = [];
  const refusal = refusalOf(dir, files, answers);
  const way = notFolders(dir, files.keys());
  for (const path of answers.map((a) => relative(dir, a))) if (files.has(path)) way.add(path);
  for (const [path, file] of files) {
    const there = way.size === 0 ? readFound(join(dir, path)) : undefined;
    if (!there) out.created.push(path);
    else {
      found.set(path, there.stat);
      const isSame = there.text === file.text && (!file.executable || (there.stat.mode & 0o100) !== 0);
      if (there.origin === 'foreign') way.add(path);
      if (there.origin === 'ours' && !isSame && PRUNE.test(path)) left.push(...leftBehind(there.text, file.text));
      if (there.origin !== 'foreign' && there.text !== file.text) former.set(path, there.text);
      (isSame ? out.unchanged : there.origin === 'ours' ? out.changed : out.blocked).push(path);
    }
  }
  for (const path of refusal === undefined ? formerFiles(dir) : []) {
    if (files.has(path)) continue;
    const there = readFound(join(dir, path));
    if (!there || there.origin === 'foreign') continue;
    found.set(path, there.stat);
    former.set(path, there.text);
    (there.origin === 'ours' ? out.removed : out.kept).push(path);
  }
  for (const list of Object.values(out)) list.sort();
  return {
    dir,
    files,
    ...out,
    left,
    former,
    found,
    refusal:
      refusal ??
      (way.size > 0
        ? `${namesOf([...way].sort())} ${way.size === 1 ? 'has the name of a generated file, but was' : 'have names of generated files, but were'} not written by eg-api-gateway; move ${way.size === 1 ? 'it' : 'them'} away, or choose another folder`
        : undefined),
    otherGateway: otherGateway(dir, files),
  };
};
