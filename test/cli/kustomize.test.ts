// What kustomize makes of folders. The files built-*.yaml were written by kustomize 5 (kubectl kustomize overlays/...).
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { FileSet } from '../../src/cli/manifests/file-set.ts';
import { buildOf } from '../../src/cli/manifests/kustomize/build.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { runCli } from './run-cli.ts';

const TREE = fileURLToPath(new URL('kustomize/', import.meta.url));

const byName = (objects: readonly KubernetesObject[]): Record<string, KubernetesObject> =>
  Object.fromEntries(objects.map((o) => [`${o.kind} ${o.metadata.name}`, o]));

/** The hash of a generated name is left out, and so is the namespace of a kind that has none: the API server drops it. */
const comparable = (o: KubernetesObject): KubernetesObject => {
  const { namespace, name, ...metadata } = o.metadata;
  const isCluster = /^(?:GatewayClass|Namespace|ClusterRoleBinding)$/.test(o.kind);
  const plain = o.kind === 'ConfigMap' ? name.replace(/-[0-9a-z]{10}$/, '') : name;
  return { ...o, metadata: { ...metadata, name: plain, ...(namespace && !isCluster && { namespace }) } };
};

test.each(['prod', 'dev'])('the objects of overlays/%s are those that kustomize builds', (overlay) => {
  const files = new FileSet(TREE);
  const kustomization = files.kustomization(join(TREE, 'overlays', overlay))!;
  const { items, isPartial } = buildOf(kustomization, files, {});
  expect(isPartial).toBe(false);
  expect(items.filter((i) => i.isUnsure)).toEqual([]);
  const built = parseAllDocuments(readFileSync(join(TREE, `built-${overlay}.yaml`), 'utf8')).map((d) => d.toJS());
  expect(byName(items.map((i) => comparable(i.object)))).toEqual(byName(built.map(comparable)));
});

const folder = (files: Readonly<Record<string, string>>, tree = false): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'kustomize-'));
  if (tree) cpSync(TREE, cwd, { recursive: true, filter: (f) => !/built-/.test(f) });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
};
interface Seen {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly resource: string;
  readonly message: string;
}
const check = async (cwd: string, ...paths: string[]): Promise<readonly Seen[]> => {
  const { stdout, stderr, code } = await runCli(['check', ...(paths.length > 0 ? paths : ['.']), '--json'], { cwd });
  expect(code, stderr).toBeLessThan(2);
  return JSON.parse(stdout).findings;
};
const errors = (findings: readonly Seen[]): string[] =>
  findings.filter((f) => f.severity === 'error').map((f) => `${f.code} ${f.resource}`);

test('the base of several overlays is no object of its own, and overlays are separate', async () => {
  const findings = await check(folder({}, true));
  expect(findings.map((f) => f.code)).not.toContain('DuplicateObject');
  expect(findings.map((f) => f.code)).not.toContain('NamespaceMissing');
  // kustomize changes no references of Gateway API, so the routes of prod name a Gateway that is called otherwise.
  expect(errors(findings)).toContain('NoMatchingParent HTTPRoute shop/prod-app-v1');
  expect(errors(findings)).not.toContain('NoMatchingParent HTTPRoute dev/app');
});

const ROUTE = (name: string, parent: string, more = ''): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: ${name}${more} }\nspec: { parentRefs: [{ name: ${parent} }], rules: [{ backendRefs: [{ name: app, port: 80 }] }] }\n`;
const GATEWAY =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: edge }\nspec: { gatewayClassName: eg, listeners: [{ name: http, protocol: HTTP, port: 80 }] }\n';

test('a base outside of the path is read, and a patch is no object', async () => {
  const cwd = folder({
    'base/kustomization.yaml': 'namePrefix: shop-\nresources: [gateway.yaml]\n',
    'base/gateway.yaml': GATEWAY,
    'app/kustomization.yaml': 'namespace: shop\nresources: [../base, route.yaml]\npatches: [{ path: p.yaml }]\n',
    'app/route.yaml': ROUTE('app', 'shop-edge'),
    'app/p.yaml': 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: edge }\nspec: { x: 1 }\n',
  });
  // The patched field is found in the object, not in the patch.
  expect(errors(await check(cwd, 'app'))).toEqual(['UnknownField Gateway shop/shop-edge']);
});

test('Flux sets namespaces and components of a folder', async () => {
  const flux = (more: string): string =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: app, namespace: flux-system }\nspec: { interval: 1h, prune: true, path: ./apps/app, sourceRef: { kind: GitRepository, name: r }${more} }\n`;
  const files = {
    'apps/app/kustomization.yaml': 'resources: [gateway.yaml, route.yaml]\n',
    'apps/app/gateway.yaml': GATEWAY,
    'apps/app/route.yaml': ROUTE('app', 'edge'),
    'components/c/kustomization.yaml':
      'kind: Component\nresources: [more.yaml]\npatches: [{ target: { kind: HTTPRoute }, patch: "[{ op: add, path: /spec/x, value: 1 }]" }]\n',
    'components/c/more.yaml': ROUTE('more', 'edge'),
  };
  const without = await check(folder({ ...files, 'flux/ks.yaml': flux('') }));
  expect(without.map((f) => f.code)).toContain('NamespaceMissing');
  const found = await check(
    folder({ ...files, 'flux/ks.yaml': flux(', targetNamespace: shop, components: [../../components/c]') }),
  );
  expect(found.map((f) => f.code)).not.toContain('NamespaceMissing');
  expect(errors(found).sort()).toEqual(['UnknownField HTTPRoute shop/app', 'UnknownField HTTPRoute shop/more']);
});

test('Argo CD sets the namespace of objects that have none', async () => {
  const found = await check(
    folder({
      'app/gateway.yaml': GATEWAY,
      'app/route.yaml': ROUTE('app', 'edge', ', namespace: other'),
      'argo.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: a, namespace: argocd }\nspec: { project: p, source: { repoURL: https://x.example, path: app }, destination: { namespace: shop } }\n',
    }),
  );
  expect(found.map((f) => f.code)).not.toContain('NamespaceMissing');
  expect(found.filter((f) => f.code === 'NoMatchingParent')).toMatchObject([{ severity: 'info' }]);
});

test.each<readonly [string, string, boolean]>([
  [
    'a patch whose path does not exist',
    'patches: [{ target: { kind: Gateway }, patch: "[{ op: remove, path: /spec/y }]" }]',
    true,
  ],
  ['a patch file that does not exist', 'patches: [{ target: { kind: Gateway }, path: gone.yaml }]', true],
  ['vars', 'vars: [{ name: X, objref: { apiVersion: v1, kind: Service, name: s } }]', true],
  [
    'a replacement with a delimiter',
    'replacements: [{ source: { kind: Gateway }, targets: [{ select: { kind: Gateway }, fieldPaths: [metadata.name], options: { delimiter: "-" } }] }]',
    true,
  ],
  [
    'a patch for another kind',
    'patches: [{ target: { kind: Service }, patch: "[{ op: remove, path: /spec/y }]" }]',
    false,
  ],
])('%s: what cannot be built is reported once, and not checked', async (_, line, isUnsure) => {
  const cwd = folder({
    'kustomization.yaml': `resources: [a.yaml]\n${line}\n`,
    'a.yaml': GATEWAY.replace('spec: {', 'spec: { z: 1,').replace('edge', 'edge, namespace: shop'),
  });
  const found = await check(cwd);
  const notBuilt = found.filter((f) => f.code === 'KustomizeNotBuilt');
  expect(notBuilt).toHaveLength(isUnsure ? 1 : 0);
  if (isUnsure) expect(notBuilt[0]!.message).toContain(`Entries of ${line.split(':')[0]} in a kustomization`);
  expect(errors(found)).toEqual(isUnsure ? [] : ['UnknownField Gateway shop/edge']);
});

test.each<readonly [string, string, string]>([
  ['a remote base', 'resources: [r.yaml, https://github.com/x/y//k?ref=v1]', 'info'],
  ['a chart', 'resources: [r.yaml]\nhelmCharts: [{ name: c, repo: https://x.example }]', 'info'],
  ['a generated file that is absent', 'resources: [r.yaml]\nsecretGenerator: [{ name: s, files: [gone.txt] }]', 'info'],
  ['nothing else', 'resources: [r.yaml]', 'error'],
])('a missing object next to %s', async (_, text, severity) => {
  const cwd = folder({
    'kustomization.yaml': `namespace: shop\n${text}\n`,
    'r.yaml': `${GATEWAY}---\n${ROUTE('app', 'egde')}`,
  });
  const found = (await check(cwd)).filter((f) => f.code === 'NoMatchingParent');
  expect(found).toMatchObject([{ severity }]);
});

test('bases that name each other, or double at each level, end', async () => {
  const files: Record<string, string> = {
    'a/kustomization.yaml': 'resources: [../b, r.yaml]\n',
    'b/kustomization.yaml': 'resources: [../a]\n',
    'a/r.yaml': ROUTE('app', 'edge', ', namespace: shop').replace('spec: {', 'spec: { x: 1,'),
  };
  for (let i = 0; i < 25; i++)
    files[`l${i}/kustomization.yaml`] = `resources: [../l${i + 1}, ../l${i + 1}/../l${i + 1}]\n`;
  files['l25/kustomization.yaml'] = 'resources: [r.yaml]\n';
  files['l25/r.yaml'] = ROUTE('last', 'edge', ', namespace: shop');
  expect(errors(await check(folder(files)))).toContain('UnknownField HTTPRoute shop/app');
}, 20_000);

test('fields that change names by rules or programs are named once', async () => {
  const files = (fields: string) => ({
    'a/kustomization.yaml': `resources: [gateway.yaml]\n${fields}\n`,
    'a/gateway.yaml': GATEWAY.replace('edge', 'edge, namespace: shop'),
    'a/names.yaml': 'nameReference: [{ kind: Service, fieldSpecs: [{ kind: HTTPRoute, path: spec/x }] }]\n',
    'b/kustomization.yaml': `resources: [gateway.yaml]\n${fields}\n`,
    'b/gateway.yaml': GATEWAY.replace('edge', 'inner, namespace: shop'),
    'b/names.yaml': 'nameReference: []\n',
  });
  const found = async (fields: string) =>
    (await check(folder(files(fields)))).filter((f) => f.code === 'KustomizeNotBuilt');
  const [first, ...more] = await found('configurations: [names.yaml]');
  expect(first).toMatchObject({ severity: 'info', file: 'a/kustomization.yaml', line: 2 });
  expect(first?.message).toContain(
    'The field configurations of 2 kustomizations cannot be applied here: a/kustomization.yaml, b/kustomization.yaml.',
  );
  expect(more).toEqual([]);
  expect(await found('configurations: []')).toEqual([]);
  expect(await found('generatorOptions: { disableNameSuffixHash: true }')).toEqual([]);
});
