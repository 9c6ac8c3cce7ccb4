// The hooks for pre-commit, run by pre-commit itself in a repository, with the built program instead of the published one.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCli } from '../cli/run-cli.ts';
import { withNpx } from './npx.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HOOKS = parse(readFileSync(`${ROOT}.pre-commit-hooks.yaml`, 'utf8')) as readonly Record<string, string>[];
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'eg-api-gateway-pre-commit');

/** pre-commit of the machine, else one that is installed once for the tests; undefined: there is none. */
const preCommit = (): string | undefined => {
  const installed = join(CACHE, 'bin', 'pre-commit');
  for (const program of ['pre-commit', installed]) if (spawnSync(program, ['--version']).status === 0) return program;
  spawnSync('python3', ['-m', 'venv', CACHE]);
  spawnSync(join(CACHE, 'bin', 'pip'), ['install', '--quiet', 'pre-commit'], { timeout: 120_000 });
  return existsSync(installed) ? installed : undefined;
};

let program: string | undefined;
let env: Record<string, string>;
beforeAll(() => {
  program = preCommit();
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  env = { PATH: `${withNpx()}:${process.env.PATH}`, HOME: home, PRE_COMMIT_HOME: join(home, 'pre-commit') };
  for (const who of ['AUTHOR', 'COMMITTER'])
    Object.assign(env, { [`GIT_${who}_NAME`]: 'test', [`GIT_${who}_EMAIL`]: 'test@example.com' });
});

const run = (cwd: string, name: string, ...argv: string[]) => spawnSync(name, argv, { cwd, env, encoding: 'utf8' });

/** A repository with the hooks, which are taken from a repository of their own, as users do. */
const repository = async (): Promise<string> => {
  const hooks = mkdtempSync(join(tmpdir(), 'hooks-'));
  writeFileSync(join(hooks, '.pre-commit-hooks.yaml'), readFileSync(`${ROOT}.pre-commit-hooks.yaml`));
  const dir = mkdtempSync(join(tmpdir(), 'hooked-'));
  for (const at of [hooks, dir]) run(at, 'git', 'init', '-q');
  run(hooks, 'git', 'add', '-A');
  expect(run(hooks, 'git', 'commit', '-qm', 'hooks').status).toBe(0);
  const rev = run(hooks, 'git', 'rev-parse', 'HEAD').stdout.trim();
  const list = HOOKS.map(({ id }) => `{ id: ${id} }`).join(', ');
  writeFileSync(
    join(dir, '.pre-commit-config.yaml'),
    `repos: [{ repo: "file://${hooks}", rev: ${rev}, hooks: [${list}] }]\n`,
  );
  writeFileSync(
    join(dir, 'api-gateway.yaml'),
    `version: 1
hostname: api.example.com
tls: { selfSigned: true }
services: [{ name: users, path: /v1/users, backend: "users:8080" }]
auth: { methods: { keys: { type: apiKey, header: x-api-key, secret: api-keys, clients: [acme] } } }
`,
  );
  expect((await runCli(['generate', '-q'], { cwd: dir })).code).toBe(0);
  run(dir, 'git', 'add', '-A');
  return dir;
};
const hook = (dir: string, id: string) => {
  run(dir, 'git', 'add', '-A');
  return run(dir, program!, 'run', id);
};

test('each hook runs the version of the package that it belongs to', () => {
  const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  expect(HOOKS.map((h) => h.entry!.split(' ').slice(0, 3))).toEqual(
    HOOKS.map(() => ['npx', '--yes', `eg-api-gateway@${version}`]),
  );
});

test('a commit with manifests as generated passes; edited ones fail with the diff', async (context) => {
  if (program === undefined) return context.skip('SKIPPED pre-commit is not installed, and cannot be downloaded');
  const dir = await repository();
  const fine = hook(dir, 'eg-api-gateway-generate');
  expect([fine.status, fine.stdout], fine.stderr).toEqual([0, expect.stringContaining('Passed')]);
  const name = readdirSync(join(dir, 'manifests')).find((f) => f.startsWith('40-'))!;
  appendFileSync(join(dir, 'manifests', name), '# edited\n');
  const failed = hook(dir, 'eg-api-gateway-generate');
  expect(failed.status).toBe(1);
  expect(failed.stdout).toMatch(/^-# edited$/m);
});

test('a commit with a manifest that the API server rejects fails with the finding', async (context) => {
  if (program === undefined) return context.skip('SKIPPED pre-commit is not installed, and cannot be downloaded');
  const dir = await repository();
  const fine = hook(dir, 'eg-api-gateway-check');
  expect(fine.status, fine.stdout).toBe(0);
  const name = readdirSync(join(dir, 'manifests')).find((f) => f.startsWith('40-'))!;
  const path = join(dir, 'manifests', name);
  writeFileSync(path, readFileSync(path, 'utf8').replace('type: PathPrefix', 'type: PathPrefx'));
  const failed = hook(dir, 'eg-api-gateway-check');
  expect(failed.status).toBe(1);
  expect(failed.stdout).toMatch(/error: .*PathPrefx/);
});
