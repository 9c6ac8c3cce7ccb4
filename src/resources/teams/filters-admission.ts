import { ANY_VALUE } from '../../auth/auth-kind.ts';
import { MATCH_PATTERNS } from '../../auth/kinds.ts';
import type { Intent } from '../../model/intent.ts';
import { all, list, text } from '../../objects/cel.ts';
import { ENVOY_GROUP } from '../../objects/make.ts';
import { OF_ENVOY } from '../../values/header-names.ts';
import { ADMISSION } from '../notes/teams-notes.ts';
import { HTTP_ROUTE_FILTER } from './fields/routes-fields.ts';
import { onlyFields } from './fields.ts';
import { identityOf, PATTERNS } from './header-changes.ts';
import { ANNOTATIONS } from './namespaces.ts';
import { type TeamAdmission, words } from './team-admission.ts';

/** HTTPRouteFilters of teams: match a cookie, send the team's credential, set the Host of the backend, or answer 404. */
export const filters = (intent: Intent): TeamAdmission => ({
  name: 'filters',
  group: ENVOY_GROUP,
  resources: ['httproutefilters'],
  versions: ['v1alpha1'],
  variables: { servers: words(ANNOTATIONS.outside), name: PATTERNS.name },
  validations: [
    ...onlyFields(HTTP_ROUTE_FILTER),
    {
      expression: all([
        `!has(object.spec.matches) || object.spec.matches.all(m, !has(m.cookies) || m.cookies.all(c, c.name.matches(variables.name) && c.value in ${list(MATCH_PATTERNS)}))`,
        '!has(object.spec.urlRewrite) || !has(object.spec.urlRewrite.hostname) || object.spec.urlRewrite.hostname.type == "Backend"',
        '!has(object.spec.directResponse) || !has(object.spec.directResponse.statusCode) || object.spec.directResponse.statusCode == 404',
      ]),
      message: `a team's HTTPRouteFilter may only match that a cookie is present (${ANY_VALUE}), set the Host of the backend, or answer 404`,
      reason: 'Forbidden',
    },
    {
      expression: `!has(object.spec.credentialInjection) || (${all([
        'size(variables.servers) > 0',
        'has(object.spec.credentialInjection.header)',
        `object.spec.credentialInjection.header.matches(variables.name)`,
        `![object.spec.credentialInjection.header.lowerAscii()].exists(n, n in ${list(['host', 'cookie', ...identityOf(intent)])} || ${OF_ENVOY.map((s) => `n.startsWith(${text(s)})`).join(' || ')})`,
        'object.spec.credentialInjection.credential.valueRef.kind == "Secret"',
      ])})`,
      message:
        'a credential may go only to external servers that the platform allows, must come from a Secret of the namespace, and must not use a host, cookie, x-envoy- or identity header',
      reason: 'Forbidden',
    },
  ],
  why: ADMISSION.filters,
});
