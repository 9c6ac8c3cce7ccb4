// A merge opens nothing that the file or the source protects.
import { describe, expect, test } from 'vitest';
import type { Tree } from '../../../src/answers/yaml-layout.ts';
import { mergeAgain } from '../../../src/importers/again/merge-again.ts';

const service = (name: string, path: string, more: Tree = {}): Tree => ({
  name,
  path,
  backend: `shop/${name}:8080`,
  auth: 'undecided',
  ...more,
});
const answers = (...services: Tree[]): Tree => ({ version: 1, hostname: 'api.example.com', services });
const merge = (base: Tree, ours: Tree, theirs: Tree) => {
  const result = mergeAgain({ base, ours, theirs, isShared: false });
  const services = Object.fromEntries((result.answers.services as Tree[]).map((s) => [String(s.name), s]));
  // The lock has what the source is now: the next import changes nothing.
  const again = mergeAgain({ base: theirs, ours: result.answers, theirs, isShared: false });
  expect([again.answers, again.conflicts, again.changes]).toEqual([result.answers, [], []]);
  return { services, conflicts: result.conflicts.map((c) => c.path.join('.')), changes: result.changes };
};
const NONE = { auth: 'none', publicReason: 'the source states it' };

describe('a public service that the source adds', () => {
  const base = answers(service('a', '/a'));
  const theirs = answers(service('a', '/a'), service('b', '/a/b', NONE));

  test('is undecided below a path that a person restricted', () => {
    const ours = answers(service('a', '/a', { auth: 'customers' }));
    const { services, conflicts } = merge(base, ours, theirs);
    expect(services.b).toEqual(service('b', '/a/b'));
    expect(conflicts).toEqual(['services.b.auth']);
  });

  test.each<[string, Tree, Tree]>([
    ['nobody decided about the path', answers(service('a', '/a')), theirs],
    ['a person made the path public', answers(service('a', '/a', NONE)), theirs],
    [
      'its path is another one',
      answers(service('a', '/a', { auth: 'customers' })),
      answers(service('a', '/a'), service('b', '/b', NONE)),
    ],
    [
      'the restricted service is chosen first',
      answers(service('a', '/a', { auth: 'customers' })),
      answers(service('a', '/a'), service('b', '/', NONE)),
    ],
    [
      'its host is another one',
      answers(service('a', '/a', { auth: 'customers', hostname: 'api.example.com' })),
      answers(service('a', '/a'), service('b', '/a/b', { ...NONE, hostname: 'other.example.com' })),
    ],
  ])('is public if %s', (_, ours, source) => {
    const { services, conflicts } = merge(base, ours, source);
    expect(services.b!.auth).toBe('none');
    expect(conflicts).toEqual([]);
  });

  test('is undecided below a service of another source or of a person', () => {
    const ours = answers(service('a', '/a'), service('mine', '/a/b', { auth: 'staff' }));
    const deeper = answers(service('a', '/a'), service('b', '/a/b/c', NONE));
    expect(merge(base, ours, deeper).services.b!.auth).toBe('undecided');
  });

  test('is undecided if it has the path of a restricted service that gets another one', () => {
    const ours = answers(service('a', '/d', { auth: 'customers' }));
    const source = answers(service('a', '/', { auth: 'key' }), service('d', 'exact:/d', { ...NONE, methods: ['GET'] }));
    const { services, conflicts } = merge(answers(service('a', '/d')), ours, source);
    expect([services.d!.auth, conflicts]).toEqual(['undecided', ['services.a.auth', 'services.d.auth']]);
  });

  test('with a method is undecided only below networks that a person wrote', () => {
    const method = answers(service('a', '/a'), service('b', '/a/b', { auth: 'users' }));
    const inside = { allow: { cidrs: ['10.0.0.0/8'] } };
    expect(merge(base, answers(service('a', '/a', inside)), method).services.b!.auth).toBe('undecided');
    expect(merge(base, answers(service('a', '/a', { auth: 'customers' })), method).services.b!.auth).toBe('users');
  });
});

test('an existing service that the source makes public gets its own requests, not those that a person restricted', () => {
  const base = answers(service('a', '/a'), service('b', '/a/b'));
  const ours = answers(service('a', '/a', { auth: 'customers' }), service('b', '/a/b'));
  const { services, conflicts } = merge(base, ours, answers(service('a', '/a'), service('b', '/a/b', NONE)));
  expect([services.b!.auth, conflicts]).toEqual(['none', []]);
});

test('what a person removed does not become public by another service', () => {
  const base = answers(service('a', '/a'), service('b', '/a/b', { auth: 'users' }));
  const theirs = answers(service('a', '/a', NONE), service('b', '/a/b', { auth: 'users' }));
  const { services, conflicts } = merge(base, answers(service('a', '/a')), theirs);
  expect([services.a!.auth, conflicts]).toEqual(['undecided', ['services.a.auth']]);
  // A near miss: the protected part is there.
  expect(merge(base, base, theirs).services.a!.auth).toBe('none');
});

test('a public path that the source adds to a service that a person restricted does not come', () => {
  const base = answers(service('a', '/a'));
  const theirs = answers(service('a', '/a', { public: ['/a/health'] }));
  const { services, conflicts } = merge(base, answers(service('a', '/a', { auth: 'customers' })), theirs);
  expect([services.a!.public, conflicts]).toEqual([undefined, ['services.a.public']]);
  expect(merge(base, base, theirs).services.a!.public).toEqual(['/a/health']);
});

describe('what a person made public', () => {
  const base = answers(service('a', '/d'));
  const open = answers(service('a', '/d', NONE));

  test.each<[string, Tree, string]>([
    ['a wider path', service('a', '/'), 'services.a.paths'],
    ['one more path', service('a', '/d', { path: undefined, paths: ['/d', '/e'] }), 'services.a.paths'],
    ['one more host', service('a', '/d', { hostnames: ['api.example.com', 'b.example.com'] }), ''],
  ])('gets no more requests: %s', (_, now, key) => {
    const source = JSON.parse(JSON.stringify(answers(now))) as Tree;
    const { services, conflicts } = merge(base, open, source);
    if (key !== '') expect([services.a!.path, conflicts]).toEqual(['/d', [key]]);
    else expect(JSON.stringify(services.a)).not.toContain('b.example.com');
  });

  test('gets more requests if the source makes it public, and a method of a person does', () => {
    expect(merge(answers(service('a', '/d', NONE)), open, answers(service('a', '/', NONE))).services.a!.path).toBe('/');
    const closed = answers(service('a', '/d', { auth: 'customers' }));
    expect(merge(base, closed, answers(service('a', '/'))).services.a!.path).toBe('/');
  });

  test('gets no requests of a protected service that the source removes', () => {
    const both = answers(service('a', '/d'), service('b', '/d/b', { auth: 'users' }));
    const ours = answers(service('a', '/d', NONE), service('b', '/d/b', { auth: 'users' }));
    const { services, conflicts } = merge(both, ours, base);
    expect([services.b!.auth, conflicts]).toEqual(['users', ['services.b']]);
    // A near miss: it is somewhere else.
    const far = answers(service('a', '/d'), service('b', '/x', { auth: 'users' }));
    const result = merge(far, answers(service('a', '/d', NONE), service('b', '/x', { auth: 'users' })), base);
    expect([result.services.b, result.conflicts]).toEqual([undefined, []]);
  });
});

test('networks and authentication are one decision', () => {
  const inside = { allow: { cidrs: ['10.0.0.0/8'] } };
  const base = answers(service('a', '/a', inside));
  // A person made it public for clients of these networks.
  const ours = answers(service('a', '/a', { ...NONE, ...inside }));
  const { services, conflicts } = merge(base, ours, answers(service('a', '/a')));
  expect([services.a!.allow, conflicts]).toEqual([inside.allow, ['services.a.allow']]);
  expect(merge(base, base, answers(service('a', '/a'))).services.a!.allow).toBeUndefined();
  // A person restricted what the source makes public.
  const users = answers(service('b', '/b', { auth: 'users' }));
  const restricted = answers(service('b', '/b', { auth: 'users', ...inside }));
  const result = merge(users, restricted, answers(service('b', '/b', NONE)));
  expect([result.services.b!.auth, result.conflicts]).toEqual([
    'users',
    ['services.b.auth', 'services.b.publicReason'],
  ]);
});
