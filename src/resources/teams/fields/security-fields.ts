import { PLATFORM_FIELDS, TEAM_KINDS } from '../../../auth/kinds.ts';
import type { KindFields } from '../fields.ts';

export const SECURITY_POLICY: KindFields = {
  kind: 'SecurityPolicy',
  allowed: [
    'targetRefs[].{group,kind,name}',
    'targetSelectors[].{group,kind,matchLabels}',
    'cors.{allowOrigins,allowMethods,allowHeaders,exposeHeaders,maxAge,allowCredentials}',
    ...TEAM_KINDS.flatMap((k) => k.teams!.fields.allowed),
    'authorization.defaultAction',
    'authorization.rules[].{name,action,cel}',
    'authorization.rules[].principal.clientCIDRs[]',
    'authorization.rules[].principal.jwt.{provider,scopes}',
    'authorization.rules[].principal.jwt.claims[].{name,valueType,values}',
    'authorization.rules[].principal.headers[].{name,values}',
  ],
  refused: {
    targetRef: 'deprecated; targetRefs',
    'targetRefs[].sectionName': 'a policy of one rule hides what decides for the route',
    'targetSelectors[].matchExpressions': 'routes are chosen by the label that says which policy decides',
    'targetSelectors[].namespaces': 'routes of others',
    mergeType: 'lists of a merged policy replace those of the platform',
    csrf: 'no unit writes it',
    ...Object.fromEntries(PLATFORM_FIELDS.map((field) => [field, 'its filter has to be in every connection'])),
    ...Object.assign({}, ...TEAM_KINDS.map((k) => k.teams!.fields.refused)),
    'authorization.rules[].operation': 'no unit writes it; a pattern may break the listener of everybody',
    'authorization.rules[].principal.clientIPGeoLocations': 'needs a provider of the listener',
  },
};
