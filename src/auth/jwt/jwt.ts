// Tokens of an identity provider, checked by its public keys.
import type { CredentialPlace } from '../../model/intent.ts';
import { defined, note, some } from '../../objects/make.ts';
import { serverRef } from '../../objects/server-ref.ts';
import { ANY_VALUE, type AuthKind, inHeaders, NO_PLACES, type PolicySpec } from '../auth-kind.ts';
import { isIdToken } from '../oidc/id-token.ts';
import { hostAndPort } from '../private-server.ts';
import { tokenOf, worthlessTokens } from './jwt-credentials.ts';
import {
  asks,
  isBearer,
  issuersOf,
  type JwtIntent,
  type JwtMethod,
  type JwtOfTeams,
  jwtSchema,
  type Provider,
  placeOf,
  providersOf,
} from './jwt-method.ts';
import { jwtProblems } from './jwt-problems.ts';
import { tokenRules } from './jwt-rules.ts';
import { jwtTeams } from './jwt-teams.ts';
import { jwtDescribed, jwtRejections } from './jwt-words.ts';

type JwtProvider = NonNullable<PolicySpec['jwt']>['providers'][number];

const keysOf = ({ jwks, server }: Provider): Partial<JwtProvider> =>
  typeof jwks === 'string'
    ? { remoteJWKS: defined({ uri: jwks, backendRefs: server && [serverRef(server)] }) }
    : jwks.from === 'inline'
      ? { localJWKS: { type: 'Inline', inline: jwks.keys } }
      : { localJWKS: { type: 'ValueRef', valueRef: { group: '', kind: 'ConfigMap', name: jwks.name } } };

/** By default Envoy also accepts ?access_token=, which ends up in logs. */
const extractFrom = (place: CredentialPlace): JwtProvider['extractFrom'] =>
  place.in === 'cookie'
    ? { cookies: [place.name] }
    : { headers: [isBearer(place) ? { name: 'Authorization', valuePrefix: 'Bearer ' } : { name: place.name }] };

const spec = ({ providers, place }: JwtIntent): NonNullable<PolicySpec['jwt']> => ({
  providers: providers.map((p) =>
    defined({
      name: p.name,
      issuer: p.issuer,
      audiences: [...p.audiences],
      ...keysOf(p),
      claimToHeaders: some(p.claims.map(([claim, header]) => ({ claim, header }))),
      extractFrom: extractFrom(place),
    }),
  ),
});

/** Envoy matches the whole value; the scheme is not case-sensitive (RFC 9110, 11.1). */
const BEARER = '(?i)bearer .+';

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
        {
          key: 'issuer',
          message: 'What is the issuer of the tokens? (iss)',
          example: 'such as https://auth.example.com/',
        },
        {
          key: 'jwks',
          recommended: true,
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
          recommended: true,
          message: 'Which audience must tokens have? (aud)',
          read: 'list',
          suggestion: { value: String(answer('hostname') ?? 'api'), reason: 'tokens for other APIs are rejected' },
        },
        {
          key: 'claims',
          recommended: true,
          message: 'Which claim identifies the client?',
          read: (claim) => ({ [claim]: `x-jwt-claim-${claim.toLowerCase().replace(/[^a-z0-9]+/g, '-')}` }),
          suggestion: { value: 'sub', reason: 'services and limits receive it as x-jwt-claim-sub' },
        },
      ],
    },
  ],
  since: 'v1.9.0',
  reads: (m) => {
    const { in: place, name } = placeOf(m);
    return place === 'cookie' ? { ...NO_PLACES, cookies: [name] } : inHeaders([name]);
  },
  credentialHeaders: (m) => {
    const { in: place, name } = placeOf(m);
    return [place === 'cookie' ? 'cookie' : name.toLowerCase()];
  },
  ownHeaders: [],
  namedHeaders: ({ from }) =>
    from && 'header' in from ? [{ name: from.header.toLowerCase(), path: ['from', 'header'], use: 'credential' }] : [],
  claims: (m) => m.claims ?? {},
  tlsServers: (m) =>
    issuersOf(m).flatMap(({ url, path }) =>
      url === undefined ? [] : [{ path: [...path, 'jwks'], ...hostAndPort(url) }],
    ),
  caUnused: (m) => m.ca !== undefined && issuersOf(m).every((i) => i.url === undefined),
  services: () => [],
  check: jwtProblems,
  clients: undefined,
  allows: () => 'token',
  rank: 2,
  match: { pattern: (m) => (isBearer(placeOf(m)) ? BEARER : ANY_VALUE), patterns: [BEARER], place: placeOf },
  several: true,
  session: (m) => placeOf(m).in === 'cookie',
  login: false,
  scriptHeaders: () => [],
  challenge: { scheme: 'Bearer' },
  countBy: undefined,
  field: 'jwt',
  filter: { name: 'envoy.filters.http.jwt_authn', order: 10 },
  spec,
  notes: ({ providers }) =>
    providers.flatMap(({ jwks }, i) =>
      typeof jwks === 'string' || jwks.from === 'inline'
        ? []
        : [
            note(
              'todo',
              `create ConfigMap ${jwks.name} before you apply this, with the public keys (JWKS) in its key jwks.`,
              'spec',
              'jwt',
              'providers',
              i,
              'localJWKS',
            ),
          ],
    ),
  guard: 'none',
  sanitizes: false,
  authorization: tokenRules,
  intent: (methods, { home }) => {
    const providers = methods.flatMap((m) => providersOf(m, home));
    return {
      type: 'jwt',
      methods: methods.map((m) => m.name),
      secrets: [],
      asks: asks(providers),
      removes: undefined,
      logged: providers.map((p) => p.name),
      providers,
      place: placeOf(methods[0]!),
    };
  },
  secret: () => undefined,
  logFields: (names) =>
    names.map((name) => [
      names.length === 1 ? 'subject' : `subject_${name.replace('.', '_')}`,
      `%DYNAMIC_METADATA(envoy.filters.http.jwt_authn:${name}:sub)%`,
    ]),
  teams: jwtTeams,
  // Only a login writes an ID token.
  credential: (i) => (i.methods.some((name) => isIdToken({ name })) ? undefined : tokenOf(i)),
  forbidden: (i, rules) =>
    rules.some((r) => r.jwt)
      ? {
          ...tokenOf(i),
          variable: `${tokenOf(i).variable}_FORBIDDEN`,
          holds: 'a valid token without the scope or claim',
        }
      : undefined,
  refused: () => ({ status: '401' }),
  worthless: worthlessTokens,
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
  // Istio reads tokens from the Authorization header, and fetches keys by itself.
  tokens: ({ providers, place }) =>
    isBearer(place)
      ? providers.flatMap(({ issuer, audiences, jwks }) =>
          typeof jwks === 'string' ? [{ issuer, audiences, jwks }] : [],
        )
      : [],
  forwards: (i) => `the client's token, verified by the gateway (${i.methods.join(' or ')})`,
  registered: () => undefined,
  described: jwtDescribed,
  rejections: jwtRejections,
};
