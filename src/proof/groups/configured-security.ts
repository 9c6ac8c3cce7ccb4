import type { Intent, SecurityIntent } from '../../intent/model.ts';
import { guardsPlace } from '../../resources/closed.ts';
import type { Probe } from '../probe.ts';
import { configured, targets } from './configured-field.ts';

const securityFile = (s: SecurityIntent, intent: Intent): string =>
  s.early ? `${guardsPlace(intent).stage}.yaml` : '50-securitypolicies.yaml';

/** The fields of one SecurityPolicy that clients cannot see, or see only with credentials that nobody has at hand. */
export const securityProbes = (s: SecurityIntent, intent: Intent): Probe[] => {
  const one = (what: string, title: string, jsonpath: string, want: string): Probe =>
    configured(
      `${what}-${s.name}`,
      title,
      securityFile(s, intent),
      'SecurityPolicy',
      intent.namespace,
      s.name,
      jsonpath,
      want,
    );
  return [
    one('targets', `SecurityPolicy ${s.name} protects its routes`, ...targets(s.targets)),
    one(
      'default-action',
      `SecurityPolicy ${s.name}: ${s.defaultAction} by default`,
      '{.spec.authorization.defaultAction}',
      s.defaultAction,
    ),
    one(
      'rules',
      `SecurityPolicy ${s.name}: ${s.rules.length} rules let in`,
      '{.spec.authorization.rules[*].name}',
      s.rules.map((r) => r.name).join(' '),
    ),
    ...(s.jwt.length > 0
      ? [
          one(
            'issuer',
            `SecurityPolicy ${s.name}: issuers`,
            '{.spec.jwt.providers[*].issuer}',
            s.jwt.map((p) => p.issuer).join(' '),
          ),
          one(
            'audiences',
            `SecurityPolicy ${s.name}: audiences`,
            '{.spec.jwt.providers[*].audiences[*]}',
            s.jwt.flatMap((p) => p.audiences).join(' '),
          ),
          one(
            'claim-headers',
            `SecurityPolicy ${s.name}: claims that services receive`,
            '{.spec.jwt.providers[*].claimToHeaders[*].header}',
            s.jwt.flatMap((p) => p.claims.map(([, header]) => header)).join(' '),
          ),
          one(
            'expiry',
            `SecurityPolicy ${s.name}: tokens must expire`,
            '{.spec.authorization.rules[*].cel}',
            s.rules.map((r) => r.cel ?? '').join(' '),
          ),
        ]
      : []),
    ...(s.apiKey
      ? [
          one(
            'key-removed',
            `SecurityPolicy ${s.name}: the key does not reach the service`,
            '{.spec.apiKeyAuth.sanitize}',
            'true',
          ),
        ]
      : []),
    ...(s.extAuth
      ? [
          one(
            'fail-open',
            `SecurityPolicy ${s.name}: while the authorizer is down`,
            '{.spec.extAuth.failOpen}',
            String(s.extAuth.failOpen),
          ),
        ]
      : []),
  ];
};
