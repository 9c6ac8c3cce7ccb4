// Where the public keys of an issuer come from.
import * as z from 'zod';
import { refusal, refuse } from '../../diagnostics/refusal.ts';
import { objectName } from '../../values/scalars.ts';
import { httpsUrl } from '../../values/urls.ts';

/** Members of a key that are secret (RFC 7518, 6.2.2, 6.3.2 and 6.4.1; RFC 8037, 2). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

const isMap = (v: unknown): v is Readonly<Record<string, unknown>> => typeof v === 'object' && v !== null;

/** Why a text is no set of public keys; undefined: it is one. */
const wrongKeys = (text: string): 'form' | 'private' | undefined => {
  try {
    const set: unknown = JSON.parse(text);
    const keys = isMap(set) && Array.isArray(set.keys) ? set.keys : [];
    if (keys.length === 0 || !keys.every((k) => isMap(k) && typeof k.kty === 'string')) return 'form';
    return keys.some((k) => k.kty === 'oct' || PRIVATE.some((member) => Object.hasOwn(k, member)))
      ? 'private'
      : undefined;
  } catch {
    return 'form';
  }
};

/** The most characters of inline keys: about 40 keys. Larger sets belong into a ConfigMap. */
const MOST_INLINE = 16_384;

const inline = z
  .string()
  .max(MOST_INLINE)
  .superRefine((text, ctx) => {
    const reason = wrongKeys(text);
    if (reason) refuse(ctx, refusal('InvalidJwks', { reason }));
  });

export type Jwks =
  | { readonly from: 'url'; readonly url: string }
  | { readonly from: 'issuer' }
  | { readonly from: 'configMap'; readonly name: string }
  | { readonly from: 'inline'; readonly keys: string };

/** A URL, `fromIssuer`, `{ configMap: NAME }` or `{ inline: KEYS }`. */
export const jwks = z
  .union([
    z.literal('fromIssuer').transform((): Jwks => ({ from: 'issuer' })),
    httpsUrl.transform((url): Jwks => ({ from: 'url', url })),
    z
      .strictObject({
        configMap: objectName
          .optional()
          .describe('Name of a ConfigMap with the keys in its key `jwks`, in the namespace of the Gateway.'),
        inline: inline.optional().describe('The keys themselves, as JSON.'),
      })
      .transform(({ configMap, inline }, ctx): Jwks => {
        if ((configMap === undefined) === (inline === undefined))
          refuse(ctx, refusal('JwksAmbiguous', { none: configMap === undefined }));
        return inline === undefined ? { from: 'configMap', name: configMap ?? '' } : { from: 'inline', keys: inline };
      }),
  ])
  .describe(
    'The public keys (JWKS): their URL, `fromIssuer` (`/.well-known/jwks.json` below the issuer), `{ configMap: NAME }` or `{ inline: KEYS }`.',
  );

/** An issuer below whose path a document can be fetched. */
export const isFetchable = (issuer: string): boolean => /^https:\/\/[^?#]*$/.test(issuer);

/** The URL of the keys; undefined: they are not fetched. */
export const urlOf = (keys: Jwks, issuer: string): string | undefined => {
  if (keys.from === 'url') return keys.url;
  if (keys.from !== 'issuer' || !isFetchable(issuer)) return undefined;
  return `${issuer.replace(/\/+$/, '')}/.well-known/jwks.json`;
};
