import { expect, test } from 'vitest';
import type { Json } from '../../src/admission/admission-schema.ts';
import type { Verdict } from '../../src/admission/admit.ts';
import { FORMATS } from '../../src/admission/formats.ts';
import { Kind } from '../../src/admission/kind.ts';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import type { Schema } from '../../src/crds/crd-schema.ts';
import { marked } from '../../src/crds/vendor/slim.mjs';
import { parseIP } from '../../src/values/go-net.ts';
import { goRegex } from '../../src/values/go-regex.ts';
import { compile } from './compile.ts';
import { core, gatewayApi } from './objects.ts';

const { admit } = await loadAdmission();
const validated = (object: unknown): Exclude<Verdict, { notChecked: string }> => {
  const verdict = admit(object);
  if ('notChecked' in verdict) throw new Error(verdict.notChecked);
  return verdict;
};
const errors = (object: unknown): string[] => validated(object).errors.map((e) => `${e.by} ${e.type} ${e.field}`);
const route = (rule: object, more: object = {}) => gatewayApi('HTTPRoute', 'orders', { rules: [rule], ...more });

/** The errors of a spec under a schema of our own, where no real one shows the point by itself. */
const under = (spec: Schema, value: unknown): string[] => {
  const schema: Schema = { type: 'object', properties: { spec } };
  const of = { source: '', version: '', digest: '', groupVersionKind: 'example.com/v1/Thing' } as const;
  const kind = new Kind({ ...of, scope: 'Namespaced', statusSubresource: false, schema: marked(schema) }, compile);
  return kind.validate({ spec: value as Json }).errors.map((e) => `${e.type} ${e.field}`);
};

test('rules within allOf count', () => {
  const schema: Schema = {
    type: 'string',
    allOf: [{ 'x-kubernetes-validations': [{ rule: "self != 'a'" }] }],
  };
  expect(under(schema, 'b')).toEqual([]);
  expect(under(schema, 'a')).toEqual(['FieldValueInvalid spec']);
});

test('a rule that asks for a missing key refuses the object', () => {
  const schema: Schema = {
    type: 'object',
    properties: { a: { type: 'string' } },
    'x-kubernetes-validations': [{ rule: "self.a != 'x'" }],
  };
  expect(under(schema, { a: 'y' })).toEqual([]);
  expect(under(schema, {})).toEqual(['FieldValueInvalid spec']);
});

test('has() takes what is behind an index, and a name that CEL reserves is escaped', () => {
  const schema = (rule: string): Schema => ({
    type: 'object',
    properties: {
      list: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } },
      namespace: { type: 'string' },
    },
    'x-kubernetes-validations': [{ rule }],
  });
  expect(under(schema('has(self.list[0].a)'), { list: [{ a: 'x' }] })).toEqual([]);
  expect(under(schema('has(self.list[0].a)'), { list: [{}] })).toEqual(['FieldValueInvalid spec']);
  expect(under(schema("self.__namespace__ == 'a'"), { namespace: 'a' })).toEqual([]);
});

test('a pattern that JavaScript would read otherwise is read as Go reads it', () => {
  expect(goRegex('^[[:digit:]]+$')('12')).toBe(true);
  expect(goRegex('^[[:digit:]]+$')('d]')).toBe(false);
  expect(goRegex('^(?i)abc$')('ABC')).toBe(true);
  // A no-break space is no space to Go.
  expect(goRegex('^\\S+$')('a\u00a0b')).toBe(true);
});

test('an unknown field is named and does not hide other errors', () => {
  const { valid, unknown, errors } = validated(route({ nmae: 'x', name: 'UPPER' }));
  expect({ valid, unknown, fields: errors.map((e) => e.field) }).toEqual({
    valid: false,
    unknown: ['spec.rules[0].nmae'],
    fields: ['spec.rules[0].name'],
  });
});

test('a null of a field that may not be null is dropped before defaults', () => {
  expect(errors(route({ matches: [{ path: { type: null, value: '/a' } }] }))).toEqual([]);
});

test('defaults are filled in before rules are asked: a path without a type is a prefix and begins with a slash', () => {
  expect(errors(route({ matches: [{ path: { value: 'a' } }] }))).toEqual([
    'rule FieldValueInvalid spec.rules[0].matches[0].path',
  ]);
});

test('status is not validated where it is a subresource', () => {
  expect(errors({ ...route({}), status: { parents: 'nonsense' } })).toEqual([]);
});

test('rules are not asked when an error of shape is there, and the verdict says so', () => {
  const broken = route({ matches: [{ path: { type: 'Nonsense', value: 'a' } }] });
  expect(errors(broken)).toEqual([
    'schema FieldValueNotSupported spec.rules[0].matches[0].path.type',
    'rule FieldValueInvalid <nil>',
  ]);
});

test('a failed pattern does not stop the rules', () => {
  const found = errors(route({ name: 'UPPER', matches: [{ path: { value: 'a' } }] }));
  expect(found).toContain('schema FieldValueInvalid spec.rules[0].name');
  expect(found).toContain('rule FieldValueInvalid spec.rules[0].matches[0].path');
});

test('a list that is a map names the second of two equal keys, and no third', () => {
  const listener = { name: 'https', port: 443, protocol: 'HTTP' };
  const found = errors(
    gatewayApi('Gateway', 'eg', { gatewayClassName: 'eg', listeners: [listener, listener, listener] }),
  );
  expect(found.filter((e) => e.includes('Duplicate'))).toEqual(['schema FieldValueDuplicate spec.listeners[1]']);
});

test('a rule that cannot be evaluated refuses the object: XBackend compares an optional with null', () => {
  const backend = (port: object) =>
    core('gateway.networking.x-k8s.io/v1alpha1', 'XBackend', 'x', {
      type: 'ExternalHostname',
      externalHostname: { hostname: 'a.example.com' },
      port: { port: 443, ...port },
      protocol: 'TCP',
    });
  expect(errors(backend({}))).toEqual([]);
  expect(errors(backend({ name: 'https' }))).toEqual(['rule FieldValueInvalid spec.port.name']);
});

test("(?i) is Go's, not JavaScript's", () => {
  const grpc = (service: string) =>
    gatewayApi('GRPCRoute', 'g', { rules: [{ matches: [{ method: { type: 'Exact', service } }] }] });
  expect(errors(grpc('Shop.V1.Orders'))).toEqual([]);
  expect(errors(grpc('shop-v1'))).toEqual(['rule FieldValueInvalid spec.rules[0].matches[0].method']);
});

test('an address is one as the API server reads it: a hostname may not be one', () => {
  const tls = (hostname: string) =>
    gatewayApi('TLSRoute', 't', { hostnames: [hostname], rules: [{ backendRefs: [{ name: 'a', port: 443 }] }] });
  expect(errors(tls('10.0.0.1'))).toEqual(['rule FieldValueInvalid spec.hostnames']);
  // Leading zeros make it a name like any other.
  expect(errors(tls('10.0.0.01'))).toEqual([]);
  expect([parseIP('fe80::1%eth0'), parseIP('::ffff:10.0.0.1'), parseIP('10.0.0.01')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([parseIP('::1')?.family, parseIP('10.0.0.1')?.family]).toEqual([6, 4]);
});

test('formats as the API server reads them', () => {
  expect(FORMATS.byte!('')).toBe(false);
  expect(FORMATS.ipv4!('10.0.0.01')).toBe(true);
  expect(FORMATS.duration!('1h30m')).toBe(true);
  expect(FORMATS.duration!('1d')).toBe(false);
});

test('rules about a change are not asked of a new object', () => {
  expect(
    errors(gatewayApi('GatewayClass', 'eg', { controllerName: 'example.com/c' }, { namespace: undefined })),
  ).toEqual([]);
});

test('the object that is validated is not changed', () => {
  const object = route({ matches: [{ path: { value: '/a' } }], nmae: 'x' });
  const before = JSON.stringify(object);
  admit(object);
  expect(JSON.stringify(object)).toBe(before);
});

test('the same value is refused every time, though what passed is remembered', () => {
  const bad = route({ matches: [{ path: { value: 'a' } }] });
  expect([errors(bad), errors(bad)].map((e) => e.length)).toEqual([1, 1]);
});

test('what passed is remembered of one kind of node only', () => {
  const exact = (type: string) => route({ matches: [{ path: { type, value: '/a//b' } }] });
  expect(errors(exact('RegularExpression'))).toEqual([]);
  expect(errors(exact('Exact'))).toEqual(['rule FieldValueInvalid spec.rules[0].matches[0].path']);
});
