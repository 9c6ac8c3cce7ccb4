import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretIntent } from '../intent/model.ts';

const KEY_BYTES = 32;

/** What was made, and the line that turns a Secret's files into the Secret. */
export interface MadeKeys {
  readonly made: readonly string[];
  readonly kept: readonly string[];
  readonly commands: readonly string[];
}

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
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  writeFileSync(join(dir, '.gitignore'), '*\n', { mode: 0o600 });
  for (const secret of secrets.filter((s) => s.generated)) {
    const folder = join(dir, secret.name);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [client] of secret.keys) {
      const file = join(folder, client);
      if (existsSync(file)) kept.push(file);
      else {
        writeFileSync(file, random(KEY_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
        made.push(file);
      }
    }
    commands.push(`kubectl create secret generic ${secret.name} --namespace ${secret.namespace} --from-file=${folder}`);
  }
  return { made, kept, commands };
};
