// Targets of policies. The API server admits a policy with a missing target; Envoy Gateway reports it only in a status, and the
// route that the policy was meant for is public.

import type { Conclude, ConditionRule, Place } from '../conditions/condition.ts';
import { sectionsOf } from '../listeners/listeners.ts';
import { GATEWAY_API, identity, isOurs, type Loose, show, text } from '../objects/loose-objects.ts';
import type { Snapshot } from '../snapshot.ts';
import type { PolicySelector, PolicyTarget } from './attachments.ts';

const CHECKED = new Set([
  'SecurityPolicy',
  'BackendTrafficPolicy',
  'ClientTrafficPolicy',
  'EnvoyExtensionPolicy',
  'BackendTLSPolicy',
]);

const at = (object: Loose, reason: string, field: string): Place => ({ object, type: 'Accepted', reason, field });

const same = (a: Loose, b: Loose): boolean =>
  identity('', a.kind, a.metadata.namespace, a.metadata.name) ===
  identity('', b.kind, b.metadata.namespace, b.metadata.name);

/** Why a policy does not attach to one target; the first conflict of a selector stands for all. */
const checkTarget = (snapshot: Snapshot, conclude: Conclude, target: PolicyTarget): boolean => {
  const { policy, object, section, field, holder } = target;
  const { group = '', kind = '', name = '', namespace } = target.ref;
  if (object && section !== undefined && sectionsOf(object)?.has(section) === false) {
    const part = kind.endsWith('Route') ? 'rule' : 'listener';
    const of = { target: show(object), part, section } as const;
    conclude(at(policy, 'TargetNotFound', `${field}.sectionName`), 'TargetNotFound', { case: 'section', of });
    return true;
  }
  // Two copies of one object are reported as DuplicateObject.
  if (holder && !same(holder, policy)) {
    const shown = object && field.includes('targetSelectors') ? show(object) : `${kind} ${name}`;
    conclude(at(policy, 'Conflicted', field), 'Conflicted', { other: show(holder), target: shown, section });
    return true;
  }
  if (object || !isOurs(group)) return false;
  const of = { kind, name, group, namespace, absence: snapshot.absence(group, kind, namespace, name) };
  conclude(at(policy, 'TargetNotFound', field), 'TargetNotFound', { case: 'named', of });
  return true;
};

const checkSelectors = (snapshot: Snapshot, conclude: Conclude, selectors: readonly PolicySelector[]): void => {
  // There may be no routes of one of the kinds.
  if (selectors.some((s) => s.found)) return;
  for (const { policy, selector, field, denied } of selectors) {
    if (denied) {
      const { kind, metadata } = denied;
      conclude(at(policy, 'TargetNotFound', field), 'RefNotPermitted', {
        kind,
        name: metadata.name,
        namespace: metadata.namespace ?? '',
        from: policy.kind,
        own: policy.metadata.namespace ?? '',
        mayExist: !snapshot.complete,
      });
      continue;
    }
    const group = text(selector.group) ?? GATEWAY_API;
    const kind = text(selector.kind) ?? 'object';
    const absence = snapshot.absence(group, kind, policy.metadata.namespace);
    conclude(at(policy, 'TargetNotFound', field), 'TargetNotFound', { case: 'selected', of: { kind, absence } });
  }
};

/** Policies without a target, and those whose target already has a policy (resolve*PolicyTargetRef in the file of each kind). */
export const policyTargets: ConditionRule = (snapshot, conclude) => {
  const { attachments } = snapshot;
  for (const policy of snapshot.objects) {
    if (!CHECKED.has(policy.kind)) continue;
    const reported = new Set<string>();
    for (const target of attachments.targetsOfPolicy(policy))
      if (!reported.has(target.field) && checkTarget(snapshot, conclude, target)) reported.add(target.field);
    checkSelectors(snapshot, conclude, attachments.selectorsOf(policy));
  }
};
