import * as z from 'zod';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { word } from '../../values/scalars.ts';
import { servicePath } from '../../values/service-path.ts';
import { allow, authRef, deny } from './auth-schema.ts';
import { cors } from './cors-schema.ts';

/** Who may use a service. */
export const accessKeys = {
  auth: authRef
    .optional()
    .describe(
      withDefault(
        'Name of an authentication method, a list of them (any one is enough), `{ all: [...] }` (all are required), `{ optional: ... }` (anonymous or verified), or `none` (public)',
        DEFAULTS.service.auth,
      ),
    ),
  public: z
    .array(servicePath)
    .max(64)
    .optional()
    .describe('Paths of the service that need no authentication: below its prefix, or `exact:/v1/users/health`.'),
  publicReason: word.optional().describe('Why the service is public; written as a comment above its policy.'),
  allow: allow.optional(),
  cors: z
    .union([z.literal('none'), cors])
    .optional()
    .describe(
      withDefault(
        'CORS of this service, in place of the one of the whole API: the same keys, or `none`',
        DEFAULTS.service.cors,
      ),
    ),
  deny: deny.optional(),
};
