import { kindOfIntent } from '../../auth/kinds.ts';
import { DENIED_NETWORKS } from '../../model/fixed-names.ts';
import type { Intent, SecurityIntent } from '../../model/intent.ts';
import { guardsPlace } from '../../objects/guards-place.ts';
import type { Stage } from '../../stages.ts';
import type { Probe } from '../probe.ts';
import { governed } from '../probe-ids.ts';
import { configured, targets } from './configured-field.ts';

const securityFile = (s: SecurityIntent, intent: Intent): Stage =>
  s.early ? guardsPlace(intent).stage : 'securityPolicies';

/** Fields of one SecurityPolicy that requests cannot verify, or only with credentials that are rarely available. */
export const securityProbes = (s: SecurityIntent, intent: Intent): Probe[] => {
  const of = governed(intent, 'security', s.name);
  const one = (what: string, title: string, jsonpath: string, want: string): Probe =>
    configured(of.id(what), title, securityFile(s, intent), 'SecurityPolicy', intent.namespace, s.name, jsonpath, want);
  return [
    one('auth.routes', 'the policy selects its routes', ...targets(s.targets)),
    one(
      'auth.default',
      `the default action is ${s.defaultAction}`,
      '{.spec.authorization.defaultAction}',
      s.defaultAction,
    ),
    one(
      'allow.rules',
      s.rules.length === 1 ? '1 allow rule' : `${s.rules.length} allow rules`,
      '{.spec.authorization.rules[*].name}',
      [...(s.denied.length > 0 ? [DENIED_NETWORKS] : []), ...s.rules.map((r) => r.name)].join(' '),
    ),
    ...(s.denied.length > 0
      ? [
          one(
            'deny.cidrs',
            'networks without access',
            `{.spec.authorization.rules[?(@.action=="Deny")].principal.clientCIDRs[*]}`,
            s.denied.join(' '),
          ),
        ]
      : []),
    ...s.auth
      .flatMap((a) => kindOfIntent(a).configured(a, s.rules))
      .map((f) => one(f.what, f.title, f.jsonpath, f.want)),
  ];
};
