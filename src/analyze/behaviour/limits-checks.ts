import { plain } from '../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, text } from '../../effective/objects/loose-objects.ts';
import type { Snapshot } from '../../effective/snapshot.ts';
import type { Check } from '../check.ts';

const rulesOf = (policy: Loose, scope: 'local' | 'global'): Fields[] =>
  entries(fields(fields(fields(policy.spec).rateLimit)[scope]).rules);
const selectorsOf = (rule: Fields): Fields[] => entries(rule.clientSelectors);

/** All selectors of a rule must match. Envoy keeps one value for some kinds of selectors, so only the last of two applies. */
export const ignoredSelectors: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTrafficPolicy'))
    for (const scope of ['local', 'global'] as const)
      for (const [i, rule] of rulesOf(policy, scope).entries())
        for (const kind of ['sourceCIDR', 'path'] as const)
          if (selectorsOf(rule).filter((s) => s[kind] !== undefined).length > 1)
            report('SelectorIgnored', policy, `spec.rateLimit.${scope}.rules[${i}].clientSelectors`, { kind });
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

/** Headers that a policy's authentication sets on every request that it allows. */
const alwaysSet = (snapshot: Snapshot, policy: Loose): Set<string> =>
  new Set(
    [...new Set(snapshot.attachments.targetsOf(policy).flatMap((t) => snapshot.attachments.on(t, 'SecurityPolicy')))]
      .flatMap((p) => [
        text(fields(fields(p.spec).apiKeyAuth).forwardClientIDHeader),
        text(fields(fields(p.spec).basicAuth).forwardUsernameHeader),
      ])
      .flatMap((h) => (h ? [h.toLowerCase()] : [])),
  );

/** Limits per value of a header that do not limit requests without the header. */
export const withoutKey: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTrafficPolicy')) {
    const set = alwaysSet(snapshot, policy);
    const rules = (['local', 'global'] as const).flatMap((s) => rulesOf(policy, s));
    const key = rules.map(keyOf).find((k) => k !== undefined && !set.has(k));
    if (key !== undefined && !rules.some((r) => takesTheRest(r, key)))
      report('MissingKeyUnlimited', policy, 'spec.rateLimit', { header: key });
  }
};

/** Error bodies that also replace responses of the services. */
export const overrides: Check = (snapshot, report) => {
  for (const policy of snapshot.of('BackendTrafficPolicy'))
    for (const [i, o] of entries(fields(policy.spec).responseOverride).entries())
      if (o.source !== 'Local') report('ServiceErrorsReplaced', policy, `spec.responseOverride[${i}]`);
};
