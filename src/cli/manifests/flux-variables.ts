// The values that a Kustomization of Flux writes instead of `${NAME}` (postBuild; fluxcd/pkg, kustomize/kustomize_varsub.go).
import { type Fields, fields, groupOf, text } from '../../effective/objects/loose-objects.ts';
import type { KubernetesObject } from '../../objects/resource.ts';
import { isUnknown, type Variables } from '../../objects/unknown-value.ts';

/** The data of each ConfigMap among the files; several ConfigMaps of one name are those of several clusters. */
export type Settings = ReadonlyMap<string, readonly Fields[]>;

const idOf = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;

/** The ConfigMaps among the objects. */
export const settingsOf = (objects: readonly KubernetesObject[]): Settings => {
  const all = new Map<string, Fields[]>();
  for (const o of objects) {
    if (o.kind !== 'ConfigMap' || groupOf(o) !== '') continue;
    const id = idOf(o.metadata.namespace, o.metadata.name);
    const data = fields((o as { data?: unknown }).data);
    const known = all.get(id);
    if (known) known.push(data);
    else all.set(id, [data]);
  }
  return all;
};

/** A value with several lines changes the structure of a manifest. */
const isUsable = (value: unknown): value is string =>
  typeof value === 'string' && !isUnknown(value) && !value.includes('\n');

/**
 * The values that are known. A later source overrides an earlier one and `substitute` overrides all of them, so a source that is
 * not among the files, such as a Secret, makes the values of earlier ones unknown.
 */
export const variablesOf = (postBuild: Fields, namespace: string | undefined, settings: Settings): Variables => {
  const values = new Map<string, string>();
  const set = (name: string, value: unknown): void => {
    if (isUsable(value)) values.set(name, value);
    else values.delete(name);
  };
  for (const from of Array.isArray(postBuild.substituteFrom) ? postBuild.substituteFrom.map(fields) : []) {
    const found = from.kind === 'ConfigMap' ? settings.get(idOf(namespace, text(from.name) ?? '')) : undefined;
    if (!found) values.clear();
    for (const data of found ?? [])
      for (const name of Object.keys(data))
        set(name, found!.every((d) => d[name] === data[name]) ? data[name] : undefined);
  }
  for (const [name, value] of Object.entries(fields(postBuild.substitute))) set(name, value);
  return values;
};

/** The values that two Kustomizations give alike: with other ones, an object is not the same in both. */
export const commonVariables = (a: Variables | undefined, b: Variables | undefined): Variables =>
  new Map([...(a ?? [])].filter(([name, value]) => b?.get(name) === value));
