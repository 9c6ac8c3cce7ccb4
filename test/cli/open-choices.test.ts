// Every choice that `questions --json` offers about imported answers is an answer: in any order, and several in one call.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Tree } from '../../src/answers/yaml-layout.ts';
import { anyAnswer, json, type Question } from './led-interview.ts';
import { runCli } from './run-cli.ts';

const TEXT = `version: 1
hostname: a.example.com
tls: { secret: t }
services:
  - { name: a, path: /a, backend: "a:1", auth: undecided }
  - { name: b, path: /b, backend: "b:1", auth: undecided }
  - { name: c, path: /c, backend: "c:1", auth: undecided }
`;
const WITH_METHODS = `${TEXT}auth:
  methods:
    jwt: { type: jwt, issuer: https://i.example.com }
    checks: { type: extAuth }
responses:
  - { path: /r, status: 200, auth: undecided }
`;

const folder = (text: string): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'choices-'));
  writeFileSync(join(cwd, 'api-gateway.yaml'), text);
  return cwd;
};
type Answers = Tree & { services: Tree[]; auth: { default?: unknown; methods: Record<string, Tree> } };
const answersIn = (cwd: string): Answers => parse(readFileSync(join(cwd, 'api-gateway.yaml'), 'utf8')) as Answers;
const TOKENS = {
  issuer: 'https://auth.example.com/',
  jwks: 'https://auth.example.com/keys',
  audiences: 'api',
  claims: 'sub',
} as const;
const fields = (name: string): string[] =>
  Object.entries(TOKENS).map(([key, value]) => `auth.methods.${name}.${key}=${value}`);

test.each([
  [['auth=jwt', 'services.a.auth=jwt', 'services.b.auth=jwt', 'services.c.auth=jwt']],
  [['services.c.auth=jwt', 'services.a.auth=jwt', 'services.b.auth=jwt']],
  [['services.b.auth=jwt', 'auth=jwt']],
])('the same choice for several services is one method: %j', async (choices) => {
  const cwd = folder(TEXT);
  await json(['answer', ...choices], cwd);
  const { ready, open } = await json(['answer', ...fields('customers')], cwd);
  expect([ready, open]).toEqual([true, []]);
  const { services, auth } = answersIn(cwd);
  expect(services.map((s) => s.auth ?? auth.default)).toEqual(['customers', 'customers', 'customers']);
  expect(Object.keys(auth.methods)).toEqual(['customers']);
});

test('an answer for one service wins over the answer for all, whichever comes first', async () => {
  for (const args of [
    ['auth=jwt', 'services.b.auth=basic'],
    ['services.b.auth=basic', 'auth=jwt'],
  ])
    for (const calls of [[args], args.map((a) => [a])]) {
      const cwd = folder(TEXT);
      for (const call of calls) await json(['answer', ...call], cwd);
      const { ready } = await json(['answer', ...fields('customers'), 'auth.methods.users.secret=users'], cwd);
      const { services, auth } = answersIn(cwd);
      expect([ready, services.map((s) => s.auth ?? auth.default)]).toEqual([true, ['customers', 'users', 'customers']]);
    }
});

test('another method of a kind is a choice of its own', async () => {
  const cwd = folder(TEXT);
  const { open } = await json(['answer', 'services.a.auth=jwt', ...fields('customers')], cwd);
  const { choices } = open.find((q) => q.id === 'services.b.auth')!;
  expect(choices!.map((c) => c.value)).toEqual(expect.arrayContaining(['customers', 'new-jwt', 'basic', 'none']));
  await json(['answer', 'services.b.auth=new-jwt', 'services.c.auth=new-jwt'], cwd);
  const { ready } = await json(['answer', ...fields('customers-2').map((f) => f.replace('//auth', '//b'))], cwd);
  expect([ready, answersIn(cwd).services.map((s) => s.auth)]).toEqual([
    true,
    ['customers', 'customers-2', 'customers-2'],
  ]);
});

test('a kind of method for a service that has a method is asked for its keys, and never a name without a method', async () => {
  const text = TEXT.replace('"a:1", auth: undecided', '"a:1", auth: none');
  const cwd = folder(text);
  const { open } = await json(['answer', 'services.a.auth=jwt'], cwd);
  expect(open.map((q) => q.id)).toContain('auth.methods.customers.issuer');
  await json(['answer', ...fields('customers'), 'services.b.auth=customers', 'services.c.auth=customers'], cwd);
  expect(answersIn(cwd).services.map((s) => s.auth)).toEqual(['customers', 'customers', 'customers']);
  expect((await runCli(['generate', '--dry-run'], { cwd })).code).toBe(0);
});

/** A number below `count`, the same in each run. */
const random = (seed: number): ((count: number) => number) => {
  let state = seed;
  return (count) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * count);
  };
};

test('any choices in any order, any number of them in a call, end with answers that generate accepts', async () => {
  for (let seed = 1; seed <= 16; seed++) {
    const pick = random(seed);
    const cwd = folder(seed % 2 === 0 ? TEXT : WITH_METHODS);
    const calls: string[][] = [];
    const answerTo = (q: Question): string => {
      if (q.type === 'confirm') return `${q.id}=yes`;
      const known = Object.entries(TOKENS).find(([key]) => q.id.endsWith(`.${key}`))?.[1];
      return `${q.id}=${known ?? (/reason$/i.test(q.id) ? 'a demo' : anyValue(q, pick))}`;
    };
    for (let round = 0; round < 40; round++) {
      const { open, ready, problems } = await json(['questions'], cwd);
      if (open.length === 0) {
        expect([ready, problems], `${seed}: ${JSON.stringify(calls)}`).toEqual([true, []]);
        break;
      }
      const some = open.filter(() => pick(3) > 0).map(answerTo);
      if (some.length === 0) continue;
      calls.push(some.sort(() => pick(3) - 1));
      const { code, stdout } = await runCli(['answer', ...some, '--json'], { cwd });
      expect(code, `${seed}: ${JSON.stringify(calls)}\n${stdout}`).toBe(0);
    }
    expect((await json(['questions'], cwd)).ready, `${seed}: ${JSON.stringify(calls)}`).toBe(true);
  }
}, 120_000);

/** Services and URLs as a person types them; examples are phrases. */
const anyValue = (q: Question, pick: (count: number) => number): string => {
  if (q.choices) return anyAnswer(q, pick);
  if (q.id.endsWith('.grpc')) return 'authorizer:9000';
  if (q.id.endsWith('.http')) return 'http://authorizer:8080/check';
  return q.default === undefined ? 'acme' : String(q.default);
};
