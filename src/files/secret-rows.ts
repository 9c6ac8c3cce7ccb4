// The Secrets that an operator creates, in the runbook.

import type { Intent, SecretIntent } from '../model/intent.ts';
import { shellWord } from './quote.ts';

/** Random keys for the files that the command reads; existing files are kept. Git ignores the folder, and only its owner reads it. */
const keyCommands = ({ name, keys }: SecretIntent): string[] => [
  `mkdir -p -m 700 ${shellWord(name)} && echo '*' > ${shellWord(`${name}/.gitignore`)}`,
  `for client in ${keys.map(([client]) => shellWord(client)).join(' ')}; do [ -s ${shellWord(name)}/"$client" ] || printf %s "$(openssl rand -hex 32)" > ${shellWord(name)}/"$client"; done`,
];

/** The Secrets with the commands that create them; none if a secret manager has their values. */
export const secretRows = ({ secrets, secretStore }: Intent) =>
  (secretStore ? [] : secrets).map((s) => ({
    purpose: s.purpose,
    holds: s.generated ? '' : s.keys.map(([key, holds]) => `${key}: ${holds}`).join('; '),
    generated: s.generated,
    commands: [...(s.generated ? keyCommands(s) : []), s.command].map((line) => ({ line })),
  }));
