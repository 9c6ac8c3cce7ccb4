import { type Places, unverifiedPlaces } from '../answers/credential-places.ts';
import type { Answers } from '../answers/schema/answers-schema.ts';
import type { ApiKeyMethod, AuthMethod } from '../answers/schema/auth-schema.ts';
import type { ServiceAnswer } from '../answers/schema/service-schema.ts';
import type { MatchIntent } from '../model/intent.ts';

/** How a request shows that it wants to be judged by one method and not by another. */
export type Sign = Pick<MatchIntent, 'headers' | 'query'> & { readonly cookie: string | undefined };

/** A method under the name that the answers gave it. */
export type Named<M extends AuthMethod = AuthMethod> = { readonly name: string } & M;

/**
 * The methods of a service that one SecurityPolicy can check together, and the sign by which a request asks for them.
 * Envoy Gateway ANDs the methods of one policy, so "any of them" takes a route for each group.
 */
export interface Variant {
  readonly methods: readonly Named[];
  /** undefined: the route for requests that show no other sign. */
  readonly sign: Sign | undefined;
  /** What other methods of the service read, and none of these verifies. */
  readonly unverified: Places;
}

const NO_SIGN: Sign = { headers: [], query: [], cookie: undefined };
/** The regular expressions by which routes of several methods are told apart. Guard rails admit no other ones. */
export const SIGN_PATTERNS = {
  /** Any value that is not empty: an empty key must not choose the key's route and fail there. */
  something: '.+',
  // Envoy matches the whole value; the scheme's case is the client's choice (RFC 9110, 11.1).
  basic: '(?i)basic .+',
  bearer: '(?i)bearer .+',
} as const;

/** Where a method reads its API key. */
export const placeOf = (m: ApiKeyMethod): { in: 'header' | 'query' | 'cookie'; name: string } =>
  m.query !== undefined
    ? { in: 'query', name: m.query }
    : m.cookie !== undefined
      ? { in: 'cookie', name: m.cookie }
      : { in: 'header', name: m.header ?? 'X-API-Key' };

/** Methods of one group are checked by one policy: all JWT providers (any may pass), all keys of the same place. */
const groupOf = (m: Named): string => {
  if (m.type !== 'apiKey') return m.type;
  const place = placeOf(m);
  return `apiKey ${place.in} ${place.in === 'header' ? place.name.toLowerCase() : place.name}`;
};

const signOf = (m: Named): Sign => {
  if (m.type !== 'apiKey')
    return {
      ...NO_SIGN,
      headers: [
        { name: 'Authorization', value: m.type === 'basic' ? SIGN_PATTERNS.basic : SIGN_PATTERNS.bearer, regex: true },
      ],
    };
  const place = placeOf(m);
  if (place.in === 'cookie') return { ...NO_SIGN, cookie: place.name };
  const match = [{ name: place.name, value: SIGN_PATTERNS.something, regex: true }];
  return place.in === 'header' ? { ...NO_SIGN, headers: match } : { ...NO_SIGN, query: match };
};

/** Every request has it, so asking for it only makes a match longer. */
const ALWAYS_THERE = { name: 'Host', value: SIGN_PATTERNS.something, regex: true } as const;

/**
 * Envoy Gateway counts headers before cookies and parameters, so a password would be asked for before a key in the query, and
 * nothing can take that key out of a request whose key nobody checks. One more header makes them equal, and the key decides.
 */
const keyFirst = (variant: Variant, all: readonly Variant[]): Variant => {
  const { sign, methods } = variant;
  const [first] = methods;
  const byHeader = all.some((v) => v.sign !== undefined && v.methods[0]?.type !== 'apiKey');
  return sign && byHeader && first?.type === 'apiKey' && placeOf(first).in !== 'header'
    ? { ...variant, sign: { ...sign, headers: [ALWAYS_THERE] } }
    : variant;
};

/** Who gets the requests that show no sign: what a browser without any credential needs comes first. */
const FALLBACK_ORDER: readonly AuthMethod['type'][] = ['oidc', 'extAuth', 'jwt', 'basic', 'apiKey'];

/** Names of the methods that a service accepts; empty: public. */
export const acceptedBy = (service: Pick<ServiceAnswer, 'auth'>, answers: Pick<Answers, 'auth'>): readonly string[] => {
  const names = service.auth ?? answers.auth?.default ?? [];
  return names.includes('none') ? [] : names;
};

/** The variants of a service, the fallback first. A public service has none. */
export const variantsOf = (service: Pick<ServiceAnswer, 'auth'>, answers: Pick<Answers, 'auth'>): Variant[] => {
  const groups = new Map<string, Named[]>();
  for (const name of acceptedBy(service, answers)) {
    const method = answers.auth?.methods?.[name];
    if (!method) continue;
    const named = { name, ...method };
    const key = groupOf(named);
    groups.set(key, [...(groups.get(key) ?? []), named]);
  }
  const rank = (g: Named[]): number => FALLBACK_ORDER.indexOf(g[0]!.type);
  const all = [...groups.values()].flat();
  const variants = [...groups.values()]
    .map((methods, at) => ({ methods, at }))
    .sort((a, b) => rank(a.methods) - rank(b.methods) || a.at - b.at)
    .map(
      ({ methods }, i): Variant => ({
        methods,
        sign: i === 0 ? undefined : signOf(methods[0]!),
        // A key asks for its own route, so the one for everything else never sees it.
        unverified: unverifiedPlaces(i === 0 ? all.filter((m) => m.type !== 'apiKey') : all, methods),
      }),
    );
  return variants.map((v) => keyFirst(v, variants));
};
