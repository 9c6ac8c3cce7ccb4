// CA certificates that a list of references gives (getCaCertsFromCARefs in backendtlspolicy.go).
import type { CaProblem } from '../../diagnostics/findings/backend-texts.ts';
import { controllerConfig } from '../controller-config.ts';
import { entries, fields, type Loose, refOf, text } from '../objects/loose-objects.ts';
import { absenceOf } from '../objects/made-objects.ts';
import { dataOf, type Entry } from '../objects/object-data.ts';
import type { Snapshot } from '../snapshot.ts';

/** A Secret of this type contains the address of a socket instead of a certificate. */
const SDS_TYPE = 'gateway.envoyproxy.io/sds';

/** The group of each kind that may contain a CA. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['ConfigMap', ''],
  ['Secret', ''],
  ['ClusterTrustBundle', 'certificates.k8s.io'],
]);

/** Why a list of references gives no CA, and the field of the reference. */
export interface CaFault {
  readonly problem: CaProblem;
  readonly field: string;
}

/** A CA certificate: its text, or undefined if it cannot be read, because it is encrypted or a placeholder. */
interface Ca {
  readonly value: string | undefined;
}

/** The value under the first of the keys, or under the only key there is (getFirstMatchOrFirstFromData in helpers.go). */
const firstOf = (data: readonly Entry[], keys: readonly string[]): Ca | undefined =>
  keys.flatMap((key) => data.find((d) => d.key === key) ?? [])[0] ?? (data.length === 1 ? data[0] : undefined);

/** The CA certificate in an object; undefined: it has none. */
export const caOf = (o: Loose): Ca | undefined =>
  o.kind === 'ClusterTrustBundle'
    ? { value: text(fields(o.spec).trustBundle) ?? '' }
    : firstOf(dataOf(o), ['ca.crt', 'tls.crt']);

/** The key of an SDS Secret that is absent or wrong (NewSDSConfig in ir/xds.go). */
const socketProblem = (secret: Loose): string | undefined => {
  const data = new Map(dataOf(secret).map(({ key, value }) => [key, value]));
  if (!data.has('secretName') || data.get('secretName') === '') return 'secretName';
  const url = data.has('url') ? data.get('url') : '';
  return url === undefined || /^unix:(\/\/)?\.?\//i.test(url) ? undefined : 'url';
};

/** Why the references in `field` give no CA for an object in a namespace; undefined: they do, or it cannot be decided. */
export const caFault = (
  snapshot: Snapshot,
  namespace: string | undefined,
  refs: unknown,
  field: string,
): CaFault | undefined => {
  let certificates = 0;
  let sockets = 0;
  let supported = false;
  let empty: CaFault | undefined;
  for (const [i, given] of entries(refs).entries()) {
    const { kind = '', name = '' } = refOf(given);
    const at = `${field}[${i}]`;
    const group = KINDS.get(kind);
    if (group === undefined) continue;
    supported = true;
    const place = kind === 'ClusterTrustBundle' ? undefined : namespace;
    const found = snapshot.find(group, kind, place, name) as (Loose & { readonly type?: unknown }) | undefined;
    if (!found) {
      const absence = absenceOf(snapshot, group, kind, place, name);
      if (absence === undefined) {
        certificates++;
        continue;
      }
      return { problem: { case: 'missing', of: { kind, name, namespace: place, absence } }, field: at };
    }
    if (kind === 'Secret' && found.type === SDS_TYPE) {
      if (controllerConfig(snapshot).sds === false) return { problem: { case: 'socket', of: { name } }, field: at };
      if (++sockets > 1) return { problem: { case: 'sockets' }, field: at };
      const missing = socketProblem(found);
      if (missing) return { problem: { case: 'socketValue', of: { name, key: missing } }, field: at };
      continue;
    }
    const ca = caOf(found);
    if (ca === undefined) {
      const problem = dataOf(found).length === 0 ? 'unfilled' : 'key';
      return { problem: { case: problem, of: { kind, name } }, field: at };
    }
    if (ca.value === '') empty ??= { problem: { case: 'empty', of: { kind, name } }, field: at };
    else certificates++;
  }
  if (sockets > 0) return certificates > 0 ? { problem: { case: 'sockets' }, field } : undefined;
  if (certificates > 0) return undefined;
  const first = refOf(entries(refs)[0]).kind ?? 'missing reference';
  return supported ? empty : { problem: { case: 'kind', of: { kind: first } }, field };
};
