// Logins: their endpoints, paths and claims.
import { constant, define, type Group } from '../definition.ts';

export const loginRefusals = {
  LoginClaimsNeedKeys: constant('error', {
    what: 'claims of a login is set without jwks.',
    why: 'Without the public keys of the provider the gateway does not read the ID token, so the headers would never be set.',
    fix: 'Set jwks, for example to fromIssuer.',
  }),
  CallbackIsLogout: define<{ path: string }>({
    severity: 'error',
    sample: { path: '/oauth2' },
    words: ({ path }) => ({
      what: `callback and logout are both ${path}.`,
      why: 'A return from the provider would end the session.',
      fix: 'Choose another path for one of them.',
    }),
  }),
  CallbackShared: define<{ method: string; services: readonly string[] }>({
    severity: 'error',
    sample: { method: 'portal', services: ['app', 'admin'] },
    words: ({ method, services }) => ({
      what: `The services ${services.join(' and ')} use the login ${method} with different auth, allow or deny.`,
      why: 'Each of them needs a policy of its own, and callback and logout belong to one policy.',
      fix: 'Remove callback and logout, so that each policy gets its own, or add a second login method.',
    }),
  }),
  OidcEndpointMissing: constant('error', {
    what: 'Only one of authorizationEndpoint and tokenEndpoint is set.',
    why: 'Without both, Envoy Gateway discovers the endpoints from the issuer at every change, and requests to all routes get 500 if the issuer is unreachable.',
    fix: 'Set both, or remove both.',
  }),
} as const satisfies Group;
