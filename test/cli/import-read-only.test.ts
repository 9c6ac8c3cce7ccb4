// `import` into a folder that the user cannot write. Root can write everywhere, so it is another user then.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../bin/eg-api-gateway.js', import.meta.url));
const USER = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const KONG = (port: number): string =>
  `services:\n  - { name: users, host: users.shop.svc, port: ${port}, routes: [{ name: u, hosts: [a.example.com], paths: [/users] }] }\n`;

test('refused before anything is read or written, by an import and by a first one; --check reads only', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'read-only-'));
  const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text, { mode: 0o644 });
  const run = (user: object, ...argv: string[]) =>
    spawnSync(process.execPath, [PROGRAM, 'import', ...argv], { cwd, encoding: 'utf8', env: {}, ...user });
  write('kong.yaml', KONG(1));
  expect(run({}, 'kong', 'kong.yaml').status).toBe(1);
  write('kong.yaml', KONG(2));
  chmodSync(cwd, 0o555);
  try {
    const state = (): string[] => readdirSync(cwd).map((f) => `${f} ${readFileSync(join(cwd, f), 'utf8')}`);
    const before = state();
    for (const [file, args] of [
      ['api-gateway.yaml', []],
      ['new.yaml', ['kong', 'kong.yaml', '-o', 'new.yaml']],
    ] as const) {
      const { status, stdout, stderr } = run(USER, ...args);
      expect([status, stdout, stderr]).toEqual([2, '', expect.stringContaining(`${file} cannot be written: `)]);
      expect(stderr).toContain('permission denied');
      expect(stderr).not.toMatch(/\n\s+at /);
    }
    const check = run(USER, '--check');
    expect([check.status, check.stdout]).toEqual([1, expect.stringContaining('services.users.backend')]);
    expect(state()).toEqual(before);
  } finally {
    chmodSync(cwd, 0o755);
  }
});
