import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { probesWithFiles } from '../../src/files/output-files.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { bounds, sampleFor } from '../../src/probes/binomial.ts';
import { GROUPS } from '../../src/probes/probe.ts';
import { probesOf } from '../../src/probes/probe-list.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { ANSWERS, failing, linesOf, runScript, scriptOf } from './run-validate.ts';
import { type Fault, KEYS, standInGateway } from './stand-in-gateway.ts';

const script = scriptOf(ANSWERS);

/** Takes connections and never says a word. */
const silentGateway = async () => {
  const servers = [createServer(() => {}), createServer(() => {})];
  for (const s of servers) await new Promise<void>((done) => s.listen(0, '127.0.0.1', done));
  const [https, http] = servers.map((s) => (s.address() as AddressInfo).port);
  return { https: https!, http: http!, close: () => servers.forEach((s) => void s.close()) };
};

/** Runs the script against a gateway with a fault; there is no cluster. */
const run = async (fault: Fault | 'silent' | undefined, env: Record<string, string>, ...args: string[]) => {
  const gateway = fault === 'silent' ? await silentGateway() : await standInGateway(fault);
  try {
    return await runScript(script, gateway, env, ['--insecure', ...args]);
  } finally {
    gateway.close();
  }
};
const KEY_ENV = { KEY_PARTNERS_ACME: KEYS.acme, KEY_PARTNERS_GLOBEX: KEYS.globex };
// Beside others, since some only wait.
test.concurrent('against a gateway that behaves: all that curl sees passes, what needs the cluster is skipped aloud, exit 3', async () => {
  const { code, stdout, stderr } = await run(undefined, KEY_ENV);
  expect(stdout).not.toMatch(/^not ok/m);
  expect(stderr).toBe('');
  expect(code).toBe(3);
  const plan = Number(/^1\.\.(\d+)$/m.exec(stdout)![1]);
  expect(stdout.match(/^ok /gm)).toHaveLength(plan);
  expect(stdout).toMatch(/# SKIP kubectl cannot read the Gateway/);
  expect(stdout.match(/# SKIP/g)!.length).toBeLessThan(plan / 2);
});

test.concurrent('a gateway that answers nothing is not waited for hundreds of times: every check fails, most without being asked', async () => {
  const { code, stdout, argv } = await run('silent', KEY_ENV, '--json', '--timeout', '1');
  expect(code).toBe(1);
  const lines = linesOf(stdout);
  expect(lines.filter((l) => l.result === 'pass').map((l) => l.id)).toEqual([]);
  expect(lines.filter((l) => l.got.startsWith('not sent')).length).toBeGreaterThan(20);
  // Three on each port, and those that are no usual request.
  expect(argv.split('\n').filter((l) => l.includes('--max-time')).length).toBeLessThan(15);
});

const HOSTS = scriptOf({ ...ANSWERS, tls: { issuer: 'le' }, hostnames: ['shop.example.com'] });

test.concurrent('a host that the gateway does not serve fails its own checks only, and one that it serves by mistake is seen', async () => {
  const failed = async (fault: Fault | undefined): Promise<string[]> => {
    const gateway = await standInGateway(fault);
    try {
      const { stdout } = await runScript(HOSTS, gateway, KEY_ENV, [
        '--insecure',
        '--json',
        '--only',
        'redirect*',
        '--only',
        'hostname*',
      ]);
      return failing(stdout);
    } finally {
      gateway.close();
    }
  };
  expect(await failed(undefined)).toEqual(['redirect.shop.example.com']);
  expect(await failed('any name')).toContain('hostname.other.shop.example.com');
});

/** What is broken, and a probe that has to go red for it. */
const FAULTS: [Fault, string][] = [
  ['open', 'users.auth.no-credentials'],
  ['wrong key accepted', 'users.auth.unknown-key'],
  ['backend down', 'users.auth.accepted'],
  ['forbidden client let in', 'admin.allow'],
  ['key passed on', 'users.auth.key-hidden'],
  ['underscores let in', 'headers.underscores'],
  ['response header missing', 'users.transform.response.set.x-frame-options'],
  ['response header left', 'users.transform.response.remove.server'],
  ['public closed', 'status.auth.none'],
  ['no redirect', 'redirect.get'],
  ['redirect 302', 'redirect.post'],
  ['clear text', 'redirect.clear-text'],
  ['any name', 'hostname.foreign-https'],
  ['any TLS name', 'hostname.foreign-tls'],
  ['TLS 1.1', 'tls.1.1'],
  ['no HTTP/2', 'tls.http2'],
  ['forged header passes', 'users.auth.removed-x-client-id'],
  ['forged header opens', 'users.auth.forged-x-client-id'],
  ['encoded slash open', 'users.path.slash'],
  ['canary gets nothing', 'users.canary.weight'],
  ['canary header ignored', 'users.canary.header'],
  ['not rewritten', 'users.rewrite'],
  ['no limit', 'users.rateLimit'],
  ['limit too low', 'users.rateLimit'],
  ['limit times ten', 'users.rateLimit'],
  ['no rate headers', 'users.rateLimit'],
  ['foreign origin allowed', 'users.cors.foreign'],
  ['no preflight', 'users.cors.origins'],
  ['no route', 'users.auth.accepted'],
  ['a limit that nobody answered', 'users.rateLimit'],
];

test.concurrent.each(FAULTS)('%s: %s goes red, exit 1', async (fault, id) => {
  const { code, stdout } = await run(fault, KEY_ENV, '--json', '--only', id);
  expect(failing(stdout), stdout).toContain(id);
  expect(code).toBe(1);
});

test('no credential: its checks are skipped with the variable’s name, and counted', async () => {
  const { code, stdout } = await run(undefined, {}, '--only', 'authenticated');
  expect(stdout).toMatch(/ok 1 - users.auth.accepted: .* # SKIP KEY_PARTNERS_ACME is not set/);
  expect(stdout).toMatch(/# 0 passed, 0 failed, 2 skipped/);
  expect(code).toBe(3);
});

test('credentials from a file are data; no credential is in argv or in what is printed', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'credentials-')), 'c');
  const evil = join(tmpdir(), `evil-${process.pid}`);
  writeFileSync(file, `KEY_PARTNERS_ACME=${KEYS.acme}\nPATH=/nowhere\nKEY_X=$(touch ${evil})\n`);
  const { code, stdout, argv } = await run('backend down', {}, '--credentials', file, '--only', 'users.auth.accepted');
  expect(code).toBe(1);
  expect(stdout).toMatch(/# {3}try: +curl .*X-API-Key: \$KEY_PARTNERS_ACME"/);
  expect(stdout).toMatch(/# {3}look at: +40-httproutes\.yaml/);
  expect(stdout + argv).not.toContain(KEYS.acme);
  expect(spawnSync('ls', [evil]).status).not.toBe(0);
});

test('--list sends nothing; an unknown check or option is a usage error', async () => {
  const list = execFileSync('bash', [script, '--list'], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } });
  const others = new Set<string>(['programmed', 'network', 'mesh', 'streams']);
  for (const group of GROUPS.filter((g) => !others.has(g))) expect(list).toContain(` ${group} `);
  expect(spawnSync('bash', [script, '--only', 'nothing-like-that', '--address', '127.0.0.1']).status).toBe(2);
  expect(spawnSync('bash', [script, '--nonsense']).status).toBe(2);
  expect(spawnSync('bash', [script, '--timeout', 'x']).status).toBe(2);
});

test('thousands of checks take no more stack than a few', () => {
  const services = Array.from({ length: 500 }, (_, i) => ({
    name: `s${i}`,
    path: `/s${i}`,
    backend: `s${i}:80`,
    rateLimit: `${i + 1}/minute`,
  }));
  const many = scriptOf({ ...ANSWERS, services });
  const list = execFileSync('bash', ['-c', 'ulimit -s 512; exec bash "$0" --list', many], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  expect(list).toMatch(/^s499\.rateLimit /m);
});

test('hostile answers stay data in the script', () => {
  const evil = join(tmpdir(), `evil-answers-${process.pid}`);
  const hostile = scriptOf({
    ...ANSWERS,
    services: [
      {
        name: 'x',
        path: `/$(touch-${process.pid})'\`;`.replace(/`/g, ''),
        backend: 'x:1',
        auth: 'none',
        headers: { 'x-v': `"'$(touch ${evil})` },
      },
    ],
  });
  const list = execFileSync('bash', [hostile, '--list'], { encoding: 'utf8' });
  expect(list).toContain('x.auth.none');
  expect(spawnSync('bash', ['-n', hostile]).status).toBe(0);
  expect(spawnSync('ls', [evil]).status).not.toBe(0);
});

test('nothing in the script needs more than bash 3.2', () => {
  const text = readFileSync(script, 'utf8');
  for (const newer of [
    /declare -[Ag]/,
    /\bmapfile\b|\breadarray\b/,
    /\$\{[A-Za-z_]+(,,|\^\^|@[A-Z])/,
    /\|&/,
    /&>>/,
    /\bcoproc\b/,
    /\$\{[A-Za-z_]+: -\d/,
    /\[\[ -v /,
    /printf .*%\(/,
  ])
    expect(text).not.toMatch(newer);
});

test('probes are unique and have a file to look at', () => {
  const validated = validateAnswers(ANSWERS, 'test');
  if ('problems' in validated) throw new Error('refused');
  const intent = buildIntent(validated.answers);
  const probes = probesOf(
    intent,
    buildResources(intent).map((r) => r.object),
  );
  expect(new Set(probes.map((p) => p.id)).size).toBe(probes.length);
  for (const p of probesWithFiles(intent, buildResources(intent))) expect(p.file).toMatch(/\.yaml$/);
});

test('bounds of a share: one false alarm in a million, and they tell a share from none', () => {
  // By hand: P(X <= 2) = 1.9e-7 and P(X <= 3) = 1.5e-6; P(X >= 44) = 4.7e-7 and P(X >= 43) = 1.2e-6.
  expect(bounds(200, 0.1)).toEqual({ low: 3, high: 43 });
  expect(sampleFor(0, 1000)).toEqual({ count: 50, low: 0, high: 0 });
  expect(sampleFor(10, 10_000).low).toBeGreaterThan(0);
  expect(sampleFor(10, 24).count).toBe(24);
});
