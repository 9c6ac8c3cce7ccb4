// Tokens that validate.sh sends, and requests with tokens that must not be enough.
import type { CredentialPlace } from '../../model/intent.ts';
import { type HeldCredential, variableOf, type WorthlessCredential } from '../credential.ts';
import { isBearer, type JwtIntent } from './jwt-method.ts';

/** A token that satisfies a policy, in its place. */
export const tokenOf = ({ providers, place }: JwtIntent): HeldCredential => {
  const held = { variable: variableOf('TOKEN', providers[0]!.name), holds: 'a token (without "Bearer ")' };
  return isBearer(place) ? { as: 'bearer', ...held } : { as: place.in, name: place.name, ...held };
};

/** Requests with a token in places that the method does not read. */
const misplaced = (i: JwtIntent): WorthlessCredential[] => [
  {
    id: 'auth.token-in-query',
    title: 'a token in the query string is rejected',
    headers: [],
    credential: { ...tokenOf(i), as: 'query', name: 'access_token' },
    fallbackOnly: true,
  },
  ...(isBearer(i.place)
    ? []
    : [
        {
          id: 'auth.token-in-authorization',
          title: 'a token in the Authorization header is rejected',
          headers: [],
          credential: { ...tokenOf(i), as: 'bearer' as const },
          fallbackOnly: true,
        },
      ]),
];

/** A request header up to the token. */
const header = (place: CredentialPlace): string =>
  isBearer(place) ? 'Authorization: Bearer ' : place.in === 'cookie' ? `Cookie: ${place.name}=` : `${place.name}: `;

/** Requests with a token that is not valid, or not in its place. */
export const worthlessTokens = (i: JwtIntent): WorthlessCredential[] => [
  {
    id: 'auth.unsigned-token',
    title: 'a token without a valid signature is rejected',
    headers: [`${header(i.place)}bm90.YS50.b2tlbg`],
    fallbackOnly: false,
  },
  ...misplaced(i),
];
