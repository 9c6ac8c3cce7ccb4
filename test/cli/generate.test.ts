import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const ANSWERS = `version: 1
hostname: api.example.com
tls: { secret: api-tls }
services:
  - { name: users, path: /v1/users, backend: "user-service:8080", auth: partners }
  - { name: status, path: /status, backend: "status:8080", auth: none }
auth:
  methods:
    partners: { type: apiKey, secret: partner-keys, clients: [acme, globex] }
`;

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-'));
  writeFileSync(join(cwd, 'api-gateway.yaml'), ANSWERS);
});
const cli = (...argv: string[]) => runCli(argv, { cwd });
const read = (file: string): string => readFileSync(join(cwd, file), 'utf8');

describe('generate', () => {
  test('writes the folder; a second run changes nothing, and --check agrees', async () => {
    const first = await cli('generate');
    expect([first.code, first.stderr]).toEqual([
      0,
      expect.stringMatching(/^Next: follow the runbook, manifests\/README\.md$/m),
    ]);
    expect(readdirSync(join(cwd, 'manifests'))).toContain('20-gateway.yaml');
    expect(statSync(join(cwd, 'manifests/validate.sh')).mode & 0o777).toBe(0o755);
    const again = await cli('generate');
    expect(again.stderr).toMatch(/0 created, 0 changed, 0 removed/);
    expect(again.stderr).not.toContain('Next:');
    expect(await cli('generate', '--check')).toMatchObject({ code: 0, stdout: '' });
  });

  test('--check exits 1 with a diff that names file and line, and writes nothing', async () => {
    await cli('generate');
    const before = read('manifests/40-httproutes.yaml');
    writeFileSync(join(cwd, 'api-gateway.yaml'), ANSWERS.replace('/status', '/health'));
    const { code, stdout } = await cli('generate', '--check');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^--- a\/manifests\/40-httproutes\.yaml$/m);
    expect(stdout).toMatch(/^-\s+value: \/status$/m);
    expect(stdout).toMatch(/^\+\s+value: \/health$/m);
    expect(read('manifests/40-httproutes.yaml')).toBe(before);
  });

  test('a file that was edited by hand stops the run; --force overwrites it; files of others are never touched', async () => {
    await cli('generate');
    writeFileSync(join(cwd, 'manifests/notes.txt'), 'mine');
    writeFileSync(join(cwd, 'manifests/20-gateway.yaml'), `${read('manifests/20-gateway.yaml')}# by hand\n`);
    const refused = await cli('generate', '--set', 'gateway.name=other');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('20-gateway.yaml');
    expect(read('manifests/20-gateway.yaml')).toContain('# by hand');
    expect(read('manifests/40-httproutes.yaml')).not.toContain('other');
    expect((await cli('generate', '--force')).code).toBe(0);
    expect(read('manifests/20-gateway.yaml')).not.toContain('# by hand');
    expect(read('manifests/notes.txt')).toBe('mine');
  });

  test('a file that is not generated any more is removed and named; an edited one stays', async () => {
    await cli('generate', '--set', 'observability.prometheus=true');
    expect(existsSync(join(cwd, 'manifests/80-observability.yaml'))).toBe(true);
    const { stderr } = await cli('generate');
    expect(stderr).toContain('80-observability.yaml');
    expect(existsSync(join(cwd, 'manifests/80-observability.yaml'))).toBe(false);
    await cli('generate', '--set', 'observability.prometheus=true');
    writeFileSync(join(cwd, 'manifests/80-observability.yaml'), `${read('manifests/80-observability.yaml')}# mine\n`);
    expect((await cli('generate')).stderr).toContain('kept');
    expect(read('manifests/80-observability.yaml')).toContain('# mine');
  });

  test('bad answers: every problem at once with its place, exit 2, nothing written', async () => {
    writeFileSync(
      join(cwd, 'api-gateway.yaml'),
      ANSWERS.replace('api.example.com', 'https://API.example.com')
        .replace('auth: none', 'rateLimit: 100 per minute')
        .replace('secret: api-tls', 'secrt: api-tls'),
    );
    const { code, stderr } = await cli('generate');
    expect(code).toBe(2);
    for (const place of ['api-gateway.yaml:2:11', 'api-gateway.yaml:3:8', 'api-gateway.yaml:6:'])
      expect(stderr).toContain(place);
    expect(stderr).toContain('Write 100/minute.');
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(join(cwd, 'manifests'))).toBe(false);
  });

  test('a folder that cannot be written: exit 2, one line, the old folder as it was', async () => {
    await cli('generate');
    const blocked = join(cwd, 'blocked');
    mkdirSync(blocked);
    writeFileSync(join(blocked, 'file'), '');
    const { code, stderr } = await cli('generate', '-o', 'blocked/file/manifests');
    expect(code).toBe(2);
    expect(stderr).toMatch(/cannot be written/);
    chmodSync(blocked, 0o755);
  });

  test('equal answers give equal bytes, whatever the order of keys and the flags they came by', async () => {
    await cli('generate');
    const lines = ANSWERS.split('\n');
    writeFileSync(
      join(cwd, 'api-gateway.yaml'),
      [...lines.slice(6, 9), lines[2], lines[1], lines[0], ...lines.slice(3, 6)].join('\n'),
    );
    expect(await cli('generate', '--check')).toMatchObject({ code: 0, stdout: '' });
    writeFileSync(join(cwd, 'api-gateway.yaml'), '');
    const flags = [
      '--hostname',
      'api.example.com',
      '--tls-secret',
      'api-tls',
      '--service',
      'users=/v1/users=user-service:8080',
      '--service',
      '/status=status:8080',
      '--auth-method',
      'partners={type: apiKey, secret: partner-keys, clients: [acme, globex]}',
      '--set',
      'services.users.auth=partners',
      '--set',
      'services.status.auth=none',
    ];
    const bare = mkdtempSync(join(tmpdir(), 'cli-'));
    expect((await runCli(['generate', ...flags], { cwd: bare })).code).toBe(0);
    expect(readFileSync(join(bare, 'manifests/50-securitypolicies.yaml'), 'utf8')).toBe(
      read('manifests/50-securitypolicies.yaml'),
    );
  });

  test('without an answers file: every answer that the flags lack, with its flag, exit 2', async () => {
    const argv = ['generate', '--hostname', 'api.example.com'];
    const { code, stderr } = await runCli(argv, { cwd: mkdtempSync(join(tmpdir(), 'cli-')) });
    expect(code).toBe(2);
    expect(stderr).not.toContain('terminal');
    for (const flag of ['--service', '--auth-default', '--tls-issuer']) expect(stderr).toContain(flag);
  });

  test('--generate-keys: random keys in a folder that Git ignores, 0600, in no manifest', async () => {
    expect((await cli('generate', '--generate-keys', 'keys')).code).toBe(0);
    const key = read('keys/partner-keys/acme');
    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(statSync(join(cwd, 'keys/partner-keys/acme')).mode & 0o777).toBe(0o600);
    expect(read('keys/.gitignore')).toBe('*\n');
    for (const f of readdirSync(join(cwd, 'manifests'))) expect(read(`manifests/${f}`)).not.toContain(key);
    await cli('generate', '--generate-keys', 'keys');
    expect(read('keys/partner-keys/acme')).toBe(key);
  });

  test('--stdout gives the objects only; --json one document', async () => {
    const { stdout, code } = await cli('generate', '--stdout');
    expect(code).toBe(0);
    expect(stdout).toContain('kind: HTTPRoute');
    expect(existsSync(join(cwd, 'manifests'))).toBe(false);
    expect(JSON.parse((await cli('generate', '--json')).stdout)).toMatchObject({ ok: true });
  });

  test('from 50 services on there is a file for each, and a change touches only its own', async () => {
    const services = Array.from(
      { length: 60 },
      (_, i) => `  - { name: s${i}, path: /v1/s${i}, backend: "b${i}:8080", auth: none }`,
    ).join('\n');
    const many = (extra: string): string =>
      `version: 1\nhostname: a.example.com\ntls: { secret: t }\nservices:\n${services}${extra}\n`;
    writeFileSync(join(cwd, 'api-gateway.yaml'), many(''));
    await cli('generate');
    expect(readdirSync(join(cwd, 'manifests/40-httproutes'))).toHaveLength(60);
    writeFileSync(join(cwd, 'api-gateway.yaml'), many('').replace('"b7:8080"', '"b7:9090"'));
    const { stdout } = await cli('generate', '--check');
    expect([...stdout.matchAll(/^\+\+\+ b\/(.*)$/gm)].map((m) => m[1])).toEqual([
      'manifests/40-httproutes/s7.yaml',
      'manifests/README.md',
    ]);
  });
});

describe('the program', () => {
  test('an unknown option or command: exit 2', async () => {
    expect((await cli('generate', '--nonsense')).code).toBe(2);
    expect((await cli('nonsense')).code).toBe(2);
  });
  test('every answer that a message names by a flag has that flag', async () => {
    const { stdout } = await cli('generate', '--help-all');
    for (const flag of [
      '--hostname',
      '--tls-issuer',
      '--tls-secret',
      '--tls-self-signed',
      '--auth-default',
      '--rate-limit-limits',
      '--rate-limit-key',
      '--rate-limit-redis-url',
      '--traffic-clients-behind',
      '--cors-origins',
      '--observability-tracing-collector',
    ])
      expect(stdout).toContain(`  ${flag} <`);
  });
  test('--help and --version: exit 0', async () => {
    expect(await cli('--version')).toMatchObject({ code: 0 });
    expect((await cli('generate', '--help-all')).stdout).toContain('--traffic-peak-requests-per-second');
  });
  test('check finds what the API server would refuse, and what names nothing', async () => {
    await cli('generate');
    const file = join(cwd, 'manifests/50-securitypolicies.yaml');
    writeFileSync(
      file,
      read('manifests/50-securitypolicies.yaml')
        .replaceAll(/security: partners$/gm, 'security: partnres')
        .replace('sanitize: true', 'sanitise: true'),
    );
    const { code, stdout } = await cli('check', 'manifests');
    expect(code).toBe(1);
    expect(stdout).toContain('[TargetNotFound]');
    expect(stdout).toContain('[UnknownField]');
    expect((await cli('check')).code).toBe(0);
  });
});
