import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/all-commands.ts';
import { RESULT_NAMES, resultJsonSchema } from '../../src/cli/result/result-schemas.ts';
import { type Schema, schemasIn, validate } from '../answers/draft-07.ts';
import { runCli } from './run-cli.ts';

const ANSWERS = `version: 1
hostname: api.example.com
tls: { selfSigned: true }
services:
  - { name: users, path: /v1/users, backend: "users:8080", auth: customers }
  - { name: status, path: /status, backend: "status:8080", auth: none, publicReason: no data }
auth:
  methods:
    customers:
      { type: jwt, issuer: https://auth.example.com/, jwks: https://auth.example.com/jwks.json, audiences: [api] }
`;
const WRONG = ANSWERS.replace('hostname:', 'hostnam:').replace('/v1/users', 'v1');
const MANIFEST = `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: users, namespace: shop }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: usres }]
  authorization: { defaultAction: Deny }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: users, namespace: shop }
spec:
  parentRefs: [{ name: edge, namespace: infra }]
  rules: [{ backendRefs: [{ name: users, port: 8080 }] }]
`;

const folder = (files: Record<string, string> = {}): string => {
  const dir = mkdtempSync(join(tmpdir(), 'json-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return dir;
};

/** The schema without keys that it does not name: what is printed must be documented. */
const strict = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(strict);
  if (typeof value !== 'object' || value === null) return value;
  const out = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, strict(v)]));
  return out.properties && out.additionalProperties === undefined ? { ...out, additionalProperties: false } : out;
};
const schemaOf = (command: string): Schema => strict(JSON.parse(JSON.stringify(resultJsonSchema(command)))) as Schema;

/** Runs a command with --json: one JSON document on standard output, valid by its schema. */
const result = async (argv: readonly string[], cwd: string, stdin?: string) => {
  const { code, stdout } = await runCli([...argv, '--json'], { cwd, ...(stdin === undefined ? {} : { stdin }) });
  const value = JSON.parse(stdout);
  expect(validate(schemaOf(argv[0]!), value), `${argv.join(' ')}\n${stdout.slice(0, 3000)}`).toBe(true);
  expect(value.version).toBe(1);
  return { code, value };
};

test('every command has a schema of its result, but schema itself, and completion of it', () => {
  expect([...RESULT_NAMES].sort()).toEqual(
    COMMANDS.map((c) => c.name)
      .filter((name) => name !== 'schema')
      .sort(),
  );
  for (const name of RESULT_NAMES) {
    const schema = JSON.parse(JSON.stringify(resultJsonSchema(name))) as Schema;
    expect(schema.$id).toContain(`/${name}.schema.json`);
    for (const { schema: part } of schemasIn(schema)) validate(part, undefined, schema);
  }
});

test('generate: written, unchanged, changed, compared, planned, printed', async () => {
  const dir = folder({ 'api-gateway.yaml': ANSWERS });
  const planned = await result(['generate', '--dry-run'], dir);
  expect([planned.code, planned.value.dryRun]).toEqual([0, true]);
  const { code, value } = await result(['generate'], dir);
  expect([code, value.ok, value.output]).toEqual([0, true, 'manifests']);
  expect(value.created).toEqual(planned.value.created);
  expect(value.notices.length).toBeGreaterThan(0);
  expect((await result(['generate', '--check'], dir)).value).toMatchObject({ ok: true, differing: [], diff: '' });
  appendFileSync(
    join(
      dir,
      'manifests',
      value.created.find((f: string) => f.endsWith('.yaml')),
    ),
    '# edited\n',
  );
  const differs = await result(['generate', '--check'], dir);
  expect([differs.code, differs.value.ok, differs.value.differing.length]).toEqual([1, false, 1]);
  expect((await result(['generate', '--force', '--set', 'services.users.timeout=5s'], dir)).code).toBe(0);
  const { manifests } = (await result(['generate', '--stdout'], dir)).value;
  expect(manifests.length).toBeGreaterThan(3);
});

test('check: answers, files, a baseline', async () => {
  const dir = folder({ 'api-gateway.yaml': ANSWERS, 'm.yaml': MANIFEST });
  expect((await result(['check'], dir)).value.ok).toBe(true);
  const found = await result(['check', 'm.yaml'], dir);
  expect([found.code, found.value.ok]).toEqual([1, false]);
  const finding = found.value.findings.find((f: { code: string }) => f.code === 'TargetNotFound');
  expect(finding).toMatchObject({ file: 'm.yaml', line: 5, severity: 'error', risk: 'exposed' });
  expect(finding.message.endsWith(finding.fix)).toBe(true);
  writeFileSync(join(dir, 'known.json'), JSON.stringify(found.value));
  writeFileSync(join(dir, 'm.yaml'), MANIFEST.replace('usres', 'users'));
  expect((await result(['check', 'm.yaml', '--baseline', 'known.json'], dir)).value.fixed.length).toBeGreaterThan(0);
  const stdin = await result(['check', '-'], dir, MANIFEST);
  expect(stdin.code).toBe(1);
});

test('import: a report, and a comparison with the last import', async () => {
  const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: shop, annotations: { nginx.ingress.kubernetes.io/mirror-target: x } }
spec:
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /api, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }] }
`;
  const dir = folder({ 'i.yaml': ingress });
  const first = await result(['import', 'ingress-nginx', 'i.yaml'], dir);
  expect([first.code, first.value.ok, first.value.file]).toEqual([1, false, 'api-gateway.yaml']);
  expect((await result(['import', '--check'], dir)).value.ok).toBe(true);
  writeFileSync(join(dir, 'i.yaml'), ingress.replace('/api', '/v2'));
  const moved = await result(['import', '--check'], dir);
  expect([moved.code, moved.value.ok, moved.value.changes.length > 0]).toEqual([1, false, true]);
  const again = await result(['import'], dir);
  expect(again.value.changes.length).toBeGreaterThan(0);
});

test('explain, completion, schema', async () => {
  const dir = folder();
  const one = await result(['explain', 'TargetNotFound'], dir);
  expect(one.value.codes).toEqual([expect.objectContaining({ code: 'TargetNotFound', group: 'finding' })]);
  const all = await result(['explain'], dir);
  expect(all.value.codes.length).toBeGreaterThan(300);
  expect((await result(['completion', 'bash'], dir)).value.script).toMatch(/complete -o/);
  const { stdout } = await runCli(['schema', '--output', 'check', '--json'], { cwd: dir });
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(resultJsonSchema('check'))));
});

test('questions and answer', async () => {
  const dir = folder();
  await result(['questions'], dir);
  await result(['questions', '-f', '-'], dir, '');
  await result(['answer', 'hostname=api.example.com', 'services=/v1/users=users:8080', 'auth=jwt'], dir);
  await result(['answer', 'auth.methods.customers.issuer=https://auth.example.com/', '--defaults'], dir);
});

test('init: from flags alone, an example, a plan', async () => {
  const dir = folder();
  const argv = ['init', '--yes', '--hostname', 'api.example.com', '--service', '/v1/users=users:8080'];
  const missing = await result(argv, dir);
  expect([missing.code, missing.value.problems.map((p: { key: string }) => p.key)]).toEqual([
    2,
    // --yes uses the recommended certificate.
    ['auth.default'],
  ]);
  const rest = ['--auth-default', 'none', '--tls-self-signed', 'true', '--set', 'services.users.publicReason=a trial'];
  expect((await result([...argv, ...rest, '--dry-run'], dir)).value.dryRun).toBe(true);
  const { code, value } = await result([...argv, ...rest], dir);
  expect([code, value.file, value.output]).toEqual([0, 'api-gateway.yaml', 'manifests']);
  expect(value.next).toContain('kubectl apply -k manifests');
  await result(['init', '--example', 'jwt-api', '-f', 'example.yaml'], dir);
  await result(['init', '--minimal', '-f', 'minimal.yaml', '--dry-run'], dir);
});

test.each([
  ['generate', '-f', 'wrong.yaml'],
  ['check', '-f', 'wrong.yaml'],
  ['init', '-f', 'wrong.yaml'],
  ['questions', '-f', 'wrong.yaml'],
  ['answer', 'hostname=a.example.com', '-f', 'wrong.yaml'],
])('refused answers: each problem with file, line, column, code, text and fix: %s', async (...argv) => {
  const dir = folder({ 'wrong.yaml': WRONG });
  const { code, value } = await result(argv, dir);
  expect([code, value.ok]).toEqual([2, false]);
  expect(value.problems).toContainEqual(
    expect.objectContaining({ file: 'wrong.yaml', line: 2, column: 1, code: 'UnknownKey', key: 'hostnam' }),
  );
  for (const p of value.problems) expect(p.message).toBe([p.what, p.why, p.fix].filter(Boolean).join(' '));
});

test.each(
  RESULT_NAMES.flatMap((name) => [
    [name, '--no-such-option'],
    [name, 'word', '--no-such-option'],
  ]),
)('wrong usage is JSON on standard output, and nothing else: %j', async (...argv) => {
  const dir = folder();
  const { code, stdout, stderr } = await runCli([...argv, '--json'], { cwd: dir });
  expect([code, stderr]).toEqual([2, '']);
  const { problems, ok } = JSON.parse(stdout);
  expect([ok, problems.map((p: { code: string }) => p.code)]).toEqual([false, ['WrongUsage']]);
  expect(problems[0].message).toMatch(/--no-such-option/);
});

test.each([
  [['generate'], 'There is no answers file api-gateway.yaml in', /^To write it, run: eg-api-gateway init /],
  [['generat'], 'generat is not a command.', /^Did you mean: eg-api-gateway generate /],
  [['init', '--example', 'jwt'], 'There is no example jwt.', /^(?!.*Nothing was written)/],
  [['generate', '-f', 'v1. Old.yaml'], 'The answers file v1. Old.yaml', /./],
])('wrong usage has what is wrong apart from its fix: %j', async (argv, what, fix) => {
  const { problems } = JSON.parse((await runCli([...argv, '--json'], { cwd: folder() })).stdout);
  expect(problems[0].message).toContain(what);
  if (!what.includes('v1.')) expect(problems[0].what).toMatch(new RegExp(`^${what.replaceAll('.', '[.]')}`));
  expect(problems[0].fix).toMatch(fix);
});

test.each([
  [['check', 'no-such-folder'], /no-such-folder/],
  [['generate', '-f', 'no-such-file.yaml'], /no-such-file\.yaml/],
  [['explain', 'TargetNotFond'], /TargetNotFound/],
  [['completion', 'bsh'], /bash/],
  [['generat'], /generate/],
  [['skill', '--install', ''], /--install/],
  [['schema', '--output', 'chekc'], /check/],
  [['check', '.', '--format', 'json', '--severity', 'high'], /warning/],
])('refused by the command itself: %j', async (argv, message) => {
  const dir = folder();
  const { code, stdout, stderr } = await runCli([...argv, '--json'], { cwd: dir });
  expect([code, stderr]).toEqual([2, '']);
  expect(JSON.parse(stdout).problems[0].message).toMatch(message);
});

test('an answer that contains --json does not select it', async () => {
  const { code, stdout } = await runCli(['explain', '--', '--json'], { cwd: folder() });
  expect([code, stdout]).toEqual([2, '']);
});

test('docs/json.md names every key of every result', () => {
  const page = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8');
  const keys = new Set(
    RESULT_NAMES.flatMap((name) =>
      schemasIn(JSON.parse(JSON.stringify(resultJsonSchema(name))) as Schema).flatMap(({ schema }) =>
        Object.keys((schema.properties ?? {}) as object),
      ),
    ),
  );
  expect(keys.size).toBeGreaterThan(50);
  expect([...keys].filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});
