// Listeners that exclude each other: by protocol, by hostname, and across merged Gateways.
import { groupBy } from '../../values/group-by.ts';
import { listenerName } from './listener-sets.ts';
import type { ListenerVerdict } from './verdict.ts';

const isOfSet = ({ listener }: ListenerVerdict): boolean => listener.owner.kind === 'ListenerSet';
/** HTTPS and TLS can be on the same port (getProtocolForListener in validate.go). */
const protocolOf = ({ listener: { protocol = '' } }: ListenerVerdict): string =>
  protocol === 'HTTPS' || protocol === 'TLS' ? 'HTTPS/TLS' : protocol;

const byPort = (verdicts: Iterable<ListenerVerdict>): Map<number | undefined, ListenerVerdict[]> =>
  groupBy(verdicts, (v) => v.listener.port);

/** Number of listeners that a text names; comparing with all would take quadratic time. */
const MOST_NAMES = 5;

const others = (verdict: ListenerVerdict, all: readonly ListenerVerdict[]): string => {
  const names = all
    .slice(0, MOST_NAMES + 1)
    .filter((v) => v !== verdict)
    .slice(0, MOST_NAMES)
    .map((v) => listenerName(v.listener));
  const more = all.length - 1 - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

/**
 * Whether listeners certainly conflict. A listener without its certificate takes part in no conflict; the certificate may be in the
 * cluster. Decided once for each list, before the first of its conflicts.
 */
const areCertain = (all: readonly ListenerVerdict[]): boolean => {
  const known = certainty.get(all) ?? all.every((v) => !v.specUnknown);
  certainty.set(all, known);
  return known;
};
const certainty = new WeakMap<readonly ListenerVerdict[], boolean>();

const protocolConflict = (verdict: ListenerVerdict, all: readonly ListenerVerdict[]): void => {
  verdict.conflict('ProtocolConflict', others(verdict, all), areCertain(all));
  verdict.protocolConflicted = true;
};

/** On one port, protocols must be compatible (validateConflictedProtocolsListeners in validate.go). */
const checkPort = (onPort: readonly ListenerVerdict[]): void => {
  const all = onPort.filter((v) => protocolOf(v) !== 'UDP');
  if (new Set(all.map(protocolOf)).size <= 1) return;
  const ofGateways = new Set(all.filter((v) => !isOfSet(v)).map(protocolOf));
  if (ofGateways.size > 1) {
    for (const v of all) protocolConflict(v, all);
    return;
  }
  // A ListenerSet that disagrees with itself has no winner, unless a Gateway decides.
  const bySet = groupBy(all.filter(isOfSet), (v) => v.listener.gateway);
  const divided = new Set([...bySet].filter(([, list]) => new Set(list.map(protocolOf)).size > 1).map(([set]) => set));
  let winner = [...ofGateways][0];
  for (const v of all) {
    if (isOfSet(v) && ofGateways.size === 0 && divided.has(v.listener.gateway)) protocolConflict(v, all);
    else if (winner === undefined) winner = protocolOf(v);
    else if (protocolOf(v) !== winner) protocolConflict(v, all);
  }
};

/** On one port, hostnames must be unique (validateConflictedHostnameListeners in validate.go). */
const checkHostname = (same: readonly ListenerVerdict[]): void => {
  if (same.length < 2) return;
  const ofGateway = same.filter((v) => !isOfSet(v));
  const sets = same.filter(isOfSet).map((v) => v.listener.gateway);
  const noSetWins = new Set(sets).size < sets.length;
  const certain = areCertain(same);
  let winner: ListenerVerdict | undefined;
  if (ofGateway.length === 1) winner = ofGateway[0];
  else if (ofGateway.length === 0 && !noSetWins) winner = same[0];
  for (const v of same) if (v !== winner) v.conflict('HostnameConflict', others(v, same), certain);
};

const LAYER_4 = ['TCP', 'UDP'];

/** Listeners of TCP or UDP cannot share a port (validateConflictedLayer4Listeners in validate.go). */
const checkLayer4 = (onPort: readonly ListenerVerdict[]): void => {
  for (const protocol of LAYER_4) {
    const same = onPort.filter((v) => v.listener.protocol === protocol);
    for (const v of same.slice(1)) v.conflict('ProtocolConflict', others(v, same), areCertain(same));
  }
};

/** Listeners that are wrong by themselves are in no conflict; a port that is not known is equal to no other. */
const takesPart = ({ specValid, listener }: ListenerVerdict): boolean => specValid && listener.port !== undefined;

/** Conflicts between the listeners of one Gateway. */
export const checkConflicts = (verdicts: readonly ListenerVerdict[]): void => {
  for (const onPort of byPort(verdicts.filter(takesPart)).values()) {
    if (onPort.length < 2) continue;
    checkPort(onPort);
    const layer7 = onPort.filter((v) => !LAYER_4.includes(v.listener.protocol ?? '') && !v.protocolConflicted);
    for (const same of groupBy(layer7, (v) => v.listener.hostname).values()) checkHostname(same);
    checkLayer4(onPort);
  }
};

/** Conflicts between the listeners of Gateways that share their proxies (validateConflictedMergedListeners in validate.go). */
export const checkMerged = (verdicts: readonly ListenerVerdict[]): void => {
  const valid = verdicts.filter(takesPart);
  for (const onPort of byPort(valid).values()) checkPort(onPort);
  const taken = groupBy(valid, ({ listener: l }) => `${l.protocol} ${l.hostname ?? ''} ${l.port}`);
  for (const same of taken.values())
    for (const v of same.slice(1)) v.conflict('HostnameConflict', others(v, same), areCertain(same));
};
