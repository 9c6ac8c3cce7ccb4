import type { CiliumNetworkPolicy } from '../../crds/types/index.ts';
import type { AllowIntent, Intent, NetworkPolicyIntent, Peer } from '../../model/intent.ts';
import { labels, note, some } from '../../objects/make.ts';
import type { KubernetesObject, Note } from '../../objects/resource.ts';
import { unreachable } from '../../values/exhaustive.ts';
import { PROBES } from './kubernetes.ts';

type Spec = NonNullable<CiliumNetworkPolicy['spec']>;
type Ingress = NonNullable<Spec['ingress']>[number];
type Egress = NonNullable<Spec['egress']>[number];
type Ports = NonNullable<Ingress['toPorts']>[number];

/** Without it, a selector is limited to the policy's own namespace (docs.cilium.io, Kubernetes constructs). */
const NAMESPACE = 'k8s:io.kubernetes.pod.namespace';
const endpoint = (namespace: string, matchLabels: Readonly<Record<string, string>> = {}) => ({
  matchLabels: { [NAMESPACE]: namespace, ...matchLabels },
});

const DNS = endpoint('kube-system', { 'k8s-app': 'kube-dns' });

/** Selector of allowed sources. */
const sourceOf = (peer: Peer): Partial<Ingress> => {
  switch (peer.is) {
    case 'pods':
      return { fromEndpoints: [endpoint(peer.namespace, peer.labels)] };
    case 'world':
      return { fromEntities: ['world', 'cluster', 'host', 'remote-node'] };
    case 'cluster':
      return { fromEntities: ['cluster'] };
    case 'node':
      return { fromEntities: ['host', 'remote-node', 'health'] };
    case 'probes':
      return { fromCIDR: [PROBES] };
    case 'apiServer':
      return { fromEntities: ['kube-apiserver', 'host', 'remote-node'] };
    case 'dns':
    case 'host':
    case 'address':
      throw new Error(`internal error: ${peer.is} is a destination, not a source`);
    default:
      return unreachable(peer);
  }
};

/** Selector of allowed destinations. */
const targetOf = (peer: Peer): Partial<Egress> => {
  switch (peer.is) {
    case 'pods':
      return { toEndpoints: [endpoint(peer.namespace, peer.labels)] };
    case 'dns':
      return { toEndpoints: [DNS] };
    case 'host':
      return { toFQDNs: [{ matchName: peer.host }] };
    case 'address':
      return { toCIDR: [peer.cidr] };
    case 'apiServer':
      return { toEntities: ['kube-apiserver'] };
    case 'cluster':
      return { toEntities: ['cluster'] };
    case 'world':
    case 'node':
    case 'probes':
      throw new Error(`internal error: ${peer.is} is a source, not a destination`);
    default:
      return unreachable(peer);
  }
};

const portsOf = (a: AllowIntent): Ports[] => [
  {
    ports: a.ports.flatMap((port) => a.protocols.map((protocol) => ({ port: String(port), protocol }))),
    ...(a.requests.length > 0 && {
      rules: {
        http: a.requests.map(({ method, path }) => ({ ...(method !== undefined && { method }), path })),
      },
    }),
    // toFQDNs learns addresses from DNS responses.
    ...(a.peer.is === 'dns' && { rules: { dns: [{ matchPattern: '*' }] } }),
  },
];

/** One cilium.io/v2 CiliumNetworkPolicy, with a comment for each rule. */
export const ciliumPolicy = (intent: Intent, p: NetworkPolicyIntent): [KubernetesObject, Note[]] => {
  const { network } = intent;
  const mutual = network?.mutualAuthentication && p.backend !== undefined;
  const ingress = p.ingress?.map(
    (a): Ingress => ({
      ...sourceOf(a.peer),
      ...(mutual && { authentication: { mode: 'required' as const } }),
      ...(a.ports.length > 0 && { toPorts: portsOf(a) }),
    }),
  );
  const egress = p.egress?.map(
    (a): Egress => ({ ...targetOf(a.peer), ...(a.ports.length > 0 && { toPorts: portsOf(a) }) }),
  );
  const object: CiliumNetworkPolicy = {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: p.name, namespace: p.namespace, labels: labels(intent) },
    spec: {
      description: p.why,
      endpointSelector: Object.keys(p.labels).length > 0 ? { matchLabels: { ...p.labels } } : {},
      // An empty rule denies all connections; without a rule Cilium would restrict nothing.
      ...(ingress && { ingress: some(ingress) ?? [{}] }),
      ...(egress && { egress: some(egress) ?? [{}] }),
    },
  };
  return [
    object,
    [
      ...(p.ingress ?? []).map((a, i) => note('why', a.why, 'spec', 'ingress', i)),
      ...(p.egress ?? []).map((a, i) => note('why', a.why, 'spec', 'egress', i)),
    ],
  ];
};
