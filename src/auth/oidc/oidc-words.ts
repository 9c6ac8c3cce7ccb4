// Logins in the words of the runbook.
import { code, codes } from '../../diagnostics/inline-code.ts';
import type { MethodWords, Rejection } from '../auth-kind.ts';
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
    details: 'oauth.',
    reason: `the login at ${code(i.issuer)} did not complete, or a script called without a session`,
    fix: `Compare the redirect URI and the client secret (Secret ${codes(i.secrets)}) with those at the provider.`,
  },
];
