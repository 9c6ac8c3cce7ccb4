// Several methods in one policy, and requests that may be anonymous.
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import type { SecurityPolicy } from '../../src/crds/types/index.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import type { Intent } from '../../src/model/intent.ts';
import { probesOf } from '../../src/probes/probe-list.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { securityPolicies } from '../../src/resources/security-policy.ts';

const METHODS = {
  jwt: { type: 'jwt', issuer: 'https://i.example.com/', jwks: 'https://i.example.com/jwks', audiences: ['api'] },
  key: { type: 'apiKey', secret: 'keys', clients: ['acme', 'globex'] },
  users: { type: 'basic', secret: 'users' },
  authz: { type: 'extAuth', grpc: 'authz:9001' },
  login: { type: 'oidc', issuer: 'https://l.example.com/', clientID: 'c', clientSecret: 's' },
  known: { type: 'oidc', issuer: 'https://l.example.com/', clientID: 'c', clientSecret: 's', jwks: 'fromIssuer' },
};

/** What only the success of a method leaves, in a rule written as JSON. */
const EVIDENCE = {
  jwt: "['envoy.filters.http.jwt_authn']['jwt']",
  key: '"x-client-id"',
  users: "'x-basic-user' in request.headers",
  authz: 'x-gateway-filters',
  login: 'x-gateway-filters',
};

const intentOf = (service: object, more: object = {}): Intent => {
  const validated = validateAnswers(
    {
      version: 1,
      hostname: 'api.example.com',
      tls: { secret: 'tls' },
      services: [{ name: 's', path: '/s', backend: 's:80', ...service }],
      auth: { methods: METHODS },
      ...more,
    },
    'f',
  );
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  return buildIntent(validated.answers);
};
const specOf = (intent: Intent, route = 's'): NonNullable<SecurityPolicy['spec']> => {
  const name = intent.routes.find((r) => r.name === route)!.security;
  return (securityPolicies(intent).find((r) => r.object.metadata.name === name)!.object as SecurityPolicy).spec!;
};

const PAIRS = [
  ['jwt', 'key'],
  ['jwt', 'authz'],
  ['users', 'key'],
  ['key', 'authz'],
  ['login', 'jwt'],
] as const;
test.each(PAIRS)('%s and %s: each rule requires the success of both', (a, b) => {
  const spec = specOf(intentOf({ auth: { all: [a, b] }, allow: { cidrs: ['10.0.0.0/8'] } }));
  expect(spec.authorization?.defaultAction).toBe('Deny');
  for (const rule of spec.authorization!.rules!) {
    const written = JSON.stringify(rule);
    expect(written).toContain(EVIDENCE[a]);
    expect(written).toContain(EVIDENCE[b]);
    expect(rule.principal?.clientCIDRs).toEqual(['10.0.0.0/8']);
  }
});

test('scopes and clients are required together, and the order of the answers does not matter', () => {
  const allow = { scopes: ['write'], clients: ['acme'] };
  const spec = specOf(intentOf({ auth: { all: ['jwt', 'key'] }, allow }));
  expect(spec).toEqual(specOf(intentOf({ auth: { all: ['key', 'jwt'] }, allow })));
  expect(spec.authorization?.rules?.map((r) => r.principal)).toEqual([
    { jwt: { provider: 'jwt', scopes: ['write'] }, headers: [{ name: 'x-client-id', values: ['acme'] }] },
  ]);
});

test('validate.sh sends the credentials of all methods but one, and expects a refusal', () => {
  const intent = intentOf({ auth: { all: ['jwt', 'key'] } });
  const probes = probesOf(
    intent,
    buildResources(intent).map((r) => r.object),
  );
  for (const [id, as] of [
    ['s.auth.without-jwt', 'header'],
    ['s.auth.without-key', 'bearer'],
  ])
    expect(probes.find((p) => p.id === id)?.check, id).toMatchObject({
      request: { credential: { as } },
      expect: { status: '401' },
    });
  expect(probes.find((p) => p.id === 's.auth.accepted')?.check).toMatchObject({
    request: { credential: { as: 'several' } },
  });
});

test('a login with keys requires the ID token, too, and the service does not receive it', () => {
  const intent = intentOf({ auth: 'known', allow: { claims: { groups: 'staff' } } });
  const spec = specOf(intent);
  expect(spec.oidc?.forwardIDToken?.header).toBe('x-gateway-id-token');
  expect(spec.jwt?.providers[0]).toMatchObject({
    audiences: ['c'],
    extractFrom: { headers: [{ name: 'x-gateway-id-token' }] },
  });
  for (const rule of spec.authorization!.rules!) {
    expect(rule.cel).toContain(EVIDENCE.login);
    expect(rule.cel).toContain("['known.id']");
  }
  expect(intent.client.identityHeaders).toContain('x-gateway-id-token');
  expect(intent.routes.find((r) => r.name === 's')!.rules[0]!.request.remove).toContain('x-gateway-id-token');
});

test('optional: requests with a credential are verified, all others are public without Authorization', () => {
  const intent = intentOf({ auth: { optional: ['jwt', 'key'] } });
  const open = intent.routes.find((r) => r.name === 's')!;
  expect(open.methods).toEqual([]);
  expect(open.rules[0]!.request.remove).toEqual(['Authorization']);
  expect(specOf(intent).authorization).toEqual({ defaultAction: 'Allow' });
  for (const name of ['s-jwt', 's-key']) {
    expect(intent.routes.find((r) => r.name === name)!.rules[0]!.matches[0]!.headers).toHaveLength(1);
    expect(specOf(intent, name).authorization?.defaultAction).toBe('Deny');
    expect(specOf(intent, name).jwt?.optional).toBeUndefined();
  }
});

test('denied networks are the first rule of every policy, and no other rule changes', () => {
  const without = intentOf({ auth: 'jwt', public: ['/s/health'] });
  const intent = intentOf({ auth: 'jwt', public: ['/s/health'] }, { deny: { cidrs: ['203.0.113.0/24'] } });
  for (const route of ['s', 's-public']) {
    const [first, ...rest] = specOf(intent, route).authorization!.rules!;
    expect(first).toMatchObject({ action: 'Deny', principal: { clientCIDRs: ['203.0.113.0/24'] } });
    expect(rest).toEqual(specOf(without, route).authorization?.rules ?? []);
  }
});
