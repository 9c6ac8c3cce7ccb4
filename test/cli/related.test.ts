// Findings about two objects say where the other one is.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const ROUTE = (name: string, host = 'a.example.com'): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata:\n  name: ${name}\n  namespace: shop\nspec: { parentRefs: [{ name: edge }], hostnames: [${host}], rules: [{ backendRefs: [{ name: app, port: 80 }] }] }\n`;
const GATEWAY =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: edge, namespace: shop }\nspec: { gatewayClassName: eg, listeners: [{ name: http, protocol: HTTP, port: 80 }] }\n';
const POLICY = (name: string): string =>
  `apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: SecurityPolicy\nmetadata: { namespace: shop, name: ${name} }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: app }], authorization: { defaultAction: Deny } }\n`;

const checked = async (files: Readonly<Record<string, string>>, format: string): Promise<string> => {
  const cwd = mkdtempSync(join(tmpdir(), 'related-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return (await runCli(['check', '.', '--format', format], { cwd })).stdout;
};
const relatedOf = async (code: string, files: Readonly<Record<string, string>>): Promise<unknown> =>
  JSON.parse(await checked(files, 'json')).findings.find((f: { code: string }) => f.code === code)?.related;

const TWICE = { 'a.yaml': `${GATEWAY}---\n${ROUTE('app')}---\n${ROUTE('app', 'b.example.com')}` };

test('an object that is there twice in a file', async () => {
  expect(await relatedOf('DuplicateObject', TWICE)).toEqual([
    { resource: 'HTTPRoute shop/app', file: 'a.yaml', line: 9, column: 9 },
  ]);
  expect(await checked(TWICE, 'text')).toMatch(/DuplicateObject\]\n(?: {4}.*\n)+? {4}Other object: a\.yaml:9:9\n/);
  expect(await checked(TWICE, 'github')).toContain('Other object: a.yaml:9:9');
  expect(await checked(TWICE, 'junit')).toContain('Other object: a.yaml:9:9');
  const { results } = JSON.parse(await checked(TWICE, 'sarif')).runs[0];
  const found = results.filter((r: { relatedLocations?: unknown }) => r.relatedLocations);
  expect(found).toMatchObject([
    {
      ruleId: 'DuplicateObject',
      relatedLocations: [
        {
          physicalLocation: { artifactLocation: { uri: 'a.yaml' }, region: { startLine: 9, startColumn: 9 } },
          message: { text: 'HTTPRoute shop/app' },
        },
      ],
    },
  ]);
});

test('an object in another file', async () => {
  const files = { 'a.yaml': `${GATEWAY}---\n${ROUTE('app')}`, 'b.yaml': ROUTE('other') };
  expect(await relatedOf('RouteRulesOverlap', files)).toMatchObject([
    { resource: 'HTTPRoute shop/app', file: 'a.yaml' },
  ]);
  const policies = { ...files, 'b.yaml': POLICY('one'), 'c.yaml': `\n${POLICY('two')}` };
  expect(await relatedOf('Conflicted', policies)).toEqual([
    { resource: 'SecurityPolicy shop/one', file: 'b.yaml', line: 3, column: 36 },
  ]);
});

test('a Secret with the same key, of which no line is shown', async () => {
  const secret = (name: string): string =>
    `apiVersion: v1\nkind: Secret\nmetadata: { name: ${name}, namespace: shop }\nstringData: { ${name}-client: same }\n`;
  const policy = POLICY('keys').replace(
    'authorization: { defaultAction: Deny }',
    'apiKeyAuth: { credentialRefs: [{ name: one }, { name: two }], extractFrom: [{ headers: [x-api-key] }] }',
  );
  const files = {
    'a.yaml': `${GATEWAY}---\n${ROUTE('app')}`,
    'b.yaml': policy,
    'one.yaml': secret('one'),
    'two.yaml': secret('two'),
  };
  expect(await relatedOf('DuplicateKeyValue', files)).toEqual([
    { resource: 'Secret shop/one', file: 'one.yaml', line: 3, column: 19 },
  ]);
  expect(await checked(files, 'text')).toContain(
    'Client two-client in Secret shop/two has the same API key as client one-client in',
  );
  expect(await checked(files, 'sarif')).not.toContain('metadata: { name: one');
});

test('a finding about one object has no other place', async () => {
  const files = { 'a.yaml': `${GATEWAY}---\n${ROUTE('app')}`, 'b.yaml': POLICY('one') };
  expect(await checked(files, 'text')).not.toContain('Other object');
  expect(await checked(files, 'sarif')).not.toContain('relatedLocations');
});

test('of two objects with one name, a rejection is at the one that is rejected', async () => {
  const wrong = ROUTE('app').replace('port: 80', 'port: x');
  const linesOf = async (text: string): Promise<number[]> =>
    JSON.parse(await checked({ 'a.yaml': text }, 'json'))
      .findings.filter((f: { code: string }) => f.code === 'SchemaRejected')
      .map((f: { line: number }) => f.line);
  const line = GATEWAY.split('\n').length + 6;
  expect(await linesOf(`${GATEWAY}---\n${wrong}---\n${ROUTE('app')}`)).toEqual([line]);
  expect(await linesOf(`${GATEWAY}---\n${ROUTE('app')}---\n${wrong}`)).toEqual([line + 7]);
  expect(await linesOf(`${GATEWAY}---\n${wrong}---\n${wrong}`)).toEqual([line, line + 7]);
});
