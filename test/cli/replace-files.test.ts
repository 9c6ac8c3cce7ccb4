// Several files are written together, or none.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replaceFiles } from '../../src/cli/output/replace-file.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eg-files-'));
  writeFileSync(at('a'), 'old a');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('if the last file cannot be renamed, the others have their old content, and nothing is left over', () => {
  mkdirSync(at('c'));
  mkdirSync(at('c/inside'));
  expect(() =>
    replaceFiles([
      { path: at('a'), text: 'new a' },
      { path: at('b'), text: 'new b' },
      { path: at('c'), text: 'new c' },
    ]),
  ).toThrow();
  expect(readFileSync(at('a'), 'utf8')).toBe('old a');
  expect(readdirSync(folder).sort()).toEqual(['a', 'c']);
});

test('if a file cannot be prepared, nothing is renamed', () => {
  expect(() =>
    replaceFiles([
      { path: at('a'), text: 'new a' },
      { path: at('nowhere/b'), text: 'new b' },
    ]),
  ).toThrow();
  expect([readFileSync(at('a'), 'utf8'), readdirSync(folder)]).toEqual(['old a', ['a']]);
});

test('a file with the same content is not touched; a mode and a link stay', () => {
  writeFileSync(at('same'), 'same');
  chmodSync(at('a'), 0o640);
  symlinkSync(at('a'), at('link'));
  const before = statSync(at('same'));
  replaceFiles([
    { path: at('same'), text: 'same' },
    { path: at('link'), text: 'new a', followsLink: true },
  ]);
  expect([statSync(at('same')).ino, statSync(at('same')).mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  expect([readFileSync(at('a'), 'utf8'), statSync(at('a')).mode & 0o777]).toEqual(['new a', 0o640]);
});
