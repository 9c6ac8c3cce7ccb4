import { all } from '../../objects/cel.ts';
import { ADMISSION } from '../notes/teams-notes.ts';
import type { TeamAdmission } from './team-admission.ts';

const ports = (direction: 'ingress' | 'egress'): string =>
  `!has(object.spec.${direction}) || object.spec.${direction}.all(r, !has(r.toPorts) || r.toPorts.all(p, !has(p.terminatingTLS) && !has(p.originatingTLS) && !has(p.listener) && (!has(p.rules) || !has(p.rules.http) || p.rules.http.all(h, !has(h.headerMatches)))))`;

/** Forbids what a CiliumNetworkPolicy can do beyond the pods of its namespace. */
export const networkPolicies = (): TeamAdmission => ({
  name: 'network',
  group: 'cilium.io',
  resources: ['ciliumnetworkpolicies'],
  versions: ['v2'],
  variables: {},
  validations: [
    {
      expression: all([
        '!has(object.specs)',
        'has(object.spec) && !has(object.spec.nodeSelector)',
        ports('ingress'),
        ports('egress'),
      ]),
      message:
        "a team's policy selects pods of its namespace in spec; it must not use Secrets (terminatingTLS, originatingTLS, headerMatches) or a listener",
      reason: 'Forbidden',
    },
  ],
  why: ADMISSION.network,
});
