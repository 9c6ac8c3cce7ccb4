import * as z from 'zod';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { later } from '../../values/later.ts';
import { duration, objectName, word } from '../../values/scalars.ts';

/** Where Secrets come from, so that nobody makes them by hand and a change in the manager arrives by itself. */
export const secrets = later(() =>
  z
    .strictObject({
      store: z
        .union([
          objectName.transform((name) => ({ kind: 'ClusterSecretStore' as const, name })),
          z.strictObject({
            kind: z.enum(['ClusterSecretStore', 'SecretStore']).describe('Kind of the secret store.'),
            name: objectName.describe('Name of the secret store.'),
          }),
        ])
        .describe(
          'Name of an existing ClusterSecretStore of the External Secrets operator, or `{ kind: SecretStore, name }`.',
        ),
      prefix: word.optional().describe('Prefix of every key in the secret manager: `api-gateway/`.'),
      refresh: duration
        .optional()
        .describe(
          withDefault('How often the External Secrets operator reads the secret manager', DEFAULTS.secrets.refresh),
        ),
    })
    .describe('Generates an ExternalSecret for each Secret that the gateway needs.'),
);
