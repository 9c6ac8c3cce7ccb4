// Converts answers to flags, the inverse of applyFlags: tests compare what comes back.

import { readFlagValue } from '../../src/answers/flag-value.ts';
import { flagsOf, parseService } from '../../src/answers/flags.ts';
import { equal, isTree, type Tree } from '../../src/answers/yaml-layout.ts';

const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** A flag and its value; a value that begins with a dash is joined with "=". */
const flagWith = (flag: string, value: string): string[] =>
  value.startsWith('-') ? [`${flag}=${value}`] : [flag, value];

const one = (key: string, value: unknown): string[] | undefined => {
  const text = textOf(value);
  const read = readFlagValue(key, text);
  if ('refusal' in read || !equal(read.value, value)) return undefined;
  const known = flagsOf().find((f) => f.key === key);
  return known ? flagWith(known.flag, text) : ['--set', `${key}=${text}`];
};

/** The flags of an answer: one for each part if they parse to the same answer, else one for the whole. */
const flagsFor = (key: string, value: unknown): string[] => {
  if (isTree(value) && !flagsOf().some((f) => f.key === key)) {
    const parts = Object.entries(value).map(([k, v]) => (k.includes('.') ? undefined : one(`${key}.${k}`, v)));
    if (parts.length > 0 && parts.every((p) => p !== undefined)) return parts.flat();
  }
  return one(key, value) ?? ['--set', `${key}=${JSON.stringify(value)}`];
};

const flagsForService = (service: Tree): string[] | undefined => {
  const { name, path, backend, ...rest } = service;
  if (typeof name !== 'string' || typeof path !== 'string' || typeof backend !== 'string') return undefined;
  const read = parseService(`${name}=${path}=${backend}`);
  if ('code' in read || !equal(read, { name, path, backend }) || name.includes('.')) return undefined;
  const more = Object.entries(rest).map(([k, v]) => one(`services.${name}.${k}`, v));
  if (more.some((m) => m === undefined)) return undefined;
  const short = parseService(`${path}=${backend}`);
  const named = !('code' in short) && short.name === name ? '' : `${name}=`;
  return ['--service', `${named}${path}=${backend}`, ...more.flatMap((m) => m!)];
};

const flagsForServices = (services: unknown): string[] => {
  const each = Array.isArray(services) ? services.map((s: Tree) => flagsForService(s)) : [undefined];
  return each.every((e) => e !== undefined) ? each.flat() : ['--set', `services=${JSON.stringify(services)}`];
};

/** The arguments that give these answers, without the output folder. They are not quoted for a shell. */
export const commandLineOf = (answers: Tree): string[] => {
  const { version: _, output: __, hostname, services, auth, ...rest } = answers;
  const { methods, ...authRest } = isTree(auth) ? auth : {};
  const out: string[] = [];
  if (hostname !== undefined) out.push(...flagsFor('hostname', hostname));
  if (services !== undefined) out.push(...flagsForServices(services));
  for (const [name, method] of Object.entries(isTree(methods) ? methods : {}))
    out.push('--auth-method', `${name}=${JSON.stringify(method)}`);
  for (const [k, v] of Object.entries(authRest)) out.push(...flagsFor(`auth.${k}`, v));
  for (const [k, v] of Object.entries(rest)) if (v !== undefined) out.push(...flagsFor(k, v));
  return out;
};
