// References to other namespaces, which a ReferenceGrant there must allow.
import type { Denied } from '../../diagnostics/findings/references-parts.ts';
import { groupOf, type Loose, type Ref } from './loose-objects.ts';
import type { ObjectIndex } from './object-index.ts';

/** Why an object must not refer to another one; undefined: it is of the same namespace, or a ReferenceGrant allows it. */
export const deniedReference = (index: ObjectIndex, owner: Loose, ref: Ref): Denied | undefined => {
  const own = owner.metadata.namespace ?? '';
  const { group = '', kind = '', name = '' } = ref;
  const namespace = ref.namespace || own;
  const from = { group: groupOf(owner), kind: owner.kind, namespace: own };
  if (namespace === own || index.isGranted(from, { group, kind, namespace }, name)) return undefined;
  // A grant belongs to the namespace that is referred to, and may come with it.
  const mayExist = !index.complete && !index.hasNamespace(namespace);
  return { kind, name, namespace, from: owner.kind, own, mayExist };
};
