// What became of policies as objects: their metadata and targets, and those that apply to no rule.

import { entries, fields, groupOf, isSet, type Loose } from '../../../../effective/objects/loose-objects.ts';
import { type GatewayView, sayObjects } from '../../source-views.ts';
import { isGenerated } from '../own/own-routes.ts';
import { reachedPolicies } from '../reached-policies.ts';

const OF_RULES = ['SecurityPolicy', 'BackendTrafficPolicy', 'EnvoyExtensionPolicy'] as const;
const OTHERS = ['ClientTrafficPolicy', 'EnvoyProxy', 'EnvoyPatchPolicy'] as const;
const TARGETS = ['targetRef', 'targetRefs', 'targetSelectors', 'mergeType'] as const;

const isOurGroup = (o: Loose): boolean => groupOf(o) === 'gateway.envoyproxy.io';

/** The rule of a policy that is only for certificates: solvers of cert-manager prove a host name over HTTP. */
const isOfChallenges = (rules: unknown): boolean =>
  rules === undefined || entries(rules).every((r) => r.name === 'acme-challenges' && r.action === 'Allow');

/** The policies that generate writes for listeners and its own routes: authorization, and nothing else. */
const isWrittenAgain = (policy: Loose): boolean => {
  const spec = fields(policy.spec);
  const { defaultAction, rules, ...rest } = fields(spec.authorization);
  const keys = Object.keys(spec).filter((k) => !TARGETS.some((t) => t === k));
  const isOnly = keys.length === 1 && keys[0] === 'authorization' && Object.keys(rest).length === 0;
  const { name } = policy.metadata;
  const isClosed = /-closed(-http)?$/.test(name);
  const isOpen = /-(catch-all|http-redirect)(-\w+)*$/.test(name);
  const action = isClosed ? 'Deny' : isOpen ? 'Allow' : undefined;
  return isGenerated(policy) && isOnly && isOfChallenges(rules) && action !== undefined && defaultAction === action;
};

/** The policy of a guard route, which keeps a filter of another policy in the chain. */
const isGuard = (policy: Loose, all: readonly Loose[]): boolean => {
  if (!isGenerated(policy) || !policy.metadata.name.startsWith('guard-')) return false;
  const { targetSelectors: _, ...spec } = fields(policy.spec);
  return all.some((p) => {
    const { targetSelectors: __, ...other } = fields(p.spec);
    return p !== policy && JSON.stringify(other) === JSON.stringify(spec);
  });
};

/** Reports metadata and targets of all policies, and the policies that no rule of the source has. */
export const reportPolicies = (view: GatewayView): void => {
  const reached = reachedPolicies(view);
  for (const kind of [...OF_RULES, ...OTHERS])
    for (const policy of view.snapshot.of(kind).filter(isOurGroup)) {
      const node = view.source.node(policy);
      if (!node) continue;
      sayObjects(view, [policy]);
      const spec = node.get('spec');
      if (kind === 'EnvoyPatchPolicy') {
        view.ledger.say(spec, 'PatchesOfEnvoy', { name: policy.metadata.name });
        continue;
      }
      if (!OF_RULES.some((k) => k === kind)) {
        view.ledger.noEffect(...TARGETS.map((t) => spec.get(t)));
        continue;
      }
      if (reached.has(policy)) view.ledger.noEffect(...TARGETS.map((t) => spec.get(t)));
      else if (isWrittenAgain(policy) || isGuard(policy, view.snapshot.of(kind))) {
        view.ledger.noEffect(...TARGETS.map((t) => spec.get(t)));
        view.ledger.carried(spec);
      } else if (isSet(policy.spec)) view.ledger.say(spec, 'PolicyWithoutRule', { kind, name: policy.metadata.name });
    }
};
