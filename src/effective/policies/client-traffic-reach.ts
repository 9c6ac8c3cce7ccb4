// The listeners that a ClientTrafficPolicy applies to, and the listeners that share a port with them.
import { groupBy } from '../../values/group-by.ts';
import { classOf, isMerged } from '../gateways/controllers.ts';
import { gatewayListeners, gatewayOf, isDuplicate } from '../listeners/listener-sets.ts';
import { type Listener, listenersNamed, listenersOf } from '../listeners/listeners.ts';
import { verdictOf } from '../listeners/verdicts.ts';
import { fields, type Loose, text } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';

const KIND = 'ClientTrafficPolicy';

/** A target of a policy with the listeners to which the policy applies there. */
export interface Reach {
  readonly target: Loose;
  readonly section: string | undefined;
  /** Of the policy: `spec.targetRefs[0]`. */
  readonly field: string;
  readonly listeners: readonly Listener[];
}

/** Whether no more specific policy applies to a listener: one of the listener, or one of its ListenerSet. */
const isFree = (snapshot: Snapshot, target: Loose, { owner, name }: Listener): boolean => {
  if (snapshot.attachments.exactly(owner, KIND, name).length > 0) return false;
  return owner === target || snapshot.attachments.exactly(owner, KIND).length === 0;
};

/** Where a policy applies (ProcessClientTrafficPolicies in clienttrafficpolicy.go); targets that another policy has are left out. */
export const reachOf = (snapshot: Snapshot, policy: Loose): Reach[] =>
  snapshot.attachments.targetsOfPolicy(policy).flatMap(({ object, holder, section, field }): Reach[] => {
    if (!object || holder) return [];
    if (section !== undefined)
      return [{ target: object, section, field, listeners: listenersNamed(object, section).slice(0, 1) }];
    const all = object.kind === 'Gateway' ? gatewayListeners(snapshot, object) : listenersOf(object);
    return [{ target: object, section, field, listeners: all.filter((l) => isFree(snapshot, object, l)) }];
  });

/** What has its own proxies: a Gateway, or all Gateways of a class that are merged. */
const proxiesKey = (snapshot: Snapshot, gateway: Loose): string => {
  const { namespace, name } = gateway.metadata;
  const merged = isMerged(snapshot, classOf(snapshot, gateway));
  return merged ? `class ${text(fields(gateway.spec).gatewayClassName)}` : `${namespace}/${name}`;
};

/** The HTTP listeners on one port of the same proxies that are served, and how many each Gateway and each object has of them. */
interface OnPort {
  readonly listeners: readonly Listener[];
  readonly ofGateway: ReadonlyMap<Loose, number>;
  readonly ofOwner: ReadonlyMap<Loose, number>;
}

const counts = (owners: Iterable<Loose>): Map<Loose, number> => {
  const all = new Map<Loose, number>();
  for (const owner of owners) all.set(owner, (all.get(owner) ?? 0) + 1);
  return all;
};

const gatewayOfListener = (snapshot: Snapshot, { owner }: Listener): Loose => gatewayOf(snapshot, owner) ?? owner;

const portKey = (snapshot: Snapshot, listener: Listener): string =>
  `${proxiesKey(snapshot, gatewayOfListener(snapshot, listener))} ${listener.port}`;

const byPort = (snapshot: Snapshot): Map<string, OnPort> => {
  const served = snapshot
    .of('Gateway')
    .filter((gateway) => !isDuplicate(snapshot, gateway))
    .flatMap((gateway) => gatewayListeners(snapshot, gateway))
    .filter((l) => l.protocol === 'HTTP' && verdictOf(snapshot, l)?.served !== 'no');
  return new Map(
    [...groupBy(served, (l) => portKey(snapshot, l))].map(([key, listeners]) => [
      key,
      {
        listeners,
        ofGateway: counts(listeners.map((l) => gatewayOfListener(snapshot, l))),
        ofOwner: counts(listeners.map((l) => l.owner)),
      },
    ]),
  );
};

/** Number of listeners that a text names. */
const MOST_NAMES = 5;

/**
 * The first HTTP listeners on the port of a listener that a policy would change too, although it does not apply to them
 * (validatePortOverlapForClientTrafficPolicy); none: the port is its own. Each TLS listener has its own filter chain.
 */
export const alsoChanged = (
  snapshot: Snapshot,
  { target, section }: Pick<Reach, 'target' | 'section'>,
  listener: Listener,
): Listener[] => {
  if (listener.protocol !== 'HTTP') return [];
  const onPort = snapshot.index(byPort).get(portKey(snapshot, listener));
  if (!onPort) return [];
  const { listeners, ofGateway, ofOwner } = onPort;
  const isOwn = (l: Listener): boolean => {
    if (section !== undefined) return l === listener;
    return target.kind === 'Gateway' ? gatewayOfListener(snapshot, l) === target : l.owner === target;
  };
  const own = section !== undefined ? 1 : ((target.kind === 'Gateway' ? ofGateway : ofOwner).get(target) ?? 0);
  if (own >= listeners.length) return [];
  const others: Listener[] = [];
  for (const l of listeners) {
    if (others.length === MOST_NAMES) break;
    if (!isOwn(l)) others.push(l);
  }
  return others;
};
