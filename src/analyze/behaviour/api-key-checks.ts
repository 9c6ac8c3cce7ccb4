import { entries, fields, refOf, show } from '../../effective/objects/loose-objects.ts';
import { dataOf } from '../../effective/objects/object-data.ts';
import type { Check } from '../check.ts';

/** Why no request can match a key. Envoy removes "Bearer " from headers before it compares, and clients cannot send the others. */
const problemOf = (key: string, isHeader: boolean): 'prefix' | 'space' | undefined => {
  if (isHeader && key.startsWith('Bearer ')) return 'prefix';
  return key !== key.trim() ? 'space' : undefined;
};

/** API keys that no request matches. */
export const keys: Check = (snapshot, report) => {
  const told = new Set<string>();
  for (const policy of snapshot.of('SecurityPolicy')) {
    const { credentialRefs, extractFrom } = fields(fields(policy.spec).apiKeyAuth);
    const sources = entries(extractFrom);
    const isHeader = sources.length > 0 && sources.every((s) => Array.isArray(s.headers) && s.headers.length > 0);
    for (const { name = '', namespace = policy.metadata.namespace } of entries(credentialRefs).map(refOf)) {
      const secret = snapshot.find('', 'Secret', namespace, name);
      if (!secret || told.has(`${show(secret)} ${isHeader}`)) continue;
      told.add(`${show(secret)} ${isHeader}`);
      for (const { key: client, value, field } of dataOf(secret)) {
        const problem = value === undefined ? undefined : problemOf(value, isHeader);
        if (problem && !told.has(`${show(secret)} ${field}`))
          report('KeyNeverMatches', secret, field, { case: problem, of: { client } });
        if (problem) told.add(`${show(secret)} ${field}`);
      }
    }
  }
};
