import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

// Plain JavaScript without types; it runs by hand, not in the program.
const vendor = (file: string) => import(new URL(`../../src/crds/vendor/${file}`, import.meta.url).href);
const { crdsOf } = await vendor('crd-yaml.mjs');
const { experimentalModule } = await vendor('channels.mjs');
const { shallow } = await vendor('shallow.mjs');
const { typesOf, typeFile } = await vendor('types.mjs');

const dir = mkdtempSync(join(tmpdir(), 'crds-'));
afterAll(() => rmSync(dir, { recursive: true }));
mkdirSync(join(dir, 'templates'));

const crd = (
  kind: string,
  versions: string,
  group = 'gateway.envoyproxy.io',
): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: x }
spec:
  group: ${group}
  scope: Namespaced
  names: { kind: ${kind} }
  versions:
${versions}`;

const SPEC = `
  - name: v1alpha1
    served: true
    deprecated: true
    subresources: { status: {} }
    schema:
      openAPIV3Schema:
        description: words
        type: object
        properties:
          spec:
            type: object
            required: [mode]
            properties:
              description: { type: string, description: words, example: { a: 1 } }
              mode: { type: string, enum: [A, B], default: A }
              http3: { type: object }
              size: { x-kubernetes-int-or-string: true }
`;
writeFileSync(
  join(dir, 'templates', 'a.yaml'),
  `{{- if .Values.crds }}\n${crd('Thing', SPEC)}\n---\n{{- if .Values.more }}\n${crd('Other', SPEC)}\n{{- end }}\n{{- end }}\n`,
);
writeFileSync(join(dir, 'b.yaml'), 'kind: ConfigMap\n');
const entries = crdsOf(dir, 'v1.2.3');

test('all documents below a folder are read, those in a chart too', () => {
  expect(entries.map((e: { file: string }) => e.file)).toEqual([
    'gateway.envoyproxy.io_v1alpha1_Thing.json',
    'gateway.envoyproxy.io_v1alpha1_Other.json',
  ]);
});

test('words are dropped, a field that is called description is not', () => {
  const [{ schema, source, version, groupVersionKind, statusSubresource, deprecated }] = entries;
  expect(schema.properties.spec.properties.description).toEqual({ type: 'string' });
  expect(JSON.stringify(schema)).not.toContain('words');
  expect({ source, version, groupVersionKind, statusSubresource, deprecated }).toEqual({
    source: 'a.yaml',
    version: 'v1.2.3',
    groupVersionKind: 'gateway.envoyproxy.io/v1alpha1/Thing',
    statusSubresource: true,
    deprecated: true,
  });
});

test('of groups that others own, only the kinds and versions that are written or read', () => {
  const others = mkdtempSync(join(dir, 'others-'));
  const all = ['Application', 'Workflow'].map((kind) =>
    crd(kind, `${SPEC}${SPEC.replace('v1alpha1', 'v1')}`, 'argoproj.io'),
  );
  const flux = crd('Kustomization', `${SPEC.replace('v1alpha1', 'v1')}${SPEC}`, 'kustomize.toolkit.fluxcd.io');
  writeFileSync(join(others, 'a.yaml'), [...all, flux].join('\n---\n'));
  expect(crdsOf(others).map((e: { file: string }) => e.file)).toEqual([
    'argoproj.io_v1alpha1_Application.json',
    'kustomize.toolkit.fluxcd.io_v1_Kustomization.json',
  ]);
});

test('what repeats itself too often is any object, at that place only', () => {
  const text = { type: 'string' };
  const object = (properties: object) => ({ type: 'object', properties });
  const list = (items: object) => ({ type: 'array', items });
  const set = (template: object) => {
    const generator = { list: object({ name: text, template }), template: text };
    const nested = object({ generators: list(object(generator)) });
    return object({
      spec: object({ generators: list(object({ ...generator, matrix: nested, merge: nested })), template: text }),
    });
  };
  const taken = shallow('argoproj.io/v1alpha1/ApplicationSet', set(text));
  const { list: own, matrix, merge } = taken.properties.spec.properties.generators.items.properties;
  const any = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const cut = object({ generators: list(object({ list: object({ name: text, template: any }), template: text })) });
  expect([own, matrix, merge]).toEqual([object({ name: text, template: text }), cut, cut]);
  expect(shallow('argoproj.io/v1alpha1/Application', set(text))).toEqual(set(text));
});

test('types say what is required, which values there are, and that an empty object is empty', () => {
  const text = typesOf(entries[0]);
  for (const line of [
    'mode: "A" | "B";',
    'description?: string;',
    'http3?: Record<string, never>;',
    'size?: number | string;',
  ])
    expect(text).toContain(line);
  expect(typeFile('gateway.envoyproxy.io/v1alpha1', 'HTTPRouteFilter')).toBe(
    'gateway.envoyproxy.io/http-route-filter.ts',
  );
});

test('the fields that the standard channel lacks: the topmost only, values of enums, kinds and versions that it does not serve', () => {
  const version = (id: string, spec: object) => ({
    group: 'gateway.networking.k8s.io',
    version: 'v1.2.3',
    groupVersionKind: `gateway.networking.k8s.io/${id}`,
    served: true,
    schema: { properties: { spec: { properties: spec }, status: { properties: spec } } },
  });
  const list = (properties: object) => ({ type: 'array', items: { properties } });
  const both = {
    name: {},
    type: { enum: ['A'] },
    rules: list({ a: {} }),
    map: { additionalProperties: { properties: {} } },
  };
  const more = {
    ...both,
    type: { enum: ['A', 'B'] },
    rules: list({ a: {}, retry: { properties: { attempts: {} } } }),
    map: { additionalProperties: { properties: { x: {} } } },
  };
  const written = experimentalModule(
    [version('v1/Route', more), version('v1/Same', both), version('v1/New', {}), version('v1alpha1/Same', {})],
    [version('v1/Route', both), version('v1/Same', both), { ...version('v1alpha1/Same', {}), served: false }],
  );
  expect([...written.matchAll(/^ +'(.*)'/gm)].map((m) => m[1])).toEqual([
    'gateway.networking.k8s.io/v1/New',
    '',
    'gateway.networking.k8s.io/v1/Route',
    'spec.map.*.x',
    'spec.rules[].retry',
    'spec.type=B',
    'gateway.networking.k8s.io/v1alpha1/Same',
    '',
  ]);
  expect(written).toContain('Gateway API v1.2.3');
});
