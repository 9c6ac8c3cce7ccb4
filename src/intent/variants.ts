import type { Answers } from '../answers/schema/answers-schema.ts';
import { isOptional, methodNames, requiresAll } from '../answers/schema/auth-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { Places } from '../auth/auth-kind.ts';
import { ANY_VALUE, NO_PLACES } from '../auth/auth-kind.ts';
import { unverifiedPlaces } from '../auth/credential-places.ts';
import { hasOwnPlace, kindOf, type Named, withIdToken } from '../auth/kinds.ts';
import { ID_TOKEN_HEADER, isIdToken } from '../auth/oidc/id-token.ts';
import type { MatchIntent } from '../model/intent.ts';

import { groupBy } from '../values/group-by.ts';

/** The credential by which a request chooses a method, as matches of a route. */
export type CredentialMatch = Pick<MatchIntent, 'headers' | 'query'> & { readonly cookie: string | undefined };

/**
 * The methods of a service that one SecurityPolicy can check together, and the match by which a request chooses them.
 * Envoy Gateway ANDs the methods of one policy, so "any of them" takes a route for each group.
 */
export interface Variant {
  /** Methods of the same kind, of which any is enough; with `all`, one of each kind. */
  readonly methods: readonly Named[];
  /** Whether a request must satisfy each of the methods. */
  readonly all: boolean;
  /** undefined: the route for requests without a match of another variant. */
  readonly match: CredentialMatch | undefined;
  /** Credentials that other methods of the service read and that this variant does not verify. */
  readonly unverified: Places;
}

const NO_MATCH: CredentialMatch = { headers: [], query: [], cookie: undefined };

/** Methods of one group are checked by one policy: all JWT providers (any may pass), all keys of the same place. */
const groupOf = (m: Named): string => {
  const place = kindOf(m).match?.place(m);
  if (!place) return m.type;
  return `${m.type} ${place.in} ${place.in === 'header' ? place.name.toLowerCase() : place.name}`;
};

const matchOf = (m: Named): CredentialMatch => {
  const { match } = kindOf(m);
  // Only one such method is accepted in addition to others, and it is the first fallback.
  if (!match) throw new Error(`${m.name}: no request can choose a method of type ${m.type}`);
  const { in: place, name } = match.place(m);
  if (place === 'cookie') return { ...NO_MATCH, cookie: name };
  const entry = [{ name, value: match.pattern(m), regex: true }];
  return place === 'header' ? { ...NO_MATCH, headers: entry } : { ...NO_MATCH, query: entry };
};

/** Every request has this header, so matching it only makes a match longer. */
const ALWAYS_THERE = { name: 'Host', value: ANY_VALUE, regex: true } as const;

/**
 * Envoy Gateway sorts routes by headers before cookies and parameters, so a password would be matched before a key in the query.
 * The unverified key could then not be removed. One more header in the match of the key makes the counts equal, and the key wins.
 */
const keyFirst = (variant: Variant, all: readonly Variant[]): Variant => {
  const { match, methods } = variant;
  const byHeader = all.some((v) => v.match !== undefined && !hasOwnPlace(v.methods[0]!));
  return match && byHeader && hasOwnPlace(methods[0]!) && match.headers.length === 0
    ? { ...variant, match: { ...match, headers: [ALWAYS_THERE] } }
    : variant;
};

/** The ID token of a login is for the filter that verifies it, and not for the service. */
const withoutIdToken = (v: Variant): Variant =>
  v.methods.some(isIdToken)
    ? {
        ...v,
        unverified: {
          ...v.unverified,
          headers: new Map([...v.unverified.headers, [ID_TOKEN_HEADER, ID_TOKEN_HEADER]]),
        },
      }
    : v;

/** Names of the methods that a service accepts; empty: public. */
export const acceptedBy = (service: Pick<ServiceAnswer, 'auth'>, answers: Pick<Answers, 'auth'>): readonly string[] => {
  const names = methodNames(service.auth ?? answers.auth?.default);
  return names.includes('none') ? [] : names;
};

/** The variants of a service, the fallback first. A public service has none. */
export const variantsOf = (service: Pick<ServiceAnswer, 'auth'>, answers: Pick<Answers, 'auth'>): Variant[] => {
  const accepted = acceptedBy(service, answers).map((name): Named => {
    const method = answers.auth?.methods?.[name];
    if (!method) throw new Error(`there is no method ${name}`);
    return { name, ...method };
  });
  if (requiresAll(service.auth ?? answers.auth?.default)) {
    const methods = accepted.flatMap(withIdToken).sort((a, b) => kindOf(a).filter.order - kindOf(b).filter.order);
    return [withoutIdToken({ methods, all: true, match: undefined, unverified: NO_PLACES })];
  }
  const rank = (g: Named[]): number => kindOf(g[0]!).rank;
  const groups = [...groupBy(accepted, groupOf).values()];
  const all = groups.flat();
  // Then requests without a credential have a route of their own.
  const optional = isOptional(service.auth ?? answers.auth?.default);
  const variants = groups
    .map((methods, at) => ({ methods, at }))
    .sort((a, b) => rank(a.methods) - rank(b.methods) || a.at - b.at)
    .map(
      ({ methods }, i): Variant => ({
        methods,
        all: false,
        match: i === 0 && !optional ? undefined : matchOf(methods[0]!),
        // A request with a key matches the route of the key, so the fallback route never gets it.
        unverified: unverifiedPlaces(i === 0 && !optional ? all.filter((m) => !hasOwnPlace(m)) : all, methods),
      }),
    );
  return variants.map((v) => {
    const [first, ...more] = v.methods;
    const login = more.length === 0 ? withIdToken(first!) : [];
    return login.length > 1 ? withoutIdToken({ ...v, methods: login, all: true }) : keyFirst(v, variants);
  });
};
