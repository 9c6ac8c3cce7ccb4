// `import`: kinds, files, formats, exit codes.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resultJsonSchema } from '../../src/cli/result/result-schemas.ts';
import { validate } from '../answers/draft-07.ts';
import { runCli } from './run-cli.ts';

const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations:
    nginx.ingress.kubernetes.io/mirror-target: https://mirror.example.com
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - { path: /api, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }
`;
const OPENAPI = 'openapi: 3.0.0\ninfo: { title: t, version: "1" }\npaths: { /pets: { get: { responses: {} } } }\n';

const folder = (files: Readonly<Record<string, string>>): string => {
  const dir = mkdtempSync(join(tmpdir(), 'import-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
};
const run = (cwd: string, args: readonly string[], stdin?: string) =>
  runCli(['import', ...args], { cwd, ...(stdin !== undefined && { stdin }) });

describe('the kind', () => {
  const dir = folder({
    'k8s/ingress.yaml': INGRESS,
    'api.yaml': OPENAPI,
    'both/a.yaml': INGRESS,
    'both/b.yaml': OPENAPI,
    'kust/kustomization.yaml': 'kind: Kustomization\nresources: [../k8s]\n',
    'other/service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n',
    'chart/values.yaml': 'ingress: { enabled: true }\n',
  });
  test.each([
    [['k8s/ingress.yaml'], 'eg-api-gateway import ingress-nginx k8s/ingress.yaml'],
    [['k8s'], 'ingress-nginx (k8s/ingress.yaml:1:1)'],
    [['both'], 'eg-api-gateway import openapi both'],
    [['nginx', 'k8s'], 'Did you mean: eg-api-gateway import ingress-nginx k8s'],
    [['swagger', 'api.yaml'], 'Did you mean: eg-api-gateway import openapi api.yaml'],
    [['opnapi', 'api.yaml'], 'Did you mean: eg-api-gateway import openapi'],
    [['qqqqqqqqq', 'api.yaml'], 'Kinds: ingress-nginx, openapi, kong, gateway-api, traefik.'],
    [['nowhere.yaml'], 'does not exist'],
    [['-'], 'The kind of source is missing.'],
    [['openapi'], 'No files were given'],
    [['openapi'], 'eg-api-gateway import openapi api.yaml'],
    [['ingress-nginx', 'kust'], 'kustomize build kust | eg-api-gateway import ingress-nginx -'],
    [['ingress-nginx', 'chart'], 'helm template CHART -f chart/values.yaml | eg-api-gateway import ingress-nginx -'],
    [['ingress-nginx', 'other'], 'It contains Service.'],
    [['openapi', 'k8s'], 'Run: eg-api-gateway import ingress-nginx k8s'],
    [['openapi', 'nowhere.yaml'], 'nowhere.yaml cannot be read: it does not exist (ENOENT)'],
  ])('%j: %s', async (args, text) => {
    const { code, stderr, stdout } = await run(dir, args);
    expect(stderr).toContain(text);
    expect([code, stdout]).toEqual([2, '']);
    expect(existsSync(join(dir, 'api-gateway.yaml'))).toBe(false);
  });

  test('an empty line of kind and files names what is needed', async () => {
    expect((await run(folder({}), [])).stderr).toContain('Pass them: eg-api-gateway import ingress-nginx k8s/');
  });

  test('nothing of the kind, and documents that cannot be read: both are named', async () => {
    const broken = folder({ 'a.yaml': 'kind: "Ingress\n', 'chart/templates/b.yaml': '{{ if .x }}\nkind: Ingress\n' });
    const { code, stderr } = await run(broken, ['ingress-nginx', '.']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/\.\/a\.yaml:\d+:\d+: This document cannot be read/);
    expect(stderr).toContain('helm template CHART | eg-api-gateway import ingress-nginx -');
  });
});

describe('the report', () => {
  test('what is lost and open, by subject; then numbers, what is open and the next command', async () => {
    const dir = folder({ 'ingress.yaml': INGRESS });
    const { code, stdout, stderr } = await run(dir, ['ingress-nginx', 'ingress.yaml']);
    expect(code).toBe(1);
    // Access is last, where a terminal shows it.
    expect(stdout.indexOf('=== Access')).toBeGreaterThan(stdout.indexOf('=== Traffic'));
    expect(stdout).toContain('ingress.yaml:14:13: asked: The source has no authentication for api. [AuthUnstated]');
    expect(stdout).not.toContain('carried');
    expect(stderr).toMatch(/\d+ values: \d+ carried/);
    expect(stderr).toContain('Next: eg-api-gateway answer services.api.auth=METHOD');
    expect(readFileSync(join(dir, 'api-gateway.yaml'), 'utf8')).toContain('auth: undecided');
  });

  test('no line is wider than 80 columns in a terminal of that width, and a typical input fits a screen', async () => {
    const dir = folder({ 'ingress.yaml': INGRESS });
    const { stdout, stderr } = await runCli(['import', 'ingress-nginx', 'ingress.yaml', '--yes', '--no-color'], {
      cwd: dir,
      terminal: ['stdout'],
      columns: 80,
    });
    const lines = stdout.split('\n');
    expect(lines.filter((l) => l.length > 80)).toEqual([]);
    expect(lines.length + stderr.split('\n').length).toBeLessThanOrEqual(24);
  });

  test('--all shows every value, with the answer that contains it', async () => {
    const dir = folder({ 'ingress.yaml': INGRESS });
    const { stdout } = await run(dir, ['ingress-nginx', 'ingress.yaml', '--all']);
    expect(stdout).toMatch(/ingress\.yaml:11:7: carried: \/spec\/rules\/0\/host -> hostname \[Carried\]/);
  });

  test('many equal losses are one line with a count and the first places', async () => {
    const more = Array.from({ length: 40 }, (_, i) =>
      INGRESS.replace('name: shop', `name: shop${i}`).replace('/api', `/a${i}`),
    );
    const dir = folder({ 'all.yaml': more.join('---\n') });
    const { stdout } = await run(dir, ['ingress-nginx', 'all.yaml']);
    expect(stdout).toContain('all.yaml:7:5');
    expect(stdout).toMatch(/\(and 39 more\)|39 more of/);
    expect(stdout.split('\n').length).toBeLessThan(30);
  });

  test('-o - prints the answers alone to standard output', async () => {
    const dir = folder({ 'ingress.yaml': INGRESS });
    const { stdout, stderr, code } = await run(dir, ['ingress-nginx', 'ingress.yaml', '-o', '-']);
    expect(stdout).toMatch(/^# yaml-language-server[\s\S]*services:/);
    expect(stdout).not.toContain('===');
    expect(stderr).toContain('=== Access');
    expect([code, existsSync(join(dir, 'api-gateway.yaml'))]).toEqual([1, false]);
  });

  test.each([['--json'], ['--format=sarif']])('-o - with %s is refused: both are for standard output', async (flag) => {
    const dir = folder({ 'ingress.yaml': INGRESS });
    const { code, stdout, stderr } = await run(dir, ['ingress-nginx', 'ingress.yaml', '-o', '-', flag]);
    expect(code).toBe(2);
    expect(stdout + stderr).toContain('prints the answers to standard output');
  });

  test('--json has every value, valid by its schema', async () => {
    const dir = folder({ 'ingress.yaml': `${INGRESS}---\na: "\n` });
    const { code, stdout } = await run(dir, ['ingress-nginx', 'ingress.yaml', '--json']);
    const value = JSON.parse(stdout);
    expect(validate(JSON.parse(JSON.stringify(resultJsonSchema('import'))), value)).toBe(true);
    expect([code, value.ok, value.kind, value.file]).toEqual([1, false, 'ingress-nginx', 'api-gateway.yaml']);
    expect(value.entries).toContainEqual(
      expect.objectContaining({ verdict: 'carried', pointer: '/spec/rules/0/host', line: 11, keys: ['hostname'] }),
    );
    expect(value.entries).toContainEqual(expect.objectContaining({ code: 'DocumentNotRead', line: 17 }));
    expect(value.questions).toContain('services.api.auth');
  });

  test('--format sarif has what is lost, at its place', async () => {
    const dir = folder({ 'ingress.yaml': INGRESS });
    const { stdout } = await run(dir, ['ingress-nginx', 'ingress.yaml', '--format', 'sarif']);
    const [{ results, tool }] = JSON.parse(stdout).runs;
    expect(results).toContainEqual(
      expect.objectContaining({
        ruleId: 'AuthUnstated',
        level: 'warning',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'ingress.yaml' },
              region: { startLine: 14, startColumn: 13 },
            },
          },
        ],
      }),
    );
    expect(results.map((r: { ruleId: string }) => r.ruleId)).not.toContain('Carried');
    expect(tool.driver.rules.map((r: { id: string }) => r.id)).toContain('AuthUnstated');
  });

  test('SARIF has the form that code scanning accepts: a reference for each file, rules once, at most 25,000 results', async () => {
    const dir = folder({
      'k8s/my ingress #1.yaml': `apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec:\n${'  - {a: 1}\n'.repeat(25_010)}`,
    });
    const { stdout, stderr } = await run(dir, ['ingress-nginx', 'k8s', '--format', 'sarif']);
    const log = JSON.parse(stdout);
    const [{ results, tool }] = log.runs;
    const ids: string[] = tool.driver.rules.map((r: { id: string }) => r.id);
    expect([log.version, results.length, ids.length]).toEqual(['2.1.0', 25_000, new Set(ids).size]);
    expect(stderr).toContain('SARIF contains 25000 of 25');
    for (const { ruleId, level, message, locations } of results) {
      expect(ids.includes(ruleId) && ['note', 'warning', 'error'].includes(level)).toBe(true);
      expect(Object.keys(message)).toEqual(['text']);
      const { artifactLocation, region } = locations[0].physicalLocation;
      expect(artifactLocation).toEqual({ uri: 'k8s/my%20ingress%20%231.yaml' });
      expect([region.startLine >= 1, region.startColumn >= 1]).toEqual([true, true]);
    }
  });

  test('--json and another format are refused', async () => {
    const dir = folder({ 'ingress.yaml': INGRESS });
    expect((await run(dir, ['ingress-nginx', 'ingress.yaml', '--json', '--format', 'sarif'])).code).toBe(2);
  });
});

describe('files', () => {
  test('a folder, several files, and standard input', async () => {
    const dir = folder({
      'k8s/a.yaml': INGRESS,
      'k8s/sub/b.yml': INGRESS.replace('/api', '/b'),
      'k8s/notes.txt': 'x: "',
    });
    const all = await run(dir, ['ingress-nginx', 'k8s', '-o', '-']);
    expect(all.stderr).toContain('2 files with 2 documents');
    const two = await run(dir, ['ingress-nginx', 'k8s/a.yaml', 'k8s/sub/b.yml', '-o', '-']);
    expect(two.stdout.replace(/k8s\/\S+/g, '')).toBe(all.stdout.replace(/k8s\/\S+/g, ''));
    expect((await run(dir, ['ingress-nginx', '-', '-o', '-'], INGRESS)).stderr).toContain('-:14:13: asked');
  });

  test('what cannot be read loses itself only', async () => {
    const dir = folder({ 'k8s/a.yaml': INGRESS, 'k8s/b.yaml': 'a: "\n', 'k8s/c.yaml': `a: \x01\n` });
    writeFileSync(join(dir, 'k8s/d.yaml'), Buffer.from([0xff, 0xfe, 0x61, 0x00]));
    writeFileSync(join(dir, 'k8s/e.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xff]));
    const { code, stdout } = await run(dir, ['ingress-nginx', 'k8s']);
    expect(code).toBe(1);
    for (const file of ['b', 'c', 'd', 'e']) expect(stdout).toMatch(new RegExp(`k8s/${file}\\.yaml:\\d+:\\d+`));
    expect(readFileSync(join(dir, 'api-gateway.yaml'), 'utf8')).toContain('name: api');
  });

  test('kustomizations, charts and their values are named with what to run', async () => {
    const dir = folder({
      'k8s/a.yaml': INGRESS,
      'k8s/kustomization.yaml': 'resources: [a.yaml]\n',
      'k8s/values.yaml': 'ingress:\n  enabled: true\n',
      'k8s/templates/i.yaml': '{{- if .Values.ingress.enabled }}\nkind: Ingress\n{{- end }}\n',
    });
    const { stdout } = await run(dir, ['ingress-nginx', 'k8s']);
    expect(stdout).toContain('kustomize build k8s | eg-api-gateway import ingress-nginx -');
    expect(stdout).toContain('helm template CHART -f k8s/values.yaml | eg-api-gateway import ingress-nginx -');
    expect(stdout).toContain('k8s/templates/i.yaml:1:1');
  });

  test('the output of kubectl get is read object by object', async () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n${INGRESS.replace(/^/gm, '    ').replace('    api', '  - api')}`;
    const { stdout, stderr } = await run(folder({}), ['ingress-nginx', '-', '-o', '-'], list.trimEnd());
    expect(stdout).toContain('name: api');
    expect(stderr).toContain('-:17:17: asked');
  });
});

describe('--cluster', () => {
  /** A kubectl that prints what is in a folder by resource, and fails with a text otherwise. */
  const kubectl = (script: string): Record<string, string> => {
    const bin = folder({ kubectl: `#!/bin/sh\n${script}\n` });
    chmodSync(join(bin, 'kubectl'), 0o755);
    return { PATH: `${bin}:/bin:/usr/bin` };
  };
  const OBJECT = JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'shop', namespace: 'shop' },
        spec: {
          ingressClassName: 'nginx',
          rules: [
            {
              host: 'shop.example.com',
              http: {
                paths: [
                  { path: '/api', pathType: 'Prefix', backend: { service: { name: 'api', port: { number: 80 } } } },
                ],
              },
            },
          ],
        },
      },
    ],
  });

  test('reads what the importer needs, and no Secrets', async () => {
    const dir = folder({});
    const env = kubectl(
      `echo "$@" >> ${dir}/calls\ncase "$2" in ingresses.networking.k8s.io) echo '${OBJECT}';; services) echo "error: the server doesn't have a resource type" >&2; exit 1;; *) echo '{"apiVersion":"v1","kind":"List","items":[]}';; esac`,
    );
    const { stdout, code } = await runCli(['import', 'ingress-nginx', '--cluster', '-o', '-'], { cwd: dir, env });
    expect(stdout).toContain('path: /api');
    expect(code).toBe(1);
    const calls = readFileSync(join(dir, 'calls'), 'utf8').trim().split('\n');
    expect(calls[0]).toBe('get ingresses.networking.k8s.io --all-namespaces -o json');
    expect(calls.every((c) => c.startsWith('get ') && !/secret/i.test(c))).toBe(true);
  });

  test('a kubectl that fails, and none at all', async () => {
    const env = kubectl('echo "Unable to connect to the server: dial tcp" >&2; exit 1');
    const failed = await runCli(['import', 'ingress-nginx', '--cluster'], { cwd: folder({}), env });
    expect(failed.code).toBe(2);
    expect(failed.stderr).toContain('Unable to connect to the server: dial tcp');
    const none = await runCli(['import', 'ingress-nginx', '--cluster'], { cwd: folder({}), env: { PATH: '/nowhere' } });
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('kubectl is not in PATH');
  });

  test('a kind that no cluster has', async () => {
    const { code, stderr } = await runCli(['import', 'openapi', '--cluster'], { cwd: folder({}), env: {} });
    expect(code).toBe(2);
    expect(stderr).toContain('A cluster has no openapi.');
  });
});
