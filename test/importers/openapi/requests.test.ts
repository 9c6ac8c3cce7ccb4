// Documents of which another reading would open something, each with a near miss.
import { describe, expect, test } from 'vitest';
import { importText } from '../import-text.ts';

type Tree = Record<string, unknown>;

const SCHEMES = {
  token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  login: { type: 'oauth2', flows: {} },
};
const TOKEN = [{ token: [] }];
const KEY = [{ key: [] }];

const documentOf = (document: Tree, schemes: Tree = {}): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Api', version: '1' },
    servers: [{ url: 'https://api.example.com' }],
    components: { securitySchemes: { ...SCHEMES, ...schemes } },
    ...document,
  });

/** Services as `METHODS PATHS: AUTH SCOPES`. */
const servicesOf = async (document: Tree, schemes?: Tree, group: 'fewest' | 'operation' = 'fewest'): Promise<string[]> => {
  const { answers } = await importText('openapi', documentOf(document, schemes), { group });
  return ((answers.services ?? []) as Tree[]).map((s) => {
    const scopes = (s.allow as { scopes?: string[] } | undefined)?.scopes ?? [];
    const methods = s.methods === undefined ? '' : `${(s.methods as string[]).join(',')} `;
    return `${methods}${[s.path ?? s.paths].flat().join(' ')}: ${[JSON.stringify(s.auth).replaceAll('"', ''), ...scopes].join(' ')}`;
  });
}; // biome-ignore format: long lines

describe('a text at the place of a parameter', () => {
  test('leaves what is below the parameter its own access', async () => {
    const paths = { '/users/{id}/keys': { get: { security: KEY } }, '/users/me': { get: {} } };
    expect(await servicesOf({ security: [], paths })).toEqual(['/users /users/me/keys: key', '/users/me: none']);
  });

  test('is asked if the parameter of another path has it', async () => {
    const paths = { '/a/{id}': { get: { security: KEY } }, '/{id}/b': { get: {} } };
    expect(await servicesOf({ security: [], paths })).toEqual(['/{id}/b /a/{id}: undecided']);
  });

  test('has everything below it if the document has it there as well', async () => {
    const paths = {
      '/users/{id}/keys': { get: { security: KEY } },
      '/users/me': { get: {} },
      '/users/me/keys': { get: {} },
    };
    expect(await servicesOf({ security: [], paths })).toEqual(['/users: key', '/users/me: none']);
  });

  test('leaves the parameter its own methods', async () => {
    const paths = { '/users/{id}': { get: { security: KEY } }, '/users/me': { post: {} } };
    expect(await servicesOf({ security: [], paths })).toEqual(['GET /users: key', 'POST /users/me: none']);
  });

  test('of which all methods are documented needs no methods', async () => {
    const paths = { '/users/{id}': { get: { security: KEY } }, '/users/me': { get: {}, post: {} } };
    expect(await servicesOf({ security: [], paths })).toEqual(['/users: key', '/users/me: none']);
  });
});

describe('requirements that are no map are asked', () => {
  const security: readonly (readonly [string, unknown, string])[] = [
    ['a text', 'token', 'undecided'],
    ['a map', { token: [] }, 'undecided'],
    ['null', null, 'undecided'],
    ['a list of texts', ['token'], 'undecided'],
    ['a text as one of two', [{ token: [] }, 'key'], 'undecided'],
    ['null as one of two', [{ token: [] }, null], 'undecided'],
    ['a list as one of two', [{ token: [] }, []], 'undecided'],
    ['an unknown scheme', [{ other: [] }], 'undecided'],
    ['an unknown scheme as one of two', [{ token: [] }, { other: [] }], 'undecided'],
    ['scopes as a text', [{ login: 'read' }], 'undecided'],
    ['a scope that is a map', [{ login: [{ read: true }] }], 'undecided'],
    ['near miss: an empty map as one of two', [{ token: [] }, {}], '{optional:token}'],
    ['near miss: no scopes', [{ login: null }], 'login'],
    ['near miss: scopes', [{ login: ['read'] }], 'login read'],
    ['near miss: an empty list', [], 'none'],
  ];
  test.each(security)('%s', async (_, of, auth) => {
    const [only, ...more] = await servicesOf({ security: KEY, paths: { '/a': { get: { security: of } } } });
    expect([only?.replace(/^.*?: /, ''), more]).toEqual([auth, []]);
    const [ofRoot] = await servicesOf({ security: of, paths: { '/a': { get: {} } } });
    expect(ofRoot?.replace(/^.*?: /, '')).toBe(auth);
  });

  test('an empty map alone makes nothing below an optional path optional', async () => {
    const paths = { '/a': { get: { security: [{ token: [] }, {}] } } };
    expect(await servicesOf({ security: [{}], paths })).toEqual(['GET exact:/a: {optional:token}']);
    expect(await servicesOf({ security: [{ token: [] }, {}], paths })).toEqual(['/a: {optional:token}']);
  });
});

describe('issuers', () => {
  const flow = (authorizationUrl: string): Tree => ({ type: 'oauth2', flows: { implicit: { authorizationUrl } } });
  const paths = { '/a': { get: { security: [{ one: [] }] } }, '/b': { get: { security: [{ two: [] }] } } };
  const realm = (name: string): string => `https://login.example.com/realms/${name}/protocol/auth`;

  test('below different paths of one server are different methods', async () => {
    const services = await servicesOf({ paths }, { one: flow(realm('customers')), two: flow(realm('staff')) });
    expect(services).toEqual(['/a: one', '/b: two']);
  });

  test('near miss: two flows of one issuer are one method', async () => {
    const services = await servicesOf({ paths }, { one: flow(realm('staff')), two: flow(`${realm('staff')}?x=1`) });
    expect(services).toEqual(['/a /b: one']);
  });

  test('with relative URLs are those of their own documents', async () => {
    const oidc = { type: 'openIdConnect', openIdConnectUrl: '/.well-known/openid-configuration' };
    const services = await servicesOf({ paths }, { one: oidc, two: { ...oidc } });
    expect(services).toEqual(['/a: one', '/b: two']);
    const absolute = { ...oidc, openIdConnectUrl: 'https://a.example.com/.well-known/openid-configuration' };
    expect(await servicesOf({ paths }, { one: absolute, two: { ...absolute } })).toEqual(['/a /b: one']);
  });
});

describe('paths', () => {
  test('are compared without codes of letters', async () => {
    expect(await servicesOf({ security: TOKEN, paths: { '/a%2Db/%c3%a9': { get: {} } } })).toEqual([
      '/a-b/%C3%A9: token',
    ]);
  });

  test('everything below a path does not open the path itself', async () => {
    const paths = { '/a/{proxy+}': { get: { security: [] } } };
    expect(await servicesOf({ security: TOKEN, paths })).toEqual(['GET regex:/a/.+: none']);
    expect(await servicesOf({ security: TOKEN, paths: { '/a/{proxy+}': { get: {} } } })).toEqual(['/a: token']);
  });

  test('of which the operations are not known are not reached by a wider path', async () => {
    const paths = { '/a': { get: {} }, '/a/b': { $ref: 'other.yaml' } };
    expect(await servicesOf({ security: [], paths })).toEqual(['GET exact:/a: none']);
    expect(await servicesOf({ security: TOKEN, paths })).toEqual(['/a: token']);
  });

  test('that answers cannot contain are not reached by a template', async () => {
    const paths = { '/a/*': { get: { security: KEY } }, '/a/{id}': { get: {} }, '/b': { get: {} } };
    expect(await servicesOf({ security: [], paths })).toEqual(['GET /a/{id} exact:/b: undecided']);
  });
});
