// Schema and intent of JWT methods.
import * as z from 'zod';
import type { AuthIntent, PrivateServerIntent, TeamMethodIntent } from '../../model/intent.ts';
import { ca } from '../../values/ca.ts';
import { headerName, word } from '../../values/scalars.ts';
import { httpsUrl, issuer } from '../../values/urls.ts';
import { ASKS_NOBODY, type Named } from '../auth-kind.ts';
import { type Home, serverOfUrl } from '../private-server.ts';

export const jwtSchema = z.strictObject({
  type: z.literal('jwt').describe('The kind of authentication.'),
  issuer: issuer.describe('The issuer: tokens must have it as `iss`.'),
  jwks: httpsUrl.describe('URL of the public keys (JWKS).'),
  ca: ca.optional(),
  audiences: z.array(word).min(1).max(8).describe('Audiences: tokens must have one of them in `aud`.'),
  claims: z
    .record(z.string().min(1), headerName)
    .optional()
    .describe('Claims that services receive as headers: `{ sub: x-jwt-claim-sub }`.'),
});
export type JwtMethod = z.output<typeof jwtSchema>;

/** One issuer of tokens. */
export interface Provider {
  readonly name: string;
  readonly issuer: string;
  readonly jwks: string;
  /** The server with the keys, if its CA is private; undefined: the host of the URL. */
  readonly server: PrivateServerIntent | undefined;
  readonly audiences: readonly string[];
  readonly claims: readonly (readonly [claim: string, header: string])[];
}

export interface JwtIntent extends AuthIntent {
  readonly providers: readonly Provider[];
}

/** A method of the platform as input for the admission policy. */
export interface JwtOfTeams extends TeamMethodIntent, Provider {
  readonly name: string;
}

export const provider = (m: Named<JwtMethod>, home: Home): Provider => ({
  name: m.name,
  issuer: m.issuer,
  jwks: m.jwks,
  server: serverOfUrl(m.jwks, m.ca, home),
  audiences: m.audiences,
  claims: Object.entries(m.claims ?? {}).map(([claim, header]) => [claim, header.toLowerCase()]),
});

export const asks = (providers: readonly Provider[]): AuthIntent['asks'] => ({
  ...ASKS_NOBODY,
  private: providers.flatMap((p) => p.server ?? []),
  urls: providers.filter((p) => !p.server).map((p) => p.jwks),
});

/**
 * True only once jwt_authn has verified a token of this provider, and only for one that expires: Envoy accepts a token
 * without `exp` permanently. The provider's name is a DNS label, so it needs no quoting.
 */
export const verifiedToken = (name: string): string =>
  `'exp' in metadata.filter_metadata['envoy.filters.http.jwt_authn']['${name}']`;
