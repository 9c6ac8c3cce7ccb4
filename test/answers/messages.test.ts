// Wrong uses of keys with several forms: the place, and what to write, not the first form that the schema lists.
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';

type Tree = Record<string, unknown>;
const KEYS = { type: 'apiKey', secret: 's', clients: ['acme'] };
const problemsOf = (service: Tree, more: Tree = {}) => {
  const read = validateAnswers(
    {
      version: 1,
      hostname: 'a.example.com',
      tls: { secret: 't' },
      services: [{ name: 'x', path: '/x', backend: 'x:1', auth: 'none', ...service }],
      auth: { methods: { a: { type: 'basic', secret: 'p' }, b: KEYS } },
      ...more,
    },
    'f.yaml',
  );
  return 'problems' in read ? read.problems : [];
};
const found = (...given: Parameters<typeof problemsOf>): string[] =>
  problemsOf(...given).map((p) => `${p.code} ${p.key}`);

test.each([
  [{ all: ['a', ['b']] }, 'WrongType services[0].auth.all[1]'],
  [{ any: ['a', 'b'] }, 'UnknownKey services[0].auth.any'],
  [{ all: ['a'] }, 'OutOfRange services[0].auth.all'],
  [{ all: ['a', 'b'], optional: 'a' }, 'KeysConflict services[0].auth.optional'],
  [5, 'WrongType services[0].auth'],
])('auth: %j', (auth, problem) => {
  expect(found({ auth })).toEqual([problem]);
});

test('a map whose keys are words of a list names the word that was meant', () => {
  const [problem, ...rest] = problemsOf({}, { rateLimit: { limits: '9/minute', perMethod: { post: '1/minute' } } });
  expect(rest).toEqual([]);
  expect(problem).toMatchObject({ code: 'UnknownKey', key: 'rateLimit.perMethod.post' });
  expect(problem?.fix).toContain('POST');
});

test.each([
  ['B.example.com', 'b.example.com'],
  ['b.example.com.', 'b.example.com'],
  ['https://b.example.com:8443/x', 'b.example.com'],
  ['*.B.example.com', '"*.b.example.com"'],
  ['bücher.example', 'xn--bcher-kva.example'],
])('the host %s: what to write instead', (host, meant) => {
  const problems = problemsOf({}, { hostnames: [host] });
  expect(problems.map((p) => p.code)).toEqual(['InvalidHostPattern']);
  expect(problems[0]?.fix).toContain(` ${meant}.`);
});

test.each(['10.0.0.1', 'a.*.example.com', 'a b', '*.'])(
  'the host %s: no name is suggested that was not meant',
  (host) => {
    expect(problemsOf({}, { hostnames: [host] })[0]?.fix).toContain('shop.example.com');
  },
);

test('a secret in a variable of a container is refused, in Helm values and in patches', () => {
  const env = (name: string) => [{ name, value: 'hunter2hunter2' }];
  const values = (name: string): Tree => ({ envoyGateway: { values: { deployment: { env: env(name) } } } });
  expect(found({}, values('DB_PASSWORD'))).toEqual(['SecretInAnswers envoyGateway.values.deployment.env[0].value']);
  expect(found({}, values('LOG_LEVEL'))).toEqual([]);
  const patches = [
    { target: { kind: 'EnvoyProxy', name: 'x' }, reason: 'r', patch: { spec: { env: env('API_TOKEN') } } },
  ];
  expect(found({}, { patches })).toEqual(['SecretInAnswers patches[0].patch.spec.env[0].value']);
});

test('tls is needed only if a host has no certificate of its own', () => {
  const codes = (more: Tree) => problemsOf({}, { tls: undefined, hostname: undefined, ...more }).map((p) => p.code);
  const own = [
    { hostname: 'a.example.com', secret: 'a-tls' },
    { hostname: 'b.example.com', issuer: 'letsencrypt' },
  ];
  expect(codes({ hostnames: own })).toEqual([]);
  expect(codes({ hostnames: [...own, 'c.example.com'] })).toEqual(['CertificateMissing']);
  expect(codes({ hostname: 'c.example.com', hostnames: own })).toEqual(['CertificateMissing']);
});

test.each([
  [{ path: undefined, paht: '/x' }, 'UnknownKey services[0].paht'],
  [{ backend: undefined, backnd: 'x:1' }, 'UnknownKey services[0].backnd'],
  [{ deny: { countries: ['DE'] } }, 'KeyNotAvailable services[0].deny.countries'],
])(
  'a key that is mistyped or impossible is one problem, without the one that it is missing: %j',
  (service, problem) => {
    expect(found(service)).toEqual([problem]);
  },
);

test('a key that is missing is a problem next to another one that is mistyped', () => {
  expect(found({ path: undefined, timout: '5s' }).sort()).toEqual([
    'PathMissing services[0]',
    'UnknownKey services[0].timout',
  ]);
});

test.each([
  [{ timeout: 15 }, 'Write timeout: 15s.'],
  [{ timeout: '15' }, 'Write 15s.'],
  [{ rateLimit: 10 }, 'Write rateLimit: 10/minute.'],
  [{ methods: 'get' }, 'Write methods: [GET].'],
  [{ canary: 'y:2' }, 'Write canary: { backend: "y:2", weight: 10 }.'],
  [{ canary: { backend: 'y:2' } }, 'Add weight: 10.'],
  [{ deny: '10.0.0.1' }, 'Write deny: { cidrs: ["10.0.0.1/32"] }.'],
  [{ hostname: ['a.example.com'] }, 'Write hostname: a.example.com.'],
  [{ auth: { all: ['a'] } }, 'Write auth: a, or add another method to the list.'],
  [{ name: 'My_Users' }, 'Write my-users.'],
])('the fix has the form and the value: %j', (service, fix) => {
  expect(problemsOf(service).map((p) => p.fix)).toEqual([fix]);
});

test('many wrong values are refused as fast as one: their fixes are sentences', () => {
  const services = Array.from({ length: 60 }, (_, i) => ({
    name: `s${i}`,
    path: `/s${i}`,
    backend: 'x:1',
    auth: 'none',
    timeout: i,
  }));
  const fixes = problemsOf({}, { services }).map((p) => p.fix);
  expect(fixes[0]).toBe('Write timeout: 0s.');
  expect(fixes.at(-1)).toBe('Write text.');
});
