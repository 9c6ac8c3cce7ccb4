import { linkSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SecretIntent } from '../model/intent.ts';
import { shellWord } from './quote.ts';

const KEY_BYTES = 32;
const IGNORE = '.gitignore';
const IGNORE_ALL = '*\n';

/** What was created, and the command that creates the Secret from the files. */
export interface MadeKeys {
  readonly made: readonly string[];
  readonly kept: readonly string[];
  readonly commands: readonly string[];
}

/** The folder cannot hold keys; nothing was created in it. */
export class KeysRefused extends Error {}

const at = (path: string) => lstatSync(path, { throwIfNoEntry: false });

/** Whether a folder is readable by its owner only and ignored by Git, like those that this module creates. */
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

/** Creates a folder that is private and ignored by Git from the start: a killed run leaves it complete or not at all. */
const makeClosed = (dir: string): void => {
  mkdirSync(dirname(dir), { recursive: true });
  // No client and no Secret has this name.
  const part = join(dirname(dir), `.eg-api-gateway-keys~${process.pid}`);
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { mode: 0o700 });
  writeFileSync(join(part, IGNORE), IGNORE_ALL, { mode: 0o600, flag: 'wx' });
  renameSync(part, dir);
};

/**
 * The folder for the keys of one Secret. An existing foreign folder is not changed; the folder of the Secret in it is made
 * private instead.
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
      `${folder} was not created by eg-api-gateway: other users can read it, or its .gitignore is not the single line "*"; use another folder`,
    );
  return folder;
};

const SEGMENT = /^(?!\.\.?$)[\w.-]+$/;

const validateName = (name: string): void => {
  if (!SEGMENT.test(name) || name.toLowerCase() === IGNORE)
    throw new KeysRefused(`${JSON.stringify(name)} cannot be the name of a key file`);
};

/** Whether a key was created; an existing key is kept. A killed run leaves a complete key or none. */
const makeKey = (file: string, random: (bytes: number) => Buffer): boolean => {
  const there = at(file);
  if (there?.isFile() && there.size > 0) return false;
  if (there) throw new KeysRefused(`${file} is not a file with a key; move it away`);
  // No client name contains "~", so this is never the file of another client.
  const part = join(dirname(file), `.${basename(file)}~`);
  rmSync(part, { force: true });
  writeFileSync(part, random(KEY_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
  try {
    // A link does not replace an existing file.
    linkSync(part, file);
  } finally {
    rmSync(part);
  }
  return true;
};

/** On a case-insensitive disk, two clients could share a file. */
const validateClients = (folder: string, clients: readonly string[]): void => {
  const by = new Map<number, string>();
  for (const client of clients) {
    const there = at(join(folder, client));
    const other = there && by.get(there.ino);
    if (other !== undefined)
      throw new KeysRefused(
        `${client} and ${other} would share a key: ${folder} does not distinguish upper and lower case`,
      );
    if (there) by.set(there.ino, client);
  }
};

/**
 * Writes a random key for each client of the Secrets that hold API keys: DIR/SECRET/CLIENT, 43 characters of base64url without
 * a line break (keys are compared byte for byte). The folder is ignored by Git and readable by its owner only; existing keys
 * are kept. `random` returns the given number of random bytes.
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
  for (const { name, keys } of wanted) for (const n of [name, ...keys.map(([client]) => client)]) validateName(n);
  if (wanted.length > 0 && !at(dir)) makeClosed(dir);
  for (const secret of wanted) {
    const folder = folderFor(dir, secret.name);
    const clients = secret.keys.map(([client]) => client);
    for (const client of clients) (makeKey(join(folder, client), random) ? made : kept).push(join(folder, client));
    validateClients(folder, clients);
    // Name each file: with the whole folder, keys of removed clients would come back.
    const files = clients.map((c) => `--from-file=${shellWord(c)}=${shellWord(join(folder, c))}`);
    commands.push(
      `kubectl create secret generic ${shellWord(secret.name)} --namespace ${shellWord(secret.namespace)} ${files.join(' ')}`,
    );
  }
  return { made, kept, commands };
};
