import type { Codes } from './code.ts';

/** Gateways that several namespaces share. */
export const sharing: Codes = {
  PathInsideOtherNamespace: {
    what: 'A route takes requests below a path that a route of another namespace serves, on the same listener and host name.',
    why: "The longer path wins, or the match with more conditions, whoever wrote it: one team takes the requests of another, and no status says so. A path that contains what several namespaces serve is told to its owner. The paths of the Gateway's own namespace may contain everything.",
    mend: 'Give each namespace a path prefix of its own, outside of the others.',
    before: 'HTTPRoute orders/api: /v1/orders; HTTPRoute reports/export: /v1/orders/export',
    after: 'HTTPRoute orders/api: /v1/orders; HTTPRoute reports/export: /v1/reports/orders',
  },
  PathsUnrestricted: {
    what: 'Routes of several namespaces attach to a Gateway, and nothing among the files says which paths each may take.',
    why: 'allowedRoutes says who may attach, and not what they take: any of them may write a longer path than another, or a host name of another.',
    mend: 'Add a ValidatingAdmissionPolicy for httproutes with a binding that denies. Without a binding it does nothing.',
    before: 'allowedRoutes: { namespaces: { from: Selector, selector: {...} } }',
    after:
      'the same, and { kind: ValidatingAdmissionPolicy, matchConstraints: { resourceRules: [{ apiGroups: [gateway.networking.k8s.io], apiVersions: ["*"], operations: [CREATE, UPDATE], resources: [httproutes] }] } } with its ValidatingAdmissionPolicyBinding { validationActions: [Deny] }',
  },
  PolicyReplacesAuthentication: {
    what: "A SecurityPolicy of a route in another namespace takes the place of the Gateway's, and asks for other credentials.",
    why: "Policies do not add up without mergeType, and with it a list of providers or keys still replaces the Gateway's: whom the platform would refuse, the team's policy may let in. Both policies are Accepted.",
    mend: 'Write mergeType: StrategicMerge and leave out what the Gateway asks for, or repeat it word by word.',
    before: 'Gateway: jwt; route of another namespace: { basicAuth: ... }',
    after: 'Gateway: jwt; route of another namespace: { mergeType: StrategicMerge, cors: ... }',
  },
  RoutesFromEverywhere: {
    what: 'A listener takes routes of all namespaces.',
    why: 'Whoever may write a route anywhere in the cluster may attach it, and take a path of another team.',
    mend: 'Choose Same, or a Selector by a label that only the platform sets.',
    before: 'allowedRoutes: { namespaces: { from: All } }',
    after: 'allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { gateway-access: "true" } } } }',
  },
};
