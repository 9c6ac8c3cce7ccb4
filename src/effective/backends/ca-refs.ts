// CA certificates that a list of references gives (getCaCertsFromCARefs in backendtlspolicy.go).
import type { CaProblem } from '../../diagnostics/findings/ca-texts.ts';
import { controllerConfig } from '../controller-config.ts';
import { entries, fields, type Loose, refOf, text } from '../objects/loose-objects.ts';
import { absenceOf } from '../objects/made-objects.ts';
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

/** The texts in a Secret or a ConfigMap by key; those of a Secret are decoded, as far as they can be. */
const dataOf = (o: Loose & { readonly data?: unknown; readonly stringData?: unknown }): Map<string, string> => {
  const decoded = Object.entries(fields(o.data)).map(([key, value]): [string, string] => {
    const given = text(value) ?? '';
    return [key, o.kind === 'Secret' ? Buffer.from(given, 'base64').toString() : given];
  });
  const written = Object.entries(o.kind === 'Secret' ? fields(o.stringData) : {});
  return new Map([...decoded, ...written.map(([key, value]): [string, string] => [key, text(value) ?? ''])]);
};

/** The text under the first of the keys, or under the only key there is (getFirstMatchOrFirstFromData in helpers.go). */
const firstOf = (data: ReadonlyMap<string, string>, keys: readonly string[]): string | undefined => {
  const key = keys.find((k) => data.has(k)) ?? (data.size === 1 ? [...data.keys()][0] : undefined);
  return key === undefined ? undefined : data.get(key);
};

/** The key of an SDS Secret that is absent or wrong (NewSDSConfig in ir/xds.go). */
const socketProblem = (secret: Loose): string | undefined => {
  const data = dataOf(secret);
  if ((data.get('secretName') ?? '') === '') return 'secretName';
  return /^unix:(\/\/)?\.?\//i.test(data.get('url') ?? '') ? undefined : 'url';
};

/** The CA certificates in an object; undefined: none. */
export const caOf = (o: Loose): string | undefined =>
  o.kind === 'ClusterTrustBundle'
    ? (text(fields(o.spec).trustBundle) ?? '')
    : firstOf(dataOf(o), ['ca.crt', 'tls.crt']);

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
    if (ca === undefined) return { problem: { case: 'key', of: { kind, name } }, field: at };
    if (ca === '') empty ??= { problem: { case: 'empty', of: { kind, name } }, field: at };
    else certificates++;
  }
  if (sockets > 0) return certificates > 0 ? { problem: { case: 'sockets' }, field } : undefined;
  if (certificates > 0) return undefined;
  const first = refOf(entries(refs)[0]).kind ?? 'missing reference';
  return supported ? empty : { problem: { case: 'kind', of: { kind: first } }, field };
};
