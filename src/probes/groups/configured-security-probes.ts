import { kindOfIntent } from '../../auth/kinds.ts';
import type { Intent, SecurityIntent } from '../../model/intent.ts';
import { guardsPlace } from '../../resources/deny-by-default.ts';
import type { Probe } from '../probe.ts';
import { governed } from '../probe-ids.ts';
import { configured, targets } from './configured-field.ts';

const securityFile = (s: SecurityIntent, intent: Intent): string =>
  s.early ? `${guardsPlace(intent).stage}.yaml` : '50-securitypolicies.yaml';

/** The fields of one SecurityPolicy that clients cannot see, or see only with credentials that nobody has at hand. */
export const securityProbes = (s: SecurityIntent, intent: Intent): Probe[] => {
  const of = governed(intent, 'security', s.name);
  const one = (what: string, title: string, jsonpath: string, want: string): Probe =>
    configured(
      of.id(what),
      `${of.services}: ${title} (SecurityPolicy ${s.name})`,
      securityFile(s, intent),
      'SecurityPolicy',
      intent.namespace,
      s.name,
      jsonpath,
      want,
    );
  return [
    one('auth.routes', 'the policy protects its routes', ...targets(s.targets)),
    one('auth.default', `${s.defaultAction} by default`, '{.spec.authorization.defaultAction}', s.defaultAction),
    one(
      'allow.rules',
      `${s.rules.length} rules let in`,
      '{.spec.authorization.rules[*].name}',
      s.rules.map((r) => r.name).join(' '),
    ),
    ...(s.auth ? kindOfIntent(s.auth).configured(s.auth, s.rules) : []).map((f) =>
      one(f.what, f.title, f.jsonpath, f.want),
    ),
  ];
};
