import type { Intent } from '../../intent/model.ts';
import { ROUTE_LABELS } from '../../intent/targets.ts';
import { GATEWAY_GROUP } from '../make.ts';
import { text } from './cel.ts';
import { ANNOTATIONS } from './namespaces.ts';
import { type Rail, words } from './rail.ts';
import { PUBLIC } from './security-rail.ts';

/** Who attaches to another Gateway is none of ours. */
const attaches = ({ gateway: g }: Intent): string =>
  `has(object.spec.parentRefs) && object.spec.parentRefs.exists(r, r.name == ${text(g.name)} && has(r.namespace) && r.namespace == ${text(g.namespace)})`;

const BELOW = 'p == m.path.value || m.path.value.startsWith(p + "/")';
const pathsBelow = (prefixes: string): string =>
  `has(object.spec.rules) && object.spec.rules.all(r, has(r.matches) && size(r.matches) > 0 && r.matches.all(m, has(m.path) && has(m.path.value) && m.path.type in ["Exact", "PathPrefix"] && ${prefixes}.exists(p, ${BELOW})))`;

/** Which policy decides is a label of the route, so what is left open can be seen from the route alone. */
const saysPublic = `has(object.metadata.labels) && ${text(ROUTE_LABELS.security)} in object.metadata.labels && object.metadata.labels[${text(ROUTE_LABELS.security)}].startsWith(${text(PUBLIC)})`;

export const httpRoutes = (intent: Intent): Rail => ({
  name: 'paths',
  group: GATEWAY_GROUP,
  resources: ['httproutes'],
  versions: ['v1'],
  condition: attaches(intent),
  variables: { prefixes: words(ANNOTATIONS.paths), open: words(ANNOTATIONS.open) },
  validations: [
    {
      expression: pathsBelow('variables.prefixes'),
      messageExpression:
        '"every match of a route has to be a PathPrefix or Exact path below " + variables.prefixes.join(" or ")',
      reason: 'Forbidden',
    },
    {
      expression: `!(${saysPublic}) || (${pathsBelow('variables.open')})`,
      messageExpression:
        '"a route under a public policy may serve only paths that the platform leaves open here: " + (size(variables.open) > 0 ? variables.open.join(" or ") : "none")',
      reason: 'Forbidden',
    },
  ],
  why: 'A team serves the paths that the root file gives it. Without this the longer of two paths would win, whoever wrote it.',
});

const grpcMethod = (prefixes: string): string =>
  `has(object.spec.rules) && object.spec.rules.all(r, has(r.matches) && size(r.matches) > 0 && r.matches.all(m, has(m.method) && (!has(m.method.type) || m.method.type == "Exact") && has(m.method.service) && ${prefixes}.exists(p, p == "/" + m.method.service || (has(m.method.method) && p == "/" + m.method.service + "/" + m.method.method))))`;

export const grpcRoutes = (intent: Intent): Rail => ({
  name: 'calls',
  group: GATEWAY_GROUP,
  resources: ['grpcroutes'],
  versions: ['v1'],
  condition: attaches(intent),
  variables: { prefixes: words(ANNOTATIONS.paths), open: words(ANNOTATIONS.open) },
  validations: [
    {
      expression: grpcMethod('variables.prefixes'),
      messageExpression:
        '"every match of a gRPC route has to name a service, exactly, of " + variables.prefixes.join(" or ")',
      reason: 'Forbidden',
    },
    {
      expression: `!(${saysPublic}) || (${grpcMethod('variables.open')})`,
      message: 'a gRPC route under a public policy may serve only what the platform leaves open here',
      reason: 'Forbidden',
    },
  ],
  why: 'The same for gRPC, where a path is a service and a method.',
});
