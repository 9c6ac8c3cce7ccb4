// What the oracle counts as named, refused, missed and false.
import { expect, test } from 'vitest';
import type { FindingCode } from '../../src/diagnostics/catalogue.ts';
import type { Finding } from '../../src/diagnostics/finding.ts';
import { measure, settle } from './accounts.mjs';
import { compare } from './compare.mjs';

const object = (kind: string, name: string, spec: unknown = {}) => ({
  apiVersion: 'v1',
  kind,
  metadata: { namespace: 'shop', name },
  spec,
});
const found = (code: string, resource: string, field = '', message = '', severity = 'error'): Finding => ({
  code: code as FindingCode,
  severity: severity as Finding['severity'],
  resource,
  field,
  message,
  risk: 'rejected',
  words: { what: message, why: '', fix: '' },
});
const condition = (type: string, status: string, reason: string, message = '') => ({ type, status, reason, message });
const route = object('HTTPRoute', 'users', { parentRefs: [{ name: 'edge' }] });
const gateway = object('Gateway', 'edge', { listeners: [{ name: 'web' }, { name: 'secure' }] });
const [USERS, EDGE] = ['HTTPRoute shop/users', 'Gateway shop/edge'];

const withStatus = (of: object, status: unknown) => ({ ...of, status });
const accepted = (reason: string) => ({ parents: [{ conditions: [condition('Accepted', 'False', reason)] }] });
const notFound = withStatus(route, {
  parents: [
    { parentRef: { name: 'edge' }, conditions: [condition('ResolvedRefs', 'False', 'BackendNotFound')] },
    { parentRef: { name: 'other' }, conditions: [condition('ResolvedRefs', 'False', 'BackendNotFound')] },
  ],
});
const compared = (statuses: readonly unknown[], findings: readonly Finding[], objects = [route, gateway]) => {
  const one = { name: 'a-case', objects, output: () => ({ all: statuses }) };
  return { one, ...compare(one, findings) };
};
const results = (of: ReturnType<typeof compared>) => of.faults.map((f) => `${f.reason} ${f.result}`);

test('a condition is named by a finding on its object with its reason, and counted once', () => {
  expect(results(compared([notFound], [found('BackendNotFound', USERS)]))).toEqual(['BackendNotFound named']);
  expect(results(compared([notFound], [found('Conflicted', USERS)]))).toEqual(['BackendNotFound missed']);
});

test('a word for a general reason names it only where the message says so', () => {
  const policy = (message: string) =>
    withStatus(route, { parents: [{ conditions: [condition('Accepted', 'False', 'Invalid', message)] }] });
  const words = [found('RefNotPermitted', USERS)];
  expect(results(compared([policy('not permitted by any ReferenceGrant')], words))).toEqual(['Invalid named']);
  expect(results(compared([policy('service shop/users not found')], words))).toEqual(['Invalid missed']);
});

test('a condition that the model concludes names it whatever its code, and is exact with the same type', () => {
  const concluded = (type: string, reason: string) => [
    { resource: USERS, type, reason, code: 'UnknownProvider', field: 'spec' },
  ];
  const one = { name: 'a-case', objects: [route], output: () => ({ all: [notFound] }) };
  const results = (type: string, reason: string) =>
    compare(one, [found('UnknownProvider', USERS, 'spec')], concluded(type, reason)).faults.map((f) => [
      f.result,
      f.exact,
    ]);
  expect(results('ResolvedRefs', 'BackendNotFound')).toEqual([['named', true]]);
  expect(results('Accepted', 'BackendNotFound')).toEqual([['named', false]]);
  expect(results('ResolvedRefs', 'InvalidKind')).toEqual([['missed', false]]);
});

test('a finding on a related object names it, one on a stranger does not', () => {
  const service = object('Service', 'strange');
  const all = [route, gateway, service];
  const at = (resource: string, message = '') =>
    results(compared([notFound], [found('BackendNotFound', resource, '', message)], all))[0];
  expect(at(EDGE)).toBe('BackendNotFound named');
  expect(at('Service shop/strange')).toBe('BackendNotFound missed');
  expect(at('Service shop/strange', `It is the backend of ${USERS}.`)).toBe('BackendNotFound named');
});

test('a finding about another listener does not name the condition of a listener', () => {
  const status = {
    listeners: [{ name: 'secure', conditions: [condition('ResolvedRefs', 'False', 'InvalidCertificateRef')] }],
  };
  const at = (field: string, message = '') =>
    results(compared([withStatus(gateway, status)], [found('InvalidCertificateRef', EDGE, field, message)]))[0];
  expect(at('spec.listeners[1].tls')).toBe('InvalidCertificateRef named');
  expect(at('spec.listeners[0].tls')).toBe('InvalidCertificateRef missed');
  expect(at('spec.listeners[0].tls', 'The same as in listener secure.')).toBe('InvalidCertificateRef named');
  expect(at('spec.listeners[0].tls', 'The same as in listener insecure.')).toBe('InvalidCertificateRef missed');
});

test('what the API server refuses, or what depends on it, exists in no cluster', () => {
  expect(results(compared([notFound], [found('SchemaRejected', USERS)]))).toEqual(['BackendNotFound refused']);
  expect(results(compared([notFound], [found('RuleRejected', EDGE)]))).toEqual(['BackendNotFound refused']);
  const both = [found('RuleRejected', EDGE), found('BackendNotFound', USERS)];
  expect(results(compared([notFound], both))).toEqual(['BackendNotFound named']);
});

test('good conditions, neutral ones and consequences are no faults, advice is counted apart', () => {
  const of = compared(
    [
      withStatus(gateway, {
        conditions: [condition('Accepted', 'True', 'ListenersNotValid'), condition('Programmed', 'False', 'ListenersNotValid')],
        listeners: [
          { name: 'web', conditions: [condition('Conflicted', 'False', 'NoConflicts'), condition('Programmed', 'False', 'Invalid')] },
          { name: 'secure', conditions: [condition('Conflicted', 'True', 'HostnameConflict'), condition('Programmed', 'False', 'Invalid')] },
        ],
      }),
      withStatus(route, { parents: [{ conditions: [condition('Overridden', 'True', 'Overridden'), condition('Warning', 'True', 'DeprecatedField')] }] }),
    ],
    [],
  );
  expect(of.faults.map((f) => [f.reason, f.listener, f.advice])).toEqual([
    ['Invalid', 'web', false],
    ['HostnameConflict', 'secure', false],
    ['DeprecatedField', undefined, true],
  ]);
}); // biome-ignore format: conditions

test('an error that no condition explains is false, beside another fault or not; warnings and verdicts of the API server are none', () => {
  const of = compared(
    [withStatus(route, accepted('NotAllowedByListeners'))],
    [
      found('RefNotPermitted', EDGE),
      found('InvalidKind', USERS),
      found('RetriesUnsafe', EDGE, '', '', 'warning'),
      found('MetadataRejected', 'Service shop/x'),
    ],
  );
  expect(of.alarms.map((f) => f.code)).toEqual(['RefNotPermitted']);
  expect(of.beside.map((f) => f.code)).toEqual(['InvalidKind']);
  expect(measure([of])).toEqual({ recall: 0, precision: 0 });
});

test('the tables take out what they explain, and a row that is not needed is found', () => {
  const of = compared(
    [withStatus(route, accepted('NotAllowedByListeners'))],
    [found('RefNotPermitted', EDGE), found('InvalidKind', USERS)],
  );
  const row = (name: string, more = 'a-case') => ({ because: 'Why.', in: { [more]: [name] } });
  const stale = settle([of], {
    undecidable: [
      { reason: 'NotAllowedByListeners', ...row('users') },
      { reason: 'BackendNotFound', ...row('users') },
      { reason: 'NotAllowedByListeners', ...row('users', 'a-case-that-is-gone') },
    ],
    right: [
      { code: 'RefNotPermitted', ...row('edge') },
      { code: 'RefNotPermitted', ...row('users') },
    ],
  });
  expect(results(of)).toEqual(['NotAllowedByListeners undecidable']);
  expect([of.alarms, of.beside.map((f) => f.code)]).toEqual([[], ['InvalidKind']]);
  expect(stale).toEqual([
    'BackendNotFound a-case users',
    'NotAllowedByListeners a-case-that-is-gone users',
    'RefNotPermitted a-case users',
  ]);
  expect(measure([of]).precision).toBe(50);
});
