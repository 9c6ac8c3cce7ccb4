import type { KindSchema } from '../crds/crd-schema.ts';
import type { KubernetesObject } from '../objects/resource.ts';
import { hasNoUnknowns, isUnknownKey } from '../objects/unknown-fields.ts';
import { isUnknown } from '../objects/unknown-value.ts';
import { type AdmissionError, isObject, type Json, type JsonObject, put } from './admission-schema.ts';
import type { Rules } from './cel/evaluate.ts';
import { Kind } from './kind.ts';
import { validateMetadata } from './metadata.ts';
import { typedObject } from './typed.ts';

/**
 * The result of `kubectl create --validate=strict`. `notChecked`: there is no schema for this kind, so the result is not known.
 * `servedAs`: the API server does not serve this version of the kind; the apiVersion that it serves.
 */
export type Verdict =
  | { readonly notChecked: string; readonly servedAs?: string }
  | { readonly valid: boolean; readonly unknown: readonly string[]; readonly errors: readonly AdmissionError[] };

/** Copies plain data, quicker than structuredClone for small objects, and notes placeholders on the way. Absent fields stay absent. */
class Copier {
  hasUnknown = false;

  copy(v: unknown): Json {
    if (typeof v === 'string') {
      if (isUnknown(v)) this.hasUnknown = true;
      return v;
    }
    if (Array.isArray(v)) return v.map((x) => this.copy(x));
    if (!isObject(v)) return v as Json;
    const out: JsonObject = {};
    for (const k of Object.keys(v)) {
      if (isUnknownKey(k)) this.hasUnknown = true;
      if (v[k] !== undefined) put(out, k, this.copy(v[k]));
    }
    return out;
  }
}

/** Where schemas come from, and their rules. */
export interface AdmissionParts {
  readonly readSchema: (apiVersion: string, kind: string) => KindSchema | undefined;
  readonly rules: Rules;
}

/** Versions in which a kind is looked up if its own version is not known, the most stable first. */
const VERSIONS = ['v1', 'v2', 'v1beta1', 'v1alpha3', 'v1alpha2', 'v1alpha1'];

/** Groups with schemas of all their kinds and versions: a version without a schema is not served. */
const WHOLE_GROUPS = /^gateway\.(?:networking\.k8s\.io|envoyproxy\.io)\//;
const apiVersionOf = ({ groupVersionKind: id }: KindSchema): string => id.slice(0, id.lastIndexOf('/'));

/** Validates objects of every kind that `readSchema` gives a schema for; each is read once, when it is first needed. */
export const createAdmission = ({ readSchema, rules }: AdmissionParts) => {
  const kinds = new Map<string, Kind | undefined>();
  const kindOf = (apiVersion: string, kind: string): Kind | undefined => {
    const id = `${apiVersion} ${kind}`;
    if (!kinds.has(id)) {
      const found = readSchema(apiVersion, kind);
      kinds.set(id, found && new Kind(found, rules));
    }
    return kinds.get(id);
  };
  const likeKinds = new Map<string, Kind | undefined>();
  /** The kind in any version; sufficient if only types matter. */
  const likeKindOf = (apiVersion: string, kind: string): Kind | undefined => {
    const id = `${apiVersion} ${kind}`;
    if (!likeKinds.has(id)) {
      const group = apiVersion.includes('/') ? `${apiVersion.slice(0, apiVersion.indexOf('/'))}/` : '';
      const versions = [apiVersion, ...VERSIONS.map((v) => `${group}${v}`)];
      const known = versions.find((v) => kindOf(v, kind));
      likeKinds.set(id, known === undefined ? undefined : kindOf(known, kind));
    }
    return likeKinds.get(id);
  };
  return {
    /** The verdict on one object; the object itself is not changed. */
    admit(object: unknown): Verdict {
      const { apiVersion, kind } = (isObject(object) ? object : {}) as { apiVersion?: Json; kind?: Json };
      if (typeof apiVersion !== 'string' || typeof kind !== 'string')
        return { notChecked: 'objects without apiVersion and kind' };
      const known = kindOf(apiVersion, kind);
      if (!known) {
        const like = WHOLE_GROUPS.test(apiVersion) ? likeKindOf(apiVersion, kind) : undefined;
        return { notChecked: `${apiVersion} ${kind}`, ...(like && { servedAs: apiVersionOf(like.of) }) };
      }
      const copier = new Copier();
      const mine = copier.copy(object) as JsonObject;
      if (!copier.hasUnknown) hasNoUnknowns(object as object);
      if (isObject(mine.sops) && mine.sops.mac !== undefined) delete mine.sops;
      const body = known.validate(mine);
      const meta = validateMetadata(mine.metadata, known.of);
      const unknown = [...body.unknown, ...meta.unknown];
      const errors = [...body.errors, ...meta.errors];
      return { valid: errors.length === 0 && unknown.length === 0, unknown, errors };
    },
    /** The object without fields that are unknown or of the wrong type; the same object if there are none. */
    typed: (object: KubernetesObject): KubernetesObject =>
      typedObject(object, likeKindOf(object.apiVersion, object.kind)?.node),
  };
};
export type Admission = ReturnType<typeof createAdmission>;
