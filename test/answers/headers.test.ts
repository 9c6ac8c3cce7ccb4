// Headers that answers name: each field with what it must not take away, forge or show, and what is right beside it.
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';

type Tree = Record<string, unknown>;
const METHODS = {
  jwt: {
    type: 'jwt',
    issuer: 'https://i.example.com/',
    jwks: 'https://i.example.com/j',
    audiences: ['a'],
    claims: { sub: 'x-sub' },
  },
  key: { type: 'apiKey', header: 'X-Partner-Key', secret: 's', clients: ['acme'] },
  hook: { type: 'extAuth', http: 'http://authz:8080/check', headersToBackend: ['X-User'] },
};
const answers = (service: Tree, methods: Tree = {}, more: Tree = {}): Tree => ({
  version: 1,
  hostname: 'a.example.com',
  tls: { secret: 't' },
  services: [{ name: 'x', path: '/x', backend: 'x:1', auth: 'jwt', ...service }],
  auth: { methods: { ...METHODS, ...methods } },
  ...more,
});
const codes = (input: Tree): string[] => {
  const validated = validateAnswers(input, 'f.yaml');
  return 'problems' in validated ? [...new Set(validated.problems.map((p) => p.code))] : [];
};

/** What needs each of these, so that no field may take it. */
const TAKEN = [
  'Authorization', 'authorization', 'Proxy-Authorization', 'Cookie', 'X-PARTNER-KEY', 'Host', 'Connection', 'Transfer-Encoding', 'Content-Length', 'TE', 'X-Forwarded-For', 'x-forwarded-client-cert', 'X-Forwarded-Proto', 'X-Forwarded-Prefix',
  'Forwarded', 'X-Real-IP', 'True-Client-IP', 'X-Envoy-Original-Path', 'x-envoy-external-address', 'X-Client-Id', 'x-basic-user', 'x-gateway-filters',
]; // biome-ignore format: a table
const FREE = ['X-User-Id', 'X-Authorization-Kind', 'X-Host', 'X-Forward', 'Envoy-X', 'X-Cookie-Consent'];

/** A field that names a header, and what else it may name. */
const FIELDS: [field: string, of: (header: string) => Tree, legal: string[], illegal: string[]][] = [
  ['claims', (h) => answers({}, { jwt: { ...METHODS.jwt, claims: { sub: h } } }), ['X-Sub'], ['X-Request-ID', 'traceparent', 'Content-Type']],
  ['headersToBackend', (h) => answers({}, { hook: { ...METHODS.hook, headersToBackend: [h] } }), ['X-User'], ['X-Request-ID', 'b3']],
  ['headers', (h) => answers({ headers: { [h]: 'v2' } }), ['Accept', 'User-Agent'], ['X-Sub', 'x-user', 'X-Request-ID']],
  ['canary', (h) => answers({ canary: { backend: 'y:1', weight: 1, header: `${h}: v2` } }), ['X-Canary'], ['X-Sub', 'X-User']],
  ['set', (h) => answers({ transform: { request: { set: { [h]: 'v2' } } } }), ['X-Request-ID', 'X-Forwarded-Prefix', 'traceparent'], ['X-Sub', 'X-User']],
  ['add', (h) => answers({ transform: { request: { add: { [h]: 'v2' } } } }), ['X-Request-ID'], ['X-Sub']],
  ['root', (h) => answers({}, {}, { transform: { request: { set: { [h]: 'v2' } } } }), ['X-Request-ID', 'X-Forwarded-Prefix'], ['X-Sub']],
  ['remove', (h) => answers({ transform: { request: { remove: [h] } } }), ['Cookie', 'Proxy-Authorization', 'X-Request-ID', 'X-Debug'], ['X-Sub', 'X-User']],
  ['key', (h) => answers({}, {}, { rateLimit: { limits: '1/minute', key: { header: h } } }), ['X-Sub', 'X-User', 'X-Tenant'], ['X-Request-ID', 'X-API-Key']],
  ['key of a service', (h) => answers({ rateLimit: { limits: '1/minute', key: { header: h } } }), ['X-Sub'], ['X-Request-ID']],
  ['apiKey', (h) => answers({}, { key: { ...METHODS.key, header: h } }), ['X-API-Key', 'Authorization', 'authorization', 'X-PARTNER-KEY'], ['X-Request-ID']],
  [
    'serviceToken',
    (h) => answers({ backend: 'https://api.example.org', identity: { serviceToken: { secret: 's', header: h } } }),
    ['Authorization', 'authorization', 'X-PARTNER-KEY', 'X-API-Key', 'Proxy-Authorization', 'Cookie'],
    ['X-Sub', 'X-Request-ID'],
  ],
]; // biome-ignore format: a table

test.each(FIELDS)('%s names nothing that another part of the gateway needs', (_, of, legal, illegal) => {
  const wrong = [...TAKEN, ...illegal].filter((h) => !legal.includes(h));
  expect(wrong.filter((h) => codes(of(h)).length === 0)).toEqual([]);
  expect([...FREE, ...legal].flatMap((h) => codes(of(h)).map((c) => `${h}: ${c}`))).toEqual([]);
});

test('answers to clients lose what they like, but not what belongs to the connection', () => {
  const remove = (h: string): Tree => answers({ transform: { response: { remove: [h] } } });
  for (const h of ['Server', 'X-Powered-By', 'X-Envoy-Upstream-Service-Time', 'Via'])
    expect(codes(remove(h)), h).toEqual([]);
  for (const h of ['Connection', 'Content-Length', 'Transfer-Encoding'])
    expect(codes(remove(h)), h).toEqual(['HopByHopHeader']);
});

test('hashing by a header that is removed, or another one in each request', () => {
  const hash = (header: string): Tree => answers({ loadBalancing: { consistentHash: { header } } });
  for (const h of ['X-Partner-Key', 'X-Request-ID', 'Connection'])
    expect(codes(hash(h)), h).toEqual(['ReservedHeader']);
  for (const h of ['x-sub', 'X-Tenant', 'Authorization']) expect(codes(hash(h)), h).toEqual([]);
});

test('early removal leaves what a method reads', () => {
  const validated = validateAnswers(answers({ auth: ['jwt', 'key'] }), 'f.yaml');
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  const { identityHeaders } = buildIntent(validated.answers).client;
  expect(identityHeaders).toEqual(['x-basic-user', 'x-client-id', 'x-gateway-filters', 'x-sub', 'x-user']);
});

/** Values of headers that are secrets, wherever a header has a value; and what only looks like it. */
const SECRET: [header: string, value: string][] = [
  ['X-Upstream', 'Basic dXNlcjpwYXNz'], ['X-Upstream', 'basic abc'], ['X-Upstream', 'BEARER abc'], ['X-Upstream', 'bearer   x.y.z'], ['X-Upstream', 'as Bearer abcdef'], ['X-Upstream', 'proxy Basic dXNlcjpwYXNz'], ['X-Upstream', 'Token abc'], ['X-Upstream', 'ApiKey abc'],
  ['X-API-Key', 'abc'], ['Api-Key', 'abc'], ['X-Auth-Token', 'abc'], ['Ocp-Apim-Subscription-Key', 'abc'], ['X-Service-Authorization', 'abc'], ['Private-Token', 'abc'], ['X-Db-Password', 'abc'], ['X-Session-Cookie', 'a=b'],
]; // biome-ignore format: a table
const PLAIN: [header: string, value: string][] = [
  ['X-Plan', 'basic'], ['X-Plan', 'Basic plan for all'], ['X-Kind', 'bearer'], ['X-Token-Kind', 'machine'], ['X-Credential-Source', 'gateway'], ['X-Preview-Key', 'team'], ['X-Version', '2026-01-01'], ['X-Auth-Mode', 'token'],
]; // biome-ignore format: a table
const PLACES: [place: string, of: (header: string, value: string) => Tree][] = [
  ['set', (h, v) => answers({ transform: { request: { set: { [h]: v } } } })],
  ['add', (h, v) => answers({ transform: { request: { add: { [h]: v } } } })],
  ['response', (h, v) => answers({ transform: { response: { set: { [h]: v } } } })],
  ['root', (h, v) => answers({}, {}, { transform: { request: { set: { [h]: v } } } })],
  ['headers', (h, v) => answers({ headers: { [h]: v } })],
  ['canary in one text', (h, v) => answers({ canary: { backend: 'y:1', weight: 1, header: `${h}: ${v}` } })],
  ['canary', (h, v) => answers({ canary: { backend: 'y:1', weight: 1, header: { name: h, value: v } } })],
];

test.each(PLACES)('a static credential in %s is refused as a secret and not repeated', (_, of) => {
  for (const [header, value] of SECRET) {
    const validated = validateAnswers(of(header, value), 'f.yaml');
    expect('problems' in validated && validated.problems.map((p) => p.code), `${header}: ${value}`).toContain(
      'SecretInAnswers',
    );
    expect(JSON.stringify(validated)).not.toContain(value.split(' ').at(-1));
  }
  expect(PLAIN.flatMap(([h, v]) => codes(of(h, v)).map((c) => `${h}: ${v} ${c}`))).toEqual([]);
});

test.each([
  ['%REQ(authorization)%', ['CredentialInHeaderValue']],
  ['%REQ(X-A?Authorization)%', ['CredentialInHeaderValue']],
  ['x %REQ(Cookie):10%', ['CredentialInHeaderValue']],
  ['%REQ(x-partner-key)%', ['CredentialInHeaderValue']],
  ['Bearer %REQ(X-Partner-Key)%', ['CredentialInHeaderValue']],
  ['%REQ(X-REQUEST-ID)%', []],
  ['Bearer %REQ(x-sub)%', []],
  ['100%', ['PercentInHeaderValue']],
  ['100%%', []],
  ['a  b', ['InvalidHeaderValue']],
  ['a ', ['InvalidHeaderValue']],
  ['é', ['InvalidHeaderValue']],
])('the value %s', (value, wanted) => {
  expect(codes(answers({ transform: { request: { set: { 'X-Copy': value } } } }))).toEqual(wanted);
});

test('what asks a client for a credential holds none', () => {
  expect(codes(answers({ transform: { response: { set: { 'WWW-Authenticate': 'Bearer realm="api"' } } } }))).toEqual(
    [],
  );
});
