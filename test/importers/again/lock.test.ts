// The lock file of imports, the report of what is new, and the search for what is the same.
import { describe, expect, test } from 'vitest';
import { type LockedSource, lockText, readLock } from '../../../src/importers/again/import-lock.ts';
import { knownNames } from '../../../src/importers/again/known-names.ts';
import { renamed, renamedByHand } from '../../../src/importers/again/renamed-by-hand.ts';
import { newSince, reportedOf } from '../../../src/importers/again/reported.ts';
import { matched } from '../../../src/importers/again/same.ts';
import { importText } from '../import-text.ts';

const source: LockedSource = {
  kind: 'kong',
  paths: ['kong.yaml'],
  options: { group: 'fewest' },
  files: { 'kong.yaml': `sha256:${'0'.repeat(64)}` },
  services: { users: ['services users'] },
  answers: { version: 1, services: [{ name: 'users', path: '/users', backend: 'a:1', auth: 'undecided' }] },
  reported: ['AuthUnstated services users: auth 00000000'],
};

describe('the lock file', () => {
  test('what is written is read', () => {
    expect(readLock(lockText([source]))).toEqual({ sources: [source] });
    expect(lockText([{ ...source, files: { b: source.files['kong.yaml']!, a: source.files['kong.yaml']! } }])).toBe(
      lockText([{ ...source, files: { a: source.files['kong.yaml']!, b: source.files['kong.yaml']! } }]),
    );
  });

  test.each<[string, (text: string) => string, string]>([
    ['a value', (t) => t.replace('"a:1"', '"b:1"'), 'edited'],
    ['a key', (t) => t.replace('"kind"', '"sort"'), 'not that of a lock file'],
    ['the checksum', (t) => t.replace(/"checksum": ".{4}/, '"checksum": "0000'), 'edited'],
    ['its end', (t) => t.slice(0, -20), 'not JSON'],
    ['nothing', () => 'null', 'not that of a lock file'],
    ['a newer version', (t) => t.replace('"version": 1', '"version": 99'), 'newer'],
  ])('an edit of %s is found', (_, change, why) => {
    const changed = change(lockText([source]));
    expect(changed).not.toBe(lockText([source]));
    expect(readLock(changed)).toEqual({ why: expect.stringContaining(why) });
  });

  test('a credential in it is refused, also with a valid checksum', () => {
    const answers = { ...source.answers, hostname: `eyJ${'a'.repeat(20)}.${'b'.repeat(20)}.c` };
    expect(readLock(lockText([{ ...source, answers }]))).toEqual({ why: expect.stringContaining('credential') });
  });
});

test('things are found again by their surest trait, each once', () => {
  expect(
    matched(
      [
        [['a'], ['x']],
        [['b'], ['x']],
      ],
      [
        [['b'], ['x']],
        [['c'], ['x']],
      ],
    ),
  ).toEqual([1, 0]);
  expect(matched([[['a']], [['a']]], [[['a']]])).toEqual([0, undefined]);
  expect(matched([[[]]], [[['a']]])).toEqual([undefined]);
});

test('methods that a person renamed keep their names, also where services refer to them', () => {
  const jwt = { type: 'jwt', issuer: 'https://a.example.com/' };
  const of = (name: string, auth: unknown) => ({
    auth: { methods: { [name]: jwt } },
    services: [{ name: 'a', path: '/a', backend: 'a:1', auth }],
  });
  const base = of('keycloak', { all: ['keycloak', 'other'] });
  const ours = of('staff', { all: ['staff', 'other'] });
  const names = renamedByHand(base, ours);
  expect([...names.methods]).toEqual([['keycloak', 'staff']]);
  expect(renamed(base, names.services, names.methods)).toEqual(ours);
  // A near miss: another issuer is another method.
  expect(
    renamedByHand(base, { auth: { methods: { staff: { ...jwt, issuer: 'https://b.example.com/' } } } }).methods.size,
  ).toBe(0);
});

/** Names of files as they are. */
const nameOf = (file: string): string => file;

const kong = (...names: readonly string[]): string =>
  `services:\n${names.map((n) => `  - { name: ${n}, host: ${n}.shop.svc, port: 80, mystery: ${n}, routes: [{ name: ${n}, hosts: [a.example.com], paths: [/${n}] }] }\n`).join('')}`;

test('losses that were reported are not new, also in another order; a new one is', async () => {
  const before = await importText('kong', kong('users', 'orders'));
  const reported = reportedOf(before.entries, nameOf);
  expect(newSince(reported, before.entries, nameOf).size).toBe(0);
  expect(newSince(reported, (await importText('kong', kong('orders', 'users'))).entries, nameOf).size).toBe(0);
  const after = await importText('kong', kong('users', 'new', 'orders'));
  const fresh = [...newSince(reported, after.entries, nameOf)];
  expect(fresh.length).toBeGreaterThan(0);
  expect(fresh.every((e) => e.node.path[1] === 1)).toBe(true);
  expect(newSince([], after.entries, nameOf).size).toBe(reportedOf(after.entries, nameOf).length);
});

test('a service of the file gets its name only to a service with the same host and path', async () => {
  const hand = {
    hostname: 'a.example.com',
    services: [
      { name: 'people', path: '/users' },
      { name: 'orders', path: '/elsewhere' },
    ],
  };
  const known = knownNames({ base: {}, objects: new Map(), hand, taken: [hand] });
  const { IMPORTERS } = await import('../../../src/importers/all-importers.ts');
  const { runImport } = await import('../../../src/importers/run-import.ts');
  const { readSource } = await import('../../../src/importers/source/read-source.ts');
  const { documents } = readSource('kong.yaml', kong('users', 'orders'));
  const importer = IMPORTERS.find((i) => i.name === 'kong')!;
  const { answers } = await runImport(importer, documents, { group: 'fewest' }, known);
  expect((answers.services as { name: string }[]).map((s) => s.name)).toEqual(['people', 'orders-b']);
});
