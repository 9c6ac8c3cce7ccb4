// How `check` shows what it found: order, lines of files, repetitions, severities, codes.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkOptions } from '../../src/cli/check/check-options.ts';
import type { Environment } from '../../src/cli/environment.ts';
import { excerptLines } from '../../src/cli/result/excerpt-lines.ts';
import { githubCommands } from '../../src/cli/result/github.ts';
import { jsonOf } from '../../src/cli/result/json.ts';
import { junit } from '../../src/cli/result/junit.ts';
import { resultOf } from '../../src/cli/result/result.ts';
import { summaryOf } from '../../src/cli/result/summary.ts';
import { textOf } from '../../src/cli/result/text-report.ts';
import { finding } from '../../src/diagnostics/finding.ts';
import type { Located } from '../../src/diagnostics/place.ts';
import { sarif } from '../../src/diagnostics/sarif.ts';
import { cpuSeconds } from '../work.ts';
import { runCli } from './run-cli.ts';

const folder = (files: Record<string, string>): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'check-result-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
};
const client = (name: string, tls = '{ minVersion: "1.1" }'): string => `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: ClientTrafficPolicy
metadata: { name: ${name}, namespace: edge }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: ${name} }]
  tls: ${tls}
`;
const wrong = (name: string): string => client(name, '{ minVersion: 5 }');
const policy = (name: string, spec: string): string => `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: ${name}, namespace: edge }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: ${name} }]
${spec}`;
const MANY = {
  'a.yaml': policy('a', '  jwt: { optional: true, providers: [{ name: a, remoteJWKS: { uri: "https://a/j" } }] }\n'),
  'b.yaml': `${client('b')}---\n${wrong('wrong')}`,
  'c.yaml': client('c'),
};

const headings = (text: string): string[] => text.split('\n').filter((l) => l.startsWith('==='));

test('the most important findings come first and once each; the rest is by file, files with errors first', async () => {
  const { stdout, stderr, code } = await runCli(['check', '.'], { cwd: folder(MANY) });
  expect(code).toBe(1);
  const [first, ...rest] = headings(stdout);
  expect(first).toMatch(/^=== The [345] most important of \d+ findings ===$/);
  const files = rest.filter((h) => h.includes('.yaml'));
  const worst = files.map((h) => (h.includes('error') ? 0 : h.includes('warning') ? 1 : 2));
  expect(worst).toEqual(worst.toSorted());
  expect(new Set(files.map((h) => h.split(':')[0])).size).toBe(files.length);
  // The error is the first one, and no finding is shown twice.
  const lines = stdout.split('\n').filter((l) => /^\S+:\d+:\d+: /.test(l));
  expect(lines[0]).toMatch(/^b\.yaml:\d+:\d+: error: .*\[SchemaRejected\]$/);
  expect(new Set(lines).size).toBe(lines.length);
  expect(stdout).toMatch(/\n\nExposed: [^\n]+\n/);
  expect(stderr).toMatch(/^Checked 3 files with 4 objects: \d errors?, \d+ warnings, \d+ info\.\nBy risk: /);
  expect(stderr).toContain('Exit code 1, because there is an error.');
});

test('few findings have no section of the most important ones', async () => {
  const { stdout } = await runCli(['check', '.'], { cwd: folder({ 'c.yaml': client('c') }) });
  expect(headings(stdout)).toEqual([
    '=== c.yaml: 1 warning ===',
    '=== 1 reference to objects that are not in these files ===',
  ]);
});

test('nothing is printed where nothing is found', async () => {
  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: b }\n';
  const { stdout, stderr, code } = await runCli(['check', '.'], { cwd: folder({ 'a.yaml': map }) });
  expect([code, stdout]).toEqual([0, '']);
  expect(stderr).toBe('Checked 1 file with 1 object: no findings.\nExit code 0. It is 1 if there is an error.\n');
});

test('repetitions are folded with their count, and shown with --all and --only', async () => {
  const files = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}.yaml`, client(`c${i}`)]));
  const cwd = folder(files);
  const shown = async (...options: string[]) => {
    const { stdout } = await runCli(['check', '.', ...options], { cwd });
    return { stdout, count: stdout.split('\n').filter((l) => l.endsWith('[OldTlsAllowed]')).length };
  };
  const folded = await shown();
  expect(folded.count).toBe(3);
  expect(folded.stdout).toContain(
    'warning: 6 more of OldTlsAllowed in 6 files: 3.yaml:6:22, 4.yaml:6:22, 5.yaml:6:22, ...\n',
  );
  expect((await shown('--all')).count).toBe(9);
  expect(await shown('--only', 'OldTlsAllowed')).toMatchObject({ count: 9 });
  expect((await shown('--only', 'OldTlsAllowed')).stdout).not.toContain('NoMatchingParent');
});

test.each([
  ['a line', { line: 12, column: 10, excerpt: '  value: "*.foo"' }, 80, ['12 |   value: "*.foo"', '   |          ^']],
  ['a column after the line', { line: 1, column: 4, excerpt: 'a:' }, 80, ['1 | a:', '  |   ^']],
  [
    'a tab and a hidden character',
    { line: 1, column: 4, excerpt: '\t\u202e: x' },
    80,
    ['1 | \\t\\u202e: x', '  |          ^'],
  ],
  ['wide characters', { line: 1, column: 5, excerpt: '中文: x' }, 80, ['1 | 中文: x', '  |       ^']],
  [
    'a long line',
    { line: 1, column: 51, excerpt: `${'a'.repeat(50)}b${'c'.repeat(50)}` },
    34,
    ['1 | ...aaaaaaaaaaaaaaaaabcccccc...', '  |                     ^'],
  ],
  ['no line', { line: 1, column: 1 }, 80, []],
] as const)('the excerpt of %s', (_, place, columns, lines) => {
  const found = excerptLines({ file: 'f', ...place }, columns);
  expect(found).toEqual(lines);
  for (const line of found) expect(line.length).toBeLessThanOrEqual(columns);
});

test('a terminal of 80 columns: no line is wider, and all text is there', async () => {
  const cwd = folder(MANY);
  const wide = (await runCli(['check', '.', '--all'], { cwd })).stdout;
  const terminal = (await runCli(['check', '.', '--all'], { cwd, terminal: true, columns: 80, env: { NO_COLOR: '1' } }))
    .stdout;
  expect(terminal.split('\n').filter((l) => l.length > 80)).toEqual([]);
  const words = (text: string) =>
    text
      .split('\n')
      .filter((l) => !/^ *\d* \|/.test(l))
      .join(' ')
      .split(/\s+/)
      .sort();
  expect(words(terminal)).toEqual(words(wide));
});

test('colors: only on a terminal, and without them nothing is lost', async () => {
  const cwd = folder(MANY);
  const run = (terminal: boolean, env = {}) =>
    runCli(['check', '.'], { cwd, terminal, env: { TERM: 'xterm', ...env } });
  const colored = await run(true);
  expect(colored.stdout).toContain('\u001b[31merror:\u001b[39m');
  expect(colored.stderr).not.toContain('\u001b');
  const plain = (await run(false)).stdout;
  expect(colored.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  expect((await run(true, { NO_COLOR: '1' })).stdout).toBe(plain);
  expect((await runCli(['check', '.', '--no-color'], { cwd, terminal: true })).stdout).toBe(plain);
});

test('--severity limits what is shown, --fail-on what gives exit code 1', async () => {
  const cwd = folder({ 'c.yaml': client('c') });
  const run = async (...options: string[]) => {
    const { code, stdout, stderr } = await runCli(['check', '.', '--json', ...options], { cwd });
    const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: { severity: string }[] };
    expect(ok).toBe(code === 0);
    return { code, severities: findings.map((f) => f.severity).sort(), stderr };
  };
  expect(await run()).toMatchObject({ code: 0, severities: ['info', 'warning'] });
  expect(await run('--severity', 'warning')).toMatchObject({ code: 0, severities: ['warning'] });
  const hidden = await run('--severity', 'error', '--fail-on', 'warning');
  expect(hidden).toMatchObject({ code: 1, severities: [] });
  expect(hidden.stderr).toContain('--severity error hides 2 findings.');
  expect(await run('--fail-on', 'info', '--only', 'NoMatchingParent,TargetNotFound')).toMatchObject({ code: 1 });
  const broken = folder({ 'c.yaml': wrong('c') });
  expect((await runCli(['check', '.', '--fail-on', 'never'], { cwd: broken })).code).toBe(0);
  expect((await runCli(['check', '.', '--only', 'OldTlsAllowed'], { cwd: broken })).code).toBe(0);
});

test.each([
  [
    ['--only', 'OldTlsAlowed,Foo,TargetNotFound'],
    /OldTlsAlowed: .*Did you mean OldTlsAllowed\?\n.*Foo: .*eg-api-gateway explain/,
  ],
  [['--only', ','], /--only needs the code of a finding/],
  [['--only', 'constructor'], /constructor: there is no finding/],
  [['--severity', 'high'], /--severity high: .*error, warning, info/],
  [['--fail-on', ''], /--fail-on '': .*never/],
  [['--format', 'xml'], /--format xml: .*text, json, sarif, junit, github/],
])('wrong values of options are refused: %j', async (options, message) => {
  const { code, stdout, stderr } = await runCli(['check', '.', ...options], { cwd: folder({ 'c.yaml': client('c') }) });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(message);
});

const SECRET = `apiVersion: v1
kind: Secret
metadata: { name: keys, namespace: edge }
stringData:
  acme: hunter2
  acme: [hunter2]
  globex: 5 # hunter2
`;
const PLACES_IN_SECRETS: Record<string, string> = {
  'a Secret': SECRET,
  'a Secret with values in base64': SECRET.replace('stringData', 'data'),
  'a Secret in JSON': `{ "apiVersion": "v1", "kind": "Secret",\n "metadata": { "name": "a", "namespace": "b" },\n "data": { "x": ["hunter2"] } }`,
  'a List': `apiVersion: v1\nkind: List\nitems:\n  - ${SECRET.trimEnd().replaceAll('\n', '\n    ')}\n  - { apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { x: 5 } } # hunter2\n`,
  'a Secret that is no YAML': SECRET.replace('globex: 5', 'globex: "hunter2'),
  'an annotation of a Secret': SECRET.replace('namespace: edge', 'namespace: Edge # hunter2'),
};

test.each(Object.entries(PLACES_IN_SECRETS))('no format prints the line of %s', async (_, text) => {
  const cwd = folder({ 'a.yaml': text });
  for (const format of ['text', 'json', 'sarif', 'junit', 'github']) {
    const { code, stdout, stderr } = await runCli(['check', '.', '--all', '--format', format], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/SchemaRejected|FileUnreadable/);
    expect(`${stdout}${stderr}`).not.toContain('hunter2');
  }
});

test('a document that only refers to a Secret is shown', async () => {
  const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: edge }
spec:
  gatewayClassName: eg
  listeners: [{ name: a, port: "x", protocol: HTTPS, tls: { certificateRefs: [{ kind: Secret, name: a }] } }]
`;
  const { stdout } = await runCli(['check', '.'], { cwd: folder({ 'a.yaml': `${SECRET}---\n${gateway}` }) });
  expect(stdout).toContain('14 |   listeners: [{ name: a, port: "x",');
});

/** Findings of one code, each in its own file, and of different codes. */
const manyFindings = (count: number): Located[] =>
  Array.from({ length: count }, (_, i) => ({
    ...finding('OldTlsAllowed', `ClientTrafficPolicy n/c${i}`, `spec.list[${i % 7}].tls`, { version: '1.1' }),
    place: { file: `f${i}.yaml`, line: i + 1, column: 3, excerpt: `  text ${i}` },
  }));
/** CPU seconds; a quadratic algorithm takes minutes for as many findings. */
const LIMIT = 10;

test('50,000 findings are compared and written in every format in a few seconds', () => {
  const findings = manyFindings(50_000);
  const paint = { red: String, yellow: String, green: String, bold: String, dim: String };
  const options = checkOptions({ cwd: '/' } as Environment, {});
  const all = (): void => {
    const result = resultOf(
      { findings, files: findings.map((f) => f.place!.file), objects: findings.length },
      { ...options, baseline: { file: 'b', findings: manyFindings(50_000).reverse().slice(1) } },
    );
    expect(result.comparison).toMatchObject({ unchanged: 49_999, fixed: [] });
    for (const isNew of [result.isNew, () => true])
      for (const isAll of [true, false]) textOf({ ...result, isNew }, isAll, { paint, columns: 80 });
    summaryOf(result, options, { paint });
    jsonOf(result);
    junit(result.shown, result.files);
    sarif(result.shown, '1');
    githubCommands(result.shown);
  };
  expect(cpuSeconds(all)).toBeLessThan(LIMIT);
});

test('two different formats are refused, and --only is part of the summary', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'check-options-'));
  writeFileSync(join(cwd, 'a.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: a }\nspec: 1\n');
  const of = (...more: string[]) => runCli(['check', 'a.yaml', ...more], { cwd });
  expect((await of('--json', '--format', 'sarif')).code).toBe(2);
  expect((await of('--json', '--format', 'json')).code).toBe(1);
  const { code, stdout, stderr } = await of('--only', 'PortNotFound');
  expect(code).toBe(0);
  expect(`${stdout}${stderr}`).toContain('--only limits the check to PortNotFound.');
});
