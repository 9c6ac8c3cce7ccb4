import { chmodSync, linkSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretIntent } from '../intent/model.ts';
import { shellWord } from './quote.ts';

const KEY_BYTES = 32;
const IGNORE_ALL = '*\n';

/** What was made, and the line that turns a Secret's files into the Secret. */
export interface MadeKeys {
  readonly made: readonly string[];
  readonly kept: readonly string[];
  readonly commands: readonly string[];
}

/** The folder cannot hold keys; nothing was made in it. */
export class KeysRefused extends Error {}

/** A folder of ours to put keys in: a real one, closed to others, ignored by Git. */
const keyFolder = (dir: string): void => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const ignore = join(dir, '.gitignore');
  const there = lstatSync(ignore, { throwIfNoEntry: false });
  if (there && (!there.isFile() || readFileSync(ignore, 'utf8') !== IGNORE_ALL))
    throw new KeysRefused(`${dir} has a .gitignore of its own; the keys need a folder that nothing else is in`);
  // The mode is ours to set only where the folder is: a .gitignore that ignores all says so.
  if (!there) writeFileSync(ignore, IGNORE_ALL, { mode: 0o600, flag: 'wx' });
  chmodSync(dir, 0o700);
};

const part = (name: string): string => {
  if (!/^(?!\.\.?$)[\w.-]+$/.test(name)) throw new KeysRefused(`no key file is called ${JSON.stringify(name)}`);
  return name;
};

/** Whether a key was made; one that is there stays. A killed run leaves a whole key or none. */
const makeKey = (file: string, random: (bytes: number) => Buffer): boolean => {
  const there = lstatSync(file, { throwIfNoEntry: false });
  if (there?.isFile() && there.size > 0) return false;
  if (there) throw new KeysRefused(`${file} is no key; move it away`);
  const part = `${file}.part`;
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
  for (const { name, keys } of wanted) for (const n of [name, ...keys.map(([client]) => client)]) part(n);
  keyFolder(dir);
  for (const secret of wanted) {
    const folder = join(dir, secret.name);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!lstatSync(folder).isDirectory()) throw new KeysRefused(`${folder} is not a folder`);
    chmodSync(folder, 0o700);
    for (const [client] of secret.keys)
      (makeKey(join(folder, client), random) ? made : kept).push(join(folder, client));
    // Each file by its name: the whole folder would bring back the keys of clients that are gone.
    const files = secret.keys.map(([c]) => `--from-file=${shellWord(c)}=${shellWord(join(folder, c))}`);
    commands.push(
      `kubectl create secret generic ${shellWord(secret.name)} --namespace ${shellWord(secret.namespace)} ${files.join(' ')}`,
    );
  }
  return { made, kept, commands };
};
