// Answers without services: redirects, responses or streams are routes, too.
import { expect, test } from 'vitest';
import { missingAnswers } from '../../src/answers/missing-answers.ts';
import { validateAnswers } from '../../src/answers/read.ts';
import type { Tree } from '../../src/answers/yaml-layout.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import { buildResources } from '../../src/resources/build-resources.ts';

const BASE = { version: 1, hostname: 'a.example.com', tls: { secret: 't' } };
const STREAM = { name: 'raw', tcp: 8081, backend: 'raw:8080' };
const kindsOf = (answers: Tree): string[] => {
  const result = validateAnswers({ ...BASE, ...answers }, '');
  if ('problems' in result) return result.problems.map((p) => `${p.code} ${p.key}`);
  return [...new Set(buildResources(buildIntent(result.answers)).map((r) => r.object.kind))].filter((k) =>
    k.endsWith('Route'),
  );
};
const missingOf = (answers: Tree): string[] => missingAnswers({ ...BASE, ...answers }).map(({ key }) => key);

test.each<[Tree, string[]]>([
  [{ redirects: [{ from: '/', to: { hostname: 'b.example.com' } }] }, ['HTTPRoute']],
  [{ responses: [{ path: '/', status: 200, auth: 'none' }] }, ['HTTPRoute']],
  [{ streams: [{ ...STREAM, publicReason: 'a test' }] }, ['HTTPRoute', 'TCPRoute']],
])('%j is a gateway', (answers, kinds) => {
  expect(kindsOf(answers)).toEqual(kinds);
  expect(missingOf(answers)).toEqual([]);
});

test('without any of them, services are missing', () => {
  expect(kindsOf({})).toEqual(['MissingAnswer services']);
  expect(kindsOf({ maintenance: true })).toEqual(['MissingAnswer services']);
  expect(missingOf({})).toEqual(['services', 'auth.default']);
  expect(missingOf({ redirects: [] })).toEqual(['services', 'auth.default']);
});

test('what is open in them is missing, and nothing about services', () => {
  expect(missingOf({ streams: [STREAM] })).toEqual(['streams.0.publicReason']);
  expect(missingOf({ responses: [{ path: '/', status: 200, auth: 'undecided' }] })).toEqual(['responses.0.auth']);
});

test('the CA of a private server is missing, that of a public one is not', () => {
  const method = (m: Tree): Tree => ({ redirects: [{ from: '/', to: '/a' }], auth: { methods: { m } } });
  const service = (s: Tree): Tree => ({ services: [{ name: 's', path: '/', backend: 's:80', auth: 'none', ...s }] });
  const extAuth = { type: 'extAuth', http: 'https://authz.auth:8443/check' };
  const jwt = { type: 'jwt', issuer: 'https://i.example.com/', audiences: ['a'] };
  const open: [Tree, string[]][] = [
    [method(extAuth), ['auth.methods.m.ca']],
    [method({ ...extAuth, ca: 'authz-ca' }), []],
    [method({ ...extAuth, http: 'http://authz.auth:8080/check' }), []],
    [method({ ...jwt, jwks: 'https://keys.auth.svc/jwks' }), ['auth.methods.m.ca']],
    [method({ ...jwt, jwks: 'https://keys.example.com/jwks' }), []],
    [service({ backend: 'https://users.shop.svc.cluster.local:8443' }), ['services.s.ca']],
    [service({ backend: 'https://users.shop.svc.cluster.local:8443', ca: 'users-ca' }), []],
    [service({ backend: 'https://users.example.com' }), []],
    [service({ failover: 'https://users.internal' }), ['services.s.ca']],
    [service({ backends: [{ backend: 'https://users', weight: 1 }], backend: undefined }), ['services.s.ca']],
  ];
  for (const [answers, keys] of open) expect([answers, missingOf(answers)]).toEqual([answers, keys]);
});
