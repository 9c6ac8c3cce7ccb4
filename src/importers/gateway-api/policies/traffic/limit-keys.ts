// Rate limit keys: what identifies a client, by what its authentication leaves in headers.
import { fields } from '../../../../effective/objects/loose-objects.ts';
import type { NeutralAuth, NeutralMethod } from '../../../neutral/neutral.ts';

/** As answers write them. */
export type LimitKey =
  | 'sourceIP'
  | { readonly claim: string }
  | { readonly apiKey: true }
  | { readonly header: string };

/** The headers in which services get the name of a client, by the type of the method. */
export const OF_CLIENTS: Readonly<Record<string, string>> = { apiKey: 'x-client-id', basic: 'x-basic-user' };

const typeOf = (m: NeutralMethod): string => String(m.parts.find((p) => p.key === 'type')?.value);

const claimsOf = (m: NeutralMethod): [claim: string, header: string][] =>
  Object.entries(fields(m.parts.find((p) => p.key === 'claims')?.value)).map(([c, h]) => [c, String(h).toLowerCase()]);

const methodsOf = (auth: NeutralAuth): readonly NeutralMethod[] => (auth.is === 'methods' ? auth.methods : []);

/** The key of a limit that counts by a header. */
export const keyOfHeader = (header: string, auth: NeutralAuth): LimitKey => {
  const methods = methodsOf(auth);
  const [claim] = methods.flatMap(claimsOf).find(([, h]) => h === header) ?? [];
  if (claim !== undefined) return { claim };
  return Object.values(OF_CLIENTS).includes(header) ? { apiKey: true } : { header };
};

/** What a method counts by for a key: a header, or the address. intent/count-by.ts decides the same. */
const countedBy = (key: LimitKey | undefined, m: NeutralMethod | undefined): string => {
  if (key === 'sourceIP') return 'address';
  if (key !== undefined && 'header' in key) return key.header.toLowerCase();
  const verified = (m && OF_CLIENTS[typeOf(m)]) ?? 'address';
  const claim = key === undefined ? 'sub' : 'claim' in key ? key.claim : undefined;
  return (m && claimsOf(m).find(([c]) => c === claim)?.[1]) ?? verified;
};

/** Whether two keys count the requests of a service in the same way. */
export const sameCounting = (a: LimitKey | undefined, b: LimitKey | undefined, auth: NeutralAuth): boolean => {
  const methods = methodsOf(auth);
  const all = methods.length === 0 ? [undefined] : methods;
  return all.every((m) => countedBy(a, m) === countedBy(b, m));
};

/** Of the keys of several routes of one service, the one from which the others follow. */
export const strongestKey = (keys: readonly LimitKey[]): LimitKey => {
  const rank = (k: LimitKey): number => (k === 'sourceIP' ? 3 : 'claim' in k ? 0 : 'apiKey' in k ? 1 : 2);
  return [...keys].sort((a, b) => rank(a) - rank(b))[0] ?? 'sourceIP';
};
