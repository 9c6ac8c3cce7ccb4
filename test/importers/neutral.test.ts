// Grouping, names, and answers made of the neutral form.
import { describe, expect, test } from 'vitest';
import { grouped } from '../../src/importers/neutral/grouping.ts';
import { labelOf, Names } from '../../src/importers/neutral/naming.ts';
import type { NeutralService } from '../../src/importers/neutral/neutral.ts';
import { said } from '../../src/importers/report/ledger.ts';
import { importNeutral, jwt, PUBLIC, rootOf, service, servicesOf, sourced, UNSTATED } from './neutral-form.ts';

const shape = (services: readonly NeutralService[]) =>
  grouped(services).map((s) => [s.name, s.hosts.map((h) => h.value), s.paths.map((p) => p.value)]);

describe('grouping', () => {
  test('services that differ in paths only are one, then those that differ in hosts only', () => {
    const of = (host: string, path: string) => service(`${host}${path}`, [path], jwt(), { hosts: [host] });
    expect(shape([of('a.example', '/x'), of('a.example', '/y'), of('b.example', '/x'), of('b.example', '/y')])).toEqual(
      [['a.example/x', ['a.example', 'b.example'], ['/x', '/y']]],
    );
  });

  test.each([
    ['a backend', jwt(), { backend: 'shop/other:80' }],
    ['a setting', jwt(), { parts: { timeout: '5s' } }],
    ['a method', jwt('staff'), {}],
    ['a decision', UNSTATED, {}],
  ])('with %s of its own, a service stays apart', (_, auth, more) => {
    expect(grouped([service('a', ['/a'], jwt()), service('b', ['/b'], auth, more)])).toHaveLength(2);
  });

  test('services with and without hosts stay apart, also on one path', () => {
    const services = [
      service('a', ['/x'], jwt(), { hosts: ['a.example'] }),
      service('any', ['/x'], jwt()),
      service('b', ['/x'], jwt(), { hosts: ['b.example'] }),
    ];
    expect(shape(services)).toEqual([
      ['a', ['a.example', 'b.example'], ['/x']],
      ['any', [], ['/x']],
    ]);
  });

  test('services that their reader keeps apart stay apart', () => {
    const apart = (name: string) => ({ ...service(name, [`/${name}`], jwt()), apart: name });
    expect(grouped([apart('a'), apart('b')])).toHaveLength(2);
  });

  test('no service has more than 64 paths', () => {
    const many = Array.from({ length: 130 }, (_, i) => service('s', [`/p${i}`], jwt()));
    expect(grouped(many).map((s) => s.paths.length)).toEqual([64, 64, 2]);
  });

  test('equal paths keep the sources of all, and each source what is said about it', async () => {
    const root = rootOf('a: {path: /x, limit: 1}\nb: {path: /x, limit: 1}\n');
    const of = (key: string): NeutralService => ({
      ...service(key, [], jwt(), { hosts: ['a.example'], origin: root }),
      paths: sourced(['/x'], [root.get(key, 'path')]),
      parts: [
        { key: 'backend', value: 'shop/a:80', from: [] },
        {
          key: 'timeout',
          value: '5s',
          from: [root.get(key, 'limit')],
          said: said('AnswerNotAccepted', { key, what: `of ${key}`, fix: '' }),
        },
      ],
    });
    const result = await importNeutral({ services: [of('a'), of('b')] }, [root.document]);
    expect(Object.keys(servicesOf(result))).toEqual(['a']);
    expect(result.entries.map((e) => `${e.node.pointer} ${e.code} ${e.keys} ${/of [ab]/.exec(e.what) ?? ''}`)).toEqual([
      '/a/path Carried services.a.path ',
      '/a/limit AnswerNotAccepted services.a.timeout of a',
      '/b/path Carried services.a.path ',
      '/b/limit AnswerNotAccepted services.a.timeout of b',
    ]);
  });

  test('thousands of services on one path are one, with the sources of all', () => {
    const root = rootOf('a: 1\n');
    const many = Array.from({ length: 20_000 }, () => ({
      ...service('s', [], jwt()),
      paths: sourced(['/x'], [root.get('a')]),
    }));
    expect(grouped(many)[0]?.paths[0]?.from).toHaveLength(20_000);
  });
});

describe('names', () => {
  test.each([
    ['/v1/Users', 'v1-users'],
    ['1password', 'service-1password'],
    ['利用者', 'service'],
    ['__proto__', 'proto'],
    [`${'a'.repeat(39)}-b`, 'a'.repeat(39)],
    ['', 'service'],
  ])('%s becomes %s', (text, label) => {
    expect(labelOf(text, 'service')).toBe(label);
  });

  test('a name is given out once', () => {
    const names = new Names('service', ['none']);
    expect(['a', 'a', 'a-2', 'a', 'none'].map((n) => names.of(n))).toEqual(['a', 'a-b', 'a-2-b', 'a-c', 'none-b']);
  });

  test('numbers are left to the routes of a service with many paths, wherever that service is in the list', () => {
    expect(['a-2', 'a', 'b-2'].map((n) => new Names('service', [], ['a-2', 'a', 'b-2']).of(n))).toEqual([
      'a-2-b',
      'a',
      'b-2',
    ]);
  });

  test('no name is refused', async () => {
    const of = (name: string, i: number, count: number): NeutralService => ({
      ...service(
        name,
        Array.from({ length: count }, (_, n) => `/${i}-${n}`),
        jwt(),
        { hosts: ['a.example'], parts: { rewrite: '/', ...(i === 0 && { public: ['/0-0/x'] }) } },
      ),
      apart: String(i),
    });
    const names = [
      ...['users', 'users', 'users-2', 'users-public', 'users-public-2', 'users-customers', 'users-customers-2'],
      ...['guard-a', 'gateway-catch-all', 'a-2', 'a', ...Array.from({ length: 60 }, () => 'many')],
    ];
    const result = await importNeutral({ services: names.map((name, i) => of(name, i, i < 2 ? 40 : 1)) });
    expect(Object.keys(servicesOf(result))).toHaveLength(names.length);
    expect(result.open).toEqual([]);
    expect(result.entries.map((e) => e.code)).not.toContain('AnswerNotAccepted');
  });
});

describe('answers', () => {
  test('one host name of all is the hostname; services have none', async () => {
    const result = await importNeutral({
      services: [
        service('a', ['/a'], jwt(), { hosts: ['api.example.com'] }),
        service('b', ['/b'], PUBLIC, { hosts: ['api.example.com'] }),
      ],
    });
    expect(result.answers.hostname).toBe('api.example.com');
    expect(servicesOf(result)).toMatchObject({
      a: { auth: 'customers' },
      b: { auth: 'none', publicReason: 'The source says so.' },
    });
    expect(JSON.stringify(servicesOf(result))).not.toContain('hostname');
  });

  test('a service with some of the host names has them', async () => {
    const result = await importNeutral({
      services: [
        service('a', ['/a'], jwt(), { hosts: ['a.example', 'b.example'] }),
        service('b', ['/b'], jwt(), { hosts: ['b.example'] }),
      ],
    });
    expect(result.answers.hostnames).toEqual(['a.example', 'b.example']);
    expect(servicesOf(result)).toMatchObject({ b: { hostname: 'b.example' } });
    expect(servicesOf(result).a).not.toHaveProperty('hostnames');
  });

  test('a wildcard is no hostname', async () => {
    const result = await importNeutral({ services: [service('a', ['/a'], jwt(), { hosts: ['*.example.com'] })] });
    expect(result.answers).toMatchObject({ hostnames: ['*.example.com'] });
    expect(result.answers).not.toHaveProperty('hostname');
  });

  test('without any host name, it is asked; next to others, the report says that the service has fewer', async () => {
    const none = await importNeutral({ services: [service('a', ['/a'], jwt())] });
    expect(none.entries.map((e) => e.code)).toContain('HostAsked');
    const some = await importNeutral({
      services: [service('a', ['/a'], jwt()), service('b', ['/b'], jwt(), { hosts: ['b.example'] })],
    });
    expect(some.entries.map((e) => e.code)).toContain('HostlessService');
    expect(some.entries.map((e) => e.code)).not.toContain('HostAsked');
  });

  test('equal methods are one, other methods of the same name get another', async () => {
    const other = jwt('customers', { issuer: 'https://other.example.com/' });
    const result = await importNeutral({
      services: [
        service('a', ['/a'], jwt(), { hosts: ['a.example'] }),
        service('b', ['/b'], jwt(), { hosts: ['b.example'], backend: 'shop/b:80' }),
        service(
          'c',
          ['/c'],
          other.is === 'methods' ? { ...other, methods: [{ ...other.methods[0]!, identity: 'else' }] } : other,
          { hosts: ['c.example'] },
        ),
      ],
    });
    expect(servicesOf(result)).toMatchObject({
      a: { auth: 'customers' },
      b: { auth: 'customers' },
      c: { auth: 'customers-b' },
    });
    expect(Object.keys((result.answers.auth as { methods: object }).methods)).toEqual(['customers', 'customers-b']);
  });

  test('a key that every object inherits stays data', async () => {
    const result = await importNeutral({
      services: [service('a', ['/a'], jwt(), { hosts: ['a.example'], parts: { '__proto__.polluted': true } })],
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(result.entries.map((e) => e.code)).toContain('AnswerNotAccepted');
  });
});
