import fc from 'fast-check';
import { expect, test } from 'vitest';
import { below } from '../../src/answers/known-keys.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import { answersSchema } from '../../src/answers/schema/answers-schema.ts';
import { readTeams } from '../../src/answers/team-files.ts';
import { apply, defaultOf, fits as fitsAnswer, validate } from '../../src/interview/answering.ts';
import { Draft, schemaPath } from '../../src/interview/draft.ts';
import { interview, takeSuggestions } from '../../src/interview/engine.ts';
import { Memory } from '../../src/interview/memory.ts';
import type { Question } from '../../src/interview/question.ts';
import { reviewLines, sectionsOf } from '../../src/interview/review.ts';
import { answersOf } from '../../src/interview/team-owners.ts';
import { TOPICS } from '../../src/interview/topics.ts';
import { seeded } from '../deep.ts';
import { lines, type Move, scripted } from './scripted.ts';

const start = (input: Record<string, unknown> = {}): Draft => new Draft({ version: 1, ...input });
/** The limit, transformations, the peak, the canary. */
const REST: Move[] = ['TAKE', 'TAKE', 'TAKE', 'TAKE'];
const SIMPLE: Move[] = [
  'api.example.com',
  lines('/v1/users=user-service:8080', '/v1/orders=order-service:8080'),
  'jwt',
  'https://auth.example.com/',
  ...REST,
];

test('the simplest case is 8 prompts, of which 4 are Enter, and everything else is a valid default', async () => {
  const { prompter, left, asked, headings } = scripted(SIMPLE);
  const { outcome, draft, passed } = await interview(TOPICS, { begin: () => start() }, prompter);
  expect(outcome).toBe('answered');
  expect(left).toEqual([]);
  expect(asked).toHaveLength(8);
  expect(SIMPLE.filter((move) => move === 'TAKE')).toHaveLength(4);
  expect(headings).toEqual([
    'Host name (1 of 7)',
    'Services (2 of 7)',
    'Authentication (3 of 7)',
    'Rate limits (4 of 7)',
    'Transformations (5 of 7)',
    'Traffic volume (6 of 7)',
    'Canary and versions (7 of 7)',
  ]);
  expect(draft.input).toMatchObject({
    hostname: 'api.example.com',
    services: [
      { name: 'users', path: '/v1/users' },
      { name: 'orders', path: '/v1/orders' },
    ],
    auth: {
      default: 'customers',
      methods: {
        customers: { jwks: 'https://auth.example.com/.well-known/jwks.json', audiences: ['api.example.com'] },
      },
    },
    rateLimit: { limits: '100/minute', key: { claim: 'sub' }, scope: 'local' },
    tls: { selfSigned: true },
  });
  expect(validateAnswers(draft.input, 'interview')).toHaveProperty('answers');
  // Whatever was not asked is in the review, or can be added there.
  const sections = sectionsOf(TOPICS, draft, passed, () => 'file');
  const changeable = sections.flatMap((s) => s.changeable.map((c) => ('question' in c ? c.question : c.line.key)));
  expect(passed.filter((p) => !changeable.includes(p.question.id) && !p.topic.adds).map((p) => p.question.id)).toEqual(
    [],
  );
  expect(sections.map((s) => s.title)).toEqual(
    expect.arrayContaining(['Certificate', 'Name', 'Timeout', 'Observability', 'Environment', 'Teams', 'Folder']),
  );
});

test.each([
  ['api.example.com', 'selfSigned'],
  ['gateway.internal', 'selfSigned'],
  ['api.acme.io', 'issuer'],
])('the recommended certificate of %s is %s', async (host, tls) => {
  const { prompter } = scripted([host, ...SIMPLE.slice(1)]);
  const { draft } = await interview(TOPICS, { begin: () => start() }, prompter);
  expect(draft.notes.get('?tls')).toBe(tls);
  expect(draft.input.tls).toEqual(tls === 'issuer' ? { issuer: 'letsencrypt-prod' } : { selfSigned: true });
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
  expect(reviewLines(draft, () => 'file').map((l) => l.key)).toEqual(['hostname', 'hostnames']);
});

test('a load balancer of a cloud is one more answer, and the usual case has none', async () => {
  const traffic = TOPICS.filter((t) => t.id === 'traffic');
  const usual = scripted(['TAKE']);
  const plain = await interview(traffic, { begin: () => start() }, usual.prompter);
  expect(plain.draft.input).toMatchObject({ traffic: { clientsBehind: 'direct' } });
  const memory = new Memory();
  memory.reopen('?behind');
  const { prompter, asked } = scripted(['TAKE', 'cloud', 'metallb']);
  const { draft } = await interview(traffic, { begin: () => start(), memory }, prompter);
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
    'none',
    'TAKE',
    'none',
    true,
    'it is a status page',
    ...REST,
  ]);
  const { draft } = await interview(TOPICS, { begin: () => start() }, prompter);
  expect(draft.input).toMatchObject({ auth: { default: 'none', publicReason: 'it is a status page' } });
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
  expect(asked).toEqual([expect.stringContaining('How many requests may')]);
});

test('Ctrl+C at any question is an outcome, and the draft is kept', async () => {
  const moves: Move[] = ['api.example.com', '/v1/users=user-service:8080', 'apiKey', 'acme, globex', ...REST];
  for (let n = 0; n < moves.length; n++) {
    const { prompter } = scripted([...moves.slice(0, n), 'CTRL-C']);
    const { outcome, draft } = await interview(TOPICS, { begin: () => start() }, prompter);
    expect(outcome).toBe('cancelled');
    if (n > 0) expect(draft.get('hostname')).toBe('api.example.com');
  }
});

test('follow-ups come only where an answer calls for them', async () => {
  const { prompter, asked } = scripted(['api.example.com', '/a=a:1', 'basic', 'none', 'TAKE', 'TAKE', 'TAKE']);
  await interview(TOPICS, { begin: () => start() }, prompter);
  expect(asked.join('\n')).not.toMatch(/Redis|JWKS|weight|Per cent|Selector|identifies a client/);
});

test('where network policies are kept, each Service is asked for its pods', async () => {
  const memory = new Memory();
  memory.reopen('?place');
  const { prompter, left } = scripted([
    'api.example.com',
    '/v1/users=shop/user-service:8080',
    ...SIMPLE.slice(2),
    'kubernetes',
    'app=users, tier=web',
    'http',
  ]);
  const { draft } = await interview(TOPICS, { begin: () => start(), memory }, prompter);
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

/** What a person writes, and what the answers contain. */
test.each([
  ['rateLimit.limits', '100/min', '100/minute'],
  ['rateLimit.limits', '10rps', '10/second'],
  ['rateLimit.limits', '100 per minute', '100/minute'],
  ['rateLimit.limits', '1,000 requests per hour', '1000/hour'],
  ['rateLimit.limits', '10/s, 1000/hour', ['10/second', '1000/hour']],
  ['rateLimit.limits', '10/second and 500/min', ['10/second', '500/minute']],
  ['rateLimit.limits', 'no', undefined],
  ['rateLimit.limits', '0', undefined],
  ['traffic.peakRequestsPerSecond', '1,500', 1500],
  ['traffic.peakRequestsPerSecond', '500 rps', 500],
  ['traffic.peakRequestsPerSecond', '500/s', 500],
  ['traffic.peakRequestsPerSecond', '2k', 2000],
  ['traffic.p95Latency', '250 ms', '250ms'],
  ['services.users.canary.weight', '5%', 5],
  ['services.users.canary.weight', '5 %', 5],
  ['observability.tracing.sampling', '0.5%', 0.5],
  ['?timeout', '1m 30s', '1m 30s'],
] as const)('%s accepts %j', (id, text, value) => {
  const draft = start({ services: [{ name: 'users', path: '/users', backend: 'users:80' }] });
  for (const [note, given] of [
    ['?canary', true],
    ['?tracing', true],
  ] as const)
    draft.notes.set(note, given);
  let q: Question | undefined;
  for (const topic of TOPICS.filter((t) =>
    ['rateLimit', 'traffic', 'canary', 'observability', 'timeout'].includes(t.id),
  ))
    for (let next = topic.next(draft); next && q === undefined; next = topic.next(draft)) {
      if (next.id === id) q = next;
      else apply(next, defaultOf(next) ?? 'users-v2:80', draft);
    }
  if (q?.kind !== 'text') throw new Error(`${id} is not asked`);
  expect(validate(q, text)).toBeUndefined();
  apply(q, text, draft);
  if (id.startsWith('?')) expect(draft.get('services.users.timeout')).toBe('1m30s');
  else expect(draft.get(id)).toEqual(value);
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
  '/v1/late',
];
const fits = (q: Question, text: string): boolean => q.kind === 'text' && q.validate?.(text) === undefined;

/** Texts that fit where a question without a suggestion is asked. */
const TEXTS: readonly [RegExp, string][] = [
  [/host name/, 'api.example.com'],
  [/Git repository/, 'https://git.example.com/acme/gateway.git'],
  // A method for each issuer.
  ...'ijklmnop'.split('').map((name): [RegExp, string] => [/issuer/i, `https://${name}.example.com/`]),
  ...'acme globex initech hooli umbrella stark wayne'.split(' ').map((name): [RegExp, string] => [/clients/, name]),
  [/backend of \/v1\/late/, 'late:80'],
  [/its Service|Service of the collector/i, 'authz.x:9001'],
  [/its URL\?/, 'http://authz:8080/check'],
  [/address of Redis/, 'redis.x:6379'],
  [/backend of the new/, 'next:80'],
  [/headers does the gateway set/, 'X-Env: production'],
  [/no authentication\?/, ''],
  [/web sites may/, 'https://app.example.com'],
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
          // Suggestions are valid as they are.
          if ('suggestion' in q && q.suggestion)
            expect([q.id, fitsAnswer(q, q.suggestion.value)]).toEqual([q.id, true]);
          const text =
            q.id === '?services'
              ? services.join('\n')
              : q.id.startsWith('?team.') && n % 4 === 0 && fits(q, 'platform')
                ? 'platform'
                : q.id.endsWith('.canary.backend') && !fits(q, 'next:80')
                  ? 'https://c.example.net:8443'
                  : (q.suggestion?.value ??
                    TEXTS.find(([re, t]) => re.test(q!.message) && fitsAnswer(q!, t))?.[1] ??
                    '');
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
    seeded(50, 1_500),
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

test('no method can be added after the eighth, which is the last that a list may have', () => {
  const auth = TOPICS.find((t) => t.id === 'auth')!;
  const next = (count: number): string | undefined => {
    const methods = Array.from({ length: count }, (_, i): [string, object] => [
      `partners-${i}`,
      { type: 'apiKey', header: 'X-API-Key', secret: `keys-${i}`, clients: [`client-${i}`] },
    ]);
    const draft = new Draft({
      version: 1,
      services: [{ name: 'a', path: '/a', backend: 'a:80' }],
      auth: { default: methods.map(([name]) => name), methods: Object.fromEntries(methods) },
    });
    return auth.adds?.yes?.(draft);
  };
  expect(next(7)).toBe('?auth.more.1');
  expect(next(8)).toBeUndefined();
});

test('--yes takes every suggestion and names what has none', () => {
  const open = takeSuggestions(TOPICS, start());
  expect(open.map((q) => q.id)).toContain('hostname');
});

test('every answer is listed with where it came from', () => {
  const draft = start({
    hostname: 'api.example.com',
    services: [{ name: 'users', path: `/${'long'.repeat(40)}`, backend: 'x:1' }],
  });
  draft.set('traffic.p95Latency', '250ms', 'default');
  const lines = reviewLines(draft, () => 'file');
  expect(lines).toContainEqual({ key: 'traffic.p95Latency', value: '250ms', origin: 'default' });
  expect(lines).toContainEqual({ key: 'hostname', value: 'api.example.com', origin: 'file' });
});
