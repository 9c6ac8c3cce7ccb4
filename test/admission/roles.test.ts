import { expect, test } from 'vitest';
import { core } from './objects.ts';
import { seen } from './seen.ts';

const RBAC = 'rbac.authorization.k8s.io';
const role = (...rules: object[]) => ({ ...core(`${RBAC}/v1`, 'Role', 'a'), rules });
const binding = (fields: object) => ({
  ...core(`${RBAC}/v1`, 'RoleBinding', 'a'),
  roleRef: { apiGroup: RBAC, kind: 'Role', name: 'a' },
  ...fields,
});

test.each([
  ['of a group', { apiGroups: [''], resources: ['secrets'], verbs: ['get'] }, []],
  ['without verbs', { apiGroups: [''], resources: ['secrets'] }, ['Required rules[0].verbs', 'Invalid <nil>']],
  ['with no verb', { apiGroups: [''], resources: ['secrets'], verbs: [] }, ['Invalid rules[0].verbs']],
  ['without a group', { resources: ['secrets'], verbs: ['get'] }, ['Required rules[0]']],
  [
    'of paths and of resources',
    { apiGroups: [''], resources: ['secrets'], nonResourceURLs: ['/healthz'], verbs: ['get'] },
    ['Invalid rules[0].nonResourceURLs'],
  ],
])('a Role with a rule %s', (_, rule, expected) => {
  expect(seen(role(rule))).toEqual(expected);
});

test.each([
  ['whole', {}, []],
  ['whose role has no group: it is filled in', { roleRef: { kind: 'ClusterRole', name: 'system:a' } }, []],
  ['of no role', { roleRef: undefined }, ['Required roleRef', 'Invalid <nil>']],
  ['of another kind', { roleRef: { kind: 'Group', name: 'a' } }, ['NotSupported roleRef.kind', 'Invalid <nil>']],
  [
    'of a role of another group, without a name',
    { roleRef: { apiGroup: 'apps', kind: 'Role', name: '' } },
    ['NotSupported roleRef.apiGroup', 'Invalid roleRef.name', 'Invalid <nil>'],
  ],
  ['of a role with a path for a name', { roleRef: { kind: 'Role', name: 'a/b' } }, ['Invalid roleRef.name']],
  ['for a user', { subjects: [{ kind: 'User', name: 'A B', apiGroup: RBAC }] }, []],
  ['for a pod', { subjects: [{ kind: 'Pod', name: 'a' }] }, ['NotSupported subjects[0].kind', 'Invalid <nil>']],
  [
    'for a user of another group, without a name',
    { subjects: [{ kind: 'User', name: '', apiGroup: 'apps' }] },
    ['Invalid subjects[0].name', 'NotSupported subjects[0].apiGroup', 'Invalid <nil>'],
  ],
  ['for a ServiceAccount', { subjects: [{ kind: 'ServiceAccount', name: 'a' }] }, []],
  [
    'for a ServiceAccount with the name of a user',
    { subjects: [{ kind: 'ServiceAccount', name: 'A B' }] },
    ['Invalid subjects[0].name'],
  ],
  [
    'for a ServiceAccount of a group',
    { subjects: [{ kind: 'ServiceAccount', name: 'a', apiGroup: RBAC }] },
    ['Invalid subjects[0].apiGroup'],
  ],
])('a RoleBinding %s', (_, fields, expected) => {
  expect(seen(binding(fields))).toEqual(expected);
});

const whole = { namespace: undefined };
const clusterRole = (fields: object) => ({
  ...core(`${RBAC}/v1`, 'ClusterRole', 'system:a', undefined, whole),
  ...fields,
});
const clusterBinding = (fields: object) => ({
  ...core(`${RBAC}/v1`, 'ClusterRoleBinding', 'system:a', undefined, whole),
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'a' },
  subjects: [{ kind: 'ServiceAccount', name: 'a', namespace: 'shop' }],
  ...fields,
});

test.each([
  ['rules', clusterRole({ rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] }), []],
  ['a path for a name', { ...clusterRole({}), metadata: { name: 'a/b' } }, ['Invalid metadata.name']],
  ['others', clusterRole({ aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] } }), []],
  [
    'others, but none named',
    clusterRole({ aggregationRule: {} }),
    ['Required aggregationRule.clusterRoleSelectors', 'Invalid <nil>'],
  ],
  [
    'no others',
    clusterRole({ aggregationRule: { clusterRoleSelectors: [] } }),
    ['Invalid aggregationRule.clusterRoleSelectors'],
  ],
  ['an unknown field', clusterRole({ rule: [] }), ['unknown rule']],
])('a ClusterRole with %s', (_, object, expected) => {
  expect(seen(object)).toEqual(expected);
});

test.each([
  ['whole', {}, []],
  ['with a path for a name', { metadata: { name: '..' } }, ['Invalid metadata.name']],
  ['of a Role', { roleRef: { kind: 'Role', name: 'a' } }, ['Invalid roleRef.kind']],
  [
    'for a ServiceAccount of no namespace',
    { subjects: [{ kind: 'ServiceAccount', name: 'a' }] },
    ['Required subjects'],
  ],
  ['for a group', { subjects: [{ kind: 'Group', name: 'a' }] }, []],
])('a ClusterRoleBinding %s', (_, fields, expected) => {
  expect(seen(clusterBinding(fields))).toEqual(expected);
});
