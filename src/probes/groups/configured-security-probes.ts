import type { Intent, SecurityIntent } from '../../model/intent.ts';
import { guardsPlace } from '../../objects/guards-place.ts';
import type { Stage } from '../../stages.ts';
import type { Probe } from '../probe.ts';
import { governed } from '../probe-ids.ts';
import { configured, targets } from './configured-field.ts';

const securityFile = (s: SecurityIntent, intent: Intent): Stage =>
  s.early ? guardsPlace(intent).stage : 'securityPolicies';

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
    ...(s.jwt.length > 0
      ? [
          one('auth.issuer', 'issuers', '{.spec.jwt.providers[*].issuer}', s.jwt.map((p) => p.issuer).join(' ')),
          one(
            'auth.audiences',
            'audiences',
            '{.spec.jwt.providers[*].audiences[*]}',
            s.jwt.flatMap((p) => p.audiences).join(' '),
          ),
          one(
            'auth.claims',
            'claims that services receive',
            '{.spec.jwt.providers[*].claimToHeaders[*].header}',
            s.jwt.flatMap((p) => p.claims.map(([, header]) => header)).join(' '),
          ),
          one(
            'auth.expiry',
            'tokens must expire',
            '{.spec.authorization.rules[*].cel}',
            s.rules.map((r) => r.cel ?? '').join(' '),
          ),
        ]
      : []),
    ...(s.apiKey
      ? [one('auth.key-removed', 'the key does not reach the service', '{.spec.apiKeyAuth.sanitize}', 'true')]
      : []),
    ...(s.extAuth
      ? [one('auth.failOpen', 'while the authorizer is down', '{.spec.extAuth.failOpen}', String(s.extAuth.failOpen))]
      : []),
  ];
};
