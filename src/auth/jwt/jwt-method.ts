// Schema and intent of JWT methods.
import * as z from 'zod';
import type { AuthIntent, CredentialPlace, PrivateServerIntent, TeamMethodIntent } from '../../model/intent.ts';
import { ca } from '../../values/ca.ts';
import { later } from '../../values/later.ts';
import { headerName, tokenName, word } from '../../values/scalars.ts';
import { issuer } from '../../values/urls.ts';
import { ASKS_NOBODY, type Named } from '../auth-kind.ts';
import { type Home, serverOfUrl } from '../private-server.ts';
import { headerClaim } from './claim-names.ts';
import { type Jwks, jwks, urlOf } from './jwks.ts';

const audiences = z.array(word).min(1).max(8);

/** Where the token is, if it is not in `Authorization: Bearer`. */
const from = later(() =>
  z
    .union([
      z.strictObject({ header: headerName.describe('The header that contains the token and nothing else.') }),
      z.strictObject({ cookie: tokenName.describe('The cookie that contains the token.') }),
    ])
    .describe(
      'Where the token is, instead of `Authorization: Bearer`: `{ header: X-Token }` or `{ cookie: session }`. Not in the query, which ends up in logs.',
    ),
);

export const jwtSchema = z.strictObject({
  type: z.literal('jwt').describe('The kind of authentication.'),
  issuer: issuer.describe('The issuer: tokens must have it as `iss`.'),
  jwks,
  ca: ca.optional(),
  audiences: audiences.describe('Audiences: tokens must have one of them in `aud`.'),
  claims: z
    .record(headerClaim, headerName)
    .optional()
    .describe('Claims that services receive as headers: `{ sub: x-jwt-claim-sub }`.'),
  from: from.optional(),
  moreIssuers: z
    .array(
      z.strictObject({
        issuer: issuer.describe('The issuer: tokens must have it as `iss`.'),
        jwks,
        audiences: audiences.optional().describe('Audiences of this issuer (default: those of the method).'),
      }),
    )
    .min(1)
    .max(15)
    .optional()
    .describe('Further issuers of tokens for the same method. A token of any of them is enough.'),
});
export type JwtMethod = z.output<typeof jwtSchema>;

/** One issuer of tokens. */
export interface Provider {
  readonly name: string;
  readonly issuer: string;
  /** The URL of the keys, or the keys. */
  readonly jwks: string | Exclude<Jwks, { from: 'url' | 'issuer' }>;
  /** The server with the keys, if its CA is private; undefined: the host of the URL. */
  readonly server: PrivateServerIntent | undefined;
  readonly audiences: readonly string[];
  readonly claims: readonly (readonly [claim: string, header: string])[];
}

export interface JwtIntent extends AuthIntent {
  readonly providers: readonly Provider[];
  readonly place: CredentialPlace;
}

/** A method of the platform as input for the admission policy. Its keys have a URL. */
export interface JwtOfTeams extends TeamMethodIntent, Omit<Provider, 'jwks'> {
  readonly name: string;
  readonly jwks: string;
}

/** Where a method reads its token. */
export const placeOf = ({ from }: JwtMethod): CredentialPlace =>
  from === undefined
    ? { in: 'header', name: 'Authorization' }
    : 'header' in from
      ? { in: 'header', name: from.header }
      : { in: 'cookie', name: from.cookie };

/** Whether tokens are in the usual place, after `Bearer`. */
export const isBearer = ({ in: place, name }: CredentialPlace): boolean =>
  place === 'header' && name.toLowerCase() === 'authorization';

/** The issuers of a method. The first has its name; a label has no dot, so no other method has the names of the others. */
export const issuersOf = (m: JwtMethod) =>
  [{ issuer: m.issuer, jwks: m.jwks, audiences: m.audiences }, ...(m.moreIssuers ?? [])].map((i, at) => ({
    suffix: at === 0 ? '' : `.${at + 1}`,
    issuer: i.issuer,
    keys: i.jwks,
    url: urlOf(i.jwks, i.issuer),
    audiences: i.audiences ?? m.audiences,
    path: at === 0 ? [] : ['moreIssuers', at - 1],
  }));

/** The providers of a method, one for each issuer. */
export const providersOf = (m: Named<JwtMethod>, home: Home): Provider[] =>
  issuersOf(m).map(({ suffix, issuer, keys, url, audiences }) => ({
    name: `${m.name}${suffix}`,
    issuer,
    jwks: keys.from === 'configMap' || keys.from === 'inline' ? keys : url!,
    server: url === undefined ? undefined : serverOfUrl(url, m.ca, home),
    audiences,
    claims: Object.entries(m.claims ?? {}).map(([claim, header]) => [claim, header.toLowerCase()]),
  }));

/** The servers of the keys, each once. */
export const asks = (providers: readonly Provider[]): AuthIntent['asks'] => ({
  ...ASKS_NOBODY,
  private: providers.flatMap((p) => p.server ?? []),
  urls: providers.flatMap((p) => (!p.server && typeof p.jwks === 'string' ? [p.jwks] : [])),
});

const PAYLOADS = "metadata.filter_metadata['envoy.filters.http.jwt_authn']";

/** The payload of a verified token. The name of a provider is a DNS label, or one with a number, so it needs no quoting. */
export const payloadOf = (name: string): string => `${PAYLOADS}['${name}']`;

/**
 * True only once jwt_authn has verified a token of this provider, and only for one that expires: Envoy accepts a token
 * without `exp` permanently.
 */
export const verifiedToken = (name: string): string => `'exp' in ${payloadOf(name)}`;
