import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { rounds } from '../deep.ts';
import { anyAnswer, json, type Question, type Result } from './led-interview.ts';
import { runCli } from './run-cli.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'led-'));
const file = (dir: string): string => readFileSync(join(dir, 'api-gateway.yaml'), 'utf8');
const DRAFT = '.api-gateway.yaml.draft.json';
const REQUIRED = ['hostname=api.example.com', 'services=/v1/users=users:8080', 'services=/v1/orders=orders:8080'];
const JWT = ['auth=jwt', 'auth.methods.customers.issuer=https://auth.example.com/'];

test('the simplest gateway in three calls, and the same as the interview with --yes', async () => {
  const dir = folder();
  const first = await json(['answer', ...REQUIRED], dir);
  expect(first.open[0]).toMatchObject({ id: 'auth', type: 'choice', required: true });
  const second = await json(['answer', ...JWT, 'rateLimit.limits=100/minute'], dir);
  expect([second.ready, second.progress.required, second.next]).toEqual([
    false,
    0,
    ['npx eg-api-gateway answer --defaults'],
  ]);
  const last = await json(['answer', '--defaults'], dir);
  expect([last.ready, last.open, last.problems, last.next]).toEqual([true, [], [], ['npx eg-api-gateway generate']]);
  expect(existsSync(join(dir, DRAFT))).toBe(false);
  expect(parse(file(dir))).toEqual(last.answers);
  expect((await runCli(['generate', '-q'], { cwd: dir })).code).toBe(0);
});

test('questions writes nothing, and shows what the answers so far leave open', async () => {
  const dir = folder();
  const { open, progress, answers } = await json(['questions'], dir);
  expect(open.filter((q) => q.required).map((q) => q.id)).toEqual(['hostname', 'services']);
  expect(progress.topics.filter((t) => t.main)).toHaveLength(7);
  expect(answers).toEqual({ version: 1 });
  expect(existsSync(join(dir, 'api-gateway.yaml'))).toBe(false);
  const byFlag = await json(['questions', '--hostname', 'api.example.com'], dir);
  expect(byFlag.open.filter((q) => q.required).map((q) => q.id)).toEqual(['services']);
});

test('notes of the interview are kept next to the file until it is over', async () => {
  const dir = folder();
  await json(['answer', 'transform=no', 'hostname=api.example.com'], dir);
  expect(existsSync(join(dir, DRAFT))).toBe(true);
  const { open } = await json(['answer', ...REQUIRED.slice(1)], dir);
  expect(open.map((q) => q.id)).not.toContain('transform');
  expect(file(dir)).not.toMatch(/transform/);
});

test('an edited file counts: its answers are not asked for, nor replaced', async () => {
  const dir = folder();
  await json(['answer', ...REQUIRED], dir);
  writeFileSync(join(dir, 'api-gateway.yaml'), `${file(dir).replace('api.example.com', 'www.example.com')}# mine\n`);
  const { answers, open } = await json(['answer', ...JWT], dir);
  expect(answers).toMatchObject({ hostname: 'www.example.com', services: [{ name: 'users' }, { name: 'orders' }] });
  expect(open.filter((q) => q.required)).toEqual([]);
  expect(file(dir)).toContain('# mine');
});

test('-f - keeps everything in what it prints, and gives the same answers as a file', async () => {
  const dir = folder();
  let text = '';
  const steps = [REQUIRED, JWT, ['--defaults']];
  for (const step of steps) {
    const { stdout, code } = await runCli(['answer', ...step, '--json', '-f', '-'], { cwd: dir, stdin: text });
    expect(code).toBe(0);
    text = stdout;
  }
  const printed = JSON.parse(text) as Result;
  expect([printed.ready, printed.open, printed.file]).toEqual([true, [], undefined]);
  for (const step of steps) await json(['answer', ...step], dir);
  expect(printed.answers).toEqual(parse(file(dir)));
  const yaml = await runCli(['answer', 'timeout=7s', '-f', '-'], { cwd: dir, stdin: file(dir) });
  expect(parse(yaml.stdout)).toEqual({
    ...printed.answers,
    services: [
      { name: 'users', path: '/v1/users', backend: 'users:8080', timeout: '7s' },
      { name: 'orders', path: '/v1/orders', backend: 'orders:8080', timeout: '7s' },
    ],
  });
});

test('a complete file has no open questions; an answer opens its topic only', async () => {
  const dir = folder();
  for (const step of [REQUIRED, JWT, ['--defaults']]) await json(['answer', ...step], dir);
  expect((await json(['questions'], dir)).open).toEqual([]);
  const before = parse(file(dir));
  const { open, ready } = await json(['answer', 'canary=yes', 'canary.service=users'], dir);
  expect([ready, open.map((q) => q.id)]).toEqual([true, ['services.users.canary.backend']]);
  await json(['answer', 'services.users.canary.backend=users-v2:8080', '--defaults'], dir);
  const [users, orders] = before.services;
  expect(parse(file(dir))).toEqual({
    ...before,
    services: [{ ...users, canary: { backend: 'users-v2:8080', weight: 10, header: 'x-canary: always' } }, orders],
  });
});

test('keys of the answers file are answers, too; an empty value removes one', async () => {
  const dir = folder();
  await json(['answer', ...REQUIRED, 'services.users.timeout=5s', 'maxRequestBody=1Mi'], dir);
  expect(parse(file(dir))).toMatchObject({ services: [{ timeout: '5s' }, {}], maxRequestBody: '1Mi' });
  await json(['answer', 'maxRequestBody='], dir);
  expect(parse(file(dir)).maxRequestBody).toBeUndefined();
});

test('service=... adds a service, while the interview asks and to a complete file', async () => {
  const dir = folder();
  await json(['answer', 'hostname=api.example.com', 'service=/v1/users=users:8080'], dir);
  await json(['answer', 'service=carts=/v1/c=carts:80', 'services.carts.timeout=3s', ...JWT], dir);
  await json(['answer', '--defaults'], dir);
  const { ready } = await json(
    ['answer', 'services.status.auth=none', 'service=/status=status:80', 'services.status.publicReason=no data'],
    dir,
  );
  expect(ready).toBe(true);
  expect(parse(file(dir)).services).toEqual([
    { name: 'users', path: '/v1/users', backend: 'users:8080' },
    { name: 'carts', path: '/v1/c', backend: 'carts:80', timeout: '3s' },
    { name: 'status', path: '/status', backend: 'status:80', auth: 'none', publicReason: 'no data' },
  ]);
  for (const [text, code] of [
    ['/x/users=x:80', 'ServiceGivenTwice'],
    ['/v1/users=y:80', 'ServiceGivenTwice'],
    ['x', 'InvalidService'],
    ['z=/status=z:80', 'DuplicatePath'],
  ]) {
    const { stdout } = await runCli(['answer', `service=${text}`, '--json'], { cwd: dir });
    expect(JSON.parse(stdout).problems[0].code, text).toBe(code);
  }
});

test('an answer accepts the defaults of the questions before it in its topic', async () => {
  const dir = folder();
  const { open } = await json(['answer', ...REQUIRED, 'rateLimit.scope=global'], dir);
  expect(parse(file(dir)).rateLimit).toMatchObject({ limits: '100/minute', scope: 'global' });
  expect(open.filter((q) => q.topic === 'rateLimit').map((q) => q.id)).toContain('rateLimit.redis.url');
});

test('the letters of a choice may have any case', async () => {
  const { answers } = await json(['answer', ...REQUIRED, 'auth=JWT'], folder());
  expect(answers).toMatchObject({ auth: { methods: { customers: { type: 'jwt' } } } });
});

test.each<[string, string[], [string, string, RegExp][]]>([
  ['a typo', ['hostnam=api.example.com'], [['hostnam', 'UnknownQuestion', /hostname/]]],
  ['an unknown word', ['zzzzzzzz=1'], [['zzzzzzzz', 'UnknownQuestion', /eg-api-gateway questions/]]],
  [
    'the end of an id',
    [...REQUIRED, 'auth=jwt', 'issuer=x'],
    [['issuer', 'UnknownQuestion', /auth\.methods\.customers\.issuer/]],
  ],
  ['the name of a method of objects', ['constructor=1'], [['constructor', 'UnknownQuestion', /./]]],
  ['a value that the schema refuses', ['hostname=-x-'], [['hostname', 'AnswerRefused', /such as api\.example\.com/]]],
  ['a choice that is none', [...REQUIRED, 'auth=jwtt'], [['auth', 'AnswerRefused', /jwt, apiKey/]]],
  ['neither yes nor no', [...REQUIRED, 'canary=perhaps'], [['canary', 'AnswerRefused', /yes or no/]]],
  ['a question that comes later', ['canary=no'], [['canary', 'UnknownQuestion', /first: hostname, services/]]],
  [
    'two answers to one question',
    ['hostname=a.example.com', 'hostname=b.example.com'],
    [['hostname', 'AnswerTwice', /one/]],
  ],
  [
    'a service that is not defined',
    ['services.nope.timeout=5s'],
    [['services.nope.timeout', 'UnknownService', /service=nope=/]],
  ],
  [
    'a map as text',
    ['tls=x', 'observability=x'],
    [
      ['tls', 'AnswerRefused', /./],
      ['observability', 'WrongType', /observability\.prometheus/],
    ],
  ],
  ['a secret', ['rateLimit.redis.url=redis://:hunter2@redis:6379'], [['rateLimit.redis.url', 'SecretInAnswers', /./]]],
])('%s is refused, and nothing is stored', async (_, answers, expected) => {
  const dir = folder();
  const { code, stdout } = await runCli(['answer', 'transform=no', ...answers, '--json'], { cwd: dir });
  const { ok, problems } = JSON.parse(stdout);
  expect([code, ok]).toEqual([2, false]);
  expect(problems.map((p: { id: string; code: string }) => [p.id, p.code])).toEqual(expected.map((e) => e.slice(0, 2)));
  for (const [i, [, , fix]] of expected.entries()) expect(problems[i].fix).toMatch(fix);
  expect([existsSync(join(dir, 'api-gateway.yaml')), existsSync(join(dir, DRAFT))]).toEqual([false, false]);
});

test('without an answer, or with one that has no id, answer says what it needs', async () => {
  const dir = folder();
  const none = await runCli(['answer'], { cwd: dir });
  expect([none.code, none.stderr]).toEqual([2, expect.stringMatching(/hostname=api\.example\.com/)]);
  for (const text of ['=x', 'api.example.com']) {
    const { code, stdout } = await runCli(['answer', text, '--json'], { cwd: dir });
    expect([code, JSON.parse(stdout).problems[0].code]).toEqual([2, 'NotAnAnswer']);
  }
});

test('an answer that makes valid answers invalid is refused with the reason', async () => {
  const dir = folder();
  for (const step of [REQUIRED, JWT, ['--defaults']]) await json(['answer', ...step], dir);
  const before = file(dir);
  const { code, stdout } = await runCli(['answer', 'tls.secret=api-tls', '--json'], { cwd: dir });
  expect([code, JSON.parse(stdout).problems[0].code]).toEqual([2, 'SeveralCertificates']);
  expect(file(dir)).toBe(before);
});

test('the interview in a terminal continues the draft that a program left', async () => {
  const dir = folder();
  await json(['answer', ...REQUIRED, 'canary=no'], dir);
  const { Memory } = await import('../../src/interview/memory.ts');
  const memory = Memory.from(readFileSync(join(dir, DRAFT), 'utf8'))!;
  expect([memory.size, memory.recall('?canary')]).toEqual([3, false]);
});

test('a state that is none is refused, and hostile text stays data', async () => {
  const dir = folder();
  expect((await runCli(['questions', '-f', '-'], { cwd: dir, stdin: '{"state":{"version":9}}' })).code).toBe(2);
  for (const text of ['{"state":[]}', '[1]', '"x"', '{', '\u0000', 'a: &a [*a]'])
    expect((await runCli(['questions', '--json', '-f', '-'], { cwd: dir, stdin: text })).code, text).toBe(2);
  for (const text of ["'; touch forged; '", '$(touch forged)', '{{x}}', '\u001b[31m', '__proto__']) {
    const { code } = await runCli(['answer', `hostname=${text}`, `${text}=x`, `services=${text}`], { cwd: dir });
    expect(code, text).toBe(2);
  }
});

test('a state with values of wrong types is refused', async () => {
  const dir = folder();
  const good = { version: 1, given: [], settled: [], changes: [], base: {} };
  for (const bad of [
    { given: [5] },
    { given: [['hostname', {}]] },
    { settled: [null] },
    { changes: [null] },
    { changes: [[5, 6]] },
    { changes: [['__proto__.changed', 'x']] },
    { changes: [['services', [null]]] },
    { topics: {} },
  ]) {
    const stdin = JSON.stringify({ state: { ...good, ...bad } });
    const { code, stdout } = await runCli(['questions', '--json', '-f', '-'], { cwd: dir, stdin });
    expect(code, stdin).toBe(2);
    expect(JSON.parse(stdout).problems[0].code).toBe('WrongUsage');
    // A draft like that counts as none.
    writeFileSync(join(dir, DRAFT), JSON.stringify({ ...good, ...bad }));
    expect((await runCli(['questions'], { cwd: dir })).code, stdin).toBe(0);
  }
  expect(({} as { changed?: string }).changed).toBeUndefined();
});

/** A sequence of numbers that depends on the seed alone. */
const numbers = (seed: number) => {
  let state = seed * 2654435761;
  return (count: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor(state / 65536) % count;
  };
};

test('whatever a program answers, the interview ends with answers that generate accepts', async () => {
  const dir = folder();
  for (let seed = 1; seed <= rounds(12, 300); seed++) {
    const pick = numbers(seed);
    let text = JSON.stringify(await json(['questions', '-f', '-'], dir, ''));
    let result = JSON.parse(text) as Result;
    const steps: string[] = [];
    for (let n = 0; result.open.length > 0; n++) {
      expect(n, steps.join('\n')).toBeLessThan(60);
      // Now and then a question that nobody must answer.
      const all: Question[] = pick(4) === 0 && n < 20 ? [...result.open, ...result.recommended] : [...result.open];
      const q = n < 20 ? all[pick(all.length)]! : result.open[0]!;
      const step = `${q.id}=${n < 20 ? anyAnswer(q, pick) : anyAnswer(q, () => 0)}`;
      steps.push(step);
      const run = await runCli(['answer', step, '--json', '-f', '-'], { cwd: dir, stdin: text });
      const printed = JSON.parse(run.stdout);
      // Rules across answers refuse some, with a message; the program then answers otherwise.
      expect([0, 2], `${steps.join('\n')}\n${run.stdout}`).toContain(run.code);
      if (run.code !== 0) {
        expect(printed.problems[0].message, run.stdout).toMatch(/\S/);
        continue;
      }
      text = run.stdout;
      result = printed as Result;
    }
    expect([result.ready, result.problems], `${seed}: ${steps.join('\n')}`).toEqual([true, []]);
  }
});
