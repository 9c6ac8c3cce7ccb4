// The certificates of a listener (validateTerminateModeAndGetTLSSecrets in validate.go).
import type { CertificateProblem } from '../../diagnostics/findings/certificate-findings.ts';
import { listed } from '../../diagnostics/shown.ts';
import { controllerConfig } from '../controller-config.ts';
import { deniedReference } from '../objects/granted.ts';
import { entries, fields, inPlace, type Loose, type Ref, refOf, text } from '../objects/loose-objects.ts';
import { absenceOf } from '../objects/made-objects.ts';
import { contentOf, secretType } from '../objects/object-data.ts';
import type { Snapshot } from '../snapshot.ts';
import { keyPairOf } from './key-pairs.ts';

/** A Secret that contains the address of a socket instead of a certificate. */
export const SDS_TYPE = 'gateway.envoyproxy.io/sds';
const TLS_TYPE = 'kubernetes.io/tls';

/** One of the `certificateRefs` of a listener. */
export interface CertificateRef {
  readonly ref: Ref;
  /** `namespace/name` of the Secret. */
  readonly secret: string;
  readonly field: string;
  readonly problem: CertificateProblem | undefined;
  /** The names in the certificate; undefined: not known. */
  readonly names: readonly string[] | undefined;
  /** The certificate comes from a socket, so nobody can read its names. */
  readonly isSds: boolean;
}

/** Annotations with which cert-manager creates the Secrets that the listeners of an object name. */
const isManaged = (owner: Loose): boolean => {
  const annotations = fields(owner.metadata.annotations);
  return ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer'].some((a) => text(annotations[a]) !== undefined);
};

/** The names in the Certificates of cert-manager, by the Secret that each creates. */
const namesBySecret = (snapshot: Snapshot): Map<string, string[]> => {
  const all = new Map<string, string[]>();
  for (const certificate of snapshot.of('Certificate')) {
    const { secretName, dnsNames, commonName } = fields(certificate.spec);
    const names = [...(Array.isArray(dnsNames) ? dnsNames : []), commonName].filter((n) => typeof n === 'string');
    if (names.length > 0) all.set(inPlace(certificate.metadata.namespace, text(secretName) ?? ''), names);
  }
  return all;
};

/** Whether a Secret of type SDS names a socket (NewSDSConfig in internal/ir/xds.go, ParseURL in internal/utils/net/url.go). */
const namesSocket = (secret: Loose): boolean => {
  const [name, url] = [contentOf(secret, 'secretName'), contentOf(secret, 'url')];
  if (name.state === 'absent' || url.state === 'absent') return false;
  if ((name.state === 'text' && name.text === '') || (url.state === 'text' && url.text === '')) return false;
  return url.state !== 'text' || /^unix:(\/\/(\.?(\/|$)))?./i.test(url.text);
};

/**
 * Whether this tool generated a Gateway of which cert-manager issues some certificates and an operator creates the Secrets of
 * others: answers give each host its own.
 */
const isMixed = (owner: Loose, issued: ReadonlySet<string>): boolean =>
  fields(owner.metadata.labels)['app.kubernetes.io/managed-by'] === 'eg-api-gateway' &&
  entries(fields(owner.spec).listeners).some((l) =>
    entries(fields(fields(l).tls).certificateRefs).some((ref) => issued.has(refOf(ref).name ?? '')),
  );

const missing = (snapshot: Snapshot, owner: Loose, namespace: string, name: string): CertificateProblem | undefined => {
  const issued = snapshot.issuedSecrets(namespace);
  if (isManaged(owner) || issued?.has(name) || (issued && isMixed(owner, issued))) return undefined;
  if (issued && snapshot.complete)
    return { case: 'notIssued', of: { namespace, name, issued: listed([...issued]), absence: 'certain' } };
  const absence = absenceOf(snapshot, '', 'Secret', namespace, name);
  if (absence === undefined) return undefined;
  if (issued) return { case: 'notIssued', of: { namespace, name, issued: listed([...issued]), absence: 'likely' } };
  return { case: 'missing', of: { namespace, name, absence } };
};

const contentProblem = (snapshot: Snapshot, secret: Loose, name: string): CertificateProblem | undefined => {
  const type = secretType(secret);
  if (type === SDS_TYPE) {
    if (controllerConfig(snapshot).sds === false) return { case: 'socketDisabled', of: { name } };
    return namesSocket(secret) ? undefined : { case: 'socketIncomplete', of: { name } };
  }
  if (type !== TLS_TYPE) return { case: 'type', of: { name, type } };
  const pair = keyPairOf(secret, snapshot.now);
  return pair.state === 'fault' ? { case: pair.fault, of: { name } } : undefined;
};

/** The certificates of a listener of `owner`, in their order. */
export const certificatesOf = (snapshot: Snapshot, owner: Loose, refs: unknown, field: string): CertificateRef[] => {
  const own = owner.metadata.namespace ?? '';
  const used = new Set<string>();
  return entries(refs).map((given, i) => {
    const ref = refOf(given);
    const { group = '', kind = 'Secret', name = '' } = ref;
    const namespace = ref.namespace || own;
    const secret = inPlace(namespace, name);
    const refused = (problem: CertificateProblem): CertificateRef => ({
      ref,
      secret,
      field: `${field}[${i}]`,
      problem,
      names: undefined,
      isSds: false,
    });
    if (group !== '' || kind !== 'Secret') return refused({ case: 'kind', of: { kind, group } });
    const denied = deniedReference(snapshot, owner, { ...ref, group, kind });
    if (denied) return refused({ case: 'notPermitted', of: denied });
    const found = snapshot.find('', 'Secret', namespace, name);
    const problem = found ? contentProblem(snapshot, found, name) : missing(snapshot, owner, namespace, name);
    if (problem) return refused(problem);
    const issued = snapshot.index(namesBySecret).get(secret);
    const pair = found && keyPairOf(found, snapshot.now);
    const isSds = found !== undefined && secretType(found) === SDS_TYPE;
    if (pair?.state !== 'valid' || isSds)
      return { ref, secret, field: `${field}[${i}]`, problem: undefined, names: isSds ? undefined : issued, isSds };
    const taken = pair.uses.find((u) => used.has(u));
    if (taken !== undefined)
      return refused({ case: 'sameName', of: { name, domain: taken.slice(taken.indexOf('/') + 1) } });
    for (const u of pair.uses) used.add(u);
    return { ref, secret, field: `${field}[${i}]`, problem: undefined, names: pair.names, isSds };
  });
};
