// What browsers of other sites need: allowed headers, an answer to each preflight, challenges that say what to send.
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import type { Intent } from '../../src/model/intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';

const JWT = { type: 'jwt', issuer: 'https://i.example.com/', jwks: 'https://i.example.com/j', audiences: ['a'] };
const METHODS = {
  jwt: JWT,
  basic: { type: 'basic', secret: 'people' },
  key: { type: 'apiKey', header: 'X-Key', secret: 'k1', clients: ['one'] },
  query: { type: 'apiKey', query: 'api_key', secret: 'k3', clients: ['three'] },
  cookie: { type: 'apiKey', cookie: 'key', secret: 'k4', clients: ['four'] },
  login: { type: 'oidc', issuer: 'https://i.example.com/', clientID: 'c', clientSecret: 's' },
  hook: { type: 'extAuth', http: 'http://authz:80/check', headers: ['x-token', 'Cookie'] },
};
type Tree = Record<string, unknown>;
const intentOf = (services: Tree[], more: Tree = {}): Intent => {
  const validated = validateAnswers(
    {
      version: 1,
      hostname: 'api.example.com',
      tls: { secret: 't' },
      services: services.map((s, i) => ({ name: `s${i}`, path: `/s${i}`, backend: `s${i}:80`, ...s })),
      auth: { methods: METHODS },
      ...more,
    },
    'f',
  );
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  return buildIntent(validated.answers);
};
const CORS = { cors: { origins: ['https://app.example.com'] } };
const ALWAYS = ['Authorization', 'Content-Type'];

test.each<[string, Tree[], Tree, string[]]>([
  ['a token', [{ auth: 'jwt' }], {}, []],
  ['a key in a header', [{ auth: 'key' }], {}, ['X-Key']],
  ['keys that are in no header', [{ auth: ['query', 'cookie'] }], {}, []],
  ['a login, of which scripts ask no redirect', [{ auth: 'login' }], {}, ['X-Requested-With']],
  ['what an authorizer reads, but for cookies', [{ auth: 'hook' }], {}, ['x-token']],
  ['a version', [{ auth: 'jwt', headers: { 'x-version': '2' } }], {}, ['x-version']],
  ['a canary', [{ auth: 'jwt', canary: { backend: 'n:80', weight: 5, header: 'x-canary: on' } }], {}, ['x-canary']],
  [
    'a limit of all',
    [{ auth: 'jwt' }],
    { rateLimit: { limits: '5/minute', key: { header: 'x-tenant' } } },
    ['x-tenant'],
  ],
  ['a limit of its own', [{ auth: 'jwt', rateLimit: { limits: '5/minute', key: { header: 'x-t' } } }], {}, ['x-t']],
  ['a hash', [{ auth: 'jwt', loadBalancing: { consistentHash: { header: 'x-shard' } } }], {}, ['x-shard']],
  [
    'a header once',
    [{ auth: 'jwt', headers: { 'X-Tenant': '2' } }],
    { rateLimit: { limits: '5/minute', key: { header: 'x-tenant' } } },
    ['X-Tenant'],
  ],
  [
    'nothing where there is no limit',
    [{ auth: 'jwt', rateLimit: 'none' }],
    { rateLimit: { limits: '5/minute', key: { header: 'x-tenant' } } },
    [],
  ],
])('scripts may send %s', (_, services, more, headers) => {
  const intent = intentOf(services, { ...CORS, ...more });
  for (const p of intent.security) expect(p.cors?.headers).toEqual([...ALWAYS, ...headers]);
});

test('an answer to cors.headers is the answer', () => {
  const intent = intentOf([{ auth: 'key' }], { cors: { ...CORS.cors, headers: ['x-mine'] } });
  expect(intent.security[0]!.cors!.headers).toEqual(['x-mine']);
});

/** The rules that a preflight of a path reaches, by its route: no header of the request but a browser's own. */
const preflight = (intent: Intent, path: string): string[] => {
  const below = (prefix: string): boolean => prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);
  const fit = intent.routes.flatMap((r) =>
    r.rules.flatMap((rule) =>
      rule.matches
        .filter(
          (m) => below(m.path.value) && (m.method ?? 'OPTIONS') === 'OPTIONS' && m.query.length === 0 && !m.cookie,
        )
        .filter((m) => m.headers.every((h) => ['Origin', 'Access-Control-Request-Method', 'Host'].includes(h.name)))
        .map((m) => [m.path.value.length * 10 + m.headers.length, `${r.name} ${rule.name}`] as const),
    ),
  );
  const best = Math.max(...fit.map(([n]) => n));
  return fit.filter(([n]) => n === best).map(([, name]) => name);
};
const V2 = { 'x-version': '2' };
const V3 = { 'x-version': '3' };

test.each<[string, Tree[], string[]]>([
  ['one service behind a header', [{ path: '/u', auth: 'key', headers: V2 }], ['s0 u-preflight']],
  [
    'two behind a header: the first, once',
    [
      { path: '/u', auth: 'key', headers: V2 },
      { path: '/u', auth: 'jwt', headers: V3 },
    ],
    ['s0 u-preflight'],
  ],
  [
    'one that asks for no header',
    [
      { path: '/u', auth: 'jwt' },
      { path: '/u', auth: 'jwt', headers: V2 },
    ],
    ['s0 u'],
  ],
  [
    'one of a wider path that asks for no header',
    [
      { path: '/', auth: 'jwt' },
      { path: '/u', auth: 'jwt', headers: V2 },
    ],
    ['s0 root'],
  ],
  [
    'one below another, both behind a header',
    [
      { path: '/u', auth: 'jwt', headers: V2 },
      { path: '/u/x', auth: 'jwt', headers: V2 },
    ],
    ['s0 u-preflight'],
  ],
  [
    'methods and a header, rewritten, with a canary',
    [
      {
        path: '/u',
        auth: ['jwt', 'key', 'query', 'cookie'],
        headers: V2,
        methods: ['GET', 'PUT'],
        rewrite: '/',
        canary: { backend: 'n:80', weight: 5, header: 'x-canary: on' },
      },
    ],
    ['s0 u-preflight'],
  ],
  [
    'two by their methods: the first, once',
    [
      { path: '/u', auth: 'jwt', methods: ['GET'] },
      { path: '/u', auth: 'key', methods: ['POST'] },
    ],
    ['s0 u'],
  ],
  [
    'two by their methods, of which one takes OPTIONS itself',
    [
      { path: '/u', auth: 'jwt', methods: ['GET'] },
      { path: '/u', auth: 'key', methods: ['POST', 'OPTIONS'] },
    ],
    ['s1 u'],
  ],
  ['methods told apart by a key', [{ path: '/u', auth: ['jwt', 'key', 'query', 'cookie'] }], ['s0 u']],
])('a preflight is taken by %s', (_, services, names) => {
  const paths = services.map((s) => String(s.path));
  const intent = intentOf(services, CORS);
  for (const path of paths) expect(preflight(intent, path)).toEqual(names);
});

test('without CORS nothing is written for preflights', () => {
  const intent = intentOf([{ path: '/u', auth: 'key', headers: V2 }]);
  expect(intent.routes.flatMap((r) => r.rules.filter((x) => x.preflight))).toEqual([]);
});

/** The override of a status in the policy that decides for a service. */
const override = (auth: string | string[], status: number): Tree | undefined => {
  const all = buildResources(intentOf([{ auth }], { errors: 'problem+json' }));
  const policy = all.find((r) => r.object.kind === 'BackendTrafficPolicy')!.object as unknown as Tree;
  const list = (policy.spec as { responseOverride: { match: { statusCodes: { value: number }[] }; response: Tree }[] })
    .responseOverride;
  return list.find((o) => o.match.statusCodes[0]!.value === status)?.response;
};
const challenge = (auth: string | string[]) =>
  (override(auth, 401)?.header as { set: { name: string; value: string }[] } | undefined)?.set;

test.each<[string | string[], string | undefined]>([
  ['jwt', 'Bearer realm="api.example.com"'],
  ['basic', 'Basic realm="api.example.com"'],
  [['basic', 'jwt'], 'Bearer realm="api.example.com", Basic realm="api.example.com"'],
  [['jwt', 'key'], 'Bearer realm="api.example.com"'],
  ['key', undefined],
  ['login', undefined],
  ['none', undefined],
])('problem+json: a 401 of %j asks for %j', (auth, value) => {
  expect(challenge(auth)).toEqual(value && [{ name: 'www-authenticate', value }]);
  expect(override(auth, 401)).toBeDefined();
});

test('problem+json leaves the 401 of an authorizer, which has a challenge of its own', () => {
  expect(override('hook', 401)).toBeUndefined();
  expect(override('hook', 403)).toBeDefined();
});

test('problem+json promises no time that nobody knows', () => {
  for (const status of [429, 503]) expect(override('jwt', status)).not.toHaveProperty('header');
});

test('problem+json: routes of one service share a policy, so that they share a budget', () => {
  const limit = { scope: 'global', redis: { deploy: true }, onFailure: 'open', limits: '9/minute', key: 'sourceIP' };
  const intent = intentOf([{ auth: ['jwt', 'key', 'basic'] }], { errors: 'problem+json', rateLimit: limit });
  expect(new Set(intent.routes.map((r) => r.traffic)).size).toBe(1);
});
