// What the API server demands of roles and their bindings (k8s.io/kubernetes pkg/apis/rbac/validation).
import { DNS_SUBDOMAIN, oneOf, PATH_SEGMENT, rule } from './core-words.mjs';

const GROUP = 'rbac.authorization.k8s.io';

/** @type {Record<string, Record<string, unknown>>} */
export const RBAC_RULES = {
  ClusterRoleBinding: {
    properties: {
      roleRef: {
        'x-kubernetes-validations': [
          rule("self.kind == 'ClusterRole'", 'only a ClusterRole can be bound for the whole cluster', {
            fieldPath: '.kind',
          }),
        ],
      },
      subjects: {
        'x-kubernetes-validations': [
          rule(
            "self.all(s, s.kind != 'ServiceAccount' || (has(s.namespace) && s.namespace != ''))",
            'a ServiceAccount needs its namespace here',
            { reason: 'FieldValueRequired' },
          ),
        ],
      },
    },
  },
  AggregationRule: { required: ['clusterRoleSelectors'], properties: { clusterRoleSelectors: { minItems: 1 } } },
  PolicyRule: {
    properties: { verbs: { minItems: 1 } },
    'x-kubernetes-validations': [
      rule(
        '(has(self.nonResourceURLs) && size(self.nonResourceURLs) > 0) || (has(self.apiGroups) && size(self.apiGroups) > 0 && has(self.resources) && size(self.resources) > 0)',
        'a rule needs apiGroups and resources, or nonResourceURLs',
        { reason: 'FieldValueRequired' },
      ),
      rule(
        '!has(self.nonResourceURLs) || size(self.nonResourceURLs) == 0 || ((!has(self.apiGroups) || size(self.apiGroups) == 0) && (!has(self.resources) || size(self.resources) == 0) && (!has(self.resourceNames) || size(self.resourceNames) == 0))',
        'resources and nonResourceURLs exclude each other',
        { fieldPath: '.nonResourceURLs' },
      ),
    ],
  },
  // Where it is empty, the API server fills it in.
  RoleRef: {
    properties: {
      apiGroup: oneOf(GROUP, ''),
      kind: oneOf('Role', 'ClusterRole'),
      name: { minLength: 1, ...PATH_SEGMENT },
    },
  },
  Subject: {
    properties: { apiGroup: oneOf(GROUP, ''), kind: oneOf('ServiceAccount', 'User', 'Group'), name: { minLength: 1 } },
    'x-kubernetes-validations': [
      rule(
        `self.kind != 'ServiceAccount' || self.name.matches('${DNS_SUBDOMAIN.pattern.replaceAll('\\', '\\\\')}')`,
        'the name of a ServiceAccount is a DNS name in lower case',
        { fieldPath: '.name' },
      ),
      rule(
        "self.kind != 'ServiceAccount' || !has(self.apiGroup) || self.apiGroup == ''",
        'a ServiceAccount is of no API group',
        { fieldPath: '.apiGroup' },
      ),
    ],
  },
};
