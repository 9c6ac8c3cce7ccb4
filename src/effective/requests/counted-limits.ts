// The rate limits of a rule: rules of its BackendTrafficPolicy, or of both policies of a merge.
import { entries, type Fields, fields, type Loose, text } from '../objects/loose-objects.ts';
import { type EffectivePolicy, ownerOf } from './effective-policy.ts';

export type LimitUnit = 'Day' | 'Hour' | 'Minute' | 'Month' | 'Second' | 'Week' | 'Year';

/** A limit that requests are counted against. */
export interface RateLimit {
  /** `local`: each proxy counts for itself. `global`: the rate limit service counts for all. */
  readonly scope: 'global' | 'local';
  /** The policy that contains the rule. */
  readonly policy: Loose;
  /** `spec.rateLimit.global.rules[0]` */
  readonly field: string;
  readonly requests: number;
  readonly unit: LimitUnit;
  /** As they are written; a request is counted if it meets all of them. Empty: every request. */
  readonly selectors: readonly Fields[];
  /** The values of these have a counter each: `header x-user`, `source 0.0.0.0/0`, `query id`. Empty: one counter for all. */
  readonly perValueOf: readonly string[];
  /** One counter for all routes of the policy; otherwise one for each route. */
  readonly shared: boolean;
  /** Requests above the limit are counted, not refused. */
  readonly shadow: boolean;
  /** A limit without selectors of the local scope: it applies to requests that no other local limit counts. */
  readonly isDefault: boolean;
}

const UNITS = new Set(['Day', 'Hour', 'Minute', 'Month', 'Second', 'Week', 'Year']);

/** The conditions of selectors with a counter for each value. */
const distinct = (selectors: readonly Fields[]): string[] =>
  selectors.flatMap((s) => [
    ...entries(s.headers).flatMap((h) => (h.type === 'Distinct' ? `header ${text(h.name) ?? ''}` : [])),
    ...entries(s.queryParams).flatMap((q) => (q.type === 'Distinct' ? `query ${text(q.name) ?? ''}` : [])),
    ...(fields(s.sourceCIDR).type === 'Distinct' ? [`source ${text(fields(s.sourceCIDR).value) ?? ''}`] : []),
  ]);

/** The policy that contains a rule, and its position: merged rules are those of the policies themselves. */
const placeOf = (effective: EffectivePolicy, scope: string, rule: Fields): { policy: Loose; index: number } => {
  for (const policy of [effective.policy, ...(effective.base ? [effective.base.policy] : [])]) {
    const { rules } = fields(fields(fields(policy.spec).rateLimit)[scope]);
    const index = Array.isArray(rules) ? rules.indexOf(rule) : -1;
    if (index >= 0) return { policy, index };
  }
  return { policy: ownerOf(effective, 'rateLimit'), index: 0 };
};

const limitOf = (effective: EffectivePolicy, scope: RateLimit['scope'], rule: Fields): RateLimit => {
  const { policy, index } = placeOf(effective, scope, rule);
  const { requests, unit } = fields(rule.limit);
  const selectors = entries(rule.clientSelectors);
  return Object.freeze({
    scope,
    policy,
    field: `spec.rateLimit.${scope}.rules[${index}]`,
    requests: typeof requests === 'number' ? requests : 0,
    unit: UNITS.has(text(unit) ?? '') ? (unit as LimitUnit) : 'Second',
    selectors,
    perValueOf: distinct(selectors),
    shared: rule.shared === true,
    shadow: rule.shadowMode === true,
    isDefault: scope === 'local' && selectors.length === 0,
  });
};

/** The limits of a rule, in their order; `type` is the deprecated choice of one scope (buildRateLimit in backendtrafficpolicy.go). */
export const rateLimits = (traffic: EffectivePolicy | undefined): readonly RateLimit[] => {
  const given = fields(traffic?.spec.rateLimit);
  const scopes =
    given.type === 'Global'
      ? ['global' as const]
      : given.type === 'Local'
        ? ['local' as const]
        : (['local', 'global'] as const);
  if (!traffic) return [];
  return scopes.flatMap((scope) => entries(fields(given[scope]).rules).map((rule) => limitOf(traffic, scope, rule)));
};
