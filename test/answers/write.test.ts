import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { answersJsonSchema } from '../../src/answers/json-schema.ts';
import { writeAnswers } from '../../src/answers/write.ts';

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
  expect(come).toEqual(['hostname: new.example.com # quoted on purpose']);
});

test('a value in flow style, and one of a service in a block', () => {
  const input = edit((o) => {
    (o.traffic as { peakRequestsPerSecond: number }).peakRequestsPerSecond = 900;
    (o.services as { backend: string }[])[0]!.backend = 'users:9090';
  });
  expect(changed(COMMENTED, writeAnswers(COMMENTED, input)).come).toEqual([
    '    backend: "users:9090"',
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
    { numRuns: 400, seed: 3 },
  );
});

test('the JSON Schema describes every answer, in draft-07', () => {
  const schema = JSON.parse(JSON.stringify(answersJsonSchema())) as Record<string, unknown>;
  expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
  const bare: string[] = [];
  const walk = (s: unknown, path: string): void => {
    if (typeof s !== 'object' || s === null) return;
    const o = s as {
      properties?: Record<string, { description?: string; anyOf?: { description?: string }[]; const?: unknown }>;
    };
    for (const [k, p] of Object.entries(o.properties ?? {})) {
      if (!p.description && !p.anyOf?.some((x) => x.description)) bare.push(`${path}.${k}`);
      walk(p, `${path}.${k}`);
    }
    for (const [k, v] of Object.entries(s)) if (k !== 'properties') walk(v, path);
  };
  walk(schema, '');
  expect(bare).toEqual([]);
});
