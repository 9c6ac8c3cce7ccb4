/** Comments on SecurityPolicies and on what denies requests before any route has a policy. */
export const ACCESS = {
  byLabel: 'Selects by label, so that a route that is no longer generated keeps this policy until it is deleted.',
  secret: (name: string, type: string, keys: string, command: string) =>
    `create Secret ${name} before you apply this (${type}; ${keys}): ${command}`,
  authorization:
    'Allows only what the authentication method itself verified, also on connections that are older than this policy.',
} as const;

export const DENY_BY_DEFAULT = {
  policy: 'Denied by default: a route whose own policy is missing, misspelled or not applied yet answers 403.',
  catchAll:
    'Answers 404 for paths that no service has. It also keeps the authorization filter in every open connection, so that a policy that is applied later takes effect there.',
  catchAllPolicy: 'The 404 needs no authentication.',
} as const;
