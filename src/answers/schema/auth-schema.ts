import * as z from 'zod';
import { authMethod } from '../../auth/kinds.ts';
import { cidr, clientId, label, word } from '../../values/scalars.ts';

/** A method's name, `none`, or a list of which any is enough. */
export const authRef = z
  .union([label.transform((m) => [m]), z.array(label).min(1).max(8)])
  .describe('A method of `auth.methods`, `none` (public), or a list: any of them is enough.');

export const auth = z
  .strictObject({
    default: authRef.optional().describe('What a service without `auth` of its own asks for.'),
    methods: z.record(label, authMethod).optional().describe('The ways to authenticate, by a name of yours.'),
  })
  .describe('Authentication.');

/** Who may call, beyond being authenticated; all that is given must hold. */
export const allow = z
  .strictObject({
    scopes: z.array(word).min(1).max(16).optional().describe('The token must have all of them (`scope` or `scp`).'),
    claims: z
      .record(z.string().min(1), z.union([word.transform((v) => [v]), z.array(word).min(1).max(128)]))
      .optional()
      .describe('Each claim must have one of its values.'),
    clients: z.array(clientId).min(1).max(256).optional().describe('One of these API key clients.'),
    cidrs: z.array(cidr).min(1).max(128).optional().describe('From one of these networks.'),
  })
  .describe('Who may call, beyond being authenticated.');
