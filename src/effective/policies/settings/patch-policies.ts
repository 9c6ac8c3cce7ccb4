// Targets of EnvoyPatchPolicies (envoypatchpolicy.go): a Gateway, or the GatewayClass whose Gateways share their proxies.
import type { ConditionRule } from '../../conditions/condition.ts';
import { classOf, controllerOfClass, isMerged } from '../../gateways/controllers.ts';
import { fields, GATEWAY_API, groupOf, type Loose, refOf, show } from '../../objects/loose-objects.ts';
import type { Snapshot } from '../../snapshot.ts';
import { PolicyReport } from './policy-report.ts';

/** The GatewayClasses of Envoy Gateway whose Gateways share their proxies. */
const mergedClasses = (snapshot: Snapshot): readonly Loose[] =>
  snapshot
    .of('GatewayClass')
    .filter((c) => groupOf(c) === GATEWAY_API && controllerOfClass(snapshot, c) === 'own' && isMerged(snapshot, c));

const names = (classes: readonly Loose[]): string[] => classes.map((c) => c.metadata.name);

const checkTarget = (report: PolicyReport): void => {
  const { snapshot } = report;
  const at = 'spec.targetRef';
  const { kind = '', name = '', group = '' } = refOf(report.spec.targetRef);
  const merged = snapshot.index(mergedClasses);
  const { namespace } = report.policy.metadata;
  if (group === GATEWAY_API && kind === 'GatewayClass') {
    const target = snapshot.find(group, kind, undefined, name);
    if (target && merged.includes(target)) return;
    if (target) report.invalid(`${at}.kind`, 'PatchTargetInvalid', { case: 'kind', of: { kind, wanted: 'Gateway' } });
    else if (merged.length > 0)
      report.invalid(`${at}.name`, 'PatchTargetInvalid', {
        case: 'merged',
        of: { name: `${kind} ${name}`, classes: names(merged) },
      });
    return;
  }
  if (group !== GATEWAY_API || kind !== 'Gateway') {
    const wanted = merged.length > 0 ? 'GatewayClass' : 'Gateway';
    report.invalid(`${at}.kind`, 'PatchTargetInvalid', { case: 'kind', of: { kind, wanted } });
    return;
  }
  const gateway = snapshot.find(group, kind, namespace, name);
  if (!gateway) {
    const of = { kind, name, group, namespace, absence: snapshot.absence(group, kind, namespace) };
    report.invalid(at, 'TargetNotFound', { case: 'named', of });
    return;
  }
  const gatewayClass = classOf(snapshot, gateway);
  if (gatewayClass && merged.includes(gatewayClass))
    report.invalid(at, 'PatchTargetInvalid', {
      case: 'merged',
      of: { name: show(gateway), classes: names([gatewayClass]) },
    });
};

/** EnvoyPatchPolicies that patch nothing because of their target. Where the configuration disables the kind, no target matters. */
export const patchPolicies: ConditionRule = (snapshot, conclude) => {
  const { extensionApis } = fields(snapshot.config);
  if (snapshot.config !== undefined && fields(extensionApis).enableEnvoyPatchPolicy !== true) return;
  for (const policy of snapshot.of('EnvoyPatchPolicy')) checkTarget(new PolicyReport(snapshot, policy, conclude));
};
