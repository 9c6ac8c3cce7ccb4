// What an import leaves open, in each command that answers questions.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { isTree, type Tree } from '../../src/answers/yaml-layout.ts';
import { json } from './led-interview.ts';
import { runCli } from './run-cli.ts';

/** As an import writes it. */
const IMPORTED = `version: 1
auth:
  methods:
    tokens: { type: jwt, issuer: https://i.example.com } # from securitySchemes
services:
  - { name: users, path: /users, auth: undecided }
  - { name: orders, path: /orders, backend: shop/orders:80, auth: undecided }
  - { name: carts, path: /carts, backend: shop/carts:80, auth: tokens }
`;
const OPEN = [
  'hostname',
  'services.users.backend',
  'auth.methods.tokens.jwks',
  'auth.methods.tokens.audiences',
  'services.users.auth',
  'services.orders.auth',
  'tls',
];

const folder = (text = IMPORTED): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'open-'));
  writeFileSync(join(cwd, 'api-gateway.yaml'), text);
  return cwd;
};
const answersIn = (cwd: string): Tree => {
  const answers: unknown = parse(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8'));
  if (!isTree(answers)) throw new Error('no answers');
  return answers;
};

test('generate and check refuse undecided authentication, each place once, with the command that answers it', async () => {
  const cwd = folder(
    `${IMPORTED.replace(' }', ', jwks: fromIssuer, audiences: [a] }').replace('/users,', '/users, backend: a:1,')}hostname: a.example.com\ntls: { secret: t }\n`,
  );
  for (const command of ['generate', 'check']) {
    const { code, stderr, stdout } = await runCli([command, 'api-gateway.yaml'], { cwd });
    expect(code).toBe(2);
    expect(`${stdout}${stderr}`.match(/\[\w+\]/g)).toEqual(['[AuthIsUndecided]', '[AuthIsUndecided]']);
    expect(`${stdout}${stderr}`).toContain('eg-api-gateway answer services.users.auth=tokens.');
  }
  expect(existsSync(join(cwd, 'manifests'))).toBe(false);
  // A flag answers it.
  const flags = ['services.users.auth=tokens', 'services.orders.auth=none'].flatMap((text) => ['--set', text]);
  expect((await runCli(['generate', ...flags], { cwd })).code).toBe(0);
});

test('questions lists everything that is open, and answers to it are enough for generate', async () => {
  const cwd = folder();
  const first = await json(['questions'], cwd);
  expect([first.ready, first.open.map((q) => q.id)]).toEqual([false, [...OPEN, 'tls.issuer']]);
  const { choices } = first.open.find((q) => q.id === 'services.users.auth')!;
  expect(choices?.map((c) => c.value).slice(0, 2)).toEqual(['tokens', 'jwt']);
  await json(['answer', 'auth.methods.tokens.jwks=fromIssuer', 'auth.methods.tokens.audiences=shop'], cwd);
  const last = await json(
    [
      'answer',
      ...['hostname=api.example.com', 'services.users.backend=users:8080', 'services.users.auth=tokens'],
      ...['services.orders.auth=none', 'public.services.orders.auth=yes', 'services.orders.publicReason=a demo'],
      ...['tls=secret', 'tls.secret=shop-tls'],
    ],
    cwd,
  );
  expect([last.ready, last.open]).toEqual([true, []]);
  // Nothing else was decided: no rate limit, no timeouts, no names.
  expect(answersIn(cwd)).toEqual({
    version: 1,
    auth: {
      methods: { tokens: { type: 'jwt', issuer: 'https://i.example.com', jwks: 'fromIssuer', audiences: ['shop'] } },
    },
    services: [
      { name: 'users', path: '/users', auth: 'tokens', backend: 'users:8080' },
      { name: 'orders', path: '/orders', backend: 'shop/orders:80', auth: 'none', publicReason: 'a demo' },
      { name: 'carts', path: '/carts', backend: 'shop/carts:80', auth: 'tokens' },
    ],
    hostname: 'api.example.com',
    tls: { secret: 'shop-tls' },
  });
  expect(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')).toContain('# from securitySchemes');
  expect((await runCli(['generate'], { cwd })).code).toBe(0);
});

test('what an import asks apart from the questions of the interview is kept by later calls', async () => {
  const text = `version: 1
hostname: a.example.com
# TODO(import) gateway.class: its name. Such as eg (the name of the source).
# TODO(import) traffic.clientsBehind: what is in front of the gateway.
tls: { secret: t }
services:
  - name: a
    path: /a
    backend: a:1
    # TODO(import): a question that is too long for the end of the line.
    auth: undecided
`;
  const cwd = folder(text);
  const file = (): string => readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8');
  await json(['answer', 'gateway.class=eg', 'traffic.clientsBehind={ trustedHops: 1 }'], cwd);
  expect(file()).not.toMatch(/TODO\(import\) /);
  expect(file()).toContain('# TODO(import): a question');
  const kept = { gateway: { class: 'eg' }, traffic: { clientsBehind: { trustedHops: 1 } } };
  expect(answersIn(cwd)).toMatchObject(kept);
  const { open } = await json(['answer', 'services.a.auth=basic', 'auth.methods.users.secret=users'], cwd);
  expect(open).toEqual([]);
  expect(answersIn(cwd)).toMatchObject(kept);
  expect(file()).not.toContain('TODO');
});

test('what an import asks in a map, in one line or not, is asked with its key, also if answers without it are refused', async () => {
  const text = `version: 1
hostname: a.example.com
gateway:
  class: eg
  # TODO(import) name: its name. Such as edge (the name of the...
# TODO(import) tls: the certificate: { issuer: NAME } of cert-manager, or { secret: NAME }.
# TODO(import) clientAuth.ca: the CA.
tls: { minVersion: "1.3", clientAuth: {} }
services:
  - { name: a, path: /a, backend: "a:1", auth: none, publicReason: a demo, rateLimit: 10/minute }
# TODO(import) redis: the Redis.
# TODO(import) onFailure: what happens without it.
rateLimit: { scope: global }
streams:
  # TODO(import) publicReason: why everybody may connect to the stream db.
  - { name: db, tlsPassthrough: { hostnames: [db.example.com] }, backend: "db:5432" }
`;
  const cwd = folder(text);
  const asked = [
    'tls',
    'gateway.name',
    'streams.0.publicReason',
    'tls.clientAuth.ca',
    'rateLimit.onFailure',
    'rateLimit.redis',
  ];
  const { open } = await json(['questions'], cwd);
  expect(open.map((q) => q.id).filter((id) => id !== 'tls.issuer')).toEqual(expect.arrayContaining(asked));
  expect(open.find((q) => q.id === 'gateway.name')).toMatchObject({ default: 'edge' });
  const given = [
    'tls=secret',
    'tls.secret=t',
    'gateway.name=edge',
    'tls.clientAuth.ca=clients',
    'rateLimit.onFailure=open',
  ];
  await json(['answer', ...given], cwd);
  const last = await json(['answer', 'rateLimit.redis={ deploy: true }', 'streams.0.publicReason=a demo'], cwd);
  expect([last.ready, last.open]).toEqual([true, []]);
  expect(answersIn(cwd)).toMatchObject({
    gateway: { name: 'edge', class: 'eg' },
    tls: { minVersion: '1.3', clientAuth: { ca: 'clients' }, secret: 't' },
    rateLimit: { scope: 'global', redis: { deploy: true }, onFailure: 'open' },
    streams: [{ name: 'db', publicReason: 'a demo' }],
  });
  expect(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')).not.toContain('TODO');
  // A file that nobody imported has no such questions: what it lacks is wrong.
  const { code, stderr } = await runCli(['questions'], { cwd: folder(text.replace(/.*TODO.*\n/g, '')) });
  expect([code, stderr]).toEqual([2, expect.stringContaining('The answer ca is missing')]);
});

test('a path that the source has as a placeholder is asked before access', async () => {
  const cwd = folder(IMPORTED.replace('path: /users, ', ''));
  const ids = ({ open }: { open: readonly { id: string }[] }): string[] => open.map((q) => q.id);
  const [path, backend] = ['services.users.path', 'services.users.backend'];
  expect(ids(await json(['questions'], cwd)).slice(0, 4)).toEqual(['hostname', path, backend, OPEN[2]]);
  expect(ids(await json(['answer', `${path}=/v1/users`], cwd)).slice(0, 2)).toEqual(['hostname', backend]);
  expect(answersIn(cwd).services).toMatchObject([{ name: 'users', path: '/v1/users' }, {}, {}]);
  const { code, stderr } = await runCli(['answer', `${path}=users`], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining('Write "/users"')]);
});

test('an answer accepts no default of another question', async () => {
  const cwd = folder();
  await json(['answer', 'services.orders.auth=basic'], cwd);
  const { auth, services } = answersIn(cwd) as { auth: Tree; services: Tree[] };
  expect(auth.methods).toMatchObject({ tokens: { type: 'jwt', issuer: 'https://i.example.com' } });
  // The new method lacks its Secret.
  expect(services.map((s) => s.auth)).toEqual(['undecided', 'undecided', 'tokens']);
});

test('public needs its confirmation, and until then the service stays undecided', async () => {
  const cwd = folder();
  const { open } = await json(['answer', 'services.orders.auth=none'], cwd);
  expect(open.map((q) => q.id)).toContain('public.services.orders.auth');
  expect(answersIn(cwd).services).toMatchObject([{}, { auth: 'undecided' }, {}]);
});

test('a combination of methods is an answer, and a method that is not there is refused', async () => {
  const cwd = folder();
  await json(['answer', 'services.orders.auth={ optional: tokens }'], cwd);
  expect(answersIn(cwd).services).toMatchObject([{}, { auth: { optional: 'tokens' } }, {}]);
  const { code, stderr } = await runCli(['answer', 'services.users.auth=tokns'], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining('AnswerRefused')]);
});

test('one answer for all services, or one for each: whoever answers for a service is not asked about all', async () => {
  const text = `version: 1
hostname: a.example.com
tls: { secret: t }
services:
  - name: a
    path: /a
    backend: a:1
    auth: undecided # TODO(import): the source has no authentication.
  - name: b
    path: /b
    backend: b:1
    auth: undecided # TODO(import): the source has no authentication.
`;
  const cwd = folder(text);
  const ids = ({ open }: { open: readonly { id: string }[] }): string[] => open.map((q) => q.id);
  expect(ids(await json(['questions'], cwd))).toEqual(['auth', 'services.a.auth', 'services.b.auth']);
  const one = await json(['answer', 'services.b.auth=basic', 'auth.methods.users.secret=users'], cwd);
  expect(ids(one)).toEqual(['services.a.auth']);
  // The question of an import stays until it is answered.
  expect(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8').match(/TODO/g)).toHaveLength(1);
  const last = await json(['answer', 'services.a.auth=users'], cwd);
  expect([last.ready, ids(last)]).toEqual([true, []]);
  expect(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')).not.toContain('TODO');
  const all = folder(text);
  const decided = await json(['answer', 'auth=basic', 'auth.methods.users.secret=users'], all);
  expect([decided.ready, ids(decided)]).toEqual([true, []]);
  expect(answersIn(all)).toMatchObject({ auth: { default: 'users' }, services: [{ name: 'a' }, { name: 'b' }] });
  expect(readFileSync(join(all, 'api-gateway.yaml'), 'utf8')).not.toContain('TODO');
});

test('init lists what is open without a terminal, and asks only that in one', async () => {
  const cwd = folder();
  const { code, stderr } = await runCli(['init'], { cwd });
  expect(code).toBe(2);
  for (const key of OPEN) expect(stderr).toContain(`(${key})`);
  const typed = ['api.example.com', 'users:8080', '', 'shop', '1', '1', '3', 'shop-tls', '1'];
  const asked = await runCli(['init', '--plain'], { cwd, terminal: true, stdin: typed.map((t) => `${t}\n`).join('') });
  expect([asked.code, asked.stderr]).toEqual([0, expect.stringContaining('Written: api-gateway.yaml')]);
  expect(asked.stdout).not.toContain('requests per second');
  expect(answersIn(cwd)).toMatchObject({
    auth: { methods: { tokens: { jwks: 'https://i.example.com/.well-known/jwks.json', audiences: ['shop'] } } },
    services: [{ auth: 'tokens', backend: 'users:8080' }, { auth: 'tokens' }, { auth: 'tokens' }],
    tls: { secret: 'shop-tls' },
  });
});

test('what an import asks at the top of a complete file is a question, and an answer that is the default is stored', async () => {
  const text = `version: 1
hostname: a.example.com
# TODO(import) gateway.namespace: the source does not contain it. Such as shop (the namespace of the Ingress).
tls: { secret: t }
services:
  - { name: a, path: /a, backend: "a:1", auth: none }
`;
  const cwd = folder(text);
  const { open, ready } = await json(['questions'], cwd);
  expect([ready, open]).toMatchObject([
    true,
    [{ id: 'gateway.namespace', default: 'shop', reason: 'the namespace of the Ingress' }],
  ]);
  const after = await json(['answer', 'gateway.namespace=default'], cwd);
  expect([after.ready, after.open]).toEqual([true, []]);
  expect(answersIn(cwd).gateway).toEqual({ namespace: 'default' });
  expect(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')).not.toContain('TODO');
  const taken = folder(text);
  await json(['answer', '--defaults'], taken);
  expect(answersIn(taken).gateway).toEqual({ namespace: 'shop' });
});
