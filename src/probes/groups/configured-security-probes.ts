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
            'headers with claims for services',
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
      ? [
          one(
            'auth.failOpen',
            `while the authorizer is unreachable, requests ${s.extAuth.failOpen ? 'pass' : 'are rejected'}`,
            '{.spec.extAuth.failOpen}',
            String(s.extAuth.failOpen),
          ),
        ]
      : []),
  ];
};
