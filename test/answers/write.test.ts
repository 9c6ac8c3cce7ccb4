import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { writeAnswers } from '../../src/answers/write.ts';
import { answerScalar } from '../../src/answers/yaml-layout.ts';
import { seeded } from '../deep.ts';

const COMMENTED = `# our gateway
version: 1   # of the format

hostname: "old.example.com" # quoted on purpose
services:
  # the first
  - name: users
    path: /v1/users   # clients know it
    backend: user-service:8080
  - { name: orders, path: /v1/orders, backend: 'orders:8080' } # in one line
traffic: { peakRequestsPerSecond: 500, p95Latency: 250ms }
`;

/** Lines that are not in both texts. */
const changed = (a: string, b: string): { gone: string[]; come: string[] } => {
  const [x, y] = [a.split('\n'), b.split('\n')];
  return { gone: x.filter((l) => !y.includes(l)), come: y.filter((l) => !x.includes(l)) };
};
const edit = (change: (o: Record<string, unknown>) => void): Record<string, unknown> => {
  const o = parse(COMMENTED) as Record<string, unknown>;
  change(o);
  return o;
};

test('nothing changed: the same bytes', () => {
  expect(
    writeAnswers(
      COMMENTED,
      edit(() => undefined),
    ),
  ).toBe(COMMENTED);
});

test('a changed value changes its line only, and keeps the comment behind it', () => {
  const { gone, come } = changed(
    COMMENTED,
    writeAnswers(
      COMMENTED,
      edit((o) => (o.hostname = 'new.example.com')),
    ),
  );
  expect(gone).toEqual(['hostname: "old.example.com" # quoted on purpose']);
  expect(come).toEqual(['hostname: "new.example.com" # quoted on purpose']);
});

test('a value in flow style, and one of a service in a block', () => {
  const input = edit((o) => {
    (o.traffic as { peakRequestsPerSecond: number }).peakRequestsPerSecond = 900;
    (o.services as { backend: string }[])[0]!.backend = 'users:9090';
  });
  expect(changed(COMMENTED, writeAnswers(COMMENTED, input)).come).toEqual([
    '    backend: users:9090',
    'traffic: { peakRequestsPerSecond: 900, p95Latency: 250ms }',
  ]);
});

test('new keys and services come as lines of their own; nothing else moves', () => {
  const input = edit((o) => {
    o.tls = { secret: 'api-tls' };
    (o.services as object[]).push({ name: 'new', path: '/new', backend: 'n:1' });
    (o.services as { auth?: string }[])[1]!.auth = 'none';
  });
  const text = writeAnswers(COMMENTED, input);
  expect(parse(text)).toEqual(input);
  expect(changed(COMMENTED, text).gone).toHaveLength(1);
  expect(text).toContain('# in one line\n  - { name: new');
});

test('CRLF stays CRLF', () => {
  const text = writeAnswers(
    COMMENTED.replaceAll('\n', '\r\n'),
    edit((o) => (o.tls = { secret: 't' })),
  );
  expect(text.replaceAll('\r\n', '')).not.toContain('\n');
});

/** A file in which every line has a comment, one kind of layout after the other. */
const DENSE = `# gateway of the shop   (do not lose me)
version: 1 # format

tls: # certificate
  # by cert-manager
  issuer: letsencrypt-prod   # prod

services: # all of them
- name: users # first
  path: '/v1/users' # single quotes
  # where it goes
  backend: "user-service:8080" # double quotes

  timeout: 15s # plain
# between two services
- name: orders
  path: /v1/orders
  backend: orders:8080
  public: [/v1/orders/health, /v1/orders/ready] # open
- { name: last, path: /last, backend: 'last:1' } # in one line
auth: { default: customers } # who may call
# the end
`;
type Service = Record<string, unknown>;
/** What is answered, which lines go and which come; every other line stays to the byte. */
const EDITS: [
  name: string,
  change: (o: Record<string, unknown>, s: Service[]) => void,
  gone: string[],
  come: string[],
][] = [
  [
    'a value in single quotes',
    (_, s) => (s[0]!.path = '/v2'),
    ["  path: '/v1/users' # single quotes"],
    ["  path: '/v2' # single quotes"],
  ],
  [
    'a value in double quotes',
    (_, s) => (s[0]!.backend = 'u:1'),
    ['  backend: "user-service:8080" # double quotes'],
    ['  backend: "u:1" # double quotes'],
  ],
  ['a plain value', (_, s) => (s[0]!.timeout = '1m'), ['  timeout: 15s # plain'], ['  timeout: 1m # plain']],
  [
    'a value in a flow map',
    (o) => (o.auth = { default: 'none' }),
    ['auth: { default: customers } # who may call'],
    ['auth: { default: none } # who may call'],
  ],
  ['a key that goes', (_, s) => delete s[0]!.timeout, ['  timeout: 15s # plain'], []],
  ['a top key that goes', (o) => delete o.auth, ['auth: { default: customers } # who may call'], []],
  [
    'a service that goes',
    (_, s) => s.splice(1, 1),
    [
      '- name: orders',
      '  path: /v1/orders',
      '  backend: orders:8080',
      '  public: [/v1/orders/health, /v1/orders/ready] # open',
    ],
    [],
  ],
  [
    'an entry of a flow list that goes',
    (_, s) => (s[1]!.public = ['/v1/orders/ready']),
    ['  public: [/v1/orders/health, /v1/orders/ready] # open'],
    ['  public: [/v1/orders/ready] # open'],
  ],
  [
    'the last entry of a flow list that goes',
    (_, s) => (s[1]!.public = ['/v1/orders/health']),
    ['  public: [/v1/orders/health, /v1/orders/ready] # open'],
    ['  public: [/v1/orders/health] # open'],
  ],
  ['a new key of a service', (_, s) => (s[0]!.auth = 'none'), [], ['  auth: none']],
  [
    'a new key of a flow map',
    (_, s) => (s[2]!.auth = 'none'),
    ["- { name: last, path: /last, backend: 'last:1' } # in one line"],
    ["- { name: last, path: /last, backend: 'last:1', auth: none } # in one line"],
  ],
  [
    'a new service',
    (_, s) => s.push({ name: 'new', path: '/n', backend: 'n:1' }),
    [],
    ['- { name: new, path: /n, backend: "n:1" }'],
  ],
  [
    'new keys, in the order of the schema',
    (o) => Object.assign(o, { errors: 'plain', hostname: 'a.example.com' }),
    [],
    ['hostname: a.example.com', 'errors: plain'],
  ],
];

test.each(EDITS)('%s: its own lines change, and no other', (_, change, gone, come) => {
  for (const text of [DENSE, DENSE.replaceAll('\n', '\r\n'), DENSE.trimEnd()]) {
    const input = parse(text) as Record<string, unknown>;
    change(input, input.services as Service[]);
    const written = writeAnswers(text, input);
    expect(parse(written)).toEqual(input);
    const bare = (lines: string[]): string[] => lines.map((l) => l.replace(/\r$/, ''));
    const diff = changed(text, written);
    expect(bare(diff.gone)).toEqual(gone);
    expect(bare(diff.come)).toEqual(come);
    if (text.includes('\r\n')) expect(written.replaceAll('\r\n', '')).not.toContain('\n');
  }
});

test('several changes at once: a service goes, one comes, one changes', () => {
  const input = parse(DENSE) as Record<string, unknown>;
  const services = input.services as Service[];
  services[0]!.timeout = '30s';
  services.splice(1, 1);
  services.push({ name: 'new', path: '/new', backend: 'n:1' });
  delete input.auth;
  input.errors = 'plain';
  const written = writeAnswers(DENSE, input);
  expect(parse(written)).toEqual(input);
  for (const comment of ['do not lose me', '# between two services', '# single quotes', '# in one line', '# the end'])
    expect(written).toContain(comment);
});

test('a key that goes away takes its line with it, and the comments of others stay', () => {
  const text = writeAnswers(
    COMMENTED,
    edit((o) => delete o.traffic),
  );
  expect(parse(text)).toEqual(edit((o) => delete o.traffic));
  expect(text).toContain('# clients know it');
});

const leaf = fc.oneof(
  fc.constantFrom('y', 'no', '12:30', '1e3', '#', 'a: b', '%x', '', ' a', 'a\nb', '$(x)', '"', "'", '{', '2020-01-01'),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.boolean(),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('any'), { maxLength: 3 }), tie('map')),
  map: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie('any'), { maxKeys: 4 }),
}));

test('whatever is written is read back, in a fresh file and over any other one', () => {
  fc.assert(
    fc.property(
      value.map as fc.Arbitrary<Record<string, unknown>>,
      value.map as fc.Arbitrary<Record<string, unknown>>,
      (a, b) => {
        const first = writeAnswers(undefined, { version: 1, ...a });
        expect(parse(first)).toEqual({ version: 1, ...a });
        expect(parse(writeAnswers(first, { version: 1, ...b }))).toEqual({ version: 1, ...b });
      },
    ),
    seeded(150, 4_000),
  );
});

test('names, paths and backends are unquoted exactly if the YAML library leaves them so', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abeflnostuy019/_-.:# '), minLength: 1, maxLength: 9 });
  const ofYaml = fc.constantFrom(
    'y',
    'n',
    'no',
    'on',
    'yes',
    'off',
    'true',
    'null',
    'false',
    'inf',
    'nan',
    'e12',
    'e00191',
    'e-12345',
    'e00191a',
  );
  fc.assert(
    fc.property(fc.oneof({ arbitrary: word, weight: 9 }, ofYaml), (text) => {
      const plain = stringify(text, { compat: 'yaml-1.1', lineWidth: 0 }) === `${text}\n`;
      expect(answerScalar(text)).toBe(plain ? text : JSON.stringify(text));
    }),
    seeded(2000, 50_000),
  );
});
