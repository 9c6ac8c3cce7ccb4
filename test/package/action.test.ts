// Slow: runs the program as a process.
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { ACTION, runAction } from './action.ts';

const ANSWERS = `version: 1
hostname: api.example.com
tls: { selfSigned: true }
services:
  - { name: users, path: /v1/users, backend: "users:8080" }
auth:
  methods:
    customers:
      { type: jwt, issuer: https://auth.example.com/, jwks: https://auth.example.com/jwks.json, audiences: [api] }
`;

/** A repository with answers and their manifests. */
const repository = async (): Promise<string> => {
  const dir = mkdtempSync(join(tmpdir(), 'action-'));
  writeFileSync(join(dir, 'api-gateway.yaml'), ANSWERS);
  expect((await runCli(['generate', '-q'], { cwd: dir })).code).toBe(0);
  return dir;
};
const manifest = (dir: string): string => {
  const name = readdirSync(join(dir, 'manifests')).find((f) => /^\d\d-.*routes?.*\.yaml$/.test(f))!;
  return join(dir, 'manifests', name);
};

test('inputs reach scripts as environment variables only, and each is described', () => {
  expect(ACTION.runs.using).toBe('composite');
  for (const step of ACTION.runs.steps) {
    expect(step.run).not.toContain('${{');
    expect(step.shell).toBe('bash');
  }
  for (const { description } of Object.values(ACTION.inputs)) expect(description).toMatch(/\.\)?$|\)\.$/);
  const used = JSON.stringify(ACTION.runs.steps);
  expect(Object.keys(ACTION.inputs).filter((name) => !used.includes(`inputs.${name} `))).toEqual([]);
});

test('the action runs the version of the package that it belongs to', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(ACTION.inputs.version!.default).toBe(version);
});

test('manifests as generated: success, a SARIF file, no summary', async () => {
  const dir = await repository();
  const { code, outputs, summary, calls, log } = runAction(dir, {});
  expect([code, outputs.differs, outputs.sarif, summary], log).toEqual([0, 'false', 'eg-api-gateway.sarif', '']);
  expect(JSON.parse(readFileSync(join(dir, 'eg-api-gateway.sarif'), 'utf8')).version).toBe('2.1.0');
  expect(calls.slice(0, 3)).toEqual(['--yes', `eg-api-gateway@${ACTION.inputs.version!.default}`, 'generate']);
});

test('edited manifests: failure, the diff in a file and in the summary, also with fences and commands in it', async () => {
  const dir = await repository();
  appendFileSync(manifest(dir), '# ````\n# ::error::forged\n::error::forged\n');
  const { code, outputs, summary, log } = runAction(dir, {});
  expect([code, outputs.differs]).toEqual([1, 'true']);
  expect(readFileSync(outputs.diff!, 'utf8')).toContain('-# ````');
  expect(summary).toMatch(/\n`````diff\n[\s\S]*-# ````\n[\s\S]*\n`````\n$/);
  // The runner ignores commands between these two lines.
  const [, token] = /::stop-commands::([0-9a-f]{32})\n/.exec(log)!;
  const printed = log.slice(log.indexOf(`::stop-commands::${token}`), log.indexOf(`::${token}::`));
  expect(printed).toContain('::error::forged');
  expect(log.replace(printed, '')).not.toContain('forged');
  expect(log).toMatch(/^::error::The manifests differ from the answers\./m);
});

test('findings: failure from --fail-on, annotations, and SARIF with the finding', async () => {
  const dir = await repository();
  writeFileSync(
    join(dir, '-odd name.yaml'),
    `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: users, namespace: shop }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge, typo: x }]
`,
  );
  const { code, log } = runAction(dir, { manifests: '-odd name.yaml\n' });
  expect(code, log).toBe(1);
  expect(log).toMatch(/^::error file=.*-odd name\.yaml,line=\d+/m);
  const sarif = readFileSync(join(dir, 'eg-api-gateway.sarif'), 'utf8');
  expect(JSON.parse(sarif).runs[0].results.length).toBeGreaterThan(0);
  expect(runAction(dir, { manifests: '-odd name.yaml', 'fail-on': 'never', generate: 'false' }).code).toBe(0);
});

test('wrong answers: failure, and not as a difference', async () => {
  const dir = await repository();
  appendFileSync(join(dir, 'api-gateway.yaml'), 'hostnam: x\n');
  const { code, outputs, summary, log } = runAction(dir, { check: 'false' });
  expect([code, outputs.differs, summary]).toEqual([1, 'false', '']);
  expect(log).toMatch(/UnknownKey/);
  expect(log).toMatch(/^::error::eg-api-gateway generate failed with exit code 2\./m);
});

const HOSTILE = '$(touch forged)`touch forged`"; touch forged; "\'; touch forged; \'';
test.each(Object.keys(ACTION.inputs))('the input %s is data, whatever it contains', async (name) => {
  const dir = await repository();
  const { code } = runAction(dir, { [name]: HOSTILE });
  expect(existsSync(join(dir, 'forged'))).toBe(false);
  // A version and a file may have this name here, and the two switches are on only for `true`.true`.
  if (!['version', 'generate', 'check', 'sarif'].includes(name)) expect(code).toBe(1);
});

test('no input adds an output or a command', async () => {
  const dir = await repository();
  const { code, outputs } = runAction(dir, { sarif: 'a.sarif\ndiffers=forged', generate: 'false' });
  expect([code, outputs.differs]).toEqual([2, '']);
});
