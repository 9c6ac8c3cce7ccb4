import { isObject, type Json, type JsonObject } from '../../admission/admission-schema.ts';
import { withoutQuotes } from '../../admission/without-quotes.ts';
import { readSchema } from '../../crds/load-crds.ts';
import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import { described } from '../../diagnostics/shown.ts';
import type { KubernetesObject } from '../../objects/resource.ts';

/** Longer than any name that Kubernetes accepts; names are otherwise validated with their objects. */
const LONGEST = 1000;

/** Why a value is not an object that kubectl accepts. */
type Fault =
  | { readonly code: 'NotAnObject'; readonly values: ValuesOf<'NotAnObject'> }
  | { readonly code: 'SchemaRejected'; readonly values: ValuesOf<'SchemaRejected'> };
const noObject = (values: ValuesOf<'NotAnObject'>): Fault => ({ code: 'NotAnObject', values });

/** A value that is not an object: the reason, and its path in the document. */
export interface NotAnObject {
  readonly path: readonly (string | number)[];
  readonly fault: Fault;
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

const wrongText = (of: JsonObject, key: string, above: string): Fault | undefined => {
  const value = of[key];
  const field = `${above}${key}`;
  const example = WRITE[key]!;
  if (value === undefined || value === null || value === '')
    return key === 'namespace' ? undefined : noObject({ case: 'missing', of: { field, example } });
  const words = above === '' ? undefined : withoutQuotes(value);
  if (words !== undefined)
    return { code: 'SchemaRejected', values: { detail: `in ${field}, ${words}`, lacksQuotes: true } };
  if (typeof value !== 'string') return noObject({ case: 'notText', of: { field, is: described(value), example } });
  return value.length > LONGEST ? noObject({ case: 'long', of: { field, length: value.length } }) : undefined;
};

/** Why a value is not an object, independent of its kind. */
const faults = (o: JsonObject, path: NotAnObject['path']): NotAnObject[] => {
  const { metadata } = o;
  const found = ['apiVersion', 'kind'].flatMap((key) => {
    const fault = wrongText(o, key, '');
    return fault === undefined ? [] : [{ path: [...path, key], fault }];
  });
  if (!isObject(metadata)) {
    const is = metadata === undefined || metadata === null ? 'missing' : described(metadata);
    return [...found, { path: [...path, 'metadata'], fault: noObject({ case: 'metadata', of: is }) }];
  }
  const names = ['name', 'namespace'].flatMap((key) => {
    const fault = wrongText(metadata, key, 'metadata.');
    return fault === undefined ? [] : [{ path: [...path, 'metadata', key], fault }];
  });
  return [...found, ...names];
};

const isClusterScoped = ({ apiVersion, kind }: KubernetesObject): boolean =>
  readSchema(apiVersion, kind)?.scope === 'Cluster';

/** The objects of a document; a List, as `kubectl get -o yaml` prints it, yields the objects in it. */
export function* objectsIn(value: Json, path: readonly (string | number)[] = []): Generator<Found | NotAnObject> {
  if (value === null && path.length === 0) return;
  if (!isObject(value)) {
    yield { path, fault: noObject({ case: 'value', of: described(value) }) };
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
        fault: noObject({ case: 'items', of: described(items) }),
      };
    return;
  }
  // kubectl create makes up the name, so nothing else can refer to the object.
  if (isObject(value.metadata) && value.metadata.name === undefined && value.metadata.generateName !== undefined)
    return;
  const wrong = faults(value, path);
  yield* wrong;
  if (wrong.length > 0) return;
  const object = value as unknown as KubernetesObject;
  const { namespace } = object.metadata;
  // The API server clears the namespace of a cluster-scoped kind (registry/rest/meta.go).
  if (namespace === null || (namespace !== undefined && isClusterScoped(object)))
    delete (value.metadata as JsonObject).namespace;
  yield { object, path };
}
