// Gateways of a class that share their proxies.
import { expect, test } from 'vitest';
import { checkBehaviour, checkReferences } from '../checks/found.ts';
import { generated } from './generated.ts';

const services = [{ name: 'a', path: '/a', backend: 'a:80', auth: 'none' }];
const SHARED = { class: 'shared' };

test('the file with the EnvoyProxy refers to it in the class, and the Gateway has no parameters', () => {
  const { spec } = generated({ services, gateway: { ...SHARED, name: 'one', namespace: 'one', merge: true } });
  expect(spec('GatewayClass', 'shared').parametersRef).toEqual({
    group: 'gateway.envoyproxy.io',
    kind: 'EnvoyProxy',
    name: 'one-proxy',
    namespace: 'one',
  });
  expect(spec('EnvoyProxy', 'one-proxy').mergeGateways).toBe(true);
  expect(spec('Gateway', 'one')).toMatchObject({ gatewayClassName: 'shared' });
  expect(spec('Gateway', 'one').infrastructure).toBeUndefined();
});

test('the policy for clients names the https listener, because two Gateways have an http listener on one port', () => {
  const { spec } = generated({ services, gateway: { ...SHARED, merge: true } });
  expect(spec('ClientTrafficPolicy', 'eg').targetRefs).toEqual([
    { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'eg', sectionName: 'https' },
  ]);
});

test('a member has neither class nor proxies, and both together have no conflict', () => {
  const owner = generated({ services, gateway: { ...SHARED, name: 'one', namespace: 'one', merge: true } });
  const member = generated({
    services,
    hostname: 'b.example.com',
    gateway: { ...SHARED, name: 'two', namespace: 'two', merge: 'member' },
  });
  expect(member.objects.filter((o) => ['GatewayClass', 'EnvoyProxy'].includes(o.kind))).toEqual([]);
  const all = [...owner.objects, ...member.objects];
  expect(checkReferences(all)).toEqual([]);
  expect(checkBehaviour(all).filter((f) => f.severity === 'error')).toEqual([]);
});

test('the pods are found by the label of the class', () => {
  const { spec } = generated({ services, gateway: { ...SHARED, merge: true } });
  const { pod } = spec('EnvoyProxy', 'eg-proxy').provider.kubernetes.envoyDeployment;
  expect(pod.topologySpreadConstraints[0].labelSelector.matchLabels).toEqual({
    'gateway.envoyproxy.io/owning-gatewayclass': 'shared',
  });
});
