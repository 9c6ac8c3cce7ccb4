import { entries, fields, type Loose, show, text } from '../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { Check } from '../check.ts';

interface Key {
  readonly client: string;
  readonly value: string;
  /** As Kubernetes writes it. */
  readonly field: string;
}

/** The keys of a Secret by client: stringData overwrites data, and data is base64. */
const keysIn = (secret: Loose): Key[] => {
  const { data, stringData } = secret as Loose & { data?: unknown; stringData?: unknown };
  const byClient = new Map<string, Key>();
  for (const [client, value] of Object.entries(fields(data)))
    byClient.set(client, {
      client,
      value: Buffer.from(text(value) ?? '', 'base64').toString('latin1'),
      field: `data.${client}`,
    });
  for (const [client, value] of Object.entries(fields(stringData)))
    byClient.set(client, {
      client,
      value: Buffer.from(text(value) ?? '').toString('latin1'),
      field: `stringData.${client}`,
    });
  // As Envoy Gateway reads them, so that the same key of two is reported.
  return [...byClient.values()].sort((a, b) => (a.client < b.client ? -1 : 1));
};

/** The Secrets of API keys to which a policy refers, in its order. */
const secretsOf = (snapshot: Snapshot, policy: Loose): Loose[] =>
  entries(fields(fields(policy.spec).apiKeyAuth).credentialRefs).flatMap((ref) => {
    const secret = snapshot.find('', 'Secret', text(ref.namespace) ?? policy.metadata.namespace, text(ref.name) ?? '');
    return secret ? [secret] : [];
  });

/**
 * Two clients of one policy with the same key, which Envoy Gateway refuses (internal/gatewayapi/securitypolicy.go,
 * buildAPIKeyAuth); a client that an earlier Secret has is skipped there. Values of other Secrets are no keys.
 */
export const duplicateKeys: Check = (snapshot, report) => {
  const read = new Map<Loose, readonly Key[]>();
  const told = new Set<Key>();
  // Policies that refer to the same Secrets give the same result.
  const compared = new Set<string>();
  for (const policy of snapshot.of('SecurityPolicy')) {
    const secrets = [...new Set(secretsOf(snapshot, policy))];
    const id = secrets.map(show).join();
    if (compared.has(id)) continue;
    compared.add(id);
    const clients = new Set<string>();
    const owners = new Map<string, string>();
    for (const secret of secrets) {
      const keys = read.get(secret) ?? keysIn(secret);
      read.set(secret, keys);
      for (const key of keys) {
        if (key.value === '' || clients.has(key.client)) continue;
        clients.add(key.client);
        const other = owners.get(key.value);
        if (other === undefined) owners.set(key.value, key.client);
        else if (!told.has(key)) {
          told.add(key);
          report('DuplicateKeyValue', secret, key.field, { client: key.client, other });
        }
      }
    }
  }
};
