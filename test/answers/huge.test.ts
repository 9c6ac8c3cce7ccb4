// Slow: answers files of up to two million lines.
import { expect, test } from 'vitest';
import { readAnswers } from '../../src/answers/read.ts';
import { rounds } from '../deep.ts';

const problemsOf = (text: string) => {
  const r = readAnswers(text, 'f.yaml');
  return 'problems' in r ? r.problems : [];
};

/** Files that a reader which recurses or compares everything with everything dies of; some ended the whole process. */
const HUGE: [name: string, text: string, code: string][] = [
  ['a million open brackets', `a: ${'['.repeat(1_000_000)}`, 'TooDeep'],
  ['brackets that are closed', `a: ${'['.repeat(5000)}${']'.repeat(5000)}`, 'TooDeep'],
  ['maps in maps', '{a: '.repeat(100_000), 'TooDeep'],
  ['lists in lists in one line', '- '.repeat(500_000), 'TooDeep'],
  ['keys in keys', '? '.repeat(100_000), 'TooDeep'],
  ['deep indentation', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'TooDeep'],
  ['a million documents', '---\n'.repeat(1_000_000), 'SeveralDocuments'],
  ['one key 100,000 times', 'a: 1\n'.repeat(100_000), 'DuplicateAnswer'],
  ['millions of values', '- a\n'.repeat(2_000_000), 'FileTooLarge'],
];

test.each(HUGE)('%s: one clear refusal', (_, text, code) => {
  const problems = problemsOf(text);
  expect(problems.map((p) => p.code)).toContain(code);
  expect(problems.length).toBeLessThanOrEqual(100);
});

test('thousands of mistakes are all reported', () => {
  const count = rounds(1_500, 5_000);
  const services = Array.from({ length: count }, (_, i) => `  - { name: s${i}, path: x, backend: b, auth: nope }\n`);
  const text = `version: 1\nhostname: a.example.com\ntls: { secret: t }\nservices:\n${services.join('')}`;
  expect(problemsOf(text)).toHaveLength(3 * count);
});

test('thousands of services are read', () => {
  const services = Array.from(
    { length: rounds(5_000, 20_000) },
    (_, i) => `  - { name: s${i}, path: /s${i}, backend: "b:1", auth: none }`,
  ).join('\n');
  expect(problemsOf(`version: 1\nhostname: a.example.com\ntls: { secret: t }\nservices:\n${services}\n`)).toEqual([]);
});
