// Start-up time: a run loads the texts of findings and of refusals only if it prints one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../golden/goldens.mjs';

const PROGRAM = join(ROOT, 'bin/eg-api-gateway.js');
const REPORT = `
  process.on('exit', () => console.log(JSON.stringify(Object.keys(require.cache))));
  process.argv.splice(1, 0, ${JSON.stringify(PROGRAM)});
  require(${JSON.stringify(PROGRAM)});`;

/** Which of the texts of these codes a run loads. */
const textsLoadedBy = (answers: string, codes: readonly string[]): string[] => {
  const cwd = mkdtempSync(join(tmpdir(), 'eg-loaded-'));
  writeFileSync(join(cwd, 'api-gateway.yaml'), answers);
  // With kept code, Node 20 does not load by its own `require`, which is what lists the files.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' };
  const { stdout } = spawnSync(process.execPath, ['-e', REPORT, '--', 'generate', '-q'], {
    cwd,
    env,
    encoding: 'utf8',
  });
  const files = JSON.parse(stdout) as string[];
  const code = files.filter((f) => f.endsWith('.cjs')).map((f) => readFileSync(f, 'utf8'));
  expect(code.length).toBeGreaterThan(5);
  return codes.filter((name) => code.some((text) => text.includes(`${name}:`)));
};

const ANSWERS = `version: 1
hostname: api.example.com
tls: { secret: api-tls }
services:
  - { name: users, path: /v1/users, backend: "users:80" }
auth:
  default: customers
  methods:
    customers: { type: jwt, issuer: "https://auth.example.com/", jwks: "https://auth.example.com/jwks.json", audiences: [api] }
`;
const FINDING = 'TargetNotFound';
const REFUSAL = 'InvalidLimit';

test('valid answers load neither the texts of findings nor those of refusals', () => {
  expect(textsLoadedBy(ANSWERS, [FINDING, REFUSAL])).toEqual([]);
});

test('a refused answer loads the texts of refusals', () => {
  expect(textsLoadedBy(`${ANSWERS}rateLimit: { limits: 5/fortnight }\n`, [REFUSAL])).toEqual([REFUSAL]);
});
