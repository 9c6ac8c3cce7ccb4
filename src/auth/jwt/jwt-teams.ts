// Tokens in the admission policy for SecurityPolicies of teams.
import type { PrivateServerIntent } from '../../model/intent.ts';
import { all, any, list, text } from '../../objects/cel.ts';
import type { AuthKind } from '../auth-kind.ts';
import {
  asks,
  issuersOf,
  type JwtIntent,
  type JwtMethod,
  type JwtOfTeams,
  providersOf,
  verifiedToken,
} from './jwt-method.ts';

/** The platform's own Backend, which knows where the keys are and which certificate is valid. */
const onlyBackend = ({ backend, port }: PrivateServerIntent, namespace: string): string =>
  `has(p.remoteJWKS.backendRefs) && size(p.remoteJWKS.backendRefs) == 1 && p.remoteJWKS.backendRefs.all(b, ${all([
    'has(b.kind) && b.kind == "Backend"',
    `b.name == ${text(backend)}`,
    `has(b.namespace) && b.namespace == ${text(namespace)}`,
    `has(b.port) && b.port == ${port}`,
  ])})`;

const providerOfPlatform = (m: JwtOfTeams, namespace: string): string =>
  all([
    `${text(m.name)} in variables.methods`,
    `p.name == ${text(m.name)}`,
    `p.issuer == ${text(m.issuer)}`,
    // Keys come from the server of the platform, not from a backend of the team.
    `has(p.remoteJWKS) && p.remoteJWKS.uri == ${text(m.jwks)} && ${m.server ? onlyBackend(m.server, namespace) : '!has(p.remoteJWKS.backendRefs)'} && !has(p.remoteJWKS.backendRef)`,
    `has(p.audiences) && size(p.audiences) > 0 && p.audiences.all(a, a in ${list(m.audiences)})`,
    `has(p.extractFrom) && p.extractFrom == {"headers": [{"name": "Authorization", "valuePrefix": "Bearer "}]}`,
    m.claims.length === 0
      ? '!has(p.claimToHeaders)'
      : `!has(p.claimToHeaders) || p.claimToHeaders.all(c, c in [${m.claims.map(([claim, header]) => `{"claim": ${text(claim)}, "header": ${text(header)}}`).join(', ')}])`,
  ]);

export const jwtTeams: AuthKind<JwtMethod, JwtIntent, JwtOfTeams>['teams'] = {
  // Keys in a ConfigMap of the team's namespace would be those of the team, and browsers send cookies automatically.
  fits: (m) => m.from === undefined && m.moreIssuers === undefined && issuersOf(m).every((i) => i.url !== undefined),
  intent: (m, home) => {
    const [p] = providersOf(m, home);
    return {
      type: 'jwt',
      ...p!,
      jwks: issuersOf(m)[0]!.url!,
      asks: asks([p!]),
      refersTo: p!.server && { kind: 'Backend', name: p!.server.backend },
    };
  },
  called: 'tokens',
  checks: (methods, namespace) => [
    '!has(object.spec.jwt.optional) || !object.spec.jwt.optional',
    '!has(object.spec.jwt.failOpen) || !object.spec.jwt.failOpen',
    `has(object.spec.jwt.providers) && size(object.spec.jwt.providers) > 0 && object.spec.jwt.providers.all(p, ${any(methods.map((m) => providerOfPlatform(m, namespace)))})`,
  ],
  message: () =>
    'tokens must be verified as the platform requires: name, issuer, keys and audiences of a method that this namespace may use, from the Authorization header only, with its claims in its headers',
  rule: (methods) =>
    `has(object.spec.jwt) && has(r.cel) && r.cel in ${list(methods.map((m) => verifiedToken(m.name)))}`,
  rulesUseHeaders: false,
  fields: {
    allowed: [
      'jwt.providers[].{name,issuer,audiences}',
      'jwt.providers[].remoteJWKS.{uri,cacheDuration}',
      'jwt.providers[].claimToHeaders[].{claim,header}',
      'jwt.providers[].extractFrom.headers[].{name,valuePrefix}',
    ],
    refused: {
      'jwt.optional': 'allows requests without a token',
      'jwt.failOpen': 'allows requests while keys cannot be fetched',
      'jwt.providers[].localJWKS': 'keys of the team itself',
      'jwt.providers[].recomputeRoute': 'selects another route, with another policy, after authentication',
      'jwt.providers[].remoteJWKS.backendRef': 'keys from another server',
      'jwt.providers[].remoteJWKS.backendRefs': 'keys from another server',
      'jwt.providers[].remoteJWKS.backendSettings': 'keys from another server',
      'jwt.providers[].remoteJWKS.failedRefetchDuration': 'not generated',
      'jwt.providers[].extractFrom.cookies': 'browsers send cookies automatically',
      'jwt.providers[].extractFrom.params': 'query strings end up in logs',
    },
  },
};
