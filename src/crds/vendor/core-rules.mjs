// What the API server demands of core kinds in Go code (k8s.io/kubernetes pkg/apis/*/validation), where OpenAPI says only
// `string` or `integer`: the rules that a generated manifest could break. By the name of the type; `properties` narrows
// fields, everything else is added to the type.

const oneOf = (...values) => ({ enum: values });
const PORT = { minimum: 1, maximum: 65535 };
const PROTOCOL = oneOf('TCP', 'UDP', 'SCTP');
/** A label's value: apimachinery validation.IsValidLabelValue. */
const LABEL_VALUE = { type: 'string', maxLength: 63, pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$' };
const LABELS = { additionalProperties: LABEL_VALUE };
const DNS_LABEL = { maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' };
const byName = { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] };
const rule = (text, message, more = {}) => ({ rule: text, message, ...more });

/** @type {Record<string, Record<string, unknown>>} */
export const CORE_RULES = {
  Deployment: { required: ['spec'] },
  DeploymentSpec: {
    properties: { replicas: { minimum: 0 } },
    'x-kubernetes-validations': [
      rule(
        '!has(self.selector.matchLabels) || (has(self.template.metadata) && has(self.template.metadata.labels) && self.selector.matchLabels.all(k, k in self.template.metadata.labels && self.template.metadata.labels[k] == self.selector.matchLabels[k]))',
        'the selector does not match the labels of the template',
        { fieldPath: '.template.metadata.labels' },
      ),
      rule(
        '(has(self.selector.matchLabels) && size(self.selector.matchLabels) > 0) || (has(self.selector.matchExpressions) && size(self.selector.matchExpressions) > 0)',
        'an empty selector is not allowed',
        { fieldPath: '.selector' },
      ),
    ],
  },
  DeploymentStrategy: {
    properties: { type: oneOf('Recreate', 'RollingUpdate') },
    'x-kubernetes-validations': [
      rule(
        "!has(self.type) || self.type != 'Recreate' || !has(self.rollingUpdate)",
        'rollingUpdate may not be specified when the strategy type is Recreate',
        { reason: 'FieldValueForbidden', fieldPath: '.rollingUpdate' },
      ),
    ],
  },
  PodTemplateSpec: { required: ['spec'] },
  PodSpec: {
    properties: {
      containers: { minItems: 1, ...byName },
      initContainers: byName,
      volumes: byName,
      // Of the kinds here only Deployment has a PodSpec, and it takes no other value.
      restartPolicy: oneOf('Always'),
      dnsPolicy: oneOf('ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'),
    },
  },
  Container: {
    required: ['image'],
    properties: {
      name: DNS_LABEL,
      image: { minLength: 1 },
      imagePullPolicy: oneOf('Always', 'IfNotPresent', 'Never'),
      terminationMessagePolicy: oneOf('File', 'FallbackToLogsOnError'),
    },
  },
  ContainerPort: {
    properties: {
      containerPort: PORT,
      protocol: PROTOCOL,
      name: { maxLength: 15, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' },
    },
  },
  HTTPGetAction: { properties: { scheme: oneOf('HTTP', 'HTTPS') } },
  SeccompProfile: { properties: { type: oneOf('Localhost', 'RuntimeDefault', 'Unconfined') } },
  Toleration: {
    properties: {
      operator: oneOf('Equal', 'Exists', 'Lt', 'Gt'),
      effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
    },
  },
  TopologySpreadConstraint: {
    properties: { maxSkew: { minimum: 1 }, whenUnsatisfiable: oneOf('DoNotSchedule', 'ScheduleAnyway') },
  },
  LabelSelector: { properties: { matchLabels: LABELS } },
  LabelSelectorRequirement: { properties: { operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist') } },
  Service: { required: ['spec'] },
  ServiceSpec: {
    properties: {
      selector: LABELS,
      type: oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
      sessionAffinity: oneOf('ClientIP', 'None'),
      externalTrafficPolicy: oneOf('Cluster', 'Local'),
      internalTrafficPolicy: oneOf('Cluster', 'Local'),
      ipFamilyPolicy: oneOf('SingleStack', 'PreferDualStack', 'RequireDualStack'),
    },
    'x-kubernetes-validations': [
      rule(
        "(has(self.ports) && size(self.ports) > 0) || (has(self.type) && self.type == 'ExternalName') || (has(self.clusterIP) && self.clusterIP == 'None')",
        'a Service needs a port, unless it is headless or an ExternalName',
        { reason: 'FieldValueRequired', fieldPath: '.ports' },
      ),
      rule(
        '!has(self.ports) || size(self.ports) < 2 || self.ports.all(p, has(p.name))',
        'every port of a Service with several ports needs a name',
        { reason: 'FieldValueRequired', fieldPath: '.ports' },
      ),
      rule(
        '!has(self.ports) || self.ports.all(p, !has(p.name) || self.ports.exists_one(q, has(q.name) && q.name == p.name))',
        'two ports of a Service have the same name',
        { reason: 'FieldValueDuplicate', fieldPath: '.ports' },
      ),
      rule(
        '!has(self.ports) || self.ports.all(p, self.ports.exists_one(q, q.port == p.port && (has(q.protocol) ? q.protocol : "TCP") == (has(p.protocol) ? p.protocol : "TCP")))',
        'two ports of a Service have the same number and protocol',
        { reason: 'FieldValueDuplicate', fieldPath: '.ports' },
      ),
    ],
  },
  ServicePort: { properties: { port: PORT, protocol: PROTOCOL, name: DNS_LABEL } },
  NetworkPolicySpec: {
    properties: { policyTypes: { items: { type: 'string', ...oneOf('Ingress', 'Egress') }, maxItems: 2 } },
  },
  NetworkPolicyPort: {
    properties: {
      protocol: PROTOCOL,
      port: { ...PORT, maxLength: 15, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' },
      endPort: PORT,
    },
  },
  NetworkPolicyPeer: {
    'x-kubernetes-validations': [
      rule('has(self.podSelector) || has(self.namespaceSelector) || has(self.ipBlock)', 'must specify a peer', {
        reason: 'FieldValueRequired',
      }),
      rule(
        '!has(self.ipBlock) || !(has(self.podSelector) || has(self.namespaceSelector))',
        'may not specify both ipBlock and another peer',
        { reason: 'FieldValueForbidden' },
      ),
    ],
  },
  IPBlock: { properties: { cidr: { format: 'cidr' } } },
  PodDisruptionBudgetSpec: {
    'x-kubernetes-validations': [
      rule(
        '!(has(self.minAvailable) && has(self.maxUnavailable))',
        'minAvailable and maxUnavailable exclude each other',
      ),
    ],
  },
  RoleBinding: { required: ['roleRef'] },
  PolicyRule: { required: ['verbs'] },
};
