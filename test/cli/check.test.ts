import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CATALOGUE } from '../../src/diagnostics/whole-catalogue.ts';
import { runCli } from './run-cli.ts';

const folder = (files: Record<string, string>): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'check-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
};
const client = (annotation?: string): string => `# a comment
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: ClientTrafficPolicy
metadata:
  name: edge
  namespace: edge
${annotation === undefined ? '' : `  annotations:\n    eg-api-gateway/suppress: ${JSON.stringify(annotation)}\n`}spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }]
  tls:
    minVersion: "1.1"
`;
const found = async (cwd: string, today?: string, ...paths: string[]) => {
  const { stdout } = await runCli(['check', ...(paths.length > 0 ? paths : ['.']), '--json'], {
    cwd,
    ...(today && { today }),
  });
  return JSON.parse(stdout) as {
    ok: boolean;
    findings: { code: string; severity: string; file: string; line: number }[];
  };
};
const codes = async (cwd: string, today?: string) => (await found(cwd, today)).findings.map((f) => f.code);
const ANSWERS = `version: 1
hostname: api.example.com
tls: { issuer: ca }
services:
  - { name: users, path: /users, backend: "users:8080", auth: custom }
auth:
  methods:
    custom: { type: extAuth, grpc: "authz:9001", headers: [x-token], failOpen: true }
traffic: { peakRequestsPerSecond: 20, p95Latency: 100ms, clientsBehind: direct }
`;

test('a finding stands at file, line and column of its field', async () => {
  const cwd = folder({ 'a/client.yaml': client() });
  const { code, stdout } = await runCli(['check', '.'], { cwd });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^a\/client\.yaml:10:17: warning: [^\n]*\[OldTlsAllowed\]\n {4}ClientTrafficPolicy edge\/edge spec\.tls\.minVersion\n {4}10 \| {5}minVersion: "1\.1"\n {7}\| {17}\^\n/m,
  );
});

test('several documents of a file, Lists and JSON are read', async () => {
  const list = JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'k', namespace: 'edge' },
        stringData: { a: 'same', b: 'same' },
      },
      {
        apiVersion: 'gateway.envoyproxy.io/v1alpha1',
        kind: 'SecurityPolicy',
        metadata: { name: 'keys', namespace: 'edge' },
        spec: {
          targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'app' }],
          apiKeyAuth: { credentialRefs: [{ name: 'k' }], extractFrom: [{ headers: ['x-key'] }] },
        },
      },
    ],
  });
  const cwd = folder({
    'two.yaml': `${client()}---\n${client().replace('name: edge', 'name: other')}`,
    'list.json': list,
  });
  expect((await codes(cwd)).sort()).toEqual(
    expect.arrayContaining(['Conflicted', 'DuplicateKeyValue', 'OldTlsAllowed', 'OldTlsAllowed']),
  );
});

test('an accepted finding is silent until its day; then it and the suppression are said', async () => {
  const cwd = folder({ 'client.yaml': client('OldTlsAllowed until 2027-01-31: old terminals in the shops') });
  expect(await codes(cwd, '2027-01-31')).not.toContain('OldTlsAllowed');
  expect(await codes(cwd, '2027-02-01')).toEqual(expect.arrayContaining(['OldTlsAllowed', 'SuppressionExpired']));
});

test('a suppression of nothing, and one that cannot be read', async () => {
  const unused = folder({ 'client.yaml': client('UnderscoresAllowed until 2027-01-31: no reason') });
  expect(await codes(unused)).toEqual(expect.arrayContaining(['OldTlsAllowed', 'SuppressionUnused']));
  const wrong = folder({ 'client.yaml': client('OldTlsAllowed: for ever') });
  expect(await codes(wrong)).toEqual(expect.arrayContaining(['OldTlsAllowed', 'SuppressionInvalid']));
});

test('what the API server refuses cannot be accepted', async () => {
  const cwd = folder({
    'client.yaml': client('UnknownField until 2027-01-31: please').replace('minVersion', 'minimum'),
  });
  const { code } = await runCli(['check', '.'], { cwd });
  expect(code).toBe(1);
  expect(await codes(cwd)).toContain('UnknownField');
});

test('SARIF has a rule and a place for each finding', async () => {
  const cwd = folder({ 'client.yaml': client() });
  const { stdout } = await runCli(['check', '.', '--format', 'sarif'], { cwd });
  const { version, runs } = JSON.parse(stdout);
  expect(version).toBe('2.1.0');
  const result = runs[0].results.find((r: { ruleId: string }) => r.ruleId === 'OldTlsAllowed');
  expect(result).toMatchObject({
    level: 'warning',
    locations: [
      { physicalLocation: { artifactLocation: { uri: 'client.yaml' }, region: { startLine: 10, startColumn: 17 } } },
    ],
  });
  const rule = runs[0].tool.driver.rules.find((r: { id: string }) => r.id === 'OldTlsAllowed');
  expect(rule).toMatchObject({
    shortDescription: { text: expect.stringMatching(/\.$/) },
    help: { text: expect.stringMatching(/\.$/) },
  });
});

test('answers: findings of what they become, and suppress in the answers file', async () => {
  const cwd = folder({ 'api-gateway.yaml': ANSWERS });
  expect(await codesOfAnswers(cwd)).toEqual(['AuthorizerFailsOpen']);
  const accepted = (object: string) =>
    `${ANSWERS}suppress:\n  - { code: AuthorizerFailsOpen, object: ${object}, until: 2027-01-31, reason: it only counts }\n`;
  writeFileSync(join(cwd, 'api-gateway.yaml'), accepted('SecurityPolicy/custom'));
  expect(await codesOfAnswers(cwd)).toEqual([]);
  expect((await runCli(['generate'], { cwd })).code).toBe(0);
  expect(readFileSync(join(cwd, 'manifests/20-gateway.yaml'), 'utf8')).toContain(
    'eg-api-gateway/suppress: "AuthorizerFailsOpen until 2027-01-31: it only counts"',
  );
  // The Services of the backends are not part of the output.
  const inFiles = (await found(cwd, undefined, 'manifests')).findings;
  expect(inFiles.map((f) => `${f.severity} ${f.code}`)).toEqual(Array(2).fill('info BackendNotFound'));
  writeFileSync(join(cwd, 'api-gateway.yaml'), accepted('SecurityPolicy/costum'));
  expect(await codesOfAnswers(cwd)).toEqual(['SuppressionUnused', 'AuthorizerFailsOpen']);
});

const codesOfAnswers = async (cwd: string) => {
  const { stdout } = await runCli(['check', '--json'], { cwd });
  return (JSON.parse(stdout) as { findings: { code: string }[] }).findings.map((f) => f.code);
};

test('a suppression that is wrong is refused with its line', async () => {
  const cwd = folder({
    'api-gateway.yaml': `${ANSWERS}suppress:\n  - { code: x, object: y, until: 2027-02-30, reason: "" }\n`,
  });
  const { code, stdout } = await runCli(['check', '--json'], { cwd });
  expect(code).toBe(2);
  const { problems } = JSON.parse(stdout) as { problems: { code: string; line: number }[] };
  expect(problems.map((p) => [p.code, p.line])).toEqual(Array(4).fill(['InvalidSuppression', 11]));
});

test('a kustomization that names a file which is gone, and the values of Envoy Gateway', async () => {
  const backend =
    'apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: Backend\nmetadata: { name: b, namespace: a }\nspec: { endpoints: [{ fqdn: { hostname: a.example.com, port: 443 } }] }\n';
  const cwd = folder({
    'kustomization.yaml': 'resources: [gone.yaml, b.yaml]\n',
    'b.yaml': backend,
    'envoy-gateway-values.yaml': 'config: { envoyGateway: { extensionApis: { enableBackend: false } } }\n',
  });
  expect(await codes(cwd)).toEqual(['FileMissing', 'ExtensionDisabled', 'ClearTextBackend']);
});

test('explain prints what, why, fix, before and after; for an unknown code the nearest one', async () => {
  const { code, stdout } = await runCli(['explain', 'OldTlsAllowed']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^OldTlsAllowed \(warning, exposed\)\n[\s\S]*Why: [\s\S]*Fix: [\s\S]*Before:\n[\s\S]*After:\n/,
  );
  const wrong = await runCli(['explain', 'OldTlsAlowed']);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('OldTlsAllowed');
  const unknown = await runCli(['explain', 'Foo']);
  expect([unknown.code, unknown.stderr]).toEqual([
    2,
    'error: The code Foo is unknown. To list all codes, run: eg-api-gateway explain\n',
  ]);
});

test('explain takes a code in any case of letters, and lists all with their meaning', async () => {
  const { stdout } = await runCli(['explain', 'OldTlsAllowed']);
  for (const written of ['oldtlsallowed', 'old-tls-allowed', '[OldTlsAllowed]', 'OldTlsAllowed,oldTlsAllowed'])
    expect(await runCli(['explain', written])).toEqual({ code: 0, stdout, stderr: '' });
  const list = await runCli(['explain']);
  for (const code of Object.keys(CATALOGUE)) expect(list.stdout).toMatch(new RegExp(`^  ${code} +\\S`, 'm'));
  const narrow = await runCli(['explain'], { terminal: true, columns: 80 });
  expect(narrow.stdout.split('\n').filter((l) => l.length > 80)).toEqual([]);
  expect((await runCli(['explain', 'jwks'])).stderr).toMatch(
    /^error: The code jwks is unknown\. Codes that contain it: \w*Jwks/,
  );
});

test('the page of codes is what explain --markdown prints', async () => {
  const { stdout } = await runCli(['explain', '--markdown']);
  expect(readFileSync(new URL('../../docs/codes.md', import.meta.url), 'utf8')).toBe(stdout);
});

test('the table of pitfalls names codes that exist', () => {
  const page = readFileSync(new URL('../../docs/pitfalls.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((l) => l.startsWith('| ') && !l.startsWith('| pitfall'));
  expect(rows.length).toBeGreaterThan(60);
  for (const row of rows)
    for (const [, code] of row
      .split(' | ')
      .at(-1)!
      .matchAll(/`([A-Z]\w+)`/g))
      expect(CATALOGUE, row).toHaveProperty(code!);
});
