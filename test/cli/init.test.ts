import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { commandLineOf } from '../answers/command-line.ts';
import { runCli } from './run-cli.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'init-'));
const ALL =
  '--hostname api.example.com --service /v1/users=users:8080 --auth-default none --tls-self-signed true'.split(' ');
const WHY = ['--set', 'services.users.publicReason=a demo'];

test.each([[['init']], [['init', '--yes']]])(
  '%j without a terminal: everything that is missing is listed with its flag',
  async (argv) => {
    const cwd = folder();
    const { code, stderr } = await runCli(argv, { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('Standard input is not a terminal, so init cannot ask questions.');
    for (const flag of ['--hostname', '--service', '--auth-default']) expect(stderr).toContain(flag);
    // --yes uses the recommended certificate.
    expect(stderr.includes('--tls-issuer')).toBe(!argv.includes('--yes'));
    expect(readdirSync(cwd)).toEqual([]);
  },
);

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

test('--yes takes what is suggested, and ends with what to do next, in 24 rows of 80 columns', async () => {
  const cwd = folder();
  const { code, stderr } = await runCli(['init', '--yes', ...ALL, ...WHY], { cwd });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^Written: api-gateway\.yaml, api-gateway\.schema\.json, manifests\/ \(\d+ files\)$/m);
  expect(nextOf(stderr)).toEqual([
    'manifests/install.sh --check',
    'manifests/install.sh',
    'kubectl apply -k manifests',
    'kubectl wait --for=condition=Programmed --timeout=5m -n default gateway/eg',
    'manifests/validate.sh --insecure',
  ]);
  expect(stderr).toMatch(/\n {2}npx eg-api-gateway generate --check\n$/);
  const rows = stderr.trimEnd().split('\n');
  expect(rows.length).toBeLessThanOrEqual(23);
  for (const row of rows) expect(row.length).toBeLessThanOrEqual(80);
  expect(await runCli(['generate', '--check'], { cwd })).toMatchObject({ code: 0, stdout: '' });
});

test('the ending fits 24 rows with many notices and Secrets, and names the answers file', async () => {
  const cwd = folder();
  const many = [
    ...['--auth-method', 'partners={type: apiKey, secret: api-keys, clients: [acme]}'],
    ...['--auth-method', 'staff={type: basic, secret: staff}', '--auth-default', 'partners,staff'],
    ...['--rate-limit-limits', '10/second', '--cors-origins', 'https://app.example.com', '--network', 'kubernetes'],
    ...['--observability-tracing-collector', 'otel.tracing:4317', '--service', '/x=https://x.example.net'],
  ];
  const flags = [...ALL.filter((f) => f !== '--auth-default' && f !== 'none'), ...many];
  const { code, stderr } = await runCli(['init', '--yes', '-f', 'prod.yaml', ...flags], { cwd });
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  expect(stderr).toContain('Please note (details: manifests/README.md, Notices):');
  expect(stderr).toMatch(/- \d+ more/);
  expect(stderr).toContain('# create Secret api-keys, staff: commands in manifests/README.md');
  expect(stderr).toContain('npx eg-api-gateway generate --check -f prod.yaml');
  expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(23);
});

test.each([
  ['api.example.com', 'self-signed, for a trial', { selfSigned: true }],
  ['api.acme.io', 'ClusterIssuer letsencrypt-prod', { issuer: 'letsencrypt-prod' }],
])('--yes uses the certificate that is recommended for %s, and names it', async (hostname, shown, tls) => {
  const cwd = folder();
  const flags = ALL.slice(2, -2);
  const { code, stderr } = await runCli(['init', '--yes', '--hostname', hostname, ...flags, ...WHY], { cwd });
  expect([code, stderr]).toEqual([0, expect.stringContaining(`\nCertificate: ${shown}. To use another one:`)]);
  expect(parse(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')).tls).toEqual(tls);
  // A certificate that was chosen is not named.
  const chosen = await runCli(['init', '--yes', ...ALL, ...WHY], { cwd: folder() });
  expect([chosen.code, chosen.stderr]).toEqual([0, expect.not.stringContaining('Certificate:')]);
  // Without --yes, nothing is assumed.
  const { code: refused } = await runCli(['init', '--hostname', hostname, ...flags, ...WHY], { cwd: folder() });
  expect(refused).toBe(2);
});

test('over a folder of an earlier run, the ending names the command for the change alone, and counts files once', async () => {
  const cwd = folder();
  const again = (...flags: string[]) => runCli(['init', '--yes', ...flags], { cwd });
  expect((await again(...ALL, ...WHY)).stderr).not.toMatch(/changed object|\d created/);
  const limited = await again('--rate-limit-limits', '10/minute');
  expect(limited.stderr).toMatch(/manifests\/ \(\d+ changed, \d+\s+unchanged\)/);
  expect(nextOf(limited.stderr)).toContain('# or only the 1 changed object, if the cluster has the others:');
  expect(nextOf(limited.stderr)).toContain('kubectl apply -f manifests/60-backendtrafficpolicies.yaml');
  // Nothing changed: there is no command for it.
  expect((await again()).stderr).not.toMatch(/changed object|kubectl apply -f/);
});

test('the ending names the credentials of validate.sh, and only those of methods that are used', async () => {
  const cwd = folder();
  const method = [
    '--auth-method',
    'customers={type: jwt, issuer: https://auth.example.com/, jwks: fromIssuer, audiences: [api]}',
  ];
  const flags = [...ALL.slice(0, 4), ...ALL.slice(-2)];
  const { code, stderr } = await runCli(['init', '--yes', ...flags, ...method], { cwd });
  expect([code, stderr]).toEqual([
    0,
    expect.stringContaining('# set TOKEN_CUSTOMERS (see --help), or checks are skipped:'),
  ]);
  const without = await runCli(['init', '--yes', ...ALL, ...WHY], { cwd: folder() });
  expect(without.stderr).not.toContain('or checks are skipped');
});

test('--yes in a terminal asks what is required and nothing else', async () => {
  const cwd = folder();
  const lines = ['api.example.com', '/v1/users=users:8080', '', '1', 'https://auth.example.com/'];
  const { code, stdout, stderr } = await typed(cwd, lines, '--yes');
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  expect(stdout.match(/\?$|\(iss\)$/gm)).toHaveLength(4);
  expect(stdout).not.toMatch(/Use these answers|How many requests|at peak/);
  const answers = parse(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8'));
  expect(answers).toMatchObject({ tls: { selfSigned: true }, rateLimit: { limits: '100/minute' } });
  // With the required answers as flags, nothing is asked.
  const again = folder();
  expect(await typed(again, [], '--yes', ...ALL, ...WHY)).toMatchObject({ code: 0, stdout: '' });
});

test.each([
  [['stdin', 'stdout'], 'stdout', 'stderr'],
  [['stdin', 'stderr'], 'stderr', 'stdout'],
] as const)('a terminal of %j shows the questions there', async (terminal, shows, other) => {
  const r = await runCli(['init', '--plain'], { cwd: folder(), terminal, stdin: 'api.example.com\n' });
  expect(r.code).toBe(130);
  expect(r[shows]).toContain('Which services');
  expect(r[other]).not.toContain('Which services');
  expect(r.stderr).not.toContain('is not a terminal');
});

test.each([
  [['stdout', 'stderr'], 'Standard input is not a terminal'],
  [['stdin'], 'Neither standard output nor standard error is a terminal'],
] as const)('with %j as terminal, the message says what is missing', async (terminal, why) => {
  const { code, stderr } = await runCli(['init'], { cwd: folder(), terminal });
  expect(code).toBe(2);
  expect(stderr).toContain(`${why}, so init cannot ask questions.`);
});

test('init over a complete file shows the review alone, and changes no byte of it', async () => {
  const cwd = folder();
  const before =
    'version: 1\nhostname: api.example.com # ours\ntls: { secret: api-tls }\nservices: [{ name: status, path: /status, backend: "status:8080", auth: none }]\n';
  for (const argv of [[], ['--yes']]) {
    writeFileSync(join(cwd, 'api-gateway.yaml'), before);
    const { code, stdout } = await typed(cwd, argv.length === 0 ? [''] : [], ...argv);
    expect(code).toBe(0);
    expect(stdout.match(/Default: 1$/gm) ?? []).toHaveLength(argv.length === 0 ? 1 : 0);
    expect(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')).toBe(before);
  }
});

test('-f of a file that is not there yet is the name of the new one', async () => {
  const cwd = folder();
  expect((await runCli(['init', '--yes', '-f', 'new.yaml', ...ALL, ...WHY], { cwd })).code).toBe(0);
  expect(existsSync(join(cwd, 'new.yaml'))).toBe(true);
  expect(existsSync(join(cwd, 'api-gateway.yaml'))).toBe(false);
});

/** The interview in lines, as `--plain` reads them; an empty one takes what is suggested. */
const typed = (cwd: string, lines: readonly string[], ...argv: string[]) =>
  runCli(['init', '--plain', ...argv], { cwd, terminal: true, stdin: lines.map((l) => `${l}\n`).join('') });
const TO_TEAMS = [
  'api.example.com',
  '/v1/payments=payments:8080',
  '/v1/catalog=shop/catalog:8080',
  '/status=status:80',
  '',
  '1', // tokens
  'https://auth.example.com/',
  ...Array(4).fill(''),
  'Teams',
  '2', // several teams
];
const TEAMS = ['', '', 'platform', '', 'payments-developers', '@acme/payments', '', '', ''];
const nextOf = (stderr: string): string[] =>
  /Next:\n([\s\S]*?)\n\n/
    .exec(stderr)![1]!
    .split('\n')
    .map((l) => l.trim());

test.each([
  [
    'kustomize',
    [''],
    [
      'out/platform/install.sh --check',
      'out/platform/install.sh',
      'kubectl apply -k out/platform',
      'kubectl apply -k out/teams/catalog',
      'kubectl apply -k out/teams/payments',
    ],
  ],
  [
    'argocd',
    ['2', 'https://git.example.com/acme/gateway.git', 'out'],
    [
      'out/platform/install.sh --check',
      'out/platform/install.sh',
      '# First push the manifests to main, folder out, of',
      '# https://git.example.com/acme/gateway.git',
      'kubectl apply -f out/argocd/root.yaml',
    ],
  ],
  [
    'flux',
    ['3', 'https://git.example.com/acme/gateway.git', 'out'],
    [
      'out/platform/install.sh --check',
      'out/platform/install.sh',
      '# First push the manifests to main, folder out, of',
      '# https://git.example.com/acme/gateway.git',
      'kubectl apply -k out/flux',
    ],
  ],
] as const)('several teams, by %s: a unit for each, the next commands, and generate agrees', async (tool, by, next) => {
  const cwd = folder();
  const { code, stderr } = await typed(cwd, [...TO_TEAMS, ...TEAMS, ...by, 'Folder', 'out', '1']);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  expect(nextOf(stderr)).toEqual([
    ...next,
    'kubectl wait --for=condition=Programmed --timeout=5m -n default gateway/eg',
    '# set TOKEN_CUSTOMERS (see --help), or checks are skipped:',
    'out/platform/validate.sh --insecure',
    'out/teams/catalog/validate.sh --insecure',
    'out/teams/payments/validate.sh --insecure',
  ]);
  for (const file of ['platform/20-gateway.yaml', 'teams/payments/40-httproutes.yaml', 'teams/catalog/validate.sh'])
    expect(existsSync(join(cwd, 'out', file)), file).toBe(true);
  expect(readFileSync(join(cwd, 'out/CODEOWNERS'), 'utf8')).toContain('@acme/payments');
  const answers = parse(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8'));
  expect(answers).toMatchObject({
    services: [{ name: 'status' }],
    layout: 'app-of-apps',
    teams: { payments: { group: 'payments-developers' }, catalog: { namespace: 'shop' } },
    delivery: { tool },
  });
  expect(answers.output).toBe('out');
  expect(await runCli(['generate', '--check'], { cwd })).toMatchObject({ code: 0, stdout: '' });
  const argv = ['generate', ...commandLineOf(answers), '-o', 'out'];
  // Without the answers file flags say all of them; only runbooks, which name the file, are otherwise.
  rmSync(join(cwd, 'api-gateway.yaml'));
  const { stdout } = await runCli([...argv, '--check'], { cwd });
  const changed = [...stdout.matchAll(/^\+\+\+ b\/(.*)$/gm)].map((m) => m[1]!);
  expect(changed.filter((f) => !f.endsWith('/README.md'))).toEqual([]);
});

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
test('teams with files of their own: their units are written, nothing of them is asked, and no byte of the answers changes', async () => {
  const cwd = folder();
  cpSync(join(ROOT, 'examples/teams'), cwd, { recursive: true });
  const before = readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8');
  // The review alone: everything is in the file.
  const { code, stderr, stdout } = await typed(cwd, ['']);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  expect(stdout).not.toMatch(/first service|authenticate|How many teams|applied to the cluster/);
  expect(stderr).toMatch(/manifests\/ \(\d+\s+unchanged\)/);
  expect(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')).toBe(before);
  expect(nextOf(stderr)).toContain('kubectl apply -k manifests/flux');
});

test("what is wrong with a team's own file stands there, and nothing is written", async () => {
  const cwd = folder();
  cpSync(join(ROOT, 'examples/teams'), cwd, { recursive: true });
  rmSync(join(cwd, 'manifests'), { recursive: true });
  writeFileSync(join(cwd, 'teams/catalog.yaml'), 'version: 1\nteam: catalog\nservices: []\n');
  const { code, stderr } = await runCli(['init', '--yes'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^teams\/catalog\.yaml:3:/m);
  expect(existsSync(join(cwd, 'manifests'))).toBe(false);
});
