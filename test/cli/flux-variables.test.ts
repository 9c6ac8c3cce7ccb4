// What Flux writes instead of `${NAME}` (postBuild of a Kustomization).
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const found = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  const cwd = mkdtempSync(join(tmpdir(), 'flux-variables-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const { stdout } = await runCli(['check', '.', '--json'], { cwd });
  return JSON.parse(stdout).findings.map((f: Record<string, string>) => `${f.code} ${f.severity} ${f.resource}`);
};

const flux = (postBuild: string, name = 'app', path = './app'): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec: { interval: 1h, prune: true, path: ${path}, sourceRef: { kind: GitRepository, name: r }, postBuild: { ${postBuild} } }\n`;
const settings = (data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: flux-system }\ndata: { ${data} }\n`;
const GATEWAY = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: shop }
spec: { gatewayClassName: eg, listeners: [{ name: http, protocol: HTTP, port: \${PORT:=80}, hostname: "*.example.com" }] }
`;
const ROUTE = (hostname: string, more = ''): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: app, namespace: shop${more} }
spec: { parentRefs: [{ name: edge }], hostnames: [ "${hostname}" ], rules: [{ backendRefs: [{ name: app, port: 80 }] }] }
`;
const app = (hostname = '${APP}.${DOMAIN}', more = '') => ({
  'app/gateway.yaml': GATEWAY,
  'app/route.yaml': ROUTE(hostname, more),
});
const WRONG = 'NoMatchingListenerHostname error HTTPRoute shop/app';
const BOTH = 'substitute: { APP: web, DOMAIN: example.org }';

test.each<readonly [string, Readonly<Record<string, string>>]>([
  ['of the Kustomization', { 'ks.yaml': flux(BOTH) }],
  [
    'in a kustomization',
    { 'ks.yaml': flux(BOTH), 'app/kustomization.yaml': 'resources: [gateway.yaml, route.yaml]\n' },
  ],
  [
    'in a patch',
    {
      'ks.yaml': flux('substitute: { DOMAIN: example.org }'),
      'app/kustomization.yaml':
        'resources: [gateway.yaml, route.yaml]\npatches: [{ target: { kind: HTTPRoute }, patch: "[{ op: replace, path: /spec/hostnames/0, value: \'web.${DOMAIN}\' }]" }]\n',
    },
  ],
  [
    'of a ConfigMap among the files',
    {
      'ks.yaml': flux('substituteFrom: [{ kind: ConfigMap, name: settings }], substitute: { APP: web }'),
      'settings.yaml': settings('DOMAIN: example.org'),
    },
  ],
  [
    'that override those of an absent Secret',
    { 'ks.yaml': flux(`substituteFrom: [{ kind: Secret, name: secrets }], ${BOTH}`) },
  ],
  [
    'that two Kustomizations give alike',
    { 'ks.yaml': flux(BOTH), 'other.yaml': flux(`${BOTH.slice(0, -2)}, MORE: x }`, 'other') },
  ],
])('values %s replace placeholders', async (_, files) => {
  expect(await found({ ...app(), ...files })).toContain(WRONG);
});

test.each<readonly [string, Readonly<Record<string, string>>]>([
  ['nothing', {}],
  ['a right value', { 'ks.yaml': flux('substitute: { APP: web, DOMAIN: example.com }') }],
  ['one of two values', { 'ks.yaml': flux('substitute: { APP: web }') }],
  [
    'a Kustomization of another folder',
    { 'ks.yaml': flux(BOTH, 'other', './other'), 'other/x.yaml': settings('a: b') },
  ],
  ['a ConfigMap that is not among the files', { 'ks.yaml': flux('substituteFrom: [{ kind: ConfigMap, name: gone }]') }],
  [
    'a ConfigMap before an absent Secret, which may override it',
    {
      'ks.yaml': flux('substituteFrom: [{ kind: ConfigMap, name: settings }, { kind: Secret, name: secrets }]'),
      'settings.yaml': settings('APP: web, DOMAIN: example.org'),
    },
  ],
  [
    'ConfigMaps of two clusters',
    {
      'ks.yaml': flux('substituteFrom: [{ kind: ConfigMap, name: settings }], substitute: { APP: web }'),
      'one/settings.yaml': settings('DOMAIN: example.org'),
      'two/settings.yaml': settings('DOMAIN: example.com'),
    },
  ],
  [
    'two Kustomizations with different values',
    { 'ks.yaml': flux(BOTH), 'other.yaml': flux('substitute: { APP: web, DOMAIN: example.com }', 'other') },
  ],
  [
    'an annotation against it',
    { 'ks.yaml': flux(BOTH), ...app(undefined, ', annotations: { kustomize.toolkit.fluxcd.io/substitute: disabled }') },
  ],
])('%s gives no certain finding', async (_, files) => {
  const codes = await found({ ...app(), ...files });
  expect(codes).not.toContain(WRONG);
  expect(codes.filter((c) => c.includes(' error '))).toEqual([]);
});

test('a value replaces a default, and keeps the type that Flux gives it', async () => {
  const files = { ...app('web.example.com') };
  expect((await found({ ...files, 'ks.yaml': flux('substitute: { PORT: "70000" }') })).join()).toMatch(/error Gateway/);
  expect((await found({ ...files, 'ks.yaml': flux('substitute: { PORT: "8080" }') })).join()).not.toMatch(/error/);
  expect((await found(files)).join()).not.toMatch(/error/);
});
