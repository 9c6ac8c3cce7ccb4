// Logins in the words of the runbook.
import { code, codes } from '../../diagnostics/inline-code.ts';
import type { MethodWords, Rejection } from '../method-words.ts';
import type { OidcIntent } from './oidc-method.ts';

export const oidcDescribed = (i: OidcIntent): MethodWords[] => [
  {
    method: i.method,
    kind: 'login (OIDC)',
    words: `the session of a login at ${code(i.issuer)}; without one, browsers are redirected there (302)`,
  },
];

export const oidcRejections = (i: OidcIntent): Rejection[] => [
  {
    status: 401,
    details: 'oauth.missing_credentials',
    reason: 'a script called without a session, so it is not redirected to the login',
    fix: 'Log in with a page of the service first, then let the script call again.',
  },
  {
    status: 401,
    details: '-',
    reason: `the body is ${code('OAuth flow failed.')}: the login at ${code(i.issuer)} did not complete`,
    fix: `Compare the redirect URI and the client secret (Secret ${codes(i.secrets)}) with those at the provider. The log of the proxies states more.`,
  },
];
