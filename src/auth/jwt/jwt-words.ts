// Tokens in the words of the runbook.
import { code, codes } from '../../diagnostics/inline-code.ts';
import type { MethodWords, Rejection } from '../method-words.ts';
import { isIdToken } from '../oidc/id-token.ts';
import { isBearer, type JwtIntent, type Provider } from './jwt-method.ts';

/** The method of a provider: further issuers of a method have its name with a number. */
const methodOf = ({ name }: Provider): string => name.split('.')[0]!;

const placeWords = ({ place }: JwtIntent): string =>
  isBearer(place) ? code('Authorization: Bearer TOKEN') : `the ${place.in} ${code(place.name)}`;

const keysWords = ({ jwks }: Provider): string =>
  typeof jwks === 'string'
    ? code(jwks)
    : jwks.from === 'inline'
      ? 'the answers (jwks)'
      : `ConfigMap ${code(jwks.name)} (key ${code('jwks')})`;

/** What clients must send; the ID token of a login is a part of the login. */
export const jwtDescribed = (i: JwtIntent): MethodWords[] =>
  i.providers
    .filter((p) => !isIdToken(p))
    .map((p) => ({
      method: methodOf(p),
      kind: 'token (JWT)',
      words: `a token of issuer ${code(p.issuer)} with audience ${codes(p.audiences)}, in ${placeWords(i)}`,
    }));

/** Envoy writes the reason with underscores, and answers 403 for a wrong audience only. */
export const jwtRejections = (i: JwtIntent): Rejection[] => {
  const [login, tokens] = [i.providers.filter(isIdToken), i.providers.filter((p) => !isIdToken(p))];
  const each = (list: readonly Provider[], words: (p: Provider) => string): string =>
    [...new Set(list.map(words))].join(' or ');
  const names = [...new Set(i.providers.map(methodOf))].map((m) => `auth.methods.${m}`);
  const remote = i.providers.filter((p) => typeof p.jwks === 'string');
  return [
    {
      status: 401,
      details: 'Jwt_is_missing',
      reason: tokens.length > 0 ? `no token in ${placeWords(i)}` : 'the login has no ID token',
      fix: tokens.length > 0 ? 'The client must send it.' : 'Log in again.',
    },
    {
      status: 401,
      details: 'Jwt_is_expired',
      reason: `the token of ${each(login.length > 0 && tokens.length === 0 ? login : tokens, methodOf)} has expired`,
      fix: 'The client must get a new token. If new tokens fail, compare the clocks of issuer and nodes.',
    },
    {
      status: 401,
      details: 'Jwt_is_not_in_the_form',
      reason: 'the value is not a JWT, such as an opaque access token',
      fix: 'The client must request a JWT, often by naming the audience.',
    },
    {
      status: 401,
      details: 'Jwt_issuer_is_not_configured',
      reason: `its ${code('iss')} is not exactly ${each(i.providers, (p) => code(p.issuer))}`,
      fix: `Correct the client, or ${code('issuer')} of ${codes(names)}. A slash at the end counts.`,
    },
    {
      status: 401,
      details: 'Jwt_verification_fails',
      reason: `the keys in ${each(i.providers, keysWords)} did not sign it`,
      fix: `Compare ${code('kid')} of the token with these keys, and check ${code('jwks')} of ${codes(names)}.`,
    },
    ...(remote.length > 0
      ? [
          {
            status: 401 as const,
            details: 'Jwks_remote_fetch_is_failed',
            reason: `the proxies cannot fetch ${each(remote, keysWords)}`,
            fix: 'Check DNS, egress rules and the certificate of that server.',
          },
        ]
      : []),
    {
      status: 403,
      details: 'Audiences_in_Jwt_are_not_allowed',
      reason: `its ${code('aud')} is not ${each(i.providers, (p) => codes(p.audiences))}`,
      fix: `Request a token for this API, or add the audience to ${code('audiences')} of ${codes(names)}.`,
    },
    {
      status: 403,
      details: 'rbac_access_denied',
      reason: `the token of ${each(i.providers, methodOf)} has no ${code('exp')}`,
      fix: 'The issuer must set when its tokens expire.',
    },
  ];
};
