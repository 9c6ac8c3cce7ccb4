// The clients whose API keys are in a Secret. Only their names are read.
import {
  entries,
  fields,
  identity,
  type Loose,
  type Ref,
  text,
  texts,
} from '../../../../effective/objects/loose-objects.ts';
import { inNamespaceOf } from '../../../../effective/requests/effective-policy.ts';
import type { Snapshot } from '../../../../effective/snapshot.ts';
import type { SourceView } from '../../source-views.ts';

const keyOf = (ref: Ref): string => identity('', 'Secret', ref.namespace, ref.name ?? '');

/** The clients that the authorization of a policy with keys in one Secret names. */
const namedBy = (policy: Loose): { secret: string; clients: string[] }[] => {
  const { apiKeyAuth, authorization } = fields(policy.spec);
  const { credentialRefs, forwardClientIDHeader } = fields(apiKeyAuth);
  const [ref, ...more] = entries(credentialRefs);
  const header = text(forwardClientIDHeader)?.toLowerCase();
  if (!ref || more.length > 0 || header === undefined) return [];
  const headers = entries(fields(authorization).rules).flatMap((r) => entries(fields(r.principal).headers));
  const clients = headers.filter((h) => text(h.name)?.toLowerCase() === header).flatMap((h) => texts(h.values));
  return [{ secret: keyOf(inNamespaceOf(policy, ref)), clients }];
};

/** By Secret: the longest list of a policy first, because it is the order of the answers. */
const namedClients = (snapshot: Snapshot): Map<string, string[]> => {
  const all = new Map<string, string[]>();
  const lists = snapshot.of('SecurityPolicy').flatMap(namedBy);
  for (const { secret, clients } of lists.sort((a, b) => b.clients.length - a.clients.length))
    all.set(secret, [...new Set([...(all.get(secret) ?? []), ...clients])]);
  return all;
};

/** The clients of a Secret: the keys of its data, if it is in the source, and those that policies name. */
export const clientsOfSecret = ({ snapshot }: SourceView, ref: Ref): string[] => {
  const named = snapshot.index(namedClients).get(keyOf(ref)) ?? [];
  const secret = snapshot.find('', 'Secret', ref.namespace, ref.name ?? '');
  const { data, stringData } = fields(secret);
  return [...new Set([...named, ...Object.keys(fields(data)), ...Object.keys(fields(stringData))])];
};
