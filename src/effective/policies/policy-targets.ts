// Targets of policies. The API server admits a policy with a missing target; Envoy Gateway reports it only in a status, and the
// route that the policy was meant for is public.

import type { Conclude, ConditionRule, Place } from '../conditions/condition.ts';
import { sectionsOf } from '../listeners/listeners.ts';
import {
  ENVOY_GATEWAY,
  entries,
  type Fields,
  fields,
  GATEWAY_API,
  groupOf,
  isOurs,
  type Loose,
  type Ref,
  refOf,
  show,
  text,
} from '../objects/loose-objects.ts';
import { selected } from '../objects/selected.ts';
import type { Snapshot } from '../snapshot.ts';

const POLICIES = new Set([
  `${ENVOY_GATEWAY} SecurityPolicy`,
  `${ENVOY_GATEWAY} BackendTrafficPolicy`,
  `${ENVOY_GATEWAY} ClientTrafficPolicy`,
  `${ENVOY_GATEWAY} EnvoyExtensionPolicy`,
  `${GATEWAY_API} BackendTLSPolicy`,
]);

const at = (object: Loose, reason: string, field: string): Place => ({ object, type: 'Accepted', reason, field });

/** Checks the targets of policies, and that no two policies of a kind have the same target. */
class TargetCheck {
  private readonly taken = new Map<string, Loose>();

  constructor(
    private readonly snapshot: Snapshot,
    private readonly conclude: Conclude,
  ) {}

  check(policy: Loose): void {
    if (!POLICIES.has(`${groupOf(policy)} ${policy.kind}`)) return;
    const spec = fields(policy.spec);
    if (spec.targetRef !== undefined) this.byName(policy, refOf(spec.targetRef), 'spec.targetRef');
    for (const [i, ref] of entries(spec.targetRefs).entries()) this.byName(policy, refOf(ref), `spec.targetRefs[${i}]`);
    const selectors = entries(spec.targetSelectors);
    const found = selectors.map((s, i) => this.bySelector(policy, s, `spec.targetSelectors[${i}]`));
    // There may be no routes of one of the kinds.
    if (!found.some(Boolean))
      for (const [i, selector] of selectors.entries()) this.nothing(policy, selector, `spec.targetSelectors[${i}]`);
  }

  private byName(policy: Loose, ref: Ref, field: string): void {
    const { group = '', kind = '', name = '', sectionName } = ref;
    const { namespace } = policy.metadata;
    this.claim(policy, `${group} ${kind} ${namespace ?? ''}/${name}`, sectionName, field, `${kind} ${name}`);
    if (!isOurs(group)) return;
    const target = this.snapshot.find(group, kind, namespace, name);
    if (!target)
      this.conclude(at(policy, 'TargetNotFound', field), 'TargetNotFound', {
        case: 'named',
        of: { kind, name, group, namespace, absence: this.snapshot.absence(group, kind, namespace) },
      });
    else if (sectionName !== undefined && sectionsOf(target)?.has(sectionName) === false)
      this.conclude(at(policy, 'TargetNotFound', `${field}.sectionName`), 'TargetNotFound', {
        case: 'section',
        of: { target: show(target), part: kind.endsWith('Route') ? 'rule' : 'listener', section: sectionName },
      });
  }

  /** Whether the selector selects anything. */
  private bySelector(policy: Loose, selector: Fields, field: string): boolean {
    let found = false;
    for (const o of selected(this.snapshot, policy, selector)) {
      found = true;
      const target = `${groupOf(o)} ${o.kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`;
      // Only the first conflict is reported; stopping there keeps the time linear.
      if (!this.claim(policy, target, undefined, field, show(o))) break;
    }
    return found;
  }

  private nothing(policy: Loose, selector: Fields, field: string): void {
    const group = text(selector.group) ?? GATEWAY_API;
    const absence = this.snapshot.absence(group, text(selector.kind) ?? '', policy.metadata.namespace);
    const kind = text(selector.kind) ?? 'object';
    this.conclude(at(policy, 'TargetNotFound', field), 'TargetNotFound', { case: 'selected', of: { kind, absence } });
  }

  private claim(policy: Loose, target: string, section: string | undefined, field: string, shown: string): boolean {
    const id = `${policy.kind} > ${target} ${section ?? ''}`;
    const first = this.taken.get(id);
    if (first === policy) return true;
    if (!first) this.taken.set(id, policy);
    else this.conclude(at(policy, 'Conflicted', field), 'Conflicted', { other: show(first), target: shown, section });
    return !first;
  }
}

/** Policies without a target, and those whose target already has a policy (resolve*PolicyTargetRef in the file of each kind). */
export const policyTargets: ConditionRule = (snapshot, conclude) => {
  const check = new TargetCheck(snapshot, conclude);
  for (const o of snapshot.objects) check.check(o);
};
