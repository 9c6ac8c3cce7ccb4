// Strategic merge patches, as kustomize applies them: maps are merged, null removes a field, lists are replaced. Only lists of
// Kubernetes' own kinds that have a merge key are merged, because kustomize knows no schema of other kinds.

import { isOurs } from '../objects/loose-values.ts';
import { isObject, type Json, type JsonObject, put } from '../values/json-value.ts';

/** Lists with a merge key, by the name of their field (x-kubernetes-patch-merge-key in the OpenAPI of Kubernetes). */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  env: ['name'],
  ephemeralContainers: ['name'],
  hostAliases: ['ip'],
  imagePullSecrets: ['name'],
  initContainers: ['name'],
  ports: ['containerPort', 'port'],
  secrets: ['name'],
  topologySpreadConstraints: ['topologyKey'],
  volumeDevices: ['devicePath'],
  volumeMounts: ['mountPath'],
  volumes: ['name'],
};

/** The groups of Kubernetes itself. */
const isBuiltIn = (apiVersion: unknown): boolean => {
  const group = typeof apiVersion === 'string' && apiVersion.includes('/') ? apiVersion.split('/')[0]! : '';
  return !isOurs(group) && (!group.includes('.') || group.endsWith('.k8s.io'));
};

const directive = (v: Json | undefined): Json | undefined => (isObject(v) ? v.$patch : undefined);

/** Removes what only directs the patch. */
const clean = (v: Json): Json => {
  if (Array.isArray(v)) return v.filter((x) => directive(x) !== 'delete').map(clean);
  if (!isObject(v)) return v;
  const out: JsonObject = {};
  for (const [k, x] of Object.entries(v)) if (x !== null && !k.startsWith('$')) put(out, k, clean(x));
  return out;
};

class Merger {
  constructor(private readonly hasKeys: boolean) {}

  map(old: JsonObject, patch: JsonObject): JsonObject {
    if (patch.$patch === 'replace') return clean(patch) as JsonObject;
    const out: JsonObject = { ...old };
    for (const [k, v] of Object.entries(patch)) {
      if (k.startsWith('$')) continue;
      if (v === null || directive(v) === 'delete') delete out[k];
      else put(out, k, this.value(k, Object.hasOwn(old, k) ? old[k] : undefined, v));
    }
    return out;
  }

  private value(field: string, old: Json | undefined, patch: Json): Json {
    if (isObject(old) && isObject(patch)) return this.map(old, patch);
    if (Array.isArray(old) && Array.isArray(patch) && this.hasKeys) {
      const key = KEYS[field]?.find((k) => [...old, ...patch].every((x) => isObject(x) && x[k] !== undefined));
      if (key !== undefined && !patch.some((x) => directive(x) === 'replace')) return this.list(key, old, patch);
    }
    return clean(patch);
  }

  /** Items of the patch come first. */
  private list(key: string, old: readonly Json[], patch: readonly Json[]): Json[] {
    const byKey = new Map(old.map((x) => [(x as JsonObject)[key], x as JsonObject]));
    const given = patch.map((x) => x as JsonObject);
    const named = new Set(given.map((x) => x[key]));
    const merged = given
      .filter((x) => x.$patch !== 'delete')
      .map((x) => {
        const known = byKey.get(x[key]);
        return known ? this.map(known, x) : clean(x);
      });
    return [...merged, ...old.filter((x) => !named.has((x as JsonObject)[key]))];
  }
}

/** Fields with others merged into them: maps are merged, null removes, lists are replaced. */
export const mergedFields = (old: JsonObject, patch: JsonObject): JsonObject => new Merger(false).map(old, patch);

/** The object with a patch merged into it; undefined if the patch deletes the object. Its name stays unless `mayRename`. */
export const mergePatched = <T extends { readonly apiVersion: string }>(
  object: T,
  patch: JsonObject,
  mayRename = false,
): T | undefined => {
  if (patch.$patch === 'delete') return undefined;
  const old = object as unknown as JsonObject;
  const merged = new Merger(isBuiltIn(object.apiVersion)).map(old, patch);
  const { name, namespace } = old.metadata as JsonObject;
  const metadata: JsonObject = { ...(merged.metadata as JsonObject) };
  if (!mayRename || typeof metadata.name !== 'string') metadata.name = name!;
  if (namespace === undefined) delete metadata.namespace;
  else metadata.namespace = namespace;
  return { ...merged, apiVersion: old.apiVersion, kind: old.kind, metadata } as unknown as T;
};
