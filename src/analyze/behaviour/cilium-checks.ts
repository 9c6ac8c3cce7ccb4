// Policies that the API server admits and Cilium rejects: the agent logs an error, and the policy has no effect.
// Source: github.com/cilium/cilium/pkg/policy/api/rule_validation.go, v1.20.2.

import type { ValuesOf } from '../../diagnostics/catalogue.ts';
import { plain } from '../../diagnostics/shown.ts';
import { entries, type Fields, fields } from '../../effective/objects/loose-objects.ts';
import type { Check } from '../check.ts';
import { policiesOf } from './network-checks.ts';

const MOST_PORTS = 40;
const SOURCES = ['fromEndpoints', 'fromCIDR', 'fromCIDRSet', 'fromEntities', 'fromNodes', 'fromGroups'];
const TARGETS = ['toEndpoints', 'toCIDR', 'toCIDRSet', 'toEntities', 'toServices', 'toFQDNs', 'toGroups', 'toNodes'];

const filled = (v: unknown): boolean => Array.isArray(v) && v.length > 0;

type Fault = ValuesOf<'CiliumRuleInvalid'>;

/** What is wrong with one entry of toPorts; empty: nothing. */
const wrongPorts = (part: Fields, way: string): Fault[] => {
  const ports = entries(part.ports);
  const rules = fields(part.rules);
  const kinds = Object.keys(rules).filter((k) => filled(rules[k]));
  const out: Fault[] = [];
  if (ports.length > MOST_PORTS) out.push({ case: 'ports', of: { count: ports.length, most: MOST_PORTS } });
  if (kinds.length > 1) out.push({ case: 'kinds', of: kinds });
  if (kinds.includes('dns') && way.startsWith('ingress')) out.push({ case: 'dnsIngress' });
  if (kinds.includes('dns') && !ports.some((p) => plain(p.port) === '53')) out.push({ case: 'dnsPort' });
  if (kinds.includes('http')) {
    if (ports.some((p) => (p.protocol ?? 'ANY') !== 'TCP')) out.push({ case: 'httpProtocol' });
    if (ports.some((p) => plain(p.port) === '0')) out.push({ case: 'httpPort' });
  }
  return out;
};

const wrongRule = (rule: Fields, way: string, wholeNode: boolean): Fault[] => {
  const members = (way.startsWith('ingress') ? SOURCES : TARGETS).filter((m) => filled(rule[m]));
  const parts = entries(rule.toPorts);
  const out = parts.flatMap((p) => wrongPorts(p, way));
  if (members.length > 1) out.push({ case: 'peers', of: members });
  if (filled(rule.icmps) && parts.length > 0) out.push({ case: 'icmps' });
  if (wholeNode && way === 'ingress' && parts.some((p) => Object.values(fields(p.rules)).some(filled)))
    out.push({ case: 'node' });
  return out;
};

/** Policies that Cilium ignores. */
export const ciliumRules: Check = (snapshot, report) => {
  for (const policy of policiesOf(snapshot).filter((p) => p.kind !== 'NetworkPolicy')) {
    const { spec, specs } = policy as typeof policy & { specs?: unknown };
    for (const [at, one] of [
      ...(spec === undefined ? [] : [['spec', fields(spec)] as const]),
      ...entries(specs).map((s, i) => [`specs[${i}]`, s] as const),
    ])
      for (const way of ['ingress', 'ingressDeny', 'egress', 'egressDeny'])
        for (const [i, rule] of entries(one[way]).entries())
          for (const fault of wrongRule(rule, way, one.nodeSelector !== undefined))
            report('CiliumRuleInvalid', policy, `${at}.${way}[${i}]`, fault);
  }
};
