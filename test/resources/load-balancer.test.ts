// The presets of gateway.service.cloud, fixed addresses, node ports, DNS records, IP families and the DaemonSet.
import { expect, test } from 'vitest';
import { CLOUDS } from '../../src/values/clouds.ts';
import { generated } from './generated.ts';

const services = [{ name: 'a', path: '/a', backend: 'a:80', auth: 'none' }];
const TRAFFIC = { peakRequestsPerSecond: 100, p95Latency: '100ms', clientsBehind: 'direct' };
const made = (gateway: object, more: object = {}) => {
  const { spec, resources, intent } = generated({ services, gateway, ...more });
  const proxy = spec('EnvoyProxy', 'eg-proxy');
  const notes = resources.flatMap((r) => r.notes).map((n) => n.text);
  return { spec, proxy, service: proxy.provider.kubernetes.envoyService, notes, intent };
};
const ofCloud = (cloud: string, more: object = {}, rest: object = {}) =>
  made({ service: { cloud, ...more } }, rest).service;
const AWS = 'service.beta.kubernetes.io/aws-load-balancer-';

test.each(CLOUDS)('%s expands in the YAML, with a comment that names it and its documentation', (cloud) => {
  const { notes } = made({ service: { cloud } });
  expect(notes.filter((n) => n.includes(`Preset ${cloud} `) && n.includes('https://'))).toHaveLength(1);
});

test('aws-nlb sends PROXY protocol exactly if the proxies expect it', () => {
  const plain = ofCloud('aws-nlb');
  expect(plain).toMatchObject({
    type: 'LoadBalancer',
    loadBalancerClass: 'service.k8s.aws/nlb',
    annotations: {
      [`${AWS}scheme`]: 'internet-facing',
      [`${AWS}nlb-target-type`]: 'ip',
      [`${AWS}target-group-attributes`]: 'preserve_client_ip.enabled=true',
    },
  });
  const sent = ofCloud('aws-nlb', {}, { traffic: { ...TRAFFIC, clientsBehind: 'proxyProtocol' } });
  expect(sent.annotations[`${AWS}proxy-protocol`]).toBe('*');
  expect(sent.annotations[`${AWS}target-group-attributes`]).toBeUndefined();
});

test('keys of the answers take precedence over the preset', () => {
  const service = ofCloud('aws-nlb-internal', {
    loadBalancerClass: 'eks.amazonaws.com/nlb',
    annotations: { [`${AWS}nlb-target-type`]: 'instance' },
  });
  expect(service.loadBalancerClass).toBe('eks.amazonaws.com/nlb');
  expect(service.annotations).toMatchObject({ [`${AWS}nlb-target-type`]: 'instance', [`${AWS}scheme`]: 'internal' });
});

test('each load balancer gets fixed addresses in its own way', () => {
  const two = ['203.0.113.10', '203.0.113.11'];
  expect(ofCloud('metallb', { addresses: two })).toMatchObject({
    annotations: { 'metallb.io/loadBalancerIPs': '203.0.113.10,203.0.113.11' },
    allocateLoadBalancerNodePorts: false,
  });
  expect(ofCloud('gcp', { addresses: ['203.0.113.10'] }).loadBalancerIP).toBe('203.0.113.10');
  const dual = made({
    ipFamily: 'DualStack',
    service: { cloud: 'azure', addresses: ['203.0.113.10', '2001:db8::10'] },
  });
  expect(dual.service.annotations).toMatchObject({
    'service.beta.kubernetes.io/azure-load-balancer-ipv4': '203.0.113.10',
    'service.beta.kubernetes.io/azure-load-balancer-ipv6': '2001:db8::10',
  });
  expect(dual.proxy.ipFamily).toBe('DualStack');
  expect(dual.spec('Gateway', 'eg').addresses).toBeUndefined();
});

test('without a preset they are addresses of the Gateway', () => {
  const { spec, service } = made({ service: { addresses: ['203.0.113.10'] } });
  expect(spec('Gateway', 'eg').addresses).toEqual([{ type: 'IPAddress', value: '203.0.113.10' }]);
  expect(service).toEqual({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' });
});

test('node ports are a patch of the ports of the Service', () => {
  expect(ofCloud('nodePort', { ports: { https: { nodePort: 30443 } } })).toEqual({
    type: 'NodePort',
    externalTrafficPolicy: 'Local',
    patch: {
      type: 'StrategicMerge',
      value: {
        spec: { ports: [{ name: 'https-443', port: 443, protocol: 'TCP', targetPort: 10443, nodePort: 30443 }] },
      },
    },
  });
});

test('external-dns finds host names and ttl under both of its prefixes', () => {
  const { service } = made({ service: { externalDNS: { ttl: '5m' } } });
  expect(service.annotations).toEqual({
    'external-dns.alpha.kubernetes.io/hostname': 'api.example.com',
    'external-dns.alpha.kubernetes.io/ttl': '300',
    'external-dns.kubernetes.io/hostname': 'api.example.com',
    'external-dns.kubernetes.io/ttl': '300',
  });
});

test('a DaemonSet has no autoscaler, and its sizes are those of its nodes', () => {
  const { proxy, intent, notes } = made({ daemonSet: { nodes: 4 }, hostNetwork: true });
  const { kubernetes } = proxy.provider;
  expect(Object.keys(kubernetes)).toEqual(['envoyDaemonSet', 'envoyService']);
  expect(kubernetes.envoyDaemonSet.patch.value.spec.template.spec.hostNetwork).toBe(true);
  expect(kubernetes.envoyDaemonSet.container.resources.limits.memory).toMatch(/Mi$/);
  expect(intent.sizing.minReplicas.value).toBe(4);
  expect(intent.sizing.maxReplicas.value).toBe(4);
  expect(notes.join('\n')).toContain('4 nodes (gateway.daemonSet.nodes)');
});

test('one node has no replicas that remain without it, and no number is infinite', () => {
  const { intent } = made({ daemonSet: { nodes: 1 } });
  expect(intent.sizing.maxParallelRequests.value).toBeLessThan(1000);
});
