// Where the certificates of our own output come from: a Secret, an issuer of cert-manager, or what generate made for it.
import type { Listener } from '../../../effective/listeners/listeners.ts';
import { fields, type Loose, refOf, text } from '../../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../../effective/snapshot.ts';
import type { SourceNode } from '../../source/source-node.ts';
import type { SourceObjects } from '../source-objects.ts';

/** Keys of `tls`, with their sources. */
export interface CertificateSource {
  readonly value: Readonly<Record<string, unknown>>;
  readonly from: readonly SourceNode[];
}

/** The certificate of a listener. */
export interface HostCertificate extends CertificateSource {
  readonly listener: Listener;
  /** The name of its Secret. */
  readonly ref: SourceNode;
}

const CERT_MANAGER = 'cert-manager.io';
const STAGING = /staging/;

const ofAcme = (issuer: Loose, name: unknown, at: readonly SourceNode[], source: SourceObjects): CertificateSource => {
  const { email, server } = fields(fields(issuer.spec).acme);
  return {
    value: { issuer: name, acme: { email, ...(STAGING.test(String(server)) && { server: 'staging' }) } },
    from: [...at, ...source.from(issuer, 'spec.acme.email', 'spec.acme.server')],
  };
};

/** The source of the certificate in a Secret. */
export const certificateSource = (
  snapshot: Snapshot,
  source: SourceObjects,
  namespace: string | undefined,
  secret: SourceNode,
): CertificateSource => {
  const name = secret.text ?? '';
  const certificate = snapshot
    .of('Certificate')
    .find((c) => c.metadata.namespace === namespace && text(fields(c.spec).secretName) === name);
  if (!certificate) return { value: { secret: name }, from: [secret] };
  const { kind = 'Issuer', name: issuerName = '' } = refOf(fields(certificate.spec).issuerRef);
  const at = source.from(certificate, 'spec.issuerRef.kind', 'spec.issuerRef.name');
  const issuer = snapshot.find(CERT_MANAGER, kind, kind === 'Issuer' ? namespace : undefined, issuerName);
  const spec = fields(issuer?.spec);
  if (issuer && spec.selfSigned !== undefined)
    return { value: { selfSigned: true }, from: source.from(issuer, 'spec.selfSigned') };
  const value = kind === 'ClusterIssuer' ? issuerName : { kind: 'Issuer', name: issuerName };
  if (issuer && spec.acme !== undefined) return ofAcme(issuer, value, at, source);
  return { value: { issuer: value }, from: at };
};
