// Each default is in src/values/defaults.ts only: descriptions, rules and intent take it from there.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { answersJsonSchema } from '../../src/answers/json-schema.ts';
import { DEFAULTS } from '../../src/values/defaults.ts';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
const sources = (readdirSync(SRC, { recursive: true }) as string[])
  .filter((f) => /^(values|auth|answers|intent|resources)\/.*\.ts$/.test(f))
  .map((f) => ({ file: f, text: readFileSync(`${SRC}${f}`, 'utf8') }));

interface Entry {
  readonly at: string;
  readonly words: string;
}
const entriesOf = (table: object, at: string): Entry[] =>
  'words' in table
    ? [{ at, words: String(table.words) }]
    : Object.entries(table).flatMap(([k, below]) => entriesOf(below as object, at === '' ? k : `${at}.${k}`));

test('each default of the table is in the description of a key', () => {
  const schema = JSON.stringify(answersJsonSchema());
  const told = (words: string): boolean => schema.includes(JSON.stringify(`(default: ${words}).`).slice(1, -1));
  // Keys of methods: described in src/auth.
  expect(entriesOf(DEFAULTS, '').filter((e) => !e.at.startsWith('auth.') && !told(e.words))).toEqual([]);
});

test('each default of the table is used', () => {
  const code = sources
    .filter((f) => f.file !== 'values/defaults.ts')
    .map((f) => f.text)
    .join('\n');
  const topics = Object.keys(DEFAULTS).filter((topic) => !code.includes(`DEFAULTS.${topic}`) && topic !== 'auth');
  expect(topics).toEqual([]);
});

/** `x ?? 'y'`, and numbers, booleans, objects and lists that are not empty. */
const LITERAL = /\?\? *(?:'[^']+'|"[^"]+"|\d+|true|false|\{ *[a-z'"[]|\[[^\]])[^,;\n]*/g;
/** What is no default of a key. */
const OTHER: Record<string, string> = {
  "?? ['--set'": 'a flag without a name of its own',
  "?? '443'": 'the port of https, as in a URL',
  '?? 443': 'the port of https, as in a URL',
  "?? '/'": 'the first path of a service in a message',
  "?? 'itself'": 'a word in a message',
  "?? 'value'": 'a word in a message',
  "?? 'something else'": 'a word in a message',
  "?? ':6379'": 'an example in a message',
  '?? [{}]': 'a policy rule that admits everything',
  "?? 'v1'": 'the version of core kinds',
  "?? 'no certificate'": 'a word in a message',
  "?? 'none'": 'a word in a message',
  '?? { isList': 'an entry of a map',
  '?? { service: r.service': 'an entry of a map',
  '?? { namespace': 'an entry of a map',
  "?? 'api-gateway'": 'what the interview suggests for a client ID',
  "?? 'api'": 'what the interview suggests for an audience',
  "?? 'auth: none is set'": 'a word in a comment',
  '?? 0': 'the length of what is not there',
  '?? 1': 'a factor',
  "?? 'end'": 'the end of an expression',
};

test('no default is outside of the table', () => {
  const found = sources.flatMap(({ file, text }) =>
    [...text.matchAll(LITERAL)]
      .map(([code]) => code)
      .filter((code) => !code.includes('DEFAULTS.'))
      .filter((code) => !Object.keys(OTHER).some((o) => code.startsWith(o)))
      .map((code) => `${file}: ${code}`),
  );
  expect(found).toEqual([]);
});
