import type { SecurityIntent } from '../intent/model.ts';
import type { Expect } from './probe.ts';

type Refusal = Pick<Expect, 'status' | 'grpc' | 'has'>;

const literal = (s: string): string => s.replace(/[.[\]{}()*+?^$|\\/]/g, (c) => (c === '/' ? c : `[${c}]`)).replace('[^]', '\\^').replace('[\\]', '\\\\');

/** UNAUTHENTICATED and PERMISSION_DENIED: what Envoy makes of 401 and 403 for a gRPC client. */
export const GRPC_REFUSED = [16, 7];

/** How a policy answers who shows nothing: by its method, since each says no in its own way. */
export const refusalOf = (policy: SecurityIntent): Refusal => {
  if (policy.oidc) {
    const login = policy.oidc.authorizationEndpoint;
    return {
      status: ['302'],
      grpc: [],
      has: [['location', `^${login ? literal(login) : 'https://'}.*[?&]client_id=`]],
    };
  }
  // The authorizer chooses its own words; a redirect to a login is a refusal too.
  if (policy.extAuth) return { status: ['401', '403', '302', '303', '307'], grpc: GRPC_REFUSED, has: [] };
  return { status: ['401'], grpc: [16], has: [] };
};

/** What the policy is called in a title. */
export const refusalWords = (policy: SecurityIntent): string =>
  policy.oidc ? 'is sent to the login' : policy.extAuth ? 'is refused by the authorizer' : 'gets 401';
