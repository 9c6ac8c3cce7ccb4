// Which path an authorizer over HTTP is asked for.
import { expect, test } from 'vitest';
import { generated, refusedFor } from './generated.ts';

const answers = (method: object) => ({
  services: [{ name: 'a', path: '/a', backend: 'a:80', auth: 'm' }],
  auth: { methods: { m: { type: 'extAuth', ...method } } },
});
const asked = (method: object) => {
  const { spec, intent } = generated(answers(method));
  const { path, pathOverride } = spec('SecurityPolicy', 'm').extAuth.http;
  return { path, pathOverride, said: intent.notices.find((n) => n.code === 'AuthorizerPath')?.text };
};

test.each([
  ['http://authelia.auth:80/api/authz/ext-authz/', '/api/authz/ext-authz'],
  ['http://authz:8080/check', '/check'],
  ['http://authz:8080/', undefined],
  ['http://authz:8080', undefined],
])('%s gets the path of the request after %s', (http, path) => {
  const found = asked({ http });
  expect([found.path, found.pathOverride]).toEqual([path, undefined]);
  expect(found.said).toContain(`called at ${path ?? ''}/users?page=2, with`);
});

test('path: fixed asks for one path, and the runbook says what that means', () => {
  const found = asked({ http: 'http://authz:8080/check/', path: 'fixed' });
  expect([found.path, found.pathOverride]).toEqual([undefined, '/check/']);
  expect(found.said).toContain('cannot decide by path');
});

test.each([
  [{ grpc: 'authz:9001', path: 'fixed' }, ['AuthorizerPathUnused auth.methods.m.path']],
  [{ http: 'http://authz:8080', path: 'append' }, ['AuthorizerPathUnused auth.methods.m.path']],
  [{ http: 'http://authz:8080/check?a=b' }, ['InvalidAuthorizer auth.methods.m.http']],
  [{ http: 'http://authz:8080/check', path: 'append' }, []],
  [{ grpc: 'authz:9001' }, []],
])('%j', (method, codes) => {
  expect(refusedFor(answers(method))).toEqual(codes);
});

test('it is said once for a method, however many services have rules of their own', () => {
  const services = ['a', 'b'].map((name) => ({
    name,
    path: `/${name}`,
    backend: 'a:80',
    auth: 'm',
    allow: { cidrs: [name === 'a' ? '10.0.0.0/8' : '10.1.0.0/16'] },
  }));
  const { intent } = generated({ ...answers({ http: 'http://authz:8080/check' }), services });
  expect(intent.security.length).toBeGreaterThan(1);
  expect(intent.notices.filter((n) => n.code === 'AuthorizerPath').length).toBe(1);
});
