// Names of BackendTrafficPolicies that services share contain a digest of their settings. The names are a contract: a change of a
// text, a label or a calculation must not change them.
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';

const METHODS = {
  tokens: {
    type: 'jwt',
    issuer: 'https://i.example.com/',
    jwks: 'https://i.example.com/j',
    audiences: ['a'],
    claims: { sub: 'x-jwt-sub' },
  },
  keys: { type: 'apiKey', secret: 'k', clients: ['one'] },
  people: { type: 'basic', secret: 'p' },
};

const sharedNames = (auth: string, rateLimit: object): string[] => {
  const service = { backend: 'b:80', auth, retries: 'none' };
  const validated = validateAnswers(
    {
      version: 1,
      hostname: 'api.example.com',
      tls: { secret: 't' },
      services: ['a', 'b'].map((name) => ({ ...service, name, path: `/${name}` })),
      auth: { methods: METHODS },
      rateLimit,
    },
    'f',
  );
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  return buildIntent(validated.answers).traffic.map((t) => t.name);
};

test.each([
  ['tokens', { limits: '20/minute' }, ['shared-613fc8']],
  ['keys', { limits: '20/minute' }, ['shared-cdf250']],
  ['people', { limits: ['20/minute', '100/hour'] }, ['shared-c14034']],
  ['tokens', { limits: '20/minute', key: 'sourceIP' }, ['shared-af70c1']],
  ['tokens', { limits: '20/minute', key: { header: 'x-tenant' } }, ['shared-ab5101']],
] as const)('%s %j', (auth, rateLimit, names) => {
  expect(sharedNames(auth, rateLimit)).toEqual(names);
});
