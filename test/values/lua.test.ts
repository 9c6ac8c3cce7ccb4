// Scripts with the verdict of gopher-lua's LoadString (go-lua.json: scripts that were changed at random, and what a Go program printed).
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { luaFault } from '../../src/values/lua-syntax.ts';

const { valid, invalid } = JSON.parse(readFileSync(new URL('go-lua.json', import.meta.url), 'utf8')) as Record<
  'valid' | 'invalid',
  string[]
>;

test('every script that gopher-lua loads is valid, and no other one', () => {
  expect(Math.min(valid.length, invalid.length)).toBeGreaterThan(100);
  expect(valid.filter(luaFault)).toEqual([]);
  expect(invalid.filter((script) => !luaFault(script))).toEqual([]);
});

test('a fault is at the word that cannot follow', () => {
  expect(luaFault('function f(h)\n  if h then\n    g(h)\n  print("x"\nend')).toEqual({ line: 5, near: 'end' });
  expect(luaFault('-- a\n--[[ b\n]] x = = 1')).toEqual({ line: 3, near: '=' });
  expect(luaFault('function f()')).toEqual({ line: 1, near: 'its end' });
});

test('deep and long scripts end', () => {
  expect(luaFault('('.repeat(100_000))).toBeUndefined();
  expect(luaFault('x = 1\n'.repeat(20_000))).toBeUndefined();
  expect(luaFault(`${'x = 1\n'.repeat(20_000)}x =`)).toEqual({ line: 20_001, near: 'its end' });
});
