// The fix of an answer that a flag gave, as a flag.
import type { Problem } from '../../diagnostics/refusal.ts';
import { shellWord } from '../../files/quote.ts';

/** A fix in the form of the answers file: a key, and its value as YAML. */
const IN_FILE = /^(?:Write|Add) ([\w-]+): (.+)\.$/s;
const IN_QUOTES = /^Put it in quotes: (.+)\.$/s;
const KEY_ALONE = /^Write (\w+)\.$/;

/** A fix that is a value alone. */
const ENTRY = /^(?:Write|Put it in quotes:) (\S+)\.$/;
/** Text that is the same in a list of a flag and in a list of YAML. */
const PLAIN = /^[A-Za-z][\w./:@-]*$|^\d[\w./:-]*\/[\w./-]+$/;

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

/** Where a problem is. */
export interface AtFlag {
  /** Its key with names instead of indexes. */
  readonly key: string;
  readonly flag: string;
  /** The key that the flag sets. */
  readonly flagKey: string;
  /** The list, if the problem is an entry of it. */
  readonly list: readonly unknown[] | undefined;
}

/** The problem of an entry of a list: the fix is the whole list, because an entry cannot be set alone. */
const withList = (problem: Problem, { key, flag, flagKey, list }: AtFlag): Problem => {
  const [, ofList, index] = /^([^[]*)\[(\d+)\]$/.exec(key) ?? [];
  const entry = ENTRY.exec(problem.fix)?.[1];
  if (ofList === undefined || entry === undefined || list === undefined) return problem;
  const entries = list.map((e, i) => (i === Number(index) ? flagValue(entry) : e));
  if (!entries.every((e) => typeof e === 'string' && PLAIN.test(e))) return problem;
  const isOwn = ofList === flagKey && !flag.includes(' ');
  const value = isOwn ? entries.join(',') : `[${entries.join(', ')}]`;
  return { ...problem, fix: `Write ${setting(ofList, value, flag, flagKey)}.` };
};

/** The problem with a fix that is a flag. */
export const withFlagFix = (problem: Problem, at: AtFlag): Problem => {
  const { key, flag, flagKey } = at;
  if (key.includes('[')) return withList(problem, at);
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
