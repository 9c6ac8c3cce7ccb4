// Every key of the answers does something: a change of it changes a byte of the output. A key that the schema has and this table
// does not fails, so a new key cannot be accepted and ignored.
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { validateAnswers } from '../../src/answers/read.ts';
import { readTeams } from '../../src/answers/team-files.ts';
import { build } from '../../src/cli/output/build-output.ts';
import { leaves } from './leaves.ts';
import { put } from './put.ts';
import { BASE, METHODS, SAMPLES, type Sample, SERVICE, WITHOUT_EFFECT } from './samples.ts';

type Tree = Record<string, unknown>;
const METHOD = /^auth\.methods\.(\w+)\./;

const answersOf = (at: string, sample: Sample, value: unknown): Tree => {
  const type = METHOD.exec(at)?.[1];
  const method = type && { auth: { default: 'm', methods: { m: { ...METHODS[type], ...sample.method } } } };
  const all = { ...BASE, services: [{ ...SERVICE, ...sample.service }], ...method, ...sample.root };
  const answers = JSON.parse(JSON.stringify(all)) as Tree;
  put(answers, at.replace(METHOD, 'auth.methods.m.'), value);
  return answers;
};

const TEAM_FILE = stringify({
  version: 1,
  team: 'team',
  services: [{ name: 'pay', path: '/v1/pay', backend: 'pay:8080' }],
});

/** All files of the output, or why the answers are refused. */
const output = async (answers: Tree): Promise<Map<string, string>> => {
  const validated = validateAnswers(answers, 'api-gateway.yaml');
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  const root = { input: answers, file: 'api-gateway.yaml', locate: () => ({ line: 0, column: 0 }), problems: [] };
  const teams = readTeams(root, (shown) => ({ shown, bytes: Buffer.from(TEAM_FILE) })).map((t) => {
    if ('problems' in t) throw new Error(JSON.stringify(t.problems));
    return t.unit;
  });
  const { files, findings } = await build(validated.answers, 'api-gateway.yaml', teams);
  expect(findings.filter((f) => f.severity === 'error')).toEqual([]);
  return new Map([...files].map(([name, { text }]) => [name, text]));
};

test('every key of the schema has a sample, and every sample a key', () => {
  expect([...Object.keys(SAMPLES), ...Object.keys(WITHOUT_EFFECT)].sort()).toEqual(leaves().sort());
});

test.each(Object.entries(SAMPLES))('%s changes the output', async (at, sample) => {
  const before = answersOf(at, sample, sample.from);
  const after = { ...answersOf(at, sample, sample.to), ...sample.together };
  expect(await output(after)).not.toEqual(await output(before));
});
