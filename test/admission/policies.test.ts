import { expect, test } from 'vitest';
import { core } from './objects.ts';
import { seen } from './seen.ts';

const ADMISSION = 'admissionregistration.k8s.io/v1';
const cluster = { namespace: undefined };
const STOPPED = 'Invalid <nil>';

const resourceRule = {
  apiGroups: ['gateway.networking.k8s.io'],
  apiVersions: ['v1'],
  operations: ['CREATE', 'UPDATE'],
  resources: ['httproutes'],
};
const policy = (spec: object) =>
  core(
    ADMISSION,
    'ValidatingAdmissionPolicy',
    'one-owner-of-a-host',
    {
      failurePolicy: 'Fail',
      matchConstraints: { resourceRules: [resourceRule] },
      validations: [{ expression: "object.spec.hostnames.all(h, h != '*')", message: 'name the host' }],
      ...spec,
    },
    cluster,
  );
const matching = (fields: object) => policy({ matchConstraints: { resourceRules: [resourceRule], ...fields } });
const ruled = (fields: object) => policy({ matchConstraints: { resourceRules: [{ ...resourceRule, ...fields }] } });
const validated = (fields: object) => policy({ validations: [{ expression: 'true', ...fields }] });
const binding = (spec: object) =>
  core(
    ADMISSION,
    'ValidatingAdmissionPolicyBinding',
    'one-owner-of-a-host',
    { policyName: 'one-owner-of-a-host', validationActions: ['Deny', 'Audit'], ...spec },
    cluster,
  );

test('a policy and a binding with all that they may have', () => {
  const constraints = {
    matchPolicy: 'Exact',
    namespaceSelector: {
      matchLabels: { team: 'shop' },
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['edge'] }],
    },
    objectSelector: {},
    resourceRules: [{ ...resourceRule, resources: ['httproutes', 'httproutes/status'], scope: 'Namespaced' }],
    excludeResourceRules: [
      { apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*/*'], resourceNames: ['a', '.b'] },
    ],
  };
  expect(
    seen(
      policy({
        paramKind: { apiVersion: 'rules.example.com/v1', kind: 'HostRule' },
        matchConstraints: constraints,
        matchConditions: [{ name: 'example.com/not-ours', expression: "request.userInfo.username != 'ci'" }],
        variables: [{ name: 'hosts', expression: 'object.spec.hostnames' }],
        validations: [{ expression: 'true', messageExpression: "'no'", message: '', reason: 'Forbidden' }],
        auditAnnotations: [{ key: 'host', valueExpression: "'a'" }],
      }),
    ),
  ).toEqual([]);
  const paramRef = { name: 'rule', namespace: 'edge', parameterNotFoundAction: 'Deny' };
  expect(seen(binding({ matchResources: constraints, paramRef }))).toEqual([]);
  expect(seen(binding({ paramRef: { selector: {}, parameterNotFoundAction: 'Allow' } }))).toEqual([]);
  // Only annotations, and the core group, whose name is empty.
  expect(seen(policy({ validations: [], auditAnnotations: [{ key: 'host', valueExpression: "'a'" }] }))).toEqual([]);
  expect(seen(ruled({ apiGroups: [''] }))).toEqual([]);
});

test.each([
  ['no spec', { ...policy({}), spec: undefined }, ['Required spec', STOPPED]],
  ['an unknown field', policy({ matchContraints: {} }), ['unknown spec.matchContraints']],
  ['no constraints', policy({ matchConstraints: undefined }), ['Required spec.matchConstraints', STOPPED]],
  ['no resourceRules', policy({ matchConstraints: {} }), ['Required spec.matchConstraints.resourceRules']],
  [
    'empty resourceRules',
    policy({ matchConstraints: { resourceRules: [] } }),
    ['Required spec.matchConstraints.resourceRules'],
  ],
  ['another failurePolicy', policy({ failurePolicy: 'fail' }), ['NotSupported spec.failurePolicy', STOPPED]],
  ['nothing to validate', policy({ validations: [] }), ['Required spec.validations']],
  [
    'a validation without an expression',
    policy({ validations: [{ message: 'no' }] }),
    ['Required spec.validations[0].expression', STOPPED],
  ],
  ['a blank expression', validated({ expression: ' \n' }), ['Invalid spec.validations[0].expression']],
  ['a message of two lines', validated({ message: 'a\nb' }), ['Invalid spec.validations[0].message']],
  ['a message that ends in a line break', validated({ message: ' a b\n' }), []],
  ['a blank message', validated({ message: ' ' }), ['Invalid spec.validations[0].message']],
  [
    'a blank expression of a message',
    validated({ messageExpression: ' ' }),
    ['Invalid spec.validations[0].messageExpression'],
  ],
  ['a reason that is none', validated({ reason: 'NotFound' }), ['NotSupported spec.validations[0].reason', STOPPED]],
  [
    'two conditions of one name',
    policy({
      matchConditions: [
        { name: 'a', expression: 'true' },
        { name: 'a', expression: 'false' },
      ],
    }),
    ['Duplicate spec.matchConditions[1]'],
  ],
  [
    'too many conditions',
    policy({ matchConditions: Array.from({ length: 65 }, (_, i) => ({ name: `c${i}`, expression: 'true' })) }),
    ['TooMany spec.matchConditions', STOPPED],
  ],
  [
    'a condition without name and words',
    policy({ matchConditions: [{ name: 'a b', expression: '' }] }),
    ['Invalid spec.matchConditions[0].name', 'Invalid spec.matchConditions[0].expression'],
  ],
  [
    'a variable that is no identifier',
    policy({ variables: [{ name: 'a-b', expression: ' ' }] }),
    ['Invalid spec.variables[0].name', 'Invalid spec.variables[0].expression'],
  ],
  [
    'a variable that is a word of CEL',
    policy({ variables: [{ name: 'namespace', expression: 'true' }] }),
    ['Invalid spec.variables[0].name'],
  ],
  [
    'annotations of one key',
    policy({
      auditAnnotations: [
        { key: 'a', valueExpression: "'a'" },
        { key: 'a', valueExpression: "'b'" },
      ],
    }),
    ['Duplicate spec.auditAnnotations[1]'],
  ],
  [
    'too many annotations',
    policy({ auditAnnotations: Array.from({ length: 21 }, (_, i) => ({ key: `k${i}`, valueExpression: "'a'" })) }),
    ['TooMany spec.auditAnnotations', STOPPED],
  ],
  [
    'an annotation with a prefix of its own, and blank',
    policy({ auditAnnotations: [{ key: 'a/b', valueExpression: ' ' }] }),
    ['Invalid spec.auditAnnotations[0].key', 'Invalid spec.auditAnnotations[0].valueExpression'],
  ],
  [
    'parameters of no kind',
    policy({ paramKind: { apiVersion: 'a/b/c', kind: 'a_b' } }),
    ['Invalid spec.paramKind.apiVersion', 'Invalid spec.paramKind.kind'],
  ],
  [
    'parameters of a kind that is too long',
    policy({ paramKind: { apiVersion: 'v1', kind: 'A'.repeat(64) } }),
    ['TooLong spec.paramKind.kind', STOPPED],
  ],
  [
    'half a kind',
    policy({ paramKind: {} }),
    ['Required spec.paramKind.apiVersion', 'Required spec.paramKind.kind', STOPPED],
  ],
  [
    'another matchPolicy',
    matching({ matchPolicy: 'Same' }),
    ['NotSupported spec.matchConstraints.matchPolicy', STOPPED],
  ],
  [
    'an operator of a selector that is none',
    matching({ namespaceSelector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } }),
    ['NotSupported spec.matchConstraints.namespaceSelector.matchExpressions[0].operator', STOPPED],
  ],
])('a policy with %s', (_, object, expected) => {
  expect(seen(object)).toEqual(expected);
});

const at = (field: string): string => `spec.matchConstraints.resourceRules[0].${field}`;
test.each([
  [
    'of nothing',
    { apiGroups: [], apiVersions: [], operations: [], resources: [] },
    [
      `Invalid ${at('apiGroups')}`,
      `Invalid ${at('apiVersions')}`,
      `Invalid ${at('operations')}`,
      `Invalid ${at('resources')}`,
    ],
  ],
  [
    'without a list',
    { apiGroups: undefined, apiVersions: undefined, operations: undefined, resources: undefined },
    [
      `Required ${at('apiGroups')}`,
      `Required ${at('apiVersions')}`,
      `Required ${at('resources')}`,
      `Required ${at('operations')}`,
      STOPPED,
    ],
  ],
  [
    'of empty words',
    { apiVersions: [''], resources: [''] },
    [`Invalid ${at('apiVersions[0]')}`, `Invalid ${at('resources[0]')}`],
  ],
  ['for an operation that is none', { operations: ['PATCH'] }, [`NotSupported ${at('operations[0]')}`, STOPPED]],
  ['of a scope that is none', { scope: 'namespaced' }, [`NotSupported ${at('scope')}`, STOPPED]],
  ['for one name twice', { resourceNames: ['a', 'a'] }, [`Duplicate ${at('resourceNames[1]')}`]],
  ['for a name with a path', { resourceNames: ['a/b'] }, [`Invalid ${at('resourceNames[0]')}`]],
  ['of all groups and one', { apiGroups: ['*', 'apps'] }, [`Invalid ${at('apiGroups')}`]],
  ['of all versions and one', { apiVersions: ['*', 'v1'] }, [`Invalid ${at('apiVersions')}`]],
  ['of all resources and one', { resources: ['*/*', 'pods'] }, [`Invalid ${at('resources')}`]],
  ['of all operations and one', { operations: ['*', 'CREATE'] }, [`Invalid ${at('operations')}`]],
])('a rule of resources %s', (_, rule, expected) => {
  expect(seen(ruled(rule))).toEqual(expected);
});

test.each([
  ['no policy', { policyName: undefined }, ['Required spec.policyName', STOPPED]],
  ['a policy whose name is none', { policyName: 'One' }, ['Invalid spec.policyName']],
  ['a policy whose name is too long', { policyName: 'a'.repeat(254) }, ['TooLong spec.policyName', STOPPED]],
  ['no actions', { validationActions: undefined }, ['Required spec.validationActions', STOPPED]],
  ['empty actions', { validationActions: [] }, ['Invalid spec.validationActions']],
  ['an action that is none', { validationActions: ['Refuse'] }, ['NotSupported spec.validationActions[0]', STOPPED]],
  ['an action twice', { validationActions: ['Deny', 'Deny'] }, ['Duplicate spec.validationActions[1]']],
  ['both Deny and Warn', { validationActions: ['Deny', 'Warn'] }, ['Invalid spec.validationActions']],
  ['an unknown field', { policy: 'a' }, ['unknown spec.policy']],
  [
    'half a rule of resources',
    { matchResources: { excludeResourceRules: [{ ...resourceRule, operations: undefined }] } },
    ['Required spec.matchResources.excludeResourceRules[0].operations', STOPPED],
  ],
  [
    'parameters, but not what is when they are missing',
    { paramRef: { name: 'a' } },
    ['Required spec.paramRef.parameterNotFoundAction', STOPPED],
  ],
  [
    'parameters with an action that is none',
    { paramRef: { name: 'a', parameterNotFoundAction: 'Fail' } },
    ['NotSupported spec.paramRef.parameterNotFoundAction', STOPPED],
  ],
  ['parameters of no name', { paramRef: { name: '', parameterNotFoundAction: 'Deny' } }, ['Required spec.paramRef']],
  [
    'parameters with a path for a name',
    { paramRef: { name: '..', parameterNotFoundAction: 'Deny' } },
    ['Invalid spec.paramRef.name'],
  ],
  [
    'parameters by name and by label',
    { paramRef: { name: 'a', selector: {}, parameterNotFoundAction: 'Deny' } },
    ['Forbidden spec.paramRef.name'],
  ],
])('a binding with %s', (_, spec, expected) => {
  expect(seen(binding(spec))).toEqual(expected);
});
