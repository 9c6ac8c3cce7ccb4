// Repositories as they are: files of other tools, templates, environments, and objects that something else makes.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { JAVASCRIPT } from '../checks/wrong-types.ts';
import { runCli } from './run-cli.ts';

type Files = Readonly<Record<string, string>>;
interface Seen {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const folder = (files: Files): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'check-repository-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
};

const run = async (files: Files, paths: readonly string[] = ['.'], stdin?: string) => {
  const { code, stdout, stderr } = await runCli(['check', ...paths, '--json'], {
    cwd: folder(files),
    ...(stdin !== undefined && { stdin }),
  });
  expect(`${stdout}${stderr}`).not.toMatch(JAVASCRIPT);
  const result = JSON.parse(stdout);
  const findings: Seen[] = result.findings ?? [];
  return {
    code,
    /** Why there is nothing to check. */
    refused: String(result.problems?.[0].message),
    findings,
    of: (name: string) => findings.filter((f) => f.code === name),
    seen: findings.map((f) => `${f.code} ${f.severity}`),
  };
};

const GATEWAY = (namespace = 'edge', hostname = '*.example.com', name = 'edge'): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: ${name}${namespace && `, namespace: ${namespace}`} }
spec:
  gatewayClassName: eg
  listeners: [{ name: https, protocol: HTTPS, port: 443, hostname: "${hostname}", tls: { certificateRefs: [{ name: tls }] } }]
`;
const ROUTE = (name: string, namespace = 'edge', hostname = 'app.example.com', parent = '{ name: edge }'): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name}${namespace && `, namespace: ${namespace}`} }
spec: { parentRefs: [${parent}], hostnames: [${hostname}], rules: [{ backendRefs: [{ name: app, port: 80 }] }] }
`;
const POLICY = (target: string, namespace = 'edge'): string => `
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: SecurityPolicy
metadata: { name: guard${namespace && `, namespace: ${namespace}`} }
spec:
  targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: ${target} }]
  authorization: { defaultAction: Deny }
`;
/** Has an error of its own, to see that it was checked. */
const WRONG = ROUTE('wrong').replace('hostnames: [app.example.com]', 'hostname: x');

const FOREIGN: Files = {
  'compose.yaml': 'services: { web: { image: nginx } }\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n',
  'chart/values.yaml': 'replicas: 1\n',
  'alerts_test.yaml': 'rule_files: [alerts.yaml]\ntests: []\n',
  '.pre-commit-config.yaml': 'repos: []\n',
  'package.json': '{ "name": "x", "version": "1.0.0" }\n',
  'playbook.yml': '- hosts: all\n  tasks: [{ name: "{{ x }}", shell: "echo" }]\n',
  'kubelet.yaml': 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n',
  'kubeconfig.yaml': 'apiVersion: v1\nkind: Config\nclusters: []\n',
  'envoy-gateway.yaml': 'apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyGateway\nlogging: {}\n',
  'score.yaml': 'apiVersion: score.dev/v1b1\nmetadata: { name: app }\n',
  'notes.yaml': 'just a text\n',
  'broken-other.yaml': 'a: [1,\n',
  'old-chart/Chart.yaml': 'apiVersion: v1\nname: chart\nversion: 1.0.0\n',
  'operator.yaml':
    'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: { namespace: istio-system }\n',
};

test('files of other tools are one line; the manifests between them are checked', async () => {
  const { code, of } = await run({ ...FOREIGN, 'route.yaml': WRONG });
  expect(code).toBe(1);
  expect(of('UnknownField')).toMatchObject([{ file: 'route.yaml' }]);
  const found = of('NoManifests');
  expect(found).toMatchObject([{ severity: 'info' }]);
  expect(found[0]!.message).toContain(`${Object.keys(FOREIGN).length} files contain no Kubernetes manifests`);
  expect(of('NotAnObject')).toEqual([]);
});

test('hidden folders and node_modules are not read, unless they are named', async () => {
  const files = { 'a.yaml': GATEWAY(), '.git/x.yaml': WRONG, 'node_modules/p/x.yaml': WRONG, '.hidden/x.yaml': WRONG };
  expect((await run(files)).code).toBe(0);
  expect((await run(files, ['.hidden'])).code).toBe(1);
});

test('templates are counted, also those that are YAML', async () => {
  const { code, of } = await run({
    'a.yaml': GATEWAY(),
    'chart/Chart.yaml': 'apiVersion: v2\nname: chart\n',
    'chart/templates/route.yaml': WRONG,
    'chart/templates/deep/service.yaml': '{{- if .Values.x }}\napiVersion: v1\nkind: Service\n{{- end }}\n',
    'other/jinja.yaml': 'apiVersion: v1\nkind: Service\n{% if x %}\nmetadata: { name: {{ x }} }\n{% endif %}\n',
  });
  expect(code).toBe(0);
  expect(of('TemplateNotRendered')).toMatchObject([{ severity: 'info' }]);
  expect(of('TemplateNotRendered')[0]!.message).toContain('3 files are templates');
});

test('a broken file is a finding at its line, and everything else is checked', async () => {
  const { code, of } = await run({
    'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: x\nspec: {}\n',
    'b.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { namespace: edge }\n---\n${WRONG}`,
    'c.yaml': 'apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: x- }\n',
  });
  expect(code).toBe(1);
  expect(of('FileUnreadable')).toMatchObject([{ file: 'a.yaml', line: 4 }]);
  expect(of('NotAnObject')).toMatchObject([{ file: 'b.yaml', line: 3 }]);
  expect(of('UnknownField')).toMatchObject([{ file: 'b.yaml' }]);
});

test('an object without its name is an error where its kind is known, or other objects show that it is one', async () => {
  const odd = 'apiVersion: x.example.com/v1\nkind: Widget\nmetadata: { namespace: edge }\n';
  const found = async (text: string) => (await run({ 'a.yaml': text, 'b.yaml': GATEWAY() })).of('NotAnObject');
  expect(await found(odd)).toEqual([]);
  expect(await found(`${odd}---${GATEWAY()}`)).toMatchObject([{ line: 3 }]);
  expect(await found(ROUTE('x').replace('name: x, ', ''))).toMatchObject([{ line: 4 }]);
});

test('a file that a kustomization lists and that does not exist is at its line', async () => {
  const { of } = await run({
    'a/kustomization.yaml':
      'kind: Kustomization\nresources:\n  - route.yaml\ncomponents:\n  - ../limits\npatches:\n  - path: p.yaml\n  - path: q.yaml\n',
    'a/route.yaml': ROUTE('app'),
    'a/p.yaml': ROUTE('app'),
  });
  expect(of('FileMissing')).toMatchObject([
    { file: 'a/kustomization.yaml', line: 5 },
    { file: 'a/kustomization.yaml', line: 8 },
  ]);
});

test('standard input is read for -, next to files', async () => {
  const { code, of } = await run({ 'gateway.yaml': GATEWAY() }, ['gateway.yaml', '-'], `${ROUTE('app')}---${WRONG}`);
  expect(code).toBe(1);
  expect(of('UnknownField')).toMatchObject([{ file: 'stdin', line: 10 }]);
  expect(of('NoMatchingParent')).toEqual([]);
});

test.each<readonly [string, Files, readonly string[], string]>([
  ['an empty folder', {}, ['.'], '. contains no Kubernetes manifests'],
  ['files of other tools', FOREIGN, ['.'], '. contains no Kubernetes manifests'],
  [
    'a folder without manifests next to one with',
    { 'k8s/a.yaml': GATEWAY(), 'doc/b.yaml': 'a: 1\n' },
    ['k8s', 'doc'],
    'doc contains no',
  ],
  ['a file', { 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n' }, ['a.yaml', 'b.yaml'], 'a.yaml, b.yaml contain no'],
  [
    'a chart',
    { 'Chart.yaml': 'apiVersion: v2\nname: c\n', 'templates/a.yaml': 'a: {{ x }}\n' },
    ['.'],
    'helm template',
  ],
  ['standard input', {}, ['-'], 'standard input contains no'],
])('nothing to check is exit code 2: %s', async (_, files, paths, message) => {
  const { code, refused } = await run(files, paths, '');
  expect(code).toBe(2);
  expect(refused).toContain('Nothing to check');
  expect(refused).toContain(message);
});

test('a file without manifests among others is no reason to stop', async () => {
  expect((await run({ 'a.yaml': GATEWAY(), 'b.yaml': 'b: 1\n' }, ['a.yaml', 'b.yaml'])).code).toBe(0);
});

test('objects of Lists are at their own lines, also of nested Lists and in JSON', async () => {
  const item =
    '{ apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: { name: NAME, namespace: e }, spec: { x: 1 } }';
  const list = `apiVersion: v1
kind: List
items:
  - ${item.replace('NAME', 'a')}
  - apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRouteList
    items:
      - ${item.replace('NAME', 'b')}
`;
  const json = `{
  "apiVersion": "v1", "kind": "List",
  "items": [
    { "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
      "metadata": { "name": "c", "namespace": "e" },
      "spec": { "x": 1 } }
  ]
}`;
  const { of } = await run({ 'a.yaml': list, 'b.json': json });
  expect(of('UnknownField').map((f) => `${f.file}:${f.line}`)).toEqual(['a.yaml:4', 'a.yaml:8', 'b.json:6']);
});

test('a folder whose files define an object differently is a warning, and each is checked', async () => {
  const files = {
    'a/one.yaml': ROUTE('app'),
    'a/two.yaml': ROUTE('app', 'edge', 'two.example.com').replace('hostnames', 'hostname'),
  };
  const { code, of } = await run({ ...files, 'gateway.yaml': GATEWAY() });
  expect(code).toBe(1);
  expect(of('DefinedTwice')).toMatchObject([{ severity: 'warning', file: 'a/two.yaml' }]);
  expect(of('UnknownField')).toMatchObject([{ file: 'a/two.yaml' }]);
  expect(of('DuplicateObject')).toEqual([]);
  const same = await run({ 'a/one.yaml': ROUTE('app'), 'b/two.yaml': ROUTE('app'), 'gateway.yaml': GATEWAY() });
  expect(same.seen.filter((s) => /DefinedTwice|DuplicateObject/.test(s))).toEqual([]);
});

test('two objects of one name in one file are an error', async () => {
  const { of } = await run({ 'a.yaml': `${GATEWAY()}---${ROUTE('app')}---${ROUTE('app', 'edge', 'b.example.com')}` });
  expect(of('DuplicateObject')).toMatchObject([{ severity: 'error', line: 16 }]);
});

test('environments are separate clusters with the objects that they share', async () => {
  const files = {
    'gatewayclass.yaml':
      'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: { name: eg }\nspec: { controllerName: gateway.envoyproxy.io/gatewayclass-controller }\n',
    'dev/gateway.yaml': GATEWAY('edge', '*.dev.example.com'),
    'dev/route.yaml': ROUTE('app', 'edge', 'app.dev.example.com'),
    'prod/gateway.yaml': GATEWAY('edge', '*.prod.example.com'),
    'prod/route.yaml': ROUTE('app', 'edge', 'app.prod.example.com'),
    'prod/policy.yaml': POLICY('app'),
  };
  const { of } = await run(files);
  expect(of('NoMatchingListenerHostname')).toEqual([]);
  // The route of dev has no policy; that of prod has one.
  expect(of('AnonymousRoute').map((f) => f.file)).toEqual(['dev/route.yaml']);
  const wrong = await run({ ...files, 'prod/route.yaml': ROUTE('app', 'edge', 'app.dev.example.com') });
  expect(wrong.of('NoMatchingListenerHostname')).toMatchObject([{ file: 'prod/route.yaml', severity: 'error' }]);
});

test('a finding about a shared object counts only if every environment has it', async () => {
  const gateway = GATEWAY().replace('listeners: [', 'listeners: [{ name: http, protocol: HTTP, port: 80 }, ');
  const route = (namespace: string, filter: string): string =>
    `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: redirect, namespace: edge }\nspec: { parentRefs: [{ name: edge, sectionName: ${namespace} }], rules: [{ filters: [${filter}] }] }\n`;
  const redirect = '{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 308 } }';
  const missing = async (dev: string, prod: string): Promise<number> =>
    (await run({ 'gateway.yaml': gateway, 'dev/route.yaml': dev, 'prod/route.yaml': prod })).of('HttpsRedirectMissing')
      .length;
  expect(await missing(route('http', redirect), route('https', redirect))).toBe(0);
  expect(await missing(route('https', redirect), route('https', redirect.replace('308', '301')))).toBe(1);
});

test('an object that only another environment has, or another folder without namespaces, is not missing for sure', async () => {
  const dev = { 'dev/route.yaml': ROUTE('app', 'edge', 'dev.example.com'), 'dev/policy.yaml': POLICY('other') };
  const prod = { 'prod/route.yaml': ROUTE('app', 'edge', 'prod.example.com') };
  const lone = ROUTE('app', '', 'a.example.com', '{ name: none }');
  const severity = async (files: Files): Promise<string[]> =>
    (await run({ 'gateway.yaml': GATEWAY(), ...files })).of('TargetNotFound').map((f) => f.severity);
  expect(await severity({ ...dev, ...prod, 'prod/other.yaml': ROUTE('other') })).toEqual(['info']);
  expect(await severity({ ...dev, ...prod })).toEqual(['error']);
  expect(await severity({ 'a/policy.yaml': POLICY('other', ''), 'b/route.yaml': lone })).toEqual(['info']);
  expect(await severity({ 'a/policy.yaml': POLICY('other', ''), 'a/route.yaml': lone })).toEqual(['error']);
});

const TARGET = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: edge }\n';
test.each<readonly [string, string, 'info' | 'error']>([
  ['nothing', TARGET, 'error'],
  [
    'a HelmRelease',
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: x, namespace: edge }\n',
    'info',
  ],
  [
    'a HelmRelease for another namespace',
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: x, namespace: edge }\nspec: { targetNamespace: other }\n',
    'error',
  ],
  [
    'a HelmRelease of another namespace',
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: x, namespace: other }\n',
    'error',
  ],
  [
    'a HelmRelease without a namespace',
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: x }\n',
    'info',
  ],
  [
    'an Application with a chart',
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: x, namespace: argocd }\nspec: { project: p, destination: { namespace: edge }, source: { repoURL: https://x.example, chart: c } }\n',
    'info',
  ],
  [
    'an AIGatewayRoute',
    'apiVersion: aigateway.envoyproxy.io/v1alpha1\nkind: AIGatewayRoute\nmetadata: { name: x, namespace: edge }\n',
    'info',
  ],
  [
    'a Knative Service',
    'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: { name: x, namespace: edge }\n',
    'info',
  ],
  [
    'a Certificate',
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: x, namespace: edge }\nspec: { secretName: tls, dnsNames: [a.example.com], issuerRef: { name: i } }\n',
    'error',
  ],
  ['a document that cannot be read', 'apiVersion: v1\nkind: ConfigMap\nmetadata: [\n', 'info'],
])('a missing route next to %s', async (_, text, severity) => {
  const { of } = await run({ 'a.yaml': `${GATEWAY()}---${ROUTE('app')}---${POLICY('sonarr')}`, 'b.yaml': text });
  expect(of('TargetNotFound')).toMatchObject([{ severity }]);
});

test('objects without a namespace are in the one that references show', async () => {
  const files = {
    'a.yaml': `${GATEWAY('')}---${ROUTE('app', '', 'app.example.com', '{ name: edge, namespace: network }')}---${POLICY('app', '')}`,
  };
  const { seen, code } = await run(files);
  expect(code).toBe(0);
  const known = /^(?:NamespaceMissing|InvalidCertificateRef|BackendNotFound) info$|^NoClientAllowed/;
  expect(seen.filter((s) => !known.test(s))).toEqual([]);
  expect(seen.filter((s) => s.startsWith('NamespaceMissing'))).toHaveLength(1);
});

test('an object without a namespace next to one of that name is no duplicate, and needs no grant', async () => {
  const backend = '{ name: app, namespace: shop, port: 80 }';
  const { seen } = await run({
    'a.yaml': `${GATEWAY('default')}---${ROUTE('app', 'default')}---${ROUTE('app', '', 'b.example.com').replace('{ name: app, port: 80 }', backend)}`,
  });
  expect(seen).toContain('NamespaceMissing info');
  expect(seen.filter((s) => /Duplicate|RefNotPermitted|NoMatchingParent error/.test(s))).toEqual([]);
  const certain = await run({
    'a.yaml': `${GATEWAY('default')}---${ROUTE('app', 'default').replace('{ name: app, port: 80 }', backend)}---${ROUTE('b', 'shop')}`,
  });
  expect(certain.seen).toContain('RefNotPermitted error');
});

test('a policy in another namespace than the object of that name is a warning, unless its own namespace may have one', async () => {
  const of = async (policy: string, more: Files = {}) => {
    const { of: found } = await run({ 'a.yaml': `${GATEWAY()}---${ROUTE('app')}`, 'b.yaml': policy, ...more });
    return found('TargetNotFound').map((f) => f.severity);
  };
  expect(await of(POLICY('app', 'shop'))).toEqual(['warning']);
  expect(await of(POLICY('other', 'shop'))).toEqual(['info']);
  const release =
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: app, namespace: shop }\n';
  expect(await of(POLICY('app', 'shop'), { 'c.yaml': release })).toEqual(['info']);
});

test('policies next to the release of Envoy Gateway select its proxies without their namespace', async () => {
  const policy =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: proxies, namespace: net }\nspec: { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { gateway.envoyproxy.io/owning-gateway-name: edge } } }] }, { from: [{ ipBlock: { cidr: CIDR } }] }] }\n';
  const release = (namespace: string): string =>
    `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: envoy-gateway, namespace: ${namespace} }\nspec: { interval: 1h, chartRef: { kind: OCIRepository, name: eg } }\n`;
  const of = async (namespace: string, cidr: string) => {
    const { seen } = await run({
      'a.yaml': policy.replace('CIDR', cidr),
      'b.yaml': release(namespace),
      'c.yaml': `${GATEWAY('net')}---${ROUTE('app', 'net')}`,
    });
    return seen.filter((s) => s.startsWith('Peer')).sort();
  };
  expect(await of('net', '192.168.2.0/24')).toEqual(['PeerByAddress info']);
  expect(await of('other', '10.244.0.0/16')).toEqual(['PeerByAddress warning', 'PeerNamespaceMissing warning']);
});

test('kinds without a schema are one line', async () => {
  const slices = Array.from(
    { length: 30 },
    (_, i) => `apiVersion: example.com/v1\nkind: Widget\nmetadata: { name: s${i}, namespace: edge }\n`,
  );
  const { of } = await run({ 'a.yaml': slices.join('---\n') });
  expect(of('NotChecked')).toHaveLength(1);
  expect(of('NotChecked')[0]).toMatchObject({ severity: 'info', message: expect.stringContaining('30 Widget') });
});

test('a patch that no kustomization uses is not checked, and an EnvoyPatchPolicy is no patch', async () => {
  const part =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: app, namespace: edge }\nspec: { replicas: 2 }\n';
  const patchPolicy =
    'apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyPatchPolicy\nmetadata: { name: p, namespace: edge }\nspec: { x: 1 }\n';
  const { of } = await run({
    'k/kustomization.yaml': 'resources: [gateway.yaml]\n',
    'k/gateway.yaml': GATEWAY(),
    'k/replicas-patch.yaml': part,
    'k/patches/more.yaml': part,
    'k/envoy-patch.yaml': patchPolicy,
    'docs/tuning.yaml': part.replace(
      'replicas: 2',
      'template: { spec: { containers: [{ name: app, args: [--fast] }] } }',
    ),
    'docs/whole.yaml': part.replace('replicas: 2', 'template: { spec: { containers: [{ name: app, image: app }] } }'),
  });
  expect(of('PatchUnused')).toMatchObject([{ severity: 'info' }]);
  expect(of('PatchUnused')[0]!.message).toContain('3 files look like a patch');
  expect(of('SchemaRejected').map((f) => f.file)).toContain('docs/whole.yaml');
  expect(of('SchemaRejected').map((f) => f.file)).not.toContain('docs/tuning.yaml');
  expect(of('SchemaRejected').map((f) => f.file)).not.toContain('k/replicas-patch.yaml');
  expect(of('UnknownField')).toMatchObject([{ file: 'k/envoy-patch.yaml' }]);
});

test('a value of the wrong type is one finding, whatever is in it', async () => {
  const policy = POLICY('app').replace(
    'authorization: { defaultAction: Deny }',
    'cors: { allowOrigins: [{ exact: x }] }',
  );
  expect((await run({ 'a.yaml': `${ROUTE('app')}---${policy}` })).of('UnknownField')).toEqual([]);
  const { of } = await run({ 'a.yaml': `${ROUTE('app')}---${policy.replace('cors:', 'corse: 1\n  cors:')}` });
  expect(of('SchemaRejected').length).toBe(1);
  expect(of('UnknownField')).toMatchObject([{ line: 12 }]);
});

test('a configuration in a file of its own counts, and two different ones decide nothing', async () => {
  const config = (on: boolean): string =>
    `apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyGateway\nextensionApis: { enableBackend: ${on} }\n`;
  const object = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: envoy-gateway-config, namespace: envoy-gateway-system }\ndata: { envoy-gateway.yaml: "extensionApis: {}" }\n`;
  const backend =
    'apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: Backend\nmetadata: { name: app, namespace: edge }\nspec: { endpoints: [{ ip: { address: 1.1.1.1, port: 80 } }] }\n';
  const of = async (files: Files) =>
    (await run({ 'a.yaml': `${GATEWAY()}---\n${backend}`, ...files })).of('ExtensionDisabled');
  expect((await of({ 'c.yaml': object })).length).toBe(1);
  expect((await of({ 'e.yaml': config(false) })).length).toBe(1);
  expect(await of({ 'e.yaml': config(true) })).toEqual([]);
  expect(await of({ 'c.yaml': object, 'e.yaml': config(true) })).toEqual([]);
});

test('the configuration of Envoy Gateway is that of the files, if they contain one', async () => {
  const backend =
    'apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: Backend\nmetadata: { name: b, namespace: edge }\nspec: { endpoints: [{ fqdn: { hostname: a.example.com, port: 80 } }] }\n';
  const release = (name: string, isEnabled: boolean): string =>
    `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: ${name}, namespace: eg }\nspec: { values: { config: { envoyGateway: { extensionApis: { enableBackend: ${isEnabled} } } } } }\n`;
  const values = 'config: { envoyGateway: { extensionApis: { enableBackend: false } } }\n';
  const isDisabled = async (files: Files): Promise<boolean> =>
    (await run({ 'b.yaml': backend, ...files })).of('ExtensionDisabled').length > 0;
  expect(await isDisabled({})).toBe(false);
  expect(await isDisabled({ 'a.yaml': release('a', false) })).toBe(true);
  expect(await isDisabled({ 'a.yaml': release('a', false), 'c.yaml': release('c', true) })).toBe(false);
  expect(await isDisabled({ 'envoy-gateway-values.yaml': values })).toBe(true);
  expect(await isDisabled({ 'envoy-gateway-values.yaml': values, 'envoy-gateway-values-addon.yaml': 'x: 1\n' })).toBe(
    false,
  );
});
