// Short forms mean what the full forms mean: the validated answers are equal, and so is every byte of the output.
import { expect, test } from 'vitest';
import { readAnswers } from '../../src/answers/read.ts';

type Tree = Record<string, unknown>;
const base = (service: Tree, more: Tree = {}): string =>
  JSON.stringify({
    version: 1,
    hostname: 'a.example.com',
    tls: { secret: 't' },
    services: [{ name: 'x', path: '/x', backend: 'x:1', auth: 'none', ...service }],
    ...more,
  });
const read = (text: string): unknown => {
  const result = readAnswers(text, 'f');
  return 'problems' in result ? result.problems.map((p) => p.code) : result.answers;
};
const limited = (redis: Tree): string =>
  base({}, { rateLimit: { scope: 'global', limits: '1/minute', onFailure: 'open', redis } });

const METHODS = { m: { type: 'apiKey', secret: 's', clients: ['acme'] } };

/** A short form and the full one. */
const EQUAL: [short: string, full: string][] = [
  [
    base({ auth: undefined }, { auth: { methods: METHODS } }),
    base({ auth: undefined }, { auth: { default: 'm', methods: METHODS } }),
  ],
  [base({ timeout: '0.4s' }), base({ timeout: '400ms' })],
  [base({ timeout: '1.5m' }), base({ timeout: '1m30s' })],
  [base({ timeout: '1.5s' }), base({ timeout: '1s500ms' })],
  [base({ timeout: '0.1s0.2s' }), base({ timeout: '300ms' })],
  [base({ timeout: '100000ms' }), base({ timeout: '1m40s' })],
  [base({ canary: { backend: 'y:1', weight: '10%' } }), base({ canary: { backend: 'y:1', weight: 10 } })],
  [base({ rateLimit: '100/min' }), base({ rateLimit: '100/minute' })],
  [base({ rateLimit: '100/m' }), base({ rateLimit: '100/minute' })],
  [
    base({ rateLimit: ['10rps', '100rpm', '1000rph', '9rpd'] }),
    base({ rateLimit: ['10/second', '100/minute', '1000/hour', '9/day'] }),
  ],
  [limited({ url: 'redis://r.redis.svc:6379' }), limited({ url: 'r.redis.svc:6379' })],
  [limited({ url: 'redis://r.redis.svc' }), limited({ url: 'r.redis.svc:6379' })],
  [limited({ url: 'redis://r:6379/0' }), limited({ url: 'r:6379' })],
  [limited({ url: 'rediss://r:6380' }), limited({ url: 'r:6380', tls: true })],
  [limited({ url: 'rediss://r:6380', tls: true }), limited({ url: 'r:6380', tls: true })],
];
test.each(EQUAL)('%s', (short, full) => {
  const answers = read(full);
  expect(Array.isArray(answers)).toBe(false);
  expect(read(short)).toEqual(answers);
});

/** Forms whose meaning is not certain, or that nothing can keep. */
const REFUSED: [answers: string, codes: string[]][] = [
  [base({ auth: undefined }), ['AuthenticationMissing']],
  [base({ auth: undefined }, { auth: { methods: { ...METHODS, n: METHODS.m } } }), ['AuthenticationMissing']],
  [base({ timeout: '1.5' }), ['InvalidDuration']],
  [base({ timeout: '0.0001s' }), ['InvalidDuration']],
  [base({ timeout: '1.5ms' }), ['InvalidDuration']],
  [base({ timeout: '15 s' }), ['InvalidDuration']],
  [base({ canary: { backend: 'y:1', weight: '10.5%' } }), ['InvalidPercentage']],
  [base({ canary: { backend: 'y:1', weight: '101%' } }), ['InvalidPercentage']],
  [base({ canary: { backend: 'y:1', weight: 101 } }), ['OutOfRange']],
  [base({ rateLimit: '100/q' }), ['InvalidLimit']],
  [base({ rateLimit: '0rps' }), ['InvalidLimit']],
  [base({ rateLimit: ['100/min', '200/minute'] }), ['DuplicateValue']],
  [limited({ url: 'redis://r:6379/3' }), ['InvalidRedisAddress']],
  [limited({ url: 'rediss://r:6379', tls: false }), ['RedisTlsTwice']],
  [limited({ url: 'redis://m,r:6379', type: 'sentinel' }), ['InvalidRedisAddress']],
  [limited({ url: 'redis://r:6379', type: 'cluster' }), ['InvalidRedisAddress']],
];
test.each(REFUSED)('%s is refused', (answers, codes) => {
  expect(read(answers)).toEqual(codes);
});

test('a password in the address of Redis is refused, and not repeated', () => {
  const result = readAnswers(limited({ url: 'redis://user:hunter2secret@r:6379' }), 'f');
  expect('problems' in result && result.problems.length).toBeTruthy();
  expect(JSON.stringify(result)).not.toContain('hunter2secret');
});
