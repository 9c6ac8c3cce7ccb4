import { expect, test } from 'vitest';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { core, gatewayApi } from './objects.ts';

const { admit } = await loadAdmission();
const seen = (object: unknown): string[] => {
  const verdict = admit(object);
  if ('notChecked' in verdict) throw new Error(verdict.notChecked);
  const errors = verdict.errors.map((e) => `${e.by} ${e.type.replace('FieldValue', '')} ${e.field}`);
  return [...verdict.unknown.map((u) => `unknown ${u}`), ...errors];
};
const route = (metadata: object) => seen(gatewayApi('HTTPRoute', 'orders', {}, metadata as Record<string, unknown>));

test.each([
  ['a subdomain', { name: 'a.b-c.d' }, []],
  ['the longest name', { name: 'a'.repeat(253) }, []],
  ['a name that is too long', { name: 'a'.repeat(254) }, ['metadata Invalid metadata.name']],
  ['capitals', { name: 'Orders' }, ['metadata Invalid metadata.name']],
  ['no name', { name: undefined }, ['metadata Required metadata.name']],
  ['a generated name', { name: undefined, generateName: 'orders-' }, []],
  [
    'a generated name with capitals',
    { name: undefined, generateName: 'Orders-' },
    ['metadata Invalid metadata.generateName'],
  ],
  ['no namespace', { namespace: undefined }, ['metadata Required metadata.namespace']],
  ['a namespace with a dot', { namespace: 'a.b' }, ['metadata Invalid metadata.namespace']],
  ['a label', { labels: { 'app.kubernetes.io/name': 'a_B.c-1', empty: '' } }, []],
  ['a label key with two slashes', { labels: { 'a/b/c': 'x' } }, ['metadata Invalid metadata.labels']],
  ['a label key with an empty prefix', { labels: { '/c': 'x' } }, ['metadata Invalid metadata.labels']],
  ['a label value with a space', { labels: { a: 'x y' } }, ['metadata Invalid metadata.labels']],
  ['a label value of 64 characters', { labels: { a: 'x'.repeat(64) } }, ['metadata Invalid metadata.labels']],
  ['a label that YAML read as a number', { labels: { version: 1 } }, ['metadata TypeInvalid metadata.labels.version']],
  ['an annotation with any text, its key in capitals', { annotations: { 'Example.com/Note': '{"a": [1]}\n' } }, []],
  ['an annotation key with a space', { annotations: { 'a b': '' } }, ['metadata Invalid metadata.annotations']],
  ['annotations of 256 KiB', { annotations: { a: 'x'.repeat(256 * 1024 - 1) } }, []],
  [
    'annotations above 256 KiB',
    { annotations: { a: 'x'.repeat(256 * 1024) } },
    ['metadata TooLong metadata.annotations'],
  ],
  ['a misspelt field', { lables: {} }, ['unknown metadata.lables']],
])('%s', (_, metadata, expected) => {
  expect(route(metadata)).toEqual(expected);
});

test('the API server clears the namespace of a kind of the whole cluster', () => {
  const of = (namespace?: string) =>
    seen(gatewayApi('GatewayClass', 'eg', { controllerName: 'example.com/c' }, { namespace }));
  expect(of('shop')).toEqual([]);
  expect(of(undefined)).toEqual([]);
});

test('a Namespace and a Service have labels for names, a Role nearly anything', () => {
  expect(seen(core('v1', 'Namespace', 'a.b', undefined, { namespace: undefined }))).toEqual([
    'metadata Invalid metadata.name',
  ]);
  const service = (name: string) => seen(core('v1', 'Service', name, { ports: [{ port: 80 }] }));
  expect(service('1st')).toEqual(['metadata Invalid metadata.name']);
  expect(service('first')).toEqual([]);
  expect(seen(core('rbac.authorization.k8s.io/v1', 'Role', 'system:Reader'))).toEqual([]);
  expect(seen(core('rbac.authorization.k8s.io/v1', 'Role', 'a/b'))).toEqual(['metadata Invalid metadata.name']);
});
