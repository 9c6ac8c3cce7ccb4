// The fix of an answer that a flag gave, as a flag.
import type { Problem } from '../../diagnostics/refusal.ts';
import { shellWord } from '../../files/quote.ts';

/** A fix in the form of the answers file: a key, and its value as YAML. */
const IN_FILE = /^(?:Write|Add) ([\w-]+): (.+)\.$/s;
const IN_QUOTES = /^Put it in quotes: (.+)\.$/s;
const KEY_ALONE = /^Write (\w+)\.$/;

/** The value of YAML as the value of a flag: maps and lists stay YAML, a text has no quotes. */
const flagValue = (yaml: string): string => {
  if (!yaml.startsWith('"')) return yaml;
  try {
    return String(JSON.parse(yaml));
  } catch {
    return yaml;
  }
};

const setting = (key: string, value: string, flag: string, flagKey: string): string =>
  key !== flagKey || flag.includes(' ')
    ? `--set ${shellWord(`${key}=${value}`)}`
    : value.startsWith('-')
      ? `${flag}=${shellWord(value)}`
      : `${flag} ${shellWord(value)}`;

/** The problem with a fix that is a flag. `key`: its key with names instead of indexes; `flagKey`: the key that the flag sets. */
export const withFlagFix = (problem: Problem, key: string, flag: string, flagKey: string): Problem => {
  // An entry of a list cannot be set alone.
  if (key.includes('[')) return problem;
  const { code, fix } = problem;
  const [, name, yaml] = IN_FILE.exec(fix) ?? [];
  if (name !== undefined && code === 'UnknownKey')
    return {
      ...problem,
      fix: `Write --set ${shellWord(`${[...key.split('.').slice(0, -1), name].join('.')}=${flagValue(yaml!)}`)}.`,
    };
  if (name !== undefined && key.split('.').at(-1) === name)
    return { ...problem, fix: `Write ${setting(key, flagValue(yaml!), flag, flagKey)}.` };
  const quoted = IN_QUOTES.exec(fix)?.[1];
  if (quoted !== undefined) return { ...problem, fix: `Write ${setting(key, flagValue(quoted), flag, flagKey)}.` };
  const known = code === 'UnknownKey' ? KEY_ALONE.exec(fix)?.[1] : undefined;
  if (known === undefined) return problem;
  return { ...problem, fix: `Write --set ${[...key.split('.').slice(0, -1), known].join('.')}=VALUE.` };
};
