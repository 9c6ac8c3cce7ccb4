import type { Validation } from 'kubernetes-types/admissionregistration/v1.d.ts';
import { all, text } from '../../objects/cel.ts';
import { GATEWAY_GROUP } from '../../objects/make.ts';

const ROUTE = (t: string): string =>
  `${t}.kind in ["HTTPRoute", "GRPCRoute"] && (!has(${t}.group) || ${t}.group == ${text(GATEWAY_GROUP)})`;

/** A selector may reach into other namespaces (Envoy Gateway 1.8), and a Gateway's policy would be of this namespace's own. */
export const OWN_TARGETS: Validation = {
  expression: all([
    '!has(object.spec.targetSelectors) || object.spec.targetSelectors.all(s, !has(s.namespaces) || s.namespaces == {"from": "Same"})',
    '!has(object.spec.mergeType)',
    `!has(object.spec.targetSelectors) || object.spec.targetSelectors.all(s, ${ROUTE('s')} && has(s.matchLabels) && size(s.matchLabels) > 0)`,
    `!has(object.spec.targetRefs) || object.spec.targetRefs.all(t, ${ROUTE('t')} && !has(t.sectionName))`,
  ]),
  message:
    'a policy of a team reaches whole routes of its own namespace, and is complete in itself (no Gateway, no sectionName, no namespaces, no mergeType)',
  reason: 'Forbidden',
};
