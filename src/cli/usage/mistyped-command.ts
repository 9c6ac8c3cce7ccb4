// The first word of the command line is no command: what was probably meant. Loaded only then.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { nearest } from '../../diagnostics/nearest.ts';
import { visibleLine } from '../../diagnostics/visible.ts';
import { shellWord } from '../../files/quote.ts';
import { COMMANDS } from '../commands/all-commands.ts';
import { kindOfFile } from './kind-of-file.ts';

/** Words of other programs for what a command does. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  init: ['new', 'create', 'start', 'setup', 'interview', 'wizard', 'configure'],
  generate: [
    'apply',
    'build',
    'gen',
    'make',
    'render',
    'template',
    'update',
    'write',
    'compile',
    'export',
    'plan',
    'run',
  ],
  check: ['analyze', 'audit', 'lint', 'scan', 'test', 'validate', 'verify'],
  explain: ['code', 'codes', 'docs', 'describe', 'man', 'why'],
  '--help': ['commands', 'usage', '?', '/?'],
  '--version': ['version', 'ver'],
};

const words = (...of: readonly string[]): string => of.map((w) => visibleLine(shellWord(w))).join(' ');
const run = (...of: readonly string[]): string => `eg-api-gateway ${words(...of)}`;

/** What is at a path: undefined if nothing is there. */
const at = (path: string): 'file' | 'folder' | undefined => {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
};

/** The command that a word is probably meant to be; undefined: none is similar. */
const commandFor = (word: string): string | undefined => {
  const lower = word.toLowerCase();
  const names = COMMANDS.map((c) => c.name);
  const begun = names.filter((name) => lower.length > 1 && name.startsWith(lower));
  if (begun.length === 1) return begun[0];
  const synonym = Object.entries(SYNONYMS).find(([, list]) => list.includes(lower))?.[0];
  return synonym ?? nearest(lower, names);
};

/** The message about a first word that is no command. `rest`: the words after it. */
export const mistypedCommand = (word: string, rest: readonly string[], cwd: string): string => {
  const shown = visibleLine(word.slice(0, 200));
  const path = resolve(cwd, word);
  const there = word === '' ? undefined : at(path);
  const all = `The commands are ${COMMANDS.map((c) => c.name).join(', ')}.`;
  if (word === '') return `The first word is empty, and must be a command. ${all}`;
  if (there === 'folder')
    return `${shown} is a folder, not a command. To validate the manifests in it, run: ${run('check', word, ...rest)}`;
  if (there === 'file')
    return kindOfFile(path) === 'manifest'
      ? `${shown} is a file with manifests, not a command. To validate it, run: ${run('check', word, ...rest)}`
      : `${shown} is a file, not a command. To generate manifests from it, run: ${run('generate', word, ...rest)}`;
  if (/\.(ya?ml|json)$|\//.test(word))
    return `${shown} is not a command, and there is no such file. To ask for answers and write them to this file, run: ${run('init', word)}`;
  if (/^[\w.-]+=/.test(word))
    return `${shown} is not a command. To set an answer, run: ${run('generate', '--set', word)}`;
  // A code of a message, which has two words at least.
  if (/^[A-Z][a-z]+[A-Z]\w*$/.test(word))
    return `${shown} is not a command. If it is a code, run: ${run('explain', word)}`;
  const meant = commandFor(word);
  return meant === undefined
    ? `${shown} is not a command. ${all}`
    : `${shown} is not a command. Did you mean: ${run(meant, ...(meant.startsWith('-') ? [] : rest))}`;
};
