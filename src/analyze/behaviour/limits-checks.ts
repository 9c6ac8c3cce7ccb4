import { plain } from '../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import { placesOfPolicy, specsIn } from '../../effective/requests/places-of-policy.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { Check } from '../check.ts';

const rulesOf = (spec: Fields, scope: 'local' | 'global'): Fields[] =>
  entries(fields(fields(spec.rateLimit)[scope]).rules);
const selectorsOf = (rule: Fields): Fields[] => entries(rule.clientSelectors);

/** All selectors of a rule must match. Envoy keeps one value for some kinds of selectors, so only the last of two applies. */
export const ignoredSelectors: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTrafficPolicy'))
    for (const scope of ['local', 'global'] as const)
      for (const [i, rule] of rulesOf(fields(policy.spec), scope).entries())
        for (const kind of ['sourceCIDR', 'path'] as const)
          if (selectorsOf(rule).filter((s) => s[kind] !== undefined).length > 1)
            report('SelectorIgnored', policy, `spec.rateLimit.${scope}.rules[${i}].clientSelectors`, { kind });
};

/** The cost of a local rule: buildRouteLocalRateLimits in local_ratelimit.go does not read it. */
export const ignoredCosts: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTrafficPolicy'))
    for (const [i, rule] of rulesOf(fields(policy.spec), 'local').entries())
      if (fields(rule.cost).request !== undefined)
        report('LocalCostIgnored', policy, `spec.rateLimit.local.rules[${i}].cost`);
};

const keyOf = (rule: Fields): string | undefined =>
  selectorsOf(rule)
    .flatMap((s) => entries(s.headers))
    .filter((h) => h.type === 'Distinct')
    .map((h) => plain(h.name).toLowerCase())[0];

/** Whether a rule limits requests without the key: it has no selectors, or an inverted match of the key's header. */
const takesTheRest = (rule: Fields, key: string): boolean =>
  selectorsOf(rule).length === 0 ||
  selectorsOf(rule).some(
    (s) =>
      s.sourceCIDR !== undefined ||
      entries(s.headers).some((h) => h.invert === true && plain(h.name).toLowerCase() === key),
  );

/** Headers that authentication sets on every request that it allows. */
const alwaysSet = (security: Fields): string[] =>
  [text(fields(security.apiKeyAuth).forwardClientIDHeader), text(fields(security.basicAuth).forwardUsernameHeader)]
    .filter((h) => h !== undefined)
    .map((h) => h.toLowerCase());

/** Limits per value of a header that do not limit requests without the header. */
export const withoutKey: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTrafficPolicy')) {
    const own = (['local', 'global'] as const).flatMap((s) => rulesOf(fields(policy.spec), s));
    if (!own.some(keyOf)) continue;
    const places = placesOfPolicy(snapshot, policy);
    const set = new Set(
      [...ofGateways(snapshot, policy), ...specsIn(snapshot, 'SecurityPolicy', places)].flatMap((s) => alwaysSet(s)),
    );
    // Those of the Gateway's policy also apply where this one is merged into it.
    const merged = specsIn(snapshot, 'BackendTrafficPolicy', places);
    const rules = [
      ...own,
      ...merged.flatMap((spec) => (['local', 'global'] as const).flatMap((s) => rulesOf(spec, s))),
    ];
    const key = own.map(keyOf).find((k) => k !== undefined && !set.has(k));
    if (key !== undefined && !rules.some((r) => takesTheRest(r, key)))
      report('MissingKeyUnlimited', policy, 'spec.rateLimit', { header: key });
  }
};

/** The policies that authenticate at the Gateways of a policy. */
const ofGateways = (snapshot: Snapshot, policy: Loose): Fields[] =>
  snapshot.attachments
    .targetsOf(policy)
    .filter((t) => !t.kind.endsWith('Route'))
    .flatMap((t) => snapshot.attachments.on(t, 'SecurityPolicy').map((p) => fields(p.spec)));

/** Error bodies that also replace responses of the services. */
export const overrides: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTrafficPolicy'))
    for (const [i, o] of entries(fields(policy.spec).responseOverride).entries())
      if (o.source !== 'Local') report('ServiceErrorsReplaced', policy, `spec.responseOverride[${i}]`);
};
