// What Envoy Gateway concludes about all listeners (ProcessListeners in listener.go).

import { certaintyOf } from '../../diagnostics/findings/certificate-findings.ts';
import { listed } from '../../diagnostics/shown.ts';
import { groupBy } from '../../values/group-by.ts';
import { certificatesOf } from '../certificates/certificates.ts';
import { ADDRESS_TYPES, classOf, controllerOf, isMerged } from '../gateways/controllers.ts';
import { gatewayFault, isSure } from '../gateways/gateway-parameters.ts';
import { clientValidation, isCertain } from '../gateways/gateway-tls.ts';
import { entries, fields, GATEWAY_API, groupOf, type Loose, text } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { checkConflicts, checkMerged } from './conflicts.ts';
import { overlap } from './host-names.ts';
import { admissionOf, gatewayListeners, gatewayOf, isDuplicate } from './listener-sets.ts';
import { type Listener, listenersOf } from './listeners.ts';
import { checkOverlaps } from './overlaps.ts';
import { checkSpec } from './spec-rules.ts';
import { ListenerVerdict } from './verdict.ts';

/** How certain it is that a fault refuses a listener. */
const refuseFor = (verdict: ListenerVerdict, certain: boolean): void => {
  if (certain) verdict.invalid();
  else verdict.uncertain();
};

/** The certificates, and whether the listener can be served with them. */
const checkCertificates = (snapshot: Snapshot, verdict: ListenerVerdict): void => {
  const { protocol, tls, field, owner } = verdict.listener;
  if ((protocol !== 'HTTPS' && protocol !== 'TLS') || (tls?.mode ?? 'Terminate') !== 'Terminate') return;
  verdict.certificates = certificatesOf(snapshot, owner, tls?.certificateRefs, `${field}.tls.certificateRefs`);
  const faults = verdict.certificates.flatMap(({ problem, field: at }) => (problem ? [{ problem, at }] : []));
  if (faults.length === 0) return;
  const none = faults.length === verdict.certificates.length;
  const permitted = faults.some(({ problem }) => problem.case !== 'notPermitted');
  const reason = none ? (permitted ? 'InvalidCertificateRef' : 'RefNotPermitted') : 'PartiallyInvalidCertificateRef';
  for (const { problem, at } of faults) {
    const place = { type: 'ResolvedRefs', reason, field: at } as const;
    if (problem.case === 'notPermitted') verdict.add(place, 'RefNotPermitted', problem.of);
    else verdict.add(place, none ? 'InvalidCertificateRef' : 'PartiallyInvalidCertificateRef', problem);
  }
  if (!none) return;
  refuseFor(
    verdict,
    faults.every(({ problem }) => certaintyOf(problem) === 'certain'),
  );
};

/** A certificate for other names than the hostname. The controller allows it, clients do not. */
const checkNames = (verdict: ListenerVerdict): void => {
  const { hostname, field } = verdict.listener;
  const usable = verdict.certificates.filter((c) => !c.problem);
  if (hostname === undefined || usable.length === 0) return;
  const names = usable.flatMap((c) => c.names ?? []);
  if (usable.some((c) => c.names === undefined || c.names.length === 0)) return;
  if (names.some((n) => overlap(hostname, n))) return;
  const at = { type: 'Warning', reason: 'CertificateNameMismatch', field: `${field}.hostname` } as const;
  verdict.note(at, 'CertificateNameMismatch', { hostname, secret: usable[0]!.secret, names: listed(names) });
};

/** Faults of the whole Gateway, which are reported on it: parameters, addresses, and the CA by which it verifies clients. */
const checkGateway = (snapshot: Snapshot, gateway: Loose, verdicts: readonly ListenerVerdict[]): void => {
  const parameters = gatewayFault(snapshot, gateway);
  const isRefused = entries(fields(gateway.spec).addresses).some(
    (a) => !ADDRESS_TYPES.includes(text(a.type) ?? 'IPAddress'),
  );
  if (parameters || isRefused)
    for (const v of verdicts) v.refuse(isRefused || (parameters !== undefined && isSure(parameters)));
  const { byDefault, byPort } = clientValidation(snapshot, gateway);
  for (const v of verdicts) {
    const { port, protocol } = v.listener;
    const fault = port !== undefined && byPort.has(port) ? byPort.get(port) : byDefault;
    if (fault && protocol === 'HTTPS') refuseFor(v, isCertain(fault));
  }
};

const isGatewayApi = (o: Loose): boolean => groupOf(o) === GATEWAY_API;

/** The verdict about a listener without the others. */
const verdictAlone = (snapshot: Snapshot, gateway: Loose, listener: Listener): ListenerVerdict => {
  const verdict = new ListenerVerdict(listener);
  if (listener.owner !== gateway && admissionOf(snapshot, gateway, listener.owner) === 'unknown') verdict.uncertain();
  checkSpec(verdict, controllerOf(snapshot, gateway) === 'own');
  checkCertificates(snapshot, verdict);
  checkNames(verdict);
  return verdict;
};

/** ListenerSets that occur twice: each is validated, and only the first takes part in conflicts. */
const alternatives = (snapshot: Snapshot): ListenerVerdict[] =>
  snapshot.of('ListenerSet').flatMap((set) => {
    const gateway = isGatewayApi(set) && isDuplicate(snapshot, set) ? gatewayOf(snapshot, set) : undefined;
    if (!gateway || controllerOf(snapshot, gateway) === 'foreign') return [];
    return listenersOf(set).map((listener) => verdictAlone(snapshot, gateway, listener));
  });

const compute = (snapshot: Snapshot): Map<Listener, ListenerVerdict> => {
  const gateways = snapshot.of('Gateway').filter((g) => isGatewayApi(g) && controllerOf(snapshot, g) !== 'foreign');
  const all = new Map<Listener, ListenerVerdict>();
  const byGateway = new Map<Loose, ListenerVerdict[]>();
  for (const gateway of gateways) {
    const verdicts = gatewayListeners(snapshot, gateway).map((listener) => verdictAlone(snapshot, gateway, listener));
    for (const verdict of verdicts) all.set(verdict.listener, verdict);
    byGateway.set(gateway, verdicts);
    checkGateway(snapshot, gateway, verdicts);
    checkConflicts(verdicts);
  }
  for (const group of sharing(snapshot, gateways)) {
    const verdicts = group.flatMap((g) => byGateway.get(g) ?? []);
    if (group.length > 1) checkMerged(verdicts);
    checkOverlaps(snapshot, verdicts);
  }
  for (const verdict of alternatives(snapshot)) all.set(verdict.listener, verdict);
  return all;
};

/** Gateways in groups that share their proxies. */
const sharing = (snapshot: Snapshot, gateways: readonly Loose[]): Loose[][] => [
  ...groupBy(gateways, (gateway) => {
    const name = text(fields(gateway.spec).gatewayClassName);
    const merged = isMerged(snapshot, classOf(snapshot, gateway)) && !isDuplicate(snapshot, gateway);
    return merged ? `class ${name}` : gateway;
  }).values(),
];

/** The verdicts about all listeners of Gateways that are not another controller's; computed once. */
export const verdictsOf = (snapshot: Snapshot): ReadonlyMap<Listener, ListenerVerdict> => snapshot.index(compute);

/** The verdict about a listener; undefined: it has no Gateway among the objects, or one of another controller. */
export const verdictOf = (snapshot: Snapshot, listener: Listener): ListenerVerdict | undefined =>
  verdictsOf(snapshot).get(listener);
