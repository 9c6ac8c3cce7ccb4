import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateKeys, KeysRefused } from '../../src/files/keys.ts';
import type { SecretIntent } from '../../src/intent/model.ts';

const secret = (clients: string[], name = 'partner-keys'): SecretIntent => ({
  name,
  namespace: 'default',
  type: 'Opaque',
  keys: clients.map((c) => [c, `the key of ${c}`] as const),
  purpose: 'API keys',
  command: '',
  generated: true,
});
const bytes = (n: number): Buffer => Buffer.alloc(n, 0xfb);
const folder = (): string => join(mkdtempSync(join(tmpdir(), 'keys-')), 'my keys');
const mode = (path: string): number => statSync(path).mode & 0o777;

test('a key for each client, closed to others, ignored by Git, without a line break', () => {
  const dir = folder();
  const { made, commands } = generateKeys(dir, [secret(['acme', 'globex'])], bytes);
  expect(made).toEqual([join(dir, 'partner-keys/acme'), join(dir, 'partner-keys/globex')]);
  expect(readFileSync(made[0]!, 'utf8')).toBe(bytes(32).toString('base64url'));
  expect([mode(dir), mode(join(dir, 'partner-keys')), mode(made[0]!)]).toEqual([0o700, 0o700, 0o600]);
  expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('*\n');
  expect(readdirSync(join(dir, 'partner-keys'))).toEqual(['acme', 'globex']);
  const words = spawnSync('bash', ['-c', `printf '%s\\n' ${commands[0]}`], { encoding: 'utf8' }).stdout.split('\n');
  expect(words.slice(0, 8)).toEqual([
    'kubectl',
    'create',
    'secret',
    'generic',
    'partner-keys',
    '--namespace',
    'default',
    `--from-file=acme=${made[0]}`,
  ]);
});

test('a key that is there stays, and the key of a client that is gone is not in the command', () => {
  const dir = folder();
  generateKeys(dir, [secret(['acme', 'old'])], bytes);
  const { made, kept, commands } = generateKeys(dir, [secret(['acme', 'new'])], () => Buffer.alloc(32));
  expect(made).toEqual([join(dir, 'partner-keys/new')]);
  expect(kept).toEqual([join(dir, 'partner-keys/acme')]);
  expect(readFileSync(kept[0]!, 'utf8')).toBe(bytes(32).toString('base64url'));
  expect(commands[0]).not.toContain('old');
});

test('a folder that is used for something else, a name or a link that leads elsewhere: refused, nothing made', () => {
  const dir = folder();
  mkdirSync(dir, { mode: 0o755 });
  writeFileSync(join(dir, '.gitignore'), 'node_modules\n');
  expect(() => generateKeys(dir, [secret(['acme'])], bytes)).toThrow(KeysRefused);
  expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('node_modules\n');
  expect(mode(dir)).toBe(0o755);
  for (const bad of ['..', '../x', 'a/b', '']) {
    expect(() => generateKeys(folder(), [secret([bad])], bytes)).toThrow(KeysRefused);
    expect(() => generateKeys(folder(), [secret(['acme'], bad)], bytes)).toThrow(KeysRefused);
  }
  const linked = folder();
  const outside = mkdtempSync(join(tmpdir(), 'outside-'));
  mkdirSync(linked);
  symlinkSync(outside, join(linked, 'partner-keys'));
  expect(() => generateKeys(linked, [secret(['acme'])], bytes)).toThrow();
  expect(existsSync(join(outside, 'acme'))).toBe(false);
});

test('Secrets that hold no keys of ours get none', () => {
  expect(generateKeys(folder(), [{ ...secret(['tls.crt']), generated: false }], bytes)).toEqual({
    made: [],
    kept: [],
    commands: [],
  });
});
