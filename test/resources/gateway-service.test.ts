// The load balancer, and the labels of the PodMonitor: answers, so that no TODO asks for an edit that the next run refuses.
import { expect, test } from 'vitest';
import { generated, refusedFor } from './generated.ts';

const services = [{ name: 'a', path: '/a', backend: 'a:80', auth: 'none' }];
const made = (service: object | undefined, more: object = {}) => {
  const { spec, intent, resources } = generated({ services, ...(service && { gateway: { service } }), ...more });
  const todo = resources.flatMap((r) => r.notes.filter((n) => n.kind === 'todo').map((n) => n.text)).join('\n');
  const codes = intent.notices.map((n) => n.code);
  return { service: spec('EnvoyProxy', 'eg-proxy').provider.kubernetes.envoyService, todo, codes };
};
const NLB = {
  annotations: { 'service.beta.kubernetes.io/aws-load-balancer-proxy-protocol': '*' },
  loadBalancerClass: 'service.k8s.aws/nlb',
  loadBalancerSourceRanges: ['203.0.113.0/24'],
};

test('what was answered is written, and nothing is left to do', () => {
  const traffic = { peakRequestsPerSecond: 100, p95Latency: '100ms', clientsBehind: 'proxyProtocol' };
  const { service, todo } = made({ ...NLB, loadBalancerIP: '203.0.113.7' }, { traffic });
  expect(service).toEqual({
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    loadBalancerIP: '203.0.113.7',
    ...NLB,
  });
  expect(todo).toBe('');
});

test('unanswered it is as ever, and the TODO names the answer', () => {
  const { service, todo } = made(undefined);
  expect(service).toEqual({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' });
  expect(todo).toContain('gateway.service');
});

test('other types have no load balancer, and a ClusterIP no traffic policy', () => {
  expect(made({ type: 'ClusterIP' }).service).toEqual({ type: 'ClusterIP' });
  expect(made({ type: 'ClusterIP' }).codes).toContain('NoLoadBalancer');
  expect(made({ type: 'NodePort', externalTrafficPolicy: 'Cluster' }).service).toEqual({
    type: 'NodePort',
    externalTrafficPolicy: 'Cluster',
  });
});

test('a PROXY header that nobody sends is said, until an annotation asks for it', () => {
  const traffic = { peakRequestsPerSecond: 100, p95Latency: '100ms', clientsBehind: 'proxyProtocol' };
  expect(made(undefined, { traffic }).codes).toContain('ProxyProtocolNeeded');
  expect(made({ annotations: { 'example.com/internal': 'true' } }, { traffic }).codes).toContain('ProxyProtocolNeeded');
  expect(made(NLB, { traffic }).codes).not.toContain('ProxyProtocolNeeded');
  const attributes = { 'service.beta.kubernetes.io/x-attributes': 'proxy_protocol_v2.enabled=true' };
  expect(made({ annotations: attributes }, { traffic }).codes).not.toContain('ProxyProtocolNeeded');
  expect(made(undefined).codes).not.toContain('ProxyProtocolNeeded');
});

test.each([
  [true, {}],
  [{ labels: { release: 'prom', 'example.com/team': '' } }, { release: 'prom', 'example.com/team': '' }],
])('prometheus: %j writes a PodMonitor with these labels', (prometheus, labels) => {
  const { objects, resources } = generated({ services, observability: { prometheus } });
  const monitor = objects.find((o) => o.kind === 'PodMonitor');
  expect(monitor?.metadata.labels).toMatchObject({ 'app.kubernetes.io/managed-by': 'eg-api-gateway', ...labels });
  const todo = resources.find((r) => r.object === monitor)!.notes.filter((n) => n.kind === 'todo');
  expect(todo.length).toBe(prometheus === true ? 1 : 0);
});

test('prometheus: false writes none', () => {
  expect(
    generated({ services, observability: { prometheus: false } }).objects.some((o) => o.kind === 'PodMonitor'),
  ).toBe(false);
});

test.each([
  [{ gateway: { service: { annotations: { 'a b': 'x' } } } }, 'InvalidAnnotation gateway.service.annotations'],
  [{ gateway: { service: { annotations: { 'a/b': 'x\u0000' } } } }, 'HiddenCharacter gateway.service.annotations.a/b'],
  [{ gateway: { service: { annotations: { 'a/b': true } } } }, 'WrongType gateway.service.annotations.a/b'],
  [{ gateway: { service: { loadBalancerIP: '2001:db8::1' } } }, 'InvalidAddress gateway.service.loadBalancerIP'],
  [
    { gateway: { service: { loadBalancerClass: 'n l b' } } },
    'InvalidLoadBalancerClass gateway.service.loadBalancerClass',
  ],
  [
    { gateway: { service: { loadBalancerSourceRanges: ['10.0.0.1/8'] } } },
    'InvalidCIDR gateway.service.loadBalancerSourceRanges[0]',
  ],
  [
    { observability: { prometheus: { labels: { 'app.kubernetes.io/part-of': 'x' } } } },
    'InvalidLabel observability.prometheus.labels',
  ],
  [{ observability: { prometheus: { labels: { release: 'a b' } } } }, 'InvalidLabel observability.prometheus.labels'],
  [{ gateway: { service: { annotations: { 'a.example.com/b-token': 'on', note: 'two words' } } } }, undefined],
])('%j', (more, problem) => {
  expect(refusedFor({ services, ...more })).toEqual(problem === undefined ? [] : [problem]);
});
