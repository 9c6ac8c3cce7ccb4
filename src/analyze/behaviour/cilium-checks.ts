// What Cilium itself refuses of a policy that the API server took: the agent logs it and the policy does nothing.
// Source: github.com/cilium/cilium/pkg/policy/api/rule_validation.go, v1.20.2.

import { plain } from '../../diagnostics/shown.ts';
import { entries, type Fields, fields } from '../loose-objects.ts';
import { policiesOf } from './network-checks.ts';
import type { BehaviourCheck } from './scene.ts';

const MOST_PORTS = 40;
const SOURCES = ['fromEndpoints', 'fromCIDR', 'fromCIDRSet', 'fromEntities', 'fromNodes', 'fromGroups'];
const TARGETS = ['toEndpoints', 'toCIDR', 'toCIDRSet', 'toEntities', 'toServices', 'toFQDNs', 'toGroups', 'toNodes'];

const filled = (v: unknown): boolean => Array.isArray(v) && v.length > 0;

/** What is wrong with one entry of toPorts; nothing where it is empty. */
const wrongPorts = (part: Fields, way: string): string[] => {
  const ports = entries(part.ports);
  const rules = fields(part.rules);
  const kinds = Object.keys(rules).filter((k) => filled(rules[k]));
  const out: string[] = [];
  if (ports.length > MOST_PORTS) out.push(`${ports.length} ports in one entry; ${MOST_PORTS} are allowed. Split it.`);
  if (kinds.length > 1) out.push(`${kinds.join(' and ')} rules in one entry. Write an entry for each.`);
  if (kinds.includes('dns') && way.startsWith('ingress')) out.push('dns rules hold for egress only.');
  if (kinds.includes('dns') && !ports.some((p) => plain(p.port) === '53')) out.push('dns rules need port 53.');
  if (kinds.includes('http')) {
    if (ports.some((p) => (p.protocol ?? 'ANY') !== 'TCP')) out.push('http rules need protocol: TCP on every port.');
    if (ports.some((p) => plain(p.port) === '0')) out.push('http rules cannot be for port 0.');
  }
  return out;
};

const wrongRule = (rule: Fields, way: string, wholeNode: boolean): string[] => {
  const members = (way.startsWith('ingress') ? SOURCES : TARGETS).filter((m) => filled(rule[m]));
  const parts = entries(rule.toPorts);
  const out = parts.flatMap((p) => wrongPorts(p, way));
  if (members.length > 1) out.push(`${members.join(' and ')} in one rule. Write a rule for each.`);
  if (filled(rule.icmps) && parts.length > 0) out.push('icmps beside toPorts. Write a rule for each.');
  if (wholeNode && way === 'ingress' && parts.some((p) => Object.values(fields(p.rules)).some(filled)))
    out.push('rules of requests do not hold for the node itself.');
  return out;
};

/** Policies that Cilium takes no notice of. */
export const ciliumRules: BehaviourCheck = (scene) => {
  for (const policy of policiesOf(scene).filter((p) => p.kind !== 'NetworkPolicy')) {
    const { spec, specs } = policy as typeof policy & { specs?: unknown };
    for (const [at, one] of [
      ...(spec === undefined ? [] : [['spec', fields(spec)] as const]),
      ...entries(specs).map((s, i) => [`specs[${i}]`, s] as const),
    ])
      for (const way of ['ingress', 'ingressDeny', 'egress', 'egressDeny'])
        for (const [i, rule] of entries(one[way]).entries())
          for (const why of wrongRule(rule, way, one.nodeSelector !== undefined))
            scene.report(
              'CiliumRuleInvalid',
              'error',
              policy,
              `${at}.${way}[${i}]`,
              `Cilium refuses the policy: ${why}`,
            );
  }
};
