import { CEL_FORMATS } from './formats.ts';
import { type AdmissionError, isObject, type JsonObject } from './schema.ts';

const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const MOST_ANNOTATION_BYTES = 256 * 1024;

const isQualified = (key: string): boolean => {
  const [a = '', b, ...rest] = key.split('/');
  const name = b ?? a;
  if (rest.length > 0 || name.length > 63 || !QUALIFIED.test(name)) return false;
  return b === undefined || CEL_FORMATS.dns1123Subdomain!(a);
};

/** ObjectMeta as the API server judges it on create (k8s.io/apimachinery, ValidateObjectMeta): name, namespace, labels, annotations. */
export const metadataErrors = (object: JsonObject, scope: 'Namespaced' | 'Cluster'): AdmissionError[] => {
  const meta = isObject(object.metadata) ? object.metadata : {};
  const errors: AdmissionError[] = [];
  const bad = (type: string, field: string, message: string): void =>
    void errors.push({ type, field: `metadata.${field}`, message });
  const { name, namespace } = meta;
  if (typeof name !== 'string' || name === '') bad('FieldValueRequired', 'name', 'is required');
  else if (!CEL_FORMATS.dns1123Subdomain!(name))
    bad('FieldValueInvalid', 'name', `${JSON.stringify(name)} is not a DNS name in lower case`);
  if (scope === 'Cluster' && namespace !== undefined)
    bad('FieldValueForbidden', 'namespace', 'is not allowed on this kind');
  if (
    scope === 'Namespaced' &&
    namespace !== undefined &&
    (typeof namespace !== 'string' || !CEL_FORMATS.dns1123Label!(namespace))
  )
    bad('FieldValueInvalid', 'namespace', 'is not a DNS label');
  for (const [k, v] of Object.entries(isObject(meta.labels) ? meta.labels : {})) {
    if (!isQualified(k)) bad('FieldValueInvalid', 'labels', `${JSON.stringify(k)} is not a label key`);
    if (typeof v !== 'string' || !CEL_FORMATS.labelValue!(v))
      bad('FieldValueInvalid', 'labels', `${JSON.stringify(v)} is not a label value`);
  }
  const annotations = Object.entries(isObject(meta.annotations) ? meta.annotations : {});
  for (const [k] of annotations)
    if (!isQualified(k.toLowerCase()))
      bad('FieldValueInvalid', 'annotations', `${JSON.stringify(k)} is not an annotation key`);
  const bytes = annotations.reduce((n, [k, v]) => n + Buffer.byteLength(k) + Buffer.byteLength(String(v)), 0);
  if (bytes > MOST_ANNOTATION_BYTES)
    bad('FieldValueTooLong', 'annotations', `${bytes} bytes, at most ${MOST_ANNOTATION_BYTES} are allowed`);
  return errors;
};
