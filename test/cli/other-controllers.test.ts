// Routes of which the files do not show whether Envoy Gateway serves them.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: { name: app, namespace: shop }\nspec: { type: ExternalName, externalName: app.example.com, ports: [{ port: 80 }] }\n';
const ROUTE = (parent: string, filters = ''): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: app, namespace: shop }\nspec: { parentRefs: [${parent}], hostnames: [a.example.com], rules: [{ backendRefs: [{ name: app, port: 80 }]${filters} }] }\n`;
const ISTIO = '{ name: istio-ingress, namespace: istio-ingress }';
const CLASS =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: { name: eg }\nspec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }\n';
const GATEWAY = (name: string): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: edge, namespace: shop }\nspec: { gatewayClassName: ${name}, listeners: [{ name: http, protocol: HTTP, port: 80 }] }\n`;
const PROXY = (namespace: string): string =>
  `apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyProxy\nmetadata: { name: p, namespace: ${namespace} }\nspec: {}\n`;
const FILTER =
  ', filters: [{ type: ExtensionRef, extensionRef: { group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: f } }]';

const found = async (...documents: string[]) => {
  const cwd = mkdtempSync(join(tmpdir(), 'other-controllers-'));
  writeFileSync(join(cwd, 'a.yaml'), [SERVICE, ...documents].join('---\n'));
  const { stdout, code } = await runCli(['check', '.', '--json'], { cwd });
  const findings: { code: string; severity: string; message: string }[] = JSON.parse(stdout).findings;
  return { code, of: findings.filter((f) => f.code === 'UnsupportedValue') };
};

test.each<readonly [string, readonly string[]]>([
  ['a Gateway that is not among the files', [ROUTE(ISTIO)]],
  ['a Gateway of an unknown class', [GATEWAY('internal'), ROUTE('{ name: edge }')]],
  ['objects of Envoy Gateway in another namespace', [PROXY('eg-system'), ROUTE(ISTIO)]],
])('%s: what only Envoy Gateway refuses is a warning', async (_, documents) => {
  const { code, of } = await found(...documents);
  expect(of).toMatchObject([{ severity: 'warning' }]);
  expect(of[0]!.message).toContain('The files do not show whether Envoy Gateway serves the route.');
  expect(code).toBe(0);
});

test.each<readonly [string, readonly string[]]>([
  ['the class of Envoy Gateway', [CLASS, ROUTE(ISTIO)]],
  ['a Gateway of that class', [CLASS, GATEWAY('eg'), ROUTE('{ name: edge }')]],
  ['the name of the Gateway', [ROUTE('{ name: eg, namespace: infra }')]],
  ['the namespace of the Gateway', [ROUTE('{ name: edge, namespace: envoy-gateway-system }')]],
  ['an object of Envoy Gateway next to the route', [PROXY('shop'), ROUTE(ISTIO)]],
  ['an object of Envoy Gateway next to the Gateway', [PROXY('istio-ingress'), ROUTE(ISTIO)]],
  ['a filter of Envoy Gateway', [ROUTE(ISTIO, FILTER)]],
  ['one of two Gateways', [CLASS, GATEWAY('eg'), ROUTE(`{ name: edge }, ${ISTIO}`)]],
])('%s: it is an error', async (_, documents) => {
  const { code, of } = await found(...documents);
  expect(of).toMatchObject([{ severity: 'error' }]);
  expect(of[0]!.message).not.toContain('do not show');
  expect(code).toBe(1);
});

test('what every implementation of Gateway API refuses stays an error', async () => {
  const gone = ROUTE('{ name: gone, namespace: shop }').replace('name: app, namespace', 'name: other, namespace');
  const cwd = mkdtempSync(join(tmpdir(), 'other-controllers-'));
  writeFileSync(join(cwd, 'a.yaml'), [GATEWAY('internal'), gone].join('---\n'));
  const { stdout } = await runCli(['check', '.', '--json'], { cwd });
  const { findings } = JSON.parse(stdout);
  expect(findings).toContainEqual(expect.objectContaining({ code: 'NoMatchingParent', severity: 'error' }));
});
