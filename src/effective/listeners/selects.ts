// Namespace selectors of listeners and of ListenerSets.
import { containsUnknown } from '../../objects/unknown-value.ts';
import { type Expression, NAME_LABEL, requirements, satisfies } from '../objects/label-selector.ts';
import { fields, type Loose } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';

/** The labels of a Namespace, including its name; only the name if the Namespace is not among the objects. */
const labelsOf = (namespace: string, object: Loose | undefined): Record<string, unknown> => ({
  ...fields(object?.metadata.labels),
  [NAME_LABEL]: namespace,
});

/** What is known about a namespace and a selector. */
interface Selected {
  /** A requirement that the namespace certainly does not meet. */
  readonly unmet: Expression | undefined;
  /** All requirements are certainly met; false: the Namespace is not among the objects, or one is unmet. */
  readonly certain: boolean;
}

type ByNamespace = Map<string, Selected>;
/** Computed once for each selector and namespace, not for each route: both may have thousands of labels. */
const bySelector = (): Map<unknown, ByNamespace> => new Map();

/** How a namespace meets a selector. The labels of a Namespace that is not among the objects are unknown, except its name. */
export const selectedBy = (snapshot: Snapshot, selector: unknown, namespace: string): Selected => {
  const all = snapshot.index(bySelector);
  const ofSelector: ByNamespace = all.get(selector) ?? new Map();
  all.set(selector, ofSelector);
  const known = ofSelector.get(namespace);
  if (known) return known;
  const object = snapshot.find('', 'Namespace', undefined, namespace);
  const labels = labelsOf(namespace, object);
  const list = requirements(selector);
  const isKnown = (r: Expression): boolean => !containsUnknown(r) && !containsUnknown(labels[r.key ?? '']);
  const decided = list.filter((r) => (object || r.key === NAME_LABEL) && isKnown(r));
  const unmet = decided.find((r) => !satisfies(labels, r));
  const found = { unmet, certain: unmet === undefined && decided.length === list.length };
  ofSelector.set(namespace, found);
  return found;
};

/** Whether a selector selects a namespace. */
export const selects = (
  snapshot: Snapshot,
  selector: unknown,
  namespace: string,
): 'allowed' | 'refused' | 'unknown' => {
  const { unmet, certain } = selectedBy(snapshot, selector, namespace);
  if (unmet) return 'refused';
  return certain ? 'allowed' : 'unknown';
};
