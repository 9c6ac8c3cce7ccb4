import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';

const ANSWERS = `version: 1
hostname: api.example.com
tls: { secret: t }
rateLimit: { limits: 90/minute, key: sourceIP }
auth: { methods: { jwt: { type: jwt, issuer: "https://i.example.com/", jwks: "https://i.example.com/j", audiences: [a] } } }
services: { users: { path: /users, backend: "users:80" } }
manifests:
`;
const ENABLED = `envoyGateway: { values: { config: { envoyGateway: { extensionApis: { enableLua: true } } } } }
`;
const LUA = `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyExtensionPolicy
metadata: { name: tag, namespace: default }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }]
  lua: [{ type: Inline, inline: "function envoy_on_response(h) h:headers():add('x-tag','1') end" }]
`;
const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: extra, namespace: default }
spec:
  parentRefs: [{ name: eg, sectionName: https }]
  rules: [{ matches: [{ path: { type: PathPrefix, value: /extra } }], backendRefs: [{ name: extra, port: 80 }] }]
`;
const POLICY = `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: extra, namespace: default }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: extra }]
  authorization: { defaultAction: Allow }
`;

/** Entries with which Envoy Gateway is installed without Lua. */
const DISABLED = new Set<readonly string[]>();

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'own-'));
  mkdirSync(join(cwd, 'extra'));
});
/** Generates with the entries of \`manifests\`; each is in a line of its own, from line 8. */
const run = async (files: Record<string, string>, entries: readonly string[], ...argv: string[]) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  writeFileSync(
    join(cwd, 'api-gateway.yaml'),
    ANSWERS + entries.map((e) => `  - ${e}\n`).join('') + (DISABLED.has(entries) ? '' : ENABLED),
  );
  return runCli(argv.length > 0 ? argv : ['generate'], { cwd });
};
const places = (stderr: string): string[] =>
  [...stderr.matchAll(/^api-gateway\.yaml:(\d+):\d+: .* \[(\w+)\]$/gm)].map((m) => `${m[1]} ${m[2]}`);

test('objects of own files are in the output, with the labels of all objects, and in the runbook', async () => {
  const { code, stderr } = await run({ 'extra/lua.yaml': LUA }, ['extra/lua.yaml']);
  expect(code, stderr).toBe(0);
  const text = readFileSync(join(cwd, 'manifests/97-own.yaml'), 'utf8');
  expect(text).toContain(
    '# From extra/lua.yaml.\napiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyExtensionPolicy',
  );
  expect(text).toContain('app.kubernetes.io/part-of: eg');
  expect(readFileSync(join(cwd, 'manifests/kustomization.yaml'), 'utf8')).toMatch(/- 97-own\.yaml\n$/);
  expect(readFileSync(join(cwd, 'manifests/README.md'), 'utf8')).toContain('- `extra/lua.yaml`');
});

test('they are validated with the generated objects, at their place in the answers', async () => {
  const cases: [files: Record<string, string>, entries: string[], expected: string[]][] = [
    [{ 'extra/a.yaml': LUA.replace('lua:', 'lau:') }, ['extra/a.yaml'], ['8 ManifestRejected']],
    [{ 'extra/a.yaml': LUA.replace('name: users', 'name: usres') }, ['extra/a.yaml'], ['8 ManifestRejected']],
    [{}, ['extra/none.yaml'], ['8 ManifestRefused']],
    [{ 'extra/a.yaml': '# nothing\n' }, ['extra/a.yaml'], ['8 ManifestRefused']],
    [{ 'extra/a.yaml': 'a: [\n' }, ['extra/a.yaml'], ['8 ManifestRefused']],
    [{ 'extra/a.yaml': 'kind: A\n' }, ['extra/a.yaml'], ['8 ManifestRefused']],
    [
      { 'extra/a.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: a, namespace: b }\n' },
      ['extra/a.yaml'],
      ['8 ManifestRefused'],
    ],
    [{ 'extra/a.yaml': LUA.replace(', namespace: default', '') }, ['extra/a.yaml'], ['8 ManifestRefused']],
    [{ 'extra/a.yaml': ROUTE.replace('name: extra', 'name: users') }, ['extra/a.yaml'], ['8 ManifestRefused']],
    [{ 'extra/a.yaml': LUA, 'extra/b.yaml': LUA }, ['extra/a.yaml', 'extra/b.yaml'], ['9 ManifestRefused']],
    [{}, ['../a.yaml'], ['8 InvalidFileName']],
  ];
  for (const [files, entries, expected] of cases)
    expect([...new Set(places((await run(files, entries)).stderr))], JSON.stringify([files, entries])).toEqual(
      expected,
    );
});

test('a route without credentials is refused, unless the answers state why it is public', async () => {
  const files = { 'extra/lua.yaml': LUA, 'extra/route.yaml': `${ROUTE}---\n${POLICY}` };
  const refused = await run(files, ['extra/lua.yaml', 'extra/route.yaml']);
  expect(places(refused.stderr)).toEqual(['9 ManifestOpens']);
  const stated = await run(files, ['extra/lua.yaml', '{ file: extra/route.yaml, publicReason: a status page }']);
  expect(stated.code, stated.stderr).toBe(0);
  // Without its policy, the route falls back to that of the listener, which denies.
  expect((await run({ 'extra/route.yaml': ROUTE }, ['extra/route.yaml'], 'generate', '--force')).code).toBe(0);
});

test('a patch changes own objects, too, and removing a file removes its objects', async () => {
  await run({ 'extra/lua.yaml': LUA }, ['extra/lua.yaml']);
  writeFileSync(
    join(cwd, 'prod.yaml'),
    'patches: [{ target: { kind: EnvoyExtensionPolicy, name: tag }, patch: { metadata: { annotations: { a: b } } } }]\n',
  );
  const { stdout } = await runCli(['generate', '--stdout', '-f', 'api-gateway.yaml', '-f', 'prod.yaml'], { cwd });
  expect(stdout).toMatch(/kind: EnvoyExtensionPolicy[\s\S]*annotations:\n {4}a: b/);
  writeFileSync(join(cwd, 'none.yaml'), 'manifests: null\n');
  const { stderr } = await runCli(['generate', '-f', 'api-gateway.yaml', '-f', 'none.yaml', '--force'], { cwd });
  expect(stderr).toContain('removed, no longer generated: 97-own.yaml');
});

test('an extension that Envoy Gateway is installed without is refused, and Helm values enable it', async () => {
  const entries = ['extra/lua.yaml'];
  DISABLED.add(entries);
  const { stderr } = await run({ 'extra/lua.yaml': LUA }, entries);
  expect(places(stderr)).toEqual(['8 ManifestRejected']);
  expect((await run({ 'extra/lua.yaml': LUA }, ['extra/lua.yaml'])).code).toBe(0);
  expect(readFileSync(join(cwd, 'manifests/envoy-gateway-values.yaml'), 'utf8')).toContain('enableLua: true');
});
