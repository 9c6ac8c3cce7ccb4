// The backends of a rule with their shares of the requests (processHTTPRouteRules and processGRPCRouteRules in route.go).

import { isDynamicResolver } from '../backends/backend-objects.ts';
import { type ResolvedBackend, resolveBackend } from '../backends/backend-refs.ts';
import { refs } from '../backends/reference-faults.ts';
import { type Fault, fault } from '../conditions/fault.ts';
import { entries, type Fields, fields, isSet, type Loose, refOf, show, text } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import { filtersOf, type RuleFilters } from './rule-filters.ts';
import type { RouteRule } from './rule-matches.ts';

/** A backend of a rule. */
export interface RuleBackend extends ResolvedBackend {
  readonly weight: number;
  /** Of the requests that match the rule, 0 to 1. The share of an invalid backend gets 500, that of an empty one 503. */
  readonly share: number;
  /** Filters for requests to this backend only. */
  readonly filters: RuleFilters | undefined;
}

/** The backends of a rule. */
export interface RuleBackends {
  readonly backends: readonly RuleBackend[];
  /** The status of every request that no filter answers, if no backend can receive any. */
  readonly response: 500 | 503 | undefined;
  readonly faults: readonly Fault[];
}

const HEADER_FILTERS = ['RequestHeaderModifier', 'ResponseHeaderModifier'];
/** The filters that a backendRef may have, by the kind of the route. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  HTTPRoute: [...HEADER_FILTERS, 'URLRewrite', 'ExtensionRef'],
  GRPCRoute: HEADER_FILTERS,
};

/** Filters that a backendRef cannot have (validateBackendRefFilters in validate.go). */
const placeFault = (route: Loose, filters: readonly Fields[], field: string): Fault | undefined => {
  const allowed = ALLOWED[route.kind];
  if (!allowed) return undefined;
  const verdict = refs('UnsupportedRefValue');
  const path = filters.findIndex((f) => f.type === 'URLRewrite' && isSet(fields(f.urlRewrite).path));
  if (path >= 0 && route.kind === 'HTTPRoute')
    return fault(verdict, `${field}[${path}].urlRewrite.path`, 'UnsupportedRefValue', { case: 'path' });
  const other = filters.findIndex((f) => !allowed.includes(text(f.type) ?? ''));
  if (other < 0) return undefined;
  const of = { type: text(filters[other]!.type) ?? '', allowed: allowed.join(', ') };
  return fault(verdict, `${field}[${other}].type`, 'UnsupportedRefValue', { case: 'kind', of });
};

type Unshared = Omit<RuleBackend, 'share'>;

const resolve = (snapshot: Snapshot, route: Loose, given: Fields, field: string): Unshared => {
  const weight = typeof given.weight === 'number' ? given.weight : 1;
  const filters = entries(given.filters);
  const resolved = resolveBackend(snapshot, route, refOf(given), field, weight);
  const invalid = (f: Fault): Unshared => ({ ...resolved, state: 'invalid', fault: f, weight, filters: undefined });
  const misplaced = placeFault(route, filters, `${field}.filters`);
  if (misplaced) return invalid(misplaced);
  if (filters.length === 0 || resolved.state === 'invalid' || weight === 0)
    return { ...resolved, weight, filters: undefined };
  const effects = filtersOf(snapshot, route, filters, `${field}.filters`);
  const [first] = effects.faults;
  // Whatever is wrong with the filters of a backend is reported as this.
  if (first) return invalid({ ...first, ...refs('InvalidBackendFilters') });
  return { ...resolved, weight, filters: effects };
};

/** A dynamic resolver must be the only backend; it receives its own share otherwise. */
const resolverFault = (
  route: Loose,
  backends: readonly Unshared[],
  rewrites: boolean,
  field: string,
): Fault | undefined => {
  const resolver = backends.find((b) => b.weight !== 0 && b.state === 'valid' && b.object && isResolver(b));
  if (!resolver?.object) return undefined;
  const of = { backend: show(resolver.object) };
  if (rewrites) return fault(refs('UnsupportedValue'), field, 'UnsupportedValue', { case: 'dynamicRewrite', of });
  if (route.kind !== 'HTTPRoute' || backends.length < 2) return undefined;
  return fault(refs('InvalidBackendRef'), field, 'InvalidBackendRef', { case: 'dynamicResolver', of });
};

const isResolver = ({ kind, object }: ResolvedBackend): boolean =>
  kind === 'Backend' && object !== undefined && isDynamicResolver(object);

const decide = (snapshot: Snapshot, route: Loose, rule: RouteRule, filters: RuleFilters): RuleBackends => {
  const field = `${rule.field}.backendRefs`;
  const all = entries(rule.spec.backendRefs).map((given, i) => resolve(snapshot, route, given, `${field}[${i}]`));
  const total = all.reduce((sum, b) => sum + b.weight, 0);
  const backends = all.map((b) => ({ ...b, share: total === 0 ? 0 : b.weight / total }));
  const together = resolverFault(route, all, filters.rewrite.host?.by === 'pathRegex', field);
  const faults = [...all.flatMap((b) => b.fault ?? []), ...(together ? [together] : [])];
  const served = backends.some((b) => b.share > 0 && (b.state === 'valid' || b.state === 'unknown'));
  const invalid = all.some((b) => b.state === 'invalid');
  const empty = !invalid && backends.some((b) => b.share > 0 && b.state === 'empty');
  return { backends, faults, response: together ? 500 : served ? undefined : empty ? 503 : 500 };
};

const byRoute = (): Map<Loose, RuleBackends[]> => new Map();

/** The backends of a rule of a route; computed once. */
export const backendsOf = (snapshot: Snapshot, route: Loose, rule: RouteRule): RuleBackends => {
  const all = snapshot.index(byRoute);
  const known = all.get(route) ?? [];
  all.set(route, known);
  known[rule.index] ??= decide(snapshot, route, rule, ruleFilters(snapshot, route, rule));
  return known[rule.index]!;
};

const filtersByRoute = (): Map<Loose, RuleFilters[]> => new Map();

/** The filters of a rule; computed once. */
export const ruleFilters = (snapshot: Snapshot, route: Loose, { spec, field, index }: RouteRule): RuleFilters => {
  const all = snapshot.index(filtersByRoute);
  const known = all.get(route) ?? [];
  all.set(route, known);
  known[index] ??= filtersOf(snapshot, route, spec.filters, `${field}.filters`);
  return known[index]!;
};
