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
  [
    'a key of a service at the top',
    { retries: 2 },
    'Move it to services.NAME.retries, for each service NAME that needs it.',
  ],
  ['a key of tls at the top', { minVersion: '1.3' }, 'Move it to tls.minVersion.'],
  ['a key of the top in tls', { tls: { secret: 'api-tls', http3: true } }, 'Move it to http3.'],
  ['a key of gateway.service', { gateway: { cloud: 'aws-nlb' } }, 'Move it to gateway.service.cloud.'],
  [
    'a mistyped key of a service at the top',
    { timeouts: '15s' },
    'Move it to services.NAME.timeout, for each service NAME that needs it.',
  ],
  [
    'a mistyped key of the top, although a service has a similar one',
    { hostnamez: 'b.example.com' },
    'Write hostname.',
  ],
  ['a name of other gateways', { services: [{ ...GOOD.services[0], upstream: 'a:80' }] }, 'Write backend.'],
  [
    'a name of standards',
    { auth: { methods: { m: { type: 'jwt', issuer: 'https://i/', jwks: 'fromIssuer', aud: ['x'] } } } },
    'Write audiences.',
  ],
  [
    'a setting of another name',
    { services: [{ ...GOOD.services[0], webSocket: 'yes' }] },
    'Write protocol: websocket.',
  ],
  ['a name of another place', { webSocket: 'yes' }, expect.stringMatching(/^Write one of /)],
  ['a word that is nowhere', { hostnam: 'b.example.com' }, 'Write hostname.'],
])('%s', (_, change, fix) => {
  expect(fixOf(change)).toEqual(fix);
});
