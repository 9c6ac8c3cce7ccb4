// Every kind of authentication. The order is that of the schema, the interview and the documents.
import * as z from 'zod';
import type { AuthIntent, SecurityIntent, TeamMethodIntent } from '../model/intent.ts';
import { FILTERS_HEADER } from './allow-rule.ts';
import { apiKey } from './api-key/api-key.ts';
import { ANY_VALUE, type AnyKind, type Named as NamedMethod } from './auth-kind.ts';
import { basic } from './basic.ts';
import { extAuth } from './ext-auth/ext-auth.ts';
import { jwt } from './jwt/jwt.ts';
import { idTokenOf } from './oidc/id-token.ts';
import { oidc } from './oidc/oidc.ts';

export const KINDS = { jwt, apiKey, oidc, extAuth, basic };

export type AuthType = keyof typeof KINDS;
type MethodOf<K extends AuthType> = z.output<(typeof KINDS)[K]['schema']>;

/** A method of the answers; `type` is its kind. */
export type AuthMethod = { [K in AuthType]: MethodOf<K> & { readonly type: K } }[AuthType];
export type Named = NamedMethod<AuthMethod>;

// Each kind has every member, and its key is the `type` in its schema.
KINDS satisfies {
  [K in AuthType]: Record<keyof AnyKind, unknown> & { readonly schema: z.ZodType<{ readonly type: K }> };
};

/** The names of the kinds, in order. */
export const AUTH_TYPES = Object.keys(KINDS) as readonly AuthType[];
const ALL = Object.values(KINDS) as unknown as readonly AnyKind[];

export const isAuthType = (type: unknown): type is AuthType => typeof type === 'string' && Object.hasOwn(KINDS, type);

const kindNamed = (type: string): AnyKind => {
  if (!isAuthType(type)) throw new Error(`unknown authentication kind: ${type}`);
  return KINDS[type] as unknown as AnyKind;
};

/** The kind of a method. */
export const kindOf = (m: AuthMethod): AnyKind => kindNamed(m.type);

/** The kind of a policy, or of a method that teams may use. */
export const kindOfIntent = (i: AuthIntent | TeamMethodIntent): AnyKind => kindNamed(i.type);

/** The intents of one kind in a list of policies, with the type of that kind. */
export const intentsOf = <K extends AuthType>(
  type: K,
  policies: readonly Pick<SecurityIntent, 'auth'>[],
): ReturnType<(typeof KINDS)[K]['intent']>[] =>
  policies.flatMap(({ auth }) => auth.filter((a) => a.type === type) as ReturnType<(typeof KINDS)[K]['intent']>[]);

type Schema = (typeof KINDS)[AuthType]['schema'] & z.core.$ZodTypeDiscriminable;

/** The schema of a method: its `type` decides which other keys it has. */
export const authMethod = z.discriminatedUnion(
  'type',
  ALL.map((k) => k.schema) as unknown as readonly [Schema, ...Schema[]],
) as unknown as z.ZodType<AuthMethod>;

/** Kinds that teams may use. */
export const TEAM_TYPES = AUTH_TYPES.filter((t) => KINDS[t].teams !== undefined);
export const TEAM_KINDS: readonly (AnyKind & { readonly type: AuthType })[] = TEAM_TYPES.map((type) => ({
  ...(KINDS[type] as unknown as AnyKind),
  type,
}));

/** A method, and the one for the ID token of a login with keys, which its policy requires, too. */
export const withIdToken = (m: Named): readonly Named[] => {
  const token = m.type === 'oidc' ? idTokenOf(m) : undefined;
  return token ? [m, { ...token, type: 'jwt' }] : [m];
};

/** Fields of SecurityPolicy.spec that authenticate, of kinds that only the platform may use. */
export const PLATFORM_FIELDS: readonly string[] = [
  ...new Set(ALL.filter((k) => !k.teams && !TEAM_KINDS.some((t) => t.field === k.field)).map((k) => k.field)),
];

/** The word in policy names for a header that authentication sets, such as `by-client`. */
export const wordOfHeader = (header: string): string | undefined =>
  ALL.find((k) => k.countBy?.header === header)?.countBy?.word;

/** Schemes of WWW-Authenticate, in the order of the kinds. */
export const CHALLENGES: readonly string[] = [
  ...new Set(ALL.flatMap(({ challenge: c }) => (c && c !== 'own' ? [c.scheme] : []))),
];

/** Headers that authentication sets in every gateway, in lower case. */
export const OWN_HEADERS: readonly string[] = [...ALL.flatMap((k) => k.ownHeaders), FILTERS_HEADER];

/** The regular expressions by which routes match the credentials of methods. */
export const MATCH_PATTERNS: readonly string[] = [
  ...new Set([ANY_VALUE, ...ALL.flatMap((k) => k.match?.patterns ?? []).sort()]),
];

/** Headers that the answers let a method set after success: claims, and headers of an authorizer. */
export const headersSetBy = (m: AuthMethod): readonly string[] => {
  const kind = kindOf(m);
  return [
    ...Object.values(kind.claims(m)),
    ...kind.namedHeaders(m).flatMap(({ name, use }) => (use === 'set' ? [name] : [])),
  ];
};

/**
 * Whether any value in the method's place matches its route, as with keys: a request with such a value never gets to another
 * method.
 */
export const hasOwnPlace = (m: AuthMethod): boolean => kindOf(m).match?.pattern(m) === ANY_VALUE;
