// Targets of policies. The API server admits a policy with a missing target; Envoy Gateway reports it only in a status, and the
// route that the policy was meant for is public.

import type { Report } from '../check.ts';
import { sectionsOf } from '../listeners.ts';
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
} from '../loose-objects.ts';
import { selected } from '../selected.ts';
import type { Snapshot } from '../snapshot.ts';

const POLICIES = new Set([
  `${ENVOY_GATEWAY} SecurityPolicy`,
  `${ENVOY_GATEWAY} BackendTrafficPolicy`,
  `${ENVOY_GATEWAY} ClientTrafficPolicy`,
  `${ENVOY_GATEWAY} EnvoyExtensionPolicy`,
  `${GATEWAY_API} BackendTLSPolicy`,
]);

/** Checks the targets of policies, and that no two policies of a kind have the same target. */
export class TargetCheck {
  private readonly taken = new Map<string, Loose>();

  constructor(
    private readonly snapshot: Snapshot,
    private readonly report: Report,
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
      this.report('TargetNotFound', policy, field, {
        case: 'named',
        of: { kind, name, group, namespace, mayExist: this.snapshot.mayExist(group, kind, namespace) },
      });
    else if (sectionName !== undefined && sectionsOf(target)?.has(sectionName) === false)
      this.report('TargetNotFound', policy, `${field}.sectionName`, {
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
    const mayExist = this.snapshot.mayExist(group, text(selector.kind) ?? '', policy.metadata.namespace);
    const kind = text(selector.kind) ?? 'object';
    this.report('TargetNotFound', policy, field, { case: 'selected', of: { kind, mayExist } });
  }

  private claim(policy: Loose, target: string, section: string | undefined, field: string, shown: string): boolean {
    const id = `${policy.kind} > ${target} ${section ?? ''}`;
    const first = this.taken.get(id);
    if (first === policy) return true;
    if (!first) this.taken.set(id, policy);
    else this.report('Conflicted', policy, field, { other: show(first), target: shown, section });
    return !first;
  }
}
