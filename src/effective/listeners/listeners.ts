import { groupBy } from '../../values/group-by.ts';
import { entries, fields, GATEWAY_API, groupOf, identity, type Loose, text } from '../objects/loose-objects.ts';

/** A listener of a Gateway, or a placeholder for a Gateway that is not among the objects. */
export interface Listener {
  readonly gateway: string;
  /** Of the Gateway. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly port: number | undefined;
  readonly protocol: string | undefined;
  readonly hostname: string | undefined;
  /** `Same`, `All`, `Selector`; the API server's default is Same. */
  readonly from: string;
  readonly selector: unknown;
}

/** Cached for each Gateway, because many routes use the same one. */
const listeners = new WeakMap<Loose, readonly Listener[]>();
const byName = new WeakMap<Loose, Map<string, Listener[]>>();

/** The listeners of a Gateway. */
export const listenersOf = (gateway: Loose): readonly Listener[] => {
  const known = listeners.get(gateway) ?? made(gateway);
  listeners.set(gateway, known);
  return known;
};

/** The listeners with a name. */
export const listenersNamed = (gateway: Loose, name: string): readonly Listener[] => {
  let index = byName.get(gateway);
  if (!index) {
    index = groupBy(listenersOf(gateway), (l) => l.name);
    byName.set(gateway, index);
  }
  return index.get(name) ?? [];
};

const made = (gateway: Loose): Listener[] =>
  entries(fields(gateway.spec).listeners).map((l) => ({
    gateway: identity(groupOf(gateway), gateway.kind, gateway.metadata.namespace, gateway.metadata.name),
    namespace: gateway.metadata.namespace,
    name: text(l.name) ?? '',
    port: typeof l.port === 'number' ? l.port : undefined,
    protocol: text(l.protocol),
    hostname: text(l.hostname) || undefined,
    from: text(fields(fields(l.allowedRoutes).namespaces).from) ?? 'Same',
    selector: fields(fields(l.allowedRoutes).namespaces).selector,
  }));

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
