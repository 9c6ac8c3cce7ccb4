// What reaches a terminal: nothing that it obeys, wherever the words come from.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { voiceOf } from '../../src/cli/environment.ts';
import { hiddenIn, visible, visibleLine } from '../../src/diagnostics/visible.ts';
import { runCli } from './run-cli.ts';

/** Cursor, title, C1 controls, direction, zero width, a line of its own, half a character. */
const BAD = '\u001b[2J\u001b]0;t\u0007\u009b31m\u202e\u200b\u2066\rx\nf.yaml:1:1: error: forged [Forged]';
const scratch = (files: Record<string, string>): string => {
  const dir = mkdtempSync(join(tmpdir(), 'visible-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(dir, name, '..'), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
};
const GOOD = { version: 1, hostname: 'a.example.com', tls: { selfSigned: true } };
const SERVICE = { name: 'users', path: '/v1/users', backend: 'users:80', auth: 'none' };

/** Everything a run said, as a terminal gets it; no line of it begins as one of ours that we did not say. */
const clean = ({ stdout, stderr }: { stdout: string; stderr: string }): string => {
  const all = `${stdout}${stderr}`;
  expect(hiddenIn(all.replace(/[\n\t]/g, ''))).toBeUndefined();
  expect(all.split('\n').filter((l) => l.startsWith('f.yaml:1:1: error: forged'))).toEqual([]);
  return all;
};

/** Places of an answers file that a message repeats. */
const PLACES: [where: string, file: unknown][] = [
  ['a value', { ...GOOD, hostname: BAD, services: [SERVICE] }],
  ['a key', { ...GOOD, [BAD]: 1, services: [SERVICE] }],
  ['a name', { ...GOOD, services: [{ ...SERVICE, name: BAD }] }],
  ['a reason', { ...GOOD, services: [{ ...SERVICE, publicReason: BAD }] }],
  [
    'a method',
    { ...GOOD, services: [{ ...SERVICE, auth: BAD }], auth: { methods: { [BAD]: { type: 'basic', secret: 's' } } } },
  ],
  ['a claim', { ...GOOD, services: [SERVICE], rateLimit: { limits: '1/minute', key: { claim: BAD } } }],
  ['a team', { ...GOOD, layout: 'app-of-apps', teams: { [BAD]: { paths: ['/a'], answers: BAD } } }],
];

test.each(PLACES)('a hostile text in %s of the answers', async (_, file) => {
  const cwd = scratch({ 'api-gateway.yaml': JSON.stringify(file, undefined, 1) });
  for (const argv of [['generate'], ['generate', '--json'], ['check'], ['check', '--json'], ['init', '--yes']]) {
    const run = await runCli(argv, { cwd });
    expect(run.code, argv.join(' ')).toBe(2);
    clean(run);
    if (argv.includes('--json')) expect(JSON.parse(run.stdout)).toHaveProperty('problems');
  }
});

test('flags, file names and names of teams and codes', async () => {
  const cwd = scratch({ 'api-gateway.yaml': JSON.stringify({ ...GOOD, services: [SERVICE] }) });
  for (const argv of [
    ['generate', '-f', BAD],
    ['generate', '--team', BAD],
    ['generate', '--set', `hostname=${BAD}`],
    ['generate', '--set', BAD],
    ['generate', '--service', BAD],
    ['generate', `--${BAD}`],
    ['check', BAD],
    ['check', '--format', BAD],
    ['explain', BAD],
    ['completion', BAD],
    [BAD],
  ]) {
    const run = await runCli(argv, { cwd });
    expect(run.code, JSON.stringify(argv)).toBe(2);
    clean(run);
  }
});

/** As YAML allows it: the characters of a hostile text are escaped in the file, and are themselves once it is read. */
const escaped = (object: unknown): string =>
  JSON.stringify(object).replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

const MANIFEST = escaped({
  apiVersion: `v1${BAD}`,
  kind: `K${BAD}`,
  metadata: { name: `x${BAD}`, namespace: BAD, annotations: { [BAD]: BAD } },
});
const ROUTE = escaped({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: `x${BAD}` },
  spec: {
    [BAD]: 1,
    hostnames: [BAD],
    parentRefs: [{ name: BAD }],
    rules: [{ matches: [{ path: { type: BAD, value: BAD } }] }],
  },
});

test.each([
  ['a kind', MANIFEST],
  ['a route', ROUTE],
])('%s of a foreign manifest prints no finding of its own', async (_, text) => {
  const cwd = scratch({ 'f.yaml': text });
  const plain = await runCli(['check', 'f.yaml'], { cwd });
  const all = clean(plain);
  // A finding begins with its place, and its other lines are indented. Everything else is a heading.
  for (const line of plain.stdout.split('\n').filter((l) => l !== ''))
    expect(line).toMatch(
      /^(?:f\.yaml:\d+:\d+: (?:error|warning|info): | {4}\S| {4,}\||=== (?:f\.yaml: \d|The \d+ most important|\d+ references? to objects|Not checked)|(?:error|warning|info): \d+ more of |[A-Z][a-z]+: [a-z ,]+|There is no schema for \d|They may be in the cluster\.)/,
    );
  expect(all).toContain('\\u001b[2J');
  const json = JSON.parse((await runCli(['check', 'f.yaml', '--json'], { cwd })).stdout) as {
    findings: { resource: string }[];
  };
  expect(json.findings.some((f) => f.resource.includes(BAD))).toBe(true);
  const sarif = await runCli(['check', 'f.yaml', '--format', 'sarif'], { cwd });
  clean(sarif);
  expect(JSON.stringify(JSON.parse(sarif.stdout))).toContain('forged');
});

test('a folder or a file with a hostile name', async () => {
  const name = 'a\u001b[31m\nf.yaml:1:1: error: forged';
  const cwd = scratch({
    [`d/${name}.yaml`]: '{',
    'api-gateway.yaml': JSON.stringify({ ...GOOD, services: [SERVICE] }),
  });
  clean(await runCli(['check', 'd'], { cwd }));
  const made = await runCli(['generate', '-o', name], { cwd });
  expect(made.code).toBe(0);
  clean(made);
});

test('our own colours stay, and a text that looks like them is none', () => {
  const said: string[] = [];
  const stream = { write: (t: string) => said.push(t) > 0, isTTY: true } as unknown as NodeJS.WritableStream & {
    isTTY: true;
  };
  const voice = voiceOf(
    { stdout: stream, stderr: stream, stdin: process.stdin, env: { TERM: 'xterm' }, cwd: '/', today: '' },
    {},
  );
  voice.talk(`${voice.paint.red('error:')} \u001b[31mx`);
  expect(said).toEqual(['\u001b[31merror:\u001b[39m \\u001b[31mx\n']);
});

test('a terminal breaks lines between words; no continuation looks like a message, and a command stays whole', () => {
  const said: string[] = [];
  const stream = {
    write: (t: string) => said.push(t) > 0,
    isTTY: true,
    columns: 30,
  } as unknown as NodeJS.WritableStream;
  const voice = voiceOf(
    { stdout: stream, stderr: stream, stdin: process.stdin, env: { TERM: 'xterm' }, cwd: '/', today: '' },
    {},
  );
  const text = 'users: something is wrong f.yaml:1:1: error: forged';
  voice.talk(`${voice.paint.red('error:')} ${text}`);
  voice.report(`${text}\n`);
  voice.copyable(`kubectl ${text}`);
  voice.result(`${text}\n`);
  const lines = 'users: something is wrong\n    f.yaml:1:1: error: forged\n';
  expect(said).toEqual([
    '\u001b[31merror:\u001b[39m users: something is\n    wrong f.yaml:1:1: error:\n    forged\n',
    lines,
    `kubectl ${text}\n`,
    `${text}\n`,
  ]);
});

test('text is shown as it is where nothing in it is hidden', () => {
  for (const s of ['plain', 'é 中文 עברית', '😀', 'a\n\tb']) expect(visible(s)).toBe(s);
  expect(visibleLine('a\tb\nc\r')).toBe('a\\tb\\nc\\r');
  expect(visible('\u{e0041}\ud800')).toBe('\\udb40\\udc41\\ud800');
});
