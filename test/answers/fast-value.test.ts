// Large answers files are read by another reader: whatever it accepts, the usual one reads as the same value, without a problem.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/answers/document.ts';
import { fastValue } from '../../src/answers/fast-value.ts';
import { seeded } from '../deep.ts';
import { STRINGS } from './fuzz/strings.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FILES = ['examples', 'test/golden/cases'].flatMap((folder) =>
  readdirSync(ROOT + folder, { withFileTypes: true, recursive: true })
    .filter((f) => f.name === 'api-gateway.yaml')
    .map((f) => readFileSync(join(f.parentPath, f.name), 'utf8')),
);

/** The value in a text of so many characters or more, which is read without nodes, or the codes of its problems. */
const valueIn = (text: string, large: number): unknown => {
  const read = readDocument(text, 'f.yaml', large);
  return 'problems' in read ? read.problems.map((p) => p.code) : shown(read.document.value);
};
/** JSON, which shows the order of keys, with numbers that JSON does not have. */
const shown = (value: unknown): string => JSON.stringify(value, (_, v) => (typeof v === 'number' ? `number ${v}` : v));

const same = (text: string): void =>
  expect({ text, value: valueIn(text, 0) }).toEqual({ text, value: valueIn(text, Number.POSITIVE_INFINITY) });

test('every example and golden case is read, by both in the same way', () => {
  expect(FILES.length).toBeGreaterThan(20);
  for (const text of FILES) same(text);
  const known = FILES.filter((text) => fastValue(text) !== undefined);
  expect(known.length).toBeGreaterThan(FILES.length * 0.9);
});

describe('left to the usual reader', () => {
  test.each([
    ['an anchor', 'a: &x 1'],
    ['an alias', 'a: &x 1\nb: *x'],
    ['a merged key', 'a:\n  <<: { b: 1 }'],
    ['a tag', 'a: !!str 1'],
    ['equal keys', 'a: 1\n"a": 2'],
    ['a key that is a number', '1: a'],
    ['a key that is null', 'null: a'],
    ['a key that is a list', '? [a]\n: b'],
    ['a key with a meaning', '__proto__: { a: 1 }'],
    ['the same in quotes', '"__proto__": { a: 1 }'],
    ['a directive', '%YAML 1.2\n---\na: 1'],
    ['two documents', 'a: 1\n---\nb: 2'],
    ['a list', '- a'],
    ['a long key', `${'a'.repeat(1100)}: 1`],
    ['a key far from its colon', 'a  : 1'],
    ['nothing', ''],
    ['a tab', 'a:\t1'],
    ['deep lists', `a: ${'['.repeat(40)}${']'.repeat(40)}`],
    ['very deep lists', `a: ${'['.repeat(50_000)}`],
    ['a credential in a comment', 'a: 1 # Authorization: Basic dXNlcjpwYXNzd29yZA=='],
    ['one behind a number sign', `a: b#c # ghp_${'a'.repeat(30)}`],
    ['a number that only one reader reads as infinite', 'a: 1e400'],
  ])('%s', (_, text) => {
    expect(fastValue(text)).toBeUndefined();
  });
});

test('places are found when they are asked for', () => {
  const read = readDocument('a:\n  b: [1, 02]\n', 'f.yaml', 0);
  if ('problems' in read) throw new Error('refused');
  const { locate } = read.document;
  expect([locate(['a', 'b', 1]), locate(['a', 'b'], true), locate(['a', 'x'])]).toEqual([
    { line: 2, column: 10, source: '02' },
    { line: 2, column: 3, source: undefined },
    { line: 2, column: 3 },
  ]);
});

describe('whatever is accepted has the same value', () => {
  const scalar = fc.oneof(
    fc.constantFrom(...STRINGS.filter((s) => s.length < 300)),
    fc.constantFrom('y', 'on', 'True', 'NULL', '~', '0o7', '07', '0x1F', '1_000', '1:30', '.5', '5.', '1e3', '-.inf'),
    fc.constantFrom(
      '2020-01-01',
      '-0',
      '12345678901234567890',
      '=',
      '<<',
      '|\n  a\n  b',
      '>-\n  a\n\n  b',
      '600/minute',
    ),
    fc.string({ unit: fc.constantFrom(...'ab1:# -,[]{}"\'\n\\&*!|>%@`?~.ä\u0085\u2028\u{1f600}') }),
  );

  test('any scalar, in each place', () => {
    fc.assert(
      fc.property(scalar, (s) => {
        for (const text of [
          `a: ${s}\n`,
          `a: [${s}]\n`,
          `a: { b: ${s} }\n`,
          `- ${s}`,
          `${s}: 1\n`,
          `a: "${s}"\nb: '${s}'\n`,
        ])
          same(text);
      }),
      seeded(400, 3000),
    );
  });

  test('any mutation of an answers file', () => {
    const piece = fc.oneof(
      scalar,
      fc.constantFrom('\n', '  ', '- ', ': ', ', ', '{', '}', '[', ']', '#', ' #', '"', "'"),
    );
    fc.assert(
      fc.property(fc.constantFrom(...FILES), fc.nat(), fc.nat(12), piece, (file, at, length, by) => {
        const from = at % file.length;
        same(file.slice(0, from) + by + file.slice(from + length));
      }),
      seeded(300, 3000),
    );
  });
});
