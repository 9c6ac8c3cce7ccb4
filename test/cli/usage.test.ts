// Wrong use of the command line: what was meant is said, or done.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const ANSWERS = `version: 1
hostname: api.example.com
tls: { secret: api-tls }
auth: { default: none, publicReason: a test }
services: [{ name: users, path: /users, backend: users:8080 }]
`;
const MANIFEST = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'usage-'));
  writeFileSync(join(cwd, 'gateway.yaml'), ANSWERS);
  mkdirSync(join(cwd, 'k8s'));
  writeFileSync(join(cwd, 'k8s/namespace.yaml'), MANIFEST);
});
const cli = (line: string, stdin?: string) =>
  runCli(line.split(' '), { cwd, ...(stdin === undefined ? {} : { stdin }) });

test.each([
  ['generat', 'generat is not a command. Did you mean: eg-api-gateway generate\n'],
  ['GENERATE -q', 'Did you mean: eg-api-gateway generate -q\n'],
  ['gen', 'Did you mean: eg-api-gateway generate\n'],
  ['validate k8s', 'Did you mean: eg-api-gateway check k8s\n'],
  ['version', 'Did you mean: eg-api-gateway --version\n'],
  ['xyzzy', 'The commands are init, import, generate, check,'],
  ['help xyzzy', 'xyzzy is not a command.'],
  ['TargetNotFound', 'run: eg-api-gateway explain TargetNotFound\n'],
  ['hostname=a.example.com', "run: eg-api-gateway generate --set 'hostname=a.example.com'\n"],
  ['gateway.yaml', 'run: eg-api-gateway generate gateway.yaml\n'],
  ['k8s/namespace.yaml', 'run: eg-api-gateway check k8s/namespace.yaml\n'],
  ['k8s', 'run: eg-api-gateway check k8s\n'],
  ['new.yaml', 'run: eg-api-gateway init new.yaml\n'],
  ['-q generate', 'Write the command before its options: eg-api-gateway generate -q'],
  ['', 'The first word is empty'],
  ['generate --hostnme x', 'generate has no option --hostnme. Did you mean --hostname?'],
  ['generate --rateLimit.limits=1/minute', 'Did you mean --rate-limit-limits?'],
  ['generate --jwt-issuer https://a/', "such as --auth-method 'customers={type: jwt, issuer: "],
  ['init --api-key x', "such as --auth-method 'partners={type: apiKey, "],
  [
    'generate --timeout 5s',
    'It is a key of a service: --set services.NAME.timeout=VALUE, with the NAME of the service.',
  ],
  ['generate --timeouts 5s', 'To list its options'],
  ['generate --severity error', 'generate has no option --severity. It is an option of check.'],
  ['generate --tls', 'Options that begin with it: --tls-issuer, '],
  ['--hlp', 'Did you mean --help?'],
  ['check --fromat json', 'Did you mean --format?'],
  ['check --format', '--format needs a value: --format <format>.'],
  ['check --format jsn', 'Did you mean json?'],
  ['completion', 'completion needs an argument: eg-api-gateway completion <shell>.'],
  ['completion zhs', 'Did you mean zsh?'],
  ['schema x', 'schema takes no argument'],
  ['generate --check --stdout', '--stdout and --check cannot be combined.'],
  ['generate hostname=a.example.com', "eg-api-gateway generate --set 'hostname=a.example.com'\n"],
  ['generate -f missing.yaml', `missing.yaml does not exist in ${'CWD'}. Did you mean -f gateway.yaml?`],
  ['generate -f gone/x.yaml', `there is no folder ${'CWD'}/gone`],
  ['generate k8s', 'k8s is a folder, not an answers file.'],
  ['generate .', '. is a folder, not an answers file.'],
  ['generate k8s/namespace.yaml', 'run: eg-api-gateway check k8s/namespace.yaml\n'],
  ['check k8s -f gateway.yaml', 'check validates either answers (-f gateway.yaml) or manifests (k8s).'],
  ['generate --set hostnme=x -f gateway.yaml', '--set hostnme: "hostnme" is not a known key here. [UnknownKey]'],
])('%s: what was meant', async (line, message) => {
  const { code, stdout, stderr } = await cli(line);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.replaceAll(cwd, 'CWD')).toContain(message);
  expect(stderr).not.toContain('    at ');
  expect(readdirSync(cwd).sort()).toEqual(['gateway.yaml', 'k8s']);
});

test.each([[['generate']], [['generate', '-q', '-o', 'x']], [['check']]])(
  '%j without an answers file says where it was looked for and how to make one',
  async (argv) => {
    const { code, stderr } = await runCli(argv, { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(`There is no answers file api-gateway.yaml in ${cwd}. Did you mean -f gateway.yaml? `);
    for (const next of ['eg-api-gateway init (asks', '-f FILE', 'init --example']) expect(stderr).toContain(next);
    expect(stderr.trimEnd().split('\n').length).toBe(1);
  },
);

test('files after the command are those of -f', async () => {
  writeFileSync(join(cwd, 'prod.yaml'), 'hostname: prod.example.com\n');
  expect(await cli('generate gateway.yaml prod.yaml -o a')).toMatchObject({ code: 0 });
  expect(await cli('generate -f gateway.yaml -f prod.yaml -o b')).toMatchObject({ code: 0 });
  const of = (folder: string) => readFileSync(join(cwd, folder, '40-httproutes.yaml'), 'utf8');
  expect(of('a')).toBe(of('b'));
  expect(of('a')).toContain('prod.example.com');
  const check = await cli('check gateway.yaml prod.yaml');
  expect(check).toEqual(await cli('check -f gateway.yaml -f prod.yaml'));
  expect(check.code).toBe(0);
  expect(await cli('init gateway.yaml --yes -o c')).toMatchObject({ code: 0 });
});

test('an answers file among manifests is no reason to validate it instead', async () => {
  expect((await cli('check k8s gateway.yaml')).stderr).toContain('Checked 1 file with 1 object');
});

describe('standard input', () => {
  test('manifests and answers, each where it belongs', async () => {
    expect(await cli('check -', MANIFEST)).toMatchObject({ code: 0 });
    expect(await cli('check -f -', ANSWERS)).toMatchObject({ code: 0 });
    expect((await cli('check -', ANSWERS)).stderr).toContain('run: eg-api-gateway check -f -\n');
    expect((await cli('generate -f -', MANIFEST)).stderr).toContain('run: eg-api-gateway check -\n');
    expect((await cli('check - -f -', ANSWERS)).code).toBe(2);
    expect(await cli('generate - -o out', ANSWERS)).toMatchObject({ code: 0 });
    expect(readdirSync(join(cwd, 'out'))).toContain('validate.sh');
  });

  test('a problem has its line', async () => {
    const { code, stderr } = await cli('generate -f -', ANSWERS.replace('path:', 'paht:'));
    expect(code).toBe(2);
    expect(stderr).toContain('standard input:5:27: "paht" is not a known key here.');
  });

  test.each(['check -', 'generate -f -'])('%s in a terminal says that it reads', async (line) => {
    const stdin = line === 'check -' ? MANIFEST : ANSWERS;
    const { stderr } = await runCli(line.split(' '), { cwd, stdin, terminal: true });
    expect(stderr).toContain('from this terminal. End them with Ctrl+D.\n');
    expect((await runCli(line.split(' '), { cwd, stdin })).stderr).not.toContain('Ctrl+D');
  });
});

describe('--dry-run', () => {
  const names = () => readdirSync(cwd, { recursive: true }).sort();

  test('generate: what is created, changed and removed, and nothing is', async () => {
    const before = names();
    const first = await cli('generate gateway.yaml --dry-run --generate-keys keys');
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('create    manifests/20-gateway.yaml\n') });
    expect(first.stderr).toContain('Nothing was written');
    expect(names()).toEqual(before);
    await cli('generate gateway.yaml');
    const written = names().map((n) => [n, /\.\w+$/.test(String(n)) ? readFileSync(join(cwd, String(n)), 'utf8') : '']);
    const second = await cli('generate gateway.yaml --dry-run --set hostname=b.example.com');
    expect(second.stdout).toContain('change    manifests/20-gateway.yaml\n');
    expect(second.stdout).not.toContain('50-securitypolicies.yaml');
    expect(names().map((n) => [n, /\.\w+$/.test(String(n)) ? readFileSync(join(cwd, String(n)), 'utf8') : ''])).toEqual(
      written,
    );
    const json = JSON.parse((await cli('generate gateway.yaml --dry-run --json --set hostname=b.example.com')).stdout);
    expect(json).toMatchObject({
      ok: true,
      dryRun: true,
      created: [],
      changed: expect.arrayContaining(['20-gateway.yaml']),
    });
  });

  test('a file that was edited by hand is named, with and without --force', async () => {
    await cli('generate gateway.yaml');
    writeFileSync(join(cwd, 'manifests/README.md'), `${readFileSync(join(cwd, 'manifests/README.md'), 'utf8')}mine\n`);
    const refused = await cli('generate gateway.yaml --dry-run');
    expect(refused).toMatchObject({ code: 0, stdout: 'refuse    manifests/README.md\n' });
    expect(refused.stderr).toContain('--force');
    expect((await cli('generate gateway.yaml --dry-run --force')).stdout).toBe('overwrite manifests/README.md\n');
  });

  test('init: the answers file and its schema are in the plan, and not written', async () => {
    const before = names();
    const { code, stdout } = await cli(
      'init -f new.yaml --yes --hostname a.example.com --service /v1/a=a:80 --auth-default none --tls-secret t --dry-run',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^create {4}new\.yaml\ncreate {4}api-gateway\.schema\.json\ncreate {4}manifests\//);
    expect(names()).toEqual(before);
  });
});

test('no command line gives a stack trace or an internal error', async () => {
  const words = [
    '',
    '-',
    '--',
    '--=',
    '-f',
    '--file=',
    'generate',
    'check',
    'explain',
    'help',
    'init',
    '--set',
    '=',
    'a=b',
    '--hostname',
    '\u0000',
    '\u001b[31m',
    'x'.repeat(5000),
    '--help-all',
    '--only',
    '--team',
    '-o',
    '..',
    '/',
    '--dry-run',
    '--json',
    '__proto__',
    '--constructor',
    '%s',
    '-fx',
    '-qqq',
    '--service',
    '/a=b:1',
    '--auth-method',
    'é',
    '--no-color',
    '--no-nonsense',
    'completion',
    'schema',
  ];
  let seed = 7;
  const next = (): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed;
  };
  for (let i = 0; i < 300; i++) {
    const argv = Array.from({ length: 1 + (next() % 4) }, () => words[next() % words.length]!);
    // The working directory must stay clean: a run that writes is another test's.
    const { code, stderr } = await runCli([...argv, '--dry-run'], { cwd, stdin: '' });
    expect([0, 1, 2], JSON.stringify(argv)).toContain(code);
    expect(stderr, JSON.stringify(argv)).not.toMatch(/internal error|\n {4}at |\u001b|\u0000/);
    expect(stderr.length, JSON.stringify(argv)).toBeLessThan(20_000);
  }
});
