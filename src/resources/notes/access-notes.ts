/** Comments on SecurityPolicies and on what denies requests before any route has a policy. */
export const ACCESS = {
  byLabel: 'By label, so that a route that is no longer generated keeps this policy until it is deleted.',
  secret: (name: string, type: string, keys: string, command: string) =>
    `Secret ${name} has to exist before this is applied (${type}; ${keys}): ${command}`,
  keyRemoved: 'The key is removed before the service sees the request; limits count by the client header instead.',
  otherPlaces:
    'The first place has the key that is checked: the route takes no request without it. What stands in the others was not verified, and is removed with it.',
  authorization:
    'Only what the method itself vouches for gets in, also on a connection that is older than this policy.',
} as const;

export const DENY_BY_DEFAULT = {
  policy: 'Closed by default: a route whose own policy is missing, misspelt or not applied yet answers 403.',
  catchAll:
    'What no service takes answers 404. It also keeps the authorization filter in every connection, so that a policy which arrives later finds it there.',
  catchAllPolicy: 'Everybody may be told that nothing is there.',
} as const;
