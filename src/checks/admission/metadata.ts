// ObjectMeta as the API server judges it on create (k8s.io/apimachinery pkg/api/validation/objectmeta.go). It is the same
// for every kind, but for the form of the name, so it stands apart from the schemas.
import type { KindSchema } from '../../crds/schema.ts';
import { CEL_FORMATS } from './formats.ts';
import { type AdmissionError, isObject, type Json, type JsonObject } from './schema.ts';

type Names = readonly [isValid: (name: string) => boolean, form: string];

const SUBDOMAIN: Names = [CEL_FORMATS.dns1123Subdomain!, 'a DNS name in lower case of at most 253 characters'];
const PATH_SEGMENT: Names = [(s) => s !== '.' && s !== '..' && !/[/%]/.test(s), 'free of "/" and "%"'];
/** Where a name is more, or less, than a DNS subdomain. */
const NAMES: Readonly<Record<string, Names>> = {
  'v1/Namespace': [CEL_FORMATS.dns1123Label!, 'a DNS label in lower case of at most 63 characters'],
  // Newer API servers let a Service begin with a digit; the others refuse it.
  'v1/Service': [CEL_FORMATS.dns1035Label!, 'a DNS label that begins with a letter, of at most 63 characters'],
  'rbac.authorization.k8s.io/v1/Role': PATH_SEGMENT,
  'rbac.authorization.k8s.io/v1/RoleBinding': PATH_SEGMENT,
  'rbac.authorization.k8s.io/v1/ClusterRole': PATH_SEGMENT,
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': PATH_SEGMENT,
};

const KNOWN = new Set([
  'annotations',
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'finalizers',
  'generateName',
  'generation',
  'labels',
  'managedFields',
  'name',
  'namespace',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
]);
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const MOST_ANNOTATION_BYTES = 256 * 1024;

/** The key of a label, or of an annotation in lower case: `[dns-name/]name`. */
const isQualified = (key: string): boolean => {
  const [a = '', b, ...rest] = key.split('/');
  const name = b ?? a;
  if (rest.length > 0 || name.length > 63 || !QUALIFIED.test(name)) return false;
  return b === undefined || CEL_FORMATS.dns1123Subdomain!(a);
};

class Judge {
  readonly errors: AdmissionError[] = [];

  bad(type: string, field: string, message: string): void {
    this.errors.push({ type: `FieldValue${type}`, field: `metadata.${field}`, message, by: 'metadata' });
  }

  name({ name, generateName }: JsonObject, [isValid, form]: Names): void {
    // What a generated name begins with may end in a dash, as more follows.
    const isPrefix = name === undefined && typeof generateName === 'string';
    const field = isPrefix ? 'generateName' : 'name';
    const text = isPrefix ? generateName.replace(/-$/, 'a') : name;
    if (typeof text !== 'string' || text === '') this.bad('Required', field, 'a name is required');
    else if (!isValid(text)) this.bad('Invalid', field, `the name ${JSON.stringify(text)} is not ${form}`);
  }

  namespace(namespace: Json | undefined, scope: KindSchema['scope']): void {
    const given = namespace !== undefined && namespace !== '';
    if (scope === 'Cluster') {
      if (given) this.bad('Forbidden', 'namespace', 'a kind of the whole cluster has no namespace');
    } else if (!given) this.bad('Required', 'namespace', 'a namespace is required');
    else if (typeof namespace !== 'string' || !CEL_FORMATS.dns1123Label!(namespace))
      this.bad('Invalid', 'namespace', `the namespace ${JSON.stringify(namespace)} is not a DNS label`);
  }

  /** The entries of a map of strings; others are named. */
  private entries(map: Json | undefined, field: string): [string, string][] {
    if (map === undefined || map === null) return [];
    if (!isObject(map)) {
      this.bad('TypeInvalid', field, `${field} are not a map`);
      return [];
    }
    const all = Object.entries(map);
    for (const [k, v] of all)
      if (typeof v !== 'string')
        this.bad('TypeInvalid', `${field}.${k}`, `the value ${JSON.stringify(v)} is no string`);
    return all.filter((e): e is [string, string] => typeof e[1] === 'string');
  }

  labels(labels: Json | undefined): void {
    for (const [k, v] of this.entries(labels, 'labels')) {
      if (!isQualified(k)) this.bad('Invalid', 'labels', `${JSON.stringify(k)} is not the key of a label`);
      if (!CEL_FORMATS.labelValue!(v))
        this.bad('Invalid', 'labels', `${JSON.stringify(v)} is not the value of a label`);
    }
  }

  annotations(annotations: Json | undefined): void {
    let bytes = 0;
    for (const [k, v] of this.entries(annotations, 'annotations')) {
      bytes += Buffer.byteLength(k) + Buffer.byteLength(v);
      if (!isQualified(k.toLowerCase()))
        this.bad('Invalid', 'annotations', `${JSON.stringify(k)} is not the key of an annotation`);
    }
    if (bytes > MOST_ANNOTATION_BYTES)
      this.bad('TooLong', 'annotations', `they are ${bytes} bytes long, at most ${MOST_ANNOTATION_BYTES} are allowed`);
  }
}

/** Judges an object's metadata: unknown fields, name, namespace, labels and annotations. */
export const judgeMetadata = (
  metadata: Json | undefined,
  { groupVersionKind, scope }: KindSchema,
): { unknown: string[]; errors: readonly AdmissionError[] } => {
  const judge = new Judge();
  const meta = isObject(metadata) ? metadata : {};
  judge.name(meta, NAMES[groupVersionKind] ?? SUBDOMAIN);
  judge.namespace(meta.namespace, scope);
  judge.labels(meta.labels);
  judge.annotations(meta.annotations);
  const unknown = Object.keys(meta).filter((k) => !KNOWN.has(k));
  return { unknown: unknown.map((k) => `metadata.${k}`), errors: judge.errors };
};
