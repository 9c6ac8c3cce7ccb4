import * as z from 'zod';
import { objectName } from '../../values/scalars.ts';

/** A cert-manager issuer, by its name or with its kind. */
export const issuer = z.union([
  objectName.transform((name) => ({ kind: 'ClusterIssuer' as const, name })),
  z.strictObject({
    kind: z.enum(['ClusterIssuer', 'Issuer']).describe('Kind of the cert-manager issuer.'),
    name: objectName.describe('Name of the cert-manager issuer.'),
  }),
]);
