// The ID token of a login, verified again: only then its claims are known to the gateway.
import type { Named } from '../auth-kind.ts';
import type { JwtMethod } from '../jwt/jwt-method.ts';
import type { OidcMethod } from './oidc-method.ts';

/** The login writes the ID token into it; removed from every request at the edge, and before the service. */
export const ID_TOKEN_HEADER = 'x-gateway-id-token';

/** The name of the method for the ID token of a login; a label has no dot, so no other method has it. */
const idTokenName = (login: string): string => `${login}.id`;

/** Whether a method is that of an ID token. */
export const isIdToken = ({ name }: Pick<Named, 'name'>): boolean => name.endsWith('.id');

/** The method that a policy requires in addition to a login with keys. The audience of an ID token is the client. */
export const idTokenOf = (m: Named<OidcMethod>): Named<JwtMethod> | undefined =>
  m.jwks && {
    type: 'jwt',
    name: idTokenName(m.name),
    issuer: m.issuer,
    jwks: m.jwks,
    ca: m.ca,
    audiences: [m.clientID],
    claims: m.claims,
    from: { header: ID_TOKEN_HEADER },
  };
