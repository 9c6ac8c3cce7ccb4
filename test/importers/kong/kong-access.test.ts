// Nothing that Kong protects becomes public, and no secret is copied.
import { describe, expect, test } from 'vitest';
import type { Tree } from '../../../src/answers/yaml-layout.ts';
import { importText } from '../import-text.ts';

const file = (plugins: string, more = ''): string => `
_format_version: "3.0"
services:
  - name: orders
    url: http://orders.shop.svc:8080
    routes: [{ name: orders, hosts: [api.example.com], paths: [/orders] }]
    plugins: ${plugins}
consumers:
  - { username: acme, keyauth_credentials: [{ key: top-secret-1 }], acls: [{ group: gold }] }
  - { username: nobody }
${more}`;

const authOf = async (plugins: string, more?: string): Promise<unknown> => {
  const { answers } = await importText('kong', file(plugins, more));
  return (answers.services as Tree[])[0]!.auth;
};

describe('authentication', () => {
  test.each([
    ['no plugin', '[]', 'undecided'],
    ['a plugin whose name is not known', '[{ name: key-auth }, { name: my-own }]', 'undecided'],
    ['code', '[{ name: key-auth }, { name: pre-function, config: { access: ["return"] } }]', 'undecided'],
    ['a plugin that answers do not have', '[{ name: key-auth }, { name: hmac-auth }]', 'undecided'],
    ['groups of basic-auth', '[{ name: basic-auth }, { name: acl, config: { allow: [gold] } }]', 'undecided'],
    ['groups that nobody has', '[{ name: key-auth }, { name: acl, config: { allow: [none] } }]', 'undecided'],
    ['a network that is none', '[{ name: key-auth }, { name: ip-restriction, config: { allow: [x] } }]', 'undecided'],
    ['a disabled plugin', '[{ name: key-auth, enabled: false }]', 'undecided'],
    ['keys in two places', '[{ name: key-auth }]', ['key', 'key-query']],
    ['keys in a header', '[{ name: key-auth, config: { key_in_query: false } }]', 'key'],
    [
      'an anonymous consumer',
      '[{ name: key-auth, config: { key_in_query: false, anonymous: nobody } }]',
      { optional: 'key' },
    ],
    [
      'all of two plugins',
      '[{ name: key-auth, config: { key_in_query: false } }, { name: basic-auth }]',
      { all: ['key', 'users'] },
    ],
  ])('%s', async (_, plugins, auth) => {
    expect(await authOf(plugins)).toEqual(auth);
  });

  test('a plugin of the route replaces the one of all services', async () => {
    const global = 'plugins: [{ name: key-auth, config: { key_names: [x-global], key_in_query: false } }]';
    expect(await authOf('[]', global)).toBe('x-global');
    expect(await authOf('[{ name: key-auth, config: { key_in_query: false } }]', global)).toBe('key');
  });

  test('a plugin of one consumer that restricts it leaves the service undecided', async () => {
    const more = 'plugins: [{ name: ip-restriction, consumer: acme, config: { allow: [10.0.0.0/8] } }]';
    expect(await authOf('[{ name: key-auth }]', more)).toBe('undecided');
  });

  test('if the anonymous consumer is refused, a credential is required', async () => {
    const more = 'plugins: [{ name: request-termination, consumer: nobody, config: { status_code: 401 } }]';
    const plugins = '[{ name: key-auth, config: { key_in_query: false, anonymous: nobody } }]';
    expect(await authOf(plugins, more)).toBe('key');
  });
});

test('no answer and no line of the report contains a secret', async () => {
  const more = `
certificates: [{ cert: top-secret-2, key: top-secret-3 }]
plugins:
  - { name: rate-limiting, config: { minute: 5, policy: redis, redis: { host: redis.svc, password: top-secret-4 } } }
  - { name: openid-connect, config: { issuer: "https://id.example.com/", client_id: [a], client_secret: [top-secret-5] } }`;
  const { answers, entries } = await importText('kong', file('[{ name: key-auth }]', more));
  const shown = entries.map(({ what, why, fix, keys }) => [what, why, fix, keys]);
  expect(JSON.stringify([answers, shown])).not.toMatch(/top-secret/);
});

describe('paths', () => {
  const pathOf = async (path: string, more = ''): Promise<Tree> => {
    const text = `
_format_version: "3.0"
services:
  - name: a
    url: http://a.b.svc:80/base
    routes: [{ name: a, paths: ['${path}'] ${more} }]`;
    return ((await importText('kong', text)).answers.services as Tree[])[0]!;
  };
  test.each([
    ['/api', '', { path: '/api', rewrite: '/base' }],
    ['/api/', '', { path: '/api', rewrite: '/base' }],
    ['/api', ', strip_path: false', { path: '/api', rewrite: '/base/api' }],
    ['/', ', strip_path: false', { path: '/', rewrite: '/base' }],
    ['~/pets/(?<id>[^/]+)$', ', strip_path: false', { path: '/pets/{id}', rewrite: '/base/pets/{id}' }],
    [
      '~/pets/(?<id>[^#?/]+)/toys$',
      ', strip_path: false',
      { path: '/pets/{id}/toys', rewrite: '/base/pets/{id}/toys' },
    ],
    ['~/pets$', '', { path: 'exact:/pets', rewrite: '/base' }],
    ['~/pets/[0-9]+', '', { path: 'regex:/pets/[0-9]+/?(.*)', rewrite: '/base/$1' }],
    ['~/pets/[0-9]+$', '', { path: 'regex:/pets/[0-9]+' }],
  ])('%s%s', async (path, more, expected) => {
    const { path: read, rewrite } = await pathOf(path, more);
    expect({ path: read, ...(rewrite !== undefined && { rewrite }) }).toEqual(expected);
  });
});
