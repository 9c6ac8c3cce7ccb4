// The CA of a server whose certificate no public CA signs.
import * as z from 'zod';
import { refusal, refuse } from '../diagnostics/refusal.ts';
import { objectName } from './scalars.ts';

/** The object with the certificates of a CA, in its key ca.crt. */
export interface CaRef {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
}

const WHERE =
  'whose key ca.crt holds the CA certificate, in the namespace of the routes (that of the Gateway or of the team).';

/** `NAME` of a ConfigMap, `{ configMap: NAME }` or `{ secret: NAME }`. */
export const ca = z
  .union([
    objectName.transform((name): CaRef => ({ kind: 'ConfigMap', name })),
    z
      .strictObject({
        configMap: objectName.optional().describe(`Name of a ConfigMap ${WHERE}`),
        secret: objectName.optional().describe(`Name of a Secret ${WHERE}`),
      })
      .transform(({ configMap, secret }, ctx): CaRef => {
        if ((configMap === undefined) === (secret === undefined))
          refuse(ctx, refusal('CaAmbiguous', { none: configMap === undefined }));
        return secret === undefined ? { kind: 'ConfigMap', name: configMap ?? '' } : { kind: 'Secret', name: secret };
      }),
  ])
  .describe(
    'CA that signed the certificate of the https server, if it is not a public one: `NAME` of a ConfigMap, `{ configMap: NAME }` or `{ secret: NAME }`.',
  );

/** Names and addresses for which no public CA signs a certificate: those of the cluster and of private networks. */
export const isPrivateName = (host: string): boolean =>
  /^\[|^[^.]+$/.test(host) ||
  /\.(svc|local|internal|localdomain|lan|home\.arpa)$/.test(host) ||
  /^(10|127|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)\.[\d.]+$/.test(host);
