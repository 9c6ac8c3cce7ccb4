import { plain } from '../../diagnostics/shown.ts';
import { entries, type Fields, fields, type Loose, text } from '../loose-objects.ts';
import type { BehaviourCheck, Scene } from './scene.ts';

const rulesOf = (policy: Loose, scope: 'local' | 'global'): Fields[] =>
  entries(fields(fields(fields(policy.spec).rateLimit)[scope]).rules);
const selectorsOf = (rule: Fields): Fields[] => entries(rule.clientSelectors);

/** Seconds in a unit, as Envoy Gateway counts them. */
const SECONDS = new Map([
  ['Second', 1],
  ['Minute', 60],
  ['Hour', 3600],
  ['Day', 86_400],
  ['Week', 604_800],
  ['Month', 2_592_000],
  ['Year', 31_536_000],
]);

/** A local rule's window has to be a multiple of the default rule's (Envoy's local_ratelimit), or the policy is refused. */
export const localUnits: BehaviourCheck = (scene) => {
  for (const policy of scene.of('BackendTrafficPolicy')) {
    const rules = rulesOf(policy, 'local');
    const seconds = (rule: Fields): number => SECONDS.get(text(fields(rule.limit).unit) ?? '') ?? 0;
    const standard = rules.find((r) => selectorsOf(r).length === 0);
    if (!standard || seconds(standard) === 0) continue;
    for (const [i, rule] of rules.entries())
      if (seconds(rule) % seconds(standard) !== 0)
        scene.report(
          'LocalLimitUnits',
          'error',
          policy,
          `spec.rateLimit.local.rules[${i}].limit.unit`,
          `${plain(fields(rule.limit).unit)} is no multiple of ${plain(fields(standard.limit).unit)}, the unit of the rule without selectors, so the policy is refused and its routes answer 500. Give the rule without selectors the smallest unit.`,
        );
  }
};

/** Selectors of one rule are one condition; of two of a kind that Envoy has one place for, the last counts. */
export const ignoredSelectors: BehaviourCheck = (scene) => {
  for (const policy of scene.of('BackendTrafficPolicy'))
    for (const scope of ['local', 'global'] as const)
      for (const [i, rule] of rulesOf(policy, scope).entries())
        for (const kind of ['sourceCIDR', 'path'] as const)
          if (selectorsOf(rule).filter((s) => s[kind] !== undefined).length > 1)
            scene.report(
              'SelectorIgnored',
              'warning',
              policy,
              `spec.rateLimit.${scope}.rules[${i}].clientSelectors`,
              `Of several ${kind} in one rule only the last counts. Make a rule of each.`,
            );
};

const keyOf = (rule: Fields): string | undefined =>
  selectorsOf(rule)
    .flatMap((s) => entries(s.headers))
    .filter((h) => h.type === 'Distinct')
    .map((h) => plain(h.name).toLowerCase())[0];

/** Whether a rule takes requests without the key: no selectors, or the key's header inverted. */
const takesTheRest = (rule: Fields, key: string): boolean =>
  selectorsOf(rule).length === 0 ||
  selectorsOf(rule).some(
    (s) =>
      s.sourceCIDR !== undefined ||
      entries(s.headers).some((h) => h.invert === true && plain(h.name).toLowerCase() === key),
  );

/** Headers that a policy's authentication writes on every request that it lets in. */
const alwaysSet = (scene: Scene, policy: Loose): Set<string> =>
  new Set(
    [...new Set(scene.attachments.targetsOf(policy).flatMap((t) => scene.attachments.on(t, 'SecurityPolicy')))]
      .flatMap((p) => [
        text(fields(fields(p.spec).apiKeyAuth).forwardClientIDHeader),
        text(fields(fields(p.spec).basicAuth).forwardUsernameHeader),
      ])
      .flatMap((h) => (h ? [h.toLowerCase()] : [])),
  );

/** Limits for each value of a header, which requests without the header escape. */
export const withoutKey: BehaviourCheck = (scene) => {
  for (const policy of scene.of('BackendTrafficPolicy')) {
    const set = alwaysSet(scene, policy);
    const rules = (['local', 'global'] as const).flatMap((s) => rulesOf(policy, s));
    const key = rules.map(keyOf).find((k) => k !== undefined && !set.has(k));
    if (key !== undefined && !rules.some((r) => takesTheRest(r, key)))
      scene.report(
        'WithoutKeyUnlimited',
        'warning',
        policy,
        'spec.rateLimit',
        `Requests without ${key} are not counted at all. Add a rule for them: local without selectors, global with the header inverted.`,
      );
  }
};

/** Error bodies that also replace what services answer themselves. */
export const overrides: BehaviourCheck = (scene) => {
  for (const policy of scene.of('BackendTrafficPolicy'))
    for (const [i, o] of entries(fields(policy.spec).responseOverride).entries())
      if (o.source !== 'Local')
        scene.report(
          'ServiceErrorsReplaced',
          'info',
          policy,
          `spec.responseOverride[${i}]`,
          "A service's own answers of this status are replaced as well. Write source: Local where only the gateway's are meant.",
        );
};
