/** Comments on SecurityPolicies and on what denies requests before any route has a policy. */
export const ACCESS = {
  byLabel: 'Selects routes by label. A route that is no longer generated keeps this policy until you delete the route.',
  secret: (name: string, type: string, keys: string, command: string) =>
    `create Secret ${name} before you apply this (${type}; ${keys}): ${command}`,
  denied: 'The first rule that matches a request decides, so these networks have no access, also not with credentials.',
  extensions:
    'x-gateway-filters names the extensions of a connection: on one that is older than they are, requests would pass without them.',
  authorization:
    'Allows only requests that the authentication filter verified. A connection that was opened before the listener had this filter is denied.',
} as const;

export const DENY_BY_DEFAULT = {
  policy: 'Denied by default: a route whose own policy is missing, misspelled or not applied yet answers 403.',
  catchAll:
    'Answers 404 for paths that no service has. It also adds the authorization filter to the listener before the first route needs it, so that open connections have it, too.',
  attachedGuard:
    'Adds the authorization filter to the listener of the existing Gateway. Apply this file first and wait until older connections are closed (README.md), so that every connection has the filter before it gets the other routes.',
  plainHttp:
    'The http listener serves services (plainHttp), so it denies every route without a policy of its own, too.',
  challenges: 'Challenges of certificates arrive over http, at routes of cert-manager without a policy.',
  redirect: 'Allows the redirect to https, because the http listener denies by default.',
  catchAllPolicy: 'Clients get the 404 without authentication.',
} as const;
