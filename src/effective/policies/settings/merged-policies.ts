// Policies with mergeType: Envoy Gateway refuses them for what they inherit (translate*PolicyForRoute with a merged policy).
import type { Conclude } from '../../conditions/condition.ts';
import { type Loose, show } from '../../objects/loose-objects.ts';
import { attachmentsOf } from '../../routes/parents.ts';
import type { Snapshot } from '../../snapshot.ts';
import { policiesAbove } from '../applied-policy.ts';
import { mergedSpec } from '../merged-spec.ts';
import { checkTcp } from './authorization-settings.ts';
import { PolicyReport } from './policy-report.ts';
import { targetsKind } from './targets-of-policy.ts';

/** Reports what Envoy Gateway refuses of one policy. */
type Examine = (report: PolicyReport) => void;

/** The policies that a policy of a route is merged into, each once. */
const basesOf = ({ snapshot, policy }: PolicyReport): Set<Loose> => {
  const bases = new Set<Loose>();
  for (const route of snapshot.attachments.targetsOf(policy))
    for (const { listeners } of attachmentsOf(snapshot, route))
      for (const { owner, name } of listeners) {
        const [base] = policiesAbove(snapshot, policy.kind, owner, name);
        if (base) bases.add(base.policy);
      }
  return bases;
};

/** The fields that Envoy Gateway refuses of a policy, or of a policy with that spec. */
const refused = (snapshot: Snapshot, policy: Loose, examine: Examine): readonly string[] => {
  const found: string[] = [];
  const collect: Conclude = (place, _code, ..._values) => void found.push(place.field);
  examine(new PolicyReport(snapshot, policy, collect));
  return found;
};

const byPolicy = (): Map<Loose, readonly string[]> => new Map();

/** Computed once for each base, because many policies may be merged into it. */
const refusedOf = (snapshot: Snapshot, base: Loose, examine: Examine): readonly string[] => {
  const all = snapshot.index(byPolicy);
  const known = all.get(base) ?? refused(snapshot, base, examine);
  all.set(base, known);
  return known;
};

/** Reports what a policy inherits: settings of its base that it does not replace, and settings that are not possible for its target. */
const checkBases = (report: PolicyReport, examine: Examine): void => {
  const { snapshot, policy, spec } = report;
  if (spec.mergeType === undefined) return;
  const isTcp = policy.kind === 'SecurityPolicy' && targetsKind(snapshot, policy, ['TCPRoute']);
  const isInvalidForTcp = (base: Loose): boolean =>
    refused(snapshot, policy, checkTcp).length === 0 &&
    refused(snapshot, { ...policy, spec: mergedSpec(base, policy) }, checkTcp).length > 0;
  for (const base of basesOf(report)) {
    const inherited = refusedOf(snapshot, base, examine).find((field) => spec[field.split('.')[1]!] === undefined);
    if (inherited !== undefined)
      report.invalid('spec.mergeType', 'MergedPolicyInvalid', { base: show(base), field: inherited });
    else if (isTcp && isInvalidForTcp(base))
      report.invalid('spec.mergeType', 'MergedPolicyInvalid', { base: show(base), field: 'spec' });
  }
};

/** Examines the policies of a kind, and what they inherit. */
export const examineAll = (snapshot: Snapshot, conclude: Conclude, kind: string, examine: Examine): void => {
  for (const policy of snapshot.of(kind)) {
    const report = new PolicyReport(snapshot, policy, conclude);
    examine(report);
    checkBases(report, examine);
  }
};
