// Nothing that Traefik protects becomes public.
import { describe, expect, test } from 'vitest';
import type { Tree } from '../../../src/answers/yaml-layout.ts';
import { importText } from '../import-text.ts';

const file = (middleware: string, rule = 'Host(`a.example.com`)', more = ''): string => `
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: app, namespace: shop }
spec:
  entryPoints: [websecure]
  routes:
    - match: ${JSON.stringify(rule)}
      middlewares: [{ name: m }]
      services: [{ name: app, port: 80 }]
${more}
---
apiVersion: traefik.containo.us/v1alpha1
kind: Middleware
metadata: { name: m, namespace: shop }
spec: ${middleware}
`;

const serviceOf = async (text: string): Promise<Tree> =>
  ((await importText('traefik', text)).answers.services as Tree[])[0]!;

describe('authentication', () => {
  test.each([
    ['none', '{ compress: {} }', 'undecided'],
    ['digest', '{ basicAuth: { secret: s }, digestAuth: { secret: s } }', 'undecided'],
    ['a plugin', '{ basicAuth: { secret: s }, plugin: { oidc: { a: b } } }', 'undecided'],
    ['a middleware whose kind is not known', '{ basicAuth: { secret: s }, newAuth: {} }', 'undecided'],
    ['an authorizer outside of the cluster', '{ forwardAuth: { address: "https://auth.example.com/" } }', 'undecided'],
    ['a chain that names itself', '{ basicAuth: { secret: s }, chain: { middlewares: [{ name: m }] } }', 'undecided'],
    ['networks that are none', '{ basicAuth: { secret: s }, ipAllowList: { sourceRange: [x] } }', 'undecided'],
    [
      'an address that depends on a list',
      '{ ipAllowList: { sourceRange: [10.0.0.0/8], ipStrategy: { excludedIPs: [10.0.0.1] } } }',
      'undecided',
    ],
    ['users', '{ basicAuth: { secret: s } }', 'users'],
    ['an authorizer', '{ forwardAuth: { address: "http://authz.auth.svc:9000/verify" } }', 'authz'],
  ])('%s', async (_, middleware, auth) => {
    expect((await serviceOf(file(middleware))).auth).toEqual(auth);
  });

  test('a middleware that the files do not contain', async () => {
    const text = file('{ basicAuth: { secret: s } }').replace(
      'middlewares: [{ name: m }]',
      'middlewares: [{ name: m }, { name: m@file }]',
    );
    expect((await serviceOf(text)).auth).toBe('undecided');
  });

  test('client certificates that a TLSOption requires', async () => {
    const option = (spec: string): string => `
---
apiVersion: traefik.io/v1alpha1
kind: TLSOption
metadata: { name: default, namespace: shop }
spec: ${spec}`;
    const users = '{ basicAuth: { secret: s } }';
    const tls = '  tls: {}';
    expect((await serviceOf(file(users, undefined, tls + option('{ minVersion: VersionTLS12 }')))).auth).toBe('users');
    const required = option('{ clientAuth: { secretNames: [ca], clientAuthType: RequireAndVerifyClientCert } }');
    expect((await serviceOf(file(users, undefined, tls + required))).auth).toBe('undecided');
  });
});

test('requests of an alternative that is left out do not reach a service with other access unseen', async () => {
  const text = `
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { name: app, namespace: shop }
spec:
  routes:
    - { match: "Host(\`a.example.com\`)", middlewares: [{ name: m }], services: [{ name: app, port: 80 }] }
    - { match: "Host(\`a.example.com\`) && HeaderRegexp(\`x\`, \`y\`)", middlewares: [{ name: other }], services: [{ name: app, port: 80 }] }
---
apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata: { name: m, namespace: shop }
spec: { basicAuth: { secret: s } }`;
  expect((await serviceOf(text)).auth).toBe('undecided');
});

describe('paths', () => {
  test.each([
    ['PathPrefix(`/api`)', '{ stripPrefix: { prefixes: [/api] } }', '/api', '/'],
    ['PathPrefix(`/api/v1`)', '{ stripPrefix: { prefixes: [/api] } }', '/api/v1', '/v1'],
    ['PathPrefix(`/api`)', '{ stripPrefix: { prefixes: [/other] } }', '/api', undefined],
    ['PathPrefix(`/`)', '{ stripPrefix: { prefixes: [/api] } }', '/', undefined],
    ['PathPrefix(`/api`)', '{ addPrefix: { prefix: /v2 } }', '/api', '/v2/api'],
    ['Path(`/a`)', '{ replacePath: { path: /b } }', 'exact:/a', '/b'],
    ['PathPrefix(`/a`)', '{ replacePath: { path: /b } }', '/a', undefined],
    ['PathPrefix(`/a`)', '{ replacePathRegex: { regex: "^/a/(.*)", replacement: "/b/$1" } }', '/a', '/b'],
    [
      'PathPrefix(`/a`)',
      '{ replacePathRegex: { regex: "^/a/(x|y)/(.*)", replacement: "/$2/$1" } }',
      'regex:/a/(x|y)/(.*)',
      '/$2/$1',
    ],
    ['PathPrefix(`/a`)', '{ replacePathRegex: { regex: "/a/(x|y)/(.*)", replacement: "/$2/$1" } }', '/a', undefined],
    ['PathPrefix(`/a`)', '{ replacePathRegex: { regex: "^/b/(x|y)/(.*)", replacement: "/$2/$1" } }', '/a', undefined],
    ['PathPrefix(`/a`)', '{ replacePathRegex: { regex: "^/a/(x|y)/(.*)", replacement: "/$1x" } }', '/a', undefined],
    ['PathPrefix(`/a`)', '{ replacePathRegex: { regex: "^/a(.)/(.*)", replacement: "/$2/$1" } }', '/a', undefined],
    ['Path(`/pets/{id}`)', '{ compress: {} }', '/pets/{id}', undefined],
    ['Path(`/pets/{id:[0-9]+}`)', '{ compress: {} }', 'regex:/pets/(?:[0-9]+)', undefined],
    ['PathRegexp(`^/items/[0-9]+`)', '{ compress: {} }', 'regex:/items/[0-9]+.*', undefined],
  ])('%s with %s', async (rule, middleware, path, rewrite) => {
    const s = await serviceOf(file(middleware, `Host(\`a.example.com\`) && ${rule}`));
    expect([s.path, s.rewrite]).toEqual([path, rewrite]);
  });
});
