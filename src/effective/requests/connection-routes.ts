// What manifests mean for connections that are forwarded as they are: TLSRoutes, TCPRoutes and UDPRoutes.
import { isDynamicResolver } from '../backends/backend-objects.ts';
import { gatewayListeners, gatewayOf } from '../listeners/listener-sets.ts';
import type { Listener } from '../listeners/listeners.ts';
import { type Fields, fields, type Loose } from '../objects/loose-objects.ts';
import { type AppliedPolicy, appliedPolicy } from '../policies/applied-policy.ts';
import { inOrder } from '../policies/policy-order.ts';
import { servingListeners } from '../routes/parents.ts';
import { backendsOf, type RuleBackend } from '../routes/rule-backends.ts';
import { rulesOf } from '../routes/rule-matches.ts';
import type { Snapshot } from '../snapshot.ts';
import { type AccessRules, accessRules } from './access-rules.ts';
import { type EffectivePolicy, effectivePolicy } from './effective-policy.ts';
import { isServed, servedHosts } from './served-hosts.ts';

/** Connections of a listener that go to the backends of one route. */
export interface ConnectionRoute {
  readonly gateway: Loose;
  readonly listener: Listener;
  /** A TLSRoute, TCPRoute or UDPRoute. */
  readonly route: Loose;
  /** The names that clients ask for with TLS; empty: every connection of the listener. */
  readonly names: readonly string[];
  /** TLS ends at the gateway; false: it is forwarded, or there is none. */
  readonly endsTls: boolean;
  /** With their shares of the connections, 0 to 1; a backend that the controller refuses has none, unlike that of an HTTPRoute. */
  readonly backends: readonly RuleBackend[];
  /** By address only; undefined: every client is allowed. */
  readonly authorization: AccessRules | undefined;
  /** Settings for the backends. Each field is that of the most specific policy that sets it, unlike those of an HTTPRoute. */
  readonly traffic: Fields;
}

/** Fields of a BackendTrafficPolicy that apply to connections (applyTrafficFeatureToRoute in backendtrafficpolicy.go). */
const OF_TCP = ['loadBalancer', 'proxyProtocol', 'healthCheck', 'circuitBreaker', 'tcpKeepalive', 'timeout', 'connection', 'dns']; // biome-ignore format: a list
const OF_UDP = ['loadBalancer', 'dns'];

/** Settings of a SecurityPolicy for which it is not applied to a TCPRoute (validateSecurityPolicyForTCP in securitypolicy.go). */
const OF_HTTP = ['cors', 'csrf', 'jwt', 'oidc', 'apiKeyAuth', 'basicAuth', 'extAuth'];

const trafficOf = (route: Loose, applied: AppliedPolicy | undefined): Fields => {
  const specs = applied ? [applied.spec, ...applied.replaced.map(({ policy }) => fields(policy.spec))] : [];
  const names = route.kind === 'UDPRoute' ? OF_UDP : OF_TCP;
  const found = names.flatMap((name) => {
    const spec = specs.find((s) => s[name] !== undefined);
    return spec ? [[name, spec[name]] as const] : [];
  });
  return Object.freeze(Object.fromEntries(found));
};

const accessOf = (route: Loose, policy: EffectivePolicy | undefined): AccessRules | undefined => {
  if (!policy || route.kind === 'UDPRoute') return undefined;
  const isOfRoute = policy.level === 'rule' || policy.level === 'route';
  return isOfRoute && OF_HTTP.some((name) => policy.spec[name] !== undefined) ? undefined : accessRules(policy);
};

/** A backend that is the name that the client asks for. */
const isDynamic = ({ kind, object }: RuleBackend): boolean =>
  kind === 'Backend' && object !== undefined && isDynamicResolver(object);

/** The backends of all rules: connections have no matches, so the rules of a TLSRoute are one. */
const backendsOfRoute = (snapshot: Snapshot, route: Loose): RuleBackend[] => {
  const all = rulesOf(route)
    .flatMap((rule) => backendsOf(snapshot, route, rule).backends)
    .filter(({ weight, state }) => weight > 0 && state !== 'invalid' && state !== 'empty');
  const dynamic = all.some(
    ({ kind, object }) => kind === 'Backend' && object !== undefined && isDynamicResolver(object),
  );
  if (dynamic && all.length > 1) return [];
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  return all.map((backend) => ({ ...backend, share: backend.weight / total }));
};

const namesOf = (snapshot: Snapshot, route: Loose, listener: Listener): readonly string[] => {
  if (route.kind === 'TLSRoute') return servedHosts(snapshot, route, listener);
  return listener.tls && listener.hostname !== undefined ? [listener.hostname] : [];
};

const made = (snapshot: Snapshot, route: Loose, gateway: Loose, listener: Listener): ConnectionRoute => {
  // Policies of a rule are those of the only rule of a TCPRoute or UDPRoute.
  const [first] = rulesOf(route);
  const rule = route.kind === 'TLSRoute' ? undefined : first?.name;
  const place = { route, rule, parent: listener.owner, listener: listener.name };
  return Object.freeze({
    gateway,
    listener,
    route,
    names: namesOf(snapshot, route, listener),
    endsTls: listener.tls !== undefined && listener.tls.mode !== 'Passthrough',
    backends: backendsOfRoute(snapshot, route),
    authorization: accessOf(route, effectivePolicy(snapshot, 'SecurityPolicy', route, 0, listener)),
    traffic: trafficOf(route, appliedPolicy(snapshot, 'BackendTrafficPolicy', place)),
  });
};

/** A TCPRoute or UDPRoute needs exactly one rule; a TLSRoute has one or more (processTCPRouteParentRefs in route.go). */
const isAccepted = (route: Loose): boolean => route.kind === 'TLSRoute' || rulesOf(route).length === 1;

const compute = (snapshot: Snapshot): ConnectionRoute[] => {
  const byListener = new Map<Listener, ConnectionRoute[]>();
  for (const kind of ['TLSRoute', 'TCPRoute', 'UDPRoute'])
    for (const route of inOrder(snapshot.of(kind)).filter(isAccepted))
      for (const listener of new Set(servingListeners(snapshot, route))) {
        const gateway = gatewayOf(snapshot, listener.owner);
        const known = byListener.get(listener) ?? [];
        // Of several TCPRoutes or UDPRoutes of a listener, the oldest gets the connections.
        if (!gateway || !isServed(snapshot, listener) || (kind !== 'TLSRoute' && known.length > 0)) continue;
        const one = made(snapshot, route, gateway, listener);
        // A connection whose TLS ends at the gateway has no name that it could be forwarded to.
        const isLost = one.names.length === 0 || (one.endsTls && one.backends.some(isDynamic));
        if (kind === 'TLSRoute' && isLost) continue;
        known.push(one);
        byListener.set(listener, known);
      }
  return snapshot
    .of('Gateway')
    .flatMap((gateway) => gatewayListeners(snapshot, gateway).flatMap((l) => byListener.get(l) ?? []));
};

/** All routes for connections, by Gateway and listener; computed once. */
export const connectionRoutes = (snapshot: Snapshot): readonly ConnectionRoute[] => snapshot.index(compute);
