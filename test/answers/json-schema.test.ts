import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readDocument } from '../../src/answers/document.ts';
import { answersJsonSchema, overlayJsonSchema, teamJsonSchema } from '../../src/answers/json-schema.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import { secretProblems } from '../../src/answers/rules/secrets-rules.ts';
import { answersSchema } from '../../src/answers/schema/answers-schema.ts';
import { cases, examples } from '../golden/goldens.mjs';
import { resolved, type Schema, schemasIn, validate } from './draft-07.ts';

const SCHEMA = JSON.parse(JSON.stringify(answersJsonSchema())) as Schema;
/** The full example of the design, as it stands there. */
const DESIGN = readFileSync(new URL('design-example.yaml', import.meta.url), 'utf8');

test('draft-07, with a title and an id; keywords that every editor knows', () => {
  expect(SCHEMA).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' });
  expect(SCHEMA.title).toBeTruthy();
  expect(SCHEMA.$id).toMatch(/^https:\/\//);
  for (const { schema } of schemasIn(SCHEMA)) validate(schema, undefined, SCHEMA);
});

test('every answer, at every depth, is described', () => {
  const bare = schemasIn(SCHEMA).flatMap(({ at, schema }) =>
    Object.entries((schema.properties ?? {}) as Record<string, Schema>)
      .filter(([, reference]) => {
        const p = resolved(reference, SCHEMA);
        return !p.description && !((p.anyOf ?? []) as Schema[]).some((s) => resolved(s, SCHEMA).description);
      })
      .map(([k]) => `${at}.${k}`),
  );
  expect(bare).toEqual([]);
});

test('no key of the answers makes an ordinary value look like a secret', () => {
  // A string where a map or a boolean is due is another matter: `password: hunter2`.
  const keys = new Set(
    schemasIn(SCHEMA).flatMap(({ schema }) =>
      Object.entries((schema.properties ?? {}) as Record<string, Schema>)
        .filter(([, reference]) => {
          const p = resolved(reference, SCHEMA);
          return p.type === 'string' || p.anyOf !== undefined;
        })
        .map(([k]) => k),
    ),
  );
  expect(keys.size).toBeGreaterThan(50);
  for (const key of keys) expect(secretProblems({ [key]: 'https://login.example.com/x' }), key).toEqual([]);
});

test('the example of the design is valid by JSON Schema and by zod', () => {
  const read = readDocument(DESIGN, 'design-example.yaml');
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  expect(validate(SCHEMA, read.document.value)).toBe(true);
  expect(answersSchema.safeParse(read.document.value).error?.issues).toBeUndefined();
  // It shows all of `allow` at once; clients belong to API keys, and its service takes tokens.
  const validated = validateAnswers(read.document.value, 'design-example.yaml');
  expect('problems' in validated && validated.problems.map((p) => [p.code, p.key])).toEqual([
    ['AllowNeedsKey', 'services[0].allow.clients'],
  ]);
});

test.each([...examples, ...cases])('$name is valid by JSON Schema', ({ answers }) => {
  expect(validate(SCHEMA, parse(readFileSync(answers, 'utf8')))).toBe(true);
});

const GOOD = { version: 1, hostname: 'a.example.com', tls: { secret: 't' }, services: [{ name: 'x', backend: 'x:1' }] };
test.each<[string, unknown]>([
  ['no version', { ...GOOD, version: undefined }],
  ['an unknown key', { ...GOOD, hostnam: 'x' }],
  ['an unknown key below', { ...GOOD, tls: { secrt: 't' } }],
  ['a word that is none', { ...GOOD, errors: 'Plain' }],
  ['no services', { ...GOOD, services: [] }],
  [
    'a weight above 100',
    { ...GOOD, services: [{ name: 'x', backend: 'x:1', canary: { backend: 'y:1', weight: 101 } }] },
  ],
  ['a method without a type', { ...GOOD, auth: { methods: { a: {} } } }],
  ['an unknown version', { ...GOOD, envoyGateway: { version: 'v1.2.0' } }],
])('an editor marks %s', (_, input) => {
  expect(validate(SCHEMA, GOOD)).toBe(true);
  expect(validate(SCHEMA, JSON.parse(JSON.stringify(input)))).toBe(false);
});

test('services may be a map, and need no names', () => {
  const root = { version: 1, hostname: 'a.example.com', tls: { secret: 't' } };
  const users = { path: '/users', backend: 'users:80' };
  expect(validate(SCHEMA, { ...root, services: { users } })).toBe(true);
  expect(validate(SCHEMA, { ...root, services: [users] })).toBe(true);
  expect(validate(SCHEMA, { ...root, services: { users: { ...users, name: 'users' } } })).toBe(false);
  expect(validate(SCHEMA, { ...root, services: [{ ...users, pth: '/users' }] })).toBe(false);
});

test('in an overlay every key is optional or null, and a service of a list has its name', () => {
  const overlay = JSON.parse(JSON.stringify(overlayJsonSchema())) as Schema;
  const valid = [
    { hostname: 'a.example.com' },
    { tls: { issuer: null, secret: 't' }, rateLimit: null },
    { services: { users: { timeout: '3s', canary: null }, orders: null } },
    { services: [{ name: 'users', timeout: null }] },
    { auth: { methods: { people: { audiences: ['a'] }, old: null } } },
  ];
  expect(valid.map((v) => validate(overlay, v))).toEqual(valid.map(() => true));
  const invalid = [{ hostnam: 'a' }, { services: [{ timeout: '3s' }] }, { services: { users: { timeout: 3 } } }];
  expect(invalid.map((v) => validate(overlay, v))).toEqual(invalid.map(() => false));
});

test('what a schema repeats is written once', () => {
  const limits: [object, number][] = [
    [answersJsonSchema(), 150_000],
    [overlayJsonSchema(), 180_000],
    [teamJsonSchema(), 80_000],
  ];
  for (const [of, limit] of limits) {
    const schema = of as Schema;
    const definitions = Object.values(schema.definitions as Record<string, Schema>).map((d) => JSON.stringify(d));
    expect(new Set(definitions).size).toBe(definitions.length);
    const whole = JSON.stringify(schema);
    for (const one of definitions) expect(whole.split(one).length - 1, one.slice(0, 80)).toBe(1);
    expect(JSON.stringify(schema, null, 2).length).toBeLessThan(limit);
  }
});
