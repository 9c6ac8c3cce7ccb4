import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { AllowRule } from '../model/intent.ts';
import type { Named, Variant } from './variants.ts';

/** Set by api_key_auth after a key matched; removed from every request at the edge. */
export const CLIENT_HEADER = 'x-client-id';
/** Set by basic_auth after a password matched; removed from every request at the edge. */
export const USER_HEADER = 'x-basic-user';

/**
 * Set on every request by the listener itself: which authorizers and logins its filter chain holds, as `,NAME,NAME,`. Removed
 * from every request where it holds none.
 */
export const FILTERS_HEADER = 'x-gateway-filters';

/** True only after basic_auth let somebody in. */
export const USER_IS_KNOWN = `'${USER_HEADER}' in request.headers`;

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
export const verifiedToken = (provider: string): string =>
  `'exp' in metadata.filter_metadata['envoy.filters.http.jwt_authn']['${provider}']`;

/**
 * True only in a filter chain that holds the authorizer or login of a policy. Success leaves no other trace, and while a
 * method is exchanged for another one, Envoy gives a chain that no longer holds the filter the routes that still count on it.
 */
const inChain = (policy: string): string =>
  `'${FILTERS_HEADER}' in request.headers && request.headers['${FILTERS_HEADER}'].contains(',${policy},')`;

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
 * The rules of a policy, under which a request is let in; everything else is denied. Each rule can be satisfied only by the method's
 * own success, because a connection that is older than the policy does not have the method's filter (Envoy keeps a
 * connection's filter chain, but gives it the new routes).
 */
export const allowRules = (s: ServiceAnswer | undefined, variant: Variant | undefined, policy: string): AllowRule[] => {
  const allow = s?.allow ?? {};
  const cidrs = allow.cidrs ?? [];
  const first = variant?.methods[0];
  if (!variant || !first) return cidrs.length > 0 ? [{ ...NOTHING, name: 'networks', cidrs }] : [];
  switch (first.type) {
    case 'jwt':
      return variant.methods.flatMap((m) => jwtRules(m, allow, cidrs));
    case 'apiKey': {
      const known = [...new Set(variant.methods.flatMap((m) => (m.type === 'apiKey' ? m.clients : [])))];
      const values = allow.clients ? known.filter((c) => allow.clients?.includes(c)) : known;
      return [{ ...NOTHING, name: 'clients', cidrs, header: { name: CLIENT_HEADER, values } }];
    }
    case 'basic':
      return [{ ...NOTHING, name: 'users', cidrs, cel: USER_IS_KNOWN }];
    default:
      return [{ ...NOTHING, name: first.name, cidrs, cel: inChain(policy) }];
  }
};

/**
 * Header names that only the gateway may set, lower case and sorted: claims, client id, user, the authorizer's. `chain`: the
 * policies that FILTERS_HEADER names, which is then set instead of removed.
 */
export const identityHeadersOf = (answers: Answers, chain: readonly string[]): string[] => {
  const names = new Set([CLIENT_HEADER, USER_HEADER]);
  if (chain.length === 0) names.add(FILTERS_HEADER);
  for (const m of Object.values(answers.auth?.methods ?? {})) {
    if (m.type === 'jwt') for (const h of Object.values(m.claims ?? {})) names.add(h.toLowerCase());
    if (m.type === 'extAuth') for (const h of m.headersToBackend ?? []) names.add(h.toLowerCase());
  }
  return [...names].sort();
};
