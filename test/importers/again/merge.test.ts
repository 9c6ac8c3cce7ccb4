// Importing again: random edits of the file and of the source.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equal, isTree, type Tree } from '../../../src/answers/yaml-layout.ts';
import { mergeAgain } from '../../../src/importers/again/merge-again.ts';
import { seeded } from '../../deep.ts';

const merge = (base: Tree, ours: Tree, theirs: Tree, isShared = false) => mergeAgain({ base, ours, theirs, isShared });
const service = (name: string, more: Tree = {}): Tree => ({
  name,
  path: `/${name}`,
  backend: `shop/${name}:8080`,
  auth: 'undecided',
  ...more,
});
const answers = (services: Tree[], more: Tree = {}): Tree => ({
  version: 1,
  hostname: 'api.example.com',
  services,
  ...more,
});
const byName = (tree: Tree): Record<string, Tree> =>
  Object.fromEntries(((tree.services ?? []) as Tree[]).map((s) => [String(s.name), s]));

const BASE = answers([service('a', { timeout: '60s' }), service('b'), service('c')]);

describe('one change', () => {
  test.each<[string, Tree, Tree, Tree, string[]]>([
    ['none', BASE, BASE, BASE, []],
    [
      'of the hand',
      answers([service('a', { timeout: '20s' }), service('b'), service('c')]),
      BASE,
      answers([service('a', { timeout: '20s' }), service('b'), service('c')]),
      [],
    ],
    [
      'of the source',
      BASE,
      answers([service('a', { timeout: '90s' }), service('b'), service('c')]),
      answers([service('a', { timeout: '90s' }), service('b'), service('c')]),
      [],
    ],
    [
      'the same of both',
      answers([service('a', { timeout: '90s' }), service('b'), service('c')]),
      answers([service('a', { timeout: '90s' }), service('b'), service('c')]),
      answers([service('a', { timeout: '90s' }), service('b'), service('c')]),
      [],
    ],
    [
      'another one of both',
      answers([service('a', { timeout: '20s' }), service('b'), service('c')]),
      answers([service('a', { timeout: '90s' }), service('b'), service('c')]),
      answers([service('a', { timeout: '20s' }), service('b'), service('c')]),
      ['services.a.timeout'],
    ],
    [
      'of different keys of one service',
      answers([service('a', { timeout: '60s', auth: 'customers' }), service('b'), service('c')]),
      answers([service('a', { timeout: '90s', rewrite: '/' }), service('b'), service('c')]),
      answers([service('a', { timeout: '90s', auth: 'customers', rewrite: '/' }), service('b'), service('c')]),
      [],
    ],
    [
      'a service that the source no longer has, untouched',
      BASE,
      answers([service('a', { timeout: '60s' }), service('c')]),
      answers([service('a', { timeout: '60s' }), service('c')]),
      [],
    ],
    [
      'a service that the source no longer has, edited by hand',
      answers([service('a', { timeout: '60s' }), service('b', { auth: 'x' }), service('c')]),
      answers([service('a', { timeout: '60s' }), service('c')]),
      answers([service('a', { timeout: '60s' }), service('b', { auth: 'x' }), service('c')]),
      ['services.b'],
    ],
    [
      'a service that a person removed, unchanged in the source',
      answers([service('a', { timeout: '60s' }), service('c')]),
      BASE,
      answers([service('a', { timeout: '60s' }), service('c')]),
      [],
    ],
    [
      'a service that a person removed, changed in the source',
      answers([service('a', { timeout: '60s' }), service('c')]),
      answers([service('a', { timeout: '60s' }), service('b', { rewrite: '/' }), service('c')]),
      answers([service('a', { timeout: '60s' }), service('c')]),
      ['services.b'],
    ],
    [
      'a new service between others',
      BASE,
      answers([service('a', { timeout: '60s' }), service('n'), service('b'), service('c')]),
      answers([service('a', { timeout: '60s' }), service('n'), service('b'), service('c')]),
      [],
    ],
    [
      'another order in the source',
      BASE,
      answers([service('c'), service('b'), service('a', { timeout: '60s' })]),
      BASE,
      [],
    ],
    [
      'a path that a person adds, and one that the source adds',
      answers([service('a', { timeout: '60s', path: undefined, paths: ['/a', '/mine'] }), service('b'), service('c')]),
      answers([service('a', { timeout: '60s', path: undefined, paths: ['/a', '/new'] }), service('b'), service('c')]),
      answers([
        service('a', { timeout: '60s', path: undefined, paths: ['/a', '/mine', '/new'] }),
        service('b'),
        service('c'),
      ]),
      [],
    ],
  ])('%s', (_, ours, theirs, expected, conflicts) => {
    const plain = (t: Tree): Tree => JSON.parse(JSON.stringify(t)) as Tree;
    const result = merge(BASE, plain(ours), plain(theirs));
    expect(plain(result.answers)).toEqual(plain(expected));
    expect(result.conflicts.map((c) => c.path.join('.'))).toEqual(conflicts);
    expect(((result.answers.services ?? []) as Tree[]).map((s) => s.name)).toEqual(
      (expected.services as Tree[]).map((s) => s.name),
    );
  });
});

test('access is one decision: if the hand and the source changed it, nothing of the source is applied', () => {
  const base = answers([service('a', { auth: 'jwt', allow: { claims: { role: ['x'] } } })]);
  const ours = answers([service('a', { auth: 'partners', allow: { claims: { role: ['x'] } } })]);
  const theirs = answers([
    service('a', { auth: 'none', publicReason: 'security: []', allow: undefined, public: ['/a/health'] }),
  ]);
  const result = merge(base, ours, JSON.parse(JSON.stringify(theirs)) as Tree);
  expect(result.answers).toEqual(ours);
  expect(result.conflicts.map((c) => c.path.at(-1))).toEqual(['auth', 'publicReason', 'allow', 'public']);
  // A near miss: the hand did not touch it.
  expect(byName(merge(base, base, theirs).answers).a!.auth).toBe('none');
});

test('the last method of the source goes without a conflict with methods that the hand added', () => {
  const users = { type: 'basic', secret: 'users' };
  const staff = { type: 'basic', secret: 'staff' };
  const base = answers([service('a', { auth: 'users' }), service('b')], { auth: { methods: { users } } });
  const ours = answers([service('a', { auth: 'users' }), service('b', { auth: 'staff' })], {
    auth: { methods: { users, staff } },
  });
  const { answers: merged, conflicts } = merge(base, ours, answers([service('a'), service('b')]));
  expect(conflicts).toEqual([]);
  expect(merged.auth).toEqual({ methods: { staff } });
  expect(byName(merged)).toMatchObject({ a: { auth: 'undecided' }, b: { auth: 'staff' } });
});

test('a method that the source no longer has stays while a service of the file uses it', () => {
  const methods = { auth: { methods: { jwt: { type: 'jwt', issuer: 'https://a.example.com/' } } } };
  const base = answers([service('a', { auth: 'jwt' })], methods);
  const ours = answers([service('a', { auth: 'jwt' }), service('mine', { auth: 'jwt' })], methods);
  const theirs = answers([service('a')]);
  const result = merge(base, ours, theirs);
  expect(result.answers.auth).toEqual(methods.auth);
  expect(result.conflicts.map((c) => c.path.join('.'))).toEqual(['auth.methods.jwt']);
  expect(byName(result.answers).a!.auth).toBe('undecided');
  // A near miss: nothing uses it.
  expect(merge(base, base, theirs).answers.auth).toBeUndefined();
});

describe('host names', () => {
  test('a service of the file without host names does not get those that the source adds', () => {
    const ours = answers([service('a', { timeout: '60s' }), service('b'), service('c'), service('mine')]);
    const theirs: Tree = {
      version: 1,
      hostnames: ['api.example.com', 'shop.example.com'],
      services: [
        ...['a', 'b', 'c'].map((n) =>
          service(n, { hostname: 'api.example.com', ...(n === 'a' && { timeout: '60s' }) }),
        ),
        service('d', { hostname: 'shop.example.com' }),
      ],
    };
    const { answers: out, conflicts } = merge(BASE, ours, theirs);
    expect(conflicts).toEqual([]);
    expect(out.hostnames).toEqual(['api.example.com', 'shop.example.com']);
    expect(byName(out).mine!.hostname).toBe('api.example.com');
    expect(byName(out).d!.hostname).toBe('shop.example.com');
  });

  test('a gateway that is renamed is renamed for all of its services', () => {
    const theirs = { ...BASE, hostname: 'new.example.com' };
    const { answers: out, conflicts } = merge(
      BASE,
      { ...BASE, services: [...(BASE.services as Tree[]), service('mine')] },
      theirs,
    );
    expect(conflicts).toEqual([]);
    expect(out.hostname).toBe('new.example.com');
    expect((out.services as Tree[]).every((s) => s.hostname === undefined && s.hostnames === undefined)).toBe(true);
  });

  test('certificates that a person added to host names stay', () => {
    const base = answers([service('a', { hostname: 'a.example.com' })], {
      hostname: undefined,
      hostnames: ['a.example.com', 'b.example.com'],
    });
    const mine = { hostname: 'a.example.com', secret: 'a-tls' };
    const { answers: out, conflicts } = merge(
      base,
      { ...base, hostnames: [mine, 'b.example.com'] },
      { ...base, hostnames: ['a.example.com', 'b.example.com', 'c.example.com'] },
    );
    expect(conflicts).toEqual([]);
    expect(out.hostnames).toEqual([mine, 'b.example.com', 'c.example.com']);
  });

  test('a second source keeps to its own host names', () => {
    const ours = answers([service('a')]);
    const { answers: out } = merge(
      {},
      ours,
      { version: 1, hostname: 'pay.example.com', services: [service('pay')] },
      true,
    );
    expect(out.hostnames).toEqual(['api.example.com', 'pay.example.com']);
    expect(byName(out).a!.hostname).toBe('api.example.com');
    expect(byName(out).pay!.hostname).toBe('pay.example.com');
  });
});

test('without a last import, nothing that the file contains is changed', () => {
  const ours = answers([service('a', { auth: 'customers' })], { timeouts: { request: '1s' } });
  const theirs = answers([service('a', { rewrite: '/', public: ['/a/x'] }), service('b')], {
    hostname: 'b.example.com',
  });
  const { answers: out, conflicts } = merge({}, ours, theirs);
  expect(byName(out).a).toEqual(service('a', { auth: 'customers' }));
  expect(out.hostname).toBe('api.example.com');
  expect(byName(out).b!.hostname).toBe('b.example.com');
  expect(conflicts.map((c) => c.path.join('.')).sort()).toEqual([
    'hostnames',
    'services.a.auth',
    'services.a.hostnames',
    'services.a.public',
    'services.a.rewrite',
  ]);
});

/** An edit of one key of one service, or of the services. */
type Edit = readonly [kind: 'set' | 'drop' | 'remove' | 'add', name: string, key: string, value: string];
const NAMES = ['a', 'b', 'c', 'd'];
const KEYS = ['timeout', 'rewrite', 'backend', 'auth'];
const edits = (values: string) =>
  fc.array(
    fc.tuple(
      fc.constantFrom('set' as const, 'set' as const, 'drop' as const, 'remove' as const, 'add' as const),
      fc.constantFrom(...NAMES),
      fc.constantFrom(...KEYS),
      fc.constantFrom(...[1, 2].map((n) => `${values}${n}`), 'both'),
    ),
    { maxLength: 6 },
  );
const applied = (tree: Tree, list: readonly Edit[]): Tree => {
  let services = structuredClone(tree.services as Tree[]);
  for (const [kind, name, key, value] of list) {
    const at = services.find((s) => s.name === name);
    if (kind === 'set' && at) at[key] = value;
    else if (kind === 'drop' && at && key !== 'backend') delete at[key];
    else if (kind === 'remove') services = services.filter((s) => s.name !== name);
    else if (kind === 'add' && !at) services.push(service(name, { [key]: value }));
  }
  return { ...tree, services };
};

test('hand edits are never lost, changes of the source are applied where nothing was touched, no conflict is invented', () => {
  fc.assert(
    fc.property(edits('hand'), edits('source'), (byHand, ofSource) => {
      const [ours, theirs] = [applied(BASE, byHand), applied(BASE, ofSource)];
      const { answers: out, conflicts, changes } = merge(BASE, ours, theirs);
      const [b, o, t, m] = [BASE, ours, theirs, out].map(byName) as [
        Record<string, Tree>,
        Record<string, Tree>,
        Record<string, Tree>,
        Record<string, Tree>,
      ];
      const conflicted = (...path: string[]): boolean =>
        conflicts.some((c) => c.path.every((step, i) => path[i] === undefined || step === path[i]));
      for (const name of new Set([...Object.keys(o), ...Object.keys(t), ...Object.keys(b)])) {
        if (!isTree(o[name]) || !isTree(t[name])) {
          if (equal(o[name], b[name])) expect(m[name]).toEqual(t[name]);
          else if (equal(t[name], b[name]) || equal(o[name], t[name])) expect(m[name]).toEqual(o[name]);
          else {
            expect(m[name]).toEqual(o[name]);
            expect(conflicted('services', name)).toBe(true);
          }
          continue;
        }
        for (const key of ['path', ...KEYS]) {
          const [base, hand, source, merged] = [b[name]?.[key], o[name]?.[key], t[name]?.[key], m[name]?.[key]];
          // What the hand changed is there.
          if (!equal(hand, base) || !b[name]) expect(merged).toEqual(hand);
          else if (!equal(source, base)) expect(merged).toEqual(source);
          else expect(merged).toEqual(base);
        }
      }
      for (const c of conflicts) {
        // A service that both added: what a person wrote is complete.
        const bothAdded = b[c.path[1]!] === undefined;
        expect((equal(c.base, c.ours) && !bothAdded) || equal(c.ours, c.theirs) || equal(c.base, c.theirs)).toBe(false);
        expect(changes.some((d) => equal(d.path, c.path))).toBe(false);
      }
      // A second import of the same source changes nothing.
      const again = merge(theirs, out, theirs);
      expect(again.answers).toEqual(out);
      expect([again.conflicts, again.changes]).toEqual([[], []]);
    }),
    seeded(400, 20000),
  );
});
