// Answers that once ended in a bug of ours, or in objects that are not admitted, and the nearest ones that are right.
import { expect, test } from 'vitest';
import { readAnswers } from '../../src/answers/read.ts';
import { validateText } from './fuzz/validate.ts';

type Tree = Record<string, unknown>;
const JWT = { type: 'jwt', issuer: 'https://a.example.com/', jwks: 'https://a.example.com/jwks', audiences: ['api'] };
const OIDC = { type: 'oidc', issuer: 'https://l.example.com/', clientID: 'c', clientSecret: 's' };
const answers = (service: Tree = {}, method: Tree = { ...JWT, claims: { sub: 'x-sub' } }, more: Tree = {}): Tree => ({
  version: 1,
  hostname: 'api.example.com',
  tls: { selfSigned: true },
  services: [{ name: 'users', path: '/v1/users', backend: 'users:80', auth: 'm', ...service }],
  auth: { methods: { m: method } },
  ...more,
});
const LIMIT = { rateLimit: { limits: '10/minute' } };
const claim = (header: string): Tree => answers({}, { ...JWT, claims: { sub: header } }, LIMIT);

/** Written, with all that is made of them. */
const ACCEPTED: [name: string, input: Tree][] = [
  ['a claim header that ends in a sign', claim('x-sub_')],
  ['a claim header of one sign', claim('|')],
  ['a claim header with a per cent sign', claim('100%')],
  ['a claim header without a letter', claim('~~')],
  ['methods', answers({ methods: ['GET', 'POST'] })],
  ['a client id with signs', answers({}, { ...OIDC, clientID: '💥 é &=?' })],
  ['an ASCII value to match', answers({ headers: { 'x-preview': '"(touch x) %"' } })],
  ['an issuer that is a word', answers({}, { ...JWT, issuer: 'accounts' })],
  ['a port in a JWKS', answers({}, { ...JWT, jwks: 'https://a.example.com:8443/jwks?p=b2c' })],
];
test.each(ACCEPTED)('%s', async (_, input) => {
  expect(await validateText(JSON.stringify(input, undefined, 1), '/nowhere')).toMatchObject({
    accepted: true,
    faults: [],
  });
});

/** Refused, with the place of the value. */
const REFUSED: [name: string, code: string, input: Tree][] = [
  ['a method twice', 'DuplicateValue', answers({ methods: ['GET', 'GET'] })],
  ['half a surrogate pair', 'HiddenCharacter', answers({}, { ...OIDC, clientID: '\ud800' })],
  ['a line separator in a value to match', 'InvalidHeaderValue', answers({ headers: { 'x-preview': '\u2028(touch' } })],
  ['a value to match that is not ASCII', 'InvalidHeaderValue', answers({ headers: { 'x-preview': 'é' } })],
  ['a space at the end', 'InvalidHeaderValue', answers({ headers: { 'x-preview': 'a ' } })],
  ['a port that is no number', 'InvalidURL', answers({}, { ...JWT, jwks: 'https://a.example.com:abc/jwks' })],
  ['a port that is none', 'InvalidURL', answers({}, { ...JWT, jwks: 'https://a.example.com:65536/jwks' })],
  ['half an escape', 'InvalidURL', answers({}, { ...JWT, jwks: 'https://a.example.com/%zz' })],
  ['a backslash', 'InvalidURL', answers({}, { ...JWT, jwks: 'https://a.example.com\\jwks' })],
  ['a backslash in a path', 'InvalidURL', answers({}, { ...JWT, jwks: 'https://a.example.com/a\\b' })],
  ['a space', 'InvalidURL', answers({}, { ...JWT, jwks: 'https://a.example.com/a b' })],
  ['a user', 'InvalidURL', answers({}, { ...JWT, jwks: 'https://u@a.example.com/' })],
  ['an address in hexadecimal', 'InvalidURL', answers({}, { ...JWT, jwks: 'https://0x7f.1/' })],
  ['an issuer that is half a URL', 'InvalidIssuer', answers({}, { ...JWT, issuer: 'https://a.example.com:abc/' })],
  ['an issuer that is half an address', 'InvalidIssuer', answers({}, { ...JWT, issuer: 'a b@c' })],
  ['a query of a provider', 'InvalidURL', answers({}, { ...OIDC, issuer: 'https://l.example.com/?tenant=a' })],
  ['half an endpoint', 'InvalidURL', answers({}, { ...OIDC, endSessionEndpoint: 'https://l.example.com/%' })],
  ['a domain with a port', 'InvalidCookieDomain', answers({}, { ...OIDC, cookieDomain: 'example.com:443' })],
  ['half an escape in a backend', 'InvalidBackend', answers({ backend: 'https://a.example.com/%zz' })],
  ['a space in a backend', 'InvalidBackend', answers({ backend: 'https://a.example.com/a b' })],
  ['an authorizer with half an escape', 'InvalidAuthorizer', answers({}, { type: 'extAuth', http: 'http://authz:8080/%zz' })],
  ['an authorizer with a query', 'InvalidAuthorizer', answers({}, { type: 'extAuth', http: 'http://authz:8080/a?b' })],
  ['a Redis of a port that is none', 'InvalidRedisAddress', answers({}, JWT, { rateLimit: { scope: 'global', limits: '1/minute', onFailure: 'open', redis: { url: 'redis:0' } } })],
  ['an origin of a port that is none', 'InvalidOrigin', answers({}, JWT, { cors: { origins: ['https://a.example.com:99999'] } })],
  ['a CORS header that is none', 'InvalidHeaderName', answers({}, JWT, { cors: { origins: ['https://a.example.com'], headers: ['a, b'] } })],
  ['a repository of a port that is none', 'InvalidRepository', answers({}, JWT, { layout: 'app-of-apps', teams: { t: { paths: ['/t'], answers: 't.yaml' } }, delivery: { tool: 'flux', repository: 'https://git.example.com:99999/a.git' } })],
  ['a latency of eleven years', 'TooManyConcurrentRequests', answers({}, JWT, { traffic: { p95Latency: '99999h' } })],
]; // biome-ignore format: a table
test.each(REFUSED)('%s is refused', (_, code, input) => {
  const read = readAnswers(JSON.stringify(input, undefined, 1), 'f.yaml');
  const problems = 'problems' in read ? read.problems : [];
  expect(problems.map((p) => p.code)).toEqual([code]);
  expect(problems[0]!.line).toBeGreaterThan(1);
});
