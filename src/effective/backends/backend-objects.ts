// Whether Envoy Gateway accepts a Backend (validateBackend in backend.go).
import type { ConditionRule } from '../conditions/condition.ts';
import { concludeFault, type Fault, fault } from '../conditions/fault.ts';
import { controllerConfig } from '../controller-config.ts';
import {
  ENVOY_GATEWAY,
  entries,
  type Fields,
  fields,
  groupOf,
  isSet,
  type Loose,
  text,
} from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { addressProblem, hostnameProblem } from './addresses.ts';

/** How the refusal of a Backend is reported on the Backend; its routes name the specific reason instead. */
const ACCEPTED = { type: 'Accepted', reason: 'Invalid' } as const;

const isBackend = (o: Loose): boolean => o.kind === 'Backend' && groupOf(o) === ENVOY_GATEWAY;
export const isDynamicResolver = (backend: Loose): boolean => fields(backend.spec).type === 'DynamicResolver';

/** Why Envoy Gateway does not accept a Backend; undefined: it does. */
export const backendFault = (snapshot: Snapshot, backend: Loose): Fault | undefined => {
  const all = snapshot.index(faultsByBackend);
  if (!all.has(backend)) all.set(backend, decide(snapshot, backend));
  return all.get(backend);
};

const faultsByBackend = (): Map<Loose, Fault | undefined> => new Map();

const decide = (snapshot: Snapshot, backend: Loose): Fault | undefined => {
  const endpoints = entries(fields(backend.spec).endpoints);
  if (isDynamicResolver(backend) && endpoints.length > 0)
    return fault(ACCEPTED, 'spec.endpoints', 'InvalidBackendRef', { case: 'endpoints' });
  const tls = tlsFault(snapshot, backend);
  if (tls) return tls;
  const { onHost } = controllerConfig(snapshot);
  for (const [i, endpoint] of endpoints.entries()) {
    const { hostname, fqdn, ip } = endpoint;
    const field = `spec.endpoints[${i}]`;
    const [own, name, address] = [text(hostname), text(fields(fqdn).hostname), text(fields(ip).address)];
    const problems = [
      ['hostname', own === undefined ? undefined : hostnameProblem(own, onHost)],
      ['fqdn.hostname', name === undefined ? undefined : hostnameProblem(name, onHost)],
      ['ip.address', name !== undefined || address === undefined ? undefined : addressProblem(address, onHost)],
    ] as const;
    for (const [key, problem] of problems)
      if (problem) return fault(ACCEPTED, `${field}.${key}`, 'InvalidBackendAddress', problem);
  }
  return undefined;
};

/** The TLS settings must name a CA, or policies must name one for each port (validateBackendTLSSettings). */
const tlsFault = (snapshot: Snapshot, backend: Loose): Fault | undefined => {
  const { tls, endpoints } = fields(backend.spec);
  if (!isSet(tls)) return undefined;
  const { insecureSkipVerify, wellKnownCACertificates, caCertificateRefs, clientCertificateRef } = fields(tls);
  const own = isSet(wellKnownCACertificates) || entries(caCertificateRefs).length > 0;
  if (insecureSkipVerify !== true && !own && !hasCaByPolicy(snapshot, backend, entries(endpoints))) {
    const absence = snapshot.absence('gateway.networking.k8s.io', 'BackendTLSPolicy', backend.metadata.namespace);
    return fault(ACCEPTED, 'spec.tls', 'InvalidBackendRef', { case: 'withoutCa', of: { absence } });
  }
  const namespace = text(fields(clientCertificateRef).namespace);
  const here = backend.metadata.namespace;
  if (namespace === undefined || here === undefined || namespace === here) return undefined;
  return fault(ACCEPTED, 'spec.tls.clientCertificateRef.namespace', 'InvalidBackendRef', {
    case: 'clientCertificate',
    of: { namespace, own: here },
  });
};

/** The CAs that policies name for Backends of a name: for the whole Backend, or for ports. */
interface NamedCa {
  whole: boolean;
  readonly ports: Set<string>;
}

/** Policies by the name of the Backend that they target. Envoy Gateway does not compare namespaces here. */
const caByBackend = (snapshot: Snapshot): Map<string, NamedCa> => {
  const all = new Map<string, NamedCa>();
  for (const policy of snapshot.of('BackendTLSPolicy')) {
    const { wellKnownCACertificates, caCertificateRefs } = fields(fields(policy.spec).validation);
    const hasCa = isSet(wellKnownCACertificates) || entries(caCertificateRefs).length > 0;
    for (const target of entries(fields(policy.spec).targetRefs)) {
      if (target.group !== ENVOY_GATEWAY || target.kind !== 'Backend') continue;
      const name = text(target.name) ?? '';
      const known = all.get(name) ?? { whole: false, ports: new Set<string>() };
      all.set(name, known);
      const section = text(target.sectionName);
      if (section !== undefined) known.ports.add(section);
      else if (hasCa) known.whole = true;
    }
  }
  return all;
};

const hasCaByPolicy = (snapshot: Snapshot, backend: Loose, endpoints: readonly Fields[]): boolean => {
  const named = snapshot.index(caByBackend).get(backend.metadata.name);
  if (!named || named.whole) return named !== undefined;
  const ports = endpoints.flatMap((e) => {
    const { port } = fields(e.fqdn ?? e.ip);
    return typeof port === 'number' ? [String(port)] : [];
  });
  return ports.length > 0 && ports.every((port) => named.ports.has(port));
};

/** Backends that Envoy Gateway does not accept (ProcessBackends in backend.go). */
export const backendObjects: ConditionRule = (snapshot, conclude) => {
  const disabled = controllerConfig(snapshot).backends === false;
  for (const backend of snapshot.of('Backend').filter(isBackend)) {
    const found = disabled
      ? fault(ACCEPTED, 'kind', 'ExtensionDisabled', { case: 'kind', of: { kind: 'Backend', key: 'enableBackend' } })
      : backendFault(snapshot, backend);
    // The check of all kinds that are disabled reports these.
    if (found) concludeFault(conclude, backend, found, disabled ? { isSecond: true } : {});
  }
};
