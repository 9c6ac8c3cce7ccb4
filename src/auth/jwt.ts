// Tokens of an identity provider, checked by its public keys.
import * as z from 'zod';
import type { AllowRule, AuthIntent, ClaimIntent, PrivateServerIntent, TeamMethodIntent } from '../model/intent.ts';
import { all, any, list, text } from '../objects/cel.ts';
import { defined, some } from '../objects/make.ts';
import { serverRef } from '../objects/server-ref.ts';
import { ca } from '../values/ca.ts';
import { headerName, word } from '../values/scalars.ts';
import { httpsUrl, issuer } from '../values/urls.ts';
import { NO_CONDITION } from './allow-rule.ts';
import { type Allowed, ASKS_NOBODY, type AuthKind, inHeaders, type Named, type PolicySpec } from './auth-kind.ts';
import { variableOf } from './credential.ts';
import { type Home, hostAndPort, serverOfUrl } from './private-server.ts';

const schema = z.strictObject({
  type: z.literal('jwt').describe('The kind of method.'),
  issuer: issuer.describe('The `iss` claim that a token must have.'),
  jwks: httpsUrl.describe('Where the public keys are fetched.'),
  ca: ca.optional(),
  audiences: z.array(word).min(1).max(8).describe('A token must have one of them in `aud`.'),
  claims: z
    .record(z.string().min(1), headerName)
    .optional()
    .describe('Claims that the services receive as headers: `{ sub: x-jwt-claim-sub }`.'),
});
export type JwtMethod = z.output<typeof schema>;

interface Provider {
  readonly name: string;
  readonly issuer: string;
  readonly jwks: string;
  /** The server with the keys, if its CA is private; undefined: as the URL says. */
  readonly server: PrivateServerIntent | undefined;
  readonly audiences: readonly string[];
  readonly claims: readonly (readonly [claim: string, header: string])[];
}

export interface JwtIntent extends AuthIntent {
  readonly providers: readonly Provider[];
}

interface JwtOfTeams extends TeamMethodIntent, Provider {
  readonly name: string;
}

const provider = (m: Named<JwtMethod>, home: Home): Provider => ({
  name: m.name,
  issuer: m.issuer,
  jwks: m.jwks,
  server: serverOfUrl(m.jwks, m.ca, home),
  audiences: m.audiences,
  claims: Object.entries(m.claims ?? {}).map(([claim, header]) => [claim, header.toLowerCase()]),
});

const asks = (providers: readonly Provider[]): AuthIntent['asks'] => ({
  ...ASKS_NOBODY,
  private: providers.flatMap((p) => p.server ?? []),
  urls: providers.filter((p) => !p.server).map((p) => p.jwks),
});

/**
 * True only once jwt_authn has verified a token of this provider, and only for one that expires: Envoy accepts a token
 * without `exp` for ever. The provider's name is a DNS label, so it needs no quoting.
 */
const verifiedToken = (name: string): string =>
  `'exp' in metadata.filter_metadata['envoy.filters.http.jwt_authn']['${name}']`;

/** A claim may be a string or a list, and the API wants to know which; a rule for each combination accepts both. */
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

/** The platform's own Backend, which knows where the keys are and which certificate is valid. */
const onlyBackend = ({ backend, port }: PrivateServerIntent, namespace: string): string =>
  `has(p.remoteJWKS.backendRefs) && size(p.remoteJWKS.backendRefs) == 1 && p.remoteJWKS.backendRefs.all(b, ${all([
    'has(b.kind) && b.kind == "Backend"',
    `b.name == ${text(backend)}`,
    `has(b.namespace) && b.namespace == ${text(namespace)}`,
    `has(b.port) && b.port == ${port}`,
  ])})`;

const providerOfPlatform = (m: JwtOfTeams, namespace: string): string =>
  all([
    `${text(m.name)} in variables.methods`,
    `p.name == ${text(m.name)}`,
    `p.issuer == ${text(m.issuer)}`,
    // Keys come from where the platform says, and not by way of a backend of the team's choice.
    `has(p.remoteJWKS) && p.remoteJWKS.uri == ${text(m.jwks)} && ${m.server ? onlyBackend(m.server, namespace) : '!has(p.remoteJWKS.backendRefs)'} && !has(p.remoteJWKS.backendRef)`,
    `has(p.audiences) && size(p.audiences) > 0 && p.audiences.all(a, a in ${list(m.audiences)})`,
    `has(p.extractFrom) && p.extractFrom == {"headers": [{"name": "Authorization", "valuePrefix": "Bearer "}]}`,
    m.claims.length === 0
      ? '!has(p.claimToHeaders)'
      : `!has(p.claimToHeaders) || p.claimToHeaders.all(c, c in [${m.claims.map(([claim, header]) => `{"claim": ${text(claim)}, "header": ${text(header)}}`).join(', ')}])`,
  ]);

const spec = ({ providers }: JwtIntent): NonNullable<PolicySpec['jwt']> => ({
  providers: providers.map((p) =>
    defined({
      name: p.name,
      issuer: p.issuer,
      audiences: [...p.audiences],
      remoteJWKS: defined({ uri: p.jwks, backendRefs: p.server && [serverRef(p.server)] }),
      claimToHeaders: some(p.claims.map(([claim, header]) => ({ claim, header }))),
      // By default Envoy also takes ?access_token=, which ends in every log on the way.
      extractFrom: { headers: [{ name: 'Authorization', valuePrefix: 'Bearer ' }] },
    }),
  ),
});

const teams: AuthKind<JwtMethod, JwtIntent, JwtOfTeams>['teams'] = {
  intent: (m, home) => {
    const p = provider(m, home);
    return {
      type: 'jwt',
      ...p,
      asks: asks([p]),
      refersTo: p.server && { kind: 'Backend', name: p.server.backend },
    };
  },
  called: 'tokens',
  checks: (methods, namespace) => [
    '!has(object.spec.jwt.optional) || !object.spec.jwt.optional',
    '!has(object.spec.jwt.failOpen) || !object.spec.jwt.failOpen',
    `has(object.spec.jwt.providers) && size(object.spec.jwt.providers) > 0 && object.spec.jwt.providers.all(p, ${any(methods.map((m) => providerOfPlatform(m, namespace)))})`,
  ],
  message: () =>
    'tokens have to be checked as the platform says: name, issuer, keys and audiences of a method that this namespace may use, in Authorization alone, and its claims in its headers',
  rule: (methods) =>
    `has(object.spec.jwt) && has(r.cel) && r.cel in ${list(methods.map((m) => verifiedToken(m.name)))}`,
  rulesUseHeaders: false,
  fields: {
    allowed: [
      'jwt.providers[].{name,issuer,audiences}',
      'jwt.providers[].remoteJWKS.{uri,cacheDuration}',
      'jwt.providers[].claimToHeaders[].{claim,header}',
      'jwt.providers[].extractFrom.headers[].{name,valuePrefix}',
    ],
    refused: {
      'jwt.optional': 'lets requests without a token in',
      'jwt.failOpen': 'lets requests in while keys cannot be fetched',
      'jwt.providers[].localJWKS': "keys of the team's own",
      'jwt.providers[].recomputeRoute': 'another route, with another policy, after the check',
      'jwt.providers[].remoteJWKS.backendRef': 'keys by way of a backend',
      'jwt.providers[].remoteJWKS.backendRefs': 'keys by way of a backend',
      'jwt.providers[].remoteJWKS.backendSettings': 'keys by way of a backend',
      'jwt.providers[].remoteJWKS.failedRefetchDuration': 'no unit writes it',
      'jwt.providers[].extractFrom.cookies': 'a token where browsers send it by themselves',
      'jwt.providers[].extractFrom.params': 'a token where every log on the way has it',
    },
  },
};

const tokenOf = ({ providers }: JwtIntent) => ({
  as: 'bearer' as const,
  variable: variableOf('TOKEN', providers[0]!.name),
  holds: 'a token (without "Bearer ")',
});

export const jwt: AuthKind<JwtMethod, JwtIntent, JwtOfTeams> = {
  schema,
  choices: [
    {
      choice: 'jwt',
      name: 'customers',
      words: 'Tokens (JWT)',
      hint: 'Clients send a bearer token of an identity provider.',
      preset: { type: 'jwt' },
      questions: (method, answer) => [
        { key: 'issuer', message: 'Issuer of the tokens (iss)' },
        {
          key: 'jwks',
          message: 'Where are its public keys (JWKS)?',
          suggestion: {
            value: `${String(method('issuer')).replace(/\/+$/, '')}/.well-known/jwks.json`,
            reason: 'the usual place below the issuer',
          },
        },
        {
          key: 'audiences',
          message: 'Audience that tokens must have (aud)',
          read: 'list',
          suggestion: { value: String(answer('hostname') ?? 'api'), reason: 'a token for another API is refused' },
        },
        {
          key: 'claims',
          message: 'Claim that names the client',
          read: (claim) => ({ [claim]: `x-jwt-claim-${claim.toLowerCase().replace(/[^a-z0-9]+/g, '-')}` }),
          suggestion: { value: 'sub', reason: 'services and limits see it as x-jwt-claim-sub' },
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
  // Envoy matches the whole value; the scheme's case is the client's choice (RFC 9110, 11.1).
  match: { pattern: '(?i)bearer .+', place: () => ({ in: 'header', name: 'Authorization' }) },
  several: true,
  login: false,
  scriptHeaders: [],
  challenge: { scheme: 'Bearer' },
  countBy: undefined,
  field: 'jwt',
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
  teams,
  credential: tokenOf,
  forbidden: (i, rules) =>
    rules.some((r) => r.jwt)
      ? {
          ...tokenOf(i),
          variable: `${tokenOf(i).variable}_FORBIDDEN`,
          holds: 'a valid token that lacks the scope or claim',
        }
      : undefined,
  refused: () => ({ status: '401' }),
  worthless: (i) => [
    {
      id: 'auth.unsigned-token',
      title: 'a token that nobody signed',
      headers: ['Authorization: Bearer bm90.YS50.b2tlbg'],
      fallbackOnly: false,
    },
    {
      id: 'auth.token-in-query',
      title: 'a token in the query, which ends in logs, does not count',
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
      title: 'claims that services receive',
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
  forwards: (i) => `the caller's token, checked here (${i.methods.join(' or ')})`,
  registered: () => undefined,
};
