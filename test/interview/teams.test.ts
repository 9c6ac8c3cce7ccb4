import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { readTeams } from '../../src/answers/team-files.ts';
import { converse } from '../../src/interview/conversation.ts';
import { Draft } from '../../src/interview/draft.ts';
import { Memory } from '../../src/interview/memory.ts';
import { answersOf } from '../../src/interview/team-owners.ts';
import { TOPICS } from '../../src/interview/topics.ts';
import { lines, type Move, scripted } from './scripted.ts';

/** All problems of answers and of the teams in them. */
const problemsOf = (input: Record<string, unknown>): unknown[] => {
  const validated = validateAnswers(input, 'api-gateway.yaml');
  const problems = 'problems' in validated ? validated.problems : [];
  const root = { input, file: 'api-gateway.yaml', locate: () => ({ line: 0, column: 0 }), problems };
  const teams = readTeams(root, (shown) => ({ shown, bytes: undefined }));
  return [...problems, ...teams.flatMap((t) => ('problems' in t ? t.problems : []))];
};

const talk = (moves: Move[], input: Record<string, unknown> = {}, given: string[] = []) => {
  const s = scripted(moves);
  const memory = new Memory();
  const begin = () => {
    const draft = new Draft({ version: 1, ...structuredClone(input) });
    for (const id of given) draft.notes.set(id, true);
    return draft;
  };
  const before = () => 'file' as const;
  const result = converse({ topics: TOPICS, begin, before, memory, save: () => undefined }, s.prompter);
  return { ...s, memory, result };
};

const JWT: Move[] = ['jwt', 'https://auth.example.com/'];
/** The limit, transformations, the peak, the canary. */
const REST: Move[] = ['TAKE', 'TAKE', 'TAKE', 'TAKE'];
const TWO: Move[] = ['api.example.com', lines('/v1/payments=payments:8080', '/v1/catalog=shop/catalog:8080')];
/** All topics, then the question about teams in the review. */
const before = (services: Move[], auth: Move[] = JWT, changes: Move[] = []): Move[] => [
  ...services,
  ...auth,
  ...REST,
  ...changes,
  'Teams',
];

const A = { name: 'a', path: '/a', backend: 'a:80' };
const B = { name: 'b', path: '/b', backend: 'b:80' };

test('one team is the default, which the review shows and changes', async () => {
  const { result, asked, pages, presets, left } = talk([...before(TWO), 'TAKE', 'write']);
  const draft = (await result)!;
  expect(left).toEqual([]);
  expect(pages[0]).toContain('Teams               one team');
  expect(asked.at(-2)).toBe('How many teams own services behind this gateway?');
  expect(presets.get('How many teams own services behind this gateway?')).toBe('one');
  expect(answersOf(draft)).toBe(draft.input);
  expect(Object.keys(draft.input).sort()).toEqual(
    ['auth', 'hostname', 'rateLimit', 'services', 'tls', 'traffic', 'transform', 'version'].sort(),
  );
});

test.each([
  ['a layout was said', [...TWO, ...JWT], 4, { layout: 'single' }, ['?teams.given']],
  ['services were said', ['api.example.com', ...JWT], 3, { services: [A, B] }, ['?services.given']],
] as [string, Move[], number, Record<string, unknown>, string[]][])(
  'where %s, nothing is asked',
  async (_, moves, rest, said, given) => {
    const input = { tls: { selfSigned: true }, ...said };
    const all = [...moves, ...Array<Move>(rest).fill('TAKE'), 'write'];
    const { result, asked, left } = talk(all, input, ['?tls.given', ...given]);
    expect(problemsOf(answersOf((await result)!))).toEqual([]);
    expect(left).toEqual([]);
    expect(asked.join('\n')).not.toContain('How many teams');
  },
);

test('a single service has one owner: nothing is asked', async () => {
  const { result, pages, left } = talk(['api.example.com', '/a=a:1', ...JWT, ...REST, 'write']);
  expect(await result).toBeDefined();
  expect(left).toEqual([]);
  expect(pages.flat().join('\n')).not.toMatch(/team/i);
});

test('several teams: services move to their teams, who get what they need and no more', async () => {
  const { result, presets, left, refused } = talk([
    ...before(
      [
        'api.example.com',
        lines(
          '/v1/payments=payments:8080',
          'status=/v1/payments/status=payments:8080',
          '/v1/catalog=shop/catalog:8080',
          'billing=/v1/invoices=https://billing.example.net:8443/v2',
          '/health=health:80',
        ),
      ],
      ['each', ...JWT, 'none', true, 'read by monitors', 'jwt', 'jwt', 'none', true, 'probes'],
    ),
    'several',
    'TAKE', // payments
    'TAKE', // its status
    'TAKE', // catalog
    'catalog', // billing
    'platform', // health
    'TAKE',
    'payments-developers',
    '@acme/payments, @acme/sre',
    'TAKE',
    'TAKE',
    '',
    'argocd',
    'git@github.com:acme/gateway.git',
    'https://git.example.com/acme/gateway.git',
    'clusters/prod',
    'write',
  ]);
  const draft = (await result)!;
  expect(left).toEqual([]);
  expect(refused).toEqual([expect.stringContaining('ssh://git@github.com/acme/gateway.git')]);
  expect(presets.get('Which namespace contains the Services of team catalog?')).toBe('shop');
  const answers = answersOf(draft);
  expect(answers).toMatchObject({
    layout: 'app-of-apps',
    services: [{ name: 'health' }],
    delivery: { tool: 'argocd', repository: 'https://git.example.com/acme/gateway.git', path: 'clusters/prod' },
  });
  expect(answers.teams).toMatchObject({
    payments: {
      namespace: 'payments',
      group: 'payments-developers',
      owners: ['@acme/payments', '@acme/sre'],
      paths: ['/v1/payments'],
      public: ['/v1/payments/status'],
      services: [{ name: 'payments' }, { name: 'status' }],
    },
    catalog: {
      namespace: 'shop',
      group: 'catalog',
      paths: ['/v1/catalog', '/v1/invoices'],
      outside: ['billing.example.net:8443'],
      services: [{ name: 'catalog' }, { name: 'billing' }],
    },
  });
  expect(problemsOf(answers)).toEqual([]);
});

/** From the first question of teams, with two services. */
const PAIR: Move[] = ['several', 'TAKE', 'TAKE'];
const ABOUT: Move[] = ['TAKE', 'TAKE', ''];

test('a path within that of another team is refused where it is typed, and the team that may serve it suggested', async () => {
  const services = ['api.example.com', lines('/v1/payments/refunds=r:80', '/v1/payments=p:80', '/v1/orders=o:80')];
  const { result, asked, presets, refused } = talk([
    ...before(services),
    'several',
    'billing', // payments, which holds the other path: asked first
    'orders', // refused
    'TAKE',
    'TAKE',
    ...ABOUT,
    ...ABOUT,
    'TAKE',
    'write',
  ]);
  const answers = answersOf((await result)!);
  expect(asked.filter((a) => a.startsWith('Which team')).map((a) => a.split(' ')[4])).toEqual([
    'payments?',
    'refunds?',
    'refunds?',
    'orders?',
  ]);
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatch(/\/v1\/payments\/refunds .*overlap.* Enter billing\./);
  expect(presets.get('Which team owns service refunds? (or platform)')).toBe('billing');
  expect(answers.teams).toMatchObject({ billing: { paths: ['/v1/payments'] }, orders: { paths: ['/v1/orders'] } });
  expect(problemsOf(answers)).toEqual([]);
});

test('what only the platform can serve is not asked for, and why is said', async () => {
  const oidc: Move[] = ['oidc', 'https://login.example.com', 'TAKE'];
  const { result, asked, said, pages } = talk([
    ...before(
      [
        'api.example.com',
        lines('/portal=p:80', 'help=/portal/help=h:80', 'site=/=s:80', 'near=/near=default/near:80', '/v1/a=a:80'),
      ],
      ['each', ...oidc, 'jwt', ...JWT.slice(1), 'jwt', 'jwt', 'jwt'],
    ),
    'several',
    'TAKE',
    ...ABOUT,
    'TAKE',
    'more',
    'Every',
    'BACK',
    'write',
  ]);
  const answers = answersOf((await result)!);
  expect(asked.filter((a) => a.startsWith('Which team'))).toHaveLength(1);
  const remark = said.find((l) => l.includes('The platform owns'))!;
  expect(remark).toMatch(/portal, help: The method portal \(oidc\)/);
  expect(remark.split('\n')).toHaveLength(3);
  expect(pages.flat()).toContain('services.help.team: platform (default)');
  expect(answers).toMatchObject({
    services: [{ name: 'portal' }, { name: 'help' }, { name: 'site' }, { name: 'near' }],
    teams: { a: { services: [{ name: 'a' }] } },
  });
  expect(problemsOf(answers)).toEqual([]);
});

test('where every service is for the platform only, teams are not offered', async () => {
  const { result, pages } = talk([...TWO, 'oidc', 'https://login.example.com', 'TAKE', ...REST, 'write']);
  expect(await result).toBeDefined();
  expect(pages.flat().join('\n')).not.toMatch(/team/i);
});

test('names, namespaces and addresses that the rules refuse are refused where they are typed', async () => {
  const { result, refused, presets } = talk([
    ...before(['api.example.com', lines('/v1/a=shop/a:80', '/v1/b=shop/b:80', '/v1/c=c:80')]),
    'several',
    'A',
    'root',
    'alpha',
    'beta', // its backend is in the namespace of alpha
    'alpha',
    'TAKE',
    'other', // its backends are in shop
    'TAKE',
    'TAKE',
    '',
    'default', // the Gateway's
    'shop', // alpha's
    'TAKE',
    'TAKE',
    '',
    'flux',
    'https://user:word@git.example.com/x',
    'ssh://git@git.example.com/acme/gateway.git',
    'TAKE',
    'write',
  ]);
  const answers = answersOf((await result)!);
  expect(refused).toHaveLength(7);
  expect(presets.get('Which team owns service b? (or platform)')).toBe('alpha');
  expect(problemsOf(answers)).toEqual([]);
});

test('some service has to have a team', async () => {
  const { result, refused } = talk([
    ...before(TWO),
    'several',
    'platform',
    'platform',
    'TAKE',
    ...ABOUT,
    'TAKE',
    'write',
  ]);
  expect(Object.keys(answersOf((await result)!).teams as object)).toEqual(['catalog']);
  expect(refused).toHaveLength(1);
});

test('back, through teams and out of them; one team again leaves nothing behind', async () => {
  const { result, presets, left } = talk([
    ...before(TWO),
    ...PAIR,
    'BACK', // from the namespace of payments to the team of catalog
    'payments',
    'BACK',
    'TAKE',
    ...ABOUT,
    'BACK', // from what delivers
    'BACK',
    'BACK',
    'BACK', // to the team of catalog
    'BACK',
    'BACK', // to who serves
    'one',
    'write',
  ]);
  const draft = (await result)!;
  expect(left).toEqual([]);
  expect(presets.get('Which team owns service catalog? (or platform)')).toBe('payments');
  expect(answersOf(draft)).toBe(draft.input);
  expect(draft.input).not.toHaveProperty('layout');
  expect(draft.input).toMatchObject({ services: [{ name: 'payments' }, { name: 'catalog' }] });
});

test('the review shows each service with its team and each team with what it owns, and leads to any of them', async () => {
  const { result, asked, pages, left } = talk([
    ...before(TWO),
    ...PAIR,
    ...ABOUT,
    ...ABOUT,
    'TAKE',
    'more',
    'Every',
    'services.catalog.team',
    'shop',
    ...ABOUT, // of the team that was not there
    'more',
    'Every',
    'teams.payments.paths',
    'TAKE',
    'Services',
    lines('/v2/payments=payments:9090', '/v1/catalog=shop/catalog:8080'),
    'more',
    'Every',
    'delivery.tool',
    'flux',
    'https://git.example.com/acme/gateway.git',
    'TAKE',
    'write',
  ]);
  const answers = answersOf((await result)!);
  expect(left).toEqual([]);
  for (const line of [
    'services.payments.path: /v1/payments (asked)',
    'services.payments.team: payments (default)',
    'services.catalog.team: shop (asked)',
    'teams.payments.namespace: payments (default)',
    'teams.payments.paths: ["/v1/payments"] (asked)',
    'layout: app-of-apps (asked)',
    'Teams               2: payments, shop',
  ])
    expect(pages.flat()).toContain(line);
  expect(pages.flat().join('\n')).not.toMatch(/\(file\)$/m);
  expect(asked.filter((a) => a.startsWith('Which team owns service payments'))).toHaveLength(2);
  expect(answers).toMatchObject({
    teams: {
      payments: { paths: ['/v2/payments'], services: [{ path: '/v2/payments', backend: 'payments:9090' }] },
      shop: { paths: ['/v1/catalog'] },
    },
    delivery: { tool: 'flux', path: 'manifests' },
  });
  expect(Object.keys(answers.teams as object)).toEqual(['payments', 'shop']);
  expect(problemsOf(answers)).toEqual([]);
});

test('a draft of teams goes on where it was left', async () => {
  const first = talk([...before(TWO), ...PAIR, 'TAKE', 'CTRL-C']);
  expect(await first.result).toBeUndefined();
  const again = scripted(['TAKE', '', ...ABOUT, 'TAKE', 'TAKE', 'write']);
  const draft = await converse(
    {
      topics: TOPICS,
      begin: () => new Draft({ version: 1 }),
      before: () => 'file',
      memory: Memory.from(JSON.stringify(first.memory))!,
      save: () => undefined,
    },
    again.prompter,
  );
  expect(again.asked[0]).toContain('members of team payments');
  expect(problemsOf(answersOf(draft!))).toEqual([]);
});

test('answers of teams in the root file are shown by their own keys, and can be changed there', async () => {
  const services = [{ name: 'pay', path: '/v1/pay', backend: 'pay:80', auth: 'none' }];
  const input = {
    hostname: 'api.example.com',
    tls: { selfSigned: true },
    layout: 'app-of-apps',
    teams: { payments: { paths: ['/v1/pay'], public: ['/v1/pay'], services } },
    rateLimit: { scope: 'local', key: 'sourceIP', limits: '60/minute' },
  };
  const { result, asked, pages, refused } = talk(
    ['TAKE', 'TAKE', 'more', 'Every', 'teams.payments.services.pay.backend', 'nowhere', 'pay:9090', 'write'],
    input,
    ['?services.given', '?rateLimit.given', '?tls.given', '?teams.given'],
  );
  const answers = answersOf((await result)!);
  expect(asked.join('\n')).not.toMatch(/first service|How many teams|applied to the cluster/);
  expect(pages.flat()).toContain('teams.payments.services.pay.backend: pay:80 (file)');
  expect(refused).toHaveLength(1);
  expect(answers.teams).toMatchObject({ payments: { services: [{ name: 'pay', backend: 'pay:9090' }] } });
  expect(problemsOf(answers)).toEqual([]);
});
