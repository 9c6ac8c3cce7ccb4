// With many services the built program checks in a second thread; its output is that of one thread.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, readFolder } from '../golden/goldens.mjs';
import { runCli } from './run-cli.ts';

const answers = (services: number, patch = ''): string => `version: 1
hostname: api.example.com
tls: { secret: api-tls }
services:
${Array.from({ length: services }, (_, i) => `  - { name: s${i}, path: /v1/s${i}, backend: "s${i}:80" }`).join('\n')}
auth:
  default: customers
  methods:
    customers: { type: jwt, issuer: "https://auth.example.com/", jwks: "https://auth.example.com/jwks.json", audiences: [api] }
${patch}`;

const folderWith = (text: string): string => {
  const dir = mkdtempSync(join(tmpdir(), 'eg-thread-'));
  writeFileSync(join(dir, 'api-gateway.yaml'), text);
  return dir;
};

const generate = (text: string) => {
  const dir = folderWith(text);
  const args = [join(ROOT, 'bin/eg-api-gateway.js'), 'generate', '-q', '-o', 'out'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: dir, encoding: 'utf8' });
  return { dir: join(dir, 'out'), status, stdout, stderr };
};

test('manifests of many services are those of one thread', async () => {
  const text = answers(2000);
  const { dir, ...result } = generate(text);
  expect(result).toEqual({ status: 0, stdout: '', stderr: '' });
  const cwd = folderWith(text);
  expect((await runCli(['generate', '-q', '-o', 'out'], { cwd })).code).toBe(0);
  const [two, one] = [readFolder(dir), readFolder(join(cwd, 'out'))];
  expect([...two.keys()]).toEqual([...one.keys()]);
  for (const [path, content] of one) expect(two.get(path), path).toEqual(content);
});

test('what the API server would reject is reported with the same words, and nothing is written', () => {
  const patch = `patches:
  - { target: { kind: ClientTrafficPolicy, name: .* }, reason: test, patch: { spec: { connection: { bufferLimit: much } } } }
`;
  const [few, many] = [generate(answers(1, patch)), generate(answers(2000, patch))];
  expect(few.stderr).toContain('bufferLimit');
  const withoutLine = (text: string): string => text.replace(/:\d+:\d+:/g, ':');
  expect([many.status, withoutLine(many.stderr)]).toEqual([few.status, withoutLine(few.stderr)]);
  expect(() => readFileSync(join(many.dir, 'kustomization.yaml'))).toThrow('ENOENT');
});
