import * as z from 'zod';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { path, word } from '../../values/scalars.ts';
import { allow, authRef } from './auth-schema.ts';

/** Who may use a service. */
export const accessKeys = {
  auth: authRef
    .optional()
    .describe(
      withDefault(
        'Name of an authentication method, a list of them (any one is enough), `{ all: [...] }` (all are required), or `none` (public)',
        DEFAULTS.service.auth,
      ),
    ),
  public: z.array(path).max(64).optional().describe('Paths below the prefix that need no authentication.'),
  publicReason: word.optional().describe('Why the service is public; written as a comment above its policy.'),
  allow: allow.optional(),
};
