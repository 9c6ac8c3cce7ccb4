import * as z from 'zod';
import { authMethod } from '../../auth/kinds.ts';
import { cidr, clientId, label, word } from '../../values/scalars.ts';

/** A method's name, `none`, or a list of which any is enough. */
export const authRef = z
  .union([label.transform((m) => [m]), z.array(label).min(1).max(8)])
  .describe('A method of `auth.methods`, `none` (public), or a list of methods of which any is enough.');

export const auth = z
  .strictObject({
    default: authRef.optional().describe('Authentication of services without their own `auth`.'),
    methods: z
      .record(label, authMethod)
      .optional()
      .describe('The methods of authentication, by names that you choose.'),
  })
  .describe('Authentication.');

/** Restrictions in addition to authentication; a request must meet all of them. */
export const allow = z
  .strictObject({
    scopes: z
      .array(word)
      .min(1)
      .max(16)
      .optional()
      .describe('Scopes: the token must have all of them (`scope` or `scp`).'),
    claims: z
      .record(z.string().min(1), z.union([word.transform((v) => [v]), z.array(word).min(1).max(128)]))
      .optional()
      .describe('Claims of the token: each must have one of its values.'),
    clients: z.array(clientId).min(1).max(256).optional().describe('API key clients that are allowed.'),
    cidrs: z.array(cidr).min(1).max(128).optional().describe('Networks (CIDR) from which requests are allowed.'),
  })
  .describe('Restrictions in addition to authentication; a request must meet all of them.');
