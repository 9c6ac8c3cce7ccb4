import type { Answers } from '../answers/schema/schema.ts';
import type { ServiceAnswer } from '../answers/schema/service.ts';
import type { AllowRule } from './model.ts';
import type { Named, Variant } from './variants.ts';

/** Set by api_key_auth after a key matched; removed from every request at the edge. */
export const CLIENT_HEADER = 'x-client-id';
/** Set by basic_auth after a password matched; removed from every request at the edge. */
export const USER_HEADER = 'x-basic-user';

type Allow = NonNullable<ServiceAnswer['allow']>;

const NOTHING: Pick<AllowRule, 'cel' | 'cidrs' | 'jwt' | 'header'> = {
  cel: undefined,
  cidrs: [],
  jwt: undefined,
  header: undefined,
};

/**
 * True only once jwt_authn has verified a token of this provider, and only for one that expires: Envoy accepts a token
 * without `exp` for ever. The provider's name is a DNS label, so it needs no quoting.
 */
const verifiedToken = (provider: string): string =>
  `'exp' in metadata.filter_metadata['envoy.filters.http.jwt_authn']['${provider}']`;

/** A claim may be a string or a list, and the API wants to know which; a rule for each combination accepts both. */
const claimShapes = (count: number): ('String' | 'StringArray')[][] =>
  Array.from({ length: 2 ** count }, (_, n) =>
    Array.from({ length: count }, (_, i) => ((n >> i) & 1 ? 'StringArray' : 'String')),
  );

const jwtRules = (provider: Named, allow: Allow, cidrs: readonly string[]): AllowRule[] => {
  const claims = Object.entries(allow.claims ?? {});
  const scopes = allow.scopes ?? [];
  return claimShapes(claims.length).map((shapes, n) => ({
    ...NOTHING,
    name: n === 0 ? provider.name : `${provider.name}-${n + 1}`,
    cel: verifiedToken(provider.name),
    cidrs,
    jwt:
      scopes.length + claims.length === 0
        ? undefined
        : {
            provider: provider.name,
            scopes,
            claims: claims.map(([claim, values], i) => ({ claim, values, type: shapes[i]! })),
          },
  }));
};

/**
 * The rules under which a request is let in; everything else is denied. Each rule can be satisfied only by the method's
 * own success, because a connection that is older than the policy does not have the method's filter (Envoy keeps a
 * connection's filter chain, but gives it the new routes).
 */
export const allowRules = (s: ServiceAnswer | undefined, variant: Variant | undefined): AllowRule[] => {
  const allow = s?.allow ?? {};
  const cidrs = allow.cidrs ?? [];
  const fromNetwork: AllowRule[] = cidrs.length > 0 ? [{ ...NOTHING, name: 'networks', cidrs }] : [];
  const first = variant?.methods[0];
  if (!variant || !first) return fromNetwork;
  switch (first.type) {
    case 'jwt':
      return variant.methods.flatMap((m) => jwtRules(m, allow, cidrs));
    case 'apiKey': {
      const known = [...new Set(variant.methods.flatMap((m) => (m.type === 'apiKey' ? m.clients : [])))];
      const values = allow.clients ? known.filter((c) => allow.clients?.includes(c)) : known;
      return [{ ...NOTHING, name: 'clients', cidrs, header: { name: CLIENT_HEADER, values } }];
    }
    case 'basic':
      return [{ ...NOTHING, name: 'users', cidrs, cel: `'${USER_HEADER}' in request.headers` }];
    default:
      return fromNetwork;
  }
};

/** Header names that only the gateway may set, lower case and sorted: claims, client id, user, the authorizer's. */
export const identityHeadersOf = (answers: Answers): string[] => {
  const names = new Set([CLIENT_HEADER, USER_HEADER]);
  for (const m of Object.values(answers.auth?.methods ?? {})) {
    if (m.type === 'jwt') for (const h of Object.values(m.claims ?? {})) names.add(h.toLowerCase());
    if (m.type === 'extAuth') for (const h of m.headersToBackend ?? []) names.add(h.toLowerCase());
  }
  return [...names].sort();
};
