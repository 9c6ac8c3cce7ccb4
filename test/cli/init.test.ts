import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'init-'));
const ALL =
  '--hostname api.example.com --service /v1/users=users:8080 --auth-default none --tls-self-signed true'.split(' ');
const WHY = ['--set', 'services.users.publicReason=a demo'];

test('without a terminal everything that is missing is listed with its flag', async () => {
  const cwd = folder();
  const { code, stderr } = await runCli(['init'], { cwd });
  expect(code).toBe(2);
  for (const flag of ['--hostname', '--service', '--auth-default', '--tls-issuer']) expect(stderr).toContain(flag);
  expect(readdirSync(cwd)).toEqual([]);
});

test.each(['init', 'generate'])('%s: what is wrong and what is missing come at once', async (command) => {
  const { code, stderr } = await runCli([command, '--hostname', 'API', '--service', 'foo'], { cwd: folder() });
  expect(code).toBe(2);
  for (const said of ['InvalidService', 'InvalidHostname', '--tls-issuer', '--auth-default'])
    expect(stderr).toContain(said);
});

test('what is wrong with a flag stands at the flag, with the file beside it at its line', async () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'api-gateway.yaml'), 'version: 1\nhostname: WRONG\n');
  const { stderr } = await runCli(['generate', '--traffic-p95-latency', 'soon'], { cwd });
  expect(stderr).toMatch(/^api-gateway\.yaml:2:11: .*InvalidHostname/m);
  expect(stderr).toMatch(/^--traffic-p95-latency: .*InvalidDuration/m);
});

test('a flag with a list may be given several times', async () => {
  const flags = ['--cors-origins', 'https://a.example.com', '--cors-origins', 'https://b.example.com'];
  const { code, stdout } = await runCli(['generate', '--stdout', ...ALL, ...WHY, ...flags], { cwd: folder() });
  expect(code).toBe(0);
  expect(stdout).toContain('- https://a.example.com\n      - https://b.example.com');
});

test('--yes takes what is suggested, and ends with the command line that gives the same', async () => {
  const cwd = folder();
  const { code, stderr } = await runCli(['init', '--yes', ...ALL, ...WHY], { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain('Written:\n  api-gateway.yaml\n  api-gateway.schema.json\n  manifests/\n');
  expect(stderr).toContain('  manifests/validate.sh\n');
  const words = /npx eg-api-gateway (generate[\s\S]*)$/.exec(stderr)![1]!.replaceAll('\\\n', ' ');
  const argv = [...words.matchAll(/'((?:[^'])*)'|(\S+)/g)].map((m) => m[1] ?? m[2]!);
  const again = folder();
  expect((await runCli(argv, { cwd: again })).code).toBe(0);
  for (const file of readdirSync(join(cwd, 'manifests')))
    expect(readFileSync(join(again, 'manifests', file), 'utf8')).toBe(
      readFileSync(join(cwd, 'manifests', file), 'utf8'),
    );
});

test('-f of a file that is not there yet is the name of the new one', async () => {
  const cwd = folder();
  expect((await runCli(['init', '--yes', '-f', 'new.yaml', ...ALL, ...WHY], { cwd })).code).toBe(0);
  expect(existsSync(join(cwd, 'new.yaml'))).toBe(true);
  expect(existsSync(join(cwd, 'api-gateway.yaml'))).toBe(false);
});
