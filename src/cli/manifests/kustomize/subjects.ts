// References that kustomize changes with the names and namespaces of their targets, as far as they are checked: ServiceAccounts in
// bindings (namereference.go). It knows no references of Gateway API, so a route keeps the name that a prefix has changed.
import { fields, groupOf, text } from '../../../effective/objects/loose-objects.ts';
import type { KubernetesObject } from '../../../objects/resource.ts';
import { changed, type Item } from './item.ts';

const RBAC = 'rbac.authorization.k8s.io';

/** ServiceAccounts by each name that they had, and by each name and namespace. */
const accountsOf = (items: readonly Item[]): Map<string, KubernetesObject> => {
  const accounts = new Map<string, KubernetesObject>();
  for (const { object, earlier } of items)
    if (object.kind === 'ServiceAccount' && groupOf(object) === '')
      for (const { metadata } of [...earlier, object]) {
        accounts.set(metadata.name, object);
        if (metadata.namespace !== undefined) accounts.set(`${metadata.namespace}/${metadata.name}`, object);
      }
  return accounts;
};

/** Bindings whose subjects are the ServiceAccounts of the same build as they are called and placed now. */
export const withSubjects = (items: readonly Item[]): Item[] => {
  const accounts = accountsOf(items);
  if (accounts.size === 0) return [...items];
  return items.map((item) => {
    const { subjects } = item.object as { subjects?: unknown };
    if (groupOf(item.object) !== RBAC || !Array.isArray(subjects)) return item;
    const known = subjects.map((s: unknown) => {
      const { kind, name, namespace: own } = fields(s);
      const key = text(own) === undefined ? text(name) : `${text(own)}/${text(name)}`;
      const account = kind === 'ServiceAccount' ? accounts.get(key ?? '') : undefined;
      if (!account) return s;
      const { namespace } = account.metadata;
      return { ...fields(s), name: account.metadata.name, ...(namespace !== undefined && { namespace }) };
    });
    return changed(item, { ...item.object, subjects: known } as KubernetesObject);
  });
};
