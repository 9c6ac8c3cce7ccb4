// Headers that clients cannot send to a route, because the listener removes or replaces them.
import type { Listener } from '../../effective/listeners/listeners.ts';
import type { Loose } from '../../effective/objects/loose-objects.ts';
import { clientSettings } from '../../effective/requests/client-settings.ts';
import { changedEarly, type ListenerChange } from '../../effective/requests/listener-headers.ts';
import type { Snapshot } from '../../effective/snapshot.ts';

/** Whether the value that a client sends in a header, in lower case, is lost. The same function for all listeners of a policy. */
export type Removes = (header: string) => boolean;

export const removesNothing: Removes = () => false;

const removesBy = (changes: readonly ListenerChange[]): Removes => {
  const named = changes.flatMap((c) => (c.op === 'remove' || c.op === 'set' ? [c.name.toLowerCase()] : []));
  const patterns = changes.filter((c) => c.op === 'removeOnMatch');
  const names = new Set(named);
  return (header) => names.has(header) || changedEarly(new Map([[header, '']]), patterns).size === 0;
};

const byPolicy = (): Map<Loose, Removes> => new Map();

/** What the ClientTrafficPolicy of a listener removes from every request, before authentication. */
export const removedAt = (snapshot: Snapshot, listener: Listener): Removes => {
  const { policy, earlyHeaders } = clientSettings(snapshot, listener);
  if (!policy) return removesNothing;
  const all = snapshot.index(byPolicy);
  const known = all.get(policy) ?? removesBy(earlyHeaders);
  all.set(policy, known);
  return known;
};
