// Expressions with the verdict of cel-go's Parse (go-cel.json: expressions that were changed at random, and what a Go program printed).
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isCel } from '../../src/values/cel-syntax.ts';

const { valid, invalid } = JSON.parse(readFileSync(new URL('go-cel.json', import.meta.url), 'utf8')) as Record<
  'valid' | 'invalid',
  string[]
>;

test('every expression that cel-go parses is valid, and no other one', () => {
  expect(Math.min(valid.length, invalid.length)).toBeGreaterThan(200);
  expect(valid.filter((e) => !isCel(e))).toEqual([]);
  expect(invalid.filter(isCel)).toEqual([]);
});

test('deep and long expressions end', () => {
  expect(isCel('('.repeat(5000))).toBe(false);
  expect(isCel(`${'('.repeat(200)}a${')'.repeat(200)}`)).toBe(true);
  expect(isCel('a + '.repeat(2000))).toBe(false);
  expect(isCel('a + '.repeat(10_000))).toBe(true);
});
