// Targets of policies that an extension server defines (extensionserverpolicy.go). The configuration of Envoy Gateway names the kinds.
import type { ConditionRule } from '../../conditions/condition.ts';
import { sectionsOf } from '../../listeners/listeners.ts';
import { entries, fields, GATEWAY_API, groupOf, type Loose, refOf, show, text } from '../../objects/loose-objects.ts';
import type { Snapshot } from '../../snapshot.ts';

const ROUTES = new Set(['HTTPRoute', 'GRPCRoute']);

/** The groups of the registered kinds. */
const groupsOf = ({ config }: Snapshot): ReadonlySet<string> => {
  const { extensionManager, extensionManagers } = fields(config);
  const managers = [fields(extensionManager), ...entries(extensionManagers)];
  return new Set(managers.flatMap((m) => entries(m.policyResources)).map((r) => text(r.group) ?? ''));
};

const targetsOf = (policy: Loose): readonly (readonly [field: string, ref: unknown])[] => {
  const { targetRef, targetRefs } = fields(policy.spec);
  return [
    ...(targetRef === undefined ? [] : [['spec.targetRef', targetRef] as const]),
    ...entries(targetRefs).map((ref, i) => [`spec.targetRefs[${i}]`, ref] as const),
  ];
};

/** Policies of extension servers that are not accepted. */
export const extensionServerPolicies: ConditionRule = (snapshot, conclude) => {
  const groups = snapshot.index(groupsOf);
  if (groups.size === 0) return;
  for (const policy of snapshot.objects) {
    if (!groups.has(groupOf(policy))) continue;
    for (const [field, given] of targetsOf(policy)) {
      const { kind = '', name = '', sectionName } = refOf(given);
      const route = kind.endsWith('Route')
        ? snapshot.find(GATEWAY_API, kind, policy.metadata.namespace, name)
        : undefined;
      if (!route) continue;
      const place = { object: policy, type: 'Accepted' } as const;
      if (!ROUTES.has(kind))
        conclude({ ...place, reason: 'Invalid', field: `${field}.kind` }, 'TargetUnsupported', {
          policy: policy.kind,
          kind,
        });
      else if (sectionName !== undefined && sectionsOf(route)?.has(sectionName) === false)
        conclude({ ...place, reason: 'TargetNotFound', field: `${field}.sectionName` }, 'TargetNotFound', {
          case: 'section',
          of: { target: show(route), part: 'rule', section: sectionName },
        });
    }
  }
};
