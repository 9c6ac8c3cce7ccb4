// Problems of a JWT method that its schema does not find.
import { type Refusal, refusal } from '../../diagnostics/refusal.ts';
import { isFetchable } from './jwks.ts';
import { isBearer, issuersOf, type JwtMethod, placeOf } from './jwt-method.ts';

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly refusal: Refusal;
}

/** Issuers of which no token could be told from the token of another one, and keys that have no URL. */
const ofIssuers = (m: JwtMethod): Problem[] => {
  const seen = new Set<string>();
  return issuersOf(m).flatMap(({ issuer, keys, path }) => {
    const twice = seen.has(issuer);
    seen.add(issuer);
    return [
      ...(twice ? [{ path: [...path, 'issuer'], refusal: refusal('IssuerTwice', { issuer }) }] : []),
      ...(keys.from === 'issuer' && !isFetchable(issuer)
        ? [{ path: [...path, 'jwks'], refusal: refusal('IssuerWithoutUrl', { issuer }) }]
        : []),
    ];
  });
};

export const jwtProblems = (m: JwtMethod): Problem[] => [
  ...ofIssuers(m),
  ...(m.from && isBearer(placeOf(m)) ? [{ path: ['from', 'header'], refusal: refusal('TokenInAuthorization') }] : []),
];
