// What the API server demands of core kinds in Go code (k8s.io/kubernetes pkg/apis/*/validation), where OpenAPI says only
// `string` or `integer`: the rules that a generated manifest could break. By the name of the type; `properties` narrows
// fields, everything else is added to the type.
import { ADMISSION_RULES } from './core-rules-admission.mjs';
import { NETWORK_RULES } from './core-rules-network.mjs';
import { RBAC_RULES } from './core-rules-rbac.mjs';
import {
  by,
  DNS_LABEL,
  LABEL_VALUE,
  LABELS,
  oneOf,
  PORT,
  PORT_NAME,
  PROTOCOL,
  QUALIFIED,
  rule,
} from './core-words.mjs';

/** @type {Record<string, Record<string, unknown>>} */
export const CORE_RULES = {
  ...ADMISSION_RULES,
  ...NETWORK_RULES,
  ...RBAC_RULES,
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
      containers: { minItems: 1, ...by('name') },
      initContainers: by('name'),
      volumes: by('name'),
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
      name: PORT_NAME,
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
  LabelSelectorRequirement: {
    properties: {
      key: QUALIFIED,
      operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'),
      values: { items: LABEL_VALUE },
    },
    'x-kubernetes-validations': [
      rule(
        "!(self.operator in ['In', 'NotIn']) || (has(self.values) && size(self.values) > 0)",
        'values must be specified when the operator is In or NotIn',
        { reason: 'FieldValueRequired', fieldPath: '.values' },
      ),
      rule(
        "!(self.operator in ['Exists', 'DoesNotExist']) || !has(self.values) || size(self.values) == 0",
        'values may not be specified when the operator is Exists or DoesNotExist',
        { reason: 'FieldValueForbidden', fieldPath: '.values' },
      ),
    ],
  },
  PodDisruptionBudgetSpec: {
    'x-kubernetes-validations': [
      rule(
        '!(has(self.minAvailable) && has(self.maxUnavailable))',
        'minAvailable and maxUnavailable exclude each other',
      ),
    ],
  },
};
