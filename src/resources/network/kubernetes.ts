import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import type { AllowIntent, Intent, NetworkPolicyIntent, Peer } from '../../model/intent.ts';
import { labels, note } from '../../objects/make.ts';
import type { KubernetesObject, Note } from '../../objects/resource.ts';
import { unreachable } from '../../values/exhaustive.ts';
import { NETWORK } from '../notes/environment-notes.ts';

type Rule = NonNullable<NonNullable<NetworkPolicy['spec']>['ingress']>[number];
type PeerSpec = NonNullable<Rule['from']>[number];

/** Link-local, the same in every cluster (istio.io, Ambient and Kubernetes NetworkPolicy). */
export const PROBES = '169.254.7.127/32';

const peerOf = (peer: Peer): PeerSpec[] | undefined => {
  switch (peer.is) {
    case 'cluster':
      return [{ namespaceSelector: {} }];
    case 'probes':
      return [{ ipBlock: { cidr: PROBES } }];
    case 'address':
      return [{ ipBlock: { cidr: peer.cidr } }];
    case 'dns':
      return [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
          podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        },
      ];
    case 'pods':
      return [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } },
          ...(peer.labels && { podSelector: { matchLabels: { ...peer.labels } } }),
        },
      ];
    // NetworkPolicy selects pods and addresses: external servers and the API server cannot be selected, so only the port is limited.
    case 'world':
    case 'host':
    case 'apiServer':
      return undefined;
    case 'node':
      throw new Error('internal error: a rule for the node is left out');
    default:
      return unreachable(peer);
  }
};

const portsOf = (a: AllowIntent): object[] =>
  a.ports.flatMap((port) => a.protocols.map((protocol) => ({ protocol, port })));

/** NetworkPolicy never blocks the kubelet of the pod's own node (networking/v1 NetworkPolicy), so it needs no rule. */
const written = (list: readonly AllowIntent[]): AllowIntent[] => list.filter((a) => a.peer.is !== 'node');

/** Servers that cannot be selected share one rule per port. */
const merged = (list: readonly AllowIntent[]): AllowIntent[] => {
  const out: AllowIntent[] = [];
  const byPort = new Map<string, { at: number; hosts: string[] }>();
  for (const a of list) {
    if (a.peer.is !== 'host') {
      out.push(a);
      continue;
    }
    const key = a.ports.join();
    const known = byPort.get(key);
    if (known) known.hosts.push(a.peer.host);
    else {
      byPort.set(key, { at: out.length, hosts: [a.peer.host] });
      out.push(a);
    }
  }
  for (const { at, hosts } of byPort.values())
    out[at] = {
      ...out[at]!,
      why: NETWORK.servers(`${hosts.slice(0, 5).join(', ')}${hosts.length > 5 ? ` and ${hosts.length - 5} more` : ''}`),
    };
  return out;
};

const direction = (list: readonly AllowIntent[], side: 'from' | 'to'): object[] =>
  list.map((a) => {
    const peers = peerOf(a.peer);
    return { ...(peers && { [side]: peers }), ...(a.ports.length > 0 && { ports: portsOf(a) }) };
  });

const notesOf = (list: readonly AllowIntent[], side: 'ingress' | 'egress'): Note[] =>
  list.map((a, i) => note('why', a.why, 'spec', side, i));

/** One networking.k8s.io/v1 NetworkPolicy, with a comment for each rule. */
export const kubernetesPolicy = (intent: Intent, p: NetworkPolicyIntent): [KubernetesObject, Note[]] => {
  const ingress = p.ingress && written(p.ingress);
  const egress = p.egress && merged(written(p.egress));
  const object: NetworkPolicy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: p.name, namespace: p.namespace, labels: labels(intent) },
    spec: {
      podSelector: Object.keys(p.labels).length > 0 ? { matchLabels: { ...p.labels } } : {},
      policyTypes: [...(ingress ? ['Ingress'] : []), ...(egress ? ['Egress'] : [])],
      ...(ingress && ingress.length > 0 && { ingress: direction(ingress, 'from') as Rule[] }),
      ...(egress && egress.length > 0 && { egress: direction(egress, 'to') }),
    },
  };
  return [
    object as KubernetesObject,
    [...(ingress ? notesOf(ingress, 'ingress') : []), ...(egress ? notesOf(egress, 'egress') : [])],
  ];
};
