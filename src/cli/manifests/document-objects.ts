import { isObject, type Json, type JsonObject } from '../../admission/admission-schema.ts';
import { described } from '../../diagnostics/shown.ts';
import type { KubernetesObject } from '../../objects/resource.ts';

/** Longer than any name that Kubernetes accepts; names are otherwise validated with their objects. */
const LONGEST = 1000;

/** A value that is not an object: the reason, and its path in the document. */
export interface NoObject {
  readonly path: readonly (string | number)[];
  readonly message: string;
}
/** An object and its path in the document; a List contains several. */
export interface Found {
  readonly object: KubernetesObject;
  readonly path: readonly (string | number)[];
}

const WRITE: Readonly<Record<string, string>> = {
  apiVersion: 'apiVersion: v1',
  kind: 'kind: ConfigMap',
  name: 'name: users',
  namespace: 'namespace: shop',
};

const wrongText = (of: JsonObject, key: string, above: string): string | undefined => {
  const value = of[key];
  const field = `${above}${key}`;
  if (value === undefined || value === null || value === '')
    return key === 'namespace'
      ? undefined
      : `${field} is missing, so this is no Kubernetes object. Write it, as in ${WRITE[key]}.`;
  if (typeof value !== 'string') return `${field} is ${described(value)}, and has to be text, as in ${WRITE[key]}.`;
  return value.length > LONGEST
    ? `${field} has ${value.length} characters; no name in Kubernetes is so long.`
    : undefined;
};

/** Why a value is not an object, independent of its kind. */
const faults = (o: JsonObject, path: NoObject['path']): NoObject[] => {
  const { metadata } = o;
  const found = ['apiVersion', 'kind'].flatMap((key) => {
    const message = wrongText(o, key, '');
    return message === undefined ? [] : [{ path: [...path, key], message }];
  });
  if (!isObject(metadata)) {
    const is = metadata === undefined || metadata === null ? 'missing' : described(metadata);
    const message = `metadata is ${is}, so this is no Kubernetes object. Write a map, as in metadata: { name: users }.`;
    return [...found, { path: [...path, 'metadata'], message }];
  }
  const names = ['name', 'namespace'].flatMap((key) => {
    const message = wrongText(metadata, key, 'metadata.');
    return message === undefined ? [] : [{ path: [...path, 'metadata', key], message }];
  });
  return [...found, ...names];
};

/** The objects of a document; a List, as `kubectl get -o yaml` prints it, yields the objects in it. */
export function* objectsIn(value: Json, path: readonly (string | number)[] = []): Generator<Found | NoObject> {
  if (value === null && path.length === 0) return;
  if (!isObject(value)) {
    const message = `This is ${described(value)}, and no Kubernetes object. An object is a map with apiVersion, kind and metadata.name.`;
    yield { path, message };
    return;
  }
  const { kind, items } = value;
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
    for (const [i, item] of items.entries()) yield* objectsIn(item, [...path, 'items', i]);
    return;
  }
  if (kind === 'List') {
    if (items !== undefined && items !== null)
      yield {
        path: [...path, 'items'],
        message: `items is ${described(items)}, and has to be the list of the objects.`,
      };
    return;
  }
  const wrong = faults(value, path);
  yield* wrong;
  if (wrong.length > 0) return;
  if ((value.metadata as JsonObject).namespace === null) delete (value.metadata as JsonObject).namespace;
  yield { object: value as unknown as KubernetesObject, path };
}
