import type { Validation } from 'kubernetes-types/admissionregistration/v1.d.ts';
import { PLATFORM_FIELDS, TEAM_KINDS } from '../../auth/kinds.ts';
import { DENIED_NETWORKS } from '../../model/fixed-names.ts';
import type { CorsIntent, Intent, TeamsIntent } from '../../model/intent.ts';
import { ROUTE_LABELS } from '../../model/route-labels.ts';
import { all, any, list, text } from '../../objects/cel.ts';
import { HEADER_NAME } from '../../values/header-operators.ts';

/** Prefix of the names of policies without authentication. */
export const PUBLIC = 'public';

/** Kinds that teams may use, each with the methods that the platform has of it. */
const kindsOf = ({ methods }: TeamsIntent) =>
  TEAM_KINDS.map((kind) => ({
    field: kind.field,
    part: kind.teams!,
    methods: methods.filter((m) => m.type === kind.type),
  }));
type KindOfTeams = ReturnType<typeof kindsOf>[number];

/** A rule allows only what the policy's own method authenticates, also on connections that are older than its filter. */
const authenticatedBy = (kinds: readonly KindOfTeams[]): string =>
  any(kinds.filter((k) => k.methods.length > 0).map(({ part, methods }) => part.rule(methods)));

/** Rules may use only headers that methods set; other header names could be spelled in any form. */
const headersOf = (kinds: readonly KindOfTeams[]): string =>
  [
    '!has(r.principal)',
    '!has(r.principal.headers)',
    ...kinds.filter((k) => k.part.rulesUseHeaders && k.methods.length > 0).map((k) => `has(object.spec.${k.field})`),
  ].join(' || ');

/** CORS must stay within that of the platform. */
const corsOf = (cors: CorsIntent | undefined): Validation => ({
  expression: cors
    ? `!has(object.spec.cors) || (${all([
        `has(object.spec.cors.allowOrigins) && object.spec.cors.allowOrigins.all(o, o in ${list(cors.origins)})`,
        `!has(object.spec.cors.allowMethods) || object.spec.cors.allowMethods.all(m, m in ${list(cors.methods)})`,
        `!has(object.spec.cors.allowHeaders) || object.spec.cors.allowHeaders.all(h, h != "*" && h.matches(${text(HEADER_NAME)}))`,
        `!has(object.spec.cors.exposeHeaders) || object.spec.cors.exposeHeaders.all(h, h != "*" && h.matches(${text(HEADER_NAME)}))`,
        `!has(object.spec.cors.maxAge) || object.spec.cors.maxAge == ${text(cors.maxAge)}`,
        ...(cors.credentials ? [] : ['!has(object.spec.cors.allowCredentials) || !object.spec.cors.allowCredentials']),
      ])})`
    : '!has(object.spec.cors)',
  message: cors
    ? `CORS must stay within that of the platform; allowed origins: ${cors.origins.join(', ')}`
    : 'CORS is not allowed, because the platform does not set cors',
  reason: 'Forbidden',
});

/** A form of authentication that no team may use must be absent; others must be as the platform requires. */
const formOf = ({ field, part, methods }: KindOfTeams, namespace: string): Validation =>
  methods.length > 0
    ? {
        expression: `!has(object.spec.${field}) || (${all(part.checks(methods, namespace))})`,
        message: part.message(methods, namespace),
        reason: 'Forbidden',
      }
    : {
        expression: `!has(object.spec.${field})`,
        message: `the platform has no method for ${part.called} that teams may use`,
        reason: 'Forbidden',
      };

/** The platform's networks without access must be denied first, by exactly this rule. */
const deniedOf = (networks: readonly string[]): Validation[] => {
  if (networks.length === 0) return [];
  const rules = 'object.spec.authorization.rules';
  return [
    {
      expression: all([
        `has(object.spec.authorization) && has(${rules}) && size(${rules}) > 0`,
        `${rules}[0] == {"name": ${text(DENIED_NETWORKS)}, "action": "Deny", "principal": {"clientCIDRs": ${list(networks)}}}`,
        `${rules}.filter(r, has(r.name) && r.name == ${text(DENIED_NETWORKS)}).size() == 1`,
      ]),
      message: `the first authorization rule must deny the networks of the platform: ${networks.join(', ')}`,
      reason: 'Forbidden',
    },
  ];
};

/** A team's SecurityPolicy must use a method that the team may use, as the platform configures it, or select only public routes. */
export const authenticated = ({ gateway, cors }: Intent, teams: TeamsIntent): Validation[] => {
  const spec = 'object.spec';
  // A rule that denies can only be the platform's own, because the first rule is compared with it.
  const mayDeny = teams.denied.length > 0 ? `has(r.name) && r.name == ${text(DENIED_NETWORKS)} || ` : '';
  const kinds = kindsOf(teams);
  const present = kinds.map((k) => `has(${spec}.${k.field})`);
  const asks = any(present);
  return [
    {
      expression: PLATFORM_FIELDS.map((field) => `!has(${spec}.${field})`).join(' && '),
      message: `only the platform may use ${PLATFORM_FIELDS.join(' and ')}, because their filters must be in every connection`,
      reason: 'Forbidden',
    },
    ...kinds.map((k) => formOf(k, gateway.namespace)),
    {
      expression: `[${present.join(', ')}].filter(x, x).size() <= 1`,
      message: 'a policy may use only one form of authentication; use another route for another form',
      reason: 'Forbidden',
    },
    {
      expression: `!(${asks}) || ${all([
        `has(${spec}.authorization) && has(${spec}.authorization.defaultAction) && ${spec}.authorization.defaultAction == "Deny"`,
        `!has(${spec}.authorization.rules) || ${spec}.authorization.rules.all(r, ${mayDeny}r.action == "Allow" && (${authenticatedBy(kinds)}) && (${headersOf(kinds)}))`,
      ])}`,
      message:
        "requests that the method does not authenticate must be denied: authorization needs defaultAction Deny, and every rule that allows must require what the policy's own method sets, and that a token expires",
      reason: 'Forbidden',
    },
    {
      expression: `${asks} || ${all([
        `!has(${spec}.targetRef) && !has(${spec}.targetRefs) && has(${spec}.targetSelectors)`,
        `${spec}.targetSelectors.all(s, has(s.matchLabels) && ${text(ROUTE_LABELS.security)} in s.matchLabels && s.matchLabels[${text(ROUTE_LABELS.security)}].startsWith(${text(PUBLIC)}))`,
        // Only rules for networks need no authentication.
        `!has(${spec}.authorization) || !has(${spec}.authorization.rules) || ${spec}.authorization.rules.all(r, ${mayDeny}r.action == "Allow" && !has(r.cel) && has(r.principal) && !has(r.principal.headers) && !has(r.principal.jwt))`,
      ])}`,
      message: `this policy would remove the platform's authentication; a policy without a method may select only routes whose label ${ROUTE_LABELS.security} begins with "${PUBLIC}"`,
      reason: 'Forbidden',
    },
    corsOf(cors),
    ...deniedOf(teams.denied),
  ];
};
