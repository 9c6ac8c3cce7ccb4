// Secrets and ConfigMaps that policies refer to (validateSecretRef and validateConfigMapRef in validate.go).
import { deniedReference } from '../../objects/granted.ts';
import type { Loose, Ref } from '../../objects/loose-objects.ts';
import { absenceOf } from '../../objects/made-objects.ts';
import { contentOf, dataOf, type Entry, hasBinaryData } from '../../objects/object-data.ts';
import type { PolicyReport } from './policy-report.ts';

/** Whether the reference stays in the namespace or a ReferenceGrant allows it; the refusal is reported. */
const isAllowed = (report: PolicyReport, at: string, ref: Ref): boolean => {
  const denied = deniedReference(report.snapshot, report.policy, ref);
  if (denied) report.invalid(at, 'RefNotPermitted', denied);
  return denied === undefined;
};

const found = (report: PolicyReport, at: string, kind: 'Secret' | 'ConfigMap', ref: Ref): Loose | undefined => {
  const { snapshot } = report;
  const { name = '', namespace = report.namespace } = ref;
  const object = snapshot.find('', kind, namespace, name);
  if (object) return object;
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

/** An object with the text that a reference leads to. */
export interface Data {
  readonly object: Loose;
  readonly text: string;
}

/**
 * The text of a Secret or a ConfigMap under a key, or of its only entry (validateAndGetDataAtKeyInRef in clienttrafficpolicy.go);
 * undefined: it is reported, or not known.
 */
export const dataAt = (report: PolicyReport, at: string, ref: Ref, key: string): Data | undefined => {
  const { group = '', kind = 'Secret' } = ref;
  if (kind === 'ClusterTrustBundle') return undefined;
  if (group !== '' || (kind !== 'Secret' && kind !== 'ConfigMap')) {
    report.invalid(`${at}.kind`, 'SecretRefUnsupported', { kind, wanted: ['Secret', 'ConfigMap'] });
    return undefined;
  }
  const object = isAllowed(report, at, { ...ref, group, kind }) ? found(report, at, kind, ref) : undefined;
  if (!object) return undefined;
  const keys = dataOf(object).map((entry) => entry.key);
  const content = contentOf(object, keys.length === 1 && !keys.includes(key) ? keys[0]! : key);
  if (content.state === 'text' && content.text !== '') return { object, text: content.text };
  if (content.state !== 'unknown') keyMissing(report, at, object, key, keys.length === 0);
  return undefined;
};
