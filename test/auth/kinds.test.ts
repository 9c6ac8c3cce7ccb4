// Every kind of authentication keeps what the generator relies on; a policy that lost its authentication is never written.
import { expect, test } from 'vitest';
import { validateAnswers } from '../../src/answers/read.ts';
import { AUTH_TYPES, type AuthType, KINDS, kindOfIntent } from '../../src/auth/kinds.ts';
import type { SecurityPolicy } from '../../src/crds/types/index.ts';
import { buildIntent } from '../../src/intent/build-intent.ts';
import type { Intent, SecurityIntent } from '../../src/model/intent.ts';
import { probesOf } from '../../src/probes/probe-list.ts';
import { buildResources } from '../../src/resources/build-resources.ts';
import { securityPolicies } from '../../src/resources/security-policy.ts';

/** A smallest method of each kind: a new kind without a row does not compile. */
const SMALLEST: Record<AuthType, Record<string, unknown>> = {
  jwt: { issuer: 'https://i.example.com/', jwks: 'https://i.example.com/jwks', audiences: ['api'] },
  apiKey: { secret: 'keys', clients: ['acme'] },
  oidc: { issuer: 'https://i.example.com/', clientID: 'portal', clientSecret: 'portal' },
  extAuth: { grpc: 'authz:9001' },
  basic: { secret: 'users' },
};

const intentOf = (type: AuthType, more: object = {}): Intent => {
  const validated = validateAnswers(
    {
      version: 1,
      hostname: 'api.example.com',
      tls: { secret: 'tls' },
      services: [{ name: 's', path: '/s', backend: 's:80', auth: 'm', public: ['/s/health'] }],
      auth: { methods: { m: { type, ...SMALLEST[type] } } },
      ...more,
    },
    'f',
  );
  if ('problems' in validated) throw new Error(JSON.stringify(validated.problems));
  return buildIntent(validated.answers);
};

const policyOf = (intent: Intent, name = 'm'): NonNullable<SecurityPolicy['spec']> =>
  (securityPolicies(intent).find((r) => r.object.metadata.name === name)!.object as SecurityPolicy).spec!;

/** The intent with the policy of the service changed. */
const broken = (intent: Intent, change: (s: SecurityIntent) => SecurityIntent): Intent => ({
  ...intent,
  security: intent.security.map((s) => (s.name === 'm' ? change(s) : s)),
});

test.each(AUTH_TYPES)('%s: its policy authenticates, denies by default, and each rule requires its success', (type) => {
  const intent = intentOf(type);
  const spec = policyOf(intent);
  expect(Object.keys(spec[KINDS[type].field]!)).not.toEqual([]);
  expect(spec.authorization?.defaultAction).toBe('Deny');
  expect(spec.authorization?.rules?.length).toBeGreaterThan(0);
  for (const rule of spec.authorization!.rules!)
    expect(rule.cel ?? rule.principal?.headers ?? rule.principal?.jwt, rule.name).toBeDefined();
  // No other kind is in it: Envoy Gateway would require both.
  const fields = [...new Set(AUTH_TYPES.map((t) => KINDS[t].field))];
  expect(fields.filter((f) => spec[f] !== undefined)).toEqual([KINDS[type].field]);
});

test.each(AUTH_TYPES)('%s: validate.sh asks without credentials and expects a refusal', (type) => {
  const intent = intentOf(type);
  const objects = buildResources(intent).map((r) => r.object);
  const probe = probesOf(intent, objects).find((p) => p.id === 's.auth.no-credentials');
  expect(probe?.check).toMatchObject({ kind: 'http', request: { credential: { as: 'none' } } });
  const [auth] = intent.security.find((s) => s.name === 'm')!.auth;
  const { status } = kindOfIntent(auth!).refused(auth!);
  expect(status.split(' ').every((code) => ['302', '401', '403'].includes(code))).toBe(true);
});

test.each(AUTH_TYPES)('%s: a policy that lost its part is an internal error and not an open gateway', (type) => {
  const intent = intentOf(type);
  expect(() => securityPolicies(intent)).not.toThrow();
  const cases: ((s: SecurityIntent) => SecurityIntent)[] = [
    (s) => ({ ...s, auth: [] }),
    (s) => ({ ...s, auth: [{ ...s.auth[0]!, type: 'forgotten' }] }),
    (s) => ({ ...s, auth: [s.auth[0]!, s.auth[0]!] }),
    (s) => ({ ...s, defaultAction: 'Allow' }),
    (s) => ({ ...s, rules: [] }),
    (s) => ({ ...s, rules: [{ ...s.rules[0]!, cel: undefined, jwt: undefined, header: undefined }] }),
  ];
  for (const change of cases)
    expect(() => securityPolicies(broken(intent, change))).toThrow(
      /without authentication|unknown authentication kind/,
    );
});

test.each(AUTH_TYPES)('%s: a kind whose field stays empty is an internal error', (type) => {
  const intent = intentOf(type);
  const { spec } = KINDS[type];
  try {
    Object.assign(KINDS[type], { spec: () => ({}) });
    expect(() => securityPolicies(intent)).toThrow(/nothing is in/);
  } finally {
    Object.assign(KINDS[type], { spec });
  }
});

test('a route that accepts methods under a public policy is an internal error', () => {
  const intent = intentOf('jwt');
  const open = intent.security.find((s) => s.auth.length === 0)!.name;
  const routes = intent.routes.map((r) => (r.role === 'service' ? { ...r, security: open } : r));
  expect(() => securityPolicies({ ...intent, routes })).toThrow(/without authentication: route s accepts methods/);
  const silent = routes.map((r) => ({ ...r, methods: [] }));
  expect(() => securityPolicies({ ...intent, routes: silent })).toThrow(/without authentication/);
});

test('ranks are unique, and what requests without a credential need comes first', () => {
  const ranks = AUTH_TYPES.map((t) => KINDS[t].rank);
  expect(new Set(ranks).size).toBe(ranks.length);
  const [without, withMatch] = [true, false].map((none) =>
    AUTH_TYPES.filter((t) => (KINDS[t].match === undefined) === none).map((t) => KINDS[t].rank),
  );
  expect(Math.max(...without!)).toBeLessThan(Math.min(...withMatch!));
});

test('each kind has a choice in the interview that stores its type, and names that no other kind has', () => {
  for (const type of AUTH_TYPES)
    expect(KINDS[type].choices.map((c) => c.preset.type)).toEqual(KINDS[type].choices.map(() => type));
  const all = AUTH_TYPES.flatMap((t) => KINDS[t].choices);
  expect(AUTH_TYPES.every((t) => KINDS[t].choices.length > 0)).toBe(true);
  expect(new Set(all.map((c) => c.choice)).size).toBe(all.length);
  expect(new Set(all.map((c) => c.name)).size).toBe(all.length);
  const headers = AUTH_TYPES.flatMap((t) => KINDS[t].ownHeaders);
  expect(new Set(headers).size).toBe(headers.length);
});

test('the interview suggests the JWKS of an issuer only if the issuer is a URL', () => {
  const jwksOf = (issuer: string) =>
    KINDS.jwt.choices[0]!.questions(
      () => issuer,
      () => undefined,
    ).find((q) => q.key === 'jwks')!.suggestion?.value;
  expect(jwksOf('https://a.example.com/')).toBe('https://a.example.com/.well-known/jwks.json');
  expect(jwksOf('accounts.example.com')).toBeUndefined();
});
