// What V8 compiled, kept between runs on Node 20: whatever is in the cache, the program prints the same.
import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../golden/goldens.mjs';

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const OLD = process.versions.v8.startsWith('11.3.');

const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'eg-code-'));

const run = (cache: string, ...args: string[]): string => {
  const env = { ...process.env, XDG_CACHE_HOME: cache, NODE_V8_COVERAGE: '' };
  const r = spawnSync(process.execPath, [join(ROOT, 'bin/eg-api-gateway.js'), ...args], { encoding: 'utf8', env });
  expect([r.status, r.stderr]).toEqual([0, '']);
  return r.stdout.trim();
};
const kept = (cache: string): string[] =>
  readdirSync(join(cache, 'eg-api-gateway'))
    .filter((f) => f.startsWith('node-'))
    .map((f) => join(cache, 'eg-api-gateway', f));

test.runIf(OLD)('the first run keeps compiled code, the next one uses it, another command adds its own', () => {
  const cache = temporaryFolder();
  expect(run(cache, '--version')).toBe(version);
  const [file] = kept(cache) as [string];
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = readFileSync(file);
  run(cache, '--version');
  expect(readFileSync(file).equals(before)).toBe(true);
  run(cache, 'explain', 'TargetNotFound');
  const more = readFileSync(file);
  expect(more.length).toBeGreaterThan(before.length);
  run(cache, '--version');
  expect(readFileSync(file).equals(more)).toBe(true);
  expect(kept(cache)).toEqual([file]);
});

test.runIf(OLD)('a damaged file is replaced', () => {
  const cache = temporaryFolder();
  run(cache, '--version');
  const [file] = kept(cache) as [string];
  const whole = readFileSync(file);
  const damages: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    cut: whole.subarray(0, whole.length >> 1),
    zeros: Buffer.alloc(whole.length),
    text: Buffer.from('{"no": "code"}'.repeat(100)),
    'other bytes': Buffer.concat([whole.subarray(0, -64_000), Buffer.alloc(64_000, 1)]),
  };
  for (const [name, bytes] of Object.entries(damages)) {
    writeFileSync(file, bytes);
    expect(run(cache, '--version'), name).toBe(version);
    expect(readFileSync(file).length, name).toBeGreaterThan(whole.length / 2);
    expect(readFileSync(file).equals(bytes), name).toBe(false);
  }
});

test('a cache that cannot be written is no error', () => {
  const cache = join(temporaryFolder(), 'file');
  writeFileSync(cache, '');
  expect(run(cache, '--version')).toBe(version);
  expect(run('/proc/eg-api-gateway', '--version')).toBe(version);
});

test.runIf(process.getuid?.() === 0)('root keeps and removes nothing in the folder of another user', () => {
  const cache = temporaryFolder();
  const folder = join(cache, 'eg-api-gateway');
  mkdirSync(folder);
  const old = join(folder, 'node-20.0.0-x64-0');
  writeFileSync(old, '');
  utimesSync(old, 0, 0);
  for (const path of [old, folder, cache]) chownSync(path, 1234, 1234);
  expect(run(cache, '--version')).toBe(version);
  expect(readdirSync(folder)).toEqual(['node-20.0.0-x64-0']);
});

test.runIf(OLD)('files of other builds are removed after a week', () => {
  const cache = temporaryFolder();
  const folder = join(cache, 'eg-api-gateway');
  mkdirSync(folder);
  const [old, recent, other] = ['node-20.0.0-x64-0', 'node-20.0.0-x64-1', 'v22.0.0'].map((f) => join(folder, f));
  for (const f of [old, recent, other] as string[]) writeFileSync(f, '');
  for (const f of [old, other] as string[]) utimesSync(f, 0, 0);
  run(cache, '--version');
  expect([old, recent, other].map((f) => existsSync(f!))).toEqual([false, true, true]);
});
