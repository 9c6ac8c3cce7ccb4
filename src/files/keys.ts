import { linkSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SecretIntent } from '../model/intent.ts';
import { shellWord } from './quote.ts';

const KEY_BYTES = 32;
const IGNORE = '.gitignore';
const IGNORE_ALL = '*\n';

/** What was made, and the line that turns a Secret's files into the Secret. */
export interface MadeKeys {
  readonly made: readonly string[];
  readonly kept: readonly string[];
  readonly commands: readonly string[];
}

/** The folder cannot hold keys; nothing was made in it. */
export class KeysRefused extends Error {}

const at = (path: string) => lstatSync(path, { throwIfNoEntry: false });

/** Whether a folder is closed to others and ignored by Git, as those that we make are. */
const isClosed = (dir: string): boolean => {
  const [folder, ignore] = [at(dir), at(join(dir, IGNORE))];
  const isPrivate = folder?.isDirectory() === true && (process.platform === 'win32' || (folder.mode & 0o077) === 0);
  return (
    isPrivate &&
    ignore?.isFile() === true &&
    ignore.size === IGNORE_ALL.length &&
    readFileSync(join(dir, IGNORE), 'utf8') === IGNORE_ALL
  );
};

/** Makes a folder that is closed and ignored from its first moment on: a killed run leaves it whole or not at all. */
const makeClosed = (dir: string): void => {
  mkdirSync(dirname(dir), { recursive: true });
  // No client and no Secret is called so.
  const part = join(dirname(dir), `.eg-api-gateway-keys~${process.pid}`);
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { mode: 0o700 });
  writeFileSync(join(part, IGNORE), IGNORE_ALL, { mode: 0o600, flag: 'wx' });
  renameSync(part, dir);
};

/**
 * Where the keys of one Secret go. A folder that is there and not ours stays as it is, and the Secret's own folder in it is
 * closed instead.
 */
const folderFor = (dir: string, name: string): string => {
  const folder = join(dir, name);
  const there = at(folder);
  if (there && !there.isDirectory()) throw new KeysRefused(`${folder} is not a folder`);
  if (isClosed(dir)) {
    if (!there) mkdirSync(folder, { mode: 0o700 });
  } else if (!there) makeClosed(folder);
  else if (!isClosed(folder))
    throw new KeysRefused(
      `${folder} was not made by eg-api-gateway: others may read it, or it has no .gitignore of one line "*"; name another folder`,
    );
  return folder;
};

const SEGMENT = /^(?!\.\.?$)[\w.-]+$/;

const judgeName = (name: string): void => {
  if (!SEGMENT.test(name) || name.toLowerCase() === IGNORE)
    throw new KeysRefused(`no key file is called ${JSON.stringify(name)}`);
};

/** Whether a key was made; one that is there stays. A killed run leaves a whole key or none. */
const makeKey = (file: string, random: (bytes: number) => Buffer): boolean => {
  const there = at(file);
  if (there?.isFile() && there.size > 0) return false;
  if (there) throw new KeysRefused(`${file} is no key; move it away`);
  // "~" is in no client's name, so this is never the file of another one.
  const part = join(dirname(file), `.${basename(file)}~`);
  rmSync(part, { force: true });
  writeFileSync(part, random(KEY_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
  try {
    // A link never replaces a file.
    linkSync(part, file);
  } finally {
    rmSync(part);
  }
  return true;
};

/** Files of two clients would be one where the disk does not tell capitals from small letters. */
const judgeClients = (folder: string, clients: readonly string[]): void => {
  const by = new Map<number, string>();
  for (const client of clients) {
    const there = at(join(folder, client));
    const other = there && by.get(there.ino);
    if (other !== undefined)
      throw new KeysRefused(`${client} and ${other} would share a key: ${folder} does not tell their names apart`);
    if (there) by.set(there.ino, client);
  }
};

/**
 * Writes a random key for each client of the Secrets that hold API keys: DIR/SECRET/CLIENT, 43 characters of base64url, no
 * line break (the key is compared byte for byte). The folder is ignored by Git and readable by its owner only; a key that
 * is there already stays. `random` gives so many random bytes.
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
  if (wanted.length > 0 && !at(dir)) makeClosed(dir);
  for (const secret of wanted) {
    const folder = folderFor(dir, secret.name);
    const clients = secret.keys.map(([client]) => client);
    for (const client of clients) (makeKey(join(folder, client), random) ? made : kept).push(join(folder, client));
    judgeClients(folder, clients);
    // Each file by its name: the whole folder would bring back the keys of clients that are gone.
    const files = clients.map((c) => `--from-file=${shellWord(c)}=${shellWord(join(folder, c))}`);
    commands.push(
      `kubectl create secret generic ${shellWord(secret.name)} --namespace ${shellWord(secret.namespace)} ${files.join(' ')}`,
    );
  }
  return { made, kept, commands };
};
