// Schema and intent of API key methods.
import * as z from 'zod';
import { refusal, refuse } from '../../diagnostics/refusal.ts';
import type { AuthIntent, CredentialPlace, TeamMethodIntent } from '../../model/intent.ts';
import { DEFAULTS, withDefault } from '../../values/defaults.ts';
import { clientId, headerName, objectName, tokenName } from '../../values/scalars.ts';

export const apiKeySchema = z
  .strictObject({
    type: z.literal('apiKey').describe('The kind of authentication.'),
    header: headerName.optional().describe(withDefault('The header with the key', DEFAULTS.auth.apiKeyHeader)),
    query: tokenName.optional().describe('The query parameter with the key.'),
    cookie: tokenName.optional().describe('The cookie with the key.'),
    secret: objectName.describe('The Secret with the keys: each client name is a key of its data.'),
    clients: z.array(clientId).min(1).max(256).describe('The client names, as in the Secret.'),
  })
  .superRefine((m, ctx) => {
    if ([m.header, m.query, m.cookie].filter((x) => x !== undefined).length > 1)
      refuse(ctx, refusal('SeveralKeyPlaces'));
  });
export type ApiKeyMethod = z.output<typeof apiKeySchema>;

/** What a policy checks: the keys in one place. */
export interface ApiKeyIntent extends AuthIntent {
  readonly place: CredentialPlace;
  readonly clients: readonly string[];
  /** Places of other methods' keys, which this policy does not verify and removes. */
  readonly alsoRemoved: { readonly params: readonly string[]; readonly cookies: readonly string[] };
}

/** A method of the platform as input for the admission policy. */
export interface ApiKeyOfTeams extends TeamMethodIntent {
  readonly secret: string;
  readonly clients: readonly string[];
  readonly place: CredentialPlace;
}

/** Set by api_key_auth after a key matched; removed from every request at the edge. */
export const CLIENT_HEADER = 'x-client-id';

/** Where the key is; in X-API-Key by default. */
export const placeOf = (m: ApiKeyMethod): CredentialPlace =>
  m.query !== undefined
    ? { in: 'query', name: m.query }
    : m.cookie !== undefined
      ? { in: 'cookie', name: m.cookie }
      : { in: 'header', name: m.header ?? DEFAULTS.auth.apiKeyHeader.value };
