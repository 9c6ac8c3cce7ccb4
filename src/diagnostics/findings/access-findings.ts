// Who can access a route, and as whom.
import { constant, define, either, type Group, type Variant, variants } from '../definition.ts';

const nobody = {
  route: () => ({
    what: 'This route has no SecurityPolicy of its own, and the one above it denies everybody: each request gets 403.',
    why: '',
    fix: '',
  }),
  policy: () => ({
    what: 'This policy denies, and none of its rules can be met: each request gets 403. Add the method that the rules ask for, or a rule that can be met.',
    why: '',
    fix: '',
  }),
};

export const accessFindings = {
  AllMethodsNeeded: define<{ methods: readonly string[] }>({
    severity: 'info',
    sample: { methods: ['jwt', 'apiKeyAuth'] },
    words: ({ methods }) => ({
      what: `${methods.join(' and ')} in one policy are all asked for, each of them. For either, make a route for each method, told apart by a header match.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'jwt: {...}, apiKeyAuth: {...} in one policy',
      after: 'two routes, one with headers: [{ name: x-api-key, type: RegularExpression, value: ".+" }]',
    },
  }),
  AllowedByHeaderAlone: constant(
    'warning',
    {
      what: 'This rule lets in by a request header, and the policy asks for no credentials that would stand behind it. Add the authentication that it relies on.',
      why: '',
      fix: '',
    },
    {
      before: "authorization: { rules: [{ action: Allow, cel: \"request.headers['x-user'] != ''\" }] }",
      after: 'the same beside basicAuth, oidc or extAuth',
    },
  ),
  AnonymousRoute: constant(
    'warning',
    {
      what: 'No SecurityPolicy says who may call this route, so everybody may. Give it one, with authorization.defaultAction: Allow where that is meant.',
      why: '',
      fix: '',
    },
    {
      before: 'HTTPRoute users without a policy',
      after: '{ kind: SecurityPolicy, targetRefs: [users], jwt: { providers: [...] } }',
    },
  ),
  AnyOriginAllowed: constant(
    'warning',
    { what: 'Scripts of every web site may call. Name the sites.', why: '', fix: '' },
    { before: 'cors: { allowOrigins: ["*"] }', after: 'cors: { allowOrigins: ["https://app.example.com"] }' },
  ),
  AuthenticationOptional: constant(
    'warning',
    { what: 'Requests without a token pass. Remove optional, or close them by authorization.', why: '', fix: '' },
    { before: 'jwt: { optional: true, providers: [...] }', after: 'jwt: { providers: [...] }' },
  ),
  AuthorizerFailsOpen: constant(
    'warning',
    {
      what: 'While the authorizer does not answer, everybody gets in. Remove failOpen, unless that is meant.',
      why: '',
      fix: '',
    },
    { before: 'extAuth: { failOpen: true }', after: 'extAuth: { failOpen: false, statusOnError: 503 }' },
  ),
  CallbackNotRouted: define<{ path: string }>({
    severity: 'warning',
    sample: { path: '/oauth2/callback' },
    words: ({ path }) => ({
      what: `After the login browsers come back to ${path}, and no route of this policy takes it, so no login ends. Choose a path below the route.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'oidc: { redirectURL: https://api.example.com/oauth2/callback } on a route for /portal',
      after: 'oidc: { redirectURL: https://api.example.com/portal/oauth2/callback }',
    },
  }),
  CatchAllMissing: constant(
    'warning',
    {
      what: 'No route takes every path of this listener, so while it has no other route its connections have no authorization filter, and would let the first request of a new route through. Add a route for / that answers 404.',
      why: '',
      fix: '',
    },
    {
      before: 'SecurityPolicy closed on listener https',
      after: 'the same, and an HTTPRoute for / with an HTTPRouteFilter { directResponse: { statusCode: 404 } }',
    },
  ),
  DuplicateKeyValue: define<{ client: string; other: string }>({
    severity: 'warning',
    sample: { client: 'globex', other: 'acme' },
    words: ({ client, other }) => ({
      what: `${client} and ${other} have the same value. As API keys they would be one client; make a key for each.`,
      why: '',
      fix: '',
    }),
    example: { before: 'stringData: { acme: k1, globex: k1 }', after: 'stringData: { acme: k1, globex: k2 }' },
  }),
  /** `forged`: authorization relies on the header, and no authentication sets it. */
  IdentityHeaderNotRemoved: define<{ header: string; forged: boolean }>({
    severity: either('warning', 'error', (v) => v.forged),
    sample: { header: 'x-user', forged: false },
    words: ({ header, forged }) => ({
      what: forged
        ? `Who sends ${header} gets in, and every client can. Remove it early in the ClientTrafficPolicy, and let authentication set it.`
        : `${header} says who a client is, and is not taken from requests before authentication: on routes without it a client writes it itself. Remove it by headers.earlyRequestHeaders of the ClientTrafficPolicy.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'claimToHeaders: [{ claim: sub, header: x-user }]',
      after: 'the same, and ClientTrafficPolicy headers: { earlyRequestHeaders: { remove: [x-user] } }',
    },
  }),
  JwtWithoutAudience: constant(
    'warning',
    {
      what: 'A token that was made for another API of the same issuer opens this one. Write the audiences.',
      why: '',
      fix: '',
    },
    {
      before: '{ name: a, issuer: "https://a.example.com" }',
      after: '{ name: a, issuer: "https://a.example.com", audiences: [api] }',
    },
  ),
  JwtWithoutIssuer: constant(
    'warning',
    { what: 'Tokens of any issuer whose keys are in this set are accepted. Write the issuer.', why: '', fix: '' },
    {
      before: '{ name: a, audiences: [api] }',
      after: '{ name: a, issuer: "https://a.example.com", audiences: [api] }',
    },
  ),
  KeyPassedOn: constant(
    'info',
    { what: 'The service receives the API key, and may log it. Set sanitize: true.', why: '', fix: '' },
    {
      before: 'apiKeyAuth: { extractFrom: [{ headers: [x-api-key] }] }',
      after:
        'apiKeyAuth: { extractFrom: [{ headers: [x-api-key] }], sanitize: true, forwardClientIDHeader: x-client-id }',
    },
  ),
  NobodyGetsIn: define<Variant<typeof nobody>>({
    severity: 'warning',
    sample: { case: 'policy' },
    words: variants(nobody),
    example: {
      before: 'SecurityPolicy { authorization: { defaultAction: Deny } } on a route with backends',
      after: 'the same with jwt, and a rule that allows what it vouches for',
    },
  }),
  OpenByDefault: define<{ listener: string | undefined }>({
    severity: 'warning',
    sample: { listener: 'https' },
    words: ({ listener }) => ({
      what: `Routes ask for credentials one by one, and ${listener ? `listener ${listener}` : 'the Gateway'} lets in by default: a new route, or one whose policy goes, is open. Attach a SecurityPolicy with authorization.defaultAction: Deny.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'SecurityPolicy for each route, none for the Gateway',
      after: 'SecurityPolicy { targetRefs: [Gateway edge], authorization: { defaultAction: Deny } } beside them',
    },
  }),
  PreflightNotRouted: define<{ path: string }>({
    severity: 'warning',
    sample: { path: '/api' },
    words: ({ path }) => ({
      what: `No match takes a preflight of ${path}: OPTIONS, without the headers and parameters that are asked for here. It gets 404 and no CORS headers, and browsers refuse the call. Add a match with method: OPTIONS.`,
      why: '',
      fix: '',
    }),
    example: {
      before: 'matches: [{ path: { value: /api }, method: GET }]',
      after: 'matches: [{ path: { value: /api }, method: GET }, { path: { value: /api }, method: OPTIONS }]',
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
    sample: {
      root: 'SecurityPolicy shop/gateway',
      route: 'HTTPRoute shop/users',
      isPublic: true,
      intended: false,
      platform: undefined,
    },
    words: ({ root, route, isPublic, platform }) => ({
      what: `A route's policy replaces the Gateway's whole: ${root} asks for credentials, this one does not, so ${isPublic ? `${route} is open` : `${route} is closed by its authorization alone`}. ${
        platform !== undefined
          ? `Write mergeType: StrategicMerge, which keeps what namespace ${platform} asks for, or repeat it.`
          : 'Repeat what is asked for.'
      }`,
      why: '',
      fix: '',
    }),
    example: { before: 'Gateway: jwt; route: { cors: ... }', after: 'Gateway: jwt; route: { cors: ..., jwt: ... }' },
  }),
  TokenInQuery: constant(
    'info',
    {
      what: 'Without extractFrom a token in ?access_token= counts as well, and ends in every log on the way. Name the Authorization header.',
      why: '',
      fix: '',
    },
    {
      before: '{ name: a, issuer: ... }',
      after: '{ name: a, issuer: ..., extractFrom: { headers: [{ name: Authorization, valuePrefix: "Bearer " }] } }',
    },
  ),
  TokensWithoutEnd: constant(
    'info',
    {
      what: 'Envoy checks when a token expires only where the token says so: one without exp is good for ever. Ask for it in an authorization rule.',
      why: '',
      fix: '',
    },
    {
      before: 'jwt: { providers: [{ name: users }] }',
      after:
        "jwt and authorization: { defaultAction: Deny, rules: [{ action: Allow, cel: \"'exp' in metadata.filter_metadata['envoy.filters.http.jwt_authn']['users']\" }] }",
    },
  ),
} as const satisfies Group;
