// What Envoy Gateway reports about the rules of routes: filters, matches, backends.
import { isDynamicResolver } from '../backends/backend-objects.ts';
import { refs } from '../backends/reference-faults.ts';
import type { Conclude, ConditionRule } from '../conditions/condition.ts';
import { concludeFault, type Fault, fault } from '../conditions/fault.ts';
import { fields, GATEWAY_API, groupOf, type Loose, show } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { attachmentsOf, isReported } from './parents.ts';
import { backendsOf, ruleFilters } from './rule-backends.ts';
import { matchFaults, rulesOf } from './rule-matches.ts';

/** The problems of each rule of an HTTPRoute or a GRPCRoute. */
const httpFaults = (snapshot: Snapshot, route: Loose): Fault[][] =>
  rulesOf(route).map((rule) => {
    const before = [...ruleFilters(snapshot, route, rule).faults, ...matchFaults(rule)];
    // The backends of a rule with a wrong match are not looked at; they are reported here too, so that one run finds all problems.
    return [...before, ...backendsOf(snapshot, route, rule).faults];
  });

/**
 * Concludes the problems of the rules: a route of which all rules are refused is not accepted, otherwise it is partially invalid
 * (processHTTPRouteParentRefs and processGRPCRouteParentRefs in route.go).
 */
const concludeRules = (conclude: Conclude, route: Loose, rules: readonly Fault[][]): void => {
  const refused = rules.filter((faults) => faults.some((f) => f.type === 'Accepted'));
  const type = refused.length === rules.length ? 'Accepted' : 'PartiallyInvalid';
  for (const f of rules.flat()) concludeFault(conclude, route, f.type === 'Accepted' ? { ...f, type } : f);
};

/** A dynamic resolver of a TLSRoute forwards by the name in the TLS handshake (processTLSRouteParentRefs in route.go). */
const resolverFaults = (snapshot: Snapshot, route: Loose): Fault[] => {
  const all = rulesOf(route).flatMap((rule) => backendsOf(snapshot, route, rule).backends);
  const used = all.filter((b) => b.weight > 0 && (b.state === 'valid' || b.state === 'unknown'));
  const resolver = used.find((b) => b.kind === 'Backend' && b.object && isDynamicResolver(b.object));
  if (!resolver?.object) return [];
  const backend = show(resolver.object);
  if (used.length > 1)
    return [
      fault(refs('InvalidBackendRef'), resolver.field, 'InvalidBackendRef', {
        case: 'dynamicResolver',
        of: { backend },
      }),
    ];
  const listener = attachmentsOf(snapshot, route)
    .flatMap((a) => a.listeners)
    .find((l) => l.protocol === 'TLS' && (fields(l.tls).mode ?? 'Terminate') === 'Terminate');
  if (!listener) return [];
  const of = { backend, listener: listener.name };
  return [fault(refs('UnsupportedValue'), resolver.field, 'UnsupportedValue', { case: 'dynamicTls', of })];
};

const KINDS: Readonly<Record<string, (snapshot: Snapshot, conclude: Conclude, route: Loose) => void>> = {
  HTTPRoute: (snapshot, conclude, route) => concludeRules(conclude, route, httpFaults(snapshot, route)),
  GRPCRoute: (snapshot, conclude, route) => concludeRules(conclude, route, httpFaults(snapshot, route)),
  TLSRoute: (snapshot, conclude, route) => {
    const own = rulesOf(route).flatMap((rule) => backendsOf(snapshot, route, rule).faults);
    for (const f of [...own, ...resolverFaults(snapshot, route)]) concludeFault(conclude, route, f);
  },
  TCPRoute: (snapshot, conclude, route) => oneRule(snapshot, conclude, route),
  UDPRoute: (snapshot, conclude, route) => oneRule(snapshot, conclude, route),
};

/** TCPRoutes and UDPRoutes must have exactly one rule (processTCPRouteParentRefs and processUDPRouteParentRefs in route.go). */
const oneRule = (snapshot: Snapshot, conclude: Conclude, route: Loose): void => {
  const rules = rulesOf(route);
  if (rules.length !== 1) {
    const verdict = { type: 'Accepted', reason: 'InvalidRule' } as const;
    const values = { kind: route.kind, count: rules.length };
    concludeFault(conclude, route, fault(verdict, 'spec.rules', 'InvalidRule', values));
    return;
  }
  for (const f of backendsOf(snapshot, route, rules[0]!).faults)
    concludeFault(conclude, route, f.type === 'BackendsAvailable' ? { ...f, type: 'ResolvedRefs' } : f);
};

/** The rules of routes that Envoy Gateway refuses, and the backends that it does not find. */
export const routeRules: ConditionRule = (snapshot, conclude) => {
  for (const [kind, verdict] of Object.entries(KINDS))
    for (const route of snapshot.of(kind))
      if (groupOf(route) === GATEWAY_API && isReported(snapshot, route)) verdict(snapshot, conclude, route);
};
