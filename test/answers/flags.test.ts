import { expect, test } from 'vitest';
import { checkValue } from '../../src/answers/check-value.ts';
import { applyFlags, flagsOf, missingAnswers, parseService } from '../../src/answers/flags.ts';
import { knownKeys } from '../../src/answers/known-keys.ts';

const FLAGS = flagsOf();

type Tree = Record<string, unknown>;
const set = (...texts: string[]): { input: Tree; codes: string[] } => {
  const { input, problems } = applyFlags({}, { values: {}, set: texts });
  return { input, codes: problems.map((p) => p.code) };
};
const one = (key: string, given: string | string[]): unknown =>
  key.split('.').reduce<unknown>((v, k) => (v as Tree)[k], applyFlags({}, { values: { [key]: given } }).input);

/** A file that says some of it. */
function fileOf(): Tree {
  return {
    hostname: 'a.example.com',
    services: [{ name: 'users', path: '/v1/users', backend: 'u:1', auth: 'c' }],
    auth: { methods: { c: { type: 'jwt', issuer: 'https://i.example.com/' } } },
  };
}

test('every flag is one answer of the schema, described, with a name of its own', () => {
  expect(new Set(FLAGS.map((f) => f.flag)).size).toBe(FLAGS.length);
  for (const { flag, key, description } of FLAGS) {
    expect(flag).toMatch(/^--[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(description, key).not.toBe('');
    const parent = key.split('.').slice(0, -1);
    expect(knownKeys(parent), key).toContain(key.split('.').at(-1));
  }
  const top = new Set(FLAGS.map((f) => f.key.split('.')[0]));
  // The folder is -o, seen from where one stands. Services and teams have names of the user's own: --service, and --set teams.payments.paths=[/v1/payments].
  for (const key of knownKeys([]))
    expect(top.has(key) || ['version', 'output', 'services', 'teams'].includes(key), key).toBe(true);
});

test.each([
  ['--hostname', 'hostname', 'value'],
  ['--tls-issuer', 'tls.issuer', 'value'],
  ['--tls-self-signed', 'tls.selfSigned', 'boolean'],
  ['--rate-limit-limits', 'rateLimit.limits', 'list'],
  ['--cors-origins', 'cors.origins', 'list'],
  ['--traffic-peak-requests-per-second', 'traffic.peakRequestsPerSecond', 'value'],
  ['--cors-credentials', 'cors.credentials', 'boolean'],
])('%s is %s, a %s', (flag, key, kind) => {
  expect(FLAGS.find((f) => f.flag === flag)).toMatchObject({ key, kind, repeatable: kind === 'list' });
});

/** What a text means depends on the answer: text stays text, however much it looks like a number. */
test.each([
  ['tls.secret', '0123', '0123'],
  ['hostname', 'true', 'true'],
  ['traffic.peakRequestsPerSecond', '500', 500],
  ['tls.selfSigned', 'true', true],
  ['rateLimit.limits', '100/minute', '100/minute'],
  ['rateLimit.limits', '100/minute,1000/hour', ['100/minute', '1000/hour']],
  ['rateLimit.limits', ['100/minute', '1000/hour'], ['100/minute', '1000/hour']],
  ['cors.origins', 'https://a.example.com', ['https://a.example.com']],
  ['cors.origins', 'nonsense, more', ['nonsense', 'more']],
  ['rateLimit.key', '{ claim: sub }', { claim: 'sub' }],
])('%s %s', (key, given, value) => {
  expect(one(key, given)).toEqual(value);
});

test('text with a comment sign, a colon or a quote comes through whole', () => {
  for (const text of ['a # b', 'a: b', '"', '&a b', '*b', '!x', '- a', '%'])
    expect(one('transform.request.set', text)).toBe(text);
});

/** Values are bad input, as files are. */
test.each([
  ['auth.methods.x={a: &x 1, b: *x}', 'AliasInAnswers'],
  ['auth.methods.x={__proto__: {polluted: true}}', 'ForbiddenKey'],
  ['auth.methods.x={a: !!js/function 1}', 'TagInAnswers'],
  ['auth.methods.x={a: 1, a: 2}', 'DuplicateAnswer'],
  [`auth.methods.x=${'['.repeat(100_000)}`, 'TooDeep'],
  ['__proto__.polluted=1', 'InvalidFlag'],
  ['a..b=1', 'InvalidFlag'],
  ['=1', 'InvalidFlag'],
  ['hostname', 'InvalidFlag'],
  ['services.users.auth=none', 'UnknownService'],
])('--set %s is refused: %s', (text, code) => {
  expect(set(text).codes).toEqual([code]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('a part of a list cannot be set: the rest would be lost', () => {
  const file = { cors: { origins: ['https://a.example.com'] } };
  const { input, problems } = applyFlags(file, { values: {}, set: ['cors.origins.0=https://b.example.com'] });
  expect(problems.map((p) => p.code)).toEqual(['InvalidFlag']);
  expect(input.cors).toEqual(file.cors);
});

test('services and methods by name; the input is not changed', () => {
  const file = { version: 1, services: [{ name: 'users', path: '/v1/users', backend: 'u:1' }] };
  const before = structuredClone(file);
  const { input, problems } = applyFlags(file, {
    values: {},
    service: ['/v1/orders=orders:8080'],
    authMethod: ['customers=jwt'],
    set: ['services.users.auth=none', 'services.orders.rateLimit=5/minute', 'auth.methods.customers.issuer=https://i/'],
  });
  expect(problems).toEqual([]);
  expect(file).toEqual(before);
  expect(input).toMatchObject({
    services: [
      { name: 'users', auth: 'none' },
      { name: 'orders', path: '/v1/orders', backend: 'orders:8080', rateLimit: '5/minute' },
    ],
    auth: { methods: { customers: { type: 'jwt', issuer: 'https://i/' } } },
  });
});

test.each([
  ['/v1/users=user-service:8080', { name: 'users', path: '/v1/users', backend: 'user-service:8080' }],
  ['u=/v1/users=a/b:8080', { name: 'u', path: '/v1/users', backend: 'a/b:8080' }],
  ['/=web:80', { name: 'web', path: '/', backend: 'web:80' }],
])('the shorthand %s', (text, service) => {
  expect(parseService(text)).toEqual(service);
});
test.each([
  ['/v1/users = users:8080', { name: 'users', path: '/v1/users', backend: 'users:8080' }],
  ['/v1/users=>users:8080', { name: 'users', path: '/v1/users', backend: 'users:8080' }],
  ['people = /v1/users = users:8080', { name: 'people', path: '/v1/users', backend: 'users:8080' }],
])('spaces and an arrow: %s', (text, service) => {
  expect(parseService(text)).toEqual(service);
});
test.each([
  ['v1/users=users:8080', '/v1/users=users:8080'],
  ['/v1/users users:8080', '/v1/users=users:8080'],
  ['/v1/users -> users:8080', '/v1/users=users:8080'],
  ['/v1/users: users:8080', '/v1/users=users:8080'],
  ['- "/v1/users": "users:8080",', '/v1/users=users:8080'],
  ['https://api.example.com/v1/users=users:8080', '/v1/users=users:8080'],
  ['{ name: people, path: /v1/users, backend: "users:8080", auth: none }', 'people=/v1/users=users:8080'],
  ['users /v1/accounts 8080', '/v1/accounts=users:8080'],
  ['users=user_service:8080', '/users=user-service:8080'],
  ['/v1/pay https://pay.example.net/v2', '/v1/pay=https://pay.example.net/v2'],
  ['prod/users:8080', '/users=prod/users:8080'],
  ['users:99999', '/users=users:8080'],
])('the fix for %s is %s', (text, meant) => {
  expect(parseService(text)).toMatchObject({ code: 'InvalidService', fix: `Write ${meant}.` });
  // The fix has no problem.
  const service = parseService(meant);
  expect('code' in service || checkValue(['services', 0], service)).toBeUndefined();
});
test('without a port, the fix states that the port is an example', () => {
  const fix = 'Write the path, the Service and its port, such as /users=users:8080.';
  for (const text of ['users', '/users']) expect(parseService(text)).toMatchObject({ fix });
});
test.each(['', '=', '/=:80', '$(rm -rf /)', 'name: users', '\u0000', '#', 'ü:80', ` ${'=/'.repeat(40_000)}`])(
  'nothing is suggested for %j',
  (text) => {
    const s = parseService(text);
    expect('code' in s ? s.fix : '').not.toMatch(/^Write [^a]/);
  },
);
test.each(['users', '/v1/users', 'users=user-service:8080', ''])('no shorthand: %s', (text) => {
  expect(parseService(text)).toMatchObject({ code: 'InvalidService' });
});

test('one answer is validated by its key', () => {
  expect(checkValue('hostname', 'https://a')?.code).toBe('InvalidHostname');
  expect(checkValue('hostname', 'a.example.com')).toBeUndefined();
  expect(checkValue('services[].path', 'x')?.code).toBe('InvalidPath');
  expect(checkValue('services.users.path', '/x')).toBeUndefined();
  expect(checkValue(['services', 0, 'timeout'], '15 seconds')?.code).toBe('InvalidDuration');
  expect(checkValue('auth.methods.x.clientSecret', '9f86d081884c7d659a2feaa0c55ad015')?.code).toBe('SecretInAnswers');
});

test('what is missing, by key: nothing, everything, and the one service that nobody spoke of', () => {
  const keys = (input: unknown): string[] => missingAnswers(input).map((m) => m.key);
  expect(keys({})).toEqual(['hostname', 'services', 'auth.default', 'tls']);
  const backend = 'a:1';
  const path = '/a';
  const services = [
    { name: 'a', path, auth: 'none', backend },
    { name: 'b', path, backend },
  ];
  const rest = { hostname: 'a.example.com', tls: { secret: 't' } };
  expect(keys({ ...rest, services })).toEqual(['services.b.auth']);
  expect(keys({ ...rest, services, auth: { default: 'none' } })).toEqual([]);
  expect(keys({ ...rest, services: [{ name: 'a', path, backend }] })).toEqual(['auth.default']);
  // What an import leaves open.
  const undecided = [{ name: 'a', auth: 'undecided' }];
  const open = ['services.a.path', 'services.a.backend', 'services.a.auth'];
  expect(keys({ ...rest, services: undecided })).toEqual(open);
  expect(keys({ ...rest, tls: { minVersion: '1.3' }, services: undecided })).toEqual([...open, 'tls']);
  const methods = {
    t: { type: 'jwt', issuer: 'a' },
    k: { type: 'apiKey' },
    e: { type: 'extAuth' },
    d: { type: 'extAuth', http: 'http://a:1' },
  };
  expect(keys({ ...rest, services: [{ name: 'a', path, backend, auth: 't' }], auth: { methods } })).toEqual(
    ['t.jwks', 't.audiences', 'k.secret', 'k.clients', 'e.grpc'].map((key) => `auth.methods.${key}`),
  );
  const responses = [{ path: '/x', auth: 'undecided' }];
  expect(keys({ ...rest, services, auth: { default: 'undecided' }, responses })).toEqual([
    'auth.default',
    'responses.0.auth',
  ]);
});

/** Flags of which a later one would replace what a file or an earlier one said. */
const TWICE: [name: string, file: Tree, flags: Parameters<typeof applyFlags>[1], codes: string[]][] = [
  ['two services of one derived name', {}, { values: {}, service: ['/v1/users=a:80', '/v2/users=b:80'] }, ['ServiceGivenTwice']],
  ['two services of one written name', {}, { values: {}, service: ['u=/v1/a=a:80', 'u=/v1/b=b:80'] }, ['ServiceGivenTwice']],
  ['names of their own', {}, { values: {}, service: ['/v1/users=a:80', 'users-v2=/v2/users=b:80'] }, []],
  ["a service over the file's", fileOf(), { values: {}, service: ['/v2/users=b:80'] }, ['ServiceGivenTwice']],
  ['the same service as in the file', fileOf(), { values: {}, service: ['/v1/users=u:1'] }, []],
  ["a part of the file's service", fileOf(), { values: {}, set: ['services.users.backend=b:80'] }, []],
  ['all services over some', {}, { values: {}, service: ['/v1/users=a:80'], set: ['services=[]'] }, ['FlagTwice']],
  ['two methods of one name', {}, { values: {}, authMethod: ['c=jwt', 'c=apiKey'] }, ['FlagTwice']],
  ["a method over the file's", fileOf(), { values: {}, authMethod: ['c={type: apiKey, secret: s}'] }, ['MethodGivenTwice']],
  ["the type of the file's method", fileOf(), { values: {}, authMethod: ['c=jwt'] }, []],
  ['a method and its parts', {}, { values: {}, authMethod: ['c=jwt'], set: ['auth.methods.c.issuer=https://i/'] }, []],
  ['a method and another type', {}, { values: {}, authMethod: ['c=jwt'], set: ['auth.methods.c.type=basic'] }, ['FlagTwice']],
  ['one key twice', {}, { values: {}, set: ['hostname=a.example.com', 'hostname=b.example.com'] }, ['FlagTwice']],
  ['one key twice with one value', {}, { values: {}, set: ['hostname=a.example.com', 'hostname=a.example.com'] }, []],
  ['a flag and --set', {}, { values: { hostname: 'a.example.com' }, set: ['hostname=b.example.com'] }, ['FlagTwice']],
  ['a map over its part', {}, { values: { 'traffic.p95Latency': '1s' }, set: ['traffic={p95Latency: 2s}'] }, ['FlagTwice']],
  ["a flag over the file's answer", fileOf(), { values: { hostname: 'b.example.com' } }, []],
]; // biome-ignore format: a table

test.each(TWICE)('%s', (_, file, flags, codes) => {
  const { input, problems } = applyFlags(file, flags);
  expect(problems.map((p) => p.code)).toEqual(codes);
  if (codes.length > 0 && file.services) expect(input.services).toEqual(file.services);
});
