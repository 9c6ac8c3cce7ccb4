import { expect, test } from 'vitest';
import { converse } from '../../src/interview/conversation.ts';
import { Draft } from '../../src/interview/draft.ts';
import { interview } from '../../src/interview/engine.ts';
import { Memory } from '../../src/interview/memory.ts';
import { TOPICS } from '../../src/interview/topics.ts';
import { lines, type Move, scripted } from './scripted.ts';

const begin = () => new Draft({ version: 1 });
const SERVICES: Move[] = ['api.example.com', '/v1/users=user-service:8080'];
const JWT: Move[] = ['jwt', 'https://auth.example.com/'];
/** The limit, transformations, the peak, the canary. */
const REST: Move[] = ['TAKE', 'TAKE', 'TAKE', 'TAKE'];

test('back asks the question before again, with what was said to it; what came after is kept', async () => {
  const { prompter, asked, presets, left } = scripted([
    ...SERVICES,
    'jwt',
    'https://auth.example.com/',
    'BACK', // from the limit to the issuer
    'BACK', // to the method
    'TAKE',
    'https://login.example.com/',
    ...REST,
  ]);
  const { outcome, draft } = await interview(TOPICS, { begin }, prompter);
  expect([outcome, left]).toEqual(['answered', []]);
  expect(asked.filter((a) => a.includes('the issuer of the tokens'))).toHaveLength(3);
  expect(presets.get('What is the issuer of the tokens? (iss)')).toBe('https://auth.example.com/');
  expect(draft.get('auth.methods.customers')).toMatchObject({
    issuer: 'https://login.example.com/',
    jwks: 'https://login.example.com/.well-known/jwks.json',
  });
});

test('another method leaves no answers of the first one behind', async () => {
  const { prompter } = scripted([...SERVICES, ...JWT, 'BACK', 'BACK', 'apiKey', 'acme', ...REST]);
  const { draft } = await interview(TOPICS, { begin }, prompter);
  expect(Object.keys(draft.get('auth.methods') as object)).toEqual(['partners']);
});

test('at the first question there is no way back', async () => {
  const { prompter, said } = scripted(['BACK', 'CTRL-C']);
  await interview(TOPICS, { begin }, prompter);
  expect(said).toEqual(['This is the first question.']);
});

test('a draft goes on where it was left, after being written and read', async () => {
  let saved = '';
  const save = (m: Memory) => {
    saved = JSON.stringify(m);
  };
  const first = scripted([...SERVICES, ...JWT, 'CTRL-C']);
  expect((await interview(TOPICS, { begin, save }, first.prompter)).outcome).toBe('cancelled');
  const second = scripted(REST);
  const memory = Memory.from(saved)!;
  const { outcome, draft } = await interview(TOPICS, { begin, memory }, second.prompter);
  expect([outcome, second.left]).toEqual(['answered', []]);
  expect(second.asked[0]).toContain('How many requests may');
  const whole = scripted([...SERVICES, ...JWT, ...REST]);
  expect(draft.input).toEqual((await interview(TOPICS, { begin }, whole.prompter)).draft.input);
});

test.each(['', '{', 'null', '{"version":2}', '{"version":1}'])('%j is no draft', (text) => {
  expect(Memory.from(text)).toBeUndefined();
});

test('a draft whose answer does not fit any more asks that question', async () => {
  const memory = new Memory();
  memory.settle('hostname', 'not a name');
  const { prompter, asked } = scripted(['CTRL-C']);
  await interview(TOPICS, { begin, memory }, prompter);
  expect(asked[0]).toContain('host name');
});

const talk = (moves: Move[], from = begin) => {
  const s = scripted(moves);
  const memory = new Memory();
  const before = () => 'file' as const;
  return { ...s, result: converse({ topics: TOPICS, begin: from, before, memory, save: () => undefined }, s.prompter) };
};

test('the review goes to any answer, asks what follows from the change, and comes back', async () => {
  const { result, asked, pages, left } = talk([
    ...SERVICES,
    ...JWT,
    ...REST,
    'Rate limits',
    'Enforce limits',
    'global',
    'existing',
    'redis.cache:6379',
    '',
    'TAKE',
    'Services',
    '/v2/users=users:9090',
    'write',
  ]);
  const draft = await result;
  expect(left).toEqual([]);
  expect(draft?.input).toMatchObject({
    services: [{ name: 'users', path: '/v2/users', backend: 'users:9090' }],
    auth: { default: 'customers' },
    rateLimit: { scope: 'global', redis: { url: 'redis.cache:6379' }, onFailure: 'open' },
  });
  expect(asked.filter((a) => a.includes('host name'))).toHaveLength(1);
  expect(pages.at(-1)).toContain('Services            /v2/users -> users:9090');
});

test("what a file said is shown as the file's, and can be changed as well", async () => {
  const from = () => {
    const draft = new Draft({ version: 1, hostname: 'old.example.com' });
    return draft;
  };
  const { result, pages, refused } = talk(
    [...SERVICES.slice(1), ...JWT, ...REST, 'more', 'Every', 'hostname', 'Not A Name', 'new.example.com', 'write'],
    from,
  );
  expect((await result)?.input).toMatchObject({ hostname: 'new.example.com' });
  expect(pages.flat()).toContain('hostname: old.example.com (file)');
  expect(refused).toHaveLength(1);
});

test('leaving at the review, or going back from it, writes nothing', async () => {
  const all: Move[] = [...SERVICES, ...JWT, ...REST];
  expect(await talk([...all, 'leave']).result).toBeUndefined();
  expect(await talk([...all, 'CTRL-C']).result).toBeUndefined();
  expect(await talk([...all, 'more', 'BACK', 'leave']).result).toBeUndefined();
});

test('a service step by step: its path, then where it goes', async () => {
  const { result, refused } = talk([
    'api.example.com',
    lines('/v1/users', 'shop=/v1/orders', '/v1/stock stock:80'),
    'nobody',
    'users:8080',
    'https://orders.example.net',
    ...JWT,
    ...REST,
    'External backends',
    'own',
    'TAKE',
    'write',
  ]);
  expect((await result)?.input).toMatchObject({
    services: [
      { name: 'users', path: '/v1/users', backend: 'users:8080' },
      {
        name: 'shop',
        path: '/v1/orders',
        backend: 'https://orders.example.net',
        identity: { serviceToken: { secret: 'shop-credential' } },
      },
      { name: 'stock', path: '/v1/stock', backend: 'stock:80' },
    ],
  });
  expect(refused).toHaveLength(1);
});
