// Which listeners a route attaches to, and why it may not attach to others.
import { listed } from '../../diagnostics/shown.ts';
import { isUnknown } from '../../objects/unknown-value.ts';
import type { Conclude, ConditionRule } from '../conditions/condition.ts';
import { controllerOf, isForeign, pointsToUs, usesEnvoyGateway } from '../gateways/controllers.ts';
import { refusal } from '../listeners/allowed.ts';
import { admissionOf, gatewayOf } from '../listeners/listener-sets.ts';
import { type Listener, listenersNamed, listenersOf } from '../listeners/listeners.ts';
import {
  entries,
  fields,
  GATEWAY_API,
  groupOf,
  type Loose,
  type Ref,
  refOf,
  show,
  text,
} from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';

/** Maximum number of listeners of a Gateway (API server); further ones are not compared with a route without sectionName. */
const MOST = 256;

const isRoute = (o: Loose): boolean => groupOf(o) === GATEWAY_API && o.kind.endsWith('Route');

/** The intersection of a route's hostname and a listener's; undefined: empty. Both may begin with `*.`. */
export const commonHostname = (listener: string | undefined, route: string | undefined): string | undefined => {
  if (listener === undefined || route === undefined) return listener ?? route ?? '*';
  if (listener === route || isUnknown(listener) || isUnknown(route)) return route;
  if (listener.startsWith('*.') && route.endsWith(listener.slice(1))) return route;
  if (route.startsWith('*.') && listener.endsWith(route.slice(1))) return listener;
  return undefined;
};

/** The hostnames of a route; `[undefined]` if it accepts any. */
export const hostnamesOf = (route: Loose): (string | undefined)[] => {
  const given = fields(route.spec).hostnames;
  const names = Array.isArray(given) ? given.filter((h): h is string => typeof h === 'string') : [];
  return names.length > 0 ? names : [undefined];
};

/** A `parentRef` of a route with the listeners that serve the route. */
export interface Attachment {
  readonly ref: Ref;
  /** Of the `parentRef`. */
  readonly field: string;
  readonly listeners: readonly Listener[];
}

const PARENTS = new Set(['Gateway', 'ListenerSet']);
/** Whether Envoy Gateway reads references of routes to parents of this kind (GetReferencedListeners in helpers.go). */
const isParentKind = (group: string, kind: string): boolean => group === GATEWAY_API && PARENTS.has(kind);

/** Whether Envoy Gateway says nothing about the routes of a parent: a Gateway of another controller, a ListenerSet without its Gateway. */
const isIgnored = (snapshot: Snapshot, parent: Loose): boolean => {
  const gateway = gatewayOf(snapshot, parent);
  if (!gateway) return true;
  if (isForeign(snapshot, gateway)) return true;
  return parent !== gateway && admissionOf(snapshot, gateway, parent) === 'refused';
};

/** Whether Envoy Gateway reports on a route: at least one of its parents may be a Gateway of Envoy Gateway. */
export const isReported = (snapshot: Snapshot, route: Loose): boolean =>
  entries(fields(route.spec).parentRefs).some((given) => {
    const { group = GATEWAY_API, kind = 'Gateway', name = '', namespace = route.metadata.namespace } = refOf(given);
    if (!isParentKind(group, kind)) return false;
    const parent = snapshot.find(group, kind, namespace, name);
    return parent === undefined || !isIgnored(snapshot, parent);
  });

/**
 * Whether something among the objects shows that Envoy Gateway serves a route. If not, kinds that Envoy Gateway does not know are
 * probably those of the controller that does.
 */
export const isServedByUs = (snapshot: Snapshot, route: Loose): boolean =>
  entries(fields(route.spec).parentRefs).some((given) => {
    const { group = GATEWAY_API, kind = 'Gateway', name = '', namespace = route.metadata.namespace } = refOf(given);
    if (!isParentKind(group, kind)) return false;
    const parent = snapshot.find(group, kind, namespace, name);
    const gateway = parent && gatewayOf(snapshot, parent);
    return gateway ? controllerOf(snapshot, gateway) === 'own' : usesEnvoyGateway(snapshot);
  });

/**
 * Whether all parents of a route may be served by another controller: nothing among the objects shows that they are Envoy
 * Gateway's. Only what every implementation of Gateway API refuses is certain then.
 */
export const mayBeOfOthers = (snapshot: Snapshot, route: Loose): boolean =>
  !snapshot.complete &&
  entries(fields(route.spec).parentRefs).every((given) => {
    const { group = GATEWAY_API, kind = 'Gateway', name = '', namespace = route.metadata.namespace } = refOf(given);
    if (!isParentKind(group, kind)) return true;
    const parent = snapshot.find(group, kind, namespace, name);
    const gateway = parent && gatewayOf(snapshot, parent);
    if (gateway) return controllerOf(snapshot, gateway) !== 'own';
    return !pointsToUs(snapshot, route, { name, namespace });
  });

/** The listeners that a route names, and why it may not attach to them. */
class Parents {
  constructor(
    private readonly snapshot: Snapshot,
    private readonly conclude: Conclude,
    private readonly route: Loose,
  ) {}

  listeners(ref: Ref, part: string): Listener[] {
    const { group = GATEWAY_API, kind = 'Gateway', name = '' } = ref;
    const namespace = ref.namespace ?? this.route.metadata.namespace;
    // The parent of a route may be a Service (in a mesh) or a route (delegation in other controllers).
    if (!isParentKind(group, kind)) return [];
    const parent = this.snapshot.find(group, kind, namespace, name);
    const at = (reason: string, field = part) => ({
      object: this.route,
      part,
      type: 'Accepted' as const,
      reason,
      field,
    });
    if (!parent) {
      const absence = this.snapshot.absence(group, kind, namespace);
      const of = { kind, name, namespace, absence };
      this.conclude(at('NoMatchingParent'), 'NoMatchingParent', { case: 'parent', of });
      return [];
    }
    if (isIgnored(this.snapshot, parent)) return [];
    const named =
      ref.sectionName === undefined ? listenersOf(parent).slice(0, MOST) : listenersNamed(parent, ref.sectionName);
    const found = named.filter((l) => ref.port === undefined || l.port === ref.port);
    if (found.length === 0) {
      const by = named.length === 0 && ref.sectionName !== undefined ? 'sectionName' : 'port';
      const of = { parent: show(parent), at: by, value: ref[by] } as const;
      const field = ref[by] === undefined ? part : `${part}.${by}`;
      this.conclude(at('NoMatchingParent', field), 'NoMatchingParent', { case: 'listener', of });
    }
    const refusals = found.map((l) => refusal(this.snapshot, l, this.route));
    const allowed = found.filter((_, i) => refusals[i] === undefined);
    // A listener for the kind of the route is the one that was meant.
    const refused = refusals.find((r) => r && r.case !== 'kind') ?? refusals[0];
    if (refused !== undefined && allowed.length === 0)
      this.conclude(at('NotAllowedByListeners'), 'NotAllowedByListeners', refused);
    const hostnames = hostnamesOf(this.route);
    const open = allowed.filter((l) => hostnames.some((h) => commonHostname(l.hostname, h) !== undefined));
    if (allowed.length > 0 && open.length === 0)
      this.conclude(at('NoMatchingListenerHostname', 'spec.hostnames'), 'NoMatchingListenerHostname', {
        parent: show(parent),
        hostnames: listed(allowed.map((l) => l.hostname ?? '*')),
      });
    return open;
  }
}

const decide = (snapshot: Snapshot, conclude: Conclude, route: Loose): Attachment[] => {
  const parents = new Parents(snapshot, conclude, route);
  return entries(fields(route.spec).parentRefs).map((given, i) => {
    const ref = refOf(given);
    const field = `spec.parentRefs[${i}]`;
    return { ref, field, listeners: parents.listeners(ref, field) };
  });
};

const byRoute = (): Map<Loose, Attachment[]> => new Map();

/** The parents of a route, with the listeners that serve it; none for an object that is not a route of Gateway API. */
export const attachmentsOf = (snapshot: Snapshot, route: Loose): readonly Attachment[] => {
  const all = snapshot.index(byRoute);
  const known = all.get(route) ?? (isRoute(route) ? decide(snapshot, () => {}, route) : []);
  all.set(route, known);
  return known;
};

/** The listeners that serve a route, over all of its parents. */
export const servingListeners = (snapshot: Snapshot, route: Loose): Listener[] =>
  attachmentsOf(snapshot, route).flatMap((a) => a.listeners);

/** Why routes do not attach to their parents (processRouteParentRefs and processHTTPRouteParentRefListener in route.go). */
export const routeParents: ConditionRule = (snapshot, conclude) => {
  const all = snapshot.index(byRoute);
  for (const o of snapshot.objects) if (isRoute(o)) all.set(o, decide(snapshot, conclude, o));
};

/** The name of a rule in findings. */
export const ruleName = (rule: Readonly<Record<string, unknown>>, index: number): string =>
  text(rule.name) ?? `number ${index + 1}`;
