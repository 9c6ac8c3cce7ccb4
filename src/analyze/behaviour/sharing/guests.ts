import { ownGateways } from '../../../effective/gateways/controllers.ts';
import { listenerSetsOf } from '../../../effective/listeners/listener-sets.ts';
import { listenersOf } from '../../../effective/listeners/listeners.ts';
import {
  entries,
  type Fields,
  fields,
  GATEWAY_API,
  groupOf,
  type Loose,
} from '../../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../../effective/snapshot.ts';
import type { Check } from '../../check.ts';
import { served } from './served.ts';

const has = (list: unknown, ...any: string[]): boolean => Array.isArray(list) && any.some((v) => list.includes(v));

/** Whether an admission rule covers CREATE and UPDATE of routes of a kind. */
const covers = (rule: Fields, resource: string): boolean =>
  has(rule.apiGroups, GATEWAY_API, '*') &&
  has(rule.resources, resource, '*', '*/*') &&
  (has(rule.operations, '*') || (has(rule.operations, 'CREATE') && has(rule.operations, 'UPDATE')));

/** The ValidatingAdmissionPolicies with a binding that denies; one without such a binding refuses nothing. */
const bound = (snapshot: Snapshot): Set<unknown> =>
  new Set(
    snapshot
      .of('ValidatingAdmissionPolicyBinding')
      .filter((b) => has(fields(b.spec).validationActions, 'Deny'))
      .map((b) => fields(b.spec).policyName),
  );

/** Other tools that can refuse a route; their rules are not evaluated here. */
const OTHERS = /(^|\.)(kyverno\.io|gatekeeper\.sh)$/;

/** Whether any object may restrict the paths of routes of a kind: `httproutes`, `grpcroutes`. */
const restricted = (snapshot: Snapshot, resource: string, denying = bound(snapshot)): boolean =>
  snapshot.of('ValidatingAdmissionPolicy').some((p) => {
    const { resourceRules, excludeResourceRules } = fields(fields(p.spec).matchConstraints);
    return (
      entries(resourceRules).some((r) => covers(r, resource)) &&
      !entries(excludeResourceRules).some((r) => covers(r, resource)) &&
      denying.has(p.metadata.name)
    );
  }) ||
  snapshot
    .of('ValidatingWebhookConfiguration')
    .some((c) =>
      entries((c as Loose & { webhooks?: unknown }).webhooks).some((w) =>
        entries(w.rules).some((r) => covers(r, resource)),
      ),
    ) ||
  snapshot.objects.some(
    (o) =>
      OTHERS.test(groupOf(o)) &&
      JSON.stringify(o.spec ?? {})
        .toLowerCase()
        .includes(resource.slice(0, -1)),
  );

/** The other namespaces from which each listener accepts routes, and the kinds, by `GATEWAY LISTENER`. */
const guestsOf = (snapshot: Snapshot): Map<string, { namespaces: Set<string>; kinds: Set<string> }> => {
  const found = new Map<string, { namespaces: Set<string>; kinds: Set<string> }>();
  for (const { route, namespace, listeners } of served(snapshot))
    for (const l of listeners) {
      if (l.namespace === undefined || l.namespace === namespace) continue;
      const id = `${l.gateway} ${l.name}`;
      const known = found.get(id) ?? { namespaces: new Set(), kinds: new Set() };
      known.namespaces.add(namespace);
      known.kinds.add(route.kind);
      found.set(id, known);
    }
  return found;
};

/** Listeners that accept routes of every namespace, and Gateways that restrict namespaces but not their paths. */
export const guests: Check = (snapshot, report) => {
  const all = guestsOf(snapshot);
  const asked = new Map<string, boolean>();
  const isRestricted = (resource: string): boolean => {
    const known = asked.get(resource) ?? restricted(snapshot, resource);
    asked.set(resource, known);
    return known;
  };
  // The owner of a ListenerSet decides whose routes its listeners accept.
  for (const owner of ownGateways(snapshot).flatMap((gateway) => [gateway, ...listenerSetsOf(snapshot, gateway)])) {
    const namespaces = new Set<string>();
    const kinds = new Set<string>();
    let at: string | undefined;
    for (const l of listenersOf(owner)) {
      const here = all.get(`${l.gateway} ${l.name}`);
      const field = `${l.field}.allowedRoutes`;
      if (l.from === 'All')
        report('RoutesFromAllNamespaces', owner, field, { namespaces: here && [...here.namespaces].sort() });
      if (!here) continue;
      at ??= field;
      for (const n of here.namespaces) namespaces.add(n);
      for (const k of here.kinds) kinds.add(k);
    }
    const open = [...kinds].map((k) => `${k.toLowerCase()}s`).filter((r) => !isRestricted(r));
    if (at !== undefined && namespaces.size > 1 && open.length > 0)
      report('PathsUnrestricted', owner, at, { namespaces: [...namespaces].sort(), resources: open.sort() });
  }
};
