// What the API server demands of admission policies (k8s.io/kubernetes pkg/apis/admissionregistration/validation). The
// CEL expressions in them are not compiled here: that needs the types of what they validate.
import {
  by,
  DNS_SUBDOMAIN,
  GROUP_VERSION,
  KIND,
  NOT_BLANK,
  oneOf,
  PATH_SEGMENT,
  QUALIFIED,
  QUALIFIED_NAME,
  rule,
  SET,
} from './core-words.mjs';

const ONE_AT_LEAST = { minItems: 1 };
const IDENTIFIER = { pattern: '^[_a-zA-Z][_a-zA-Z0-9]*$' };
const RESERVED =
  'true false null in as break const continue else for function if import let loop package namespace return var void while';
/** `*` stands for all, so nothing stands beside it. */
const alone = (field, all) =>
  rule(`size(self.${field}) < 2 || !('${all}' in self.${field})`, `nothing may stand beside ${all}`, {
    fieldPath: `.${field}`,
  });

/** @type {Record<string, Record<string, unknown>>} */
export const ADMISSION_RULES = {
  ValidatingAdmissionPolicy: { required: ['spec'] },
  ValidatingAdmissionPolicySpec: {
    required: ['matchConstraints'],
    properties: {
      failurePolicy: oneOf('Fail', 'Ignore'),
      matchConditions: { maxItems: 64, ...by('name') },
      auditAnnotations: { maxItems: 20, ...by('key') },
    },
    'x-kubernetes-validations': [
      rule(
        'has(self.matchConstraints.resourceRules) && size(self.matchConstraints.resourceRules) > 0',
        'at least one resourceRule is needed',
        { reason: 'FieldValueRequired', fieldPath: '.matchConstraints.resourceRules' },
      ),
      rule(
        '(has(self.validations) && size(self.validations) > 0) || (has(self.auditAnnotations) && size(self.auditAnnotations) > 0)',
        'validations or auditAnnotations must contain at least one item',
        { reason: 'FieldValueRequired', fieldPath: '.validations' },
      ),
    ],
  },
  ValidatingAdmissionPolicyBindingSpec: {
    properties: {
      policyName: DNS_SUBDOMAIN,
      validationActions: {
        items: { type: 'string', ...oneOf('Deny', 'Warn', 'Audit') },
        ...ONE_AT_LEAST,
        ...SET,
      },
    },
    'x-kubernetes-validations': [
      rule(
        "!('Deny' in self.validationActions && 'Warn' in self.validationActions)",
        'must not contain both Deny and Warn',
        { fieldPath: '.validationActions' },
      ),
    ],
  },
  MatchResources: { properties: { matchPolicy: oneOf('Exact', 'Equivalent') } },
  NamedRuleWithOperations: {
    required: ['apiGroups', 'apiVersions', 'resources', 'operations'],
    properties: {
      apiGroups: ONE_AT_LEAST,
      apiVersions: { items: { type: 'string', minLength: 1 }, ...ONE_AT_LEAST },
      resources: { items: { type: 'string', minLength: 1 }, ...ONE_AT_LEAST },
      operations: {
        items: { type: 'string', ...oneOf('*', 'CREATE', 'UPDATE', 'DELETE', 'CONNECT') },
        ...ONE_AT_LEAST,
      },
      resourceNames: { items: { type: 'string', ...PATH_SEGMENT }, ...SET },
      scope: oneOf('Cluster', 'Namespaced', '*'),
    },
    'x-kubernetes-validations': [
      alone('apiGroups', '*'),
      alone('apiVersions', '*'),
      alone('resources', '*/*'),
      alone('operations', '*'),
    ],
  },
  ParamKind: { required: ['apiVersion', 'kind'], properties: { apiVersion: GROUP_VERSION, kind: KIND } },
  ParamRef: {
    required: ['parameterNotFoundAction'],
    properties: { name: PATH_SEGMENT, parameterNotFoundAction: oneOf('Deny', 'Allow') },
    'x-kubernetes-validations': [
      rule("(has(self.name) && self.name != '') || has(self.selector)", 'one of name or selector must be specified', {
        reason: 'FieldValueRequired',
      }),
      rule("!has(self.name) || self.name == '' || !has(self.selector)", 'name and selector exclude each other', {
        reason: 'FieldValueForbidden',
        fieldPath: '.name',
      }),
    ],
  },
  MatchCondition: { properties: { name: QUALIFIED, expression: NOT_BLANK } },
  Variable: {
    properties: { name: IDENTIFIER, expression: NOT_BLANK },
    'x-kubernetes-validations': [
      rule(`!(self.name in ${JSON.stringify(RESERVED.split(' '))})`, 'the name is a word of CEL', {
        fieldPath: '.name',
      }),
    ],
  },
  Validation: {
    properties: {
      expression: NOT_BLANK,
      messageExpression: { pattern: `^$|${NOT_BLANK.pattern}` },
      // One line, which may be empty but not blank; breaks around it are cut off.
      message: { pattern: `^$|^[ \\t\\n\\v\\f\\r]*${NOT_BLANK.pattern}[^\\n\\r]*[ \\t\\n\\v\\f\\r]*$` },
      reason: oneOf('Forbidden', 'Invalid', 'RequestEntityTooLarge'),
    },
  },
  // The name of the policy is put before it.
  AuditAnnotation: { properties: { key: QUALIFIED_NAME, valueExpression: NOT_BLANK } },
};
