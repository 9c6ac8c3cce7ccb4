import fc from 'fast-check';
import { expect, test } from 'vitest';
import { below } from '../../src/answers/known-keys.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import { answersSchema } from '../../src/answers/schema/answers-schema.ts';
import { readTeams } from '../../src/answers/team-files.ts';
import { Draft, schemaPath } from '../../src/interview/draft.ts';
import { interview, takeSuggestions } from '../../src/interview/engine.ts';
import type { Question } from '../../src/interview/question.ts';
import { formatReview, reviewLines } from '../../src/interview/review.ts';
import { answersOf } from '../../src/interview/team-owners.ts';
import { TOPICS } from '../../src/interview/topics.ts';
import { rounds } from '../deep.ts';
import { type Move, scripted } from './scripted.ts';

const start = (input: Record<string, unknown> = {}): Draft => new Draft({ version: 1, ...input });
const REST: Move[] = [
  'TAKE',
  'TAKE',
  'TAKE',
  'TAKE',
  'TAKE',
  'TAKE',
  false,
  'TAKE',
  'TAKE',
  'TAKE',
  false,
  'selfSigned',
  'TAKE',
  'TAKE',
  'TAKE',
  'TAKE',
];

test('seven answers for a token API; everything else is suggested', async () => {
  const { prompter, left, asked } = scripted([
    'api.example.com',
    '/v1/users=user-service:8080',
    '',
    'jwt',
    'https://auth.example.com/',
    'TAKE',
    'TAKE',
    'TAKE',
    ...REST,
  ]);
  const { outcome, draft } = await interview(TOPICS, { begin: () => start() }, prompter);
  expect(outcome).toBe('answered');
  expect(left).toEqual([]);
  expect(asked[0]).toContain('host name');
  expect(draft.input).toMatchObject({
    hostname: 'api.example.com',
    services: [{ name: 'users', path: '/v1/users' }],
    tls: { selfSigned: true },
  });
  expect(validateAnswers(draft.input, 'interview')).toHaveProperty('answers');
});

test('several host names are separated by commas; the first one without a wildcard is the main one', async () => {
  const { prompter, refused } = scripted([
    '*.example.com, api.example.com, no_host',
    '*.example.com, api.example.com, example.org',
    'CTRL-C',
  ]);
  const { draft } = await interview(TOPICS, { begin: () => start() }, prompter);
  expect(refused).toHaveLength(1);
  expect(draft.input).toMatchObject({
    hostname: 'api.example.com',
    hostnames: ['*.example.com', 'example.org'],
  });
});

test('a load balancer of a cloud is one more answer, and the usual case has none', async () => {
  const traffic = TOPICS.filter((t) => t.id === 'traffic');
  const usual = scripted(['TAKE', 'TAKE', 'TAKE', 'TAKE']);
  const plain = await interview(traffic, { begin: () => start() }, usual.prompter);
  expect(plain.draft.input).toMatchObject({ traffic: { clientsBehind: 'direct' } });
  expect(usual.asked).not.toContain('Which load balancer?');
  const { prompter, asked } = scripted(['TAKE', 'TAKE', 'cloud', 'metallb', 'TAKE']);
  const { draft } = await interview(traffic, { begin: () => start() }, prompter);
  expect(asked).toContain('Which load balancer?');
  expect(draft.input).toMatchObject({
    traffic: { clientsBehind: 'direct' },
    gateway: { service: { cloud: 'metallb' } },
  });
});

test('a wrong answer is refused where it is typed, and asked again', async () => {
  const { prompter, refused } = scripted([
    'https://API.example.com',
    'api.example.com',
    'v1/users=x',
    '/v1/users=user-service',
    '/v1/users=user-service:8080',
    'CTRL-C',
  ]);
  await interview(TOPICS, { begin: () => start() }, prompter);
  expect(refused).toHaveLength(3);
});

test('a public service is confirmed, default no, and says why; a no asks again', async () => {
  const { prompter } = scripted([
    'api.example.com',
    '/status=s:80',
    '',
    'none',
    'TAKE',
    'none',
    true,
    'it is a status page',
    ...REST,
  ]);
  const { draft } = await interview(TOPICS, { begin: () => start() }, prompter);
  expect(draft.input).toMatchObject({ services: [{ auth: 'none', publicReason: 'it is a status page' }] });
});

test('what a file or flags answered is not asked again', async () => {
  const { prompter, asked } = scripted(['CTRL-C']);
  const begin = () => {
    const given = start({
      hostname: 'a.example.com',
      services: [{ name: 'x', path: '/x', backend: 'x:1', auth: 'none' }],
    });
    given.notes.set('?services.given', true);
    return given;
  };
  await interview(TOPICS, { begin }, prompter);
  expect(asked).toEqual([expect.stringContaining('Limit the number of requests')]);
});

test('Ctrl+C at any question is an outcome, and the draft is kept', async () => {
  const moves: Move[] = [
    'api.example.com',
    '/v1/users=user-service:8080',
    '',
    'apiKey',
    'TAKE',
    'TAKE',
    'acme, globex',
    ...REST,
  ];
  for (let n = 0; n < moves.length; n++) {
    const { prompter } = scripted([...moves.slice(0, n), 'CTRL-C']);
    const { outcome, draft } = await interview(TOPICS, { begin: () => start() }, prompter);
    expect(outcome).toBe('cancelled');
    if (n > 0) expect(draft.get('hostname')).toBe('api.example.com');
  }
});

test('follow-ups come only where an answer calls for them', async () => {
  const { prompter, asked } = scripted([
    'api.example.com',
    '/a=a:1',
    '',
    'basic',
    'TAKE',
    false,
    'TAKE',
    'TAKE',
    'TAKE',
    'TAKE',
    'TAKE',
    'TAKE',
    false,
    'secret',
    'TAKE',
    'TAKE',
    false,
    'TAKE',
    'TAKE',
  ]);
  await interview(TOPICS, { begin: () => start() }, prompter);
  expect(asked.join('\n')).not.toMatch(/Redis|JWKS|weight|Per cent|Selector/);
});

test('where network policies are kept, each Service is asked for its pods', async () => {
  const { prompter, left } = scripted([
    'api.example.com',
    '/v1/users=shop/user-service:8080',
    '',
    'jwt',
    'https://auth.example.com/',
    'TAKE',
    'TAKE',
    'TAKE',
    ...REST.slice(0, -2),
    'kubernetes',
    'app=users, tier=web',
    'http',
    'TAKE',
  ]);
  const { draft } = await interview(TOPICS, { begin: () => start() }, prompter);
  expect(left).toEqual([]);
  expect(draft.input).toMatchObject({
    network: 'kubernetes',
    services: [
      {
        backend: {
          service: 'user-service',
          port: 8080,
          namespace: 'shop',
          pods: { labels: { app: 'users', tier: 'web' }, port: 'http' },
        },
      },
    ],
  });
  expect(validateAnswers(draft.input, 'interview')).toHaveProperty('answers');
});

/** Services that contain each other, name namespaces or stand outside. */
const SERVICES = [
  '/v1/a=a:80',
  'deep=/v1/a/b=shop/deep:80',
  '/v1/c=https://c.example.net',
  'all=/=all:80',
  'over=/v1=shop/over:80',
  '/v2/d=default/d:80',
  'e=/v2/e=e.store:80',
];
const fits = (q: Question, text: string): boolean => q.kind === 'text' && q.validate?.(text) === undefined;

/** Texts that fit where a question without a suggestion is asked. */
const TEXTS: readonly [RegExp, string][] = [
  [/host name/, 'api.example.com'],
  [/the first service/, '/v1/a=a:80'],
  [/Git repository/, 'https://git.example.com/acme/gateway.git'],
  [/issuer/i, 'https://i.example.com/'],
  [/clients/, 'acme'],
  [/its Service|Service of the collector/i, 'authz.x:9001'],
  [/its URL\? \(http/, 'http://authz:8080/check'],
  [/address of Redis/, 'redis.x:6379'],
  [/backend of the new/, 'next:80'],
  [/email address/, 'a@example.com'],
  [/networks/, '10.0.0.0/8'],
  [/Why is/, 'a reason'],
];

test('every question that any answers lead to has an answer of the schema as its id, and each topic ends', async () => {
  const seen = new Map<string, Question>();
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(100)), async (random) => {
      const draft = start();
      const services = SERVICES.filter((_, i) => i === 0 || random.next().value % 2 === 0);
      for (const topic of TOPICS) {
        const ids: string[] = [];
        for (let q = topic.next(draft); q; q = topic.next(draft)) {
          seen.set(q.id.replace(/^services\.\w+/, 'services.NAME'), q);
          ids.push(q.id);
          expect(ids.length, ids.join(' ')).toBeLessThan(60);
          const n = random.next().value;
          const text = q.id.startsWith('?service.')
            ? (services[draft.services.length] ?? '')
            : q.id.startsWith('?team.') && n % 4 === 0 && fits(q, 'platform')
              ? 'platform'
              : q.id.endsWith('.canary.backend') && !fits(q, 'next:80')
                ? 'https://c.example.net:8443'
                : (q.suggestion?.value ?? TEXTS.find(([re]) => re.test(q!.message))?.[1] ?? '');
          const moves: Move[] =
            q.kind === 'confirm'
              ? [q.id.startsWith('?public') ? true : n % 2 === 0]
              : q.kind === 'select'
                ? [q.choices[n % q.choices.length]!.value]
                : [text];
          const { prompter } = scripted(moves);
          const { ask } = await import('../../src/interview/engine.ts');
          await ask(q, draft, prompter);
        }
      }
      const input = answersOf(draft);
      const validated = validateAnswers(input, 'interview');
      if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
      const root = { input, file: 'interview', locate: () => ({ line: 0, column: 0 }), problems: [] };
      for (const team of readTeams(root, (shown) => ({ shown, bytes: undefined })))
        if ('problems' in team) throw new Error(JSON.stringify(team.problems));
    }),
    { numRuns: rounds(50, 1_500), seed: 5 },
  );
  for (const [id, q] of seen) {
    if (id.startsWith('?')) continue;
    let schemas = [answersSchema as Parameters<typeof below>[0]];
    for (const step of schemaPath(q.id)) schemas = schemas.flatMap((s) => below(s, step));
    expect(schemas.length, id).toBeGreaterThan(0);
  }
  expect(seen.size).toBeGreaterThan(40);
  for (const id of ['?teams', 'teams.a.namespace', 'delivery.repository', 'delivery.path'])
    expect([...seen.keys()]).toContain(id);
});

test('--yes takes every suggestion and names what has none', () => {
  const open = takeSuggestions(TOPICS, start());
  expect(open.map((q) => q.id)).toContain('hostname');
});

test('the review shows every answer with where it came from, in 80 columns', () => {
  const draft = start({
    hostname: 'api.example.com',
    services: [{ name: 'users', path: `/${'long'.repeat(40)}`, backend: 'x:1' }],
  });
  draft.set('traffic.p95Latency', '250ms', 'default');
  const lines = reviewLines(draft, () => 'file');
  expect(lines).toContainEqual({ key: 'traffic.p95Latency', value: '250ms', origin: 'default' });
  expect(lines).toContainEqual({ key: 'hostname', value: 'api.example.com', origin: 'file' });
  for (const line of formatReview(lines)) expect(line.length).toBeLessThanOrEqual(80);
});
