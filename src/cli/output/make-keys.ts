import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { counted } from '../../diagnostics/shown.ts';
import { generateKeys, KeysRefused, type MadeKeys } from '../../files/keys.ts';
import type { Intent } from '../../model/intent.ts';
import { type Environment, UserError, type Voice } from '../environment.ts';
import { systemReason } from '../system-reason.ts';
import { emptyFolder } from '../usage/empty-folder.ts';

/** Creates API keys and prints the commands that create Secrets from them. It never prints the keys. */
export const sayKeys = (environment: Environment, voice: Voice, shown: string, intents: readonly Intent[]): void => {
  if (shown.trim() === '') throw emptyFolder('--generate-keys', 'keys');
  let keys: MadeKeys;
  try {
    keys = generateKeys(
      resolve(environment.cwd, shown),
      intents.flatMap((i) => i.secrets),
      randomBytes,
    );
  } catch (error) {
    if (error instanceof KeysRefused)
      throw new UserError(`${error.message.replaceAll(resolve(environment.cwd, shown), shown)}. No key was written.`);
    if ((error as NodeJS.ErrnoException).code !== undefined)
      throw new UserError(`Keys cannot be written to the folder ${shown}: ${systemReason(error)}.`);
    throw error;
  }
  const { made, kept, commands } = keys;
  voice.talk(
    `${shown}: ${counted(made.length, 'API key')} created, ${kept.length} kept${made.length + kept.length === 0 ? ' (no authentication method uses API keys)' : ''}`,
  );
  for (const c of commands) voice.copyable(`  ${c.replaceAll(resolve(environment.cwd, shown), shown)}`);
};
