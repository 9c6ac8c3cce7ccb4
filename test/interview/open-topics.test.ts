import { expect, test } from 'vitest';
import type { Tree } from '../../src/answers/yaml-layout.ts';
import { Draft } from '../../src/interview/draft.ts';
import { interview } from '../../src/interview/engine.ts';
import { type FromSource, interviewOf } from '../../src/interview/open-topics.ts';
import { TOPICS } from '../../src/interview/topics.ts';
import { type Move, scripted } from './scripted.ts';

const JWT = { type: 'jwt', issuer: 'https://i.example.com', jwks: 'fromIssuer', audiences: ['a'] };
const imported = (...services: Tree[]): Tree => ({
  version: 1,
  hostname: 'a.example.com',
  tls: { secret: 't' },
  services: services.map((s, i) => ({ name: `s${i}`, path: `/${i}`, backend: 'b:1', ...s })),
});
const UNDECIDED = { auth: 'undecided' };

/** The answers after a conversation, and the messages of its questions. */
const converse = async (input: Tree, moves: readonly Move[], from: Partial<FromSource> = {}) => {
  const person = scripted(moves);
  const { topics, asks } = interviewOf(input, from);
  const begin = (): Draft => {
    const draft = new Draft(structuredClone(input));
    draft.notes.set('?services.given', true);
    if (draft.has('tls')) draft.notes.set('?tls.given', true);
    return draft;
  };
  const { draft, outcome } = await interview(
    topics,
    { begin, runs: ({ id }) => asks?.has(id) === true, isChange: true },
    person.prompter,
  );
  expect(person.left).toEqual([]);
  return { ...person, outcome, answers: draft.input, asks };
};

test('answers without anything open have the whole interview', () => {
  expect(interviewOf(imported({ auth: 'none' }))).toEqual({ topics: TOPICS, asks: undefined });
});

test('each undecided service is asked, with the methods of the file as choices', async () => {
  const input = { ...imported(UNDECIDED, { auth: 'staff' }, UNDECIDED), auth: { methods: { staff: JWT } } };
  const { asked, answers, asks } = await converse(input, ['staff', 'apiKey', 'X-Key', 'keys', 'acme']);
  expect([...asks!]).toEqual(['auth']);
  expect(asked.slice(0, 2)).toEqual(['How do clients of s0 authenticate?', 'How do clients of s2 authenticate?']);
  expect((answers.services as Tree[]).map((s) => s.auth)).toEqual(['staff', 'staff', 'partners']);
  expect(answers.auth).toEqual({
    methods: { staff: JWT, partners: { type: 'apiKey', header: 'X-Key', secret: 'keys', clients: ['acme'] } },
  });
});

test('a method that a service adds is a choice of the next one', async () => {
  const { answers } = await converse(imported(UNDECIDED, UNDECIDED), ['each', 'basic', 'users', 'users']);
  expect((answers.services as Tree[]).map((s) => s.auth)).toEqual(['users', 'users']);
});

test('a kind with the name of a method is another choice', async () => {
  const methods = { jwt: JWT };
  const { answers } = await converse({ ...imported(UNDECIDED, UNDECIDED), auth: { methods } }, [
    'jwt',
    'new-jwt',
    'https://j.example.com/',
    'TAKE',
    'TAKE',
    'TAKE',
  ]);
  expect((answers.services as Tree[]).map((s) => s.auth)).toEqual(['jwt', 'customers']);
});

test('one answer decides for all if no service has a method', async () => {
  const { asked, answers } = await converse(imported(UNDECIDED, UNDECIDED), ['basic', 'users']);
  expect(asked[0]).toBe('How do clients authenticate?');
  expect(answers.auth).toEqual({ default: 'users', methods: { users: { type: 'basic', secret: 'users' } } });
  expect((answers.services as Tree[]).map((s) => s.auth)).toEqual([undefined, undefined]);
});

test.each<[string, Tree, Move[], Tree]>([
  ['a service', imported(UNDECIDED), ['none', false, 'none', true, 'a demo'], { auth: 'none', publicReason: 'a demo' }],
  ['all services', imported(UNDECIDED, UNDECIDED), ['none', true, 'a demo'], {}],
])('%s is public only after a confirmation', async (_, input, moves, service) => {
  const { answers, asked } = await converse(input, moves);
  expect(asked.some((m) => m.startsWith('Make '))).toBe(true);
  expect((answers.services as Tree[])[0]).toEqual({ name: 's0', path: '/0', backend: 'b:1', ...service });
  if (service.auth === undefined) expect(answers.auth).toEqual({ default: 'none', publicReason: 'a demo' });
});

test('who quits leaves what was not answered undecided', async () => {
  const input = { ...imported(UNDECIDED, UNDECIDED), auth: { methods: { staff: JWT } } };
  const { answers, outcome } = await converse(input, ['staff', 'none', 'CTRL-C']);
  expect(outcome).toBe('cancelled');
  expect((answers.services as Tree[]).map((s) => s.auth)).toEqual(['staff', 'undecided']);
  expect((await converse(input, ['BACK'])).outcome).toBe('back');
});

test('methods are asked for the keys that they lack, and for no others', async () => {
  const methods = {
    t: { type: 'jwt', issuer: 'https://i.example.com' },
    k: { type: 'apiKey', header: 'X-Key' },
    b: { type: 'basic' },
    d: { type: 'oidc', issuer: 'https://i.example.com' },
    e: { type: 'extAuth', timeout: '1s' },
  };
  const { answers, asked } = await converse({ ...imported({ auth: 't' }), auth: { methods } }, [
    'fromIssuer',
    'x, y',
    'keys',
    'acme',
    'TAKE',
    'portal',
    'TAKE',
    'extAuth-http',
    'http://authz:80/check',
  ]);
  expect(asked).toHaveLength(9);
  expect((answers.auth as Tree).methods).toEqual({
    t: { ...methods.t, jwks: 'fromIssuer', audiences: ['x', 'y'] },
    k: { ...methods.k, secret: 'keys', clients: ['acme'] },
    b: { type: 'basic', secret: 'users' },
    d: { ...methods.d, clientID: 'portal', clientSecret: 'oidc-client' },
    e: { ...methods.e, http: 'http://authz:80/check' },
  });
});

test('responses, the default and backends are asked', async () => {
  const input = {
    ...imported({ backend: undefined }),
    auth: { default: 'undecided', methods: { staff: JWT } },
    responses: [{ path: '/x', status: 200, body: 'a', auth: 'undecided' }],
  };
  const { answers } = await converse(input, ['users:8080', 'staff', 'none', true, 'a demo']);
  expect(answers).toMatchObject({
    services: [{ backend: 'users:8080' }],
    auth: { default: 'staff' },
    responses: [{ auth: 'none', publicReason: 'a demo' }],
  });
});

test('what the source has is the default of a question, with its reason; it is not used without a person', async () => {
  const from: FromSource = {
    asked: ['tls.secret', 'gateway.namespace', 'gateway.class', 'services.s0.auth'],
    suggestions: new Map([
      ['tls.secret', { value: 'shop-tls', reason: 'spec.tls names it' }],
      ['gateway.namespace', { value: 'shop', reason: 'the namespace of the Ingress' }],
    ]),
    remarks: new Map([['services.s0.auth', 'The source has no authentication.']]),
  };
  const { tls: _, ...input } = imported(UNDECIDED, { auth: 'staff' });
  const all = { ...input, auth: { methods: { staff: JWT } } };
  const { answers, asked, said, presets } = await converse(all, ['staff', 'TAKE', 'TAKE', 'TAKE', 'own'], from);
  expect(said).toEqual(['/0 to b:1. The source has no authentication.']);
  expect(presets.get('Which namespace contains the Gateway?')).toBe('shop');
  expect(answers).toMatchObject({ tls: { secret: 'shop-tls' }, gateway: { namespace: 'shop', class: 'own' } });
  // Neither the name of the Gateway nor anything else that has a default.
  expect(asked).toHaveLength(5);
});

test('a question for all services shows what the source has for each', async () => {
  const remarks = new Map([
    ['services.s0.auth', 'The source has no authentication.'],
    ['services.s1.auth', 'The authentication of the source cannot be translated: a snippet.'],
  ]);
  const { said } = await converse(imported(UNDECIDED, UNDECIDED), ['CTRL-C'], { remarks });
  expect(said).toEqual([
    's0: The source has no authentication.\ns1: The authentication of the source cannot be translated: a snippet.',
  ]);
});
