import { expect, test } from 'vitest';
import { createAdmission } from '../../src/admission/admit.ts';
import { admissionFindings } from '../../src/admission/findings.ts';
import { loadAdmission } from '../../src/admission/load-admission.ts';
import { compile } from './compile.ts';
import { core, gatewayApi } from './objects.ts';

const admission = await loadAdmission();
const codes = (...objects: Parameters<typeof admissionFindings>[0]): string[] =>
  admissionFindings(objects, admission).map((f) => `${f.severity} ${f.code} ${f.resource} ${f.field}`.trim());

test('a valid object has no finding', () => {
  expect(codes(gatewayApi('HTTPRoute', 'orders', {}))).toEqual([]);
});

test.each([
  ['schema', { hostnames: ['UPPER'] }, ['error SchemaRejected HTTPRoute shop/orders spec.hostnames[0]']],
  ['unknown field', { hostname: 'a' }, ['error UnknownField HTTPRoute shop/orders spec.hostname']],
  [
    'rule',
    { rules: [{ matches: [{ path: { value: 'a' } }] }] },
    ['error RuleRejected HTTPRoute shop/orders spec.rules[0].matches[0].path'],
  ],
  [
    'rules that could not run',
    { hostnames: 'a' },
    ['error SchemaRejected HTTPRoute shop/orders spec.hostnames', 'info RulesNotEvaluated HTTPRoute shop/orders'],
  ],
])('%s', (_, spec, expected) => {
  expect(codes(gatewayApi('HTTPRoute', 'orders', spec))).toEqual(expected);
});

test('metadata; a missing namespace is a remark, since kubectl fills it in', () => {
  expect(codes(gatewayApi('HTTPRoute', 'Orders', {}))).toEqual([
    'error MetadataRejected HTTPRoute shop/Orders metadata.name',
  ]);
  expect(codes(gatewayApi('HTTPRoute', 'orders', {}, { namespace: undefined }))).toEqual([
    'info NamespaceMissing HTTPRoute orders metadata.namespace',
  ]);
});

test('an object without a schema is named as not checked', () => {
  expect(codes(core('example.com/v1', 'Thing', 'a'))).toEqual(['info NotChecked Thing shop/a']);
  expect(codes(core('../../etc', 'passwd', 'a'))).toEqual(['info NotChecked passwd shop/a']);
});

test('what has no schema is reported once, with the number of objects', () => {
  const things = [1, 2, 3].map((i) => core('example.com/v1', 'Thing', `a${i}`));
  const [found, ...more] = admissionFindings(
    [...things, core('v1', 'Other', 'b'), gatewayApi('HTTPRoute', 'r', {})],
    admission,
  );
  expect(more).toEqual([]);
  expect(found?.message).toContain('3 Thing, 1 Other');
});

test('a schema is read once, when its kind is first seen', () => {
  const read: string[] = [];
  const own = createAdmission({ rules: compile, readSchema: (v, k) => void read.push(`${v} ${k}`) as undefined });
  own.admit(core('example.com/v1', 'Thing', 'a'));
  own.admit(core('example.com/v1', 'Thing', 'b'));
  expect(read).toEqual(['example.com/v1 Thing']);
});

test('messages are full sentences', () => {
  const findings = admissionFindings(
    [
      gatewayApi('HTTPRoute', 'Orders', { hostnames: ['UPPER'], rules: [{ nmae: 'a' }] }),
      core('example.com/v1', 'Thing', 'a'),
    ],
    admission,
  );
  for (const { message } of findings) expect(message).toMatch(/^[A-Z].*[^.]\.$/s);
});
