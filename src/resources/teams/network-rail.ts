import { all } from '../../objects/cel.ts';
import { ADMISSION } from '../notes/teams-notes.ts';
import type { Rail } from './rail.ts';

const ports = (direction: 'ingress' | 'egress'): string =>
  `!has(object.spec.${direction}) || object.spec.${direction}.all(r, !has(r.toPorts) || r.toPorts.all(p, !has(p.terminatingTLS) && !has(p.originatingTLS) && !has(p.listener) && (!has(p.rules) || !has(p.rules.http) || p.rules.http.all(h, !has(h.headerMatches)))))`;

/** What a CiliumNetworkPolicy can do beyond the pods of its namespace. The rest is a team's own network. */
export const networkPolicies = (): Rail => ({
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
        'a policy of a team is about pods of its namespace, in spec; it names no Secrets (terminatingTLS, originatingTLS, headerMatches) and no listener',
      reason: 'Forbidden',
    },
  ],
  why: ADMISSION.network,
});
