// TLS of a whole Gateway: how it verifies clients, and its own certificate for backends (ProcessGatewayTLS in listener.go).
import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import type { CaProblem } from '../../diagnostics/findings/backend-texts.ts';
import { caAbsence } from '../../diagnostics/findings/backend-texts.ts';
import { caFault } from '../backends/ca-refs.ts';
import { deniedReference } from '../objects/granted.ts';
import { entries, type Fields, fields, type Loose, refOf } from '../objects/loose-objects.ts';
import { absenceOf } from '../objects/made-objects.ts';
import { contentOf } from '../objects/object-data.ts';
import type { Snapshot } from '../snapshot.ts';

type NotPermitted = ValuesOf<'RefNotPermitted'>;

/** A fault of a reference. */
export type TlsFault =
  | { readonly field: string; readonly code: 'InvalidCACertificateRef'; readonly values: CaProblem }
  | { readonly field: string; readonly code: 'RefNotPermitted'; readonly values: NotPermitted }
  | {
      readonly field: string;
      readonly code: 'InvalidClientCertificateRef';
      readonly values: ValuesOf<'InvalidClientCertificateRef'>;
    };

/** Whether it is certain that the reference cannot be used. */
export const isCertain = (fault: TlsFault): boolean => {
  if (fault.code === 'InvalidCACertificateRef') return caAbsence(fault.values) === 'certain';
  if (fault.code === 'RefNotPermitted') return !fault.values.mayExist;
  return fault.values.case !== 'missing' || fault.values.of.absence === 'certain';
};

/** The first fault of a list of CA certificates. */
const caOf = (snapshot: Snapshot, gateway: Loose, validation: Fields, field: string): TlsFault | undefined => {
  const refs = entries(validation.caCertificateRefs);
  const own = gateway.metadata.namespace ?? '';
  for (const [i, given] of refs.entries()) {
    const denied = deniedReference(snapshot, gateway, refOf(given));
    if (denied) return { field: `${field}[${i}]`, code: 'RefNotPermitted', values: denied };
  }
  const places = new Set(refs.map((r) => refOf(r).namespace ?? own));
  let empty: TlsFault | undefined;
  let valid = false;
  for (const place of places) {
    // Entries of other namespaces become empty, so that the others keep their index.
    const here = refs.map((r) => ((refOf(r).namespace ?? own) === place ? r : {}));
    const found = caFault(snapshot, place, here, field);
    if (!found) valid = true;
    else {
      const fault: TlsFault = { field: found.field, code: 'InvalidCACertificateRef', values: found.problem };
      if (found.problem.case !== 'kind' && found.problem.case !== 'empty') return fault;
      empty ??= fault;
    }
  }
  return valid ? undefined : empty;
};

/** How a Gateway verifies clients: the fault of its default, and of each port with its own settings (undefined: none). */
export interface ClientValidation {
  readonly byDefault: TlsFault | undefined;
  readonly byPort: ReadonlyMap<number, TlsFault | undefined>;
}

/** `tls.frontend` of a Gateway. */
export const clientValidation = (snapshot: Snapshot, gateway: Loose): ClientValidation => {
  const frontend = fields(fields(fields(gateway.spec).tls).frontend);
  const at = 'spec.tls.frontend';
  const faultOf = (validation: unknown, field: string): TlsFault | undefined =>
    validation === undefined || validation === null
      ? undefined
      : caOf(snapshot, gateway, fields(validation), `${field}.validation.caCertificateRefs`);
  return {
    byDefault: faultOf(fields(frontend.default).validation, `${at}.default`),
    byPort: new Map(
      entries(frontend.perPort).flatMap(({ port, tls }, i) =>
        typeof port === 'number' ? [[port, faultOf(fields(tls).validation, `${at}.perPort[${i}].tls`)] as const] : [],
      ),
    ),
  };
};

/** `tls.backend` of a Gateway: the certificate with which its proxies authenticate to backends. */
export const backendCertificateFault = (snapshot: Snapshot, gateway: Loose): TlsFault | undefined => {
  const given = fields(fields(fields(gateway.spec).tls).backend).clientCertificateRef;
  if (given === undefined || given === null) return undefined;
  const field = 'spec.tls.backend.clientCertificateRef';
  const code = 'InvalidClientCertificateRef';
  const { group = '', kind = 'Secret', name = '', namespace = gateway.metadata.namespace ?? '' } = refOf(given);
  if (kind !== 'Secret' || group !== '') return { field, code, values: { case: 'kind', of: { kind, group } } };
  const denied = deniedReference(snapshot, gateway, { group, kind, namespace, name });
  if (denied) return { field, code: 'RefNotPermitted', values: denied };
  const secret = snapshot.find('', 'Secret', namespace, name);
  if (!secret) {
    const absence = absenceOf(snapshot, '', 'Secret', namespace, name);
    return absence && { field, code, values: { case: 'missing', of: { kind, name, namespace, absence } } };
  }
  const isAbsent = (key: string): boolean => contentOf(secret, key).state === 'absent';
  return isAbsent('tls.crt') || isAbsent('tls.key')
    ? { field, code, values: { case: 'incomplete', of: { name } } }
    : undefined;
};
