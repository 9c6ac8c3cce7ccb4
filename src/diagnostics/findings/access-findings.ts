// Who can access a route, and as whom.
import { either, type Variant, variants } from '../definition.ts';
import { constant, define, type FindingGroup } from './finding-definition.ts';

const noneAllowed = {
  route: () => ({
    what: 'This route has no SecurityPolicy of its own, and the policy of its Gateway denies every request.',
    why: 'Every request to the route gets 403.',
    fix: 'Attach a SecurityPolicy to the route.',
  }),
  policy: () => ({
    what: 'This policy denies by default, and no request can satisfy any of its rules.',
    why: 'Every request gets 403.',
    fix: 'Add the authentication method that the rules rely on, or a rule that requests can satisfy.',
  }),
};

export const accessFindings = {
  AllMethodsRequired: define<{ methods: readonly string[] }>({
    severity: 'info',
    risk: 'advice',
    sample: { methods: ['jwt', 'apiKeyAuth'] },
    words: ({ methods }) => ({
      what: `This policy requires ${methods.join(' and ')} together.`,
      why: 'A request with only one of these credentials gets 401.',
      fix: 'To accept any one of them, create a route with its own policy for each method, and distinguish the routes by a header match.',
    }),
    example: {
      before:
        'kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" } }] }, basicAuth: { users: { name: passwords } } }',
      after:
        'kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" } }] } }',
    },
  }),
  AllowedByHeaderAlone: constant(
    'warning',
    {
      what: 'This rule allows requests that have a certain header, and the policy has no authentication.',
      why: 'Any client can send the header.',
      fix: 'Add the authentication that sets the header, or remove the rule.',
    },
    {
      before:
        "kind: SecurityPolicy\nspec: { jwt: null, authorization: { defaultAction: Deny, rules: [{ action: Allow, cel: \"request.headers['x-user'] != ''\" }] } }",
      after:
        "kind: SecurityPolicy\nspec: { jwt: null, basicAuth: { users: { name: passwords }, forwardUsernameHeader: x-user }, authorization: { defaultAction: Deny, rules: [{ action: Allow, cel: \"request.headers['x-user'] != ''\" }] } }",
    },
    'exposed',
  ),
  /** `others`: other routes of the Gateway require credentials. */
  AnonymousRoute: define<{ others: boolean }>({
    severity: either('warning', 'info', (v) => !v.others),
    risk: 'exposed',
    sample: { others: true },
    words: ({ others }) => ({
      what: 'No SecurityPolicy authenticates or authorizes requests to this route.',
      why: `Everybody can call it${others ? ', and other routes of the Gateway require credentials' : ''}.`,
      fix: 'Attach a SecurityPolicy to the route. If the route is meant to be public, set authorization.defaultAction: Allow in that policy.',
    }),
    example: {
      before: 'kind: HTTPRoute\nmetadata: { name: users }',
      after:
        'kind: HTTPRoute\nmetadata: { name: users }\n---\nkind: SecurityPolicy\nmetadata: { name: public }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], authorization: { defaultAction: Allow } }',
    },
  }),
  AuthenticationOptional: constant(
    'warning',
    {
      what: 'The token is optional (jwt.optional: true).',
      why: 'Requests without a token are allowed.',
      fix: 'Remove optional, or add an authorization rule that denies requests without a token.',
    },
    {
      before:
        'kind: SecurityPolicy\nspec: { jwt: { optional: true }, authorization: { defaultAction: Allow, rules: [] } }',
      after:
        'kind: SecurityPolicy\nspec: { jwt: { optional: false }, authorization: { defaultAction: Allow, rules: [] } }',
    },
    'exposed',
  ),
  AuthorizerFailsOpen: constant(
    'warning',
    {
      what: 'The external authorizer has failOpen: true.',
      why: 'While the authorizer does not respond, every request is allowed.',
      fix: 'Remove failOpen, unless this is intended.',
    },
    {
      before:
        'kind: SecurityPolicy\nspec: { extAuth: { failOpen: true, grpc: { backendRefs: [{ name: authz, port: 9001 }] } } }',
      after:
        'kind: SecurityPolicy\nspec: { extAuth: { failOpen: false, statusOnError: 503, grpc: { backendRefs: [{ name: authz, port: 9001 }] } } }',
    },
    'exposed',
  ),
  CallbackNotRouted: define<{ path: string }>({
    severity: 'warning',
    risk: 'failing',
    sample: { path: '/oauth2/callback' },
    words: ({ path }) => ({
      what: `The login redirects browsers to ${path}, which no route of this policy matches.`,
      why: 'The login never completes: browsers get 404 or are redirected endlessly.',
      fix: 'Write a redirectURL whose path is below a path of the route.',
    }),
    example: {
      before:
        'kind: SecurityPolicy\nspec: { oidc: { provider: { issuer: "https://auth.example.com/" }, clientID: users, clientSecret: { name: oidc }, redirectURL: "https://api.example.com/oauth2/callback" } }',
      after:
        'kind: SecurityPolicy\nspec: { oidc: { provider: { issuer: "https://auth.example.com/" }, clientID: users, clientSecret: { name: oidc }, redirectURL: "https://api.example.com/v1/users/oauth2/callback", logoutPath: /v1/users/logout } }',
    },
  }),
  CatchAllMissing: constant(
    'warning',
    {
      what: 'No route of this listener matches every path.',
      why: 'Open connections keep their filters. Connections that were opened while the listener had no route have no authorization filter, so their first request to a new route is allowed without a check.',
      fix: 'Add a route for / that responds with 404.',
    },
    {
      before:
        'kind: SecurityPolicy\nmetadata: { name: gateway }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge, sectionName: https }], authorization: { defaultAction: Deny } }',
      after:
        'kind: SecurityPolicy\nmetadata: { name: gateway }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge, sectionName: https }], authorization: { defaultAction: Deny } }\n---\nkind: HTTPRoute\nmetadata: { name: not-found }\nspec: { parentRefs: [{ name: edge, sectionName: https }], rules: [{ filters: [{ type: ExtensionRef, extensionRef: { group: gateway.envoyproxy.io, kind: HTTPRouteFilter, name: not-found } }] }] }\n---\nkind: HTTPRouteFilter\nmetadata: { name: not-found }\nspec: { directResponse: { statusCode: 404 } }',
    },
    'exposed',
  ),
  /** `forged`: authorization relies on the header, and no authentication sets it. */
  /** `sure`: the policies of the Gateway are among the files. */
  IdentityHeaderNotRemoved: define<{ header: string; forged: boolean; sure: boolean }>({
    severity: either('warning', 'error', (v) => v.forged && v.sure),
    risk: 'exposed',
    sample: { header: 'x-user', forged: false, sure: true },
    words: ({ header, forged }) => ({
      what: forged
        ? `Authorization relies on header ${header}, which every client can send.`
        : `Header ${header} identifies the client, and is not removed from requests before authentication.`,
      why: forged
        ? 'A client that sends it passes the authorization.'
        : 'On routes without authentication a client can forge it.',
      fix: forged
        ? 'Add the header to headers.earlyRequestHeaders.remove of the ClientTrafficPolicy, and set it by authentication.'
        : 'Add the header to headers.earlyRequestHeaders.remove of the ClientTrafficPolicy.',
    }),
    example: {
      before:
        'kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" }, claimToHeaders: [{ claim: sub, header: x-user }] }] } }',
      after:
        'kind: SecurityPolicy\nspec: { jwt: { providers: [{ name: customers, issuer: "https://auth.example.com/", audiences: [api], remoteJWKS: { uri: "https://auth.example.com/jwks.json" }, claimToHeaders: [{ claim: sub, header: x-user }] }] } }\n---\nkind: ClientTrafficPolicy\nspec: { headers: { earlyRequestHeaders: { remove: [x-user] } } }',
    },
  }),
  NoClientAllowed: define<Variant<typeof noneAllowed>>({
    severity: 'warning',
    risk: 'failing',
    sample: { case: 'policy' },
    words: variants(noneAllowed),
    example: {
      before: 'kind: SecurityPolicy\nspec: { authorization: { defaultAction: Deny, rules: [] } }',
      after:
        'kind: SecurityPolicy\nspec: { authorization: { defaultAction: Deny, rules: [{ action: Allow, principal: { jwt: { provider: customers, claims: [{ name: iss, values: ["https://auth.example.com/"] }] } } }] } }',
    },
  }),
  AllowedByDefault: define<{ listener: string | undefined }>({
    severity: 'info',
    risk: 'advice',
    sample: { listener: 'https' },
    words: ({ listener }) => ({
      what: `${listener ? `Listener ${listener}` : 'The Gateway'} allows requests by default, and only the routes require authentication.`,
      why: 'A new route, or one whose policy is deleted, is accessible without authentication.',
      fix: 'Attach a SecurityPolicy with authorization.defaultAction: Deny to the Gateway or the listener.',
    }),
    example: {
      before: 'kind: SecurityPolicy\nmetadata: { name: gateway }\nspec: { authorization: { defaultAction: Allow } }',
      after: 'kind: SecurityPolicy\nmetadata: { name: gateway }\nspec: { authorization: { defaultAction: Deny } }',
    },
  }),
  /** `isPublic`: without authorization, too. `intended`: its own authorization is explicit. `platform`: the Gateway's namespace, where it is another one. */
  PolicyDropsAuthentication: define<{
    root: string;
    route: string;
    isPublic: boolean;
    intended: boolean;
    platform: string | undefined;
  }>({
    severity: either('warning', 'info', (v) => v.intended),
    risk: 'exposed',
    sample: {
      root: 'SecurityPolicy shop/gateway',
      route: 'HTTPRoute shop/users',
      isPublic: true,
      intended: false,
      platform: undefined,
    },
    words: ({ root, route, isPublic, platform }) => ({
      what: `This policy replaces ${root} for ${route}, and has no authentication.`,
      why: isPublic
        ? `${route} is accessible without authentication.`
        : `Only the authorization rules of this policy protect ${route}.`,
      fix:
        platform !== undefined
          ? `Write mergeType: StrategicMerge, which keeps the authentication that namespace ${platform} requires, or repeat it here.`
          : 'Repeat the authentication here, or write mergeType: StrategicMerge.',
    }),
    example: {
      before:
        'kind: SecurityPolicy\nmetadata: { name: gateway }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }], basicAuth: { users: { name: passwords } } }\n---\nkind: SecurityPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], jwt: null, cors: { allowOrigins: ["https://app.example.com"] } }',
      after:
        'kind: SecurityPolicy\nmetadata: { name: gateway }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }], basicAuth: { users: { name: passwords } } }\n---\nkind: SecurityPolicy\nmetadata: { name: users }\nspec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, name: users }], mergeType: StrategicMerge, jwt: null, cors: { allowOrigins: ["https://app.example.com"] } }',
    },
  }),
} as const satisfies FindingGroup;
