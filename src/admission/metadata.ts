// ObjectMeta as the API server validates it on create (k8s.io/apimachinery pkg/api/validation/objectmeta.go). It is the same
// for every kind except for the form of the name, so it is separate from the schemas.
import type { KindSchema } from '../crds/crd-schema.ts';
import { shown } from '../diagnostics/shown.ts';
import { isUnknown } from '../objects/unknown-value.ts';
import { type AdmissionError, isObject, type Json, type JsonObject } from './admission-schema.ts';
import { CEL_FORMATS } from './formats.ts';
import { withoutQuotes } from './without-quotes.ts';

type Names = readonly [isValid: (name: string) => boolean, form: string];

const SUBDOMAIN: Names = [CEL_FORMATS.dns1123Subdomain!, 'a DNS name in lower case of at most 253 characters'];
const PATH_SEGMENT: Names = [(s) => s !== '.' && s !== '..' && !/[/%]/.test(s), 'free of "/" and "%"'];
/** Kinds with names that are not DNS subdomains. */
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

class Validator {
  readonly errors: AdmissionError[] = [];

  bad(type: string, field: string, message: string, lacksQuotes = false): void {
    this.errors.push({ type: `FieldValue${type}`, field: `metadata.${field}`, message, lacksQuotes, by: 'metadata' });
  }

  name({ name, generateName }: JsonObject, [isValid, form]: Names): void {
    // generateName may end with a dash, because the API server appends characters.
    const isPrefix = name === undefined && typeof generateName === 'string';
    const field = isPrefix ? 'generateName' : 'name';
    const text = isPrefix ? generateName.replace(/-$/, 'a') : name;
    if (typeof text !== 'string' || text === '') this.bad('Required', field, 'a name is required');
    else if (!isValid(text) && !isUnknown(text)) this.bad('Invalid', field, `the name ${shown(text)} is not ${form}`);
  }

  namespace(namespace: Json | undefined, scope: KindSchema['scope']): void {
    // The API server clears it (k8s.io/apiserver registry/rest/meta.go, EnsureObjectNamespaceMatchesRequestNamespace).
    if (isUnknown(namespace) || (scope === 'Cluster' && typeof namespace === 'string')) return;
    const given = namespace !== undefined && namespace !== null && namespace !== '';
    if (scope === 'Cluster' && !given) return;
    if (!given) this.bad('Required', 'namespace', 'a namespace is required');
    else if (typeof namespace !== 'string' || !CEL_FORMATS.dns1123Label!(namespace))
      this.bad('Invalid', 'namespace', `the namespace ${shown(namespace)} is not a DNS label`);
  }

  /** The entries of a map of strings; other entries are reported. */
  private entries(map: Json | undefined, field: string): [string, string][] {
    if (map === undefined || map === null || isUnknown(map)) return [];
    if (!isObject(map)) {
      this.bad('TypeInvalid', field, `${field} are not a map`);
      return [];
    }
    const all = Object.entries(map);
    for (const [k, v] of all) {
      if (typeof v === 'string') continue;
      const words = withoutQuotes(v);
      const message = words ?? `the value ${shown(v)} is not a string`;
      this.bad('TypeInvalid', `${field}.${k}`, message, words !== undefined);
    }
    return all.filter((e): e is [string, string] => typeof e[1] === 'string');
  }

  labels(labels: Json | undefined): void {
    for (const [k, v] of this.entries(labels, 'labels')) {
      if (!isQualified(k) && !isUnknown(k)) this.bad('Invalid', 'labels', `${shown(k)} is not the key of a label`);
      if (!CEL_FORMATS.labelValue!(v) && !isUnknown(v))
        this.bad('Invalid', 'labels', `${shown(v)} is not the value of a label`);
    }
  }

  annotations(annotations: Json | undefined): void {
    let bytes = 0;
    for (const [k, v] of this.entries(annotations, 'annotations')) {
      bytes += Buffer.byteLength(k) + Buffer.byteLength(v);
      if (!isQualified(k.toLowerCase()) && !isUnknown(k))
        this.bad('Invalid', 'annotations', `${shown(k)} is not the key of an annotation`);
    }
    if (bytes > MOST_ANNOTATION_BYTES)
      this.bad('TooLong', 'annotations', `they are ${bytes} bytes long, at most ${MOST_ANNOTATION_BYTES} are allowed`);
  }
}

const isText = (v: Json): boolean => typeof v === 'string';
const isWhole = (v: Json): boolean => Number.isInteger(v);
const isSwitch = (v: Json): boolean => typeof v === 'boolean';
type Form = readonly [is: (v: Json) => boolean, form: string];
const TEXT: Form = [isText, 'text'];
const WHOLE: Form = [isWhole, 'a whole number'];

/** The types of fields without further rules. */
const FORMS: Readonly<Record<string, Form>> = {
  creationTimestamp: TEXT,
  deletionGracePeriodSeconds: WHOLE,
  deletionTimestamp: TEXT,
  finalizers: [(v) => Array.isArray(v) && v.every((x) => x === null || isText(x)), 'a list of strings'],
  generateName: TEXT,
  generation: WHOLE,
  managedFields: [(v) => Array.isArray(v) && v.every((x) => x === null || isObject(x)), 'a list of maps'],
  ownerReferences: [(v) => Array.isArray(v) && v.every(isObject), 'a list of maps'],
  resourceVersion: TEXT,
  selfLink: TEXT,
  uid: TEXT,
};
const OWNER: Readonly<Record<string, Form>> = {
  apiVersion: TEXT,
  blockOwnerDeletion: [isSwitch, 'true or false'],
  controller: [isSwitch, 'true or false'],
  kind: TEXT,
  name: TEXT,
  uid: TEXT,
};
const NEEDED_OF_OWNER = ['apiVersion', 'kind', 'name', 'uid'];

const validateForms = (
  validator: Validator,
  of: JsonObject,
  forms: Readonly<Record<string, Form>>,
  above = '',
): void => {
  for (const [field, [is, form]] of Object.entries(forms)) {
    const value = Object.hasOwn(of, field) ? of[field] : undefined;
    if (value !== undefined && value !== null && !is(value) && !isUnknown(value))
      validator.bad('TypeInvalid', `${above}${field}`, `the value ${shown(value)} is not ${form}`);
  }
};

const validateOwners = (validator: Validator, owners: Json | undefined): void => {
  for (const [i, owner] of (Array.isArray(owners) ? owners : []).entries()) {
    if (!isObject(owner)) continue;
    validateForms(validator, owner, OWNER, `ownerReferences[${i}].`);
    for (const field of NEEDED_OF_OWNER)
      if ((owner[field] ?? '') === '')
        validator.bad('Required', `ownerReferences[${i}].${field}`, 'the field is required');
  }
};

/** Validates an object's metadata: unknown fields, name, namespace, labels and annotations. */
export const validateMetadata = (
  metadata: Json | undefined,
  { groupVersionKind, scope }: KindSchema,
): { unknown: string[]; errors: readonly AdmissionError[] } => {
  const validator = new Validator();
  const meta = isObject(metadata) ? metadata : {};
  validator.name(meta, NAMES[groupVersionKind] ?? SUBDOMAIN);
  validator.namespace(meta.namespace, scope);
  validator.labels(meta.labels);
  validator.annotations(meta.annotations);
  validateForms(validator, meta, FORMS);
  validateOwners(validator, meta.ownerReferences);
  const unknown = Object.keys(meta).filter((k) => !KNOWN.has(k) && !isUnknown(k));
  return { unknown: unknown.map((k) => `metadata.${k}`), errors: validator.errors };
};
