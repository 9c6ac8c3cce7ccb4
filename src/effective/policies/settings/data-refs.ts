// Secrets and ConfigMaps that policies refer to (validateSecretRef and validateConfigMapRef in validate.go).
import { ENVOY_GATEWAY, type Loose, type Ref } from '../../objects/loose-objects.ts';
import { absenceOf, isMade } from '../../objects/made-objects.ts';
import { dataOf, type Entry, hasBinaryData } from '../../objects/object-data.ts';
import type { PolicyReport } from './policy-report.ts';

/** Whether the reference stays in the namespace or a ReferenceGrant allows it; the refusal is reported. */
export const isAllowed = (
  report: PolicyReport,
  at: string,
  { group = '', kind = '', name = '', namespace }: Ref,
): boolean => {
  const { snapshot, policy } = report;
  const own = report.namespace;
  if (namespace === undefined || namespace === '' || namespace === own) return true;
  const from = { group: ENVOY_GATEWAY, kind: policy.kind, namespace: own };
  if (snapshot.isGranted(from, { group, kind, namespace }, name)) return true;
  // A grant belongs to the namespace that is referred to, and may come with it.
  const mayExist = !snapshot.complete && !snapshot.hasNamespace(namespace);
  report.invalid(at, 'RefNotPermitted', { kind, name, namespace, from: policy.kind, own, mayExist });
  return false;
};

const found = (report: PolicyReport, at: string, kind: 'Secret' | 'ConfigMap', ref: Ref): Loose | undefined => {
  const { snapshot } = report;
  const { name = '', namespace = report.namespace } = ref;
  const object = snapshot.find('', kind, namespace, name);
  if (object || isMade(snapshot, kind, namespace, name)) return object;
  const absence = absenceOf(snapshot, '', kind, namespace, name);
  if (absence !== undefined) report.invalid(at, `${kind}NotFound`, { kind, name, namespace, absence });
  return undefined;
};

/** A Secret that a field refers to; undefined: it is reported, or not among the objects. */
export const secretOf = (report: PolicyReport, at: string, ref: Ref): Loose | undefined => {
  const { group = '', kind = 'Secret' } = ref;
  if (group !== '' || kind !== 'Secret') {
    report.invalid(`${at}.${group === '' ? 'kind' : 'group'}`, 'SecretRefUnsupported', { kind, wanted: ['Secret'] });
    return undefined;
  }
  return isAllowed(report, at, { ...ref, group: '', kind }) ? found(report, at, 'Secret', ref) : undefined;
};

/** Reports that an object has no value for a key. */
const keyMissing = (report: PolicyReport, at: string, { kind, metadata }: Loose, key: string, empty: boolean): void =>
  report.invalid(at, 'KeyNotFound', { kind, name: metadata.name, namespace: metadata.namespace ?? '', key, empty });

/** The entry of a key of a Secret that a field refers to; undefined: it is reported, or the Secret is not among the objects. */
export const secretEntry = (report: PolicyReport, at: string, ref: Ref, key: string): Entry | undefined => {
  const secret = secretOf(report, at, ref);
  if (!secret) return undefined;
  const entries = dataOf(secret);
  const entry = entries.find((e) => e.key === key);
  if (entry && entry.value !== '') return entry;
  keyMissing(report, at, secret, key, entries.length === 0);
  return undefined;
};

interface Keys {
  readonly key: string;
  /** Any other key is taken where there is no `key`. */
  readonly orAny?: boolean;
  readonly binary?: boolean;
}

/** The entry of a ConfigMap in the policy's namespace that a field refers to. */
export const checkConfigMap = (report: PolicyReport, at: string, name: string, keys: Keys): Entry | undefined => {
  const object = found(report, at, 'ConfigMap', { name });
  if (!object) return undefined;
  const entries = dataOf(object);
  const entry = entries.find((e) => e.key === keys.key) ?? (keys.orAny ? entries[0] : undefined);
  if (!entry && !(keys.binary && hasBinaryData(object)))
    keyMissing(report, at, object, keys.key, entries.length === 0 && !keys.orAny);
  return entry;
};

/** A CA in a Secret or a ConfigMap: under `ca.crt`, or the only entry (validateAndGetDataAtKeyInRef in clienttrafficpolicy.go). */
export const checkCa = (report: PolicyReport, at: string, ref: Ref): void => {
  const { group = '', kind = 'Secret' } = ref;
  if (kind === 'ClusterTrustBundle') return;
  if (group !== '' || (kind !== 'Secret' && kind !== 'ConfigMap')) {
    report.invalid(`${at}.kind`, 'SecretRefUnsupported', { kind, wanted: ['Secret', 'ConfigMap'] });
    return;
  }
  if (!isAllowed(report, at, { ...ref, group, kind })) return;
  const object = found(report, at, kind, ref);
  if (!object) return;
  const entries = dataOf(object);
  const entry = entries.find((e) => e.key === 'ca.crt') ?? (entries.length === 1 ? entries[0] : undefined);
  if (!entry || entry.value === '') keyMissing(report, at, object, 'ca.crt', entries.length === 0);
};
