// The load balancer in front of the proxies: presets, fixed addresses, PROXY protocol, node ports, DNS, DaemonSet.
import { constant, define, type Group } from '../definition.ts';
import { quote } from '../shown.ts';

export const loadBalancerRefusals = {
  NotAnIpAddress: define<{ value: string }>({
    severity: 'error',
    sample: { value: 'gateway.example.com' },
    words: ({ value }) => ({
      what: `${quote(value, 80)} is not an IP address.`,
      why: 'With a host name, Envoy Gateway 1.9 reports Programmed: False (AddressNotUsable) for the Gateway.',
      fix: 'Write addresses such as 203.0.113.10 or 2001:db8::10. For a DNS record, set gateway.service.externalDNS.',
    }),
  }),
  AddressesUnsupported: define<{ cloud: string; instead: string }>({
    severity: 'error',
    sample: {
      cloud: 'aws-nlb',
      instead: 'annotations: { service.beta.kubernetes.io/aws-load-balancer-eip-allocations: eipalloc-... }',
    },
    words: ({ cloud, instead }) => ({
      what: `A load balancer of ${cloud} does not take fixed addresses by their value.`,
      why: 'Its public addresses are Elastic IPs, which are requested by their allocation IDs.',
      fix: `Write ${instead}.`,
    }),
  }),
  TooManyAddresses: define<{ by: string; most: number; family?: 'IPv4' | 'IPv6' | undefined }>({
    severity: 'error',
    sample: { by: 'cloud: gcp', most: 1 },
    words: ({ by, most, family }) => ({
      what: `With ${by}, the Service takes ${most === 0 ? 'no' : most} ${family === undefined ? '' : `${family} `}address${most === 1 ? '' : 'es'}.`,
      why:
        most === 0
          ? 'There is no field or annotation for it.'
          : 'Envoy Gateway or the load balancer ignores the others.',
      fix: most === 0 ? `Remove the ${family} address.` : `Write ${most === 1 ? 'one address' : `${most} addresses`}.`,
    }),
  }),
  AddressTwice: define<{ address: string }>({
    severity: 'error',
    sample: { address: '203.0.113.10' },
    words: ({ address }) => ({
      what: `The address ${address} is listed twice.`,
      why: 'The API server accepts each address once.',
      fix: 'Remove one of them.',
    }),
  }),
  AddressOfOtherFamily: define<{ address: string; ipFamily: string }>({
    severity: 'error',
    sample: { address: '2001:db8::10', ipFamily: 'IPv4' },
    words: ({ address, ipFamily }) => ({
      what: `The Service has ${ipFamily} addresses only, and ${address} is not one.`,
      why: 'The proxies do not listen on it.',
      fix: `Remove ${address}, or set gateway.ipFamily: ${ipFamily === 'IPv4' ? 'DualStack' : 'DualStack or IPv4'}.`,
    }),
  }),
  PresetOfOtherType: define<{ cloud: string; type: string; presetType: string }>({
    severity: 'error',
    sample: { cloud: 'aws-nlb', type: 'ClusterIP', presetType: 'LoadBalancer' },
    words: ({ cloud, type, presetType }) => ({
      what: `cloud: ${cloud} needs type: ${presetType}, and type: ${type} is set.`,
      why: 'What the preset writes has no effect on a Service of another type.',
      fix: 'Remove type or cloud.',
    }),
  }),
  ProxyProtocolNotRead: define<{ annotation: string }>({
    severity: 'error',
    sample: { annotation: 'load-balancer.hetzner.cloud/uses-proxyprotocol' },
    words: ({ annotation }) => ({
      what: `${annotation} makes the load balancer send a PROXY protocol header, and the proxies do not expect one.`,
      why: 'Envoy reads the header as the start of TLS and closes every connection.',
      fix: 'Set traffic.clientsBehind: proxyProtocol, or remove the annotation.',
    }),
  }),
  ProxyProtocolNotSent: define<{ by: string; fix: string }>({
    severity: 'error',
    sample: { by: 'cloud: gcp', fix: 'Set traffic.clientsBehind: direct.' },
    words: ({ by, fix }) => ({
      what: `traffic.clientsBehind is proxyProtocol, and the load balancer of ${by} sends no PROXY protocol header.`,
      why: 'Envoy closes every connection that does not begin with the header.',
      fix,
    }),
  }),
  DualStackHidesClients: define<{ cloud: string }>({
    severity: 'error',
    sample: { cloud: 'aws-nlb' },
    words: ({ cloud }) => ({
      what: `With cloud: ${cloud} and gateway.ipFamily: DualStack, the gateway does not see the addresses of all clients.`,
      why: 'The load balancer keeps the client address only if client and target have the same family; rate limits and allow.cidrs need it.',
      fix: 'Set traffic.clientsBehind: proxyProtocol; the preset then turns it on at the load balancer, too.',
    }),
  }),
  TargetsHideClients: define<{ annotation: string }>({
    severity: 'warning',
    sample: { annotation: 'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type' },
    words: ({ annotation }) => ({
      what: `With ${annotation}: ip, every request seems to come from the load balancer.`,
      why: 'Rate limits by address, allow.cidrs and the access log need the address of the client.',
      fix: 'Set cloud: aws-nlb, or the annotation service.beta.kubernetes.io/aws-load-balancer-target-group-attributes: preserve_client_ip.enabled=true.',
    }),
  }),
  NodePortsUnused: define<{ type: string }>({
    severity: 'error',
    sample: { type: 'ClusterIP' },
    words: ({ type }) => ({
      what: `ports sets node ports, and the type of the Service is ${type}.`,
      why: 'The API server accepts node ports for type NodePort and LoadBalancer only.',
      fix: 'Remove ports, or set type: NodePort.',
    }),
  }),
  NodePortsWithHttp3: constant('error', {
    what: 'gateway.service.ports and http3 are both set.',
    why: 'HTTP/3 adds a UDP port with the number of the https port, and Envoy Gateway merges ports of the Service by their number.',
    fix: 'Remove ports or http3.',
  }),
  NotOfDaemonSet: define<{ key: string }>({
    severity: 'error',
    sample: { key: 'proxy.replicas' },
    words: ({ key }) => ({
      what: `${key} is set, and gateway.daemonSet runs one proxy on every node.`,
      why: 'A DaemonSet has no replicas, no autoscaling and no spread, and draining a node ignores its disruption budget.',
      fix: `Remove ${key} or gateway.daemonSet.`,
    }),
  }),
  NodePortTwice: define<{ nodePort: number }>({
    severity: 'error',
    sample: { nodePort: 30443 },
    words: ({ nodePort }) => ({
      what: `The node port ${nodePort} is set for both http and https.`,
      why: 'A node port belongs to one port of a Service.',
      fix: 'Write two different ports.',
    }),
  }),
  DnsWithoutAddress: define<{ type: string }>({
    severity: 'error',
    sample: { type: 'ClusterIP' },
    words: ({ type }) => ({
      what: `externalDNS is set, and the type of the Service is ${type}.`,
      why: 'external-dns publishes no record for such a Service, because its address is reachable inside the cluster only.',
      fix: 'Remove externalDNS, or set type: LoadBalancer.',
    }),
  }),
  HostNetworkNeedsDaemonSet: constant('error', {
    what: 'hostNetwork is set without daemonSet.',
    why: 'Two replicas of a Deployment on one node would listen on the same ports.',
    fix: 'Set gateway.daemonSet: { nodes: 3 } with the number of your nodes, or remove hostNetwork.',
  }),
  HostNetworkUnselected: define<{ by: 'network' | 'mesh' }>({
    severity: 'error',
    sample: { by: 'network' },
    words: ({ by }) => ({
      what: `gateway.hostNetwork and ${by} are both set.`,
      why:
        by === 'network'
          ? 'Network policies select pods by label, and traffic of pods in the network of the node has the address of the node. The backends would refuse the proxies.'
          : 'A mesh does not capture the traffic of pods in the network of the node. The backends would refuse the proxies.',
      fix: by === 'network' ? 'Remove hostNetwork, or set network: none.' : 'Remove hostNetwork or mesh.',
    }),
  }),
} as const satisfies Group;
