import type { Validation } from 'kubernetes-types/admissionregistration/v1.d.ts';
import { all, text } from '../../objects/cel.ts';
import { GATEWAY_GROUP } from '../../objects/make.ts';

const ROUTE = (t: string): string =>
  `${t}.kind in ["HTTPRoute", "GRPCRoute"] && (!has(${t}.group) || ${t}.group == ${text(GATEWAY_GROUP)})`;

/** Since Envoy Gateway 1.8 a selector can select routes of other namespaces; a team may select only its own routes. */
export const OWN_TARGETS: Validation = {
  expression: all([
    '!has(object.spec.targetSelectors) || object.spec.targetSelectors.all(s, !has(s.namespaces) || s.namespaces == {"from": "Same"})',
    '!has(object.spec.mergeType)',
    `!has(object.spec.targetSelectors) || object.spec.targetSelectors.all(s, ${ROUTE('s')} && has(s.matchLabels) && size(s.matchLabels) > 0)`,
    `!has(object.spec.targetRefs) || object.spec.targetRefs.all(t, ${ROUTE('t')} && !has(t.sectionName))`,
  ]),
  message:
    "a team's policy must target whole routes of its own namespace and must not be merged (no Gateway, sectionName, namespaces or mergeType)",
  reason: 'Forbidden',
};
