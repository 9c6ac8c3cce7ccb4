import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { converse } from '../../src/interview/conversation.ts';
import { Draft } from '../../src/interview/draft.ts';
import { Memory } from '../../src/interview/memory.ts';
import { TOPICS } from '../../src/interview/topics.ts';
import { lines, type Move, scripted } from './scripted.ts';

const SIMPLE: Move[] = [
  'api.example.com',
  lines('/v1/users=users:8080', '/v1/orders=orders:8080'),
  'jwt',
  'https://auth.example.com/',
  'TAKE',
  'TAKE',
  'TAKE',
  'TAKE',
];

/** `isComplete`: the input has all required answers, so the conversation begins with the review. */
const talk = async (moves: Move[], input: Record<string, unknown> = {}, isComplete = false) => {
  const s = scripted(moves);
  const begin = (): Draft => {
    const draft = new Draft({ version: 1, ...structuredClone(input) });
    if (input.services) draft.notes.set('?services.given', true);
    if (input.tls) draft.notes.set('?tls.given', true);
    return draft;
  };
  const conversation = { topics: TOPICS, begin, before: () => 'file' as const, save: () => undefined };
  const runs = isComplete ? () => false : () => true;
  const draft = await converse({ ...conversation, memory: new Memory(), runs }, s.prompter);
  if (draft) expect(validateAnswers(draft.input, 'interview')).toHaveProperty('answers');
  expect(s.left).toEqual([]);
  return { ...s, input: draft?.input };
};
const changed = (...moves: Move[]) => talk([...SIMPLE, ...moves, 'write']);

test('the review is one screen of 24 rows, and Enter takes everything', async () => {
  const { pages, presets, asked } = await talk([...SIMPLE, 'TAKE']);
  expect(presets.get('Use these answers?')).toBe('write');
  expect(asked).toHaveLength(9);
  // The message, a row for each choice, and two more rows for the tokens.
  expect(1 + pages[0]!.length + 2).toBeLessThanOrEqual(23);
  expect(pages[0]).toContain('Certificate         self-signed, for a trial: clients do not trust it');
});

test('CORS is added from the review, and its questions are asked', async () => {
  const { input } = await changed('more', 'CORS', 'https://app.example.com', true);
  expect(input?.cors).toEqual({ origins: ['https://app.example.com'], credentials: true });
});

test('public paths are added to the services that contain them; others are refused', async () => {
  const { input, refused, pages } = await changed(
    'more',
    'Public paths',
    lines('/v1/users/health', '/v3/elsewhere'),
    lines('/v1/users/health', 'exact:/v1/orders/status'),
  );
  expect(refused).toEqual([expect.stringContaining('No service has the path /v3/elsewhere')]);
  expect(input?.services).toMatchObject([
    { name: 'users', public: ['/v1/users/health'] },
    { name: 'orders', public: ['exact:/v1/orders/status'] },
  ]);
  expect(pages.at(-1)).toContain('Public paths        /v1/users/health, exact:/v1/orders/status');
});

test('a second identity provider gets a name of its own, and any of the methods is enough', async () => {
  const { input } = await changed('more', 'Another authentication', 'jwt', 'https://login.example.org/');
  expect(input?.auth).toMatchObject({
    default: ['customers', 'customers-2'],
    methods: {
      customers: { issuer: 'https://auth.example.com/' },
      'customers-2': {
        issuer: 'https://login.example.org/',
        jwks: 'https://login.example.org/.well-known/jwks.json',
      },
    },
  });
});

test('only methods that requests can distinguish are offered, and a name of another key is refused', async () => {
  const again: Move[] = ['more', 'Another authentication'];
  const { input, refused } = await changed(
    ...again,
    'apiKey',
    'acme',
    ...again,
    'apiKey',
    'acme',
    'globex',
    ...again,
    'basic',
  );
  expect(refused).toHaveLength(1);
  expect(input?.auth).toMatchObject({ default: ['customers', 'partners', 'partners-2', 'users'] });
  await expect(changed(...again, 'basic', ...again, 'basic')).rejects.toThrow(/no choice basic/);
});

test('canaries of several services, one after another', async () => {
  const { input, pages } = await changed(
    'more',
    'A canary',
    'orders',
    'orders-v2:8080',
    '5%',
    'more',
    'A canary',
    'users-v2:8080',
    'TAKE',
  );
  expect(input?.services).toMatchObject([
    { name: 'users', canary: { backend: 'users-v2:8080', weight: 10, header: 'x-canary: always' } },
    { name: 'orders', canary: { backend: 'orders-v2:8080', weight: 5 } },
  ]);
  // With a canary for each service there is none to add.
  expect(pages.filter((p) => p.some((row) => row.startsWith('A canary')))).toHaveLength(2);
});

test('settings are changed one at a time; a changed issuer also changes what follows from it', async () => {
  const { input, asked } = await changed(
    'Name',
    'What is the name',
    'edge',
    'Timeout',
    '1m 30s',
    'Certificate',
    'issuer',
    'corp-ca',
    'Authentication',
    'What is the issuer',
    'https://login.example.org/',
    'Transformations',
    'Change headers',
    true,
    'TAKE',
    'TAKE',
    'X-Env: production',
    false,
  );
  expect(asked).toHaveLength(SIMPLE.length + 19);
  expect(input).toMatchObject({
    gateway: { name: 'edge' },
    tls: { issuer: 'corp-ca' },
    services: [{ timeout: '1m30s' }, { timeout: '1m30s' }],
    auth: { methods: { customers: { jwks: 'https://login.example.org/.well-known/jwks.json' } } },
    transform: { request: { set: { 'X-Request-ID': expect.any(String), 'X-Env': 'production' } } },
  });
});

test('Esc in a change: to its earlier question, then to the review without the change', async () => {
  const { input, asked, redrawn } = await changed(
    'Certificate',
    'acme',
    'BACK', // from the name of the issuer to where the certificate comes from
    'BACK', // to the review
    'more',
    'A canary',
    'BACK', // from the service: nothing was added
    'more',
    'BACK',
  );
  expect(input).toMatchObject({ tls: { selfSigned: true } });
  expect(JSON.stringify(input)).not.toContain('canary');
  expect(asked.filter((a) => a === 'Where does the certificate come from?')).toHaveLength(2);
  expect(redrawn).toEqual([[]]);
});

test('Esc in the review asks the last question again, with what was answered before it on the screen', async () => {
  const { redrawn, input } = await changed('BACK', 'BACK', '250', 'TAKE');
  expect(redrawn[0]).toEqual(
    expect.arrayContaining(['Traffic volume (6 of 7)', 'How many requests per second at peak? 100']),
  );
  expect(redrawn[1]).not.toContain('How many requests per second at peak? 100');
  expect(input).toMatchObject({ traffic: { peakRequestsPerSecond: 250 } });
});

test('Esc at every question of the interview comes back to the same answers', async () => {
  const { input: straight } = await talk([...SIMPLE, 'write']);
  for (let n = 1; n < SIMPLE.length; n++) {
    const moves: Move[] = [...SIMPLE.slice(0, n), 'BACK', 'TAKE', ...SIMPLE.slice(n), 'write'];
    expect((await talk(moves)).input).toEqual(straight);
  }
});

const FILE = {
  hostname: 'api.example.com',
  services: [{ name: 'users', path: '/v1/users', backend: 'users:80' }],
  auth: { methods: { staff: { type: 'basic', secret: 'staff' } } },
  tls: { secret: 'api-tls' },
  maxRequestBody: '1Mi',
};

test('a complete file is not asked about and stays as it is; the review has all of its answers', async () => {
  const { input, pages, asked } = await talk(['TAKE'], FILE, true);
  expect(asked).toEqual(['Use these answers?']);
  expect(input).toEqual({ version: 1, ...FILE });
  expect(pages[0]).toEqual(
    expect.arrayContaining([
      'Host name           api.example.com',
      'Certificate         Secret api-tls',
      'Other answers       maxRequestBody',
      'Rate limits         none',
    ]),
  );
});

test('a topic that a complete file lacks is answered from the review; nothing else is added', async () => {
  const { input } = await talk(['Rate limits', '20rps', 'Other answers', '2Mi', 'write'], FILE, true);
  expect(input).toEqual({
    version: 1,
    ...FILE,
    maxRequestBody: '2Mi',
    rateLimit: { limits: '20/second', key: 'sourceIP', scope: 'local' },
  });
});

test('additions to a complete file', async () => {
  const { input } = await talk(
    ['more', 'A canary', 'users-v2:80', 'TAKE', 'more', 'Another authentication', 'apiKey', 'acme', 'write'],
    FILE,
    true,
  );
  expect(input).toMatchObject({
    services: [{ canary: { backend: 'users-v2:80', weight: 10 } }],
    auth: { default: ['staff', 'partners'], methods: { staff: { type: 'basic' }, partners: { clients: ['acme'] } } },
  });
});

test('one clear message for a client name with a space', async () => {
  const { refused, input } = await talk([
    ...SIMPLE.slice(0, 2),
    'apiKey',
    'Acme Corp, globex',
    'acme-corp, globex',
    ...SIMPLE.slice(4),
    'write',
  ]);
  expect(refused).toEqual(['Acme Corp contains a space. Write acme-corp, or separate two names with a comma.']);
  expect(input?.auth).toMatchObject({ methods: { partners: { clients: ['acme-corp', 'globex'] } } });
});
