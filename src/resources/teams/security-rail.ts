import type { Validation } from 'kubernetes-types/admissionregistration/v1.d.ts';
import { CLIENT_HEADER, USER_HEADER, USER_IS_KNOWN, verifiedToken } from '../../intent/allow-rules.ts';
import type { CorsIntent, GuardedMethod, Intent, PrivateServerIntent, TeamsIntent } from '../../model/intent.ts';
import { ROUTE_LABELS } from '../../model/route-labels.ts';
import { HEADER_NAME } from '../../values/header-operators.ts';
import { all, any, list, text } from './cel.ts';

/** Prefix of the names of policies without authentication. */
export const PUBLIC = 'public';

const allowed = (m: GuardedMethod): string => `${text(m.name)} in variables.methods`;

/** The platform's own Backend, with the address and the CA of the server of the keys. */
const only = ({ backend, port }: PrivateServerIntent, namespace: string): string =>
  `has(p.remoteJWKS.backendRefs) && size(p.remoteJWKS.backendRefs) == 1 && p.remoteJWKS.backendRefs.all(b, ${all([
    'has(b.kind) && b.kind == "Backend"',
    `b.name == ${text(backend)}`,
    `has(b.namespace) && b.namespace == ${text(namespace)}`,
    `has(b.port) && b.port == ${port}`,
  ])})`;

const provider = (m: GuardedMethod & { type: 'jwt' }, namespace: string): string =>
  all([
    allowed(m),
    `p.name == ${text(m.name)}`,
    `p.issuer == ${text(m.issuer)}`,
    // Keys come from the server of the platform, not from a backend of the team.
    `has(p.remoteJWKS) && p.remoteJWKS.uri == ${text(m.jwks)} && ${m.server ? only(m.server, namespace) : '!has(p.remoteJWKS.backendRefs)'} && !has(p.remoteJWKS.backendRef)`,
    `has(p.audiences) && size(p.audiences) > 0 && p.audiences.all(a, a in ${list(m.audiences)})`,
    `has(p.extractFrom) && p.extractFrom == {"headers": [{"name": "Authorization", "valuePrefix": "Bearer "}]}`,
    m.claims.length === 0
      ? '!has(p.claimToHeaders)'
      : `!has(p.claimToHeaders) || p.claimToHeaders.all(c, c in [${m.claims.map(([claim, header]) => `{"claim": ${text(claim)}, "header": ${text(header)}}`).join(', ')}])`,
  ]);

const secretOf = (m: GuardedMethod & { type: 'apiKey' | 'basic' }, namespace: string, ref: string): string =>
  all([
    allowed(m),
    `${ref}.name == ${text(m.secret)} && (!has(${ref}.kind) || ${ref}.kind == "Secret")`,
    `has(${ref}.namespace) && ${ref}.namespace == ${text(namespace)}`,
  ]);

const PLACES = { header: 'headers', query: 'params', cookie: 'cookies' } as const;
/** Keys are read from the place that the platform configures, and removed there. */
const placeOf = ({ place }: GuardedMethod & { type: 'apiKey' }): string =>
  `{${text(PLACES[place.in])}: [${text(place.name)}]}`;

/** Methods with keys in the same place share a policy. */
const keysOf = (methods: readonly (GuardedMethod & { type: 'apiKey' })[], namespace: string): string[] =>
  [...new Set(methods.map(placeOf))].map((place) =>
    all([
      `object.spec.apiKeyAuth.credentialRefs.all(c, ${any(methods.filter((m) => placeOf(m) === place).map((m) => secretOf(m, namespace, 'c')))})`,
      `object.spec.apiKeyAuth.extractFrom == [${place}]`,
    ]),
  );

/** A rule allows only requests that the policy's own method authenticated, also on connections that are older than its filter. */
const vouched = (methods: readonly GuardedMethod[]): string => {
  const ofType = <T extends GuardedMethod['type']>(type: T) =>
    methods.filter((m): m is Extract<GuardedMethod, { type: T }> => m.type === type);
  const [tokens, keys, users] = [ofType('jwt'), ofType('apiKey'), ofType('basic')];
  const known = keys.map((m) => `${allowed(m)} && v in ${list(m.clients)}`);
  return any([
    ...(tokens.length > 0
      ? [`has(object.spec.jwt) && has(r.cel) && r.cel in ${list(tokens.map((m) => verifiedToken(m.name)))}`]
      : []),
    ...(keys.length > 0
      ? [
          `has(object.spec.apiKeyAuth) && !has(r.cel) && has(r.principal) && has(r.principal.headers) && r.principal.headers.all(h, h.name == ${text(CLIENT_HEADER)} && h.values.all(v, ${any(known)}))`,
        ]
      : []),
    ...(users.length > 0 ? [`has(object.spec.basicAuth) && has(r.cel) && r.cel == ${text(USER_IS_KNOWN)}`] : []),
  ]);
};

/** Rules may use only headers that methods set; other header names could be spelled in any form. */
const headersOf = (methods: readonly GuardedMethod[]): string =>
  methods.some((m) => m.type === 'apiKey')
    ? `!has(r.principal) || !has(r.principal.headers) || has(object.spec.apiKeyAuth)`
    : '!has(r.principal) || !has(r.principal.headers)';

/** CORS must stay within that of the platform. */
const corsOf = (cors: CorsIntent | undefined): Validation => ({
  expression: cors
    ? `!has(object.spec.cors) || (${all([
        `has(object.spec.cors.allowOrigins) && object.spec.cors.allowOrigins.all(o, o in ${list(cors.origins)})`,
        `!has(object.spec.cors.allowMethods) || object.spec.cors.allowMethods.all(m, m in ${list(cors.methods)})`,
        `!has(object.spec.cors.allowHeaders) || object.spec.cors.allowHeaders.all(h, h != "*" && h.matches(${text(HEADER_NAME)}))`,
        `!has(object.spec.cors.exposeHeaders) || object.spec.cors.exposeHeaders.all(h, h != "*" && h.matches(${text(HEADER_NAME)}))`,
        `!has(object.spec.cors.maxAge) || object.spec.cors.maxAge == ${text(cors.maxAge)}`,
        ...(cors.credentials ? [] : ['!has(object.spec.cors.allowCredentials) || !object.spec.cors.allowCredentials']),
      ])})`
    : '!has(object.spec.cors)',
  message: cors
    ? `CORS must stay within that of the platform; allowed origins: ${cors.origins.join(', ')}`
    : 'CORS is not allowed, because the platform does not set cors',
  reason: 'Forbidden',
});

/** A form of authentication that no team may use must be absent; others must be as the platform requires. */
const formOf = (field: string, called: string, checks: readonly string[] | undefined, message: string): Validation =>
  checks
    ? { expression: `!has(object.spec.${field}) || (${all(checks)})`, message, reason: 'Forbidden' }
    : {
        expression: `!has(object.spec.${field})`,
        message: `the platform has no method for ${called} that teams may use`,
        reason: 'Forbidden',
      };

/** A team's SecurityPolicy must use a method that the team may use, as the platform configures it, or select only public routes. */
export const authenticated = ({ gateway, cors }: Intent, { methods }: TeamsIntent): Validation[] => {
  const of = <T extends GuardedMethod['type']>(type: T) =>
    methods.filter((m): m is Extract<GuardedMethod, { type: T }> => m.type === type);
  const [tokens, keys, users] = [of('jwt'), of('apiKey'), of('basic')];
  const spec = 'object.spec';
  const asks = any([`has(${spec}.jwt)`, `has(${spec}.apiKeyAuth)`, `has(${spec}.basicAuth)`]);
  return [
    {
      expression: `!has(${spec}.oidc) && !has(${spec}.extAuth)`,
      message: 'only the platform may use oidc and extAuth, because their filters must be in every connection',
      reason: 'Forbidden',
    },
    formOf(
      'jwt',
      'tokens',
      tokens.length > 0
        ? [
            `!has(${spec}.jwt.optional) || !${spec}.jwt.optional`,
            `!has(${spec}.jwt.failOpen) || !${spec}.jwt.failOpen`,
            `has(${spec}.jwt.providers) && size(${spec}.jwt.providers) > 0 && ${spec}.jwt.providers.all(p, ${any(tokens.map((m) => provider(m, gateway.namespace)))})`,
          ]
        : undefined,
      'tokens must be verified as the platform requires: name, issuer, keys and audiences of a method that this namespace may use, from the Authorization header only, with its claims in its headers',
    ),
    formOf(
      'apiKeyAuth',
      'API keys',
      keys.length > 0
        ? [
            `size(${spec}.apiKeyAuth.credentialRefs) > 0`,
            any(keysOf(keys, gateway.namespace)),
            `has(${spec}.apiKeyAuth.sanitize) && ${spec}.apiKeyAuth.sanitize`,
            `has(${spec}.apiKeyAuth.forwardClientIDHeader) && ${spec}.apiKeyAuth.forwardClientIDHeader == ${text(CLIENT_HEADER)}`,
          ]
        : undefined,
      `API keys belong to the platform: refer to its Secret in ${gateway.namespace}, read the key from its place (${keys.map((m) => `${m.name}: ${m.place.name}`).join(', ')}), remove it (sanitize: true), and forward the client as ${CLIENT_HEADER}`,
    ),
    formOf(
      'basicAuth',
      'users and passwords',
      users.length > 0
        ? [
            any(users.map((m) => secretOf(m, gateway.namespace, `${spec}.basicAuth.users`))),
            `has(${spec}.basicAuth.forwardUsernameHeader) && ${spec}.basicAuth.forwardUsernameHeader == ${text(USER_HEADER)}`,
          ]
        : undefined,
      `users belong to the platform: refer to its Secret in ${gateway.namespace}, and forward the name as ${USER_HEADER}`,
    ),
    {
      expression: `[has(${spec}.jwt), has(${spec}.apiKeyAuth), has(${spec}.basicAuth)].filter(x, x).size() <= 1`,
      message: 'a policy may use only one form of authentication; use another route for another form',
      reason: 'Forbidden',
    },
    {
      expression: `!(${asks}) || ${all([
        `has(${spec}.authorization) && has(${spec}.authorization.defaultAction) && ${spec}.authorization.defaultAction == "Deny"`,
        `!has(${spec}.authorization.rules) || ${spec}.authorization.rules.all(r, r.action == "Allow" && (${vouched(methods)}) && (${headersOf(methods)}))`,
      ])}`,
      message:
        "requests that the method does not authenticate must be denied: authorization needs defaultAction Deny, and every rule that allows must require what the policy's own method sets, and that a token expires",
      reason: 'Forbidden',
    },
    {
      expression: `${asks} || ${all([
        `!has(${spec}.targetRef) && !has(${spec}.targetRefs) && has(${spec}.targetSelectors)`,
        `${spec}.targetSelectors.all(s, has(s.matchLabels) && ${text(ROUTE_LABELS.security)} in s.matchLabels && s.matchLabels[${text(ROUTE_LABELS.security)}].startsWith(${text(PUBLIC)}))`,
        // Only rules for networks need no authentication.
        `!has(${spec}.authorization) || !has(${spec}.authorization.rules) || ${spec}.authorization.rules.all(r, r.action == "Allow" && !has(r.cel) && has(r.principal) && !has(r.principal.headers) && !has(r.principal.jwt))`,
      ])}`,
      message: `this policy would remove the platform's authentication; a policy without a method may select only routes whose label ${ROUTE_LABELS.security} begins with "${PUBLIC}"`,
      reason: 'Forbidden',
    },
    corsOf(cors),
  ];
};
