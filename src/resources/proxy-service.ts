import type { GatewayServiceIntent, Intent, NodePortIntent } from '../model/intent.ts';
import { portInProxy } from '../model/streams-intent.ts';
import { defined, note, some } from '../objects/make.ts';
import type { Note, Step } from '../objects/resource.ts';
import { PROXIES } from './notes/proxies-notes.ts';
import { type ProxyKubernetes, someOf } from './pod-placement.ts';

type EnvoyService = NonNullable<ProxyKubernetes['envoyService']>;
type Patch = NonNullable<EnvoyService['patch']>;

const portOf = ({ protocol, port, nodePort }: NodePortIntent) => ({
  name: `${protocol.toLowerCase()}-${port}`,
  port,
  protocol: 'TCP',
  targetPort: portInProxy(port),
  nodePort,
});

/**
 * Merged by `port`, the merge key of the ports of a Service. The other fields are those that Envoy Gateway writes (irListenerPortName
 * and servicePortToContainerPort): until a certificate exists, the Service has no https port, and a port without a name is invalid.
 */
const patchOf = ({ nodePorts }: GatewayServiceIntent): Patch | undefined =>
  nodePorts.length === 0 ? undefined : { type: 'StrategicMerge', value: { spec: { ports: nodePorts.map(portOf) } } };

/** The Service of the proxies; clouds read its annotations to create a load balancer. */
export const envoyService = (s: GatewayServiceIntent): EnvoyService =>
  defined({
    type: s.type,
    annotations: someOf(s.annotations),
    loadBalancerClass: s.loadBalancerClass,
    loadBalancerIP: s.loadBalancerIP,
    allocateLoadBalancerNodePorts: s.allocateLoadBalancerNodePorts,
    externalTrafficPolicy: s.externalTrafficPolicy,
    loadBalancerSourceRanges: some(s.loadBalancerSourceRanges),
    patch: patchOf(s),
  });

/** Comments on the Service: what comes from a preset, and what reads it. */
export const serviceNotes = ({ gateway: { service: s } }: Intent, ...at: readonly Step[]): Note[] => {
  const firstDns = s.dnsKeys[0];
  return [
    ...(s.externalTrafficPolicy === 'Local' ? [note('why', PROXIES.localTraffic, ...at, 'externalTrafficPolicy')] : []),
    ...(s.answered ? [] : [note('todo', PROXIES.loadBalancer, ...at)]),
    ...(s.cloud ? [note('why', PROXIES.preset(s.cloud.name, s.cloud.keys, s.cloud.doc), ...at)] : []),
    ...(firstDns === undefined ? [] : [note('why', PROXIES.externalDns, ...at, 'annotations', firstDns)]),
    ...(s.nodePorts.length > 0 ? [note('why', PROXIES.nodePorts, ...at, 'patch')] : []),
  ];
};
