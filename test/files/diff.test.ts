import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unifiedDiff } from '../../src/files/diff.ts';
import { seeded } from '../deep.ts';

test('a change is shown with three lines around it; equal texts show nothing', () => {
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i + 1}`);
  const after = lines.with(9, 'changed');
  expect(unifiedDiff('m/a.yaml', `${lines.join('\n')}\n`, `${after.join('\n')}\n`)).toBe(
    '--- a/m/a.yaml\n+++ b/m/a.yaml\n@@ -7,7 +7,7 @@\n line 7\n line 8\n line 9\n-line 10\n+changed\n line 11\n line 12\n line 13\n',
  );
  expect(unifiedDiff('a', 'x\n', 'x\n')).toBe('');
});

test('an added and a removed file are named', () => {
  expect(unifiedDiff('a', '', 'x\n')).toBe('--- /dev/null\n+++ b/a\n@@ -0,0 +1,1 @@\n+x\n');
  expect(unifiedDiff('a', 'x\n', '')).toBe('--- a/a\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-x\n');
});

test('a line end that is missing is seen', () => {
  expect(unifiedDiff('a', 'x', 'x\n')).toContain('-x\n\\ No newline at end of file\n+x\n');
});

test('patch makes the one text of the other', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', '', ' d', '\\x', '-', '+'), { maxLength: 30 })
    .chain((l) => fc.constantFrom(l.join('\n'), l.length > 0 ? `${l.join('\n')}\n` : ''));
  const dir = mkdtempSync(join(tmpdir(), 'diff-'));
  const file = join(dir, 'f');
  for (const [a, b] of fc.sample(fc.tuple(text, text), seeded(20, 600))) {
    if (a === '' || b === '' || a === b) continue;
    writeFileSync(file, a!);
    const { status, stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], {
      cwd: dir,
      input: unifiedDiff('f', a!, b!),
    });
    expect(stderr.toString()).toBe('');
    expect(status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(b);
  }
});

test('beyond 2,000 edits the file is shown as replaced, below it line by line', () => {
  const many = (w: string, n: number) => Array.from({ length: n }, (_, i) => `${w} ${i}\n`).join('');
  const replaced = unifiedDiff('a', many('x', 50_000), many('y', 50_000)).split('\n');
  expect(replaced).toHaveLength(100_004);
  expect(replaced.slice(2, 4)).toEqual(['@@ -1,50000 +1,50000 @@', '-x 0']);
  const among = (w: string) => Array.from({ length: 400 }, (_, i) => `${i}\nsame\n${w} ${i}\n`).join('');
  expect(unifiedDiff('a', among('x'), among('y')).split('\n').slice(3, 7)).toEqual([' 0', ' same', '-x 0', '+y 0']);
});
