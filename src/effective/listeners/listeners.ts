import { groupBy } from '../../values/group-by.ts';
import {
  entries,
  type Fields,
  fields,
  GATEWAY_API,
  groupOf,
  identity,
  type Loose,
  text,
} from '../objects/loose-objects.ts';
import { routeKinds } from './route-kinds.ts';

/** What identifies a listener to a route; also of a Gateway that is not among the objects. */
export interface ListenerPlace {
  /** The identity of the Gateway, or of the ListenerSet that contains the listener. */
  readonly gateway: string;
  /** Of the Gateway or ListenerSet. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly port: number | undefined;
  readonly protocol: string | undefined;
  readonly hostname: string | undefined;
  /** `Same`, `All`, `Selector`; the API server's default is Same. */
  readonly from: string;
  readonly selector: unknown;
}

/** A listener of a Gateway or of a ListenerSet. */
export interface Listener extends ListenerPlace {
  /** The Gateway or ListenerSet whose spec contains it. */
  readonly owner: Loose;
  /** Its position in `spec.listeners`. */
  readonly index: number;
  /** `spec.listeners[index]` */
  readonly field: string;
  /** As it is written. */
  readonly spec: Fields;
  /** undefined: not set. */
  readonly tls: Fields | undefined;
  /** The kinds of routes that it accepts. */
  readonly kinds: readonly string[];
}

/** Cached for each owner, because many routes use the same one. */
const listeners = new WeakMap<Loose, readonly Listener[]>();
const byName = new WeakMap<Loose, Map<string, Listener[]>>();

/**
 * The listeners that a Gateway or ListenerSet contains. A route whose parent is the Gateway attaches to these only, not to those of
 * the Gateway's ListenerSets (GetReferencedListeners in helpers.go); for both see `gatewayListeners` in listener-sets.ts.
 */
export const listenersOf = (owner: Loose): readonly Listener[] => {
  const known = listeners.get(owner) ?? made(owner);
  listeners.set(owner, known);
  return known;
};

/** The listeners with a name. */
export const listenersNamed = (owner: Loose, name: string): readonly Listener[] => {
  let index = byName.get(owner);
  if (!index) {
    index = groupBy(listenersOf(owner), (l) => l.name);
    byName.set(owner, index);
  }
  return index.get(name) ?? [];
};

const made = (owner: Loose): Listener[] => {
  const gateway = identity(groupOf(owner), owner.kind, owner.metadata.namespace, owner.metadata.name);
  return entries(fields(owner.spec).listeners).map((l, index) => {
    const namespaces = fields(fields(l.allowedRoutes).namespaces);
    return {
      gateway,
      namespace: owner.metadata.namespace,
      name: text(l.name) ?? '',
      port: typeof l.port === 'number' ? l.port : undefined,
      protocol: text(l.protocol),
      hostname: text(l.hostname) || undefined,
      from: text(namespaces.from) ?? 'Same',
      selector: namespaces.selector,
      owner,
      index,
      field: `spec.listeners[${index}]`,
      spec: l,
      tls: l.tls === undefined || l.tls === null ? undefined : fields(l.tls),
      kinds: routeKinds(l).accepted,
    };
  });
};

/** The parts of an object that a `sectionName` may name; undefined: not known for this kind. */
export const sectionsOf = (o: Loose): ReadonlySet<string> | undefined => {
  if (groupOf(o) !== GATEWAY_API) return undefined;
  const known = sections.get(o);
  if (known) return known;
  const spec = fields(o.spec);
  const parts = o.kind.endsWith('Route') ? spec.rules : spec.listeners;
  const names = new Set(entries(parts).flatMap((p) => text(p.name) ?? []));
  sections.set(o, names);
  return names;
};
const sections = new WeakMap<Loose, ReadonlySet<string>>();
