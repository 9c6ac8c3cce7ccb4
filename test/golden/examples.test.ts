import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answersJsonSchema, teamJsonSchema } from '../../src/answers/json-schema.ts';
import { runCli } from '../cli/run-cli.ts';
import { cases, examples, partsOf, ROOT, readFolder } from './goldens.mjs';

test('an example has answers and their whole output, a case is small', () => {
  expect(examples.map((e) => e.name)).toHaveLength(7);
  for (const { dir } of examples)
    expect(
      readdirSync(dir)
        .filter((f) => !['teams', 'dev.yaml', 'prod.yaml'].includes(f))
        .sort(),
    ).toEqual(['api-gateway.yaml', 'manifests']);
  for (const { about, name, committed } of cases) {
    expect(about, name).toMatch(/^[A-Z].+\.$/);
    expect([...committed().values()].join('').split('\n').length, name).toBeLessThan(1400);
  }
});

test.each([...examples, ...cases])(
  '$name: the committed output is what the answers give, byte for byte, without stale files',
  async ({ files, committed, choose }) => {
    const out = join(mkdtempSync(join(tmpdir(), 'golden-')), 'manifests');
    const { code, stderr } = await runCli(['generate', '-q', ...files, '-o', out]);
    expect(code, stderr).toBe(0);
    const chosen = choose(readFolder(out));
    expect([...committed().keys()].sort()).toEqual([...chosen.keys()].sort());
    for (const [path, text] of chosen) expect(committed().get(path), path).toBe(text);
  },
);

test.each([
  ['api-gateway.schema.json', answersJsonSchema],
  ['team.schema.json', teamJsonSchema],
])('the schema %s that the examples name is the one that the program gives', (file, schema) => {
  const text = `${JSON.stringify(schema(), null, 2)}\n`;
  expect(readFileSync(join(ROOT, 'examples', file), 'utf8')).toBe(text);
});

const object = (kind: string, name: string): string =>
  `kind: ${kind}\nmetadata:\n  labels:\n    a: b\n  name: ${name}\n`;
const FILES = new Map([
  ['README.md', '# All\n\n## Change\n\nEdit.\n\n### Twice\n\nAgain.\n\n## Roll back\n\nRevert.\n'],
  [
    '40.yaml',
    `# Routes.\n# eg-api-gateway:0123456789abcdef\n${object('Route', 'a')}---\n# Of b.\n${object('Route', 'b')}`,
  ],
  ['teams/x/40.yaml', `# eg-api-gateway:0123456789abcdef\n${object('Route', 'a')}`],
  ['run.sh', '#!/bin/sh\n# ---- first\none\n# ---- second\ntwo\n'],
]);
const chosen = (...patterns: string[]) => Object.fromEntries(partsOf(FILES, patterns));

test('a case selects files, sections, paragraphs and documents', () => {
  expect(chosen('README.md')).toEqual({ 'README.md': FILES.get('README.md') });
  expect(chosen('README.md#Change')).toEqual({ 'README.md': '## Change\n\nEdit.\n\n### Twice\n\nAgain.\n' });
  expect(chosen('run.sh#first')).toEqual({ 'run.sh': '# ---- first\none\n' });
  expect(chosen('run.sh~tw')).toEqual({ 'run.sh': FILES.get('run.sh') });
  expect(chosen('README.md~Edit')).toEqual({ 'README.md': 'Edit.\n' });
  expect(chosen('!Route/c', '!README.md#Nothing', '!README.md~nothing')).toEqual({});
  expect(chosen('Route/b')).toEqual({ '40.yaml': `# Of b.\n${object('Route', 'b')}` });
  expect(chosen('Route/*')).toEqual({ '40.yaml': `${object('Route', 'a')}---\n# Of b.\n${object('Route', 'b')}` });
  expect(chosen('teams/x/Route/*')).toEqual({ 'teams/x/40.yaml': object('Route', 'a') });
});

test.each(['Route/c', 'README.md#Nothing', 'README.md~nothing', 'absent.yaml', '!Route/b', '!README.md~Edit'])(
  'what a case chooses is there, and what it denies is not: %s',
  (pattern) => {
    expect(() => chosen(pattern)).toThrow(pattern);
  },
);
