// A key at the wrong place: the message names the place that has it.
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';

const GOOD = {
  version: 1,
  hostname: 'api.example.com',
  tls: { secret: 'api-tls' },
  services: [{ name: 'a', path: '/a', backend: 'a:80', auth: 'none' }],
};

const fixOf = (change: object): string | undefined => {
  const result = validateAnswers({ ...GOOD, ...change }, 'api-gateway.yaml');
  return 'problems' in result ? result.problems.find((p) => p.code === 'UnknownKey')?.fix : undefined;
};

test.each([
  ['a key of a service at the top', { retries: 2 }, 'Move it to services.NAME.retries.'],
  ['a key of tls at the top', { minVersion: '1.3' }, 'Move it to tls.minVersion.'],
  ['a key of the top in tls', { tls: { secret: 'api-tls', http3: true } }, 'Move it to http3.'],
  ['a key of gateway.service', { gateway: { cloud: 'aws-nlb' } }, 'Move it to gateway.service.cloud.'],
  ['a word that is nowhere', { hostnam: 'b.example.com' }, 'Write hostname.'],
])('%s', (_, change, fix) => {
  expect(fixOf(change)).toBe(fix);
});
