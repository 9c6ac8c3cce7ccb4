import type { Validation } from 'kubernetes-types/admissionregistration/v1.d.ts';
import { MATCH_PATTERNS } from '../../auth/kinds.ts';
import type { Intent, TeamsIntent } from '../../model/intent.ts';
import { firstOf } from '../../model/object-names.ts';
import { ROUTE_LABELS } from '../../model/route-labels.ts';
import { all, list, text } from '../../objects/cel.ts';
import { ENVOY_GROUP, GATEWAY_GROUP } from '../../objects/make.ts';
import { ANY_HOST, isWildcard } from '../../values/host-patterns.ts';
import { ADMISSION } from '../notes/teams-notes.ts';
import { listenersThat } from '../route-parts.ts';
import { GRPC_ROUTE, HTTP_ROUTE } from './fields/routes-fields.ts';
import { onlyFields } from './fields.ts';
import { headerChanges, PATTERNS } from './header-changes.ts';
import { ANNOTATIONS } from './namespaces.ts';
import { PUBLIC } from './security-admission.ts';
import { type TeamAdmission, words } from './team-admission.ts';

const isOurs = ({ gateway: g }: Intent): string =>
  `r.name == ${text(g.name)} && has(r.namespace) && r.namespace == ${text(g.namespace)}`;
const LISTENER_SET = 'has(r.kind) && r.kind in ["ListenerSet", "XListenerSet"]';

/** Routes of other Gateways are not validated. A ListenerSet or the default Gateways may lead to this one. */
const attaches = (intent: Intent): string =>
  `has(object.spec.useDefaultGateways) || has(object.spec.parentRefs) && object.spec.parentRefs.exists(r, ${isOurs(intent)} || ${LISTENER_SET})`;

const listener = (intent: Intent): Validation => {
  const names = listenersThat(intent, 'routes');
  const [only] = names.length === 1 ? names : [];
  return {
    expression: `!has(object.spec.parentRefs) || object.spec.parentRefs.all(r, !(${LISTENER_SET}) && (!(${isOurs(intent)}) || !has(r.sectionName) || ${only === undefined ? `r.sectionName in ${list(names)}` : `r.sectionName == ${text(only)}`}))`,
    message: `a team's route must attach to listener ${only ?? names.join(' or ')} of Gateway ${intent.gateway.namespace}/${intent.gateway.name}`,
    reason: 'Forbidden',
  };
};

/**
 * A route that names a new host below a wildcard would take this host from the routes of all others, because Envoy asks only the
 * routes of the most specific host name.
 */
const hostnames = ({ gateway: g }: Intent): Validation[] => {
  const serving = g.listeners.filter((l) => l.serves === 'routes');
  if (serving.every((l) => l.hostname !== undefined && !isWildcard(l.hostname))) return [];
  const patterns = g.hosts.map((h) => h.pattern);
  const named = `has(object.spec.hostnames) && size(object.spec.hostnames) > 0`;
  const mayBeAbsent = patterns.includes(ANY_HOST) || serving.every((l) => l.hostname !== undefined);
  return [
    {
      expression: `${mayBeAbsent ? `!(${named}) || ` : `${named} && `}object.spec.hostnames.all(h, h in ${list(patterns.filter((p) => p !== ANY_HOST))})`,
      message: `a team's route may name only hosts of the gateway: ${firstOf(patterns, 10)}`,
      reason: 'Forbidden',
    },
  ];
};

const BELOW = 'p == m.path.value || m.path.value.startsWith(p + "/")';
const pathsBelow = (prefixes: string): string =>
  `has(object.spec.rules) && object.spec.rules.all(r, has(r.matches) && size(r.matches) > 0 && r.matches.all(m, has(m.path) && has(m.path.value) && m.path.type in ["Exact", "PathPrefix"] && ${prefixes}.exists(p, ${BELOW})))`;

/** A label of the route selects its policy, so the route alone shows whether it is public. */
const saysPublic = `has(object.metadata.labels) && ${text(ROUTE_LABELS.security)} in object.metadata.labels && object.metadata.labels[${text(ROUTE_LABELS.security)}].startsWith(${text(PUBLIC)})`;

/** Only the regular expressions that distinguish methods: one that RE2 rejects breaks the listener for all teams. */
const patterns = (fields: readonly string[]): Validation => ({
  expression: `!has(object.spec.rules) || object.spec.rules.all(r, !has(r.matches) || r.matches.all(m, ${all(
    fields.map(
      (f) => `!has(m.${f}) || m.${f}.all(h, !has(h.type) || h.type == "Exact" || h.value in ${list(MATCH_PATTERNS)})`,
    ),
  )}))`,
  message: `a team may use only the regular expressions ${MATCH_PATTERNS.join(' and ')}, because an invalid one breaks the listener for all teams`,
  reason: 'Forbidden',
});

const filtersAt = (intent: Intent, teams: TeamsIntent, side: 'request' | 'response'): Validation => {
  const filters = (x: string): string =>
    `!has(${x}.filters) || ${x}.filters.all(f, ${headerChanges(intent, teams, side, 'f')})`;
  // The list of fields allows only request headers in a backendRef.
  const below = side === 'request' ? ` && (!has(r.backendRefs) || r.backendRefs.all(b, ${filters('b')}))` : '';
  return {
    expression: `!has(object.spec.rules) || object.spec.rules.all(r, (${filters('r')})${below})`,
    message: `a team must not change these ${side} headers: host, x-envoy-..., ${side === 'request' ? 'identity headers' : 'cookies, CORS, HSTS'}; a value must be valid for Envoy: one line, with "%" written as "%%" or as part of an operator such as %REQ(X-REQUEST-ID)%`,
    reason: 'Forbidden',
  };
};

/** Plain paths only, because Envoy rejects all routes for an invalid one; filters of Envoy Gateway from the same namespace only. */
const rewrites: Validation = {
  expression: `!has(object.spec.rules) || object.spec.rules.all(r, !has(r.filters) || r.filters.all(f, ${all([
    `!has(f.urlRewrite) || !has(f.urlRewrite.path) || !has(f.urlRewrite.path.replacePrefixMatch) || f.urlRewrite.path.replacePrefixMatch.matches(${text("^/[-A-Za-z0-9/._~!$&'()*+,;=:@%]*$")})`,
    `!has(f.extensionRef) || f.extensionRef.group == ${text(ENVOY_GROUP)} && f.extensionRef.kind == "HTTPRouteFilter"`,
  ])}))`,
  message: 'replacePrefixMatch must be a plain path, and extensionRef must name an HTTPRouteFilter',
  reason: 'Forbidden',
};

const backendRefs: Validation = {
  expression: `!has(object.spec.rules) || object.spec.rules.all(r, !has(r.backendRefs) || r.backendRefs.all(b, (!has(b.namespace) || b.namespace == object.metadata.namespace) && (!has(b.kind) || b.kind == "Service" && (!has(b.group) || b.group == "") || b.kind == "Backend" && b.group == ${text(ENVOY_GROUP)})))`,
  message: 'a team may send requests only to a Service or a Backend of its own namespace',
  reason: 'Forbidden',
};

export const httpRoutes = (intent: Intent, teams: TeamsIntent): TeamAdmission => ({
  name: 'paths',
  group: GATEWAY_GROUP,
  resources: ['httproutes'],
  versions: ['v1'],
  condition: attaches(intent),
  variables: { prefixes: words(ANNOTATIONS.paths), open: words(ANNOTATIONS.open), ...PATTERNS },
  validations: [
    listener(intent),
    ...hostnames(intent),
    {
      expression: pathsBelow('variables.prefixes'),
      messageExpression:
        '"every match of a route must be a PathPrefix or Exact path below " + variables.prefixes.join(" or ")',
      reason: 'Forbidden',
    },
    {
      expression: `!(${saysPublic}) || (${pathsBelow('variables.open')})`,
      messageExpression:
        '"a route with a public policy may serve only paths that the platform allows to be public: " + (size(variables.open) > 0 ? variables.open.join(" or ") : "none")',
      reason: 'Forbidden',
    },
    ...onlyFields(HTTP_ROUTE),
    patterns(['headers', 'queryParams']),
    filtersAt(intent, teams, 'request'),
    filtersAt(intent, teams, 'response'),
    rewrites,
    backendRefs,
  ],
  why: ADMISSION.paths,
});

const grpcMethod = (prefixes: string): string =>
  `has(object.spec.rules) && object.spec.rules.all(r, has(r.matches) && size(r.matches) > 0 && r.matches.all(m, has(m.method) && (!has(m.method.type) || m.method.type == "Exact") && has(m.method.service) && ${prefixes}.exists(p, p == "/" + m.method.service || (has(m.method.method) && p == "/" + m.method.service + "/" + m.method.method))))`;

export const grpcRoutes = (intent: Intent, teams: TeamsIntent): TeamAdmission => ({
  name: 'calls',
  group: GATEWAY_GROUP,
  resources: ['grpcroutes'],
  versions: ['v1'],
  condition: attaches(intent),
  variables: { prefixes: words(ANNOTATIONS.paths), open: words(ANNOTATIONS.open), ...PATTERNS },
  validations: [
    listener(intent),
    ...hostnames(intent),
    {
      expression: grpcMethod('variables.prefixes'),
      messageExpression:
        '"every match of a gRPC route must name exactly one service of " + variables.prefixes.join(" or ")',
      reason: 'Forbidden',
    },
    {
      expression: `!(${saysPublic}) || (${grpcMethod('variables.open')})`,
      message: 'a gRPC route with a public policy may serve only paths that the platform allows to be public',
      reason: 'Forbidden',
    },
    ...onlyFields(GRPC_ROUTE),
    patterns(['headers']),
    filtersAt(intent, teams, 'request'),
    filtersAt(intent, teams, 'response'),
    backendRefs,
  ],
  why: ADMISSION.calls,
});
