// Secrets and ConfigMaps with the CAs and revocation lists of a ClientTrafficPolicy (validateAndGetDataAtKeyInRef).
import { contentOf, keysOf } from '../listeners/pem.ts';
import type { Loose, Ref } from '../objects/loose-objects.ts';
import { absenceOf } from '../objects/made-objects.ts';
import { isAllowed } from './settings/data-refs.ts';
import type { PolicyReport } from './settings/policy-report.ts';

/** An object with the text that a reference leads to. */
export interface Data {
  readonly object: Loose;
  readonly text: string;
}

/** The content under a key, or of the only entry; undefined: it is reported, or not known. */
export const dataAt = (report: PolicyReport, at: string, ref: Ref, key: string): Data | undefined => {
  const { group = '', kind = 'Secret', name = '', namespace = report.namespace } = ref;
  if (kind === 'ClusterTrustBundle') return undefined;
  if (group !== '' || (kind !== 'Secret' && kind !== 'ConfigMap')) {
    report.invalid(`${at}.kind`, 'SecretRefUnsupported', { kind, wanted: ['Secret', 'ConfigMap'] });
    return undefined;
  }
  if (!isAllowed(report, at, { ...ref, group, kind })) return undefined;
  const object = report.snapshot.find('', kind, namespace, name);
  if (!object) {
    const absence = absenceOf(report.snapshot, '', kind, namespace, name);
    if (absence !== undefined) report.invalid(at, `${kind}NotFound`, { kind, name, namespace, absence });
    return undefined;
  }
  const keys = keysOf(object);
  const used = keys.includes(key) ? key : keys.length === 1 ? keys[0]! : undefined;
  const content = used === undefined ? undefined : contentOf(object, used);
  if (content === undefined || (content.state === 'text' && content.text === '')) {
    report.invalid(at, 'KeyNotFound', { kind, name, namespace, key, empty: keys.length === 0 });
    return undefined;
  }
  return content.state === 'text' ? { object, text: content.text } : undefined;
};
