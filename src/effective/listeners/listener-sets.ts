// ListenerSets: listeners of a Gateway that other objects contain.
import { groupBy } from '../../values/group-by.ts';
import { fields, GATEWAY_API, groupOf, type Loose, refOf, text } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Listener, listenersOf } from './listeners.ts';
import { selects } from './selects.ts';

const isListenerSet = (o: Loose): boolean => o.kind === 'ListenerSet' && groupOf(o) === GATEWAY_API;

/** The Gateway of a listener or a route's parent: the owner itself, or the parent of the ListenerSet; undefined: not among the objects. */
export const gatewayOf = (snapshot: Snapshot, owner: Loose): Loose | undefined => {
  if (!isListenerSet(owner)) return owner;
  const { group = GATEWAY_API, kind = 'Gateway', name = '', namespace } = refOf(fields(owner.spec).parentRef);
  return snapshot.find(group, kind, namespace ?? owner.metadata.namespace, name);
};

/** Whether a Gateway accepts a ListenerSet by its namespace. `unknown`: the labels of the Namespace decide, and it is not among the objects. */
export type Admission = 'allowed' | 'refused' | 'unknown';

/** Whether `allowedListeners` of a Gateway allows a ListenerSet (isListenerSetAllowed in listenerset.go). The default is None. */
export const admissionOf = (snapshot: Snapshot, gateway: Loose, set: Loose): Admission => {
  const { from, selector } = fields(fields(fields(gateway.spec).allowedListeners).namespaces);
  const own = set.metadata.namespace;
  if (from === 'All') return 'allowed';
  if (from === 'Same') return gateway.metadata.namespace === own ? 'allowed' : 'refused';
  if (from !== 'Selector' || selector === undefined || own === undefined) return 'refused';
  return selects(snapshot, selector, own);
};

const duplicatesOf = (snapshot: Snapshot): ReadonlySet<Loose> => new Set(snapshot.duplicates);

/** Whether another object before it has the same identity: manifests of several environments, of which a cluster has one. */
export const isDuplicate = (snapshot: Snapshot, o: Loose): boolean => snapshot.index(duplicatesOf).has(o);

/** The ListenerSets by their Gateway, in the order of the objects, without those that it refuses. */
const byGateway = (snapshot: Snapshot): Map<Loose, Loose[]> =>
  groupBy(
    snapshot.of('ListenerSet').filter((set) => {
      const gateway = isListenerSet(set) && !isDuplicate(snapshot, set) ? gatewayOf(snapshot, set) : undefined;
      return gateway !== undefined && admissionOf(snapshot, gateway, set) !== 'refused';
    }),
    (set) => gatewayOf(snapshot, set)!,
  );

/** The ListenerSets that attach to a Gateway, or may attach. */
export const listenerSetsOf = (snapshot: Snapshot, gateway: Loose): readonly Loose[] =>
  snapshot.index(byGateway).get(gateway) ?? [];

const known = (): Map<Loose, readonly Listener[]> => new Map();

/** All listeners of a Gateway, first its own, then those of its ListenerSets. */
export const gatewayListeners = (snapshot: Snapshot, gateway: Loose): readonly Listener[] => {
  const all = snapshot.index(known);
  const found = all.get(gateway) ?? [
    ...listenersOf(gateway),
    ...listenerSetsOf(snapshot, gateway).flatMap((set) => listenersOf(set)),
  ];
  all.set(gateway, found);
  return found;
};

/** The name of a listener as Envoy Gateway shows it: `namespace/owner/listener`. */
export const listenerName = ({ owner, name }: Listener): string =>
  [owner.metadata.namespace, owner.metadata.name, text(name)].filter((part) => part !== undefined).join('/');
