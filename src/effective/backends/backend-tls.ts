// TLS from the proxies to backends: BackendTLSPolicies and the settings of Backends (backendtlspolicy.go).
import { caAbsence } from '../../diagnostics/findings/backend-texts.ts';
import type { ConditionRule } from '../conditions/condition.ts';
import { concludeFault, type Fault, fault } from '../conditions/fault.ts';
import {
  entries,
  fields,
  GATEWAY_API,
  groupOf,
  isSet,
  type Loose,
  type Ref,
  refOf,
  show,
  text,
} from '../objects/loose-objects.ts';
import { absenceOf } from '../objects/made-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { type CaFault, caFault } from './ca-refs.ts';
import { serviceOf } from './services.ts';

const targetKey = (group: string, kind: string, namespace: string, name: string): string =>
  `${group} ${kind} ${namespace}/${name}`;

const isTlsPolicy = (o: Loose): boolean => groupOf(o) === GATEWAY_API;

/** The first policy of each target and section. */
const firstPolicies = (snapshot: Snapshot): Map<string, Map<string | undefined, Loose>> => {
  const all = new Map<string, Map<string | undefined, Loose>>();
  for (const policy of snapshot.of('BackendTLSPolicy').filter(isTlsPolicy))
    for (const given of entries(fields(policy.spec).targetRefs)) {
      const { group = '', kind = '', name = '', sectionName } = refOf(given);
      const key = targetKey(group, kind, policy.metadata.namespace ?? '', name);
      const known = all.get(key) ?? new Map<string | undefined, Loose>();
      all.set(key, known);
      if (!known.has(sectionName)) known.set(sectionName, policy);
    }
  return all;
};

/** The `sectionName` with which a policy targets the port of a reference (getTargetBackendReference in route.go). */
const sectionOf = (
  snapshot: Snapshot,
  { kind = 'Service', name = '', port }: Ref,
  namespace: string,
): string | undefined => {
  if (port === undefined) return undefined;
  if (kind !== 'Service' && kind !== 'ServiceImport') return String(port);
  const ports = entries(fields(serviceOf(snapshot, kind, namespace, name)?.spec).ports);
  return text(ports.find((p) => p.port === port && text(p.name))?.name);
};

/** The BackendTLSPolicy that applies to a reference: one for its port before one for the whole backend (getBackendTLSPolicy). */
const tlsPolicyOf = (snapshot: Snapshot, ref: Ref, namespace: string): Loose | undefined => {
  const { group = '', kind = 'Service', name = '' } = ref;
  const all = snapshot.index(firstPolicies).get(targetKey(group, kind, namespace, name));
  return all?.get(sectionOf(snapshot, ref, namespace)) ?? all?.get(undefined);
};

const validationOf = (policy: Loose) => fields(fields(policy.spec).validation);
const usesSystem = (settings: Readonly<Record<string, unknown>>): boolean =>
  settings.wellKnownCACertificates === 'System';

const caFaults = (): Map<Loose, CaFault | undefined> => new Map();

/** Why a policy gives no CA (getBackendTLSBundle). */
const policyCaFault = (snapshot: Snapshot, policy: Loose): CaFault | undefined => {
  const all = snapshot.index(caFaults);
  if (all.has(policy)) return all.get(policy);
  const validation = validationOf(policy);
  const found = usesSystem(validation)
    ? undefined
    : caFault(snapshot, policy.metadata.namespace, validation.caCertificateRefs, 'spec.validation.caCertificateRefs');
  all.set(policy, found);
  return found;
};

const INVALID = { type: 'ResolvedRefs', reason: 'InvalidBackendTLS' } as const;

/** TLS from the proxies to a backend. */
export interface BackendTls {
  /** The policy that sets it; undefined: the Backend itself. */
  readonly policy: Loose | undefined;
  readonly sni: string | undefined;
  readonly verified: boolean;
}

/** TLS to a backend, or why it is invalid; undefined: connections are in clear text. */
export type TlsVerdict = { readonly tls: BackendTls } | { readonly fault: Fault } | undefined;

/** TLS to a backend as the objects state it, also if what they refer to is missing; undefined: connections are in clear text. */
export const statedTls = (
  snapshot: Snapshot,
  ref: Ref,
  namespace: string,
  backend: Loose | undefined,
): BackendTls | undefined => {
  const own = fields(backend?.spec).tls;
  const settings = fields(own);
  const policy = tlsPolicyOf(snapshot, ref, namespace);
  if (!policy && !isSet(own)) return undefined;
  const sni = policy ? text(validationOf(policy).hostname) : text(settings.sni);
  return { policy, sni, verified: settings.insecureSkipVerify !== true };
};

/** TLS to the backend of a reference at `field`; `backend`: the object, if the reference is to a Backend (applyBackendTLSSetting). */
export const tlsTo = (
  snapshot: Snapshot,
  ref: Ref,
  namespace: string,
  backend: Loose | undefined,
  field: string,
): TlsVerdict => {
  const invalid = (of: string, problem: CaFault['problem']): TlsVerdict => ({
    fault: fault(INVALID, field, 'InvalidBackendTLS', { case: 'ca', of: { of, problem } }),
  });
  const own = fields(backend?.spec).tls;
  const settings = fields(own);
  const insecure = settings.insecureSkipVerify === true;
  const refs = entries(settings.caCertificateRefs);
  if (backend && !insecure && !usesSystem(settings) && refs.length > 0) {
    const found = caFault(snapshot, backend.metadata.namespace, refs, 'spec.tls.caCertificateRefs');
    if (found) return invalid(show(backend), found.problem);
  }
  const client = backend && clientFault(snapshot, backend, field);
  if (client) return { fault: client };
  const policy = tlsPolicyOf(snapshot, ref, namespace);
  const found = policy && policyCaFault(snapshot, policy);
  if (policy && found) {
    const wrong = fault(INVALID, field, 'InvalidBackendTLS', {
      case: 'ca',
      of: { of: show(policy), problem: found.problem },
    });
    // What only may be missing is reported once, at the policy.
    return { fault: { ...wrong, isSecond: caAbsence(found.problem) === 'unknown' } };
  }
  if (!policy && !isSet(own)) return undefined;
  if (backend && !policy && !insecure && !usesSystem(settings) && refs.length === 0)
    return { fault: fault(INVALID, field, 'InvalidBackendTLS', { case: 'noCa', of: { backend: show(backend) } }) };
  const tls = statedTls(snapshot, ref, namespace, backend);
  return tls && { tls };
};

/** The certificate with which proxies authenticate to a Backend (processClientTLSSettings). */
const clientFault = (snapshot: Snapshot, backend: Loose, field: string): Fault | undefined => {
  const { clientCertificateRef } = fields(fields(backend.spec).tls);
  const name = text(fields(clientCertificateRef).name);
  const { namespace } = backend.metadata;
  if (name === undefined || snapshot.find('', 'Secret', namespace, name)) return undefined;
  const absence = absenceOf(snapshot, '', 'Secret', namespace, name);
  if (absence === undefined) return undefined;
  return fault(INVALID, field, 'InvalidBackendTLS', { case: 'client', of: { name, namespace, absence } });
};

/**
 * BackendTLSPolicies without a CA (processBackendTLSPolicy in backendtlspolicy.go). Envoy Gateway sets both conditions, and only on a
 * policy whose target a route refers to.
 */
export const backendTlsPolicies: ConditionRule = (snapshot, conclude) => {
  for (const policy of snapshot.of('BackendTLSPolicy')) {
    const found = isTlsPolicy(policy) ? policyCaFault(snapshot, policy) : undefined;
    if (!found) continue;
    const own = fault(
      { type: 'Accepted', reason: 'NoValidCACertificate' },
      found.field,
      'NoValidCACertificate',
      found.problem,
    );
    concludeFault(conclude, policy, own);
    const reason = found.problem.case === 'kind' ? 'InvalidKind' : 'InvalidCACertificateRef';
    concludeFault(conclude, policy, own, { type: 'ResolvedRefs', reason, isSecond: true });
  }
};
