import type { Validation } from 'kubernetes-types/admissionregistration/v1.d.ts';
import { CLIENT_HEADER, USER_IS_KNOWN, verifiedToken } from '../../intent/allow-rules.ts';
import type { GuardedMethod, Intent, PrivateServerIntent, TeamsIntent } from '../../intent/model.ts';
import { ROUTE_LABELS } from '../../intent/targets.ts';
import { all, any, list, text } from './cel.ts';

/** Names of policies that ask for no authentication begin with it. */
export const PUBLIC = 'public';

const allowed = (m: GuardedMethod): string => `${text(m.name)} in variables.methods`;

/** The platform's own Backend, which knows where the keys are and whose certificate counts. */
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
    `p.issuer == ${text(m.issuer)}`,
    // Keys come from where the platform says, and not by way of a backend of the team's choice.
    `has(p.remoteJWKS) && p.remoteJWKS.uri == ${text(m.jwks)} && ${m.server ? only(m.server, namespace) : '!has(p.remoteJWKS.backendRefs)'} && !has(p.remoteJWKS.backendRef)`,
    `has(p.audiences) && size(p.audiences) > 0 && p.audiences.all(a, a in ${list(m.audiences)})`,
  ]);

const secretOf = (m: GuardedMethod & { type: 'apiKey' | 'basic' }, namespace: string, ref: string): string =>
  all([
    allowed(m),
    `${ref}.name == ${text(m.secret)}`,
    `has(${ref}.namespace) && ${ref}.namespace == ${text(namespace)}`,
  ]);

/** A rule lets in only who the method itself vouches for, also on connections that are older than the method's filter. */
const vouched = (methods: readonly GuardedMethod[]): string => {
  const cel = [
    ...methods.flatMap((m) => (m.type === 'jwt' ? [verifiedToken(m.name)] : [])),
    ...(methods.some((m) => m.type === 'basic') ? [USER_IS_KNOWN] : []),
  ];
  return any([
    'r.action == "Deny"',
    ...(cel.length > 0 ? [`has(r.cel) && r.cel in ${list(cel)}`] : []),
    'has(r.principal) && has(r.principal.jwt)',
    ...(methods.some((m) => m.type === 'apiKey')
      ? [
          `has(r.principal) && has(r.principal.headers) && r.principal.headers.exists(h, h.name == ${text(CLIENT_HEADER)})`,
        ]
      : []),
  ]);
};

/** A form of authentication that no team may use is not there; another one is as the platform says. */
const formOf = (field: string, called: string, checks: readonly string[] | undefined, message: string): Validation =>
  checks
    ? { expression: `!has(object.spec.${field}) || (${all(checks)})`, message, reason: 'Forbidden' }
    : {
        expression: `!has(object.spec.${field})`,
        message: `the platform has no method for ${called} that teams may use`,
        reason: 'Forbidden',
      };

/** A SecurityPolicy of a team asks for a method that the team may use, in the platform's own words, or is seen to be public. */
export const authenticated = ({ gateway }: Intent, { methods }: TeamsIntent): Validation[] => {
  const of = <T extends GuardedMethod['type']>(type: T) =>
    methods.filter((m): m is Extract<GuardedMethod, { type: T }> => m.type === type);
  const [tokens, keys, users] = [of('jwt'), of('apiKey'), of('basic')];
  const spec = 'object.spec';
  const asks = any([`has(${spec}.jwt)`, `has(${spec}.apiKeyAuth)`, `has(${spec}.basicAuth)`]);
  return [
    {
      expression: `!has(${spec}.oidc) && !has(${spec}.extAuth)`,
      message: 'logins and authorizers belong to the platform: their filters have to be in every connection',
      reason: 'Forbidden',
    },
    formOf(
      'jwt',
      'tokens',
      tokens.length > 0
        ? [
            `!has(${spec}.jwt.optional) || !${spec}.jwt.optional`,
            `!has(${spec}.jwt.failOpen) || !${spec}.jwt.failOpen`,
            `has(${spec}.jwt.providers) && ${spec}.jwt.providers.all(p, ${any(tokens.map((m) => provider(m, gateway.namespace)))})`,
          ]
        : undefined,
      'tokens have to be checked as the platform says: issuer, keys and audiences of a method that this namespace may use',
    ),
    formOf(
      'apiKeyAuth',
      'API keys',
      keys.length > 0
        ? [
            `size(${spec}.apiKeyAuth.credentialRefs) > 0`,
            `${spec}.apiKeyAuth.credentialRefs.all(c, ${any(keys.map((m) => secretOf(m, gateway.namespace, 'c')))})`,
            `has(${spec}.apiKeyAuth.forwardClientIDHeader) && ${spec}.apiKeyAuth.forwardClientIDHeader == ${text(CLIENT_HEADER)}`,
          ]
        : undefined,
      `API keys are the platform's: refer to its Secret in ${gateway.namespace}, and forward the client as ${CLIENT_HEADER}`,
    ),
    formOf(
      'basicAuth',
      'users and passwords',
      users.length > 0 ? [any(users.map((m) => secretOf(m, gateway.namespace, `${spec}.basicAuth.users`)))] : undefined,
      `users are the platform's: refer to its Secret in ${gateway.namespace}`,
    ),
    {
      expression: `!(${asks}) || ${all([
        `has(${spec}.authorization) && has(${spec}.authorization.defaultAction) && ${spec}.authorization.defaultAction == "Deny"`,
        `!has(${spec}.authorization.rules) || ${spec}.authorization.rules.all(r, ${vouched(methods)})`,
      ])}`,
      message:
        'whom the method does not vouch for is denied: authorization needs defaultAction Deny, and every rule that allows asks for what the method sets',
      reason: 'Forbidden',
    },
    {
      expression: `${asks} || ${all([
        `!has(${spec}.targetRef) && !has(${spec}.targetRefs) && has(${spec}.targetSelectors)`,
        `${spec}.targetSelectors.all(s, has(s.matchLabels) && ${text(ROUTE_LABELS.security)} in s.matchLabels && s.matchLabels[${text(ROUTE_LABELS.security)}].startsWith(${text(PUBLIC)}))`,
      ])}`,
      message: `this policy would drop the platform's authentication; one without a method may only select routes whose label ${ROUTE_LABELS.security} begins with "${PUBLIC}"`,
      reason: 'Forbidden',
    },
  ];
};
