// Which namespaces a listener takes routes from.
import { fields, type Loose } from '../loose-objects.ts';
import type { Listener, Snapshot } from '../snapshot.ts';
import { type Expression, requirements, satisfies, shownRequirement } from './label-selector.ts';

/** Set on every Namespace by the API server itself, whatever is written. */
const NAME = 'kubernetes.io/metadata.name';

/** The name of the Namespace as a label, on top of what is written; only that where the Namespace is not among the objects. */
const known = (namespace: string, object: Loose | undefined): Record<string, unknown> => ({
  ...fields(object?.metadata.labels),
  [NAME]: namespace,
});

type Unmet = Map<string, Expression | undefined>;
/** Asked once for each selector and namespace, not for each route: both may have thousands of labels. */
const asked = new WeakMap<Snapshot, Map<unknown, Unmet>>();

const unmetBy = (snapshot: Snapshot, selector: unknown, namespace: string): Expression | undefined => {
  const ofSnapshot = asked.get(snapshot) ?? new Map<unknown, Unmet>();
  asked.set(snapshot, ofSnapshot);
  const ofSelector: Unmet = ofSnapshot.get(selector) ?? new Map();
  ofSnapshot.set(selector, ofSelector);
  if (ofSelector.has(namespace)) return ofSelector.get(namespace);
  const object = snapshot.find('', 'Namespace', undefined, namespace);
  const labels = known(namespace, object);
  // What labels a Namespace has that is not here nobody knows; they count as met.
  const unmet = requirements(selector).find((r) => (object || r.key === NAME) && !satisfies(labels, r));
  ofSelector.set(namespace, unmet);
  return unmet;
};

const bySelector = (snapshot: Snapshot, { name, selector }: Listener, namespace: string): string | undefined => {
  if (selector === undefined)
    return `Listener ${name} has from: Selector and no selector, so it is not programmed and takes no routes. Write the selector.`;
  const unmet = unmetBy(snapshot, selector, namespace);
  if (!unmet) return undefined;
  const mend =
    unmet.key === NAME
      ? 'That label is the name itself: add the namespace to the selector, or move the route.'
      : 'Label the Namespace so, or move the route.';
  return `Listener ${name} takes routes of namespaces with ${shownRequirement(unmet)} only, and Namespace ${namespace} is none of them. ${mend}`;
};

/** Why a listener takes no routes of a namespace; undefined where it takes them, or may. */
export const refusal = (snapshot: Snapshot, listener: Listener, namespace: string | undefined): string | undefined => {
  // The Gateway's own namespace has to be selected like any other.
  if (listener.from === 'Selector')
    return namespace === undefined ? undefined : bySelector(snapshot, listener, namespace);
  if (listener.from === 'Same' && listener.namespace !== namespace)
    return `The listener takes routes of namespace ${listener.namespace} only. Widen its allowedRoutes.namespaces, or move the route.`;
  return undefined;
};
