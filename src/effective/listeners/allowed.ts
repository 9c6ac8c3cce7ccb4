// Which routes a listener accepts, by their kind and namespace.
import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import { listed } from '../../diagnostics/shown.ts';
import { isUnknown } from '../../objects/unknown-value.ts';
import { NAME_LABEL, shownRequirement } from '../objects/label-selector.ts';
import type { Loose } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Listener } from './listeners.ts';
import { selectedBy } from './selects.ts';

type Refusal = ValuesOf<'NotAllowedByListeners'>;

const bySelector = (snapshot: Snapshot, { name, selector }: Listener, namespace: string): Refusal | undefined => {
  if (selector === undefined) return { case: 'selectorMissing', of: name };
  const { unmet } = selectedBy(snapshot, selector, namespace);
  if (!unmet) return undefined;
  return {
    case: 'selector',
    of: { listener: name, requirement: shownRequirement(unmet), namespace, isName: unmet.key === NAME_LABEL },
  };
};

const byKind = ({ name, kinds, protocol }: Listener, kind: string): Refusal | undefined =>
  kinds.includes(kind)
    ? undefined
    : { case: 'kind', of: { listener: name, protocol: protocol ?? '', kind, kinds: listed(kinds, 5, ' or ') } };

/**
 * Why a listener accepts no such route; undefined: it accepts it, or may accept it (AllowsKind and AllowsNamespace in contexts.go,
 * which processAllowedListenersForParentRefs in route.go calls).
 */
export const refusal = (snapshot: Snapshot, listener: Listener, route: Loose): Refusal | undefined => {
  const { namespace } = route.metadata;
  const kind = byKind(listener, route.kind);
  if (kind) return kind;
  // The Gateway's own namespace must be selected like any other.
  if (listener.from === 'Selector')
    return namespace === undefined ? undefined : bySelector(snapshot, listener, namespace);
  if (isUnknown(namespace) || isUnknown(listener.namespace)) return undefined;
  if (listener.from === 'Same' && listener.namespace !== namespace) return { case: 'same', of: listener.namespace };
  return undefined;
};
