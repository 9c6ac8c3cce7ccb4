import * as z from 'zod';
import { duration, objectName, word } from '../../values/scalars.ts';

/** Where Secrets come from, so that nobody makes them by hand and a change in the manager arrives by itself. */
export const secrets = z
  .strictObject({
    store: z
      .union([
        objectName.transform((name) => ({ kind: 'ClusterSecretStore' as const, name })),
        z.strictObject({
          kind: z.enum(['ClusterSecretStore', 'SecretStore']).describe('Kind of the store.'),
          name: objectName.describe('Its name.'),
        }),
      ])
      .describe('A ClusterSecretStore of the External Secrets operator that exists, or `{ kind: SecretStore, name }`.'),
    prefix: word.optional().describe('Before the name of each Secret in the manager: `api-gateway/`.'),
    refresh: duration.optional().describe('How often the manager is asked; 1h unless said.'),
  })
  .describe('Writes an ExternalSecret for each Secret that is needed.');
