// The listeners that a ClientTrafficPolicy applies to, and the listeners that share a port with them.
import { groupBy } from '../../values/group-by.ts';
import { classOf, isMerged } from '../listeners/controllers.ts';
import { gatewayListeners, gatewayOf } from '../listeners/listener-sets.ts';
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

/** HTTP listeners that are served, by their proxies and port. */
const byPort = (snapshot: Snapshot): Map<string, Listener[]> =>
  groupBy(
    snapshot
      .of('Gateway')
      .flatMap((gateway) => gatewayListeners(snapshot, gateway))
      .filter((l) => l.protocol === 'HTTP' && verdictOf(snapshot, l)?.served !== 'no'),
    (l) => `${proxiesKey(snapshot, gatewayOf(snapshot, l.owner) ?? l.owner)} ${l.port}`,
  );

/**
 * The HTTP listeners on the port of a listener that a policy would change too, although it does not apply to them
 * (validatePortOverlapForClientTrafficPolicy). Each TLS listener has its own filter chain.
 */
export const alsoChanged = (
  snapshot: Snapshot,
  { target, section }: Pick<Reach, 'section' | 'target'>,
  listener: Listener,
): Listener[] => {
  if (listener.protocol !== 'HTTP') return [];
  const gateway = gatewayOf(snapshot, listener.owner);
  if (!gateway) return [];
  const onPort = snapshot.index(byPort).get(`${proxiesKey(snapshot, gateway)} ${listener.port}`) ?? [];
  return onPort.filter((l) => {
    if (l === listener) return false;
    if (section !== undefined) return true;
    return target.kind === 'Gateway' ? gatewayOf(snapshot, l.owner) !== target : l.owner !== target;
  });
};
