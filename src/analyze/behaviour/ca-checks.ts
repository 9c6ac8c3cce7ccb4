import { caOf } from '../../effective/backends/ca-refs.ts';
import { entries, fields, type Loose, refOf } from '../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { Check, Report } from '../check.ts';

const PEM = /-----BEGIN [A-Z ]*CERTIFICATE-----/;

/** Reports references to a CA that Envoy cannot read: Envoy Gateway sends it unread (getCaCertsFromCARefs in backendtlspolicy.go). */
const checkRefs = (snapshot: Snapshot, report: Report, owner: Loose, refs: unknown, field: string): void => {
  for (const [i, given] of entries(refs).entries()) {
    const { kind = '', name = '' } = refOf(given);
    if (kind !== 'ConfigMap' && kind !== 'Secret') continue;
    const found = snapshot.find('', kind, owner.metadata.namespace, name) as (Loose & { type?: unknown }) | undefined;
    const ca = found && found.type !== 'gateway.envoyproxy.io/sds' ? caOf(found)?.value : undefined;
    if (ca !== undefined && ca !== '' && !PEM.test(ca)) report('CaNotPem', owner, `${field}[${i}]`, { kind, name });
  }
};

/** CA certificates for backends that are not PEM. */
export const backendCas: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTLSPolicy')) {
    const { caCertificateRefs } = fields(fields(policy.spec).validation);
    checkRefs(snapshot, report, policy, caCertificateRefs, 'spec.validation.caCertificateRefs');
  }
  for (const backend of snapshot.of('Backend'))
    checkRefs(
      snapshot,
      report,
      backend,
      fields(fields(backend.spec).tls).caCertificateRefs,
      'spec.tls.caCertificateRefs',
    );
};
