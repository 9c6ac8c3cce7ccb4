// Tokens of an identity provider, checked by its public keys.
import type { AllowRule, ClaimIntent } from '../../model/intent.ts';
import { defined, some } from '../../objects/make.ts';
import { serverRef } from '../../objects/server-ref.ts';
import { NO_CONDITION } from '../allow-rule.ts';
import { type Allowed, type AuthKind, inHeaders, type Named, type PolicySpec } from '../auth-kind.ts';
import { variableOf } from '../credential.ts';
import { hostAndPort } from '../private-server.ts';
import {
  asks,
  type JwtIntent,
  type JwtMethod,
  type JwtOfTeams,
  jwtSchema,
  provider,
  verifiedToken,
} from './jwt-method.ts';
import { jwtTeams } from './jwt-teams.ts';

/** A claim may be a string or a list, and the API requires its type; a rule for each combination accepts both. */
const claimShapes = (count: number): ClaimIntent['type'][][] =>
  Array.from({ length: 2 ** count }, (_, n) =>
    Array.from({ length: count }, (_, i) => ((n >> i) & 1 ? 'StringArray' : 'String')),
  );

const rulesOf = ({ name }: Named<JwtMethod>, allow: Allowed): AllowRule[] => {
  const claims = Object.entries(allow.claims ?? {});
  const scopes = allow.scopes ?? [];
  return claimShapes(claims.length).map((shapes, n) => ({
    ...NO_CONDITION,
    name: n === 0 ? name : `${name}-${n + 1}`,
    cel: verifiedToken(name),
    cidrs: allow.cidrs ?? [],
    jwt:
      scopes.length + claims.length === 0
        ? undefined
        : {
            provider: name,
            scopes,
            claims: claims.map(([claim, values], i) => ({ claim, values, type: shapes[i]! })),
          },
  }));
};

const spec = ({ providers }: JwtIntent): NonNullable<PolicySpec['jwt']> => ({
  providers: providers.map((p) =>
    defined({
      name: p.name,
      issuer: p.issuer,
      audiences: [...p.audiences],
      remoteJWKS: defined({ uri: p.jwks, backendRefs: p.server && [serverRef(p.server)] }),
      claimToHeaders: some(p.claims.map(([claim, header]) => ({ claim, header }))),
      // By default Envoy also accepts ?access_token=, which ends up in logs.
      extractFrom: { headers: [{ name: 'Authorization', valuePrefix: 'Bearer ' }] },
    }),
  ),
});

const tokenOf = ({ providers }: JwtIntent) => ({
  as: 'bearer' as const,
  variable: variableOf('TOKEN', providers[0]!.name),
  holds: 'a token (without "Bearer ")',
});

export const jwt: AuthKind<JwtMethod, JwtIntent, JwtOfTeams> = {
  schema: jwtSchema,
  choices: [
    {
      choice: 'jwt',
      name: 'customers',
      words: 'Tokens (JWT)',
      hint: 'Clients send a bearer token from an identity provider.',
      preset: { type: 'jwt' },
      questions: (method, answer) => [
        { key: 'issuer', message: 'What is the issuer of the tokens? (iss)' },
        {
          key: 'jwks',
          message: "What is the URL of the issuer's public keys? (JWKS)",
          // An issuer can be any text, such as accounts.google.com.
          ...(/^https:\/\/./.test(String(method('issuer'))) && {
            suggestion: {
              value: `${String(method('issuer')).replace(/\/+$/, '')}/.well-known/jwks.json`,
              reason: 'the usual path below the issuer',
            },
          }),
        },
        {
          key: 'audiences',
          message: 'Which audience must tokens have? (aud)',
          read: 'list',
          suggestion: { value: String(answer('hostname') ?? 'api'), reason: 'tokens for other APIs are rejected' },
        },
        {
          key: 'claims',
          message: 'Which claim identifies the client?',
          read: (claim) => ({ [claim]: `x-jwt-claim-${claim.toLowerCase().replace(/[^a-z0-9]+/g, '-')}` }),
          suggestion: { value: 'sub', reason: 'services and limits receive it as x-jwt-claim-sub' },
        },
      ],
    },
  ],
  since: 'v1.9.0',
  reads: () => inHeaders(['Authorization']),
  credentialHeaders: () => ['authorization'],
  ownHeaders: [],
  namedHeaders: () => [],
  claims: (m) => m.claims ?? {},
  tlsServers: (m) => [{ key: 'jwks', ...hostAndPort(m.jwks) }],
  caUnused: () => false,
  services: () => [],
  check: () => [],
  clients: undefined,
  allows: 'token',
  rank: 2,
  // Envoy matches the whole value; the scheme is not case-sensitive (RFC 9110, 11.1).
  match: { pattern: '(?i)bearer .+', place: () => ({ in: 'header', name: 'Authorization' }) },
  several: true,
  login: false,
  scriptHeaders: [],
  challenge: { scheme: 'Bearer' },
  countBy: undefined,
  field: 'jwt',
  filter: { name: 'envoy.filters.http.jwt_authn', order: 10 },
  spec,
  notes: () => [],
  guard: 'none',
  sanitizes: false,
  authorization: (methods, allow) => methods.flatMap((m) => rulesOf(m, allow)),
  intent: (methods, { home }) => {
    const providers = methods.map((m) => provider(m, home));
    return {
      type: 'jwt',
      methods: methods.map((m) => m.name),
      secrets: [],
      asks: asks(providers),
      removes: undefined,
      providers,
    };
  },
  secret: () => undefined,
  logFields: (names) =>
    names.map((name) => [
      names.length === 1 ? 'subject' : `subject_${name}`,
      `%DYNAMIC_METADATA(envoy.filters.http.jwt_authn:${name}:sub)%`,
    ]),
  teams: jwtTeams,
  credential: tokenOf,
  forbidden: (i, rules) =>
    rules.some((r) => r.jwt)
      ? {
          ...tokenOf(i),
          variable: `${tokenOf(i).variable}_FORBIDDEN`,
          holds: 'a valid token without the scope or claim',
        }
      : undefined,
  refused: () => ({ status: '401' }),
  worthless: (i) => [
    {
      id: 'auth.unsigned-token',
      title: 'a token without a valid signature is rejected',
      headers: ['Authorization: Bearer bm90.YS50.b2tlbg'],
      fallbackOnly: false,
    },
    {
      id: 'auth.token-in-query',
      title: 'a token in the query string is rejected',
      headers: [],
      credential: { ...tokenOf(i), as: 'query', name: 'access_token' },
      fallbackOnly: true,
    },
  ],
  configured: ({ providers }, rules) => [
    {
      what: 'auth.issuer',
      title: 'issuers',
      jsonpath: '{.spec.jwt.providers[*].issuer}',
      want: providers.map((p) => p.issuer).join(' '),
    },
    {
      what: 'auth.audiences',
      title: 'audiences',
      jsonpath: '{.spec.jwt.providers[*].audiences[*]}',
      want: providers.flatMap((p) => p.audiences).join(' '),
    },
    {
      what: 'auth.claims',
      title: 'headers with claims for services',
      jsonpath: '{.spec.jwt.providers[*].claimToHeaders[*].header}',
      want: providers.flatMap((p) => p.claims.map(([, header]) => header)).join(' '),
    },
    {
      what: 'auth.expiry',
      title: 'tokens must expire',
      jsonpath: '{.spec.authorization.rules[*].cel}',
      want: rules.map((r) => r.cel ?? '').join(' '),
    },
  ],
  tokens: ({ providers }) => providers,
  forwards: (i) => `the client's token, verified by the gateway (${i.methods.join(' or ')})`,
  registered: () => undefined,
};
