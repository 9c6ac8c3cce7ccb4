// Tokens: their keys, issuers, claims and places.
import { constant, define, type Group } from '../definition.ts';

export const jwtRefusals = {
  InvalidJwks: define<{ reason: 'form' | 'private' }>({
    severity: 'error',
    sample: { reason: 'private' },
    words: ({ reason }) =>
      reason === 'private'
        ? {
            what: 'inline contains a private or a symmetric key.',
            why: 'Whoever reads this file or the manifests could issue tokens.',
            fix: 'Replace that key at the issuer, and write only public keys here.',
          }
        : {
            what: 'inline is not a set of public keys (JWKS).',
            why: 'Without valid keys Envoy Gateway rejects the policy, and requests get 500.',
            fix: 'Write the JSON of the issuer, such as {"keys": [{"kty": "RSA", "n": "...", "e": "AQAB"}]}.',
          },
  }),
  JwksAmbiguous: define<{ none: boolean }>({
    severity: 'error',
    sample: { none: false },
    words: ({ none }) => ({
      what: none ? 'jwks names no keys.' : 'jwks has both configMap and inline.',
      why: 'The keys come from one place.',
      fix: 'Write a URL, fromIssuer, { configMap: NAME } or { inline: KEYS }.',
    }),
  }),
  IssuerTwice: define<{ issuer: string }>({
    severity: 'error',
    sample: { issuer: 'https://auth.example.com/' },
    words: ({ issuer }) => ({
      what: `The method has the issuer ${issuer} twice.`,
      why: 'A token would be compared with the keys of the first one only.',
      fix: 'Remove one of the entries; audiences is a list.',
    }),
  }),
  IssuerWithoutUrl: define<{ issuer: string }>({
    severity: 'error',
    sample: { issuer: 'accounts.example.com' },
    words: ({ issuer }) => ({
      what: `jwks is fromIssuer, but the issuer ${issuer} is not an https URL.`,
      why: 'There is no place below it from which the keys can be fetched.',
      fix: 'Write the URL of the keys in jwks.',
    }),
  }),
  TokenInAuthorization: constant('error', {
    what: 'from names the Authorization header.',
    why: 'There a token follows the word Bearer, which is the default.',
    fix: 'Remove from.',
  }),
  ClaimWithDots: define<{ claim: string }>({
    severity: 'error',
    sample: { claim: 'https://example.com/tenant' },
    words: ({ claim }) => ({
      what: `The claim ${claim} cannot be written into a header.`,
      why: 'Envoy takes each dot in the name of a claim as a step into a nested claim, so the header would never be set.',
      fix: 'Let the issuer add the claim under a name without dots. allow.claims accepts this name.',
    }),
  }),
} as const satisfies Group;
