import { linkSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SecretIntent } from '../model/intent.ts';
import { shellWord } from './quote.ts';

const KEY_BYTES = 32;
const IGNORE = '.gitignore';
const IGNORE_ALL = '*\n';

/** Created and existing key files, and for each Secret the command that creates it from its files. */
export interface MadeKeys {
  readonly made: readonly string[];
  readonly kept: readonly string[];
  readonly commands: readonly string[];
}

/** Keys cannot be written safely to the folder. */
export class KeysRefused extends Error {}

const at = (path: string) => lstatSync(path, { throwIfNoEntry: false });

/** Whether a folder is readable by its owner only and ignored by Git, as `makePrivate` creates it. */
const isPrivate = (dir: string): boolean => {
  const [folder, ignore] = [at(dir), at(join(dir, IGNORE))];
  const ownerOnly = folder?.isDirectory() === true && (process.platform === 'win32' || (folder.mode & 0o077) === 0);
  return (
    ownerOnly &&
    ignore?.isFile() === true &&
    ignore.size === IGNORE_ALL.length &&
    readFileSync(join(dir, IGNORE), 'utf8') === IGNORE_ALL
  );
};

/** Creates a private folder that Git ignores, with one rename: a killed run leaves all of it or nothing. */
const makePrivate = (dir: string): void => {
  mkdirSync(dirname(dir), { recursive: true });
  // No client or Secret can have this name.
  const part = join(dirname(dir), `.eg-api-gateway-keys~${process.pid}`);
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { mode: 0o700 });
  writeFileSync(join(part, IGNORE), IGNORE_ALL, { mode: 0o600, flag: 'wx' });
  renameSync(part, dir);
};

/**
 * The folder for the keys of one Secret. If the parent exists and this tool did not create it, it stays unchanged, and the
 * Secret's folder in it is private instead.
 */
const folderFor = (dir: string, name: string): string => {
  const folder = join(dir, name);
  const there = at(folder);
  if (there && !there.isDirectory()) throw new KeysRefused(`${folder} is not a folder`);
  if (isPrivate(dir)) {
    if (!there) mkdirSync(folder, { mode: 0o700 });
  } else if (!there) makePrivate(folder);
  else if (!isPrivate(folder))
    throw new KeysRefused(
      `${folder} was not created by eg-api-gateway: other users can read it, or its .gitignore is not the single line "*". Choose another folder`,
    );
  return folder;
};

const SEGMENT = /^(?!\.\.?$)[\w.-]+$/;

const judgeName = (name: string): void => {
  if (!SEGMENT.test(name) || name.toLowerCase() === IGNORE)
    throw new KeysRefused(`${JSON.stringify(name)} cannot be the name of a key file`);
};

/** Creates a key unless it exists; returns whether it did. A killed run leaves a complete key or none. */
const makeKey = (file: string, random: (bytes: number) => Buffer): boolean => {
  const there = at(file);
  if (there?.isFile() && there.size > 0) return false;
  if (there) throw new KeysRefused(`${file} is not a key file. Move it to another place`);
  // "~" cannot be in a client's name, so this is never the file of another client.
  const part = join(dirname(file), `.${basename(file)}~`);
  rmSync(part, { force: true });
  writeFileSync(part, random(KEY_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
  try {
    // A hard link, unlike a rename, never replaces a file.
    linkSync(part, file);
  } finally {
    rmSync(part);
  }
  return true;
};

/** Refuses clients that share one file because the file system ignores case. */
const judgeClients = (folder: string, clients: readonly string[]): void => {
  const by = new Map<number, string>();
  for (const client of clients) {
    const there = at(join(folder, client));
    const other = there && by.get(there.ino);
    if (other !== undefined)
      throw new KeysRefused(
        `${client} and ${other} would share a key, because the file system of ${folder} ignores case. Rename one of them`,
      );
    if (there) by.set(there.ino, client);
  }
};

/**
 * Writes a random key for each client of the Secrets with API keys: DIR/SECRET/CLIENT, 43 characters of base64url without a
 * line break (Envoy compares every byte). The folder is ignored by Git and readable by its owner only; existing keys stay.
 * `random` returns that number of random bytes.
 */
export const generateKeys = (
  dir: string,
  secrets: readonly SecretIntent[],
  random: (bytes: number) => Buffer,
): MadeKeys => {
  const made: string[] = [];
  const kept: string[] = [];
  const commands: string[] = [];
  const wanted = secrets.filter((s) => s.generated);
  for (const { name, keys } of wanted) for (const n of [name, ...keys.map(([client]) => client)]) judgeName(n);
  if (wanted.length > 0 && !at(dir)) makePrivate(dir);
  for (const secret of wanted) {
    const folder = folderFor(dir, secret.name);
    const clients = secret.keys.map(([client]) => client);
    for (const client of clients) (makeKey(join(folder, client), random) ? made : kept).push(join(folder, client));
    judgeClients(folder, clients);
    // Each file by name: the whole folder would include keys of removed clients.
    const files = clients.map((c) => `--from-file=${shellWord(c)}=${shellWord(join(folder, c))}`);
    commands.push(
      `kubectl create secret generic ${shellWord(secret.name)} --namespace ${shellWord(secret.namespace)} ${files.join(' ')}`,
    );
  }
  return { made, kept, commands };
};
