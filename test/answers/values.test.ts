import { expect, test } from 'vitest';
import { checkValue } from '../../src/answers/check-value.ts';
import type { RefusalCode } from '../../src/diagnostics/catalogue.ts';

const SERVICE = { name: 'x', backend: 'x:1' };
const podsOf = (pods: object): object => ({ service: 'x', port: 1, pods });
const suppressed = (change: object): object[] => [
  { code: 'AuthorizerFailsOpen', object: 'SecurityPolicy/x', until: '2027-01-31', reason: 'a', ...change },
];

/** Values of one answer: one that is refused, and a near miss that is accepted. */
const CASES: readonly (readonly [code: RefusalCode, key: string, wrong: unknown, right: unknown])[] = [
  ['InvalidAddress', 'gateway.service.loadBalancerIP', '::1', '203.0.113.1'],
  ['InvalidLoadBalancerClass', 'gateway.service.loadBalancerClass', 'a b', 'service.k8s.aws/nlb'],
  ['InvalidAnnotation', 'gateway.service.annotations', { 'a b': 'x' }, { 'a/b': 'x' }],
  ['InvalidAnnotation', 'gateway.service.annotations', { a: 'x'.repeat(10_001) }, { a: 'x'.repeat(10_000) }],
  ['InvalidLabel', 'observability.prometheus', { labels: { 'a b': 'c' } }, { labels: { a: 'c' } }],
  [
    'InvalidLabel',
    'observability.prometheus',
    { labels: { 'app.kubernetes.io/part-of': 'c' } },
    { labels: { 'app.kubernetes.io/name': 'c' } },
  ],
  ['InvalidTrustDomain', 'mesh.trustDomain', 'A!', 'cluster.local'],
  ['InvalidPortName', 'services[].backend', podsOf({ port: 'A B' }), podsOf({ port: 'http' })],
  ['InvalidPodLabels', 'services[].backend', podsOf({ labels: {} }), podsOf({ labels: { app: 'x' } })],
  ['InvalidPodLabels', 'services[].backend', podsOf({ labels: { 'a b': 'c' } }), podsOf({ labels: { 'a/b': 'c' } })],
  ['InvalidCanaryHeader', 'services[].canary.header', 'always', 'x-canary: always'],
  ['PathTwice', 'services[]', { ...SERVICE, path: '/a', paths: ['/b'] }, { ...SERVICE, paths: ['/a', '/b'] }],
  ['PathMissing', 'services[]', SERVICE, { ...SERVICE, path: '/' }],
  ['CaAmbiguous', 'services[].ca', {}, { secret: 'a' }],
  ['CaAmbiguous', 'services[].ca', { configMap: 'a', secret: 'b' }, { configMap: 'a' }],
  ['InvalidName', 'gateway.name', 'A_b', 'a-b'],
  ['InvalidObjectName', 'tls.secret', 'A b', 'a.b'],
  [
    'InvalidParameterName',
    'services[].loadBalancing',
    { consistentHash: { cookie: 'a b' } },
    { consistentHash: { cookie: 'a_b' } },
  ],
  ['InvalidClientName', 'services[].allow.clients', ['a b'], ['a_b']],
  ['UnknownType', 'auth.methods.x', { type: 'jtw' }, { type: 'basic', secret: 's' }],
  ['InvalidValue', 'services[].publicReason', '', 'a'],
  ['InvalidSuppression', 'suppress', suppressed({ code: 'x' }), suppressed({ code: 'JwtWithoutAudience' })],
  ['InvalidSuppression', 'suppress', suppressed({ object: 'x' }), suppressed({ object: 'Backend/x' })],
  ['InvalidSuppression', 'suppress', suppressed({ until: '2027-02-31' }), suppressed({ until: '2027-02-28' })],
  ['InvalidSuppression', 'suppress', suppressed({ reason: ' ' }), suppressed({ reason: 'known' })],
];

test.each(CASES)('%s of %s', (code, key, wrong, right) => {
  expect(checkValue(key, wrong)?.code).toBe(code);
  expect(checkValue(key, right)).toBeUndefined();
});

test('the types of methods are those of the schema', () => {
  const refused = checkValue('auth.methods.x', { type: 'ldap' });
  expect(refused?.code === 'UnknownType' && refused.values.known).toEqual([
    'jwt',
    'apiKey',
    'oidc',
    'extAuth',
    'basic',
  ]);
});

test.each([
  [{ typ: 'jwt' }, 'Write type: jwt.'],
  [{ kind: 'JWT' }, 'Write type: jwt.'],
  [{ name: 'jwt2' }, 'Add type: with one of jwt, apiKey, oidc, extAuth, basic.'],
  [{ type: 'jtw', typ: 'basic' }, 'Write jwt.'],
])('the type of %j', (method, fix) => {
  const refused = checkValue('auth.methods.x', method);
  expect([refused?.code, refused?.fix]).toEqual(['UnknownType', fix]);
});

test.each([
  ['vault', 'WrongType'],
  ['aws-secrets-manager', 'WrongType'],
  ['hunter2hunter2', 'SecretInAnswers'],
  ['9f86d081884c7d659a2feaa0c55ad015', 'SecretInAnswers'],
])('secrets: %s', (value, code) => expect(checkValue('secrets', value)?.code).toBe(code));

test.each([
  ['10,20/second', 'Write a limit such as 100/minute. Several limits are a list: [10/second, 100/minute].'],
  ['1,000/minute', 'Write 1000/minute.'],
  ['1_000/min', 'Write 1000/minute.'],
  ['100/q', 'Write a limit such as 100/minute.'],
])('the limit %s', (value, fix) => {
  const refused = checkValue('services[].rateLimit', value);
  expect([refused?.code, refused?.fix]).toEqual(['InvalidLimit', fix]);
});

test('a wrong word is answered with the words that are valid, and with "a map" only if the key accepts one', () => {
  const said = (key: string, value: unknown): string => JSON.stringify(checkValue(key, value));
  expect(said('rateLimit.key', 'ip')).toContain('sourceIP, a map.');
  expect(said('errors', 'xml')).toContain('problem+json, a map.');
  expect(said('delivery.tool', 'xml')).not.toContain('a map');
});
