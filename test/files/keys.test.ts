import { spawnSync } from 'node:child_process';
import {
  chmodSync,
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
import type { SecretIntent } from '../../src/model/intent.ts';

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

test.each([
  ['node_modules\n', 0o755],
  ['*\n', 0o755],
  [undefined, 0o775],
  [undefined, 0o700],
])(
  'a folder that we did not make keeps its .gitignore %j and mode %o; the folder of the Secret is closed',
  (ignore, m) => {
    const dir = folder();
    mkdirSync(dir);
    chmodSync(dir, m);
    if (ignore) writeFileSync(join(dir, '.gitignore'), ignore);
    for (const _ of ['first', 'again']) {
      generateKeys(dir, [secret(['acme'])], bytes);
      expect(mode(dir)).toBe(m);
      expect(readdirSync(dir).sort()).toEqual(ignore ? ['.gitignore', 'partner-keys'] : ['partner-keys']);
      if (ignore) expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe(ignore);
      expect(mode(join(dir, 'partner-keys'))).toBe(0o700);
      expect(readdirSync(join(dir, 'partner-keys')).sort()).toEqual(['.gitignore', 'acme']);
      expect(readFileSync(join(dir, 'partner-keys/.gitignore'), 'utf8')).toBe('*\n');
    }
  },
);

test('a folder of the Secret that we did not make: refused, and it stays as it is', () => {
  const dir = folder();
  mkdirSync(join(dir, 'partner-keys'), { recursive: true });
  chmodSync(join(dir, 'partner-keys'), 0o755);
  expect(() => generateKeys(dir, [secret(['acme'])], bytes)).toThrow(KeysRefused);
  expect(mode(join(dir, 'partner-keys'))).toBe(0o755);
  expect(readdirSync(join(dir, 'partner-keys'))).toEqual([]);
});

test.each([
  ['acme.part', 'acme'],
  ['acme', 'acme.part'],
  ['.acme', 'acme'],
  ['acme.new', 'acme-', 'acme'],
])('clients whose names begin or end alike each keep a key of their own: %s, %s', (...clients) => {
  const dir = folder();
  let n = 0;
  const random = (size: number): Buffer => Buffer.alloc(size, ++n);
  generateKeys(dir, [secret(clients)], random);
  const keys = clients.map((c) => readFileSync(join(dir, 'partner-keys', c), 'utf8'));
  expect(new Set(keys).size).toBe(clients.length);
  expect(generateKeys(dir, [secret(clients)], random).made).toEqual([]);
  expect(clients.map((c) => readFileSync(join(dir, 'partner-keys', c), 'utf8'))).toEqual(keys);
  expect(readdirSync(join(dir, 'partner-keys')).sort()).toEqual([...clients].sort());
});

test('a client called .gitignore would be no key', () => {
  expect(() => generateKeys(folder(), [secret(['.gitignore'])], bytes)).toThrow(KeysRefused);
});

test('a name or a link that leads elsewhere: refused, nothing made', () => {
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
