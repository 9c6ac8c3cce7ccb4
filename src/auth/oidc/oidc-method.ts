// Schema and intent of logins.
import * as z from 'zod';
import type { AuthIntent, PrivateServerIntent } from '../../model/intent.ts';
import { ca } from '../../values/ca.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { headerName, objectName, path, word } from '../../values/scalars.ts';
import { cookieDomain, httpsUrl, providerIssuer } from '../../values/urls.ts';
import { headerClaim } from '../jwt/claim-names.ts';
import { jwks } from '../jwt/jwks.ts';

export const oidcSchema = z.strictObject({
  type: z.literal('oidc').describe('The kind of authentication.'),
  issuer: providerIssuer.describe('The issuer URL of the OpenID provider.'),
  ca: ca.optional(),
  clientID: word.describe('The client ID at the provider.'),
  clientSecret: objectName.describe('The Secret with the client secret in its key `client-secret`.'),
  authorizationEndpoint: httpsUrl
    .optional()
    .describe('The authorization endpoint; with tokenEndpoint no discovery is needed.'),
  tokenEndpoint: httpsUrl.optional().describe('The token endpoint.'),
  endSessionEndpoint: httpsUrl.optional().describe('The endpoint that ends the session at the provider on logout.'),
  scopes: z.array(word).max(32).optional().describe('Scopes in addition to `openid`.'),
  cookieDomain: cookieDomain
    .optional()
    .describe(withDefault('The domain of the login cookies', DEFAULTS.auth.cookieDomain)),
  sameSite: z
    .enum(['lax', 'none'])
    .optional()
    .describe(
      withDefault(
        'SameSite of the login cookies: `lax`, or `none` for pages that other sites embed. `strict` would lose the session on the way back from the provider',
        DEFAULTS.auth.sameSite,
      ),
    ),
  callback: path
    .optional()
    .describe(withDefault('The path to which the provider returns: `/oauth2/callback`', DEFAULTS.auth.callback)),
  logout: path.optional().describe(withDefault('The path that ends the session: `/logout`', DEFAULTS.auth.logout)),
  refresh: z
    .boolean()
    .optional()
    .describe(withDefault('Whether an expired session is renewed by its refresh token', DEFAULTS.auth.refresh)),
  resources: z.array(word).max(16).optional().describe('Resources that the access token is requested for (RFC 8707).'),
  forwardAccessToken: z
    .boolean()
    .optional()
    .describe(
      withDefault(
        'true: services receive the access token as `Authorization: Bearer`',
        DEFAULTS.auth.forwardAccessToken,
      ),
    ),
  noRedirect: z
    .record(headerName, word)
    .optional()
    .describe(
      'Headers of requests that get 401 instead of the redirect to the login, such as `{ Accept: application/json }`; always `X-Requested-With: XMLHttpRequest`.',
    ),
  jwks: jwks
    .optional()
    .describe(
      'The public keys of the provider, as for type jwt. With them the gateway verifies the ID token of each request, so that `claims` and `allow.claims` can be used.',
    ),
  claims: z
    .record(headerClaim, headerName)
    .optional()
    .describe('With jwks: claims of the ID token that services receive as headers: `{ email: x-user-email }`.'),
});
export type OidcMethod = z.output<typeof oidcSchema>;

export interface OidcIntent extends AuthIntent {
  readonly method: string;
  readonly issuer: string;
  readonly server: PrivateServerIntent | undefined;
  readonly authorizationEndpoint: string | undefined;
  readonly tokenEndpoint: string | undefined;
  readonly endSessionEndpoint: string | undefined;
  readonly clientID: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  readonly cookieDomain: string | undefined;
  readonly sameSite: 'Lax' | 'None';
  readonly refresh: boolean;
  readonly resources: readonly string[];
  readonly forwardAccessToken: boolean;
  /** Headers of requests that are not redirected, in addition to that of scripts. */
  readonly noRedirect: readonly (readonly [name: string, value: string])[];
  /** Whether the ID token goes to the filter that verifies tokens. */
  readonly idToken: boolean;
  /** Inside the guard route's path, so that a route with this policy matches it. */
  readonly redirectURL: string;
  readonly logoutPath: string;
}
