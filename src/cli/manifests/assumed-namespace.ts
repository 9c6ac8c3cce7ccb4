// Objects without a namespace may be applied to any one: kubectl -n, Flux and Argo CD set it. What refers to what shows which one
// is meant.
import { fields, groupOf, type Loose, text } from '../../effective/objects/loose-objects.ts';
import type { KubernetesObject } from '../../objects/resource.ts';
import type { Item } from './kustomize/item.ts';
import { isClusterKind, type ScopeOf } from './kustomize/rename.ts';
import { idOf, type View } from './views.ts';

interface Reference {
  readonly kind: string | undefined;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** Kinds with references that matter here: of Gateway API and Envoy Gateway. */
const refers = (o: KubernetesObject): boolean => /^gateway\.(?:networking\.k8s|envoyproxy)\.io$/.test(groupOf(o));

/** Everything in an object that names another one: a map in a field such as `parentRefs`, or with a name and a namespace. */
const referencesIn = (o: KubernetesObject): Reference[] => {
  const found: Reference[] = [];
  const visit = (value: unknown, isRef: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const x of value) visit(x, isRef);
      return;
    }
    const { name, namespace, kind } = fields(value);
    if (typeof name === 'string' && (isRef || typeof namespace === 'string'))
      found.push({ kind: text(kind), name, namespace: text(namespace) });
    for (const [key, x] of Object.entries(value)) visit(x, /Refs?$/.test(key));
  };
  visit((o as Loose).spec, false);
  return found;
};

type Votes = Map<string, Set<string>>;
const vote = (votes: Votes, place: string, namespace: string): void => {
  const known = votes.get(place);
  if (known) known.add(namespace);
  else votes.set(place, new Set([namespace]));
};

/** By name, and by kind and name. */
const keysOf = ({ kind, metadata }: KubernetesObject): string[] => [metadata.name, `${kind} ${metadata.name}`];
const keyOf = ({ kind, name }: Reference): string => (kind === undefined ? name : `${kind} ${name}`);

class Ballot {
  readonly votes: Votes = new Map();
  /** The places of objects without a namespace, by what references call them. */
  private readonly homeless = new Map<string, Set<string>>();
  /** The namespaces of other objects, by what references call them. */
  private readonly homes = new Map<string, Set<string>>();

  constructor(
    private readonly view: View,
    private readonly isHomeless: (item: Item) => boolean,
  ) {
    for (const { items, place } of view.units)
      for (const item of items) {
        const { namespace } = item.object.metadata;
        for (const key of keysOf(item.object))
          if (namespace !== undefined) vote(this.homes, key, namespace);
          else if (isHomeless(item)) vote(this.homeless, key, place);
      }
  }

  count(): Votes {
    for (const { items, place } of this.view.units)
      for (const item of items) {
        if (!refers(item.object)) continue;
        const own = item.object.metadata.namespace;
        for (const ref of referencesIn(item.object))
          this.reference(ref, own, this.isHomeless(item) ? place : undefined);
      }
    return this.votes;
  }

  /** `place`: of an object without a namespace that refers. */
  private reference(ref: Reference, own: string | undefined, place: string | undefined): void {
    const key = keyOf(ref);
    const meant = this.homeless.get(key);
    if (ref.namespace !== undefined) {
      // The namespace is written where the object is referred to.
      if (meant && !this.homes.get(key)?.has(ref.namespace))
        for (const at of meant) vote(this.votes, at, ref.namespace);
    } else if (place !== undefined) {
      const homes = meant ? undefined : this.homes.get(key);
      if (homes?.size === 1) for (const namespace of homes) vote(this.votes, place, namespace);
    } else if (own !== undefined && meant && !this.homes.get(key)?.has(own)) {
      for (const at of meant) vote(this.votes, at, own);
    }
  }
}

/** The namespaces that are assumed in a view. */
export interface Assumed {
  /** The object with its assumed namespace; the same object if it has one, or if none is assumed. */
  readonly objectOf: (item: Item) => KubernetesObject;
  /** Whether the namespace of an object is not known, although one may be assumed. */
  readonly isUncertain: (item: Item) => boolean;
  /** Whether objects without a namespace may be in several ones. */
  readonly areSeveral: boolean;
}

/**
 * Objects of one place without a namespace get the one that references show, if all show the same one and nothing there has that
 * name already. Otherwise they stay without one, and are found by objects without one.
 */
export const assumedNamespaces = (view: View, scopeOf: ScopeOf): Assumed => {
  const places = new Map<Item, string>();
  for (const { items, place } of view.units)
    for (const item of items)
      if (item.object.metadata.namespace === undefined && !isClusterKind(item.object, scopeOf)) places.set(item, place);
  const votes = places.size > 0 ? new Ballot(view, (i) => places.has(i)).count() : new Map<string, Set<string>>();
  const ids = new Set(view.items.map((i) => idOf(i.object)));
  const assumed = new Map<Item, KubernetesObject>();
  for (const [item, place] of places) {
    const [namespace, ...others] = votes.get(place) ?? [];
    if (namespace === undefined || others.length > 0) continue;
    const object = { ...item.object, metadata: { ...item.object.metadata, namespace } };
    if (!ids.has(idOf(object))) assumed.set(item, object);
  }
  return {
    objectOf: (item) => assumed.get(item) ?? item.object,
    isUncertain: (item) => places.has(item),
    areSeveral: new Set(places.values()).size > 1,
  };
};
