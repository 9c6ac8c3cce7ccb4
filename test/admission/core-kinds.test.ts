import { expect, test } from 'vitest';
import { core } from './objects.ts';
import { seen } from './seen.ts';

const top = (apiVersion: string, kind: string, fields: object): string[] =>
  seen({ ...core(apiVersion, kind, 'x'), ...fields });

test('a Secret: base64, also none of it, as data; text as stringData; no other field', () => {
  expect(top('v1', 'Secret', { type: 'Opaque', data: { key: 'aGk=', none: '' }, stringData: { a: 'b' } })).toEqual([]);
  expect(top('v1', 'Secret', { data: { key: 'aGk=\n' } })).toEqual([]);
  expect(top('v1', 'Secret', { data: { key: 'not base64' } })).toEqual(['Invalid data.key']);
  expect(top('v1', 'Secret', { stringdata: {} })).toEqual(['unknown stringdata']);
});

test('a ConfigMap holds text', () => {
  expect(top('v1', 'ConfigMap', { data: { a: 'b' } })).toEqual([]);
  expect(top('v1', 'ConfigMap', { data: { a: true } })).toContain('TypeInvalid data.a');
});

test('a Namespace and a ServiceAccount', () => {
  expect(seen(core('v1', 'Namespace', 'shop', { finalizers: [] }, { namespace: undefined }))).toEqual([]);
  expect(top('v1', 'ServiceAccount', { automountServiceAccountToken: false })).toEqual([]);
  expect(top('v1', 'ServiceAccount', { automount: false })).toEqual(['unknown automount']);
});

const container = {
  name: 'redis',
  image: 'redis:7',
  ports: [{ containerPort: 6379 }],
  resources: { limits: { cpu: 0.5, memory: '1Gi' } },
};
const deployment = (pod: object, labels: object = { app: 'redis' }) =>
  core('apps/v1', 'Deployment', 'redis', {
    selector: { matchLabels: { app: 'redis' } },
    template: { metadata: { labels }, spec: { containers: [container], ...pod } },
  });

test('a Deployment with all that a pod may have', () => {
  expect(
    seen(
      deployment({
        priorityClassName: 'high',
        topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }],
        volumes: [{ name: 'data', emptyDir: { sizeLimit: '1Gi' } }],
        affinity: { podAntiAffinity: {} },
      }),
    ),
  ).toEqual([]);
});

test.each([
  [
    'a selector that the template does not meet',
    deployment({}, { app: 'other' }),
    ['Invalid spec.template.metadata.labels'],
  ],
  [
    'a misspelt field deep in the pod',
    deployment({ containers: [{ ...container, resource: {} }] }),
    ['unknown spec.template.spec.containers[0].resource'],
  ],
  [
    'a container without an image',
    deployment({ containers: [{ name: 'a' }] }),
    ['Required spec.template.spec.containers[0].image', 'Invalid <nil>'],
  ],
  ['no container', deployment({ containers: [] }), ['Invalid spec.template.spec.containers']],
  [
    'two containers of one name',
    deployment({ containers: [container, container] }),
    ['Duplicate spec.template.spec.containers[1]'],
  ],
  [
    'a port that is none',
    deployment({ containers: [{ ...container, ports: [{ containerPort: 70000 }] }] }),
    ['Invalid spec.template.spec.containers[0].ports[0].containerPort'],
  ],
  [
    'a quantity that is none',
    deployment({ containers: [{ ...container, resources: { limits: { cpu: '1 core' } } }] }),
    ['Invalid spec.template.spec.containers[0].resources.limits.cpu'],
  ],
])('a Deployment with %s', (_, object, expected) => {
  expect(seen(object)).toEqual(expected);
});

test('a Service needs a port, unless it is headless', () => {
  expect(
    seen(core('v1', 'Service', 'a', { ports: [{ port: 80, targetPort: 'http', protocol: 'TCP' }], type: 'ClusterIP' })),
  ).toEqual([]);
  expect(seen(core('v1', 'Service', 'a', { selector: {} }))).toEqual(['Required spec.ports']);
  expect(seen(core('v1', 'Service', 'a', { clusterIP: 'None' }))).toEqual([]);
  expect(seen(core('v1', 'Service', 'a', { ports: [{ port: 80 }, { port: 81 }] }))).toEqual(['Required spec.ports']);
});

test('a NetworkPolicy and a PodDisruptionBudget', () => {
  const np = (protocol: string) =>
    core('networking.k8s.io/v1', 'NetworkPolicy', 'a', {
      podSelector: {},
      policyTypes: ['Ingress'],
      ingress: [{ ports: [{ port: 80, protocol }] }],
    });
  expect(seen(np('TCP'))).toEqual([]);
  expect(seen(np('HTTP'))).toContain('NotSupported spec.ingress[0].ports[0].protocol');
  expect(seen(core('policy/v1', 'PodDisruptionBudget', 'a', { minAvailable: '50%', selector: {} }))).toEqual([]);
  expect(seen(core('policy/v1', 'PodDisruptionBudget', 'a', { minAvailable: 1, maxUnavailable: 1 }))).toEqual([
    'Invalid spec',
  ]);
});

test.each([
  ['In with values', { key: 'example.com/tier', operator: 'In', values: ['a_B'] }, []],
  ['Exists', { key: 'tier', operator: 'Exists', values: [] }, []],
  ['In without values', { key: 'tier', operator: 'In' }, ['Required .values']],
  ['Exists with values', { key: 'tier', operator: 'Exists', values: ['a'] }, ['Forbidden .values']],
  ['an operator that is none', { key: 'tier', operator: 'Is' }, ['NotSupported .operator', 'Invalid <nil>']],
  ['a key that is none', { key: 'a/b/c', operator: 'Exists' }, ['Invalid .key']],
  [
    'a value that is too long',
    { key: 'tier', operator: 'In', values: ['a'.repeat(64)] },
    ['TooLong .values[0]', 'Invalid <nil>'],
  ],
  ['a value that no label has', { key: 'tier', operator: 'In', values: ['a b'] }, ['Invalid .values[0]']],
])('a selector by expression: %s', (_, expression, expected) => {
  const spec = { minAvailable: 1, selector: { matchExpressions: [expression] } };
  const at = expected.map((e) => e.replace(' .', ' spec.selector.matchExpressions[0].'));
  expect(seen(core('policy/v1', 'PodDisruptionBudget', 'a', spec))).toEqual(at);
});
