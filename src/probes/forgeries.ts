import type { SecurityIntent } from '../intent/model.ts';

/** Something that looks like a credential of a policy and is none; nothing in it is secret. */
export interface Forgery {
  readonly name: string;
  readonly words: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly query: string | undefined;
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** 2100-01-01: an expired token would be refused for its age and prove nothing. */
const FAR = 4102444800;

const jwts = (policy: SecurityIntent): Forgery[] => {
  const [provider] = policy.jwt;
  if (!provider) return [];
  const claims = base64url({ iss: provider.issuer, aud: provider.audiences, sub: 'validate', exp: FAR, iat: 0 });
  const bearer = (name: string, words: string, token: string): Forgery => ({
    name,
    words,
    headers: [['Authorization', `Bearer ${token}`]],
    query: undefined,
  });
  return [
    bearer('unsigned', 'a token that nobody signed (alg none)', `${base64url({ alg: 'none', typ: 'JWT' })}.${claims}.`),
    bearer(
      'badly-signed',
      'a token with an invented signature',
      `${base64url({ alg: 'RS256', typ: 'JWT' })}.${claims}.${'A'.repeat(342)}`,
    ),
  ];
};

const WRONG = 'validate-wrong-key';

/** Invented credentials for a policy, and the headers that only the gateway may set. */
export const forgeries = (policy: SecurityIntent): Forgery[] => {
  const key = policy.apiKey;
  const identity = [
    ...(key ? [[key.clientHeader, key.clients[0] ?? 'validate'] as const] : []),
    ...policy.jwt.flatMap((p) => p.claims.map(([, header]) => [header, 'validate'] as const)),
    ...(policy.basic ? [[policy.basic.userHeader, 'validate'] as const] : []),
  ];
  return [
    ...jwts(policy),
    ...(key
      ? [
          {
            name: 'wrong-key',
            words: 'a key that nobody has',
            headers:
              key.place.in === 'header'
                ? [[key.place.name, WRONG] as const]
                : key.place.in === 'cookie'
                  ? [['Cookie', `${key.place.name}=${WRONG}`] as const]
                  : [],
            query: key.place.in === 'query' ? `${encodeURIComponent(key.place.name)}=${WRONG}` : undefined,
          },
        ]
      : []),
    ...(policy.basic
      ? [
          {
            name: 'wrong-password',
            words: 'a wrong password',
            headers: [['Authorization', `Basic ${Buffer.from('validate:wrong').toString('base64')}`] as const],
            query: undefined,
          },
        ]
      : []),
    ...(identity.length > 0 && !policy.oidc && !policy.extAuth
      ? [
          {
            name: 'identity-headers',
            words: `a request that only says who it is (${identity.map(([h]) => h).join(', ')})`,
            headers: identity,
            query: undefined,
          },
        ]
      : []),
  ];
};
