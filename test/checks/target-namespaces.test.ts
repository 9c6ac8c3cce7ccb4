// targetSelectors of a policy that reach into other namespaces, chosen by the labels of these.
import { expect, test } from 'vitest';
import { Snapshot } from '../../src/effective/snapshot.ts';
import type { KubernetesObject } from '../../src/objects/resource.ts';
import { checkReferences } from './found.ts';
import { envoy, gatewayApi, type Spec } from './policy-objects.ts';

const namespace = (name: string, labels: Spec) =>
  ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }) as unknown as KubernetesObject;
const routeIn = (place: string) => gatewayApi('HTTPRoute', 'app', { parentRefs: [], rules: [] }, place);
const grantIn = (place: string) =>
  gatewayApi(
    'ReferenceGrant',
    'all',
    {
      from: [{ group: 'gateway.envoyproxy.io', kind: 'SecurityPolicy', namespace: 'edge' }],
      to: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
    },
    place,
  );
const policy = (name: string, selector: Spec) =>
  envoy('SecurityPolicy', name, {
    targetSelectors: [{ kind: 'HTTPRoute', namespaces: { from: 'Selector', selector } }],
  });

const PLACES = ['red', 'blue', 'none'];
const objects = [
  ...PLACES.map(routeIn),
  ...PLACES.map(grantIn),
  namespace('red', { team: 'red' }),
  namespace('blue', {}),
];
const placesOf = (selector: Spec): (string | undefined)[] => {
  const wide = policy('wide', selector);
  return new Snapshot([...objects, wide]).attachments.targetsOf(wide).map((t) => t.metadata.namespace);
};

test('a namespace is selected by its labels; one that is not among the objects may be', () => {
  expect(placesOf({ matchLabels: { team: 'red' } })).toEqual(['red', 'none']);
  expect(placesOf({ matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] })).toEqual(['blue', 'none']);
  expect(placesOf({ matchLabels: { 'kubernetes.io/metadata.name': 'blue' } })).toEqual(['blue']);
  expect(placesOf({})).toEqual(['red', 'blue', 'none']);
});

test('two policies that select other namespaces do not conflict', () => {
  const conflicts = (team: string): number =>
    checkReferences([
      ...objects.filter((o) => o.metadata.namespace !== 'none'),
      policy('a', { matchLabels: { team: 'red' } }),
      policy('b', { matchLabels: { team } }),
    ]).filter((f) => f.code === 'Conflicted').length;
  expect(conflicts('green')).toBe(0);
  expect(conflicts('red')).toBe(1);
});
