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
    'targetRefs[].sectionName': 'a policy for one rule overrides that of the route',
    'targetSelectors[].matchExpressions': 'routes are selected only by the label with the name of the policy',
    'targetSelectors[].namespaces': 'routes of other namespaces',
    mergeType: 'lists of a merged policy replace those of the platform',
    csrf: 'not generated',
    ...Object.fromEntries(PLATFORM_FIELDS.map((field) => [field, 'its filter must be in every connection'])),
    ...Object.assign({}, ...TEAM_KINDS.map((k) => k.teams!.fields.refused)),
    'authorization.rules[].operation': 'not generated; an invalid pattern breaks the listener for all teams',
    'authorization.rules[].principal.clientIPGeoLocations': 'needs a provider of the listener',
  },
};
