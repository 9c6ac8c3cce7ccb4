// The namespaces from which a listener accepts routes.
import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import { containsUnknown, isUnknown } from '../../objects/unknown-value.ts';
import { type Expression, requirements, satisfies, shownRequirement } from '../objects/label-selector.ts';
import { fields, type Loose } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Listener } from './listeners.ts';

/** The API server sets this label on every Namespace. */
const NAME = 'kubernetes.io/metadata.name';

/** The labels of a Namespace, including its name; only the name if the Namespace is not among the objects. */
const known = (namespace: string, object: Loose | undefined): Record<string, unknown> => ({
  ...fields(object?.metadata.labels),
  [NAME]: namespace,
});

type Unmet = Map<string, Expression | undefined>;
/** Computed once for each selector and namespace, not for each route: both may have thousands of labels. */
const unmetBySelector = (): Map<unknown, Unmet> => new Map();

const unmetBy = (snapshot: Snapshot, selector: unknown, namespace: string): Expression | undefined => {
  const ofSnapshot = snapshot.index(unmetBySelector);
  const ofSelector: Unmet = ofSnapshot.get(selector) ?? new Map();
  ofSnapshot.set(selector, ofSelector);
  if (ofSelector.has(namespace)) return ofSelector.get(namespace);
  const object = snapshot.find('', 'Namespace', undefined, namespace);
  const labels = known(namespace, object);
  // The labels of a Namespace that is not among the objects are unknown, so they count as met.
  const unmet = requirements(selector).find(
    (r) =>
      !containsUnknown(r) &&
      !containsUnknown(labels[r.key ?? '']) &&
      (object || r.key === NAME) &&
      !satisfies(labels, r),
  );
  ofSelector.set(namespace, unmet);
  return unmet;
};

type Refusal = ValuesOf<'NotAllowedByListeners'>;

const bySelector = (snapshot: Snapshot, { name, selector }: Listener, namespace: string): Refusal | undefined => {
  if (selector === undefined) return { case: 'selectorMissing', of: name };
  const unmet = unmetBy(snapshot, selector, namespace);
  if (!unmet) return undefined;
  return {
    case: 'selector',
    of: { listener: name, requirement: shownRequirement(unmet), namespace, isName: unmet.key === NAME },
  };
};

/** Why a listener accepts no routes of a namespace; undefined: it accepts them, or may accept them. */
export const refusal = (snapshot: Snapshot, listener: Listener, namespace: string | undefined): Refusal | undefined => {
  // The Gateway's own namespace must be selected like any other.
  if (listener.from === 'Selector')
    return namespace === undefined ? undefined : bySelector(snapshot, listener, namespace);
  if (isUnknown(namespace) || isUnknown(listener.namespace)) return undefined;
  if (listener.from === 'Same' && listener.namespace !== namespace) return { case: 'same', of: listener.namespace };
  return undefined;
};
