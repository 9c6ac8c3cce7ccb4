// Imports any text in a test, and asserts what holds for every text.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { IMPORTERS } from '../../src/importers/all-importers.ts';
import { runCli } from '../cli/run-cli.ts';
import { unprovenKeys } from './import-text.ts';

export const KINDS = IMPORTERS.map((i) => i.name);

/** It ends with 0, 1 or 2, states where, and prints no stack trace. Returns the exit code. */
export const imported = async (kind: string, text: string | Buffer): Promise<number> => {
  const cwd = mkdtempSync(join(tmpdir(), 'hostile-'));
  writeFileSync(join(cwd, 'f.yaml'), text);
  const { code, stdout, stderr } = await runCli(['import', kind, 'f.yaml', '--json'], { cwd });
  expect([0, 1, 2], `${stdout.slice(0, 500)}${stderr}`).toContain(code);
  expect(stdout + stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  const value = JSON.parse(stdout);
  for (const entry of value.entries ?? []) {
    expect(entry.file).toBe('f.yaml');
    expect(entry.line).toBeGreaterThan(0);
    expect(entry.column).toBeGreaterThan(0);
  }
  if (value.file) {
    const answers = parse(readFileSync(join(cwd, value.file), 'utf8'), { logLevel: 'silent' });
    expect(unprovenKeys(value.entries, answers), text.toString()).toEqual([]);
  }
  return code;
};
