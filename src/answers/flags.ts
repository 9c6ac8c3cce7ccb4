import type { z } from 'zod';
import { type Problem, problemAt, type Refusal, refusal } from '../diagnostics/refusal.ts';
import { flagConflict, methodTwice, serviceTwice } from './flag-conflicts.ts';
import { readFlagValue } from './flag-value.ts';
import { below, descriptionOf, hasShortForm, keysOf, kindOf, wordsOf } from './known-keys.ts';
import { meantService } from './meant-service.ts';
import { FORBIDDEN_KEYS } from './plain-value.ts';
import { answersSchema } from './schema/answers-schema.ts';
import { nameFrom } from './service-name.ts';
import { equal, isTree, type Tree } from './yaml-layout.ts';

/** An answer with a flag. */
export interface Flag {
  /** `--tls-issuer` */
  readonly flag: string;
  /** `tls.issuer` */
  readonly key: string;
  readonly description: string;
  /** `list`: several values, separated by commas or with the flag several times. `boolean`: true or false. */
  readonly kind: 'value' | 'list' | 'boolean';
  readonly repeatable: boolean;
  /** Words that it accepts, for completion. */
  readonly words: readonly string[];
  /** What `--help` shows for its value. */
  readonly placeholder: string;
}

const kebab = (key: string): string =>
  `--${key
    .replaceAll('.', '-')
    .replace(/(?<=[a-z0-9])[A-Z]/g, (c) => `-${c}`)
    .replace(/[A-Z]+/g, (c) => c.toLowerCase())}`;

/** Keys with parts that the user names; --service, --auth-method and --set set them. */
const NAMED = new Set(['services', 'auth.methods', 'teams']);

const walk = (schemas: z.ZodType[], path: string[], out: Flag[]): void => {
  const key = path.join('.');
  if (NAMED.has(key)) return;
  const keys = [...new Set(schemas.flatMap(keysOf))];
  // An answer without parts is one flag, and so is one with a short form (a word, a list).
  if (path.length > 0 && (keys.length === 0 || path.length >= 3 || schemas.some(hasShortForm))) {
    const description = schemas.map(descriptionOf).find((d) => d !== undefined) ?? '';
    const kind = kindOf(schemas);
    const placeholder =
      kind === 'list' ? 'list' : kind === 'boolean' ? 'true|false' : schemas.some(hasShortForm) ? 'value' : 'map';
    const repeatable = kind === 'list';
    out.push({ flag: kebab(key), key, description, kind, repeatable, words: wordsOf(schemas), placeholder });
    return;
  }
  // The output folder has -o, which is relative to the working directory.
  for (const k of keys)
    if (k !== 'version' && (path.length > 0 || k !== 'output'))
      walk(
        schemas.flatMap((s) => below(s, k)),
        [...path, k],
        out,
      );
};

const everyFlag = (): Flag[] => {
  const out: Flag[] = [];
  walk([answersSchema], [], out);
  return out;
};

let flags: readonly Flag[] | undefined;
/** A flag for every answer outside services, methods and teams, derived from the schema. */
export const flagsOf = (): readonly Flag[] => {
  flags ??= everyFlag();
  return flags;
};

const problem = (key: string, r: Refusal): Problem => problemAt({ file: 'flags', line: 0, column: 0, key }, r);

const ofService = (r: Refusal): Problem => ({ ...problem('services', r), file: '--service' });

/** Sets a dotted key, with services by name. Returns a refusal if the key cannot be set. */
const setKey = (root: Tree, key: string, value: unknown): Refusal | undefined => {
  const steps = key.split('.');
  // The name of a service is a value rather than a key, so it may be any word.
  const isName = (i: number): boolean => i === 1 && steps[0] === 'services' && steps.length >= 3;
  if (steps.some((s, i) => s === '' || (FORBIDDEN_KEYS.has(s) && !isName(i))))
    return refusal('InvalidFlag', { reason: 'notKey', key });
  let at: Tree = root;
  if (steps[0] === 'services' && steps.length >= 3) {
    const list = Array.isArray(at.services) ? (at.services as Tree[]) : [];
    const service = list.find((s) => isTree(s) && s.name === steps[1]);
    if (!service) return refusal('UnknownService', { service: steps[1]! });
    at = service;
    steps.splice(0, 2);
  }
  for (const step of steps.slice(0, -1)) {
    if (Array.isArray(at[step])) return refusal('InvalidFlag', { reason: 'list', step, key });
    if (!isTree(at[step])) at[step] = {};
    at = at[step] as Tree;
  }
  at[steps.at(-1)!] = value;
  return undefined;
};

/** The value at a dotted key, with services by name. */
const valueAt = (root: Tree, key: string): unknown => {
  let at: unknown = root;
  for (const step of key.split('.'))
    at = Array.isArray(at)
      ? at.find((x) => isTree(x) && x.name === step)
      : isTree(at) && Object.hasOwn(at, step)
        ? at[step]
        : undefined;
  return at;
};

/** Parses `[name=]/path=backend` (default for the name: the last word of the path). */
export const parseService = (text: string): { name: string; path: string; backend: string } | Refusal => {
  const m = /^(?:([^=/]+)=\s*)?(\/[^=]*)=>?(.+)$/.exec(text.trim());
  if (!m) return refusal('InvalidService', { value: text, meant: meantService(text) });
  const [path, backend] = [m[2]!.trim(), m[3]!.trim()];
  return { name: m[1]?.trim() ?? nameFrom(path, backend), path, backend };
};

/** The values of flags, by key; `service`, `authMethod` and `set` can be repeated. */
export interface GivenFlags {
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly service?: readonly string[];
  readonly authMethod?: readonly string[];
  readonly set?: readonly string[];
}

/**
 * Applies flags to the answers of a file, or to none. The input is not changed. `flagOf`: the flag of each key that was set.
 */
export const applyFlags = (
  input: unknown,
  flags: GivenFlags,
): { input: Tree; problems: Problem[]; flagOf: ReadonlyMap<string, string> } => {
  const flagOf = new Map<string, string>();
  const root: Tree = isTree(input) ? structuredClone(input) : {};
  const problems: Problem[] = [];
  root.version ??= 1;
  for (const text of flags.service ?? []) {
    const s = parseService(text);
    if ('code' in s) {
      problems.push(ofService(s));
      continue;
    }
    const list = Array.isArray(root.services) ? (root.services as Tree[]) : [];
    root.services = list;
    const same = list.find((x) => isTree(x) && x.name === s.name);
    if (!same) list.push(s);
    else if (flagOf.has(`services.${s.name}`)) problems.push(ofService(serviceTwice(s.name, true)));
    // A command that was derived from the file repeats its services.
    else if (same.path !== s.path || same.backend !== s.backend) problems.push(ofService(serviceTwice(s.name, false)));
    flagOf.set(`services.${s.name}`, '--service');
  }
  const pair = (text: string, name: string, take: (key: string, value: string) => Refusal | undefined): void => {
    const at = text.indexOf('=');
    const key = text.slice(0, Math.max(0, at));
    const wrong =
      at <= 0 ? refusal('InvalidFlag', { reason: 'noEquals', flag: name, text }) : take(key, text.slice(at + 1));
    flagOf.set(name === '--set' ? key : `auth.methods.${key}`, `${name} ${key}`);
    if (wrong) problems.push(problem(key, wrong));
  };
  const put = (key: string, given: string | readonly string[], flag: string): Refusal | undefined => {
    const read = readFlagValue(key, given);
    if ('refusal' in read) return read.refusal;
    return (
      flagConflict(flagOf, { key, flag, value: read.value, before: valueAt(root, key) }) ??
      setKey(root, key, read.value)
    );
  };
  const putMethod = (name: string, given: string): Refusal | undefined => {
    const key = `auth.methods.${name}`;
    const read = /^\s*\{/.test(given) ? readFlagValue(key, given) : { value: { type: given } };
    if ('refusal' in read) return read.refusal;
    const before = valueAt(root, key);
    const conflict = flagConflict(flagOf, { key, flag: '--auth-method', value: read.value, before });
    if (conflict) return conflict;
    if (before === undefined) return setKey(root, key, read.value);
    const same = equal(before, read.value) || (isTree(before) && equal(read.value, { type: before.type }));
    return same ? undefined : methodTwice(name);
  };
  for (const text of flags.authMethod ?? []) pair(text, '--auth-method', putMethod);
  for (const [key, given] of Object.entries(flags.values)) {
    const flag = flagsOf().find((f) => f.key === key)?.flag ?? key;
    const wrong = put(key, given, flag);
    flagOf.set(key, flag);
    if (wrong) problems.push(problem(key, wrong));
  }
  for (const text of flags.set ?? []) pair(text, '--set', (key, value) => put(key, value, `--set ${key}`));
  return { input: root, problems, flagOf };
};

export { type Missing, missingAnswers } from './missing-answers.ts';
