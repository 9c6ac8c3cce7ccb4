// What generate says to apply after a change: the objects that differ, in apply order, and the command for exactly these.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { runCli } from './run-cli.ts';

const answersOf = (services: string[], more = ''): string => `version: 1
hostname: api.example.com
tls: { secret: api-tls }
services:
${services.map((s) => `  - ${s}`).join('\n')}
auth:
  methods:
    partners: { type: apiKey, secret: partner-keys, clients: [acme] }
${more}`;
const USERS = '{ name: users, path: /v1/users, backend: "users:8080", auth: partners }';
const STATUS = '{ name: status, path: /status, backend: "status:8080", auth: none, publicReason: health }';
const many = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `{ name: s${i}, path: /v1/s${i}, backend: "s${i}:8080", auth: partners }`);

let cwd: string;
const write = (text: string): void => writeFileSync(join(cwd, 'api-gateway.yaml'), text);
const cli = (...argv: string[]) => runCli(['generate', ...argv], { cwd });
const listed = async (...argv: string[]): Promise<string[][]> =>
  (await cli('--changed-list', ...argv)).stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'));
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'changed-'));
});

test('a first run says nothing of changes; a run that changes nothing lists none', async () => {
  write(answersOf([USERS]));
  expect((await cli()).stderr).not.toMatch(/changed:|kubectl apply -f/);
  const { stdout, stderr } = await cli('--changed-list');
  expect(stdout).toBe('');
  expect(stderr).toContain('--changed-since');
});

test('one service of many is changed: its route alone is named, by its file', async () => {
  write(answersOf(many(60)));
  await cli();
  write(answersOf(many(60)).replace('/v1/s7,', '/v2/s7,'));
  const { stderr, stdout } = await cli('--changed-list');
  expect(stderr).toContain('kubectl apply -f manifests/40-httproutes/s7.yaml\n');
  expect(stderr).toMatch(/Otherwise.*\n {2}kubectl apply -k manifests\n/);
  expect(stdout).toBe(
    'change\tmanifests/40-httproutes/s7.yaml\tHTTPRoute\tdefault/s7\n'.replace('default', namespaceOf()),
  );
});

const namespaceOf = (): string =>
  /^ {2}namespace: (.+)$/m.exec(readFileSync(join(cwd, 'manifests/20-gateway.yaml'), 'utf8'))![1]!;

test('policies come before the routes that need them, and what is deleted last, with prune.sh', async () => {
  write(answersOf([USERS, STATUS]));
  await cli();
  write(
    answersOf([
      USERS.replace('users, path', 'people, path'),
      STATUS.replace('auth: none, publicReason: health', 'auth: partners'),
    ]),
  );
  const { stderr, stdout } = await cli('--json');
  const { objects, apply } = JSON.parse(stdout) as {
    objects: { does: string; kind: string; name: string; file: string }[];
    apply: string[];
  };
  const kinds = objects.filter((o) => o.does !== 'delete').map((o) => o.kind);
  expect(kinds.lastIndexOf('SecurityPolicy')).toBeLessThan(kinds.indexOf('HTTPRoute'));
  const files = [...apply[0]!.matchAll(/-f (\S+)/g)].map(([, f]) => f!);
  const order = files.map((f) => /(\d\d)-/.exec(f)![1]!);
  const inKustomization = [
    ...readFileSync(join(cwd, 'manifests/kustomization.yaml'), 'utf8').matchAll(/- (\d\d)-/g),
  ].map(([, n]) => n!);
  expect(order).toEqual(inKustomization.filter((n) => order.includes(n)));
  expect(objects.filter((o) => o.does === 'delete')[0]).toMatchObject({ kind: 'HTTPRoute', name: 'users' });
  expect(objects.slice(-1)[0]!.does).toBe('delete');
  expect(stderr).toContain('manifests/prune.sh --delete');
});

test('what becomes files of their own, a comment and a header change no object', async () => {
  write(answersOf(many(49)));
  await cli();
  write(answersOf(many(50)));
  expect((await listed()).map(([does, , kind, name]) => `${does} ${kind} ${name!.split('/')[1]}`)).toEqual([
    'create HTTPRoute s49',
  ]);
  writeFileSync(join(cwd, 'other.yaml'), answersOf(many(50)));
  // The header of each file names the answers file.
  const { stderr } = await cli('other.yaml', '-o', 'manifests', '--force');
  expect(stderr).toMatch(/0 created, \d\d+ changed/);
  expect(stderr).not.toContain('kubectl apply');
});

test('a line of a script that looks like a comment is a change', async () => {
  const script = (line: string): string => {
    const lua = `local text = [[\n# ${line}\n]]\nfunction envoy_on_request(handle)\nend\n`;
    return answersOf([USERS.replace(' }', `, extensions: { lua: ${JSON.stringify(lua)} } }`)]);
  };
  write(script('one'));
  const first = await cli();
  expect(first.code, first.stderr).toBe(0);
  write(script('two'));
  expect((await listed()).map(([does, , kind]) => `${does} ${kind}`)).toEqual(['change EnvoyExtensionPolicy']);
});

describe('--changed-since', () => {
  test('several runs without an apply in between: everything since the copy', async () => {
    write(answersOf([USERS, STATUS]));
    await cli();
    cpSync(join(cwd, 'manifests'), join(cwd, 'applied'), { recursive: true });
    write(answersOf([USERS.replace('/v1/users', '/v2/users'), STATUS]));
    await cli();
    write(answersOf([USERS.replace('/v1/users', '/v2/users'), STATUS.replace('/status', '/health')]));
    await cli();
    expect((await listed()).length).toBe(0);
    const names = (await listed('--changed-since', 'applied')).map((row) => row[3]!.split('/')[1]);
    expect(names).toEqual(expect.arrayContaining(['users', 'status']));
    const { stdout } = await cli('--stdout', '--changed-since', 'applied');
    const printed = parseAllDocuments(stdout).map(
      (d) => d.toJS() as { kind: string; metadata: { name: string } } | null,
    );
    expect(printed.filter(Boolean).map((o) => o!.metadata.name)).toEqual(names);
  });

  test('a folder that is absent, empty or not generated is refused, and nothing is written', async () => {
    write(answersOf([USERS]));
    mkdirSync(join(cwd, 'empty'));
    for (const folder of ['absent', 'empty', ' ']) {
      const { code, stderr } = await cli('--changed-since', folder);
      expect(code).toBe(2);
      expect(stderr).toContain('--changed-since');
    }
    expect((await cli('--check')).code).toBe(1);
  });
});

test('--dry-run lists the objects of the change that it does not write', async () => {
  write(answersOf([USERS]));
  await cli();
  write(answersOf([USERS.replace('/v1/users', '/v2/users')]));
  expect((await listed('--dry-run')).map((row) => row[2])).toContain('HTTPRoute');
  expect((await cli('--check')).code).toBe(1);
});

test('Argo CD applies by itself, so no command is named', async () => {
  const text = (path: string): string => `version: 1
hostname: api.example.com
layout: app-of-apps
delivery: { tool: argocd, repository: "https://git.example.com/a/b.git" }
tls: { secret: api-tls }
teams: { payments: { paths: [/v1/pay], services: [{ name: pay, path: ${path}, backend: "pay:8080" }] } }
auth: { default: partners, methods: { partners: { type: apiKey, secret: partner-keys, clients: [acme] } } }
`;
  write(text('/v1/pay'));
  const first = await cli();
  expect(first.code, first.stderr).toBe(0);
  write(text('/v1/pay/now'));
  const { stderr } = await cli();
  expect(stderr).toMatch(/changed: .*HTTPRoute/);
  expect(stderr).not.toContain('kubectl apply');
});
