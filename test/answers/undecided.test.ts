import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import type { Tree } from '../../src/answers/yaml-layout.ts';

const JWT = { type: 'jwt', issuer: 'https://i.example.com/', jwks: 'fromIssuer', audiences: ['a'] };
const KEY = { type: 'apiKey', secret: 's', clients: ['acme'] };
const x = { name: 'x', path: '/x', backend: 'x:1' };
const y = { name: 'y', path: '/y', backend: 'y:1' };
const answers = (services: readonly Tree[], more: Tree = {}, methods: Tree = { jwt: JWT }): Tree => ({
  version: 1,
  hostname: 'a.example.com',
  tls: { secret: 't' },
  services,
  auth: { methods },
  ...more,
});
const codesOf = (input: Tree): string[] => {
  const result = validateAnswers(input, '');
  return 'problems' in result ? result.problems.map((p) => p.code) : result.warnings.map((p) => p.code);
};

/** Answers that an undecided service makes wrong for another reason, too, and that reason without the undecided one. */
const CAUSED: [code: string, of: (auth: string) => Tree][] = [
  ['AllowNeedsToken', (auth) => answers([{ ...x, auth, allow: { scopes: ['a'] } }], {}, { key: KEY })],
  ['AllowNeedsKey', (auth) => answers([{ ...x, auth, allow: { clients: ['acme'] } }])],
  ['PublicReasonUnused', (auth) => answers([{ ...x, auth, publicReason: 'a' }], {}, { jwt: JWT, key: KEY })],
  [
    'AccessUncertain',
    (auth) =>
      answers([
        { ...x, path: 'regex:/x/[a-z]+', auth },
        { ...y, path: '/x/me', auth: 'none' },
      ]),
  ],
  [
    'AccessUncertain',
    (auth) =>
      answers([{ ...x, path: '/x/a', auth: 'none' }], { responses: [{ path: 'regex:/x/.*', status: 410, auth }] }),
  ],
  [
    'SpellingReachesOuter',
    (auth) =>
      answers([
        { ...x, auth: 'none' },
        { ...y, path: 'exact:/x/admin', backend: 'x:1', auth },
      ]),
  ],
  [
    'ClaimNotForwarded',
    (auth) => answers([{ ...x, auth }], { rateLimit: { key: { claim: 'sub' }, limits: '1/minute' } }),
  ],
];

test.each(CAUSED)('nobody is told %s about what is undecided', (code, of) => {
  expect(codesOf(of('undecided'))).toEqual(['AuthIsUndecided']);
  const method = code === 'AllowNeedsToken' ? 'key' : 'jwt';
  expect(codesOf(of(method))).toContain(code);
});

test('what has nothing to do with the decision is reported next to it', () => {
  const two = [
    { ...x, auth: 'undecided', timeout: 'soon' },
    { ...y, auth: 'nobody', allow: { scopes: ['a'] } },
  ];
  expect(codesOf(answers(two)).sort()).toEqual([
    'AllowNeedsToken',
    'AuthIsUndecided',
    'InvalidDuration',
    'UnknownMethod',
  ]);
});

test('a refusal names each place once, with the methods of the file', () => {
  const input = answers([{ ...x, auth: 'undecided' }], {
    responses: [{ path: '/gone', status: 410, auth: 'undecided' }],
    auth: { default: 'undecided', methods: { jwt: JWT, key: KEY } },
  });
  const result = validateAnswers(input, 'f');
  if (!('problems' in result)) throw new Error('accepted');
  expect(result.problems.map((p) => [p.key, p.fix.match(/answer (\S+)\.$/)?.[1]])).toEqual([
    ['auth.default', 'auth.default=jwt'],
    ['services[0].auth', 'services.x.auth=jwt'],
    ['responses[0].auth', 'responses.0.auth=jwt'],
  ]);
  expect(result.problems[0]!.fix).toContain('jwt, key, none (public)');
});

test('services of teams are refused, too', () => {
  const team = { repository: 'https://git.example.com/t', namespace: 'shop', paths: ['/x'], methods: ['jwt'] };
  const input = answers([], {
    layout: 'app-of-apps',
    teams: { shop: { ...team, services: [{ ...x, auth: 'undecided' }] } },
  });
  const { services: _, ...root } = input;
  const view = { ...root, services: [{ ...x, auth: 'undecided' }] };
  const result = validateAnswers(view, 'f', undefined, { name: 'shop', team: team as never });
  if (!('problems' in result)) throw new Error('accepted');
  expect(result.problems.filter((p) => p.code === 'AuthIsUndecided')).toHaveLength(1);
});
